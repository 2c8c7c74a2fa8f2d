"""A person's right to what is known of them, and to be forgotten."""

from __future__ import annotations

import json
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, scope

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
