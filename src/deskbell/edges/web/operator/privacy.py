"""A person's right to what is known of them, and to be forgotten."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.conversations.model import Owner

router = APIRouter(prefix="/desk/v1", tags=["operator"], route_class=Bounded)


class Confirmed(BaseModel):
    """Said by the person who erases, after they were told what goes."""

    model_config = ConfigDict(extra="forbid")

    confirmed: Literal[True]


@router.get("/contacts/{contact_id}/erasure")
async def would_go(contact_id: str, who: Administrator, p: Given) -> dict[str, Any]:
    """How much would go, by name. Nothing happens."""
    return {"goes": await p.privacy.would_go(scope(who), contact_id)}


@router.post("/contacts/{contact_id}/erasure")
async def erase(contact_id: str, _body: Confirmed, who: Administrator, p: Given) -> dict[str, Any]:
    """The contact and all that is kept of them, for good."""
    erased = await p.privacy.erase(scope(who), contact_id)
    return {"went": erased.went}


@router.get("/contacts/{contact_id}/everything.json")
async def everything(contact_id: str, who: Administrator, p: Given) -> Response:
    """All that is known of a person, as one file for that person."""
    told = await p.privacy.person(scope(who), contact_id)
    headers = {"Content-Disposition": f'attachment; filename="{contact_id}.json"', "Cache-Control": "no-store"}
    return Response(json.dumps(told, ensure_ascii=False, indent=1), media_type="application/json", headers=headers)


@router.delete("/conversations/{conversation_id}/messages/{seq}", status_code=204)
async def remove_message(
    conversation_id: str, seq: Annotated[int, Path(ge=1, le=MOST)], who: SignedIn, p: Given
) -> None:
    """What was said there goes for everybody, for good. Owners and admins: anything; others: what they wrote."""
    me = who[0]
    of_others = me.role in ("owner", "admin")
    await p.privacy.remove_message(scope(who), Owner(me.id, me.name), conversation_id, seq, of_others=of_others)


class Keeping(BaseModel):
    """`days` none: closed conversations are kept."""

    model_config = ConfigDict(extra="forbid")

    days: int | None = Field(ge=0, le=100_000)


@router.get("/retention")
async def kept(who: Administrator, p: Given) -> dict[str, Any]:
    return {"days": await p.privacy.kept_days(scope(who))}


@router.put("/retention")
async def keep(body: Keeping, who: Administrator, p: Given) -> dict[str, Any]:
    """How long closed conversations are kept. What is over goes within the hour, and more every hour."""
    await p.privacy.keep(scope(who), body.days)
    return {"days": await p.privacy.kept_days(scope(who))}
