"""Mails: settings, what became of those that were written, a test mail."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.mail.model import MailSettings

router = APIRouter(prefix="/desk/v1/mails", tags=["operator"], route_class=Bounded)


class Change(BaseModel):
    """`version` is the one that was read; empty: none."""

    model_config = ConfigDict(extra="forbid")

    fallback: str = Field(default="", max_length=254)
    sender_name: str = Field(default="", max_length=200)
    reply_to: str = Field(default="", max_length=254)
    digest: bool = True
    version: int = Field(ge=0, le=MOST)


@router.get("")
async def listed(who: SignedIn, p: Given) -> dict[str, Any]:
    shown = {"configured": p.mails.configured, "from": p.settings.mail_from}
    return {**await p.mails.desk.log(scope(who)), **shown, "settings": _shown(await p.mails.desk.settings(scope(who)))}


@router.put("/settings")
async def save(body: Change, who: Administrator, p: Given) -> dict[str, Any]:
    new = MailSettings(body.fallback.strip(), body.sender_name, body.reply_to.strip(), body.digest, body.version)
    return _shown(await p.mails.desk.save(scope(who), new))


@router.post("/test", status_code=202)
async def test(who: SignedIn, p: Given) -> dict[str, Any]:
    """To the operator's own address."""
    p.live.spend("sign_in_email", f"test mail {who[0].id}")
    await p.mails.desk.test(scope(who), who[0].email)
    return {"to": who[0].email}


@router.post("/{mail_id}/again", status_code=204)
async def again(mail_id: str, who: SignedIn, p: Given) -> Response:
    await p.mails.desk.again(scope(who), mail_id)
    return Response(status_code=204)


def _shown(settings: MailSettings) -> dict[str, Any]:
    return {
        "fallback": settings.fallback,
        "sender_name": settings.sender_name,
        "reply_to": settings.reply_to,
        "digest": settings.digest,
        "version": settings.version,
    }
