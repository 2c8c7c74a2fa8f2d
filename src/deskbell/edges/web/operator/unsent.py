"""What I have begun to write, for my other devices."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.features.unsent.model import Unsent

router = APIRouter(prefix="/desk/v1", tags=["operator"], route_class=Bounded)


class Begun(BaseModel):
    model_config = ConfigDict(extra="forbid")

    mode: Literal["text", "note"]
    text: str = Field(max_length=40_000)


@router.get("/unsent")
async def mine(who: SignedIn, p: Given) -> dict[str, Any]:
    return {"unsent": [_shown(one) for one in await p.unsent.mine(scope(who), who[0].id)]}


@router.put("/conversations/{conversation_id}/unsent")
async def keep(conversation_id: str, body: Begun, who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.unsent.keep(scope(who), who[0].id, conversation_id, mode=body.mode, text=body.text))


def _shown(one: Unsent) -> dict[str, Any]:
    return {"conversation": one.conversation_id, "mode": one.mode, "text": one.text, "at": one.at}
