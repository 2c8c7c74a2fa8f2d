"""Saved replies."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.replies.model import VARIABLES

router = APIRouter(prefix="/desk/v1/replies", tags=["operator"], route_class=Bounded)


class Written(BaseModel):
    """The exact limits, with their sentences, are the feature's."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=400)
    text: str = Field(max_length=20_000)


class Changed(Written):
    version: int = Field(ge=1, le=MOST)


@router.get("")
async def listed(who: SignedIn, p: Given) -> dict[str, Any]:
    replies = await p.replies.all_of_them(scope(who))
    return {"replies": [asdict(reply) for reply in replies], "variables": VARIABLES}


@router.post("", status_code=201)
async def add(body: Written, who: SignedIn, p: Given) -> dict[str, Any]:
    return asdict(await p.replies.add(scope(who), who[0].name, name=body.name, text=body.text))


@router.put("/{reply_id}")
async def save(reply_id: str, body: Changed, who: SignedIn, p: Given) -> dict[str, Any]:
    return asdict(await p.replies.save(scope(who), who[0].name, reply_id, **body.model_dump()))


@router.delete("/{reply_id}", status_code=204)
async def remove(reply_id: str, who: SignedIn, p: Given) -> Response:
    await p.replies.remove(scope(who), reply_id)
    return Response(status_code=204)
