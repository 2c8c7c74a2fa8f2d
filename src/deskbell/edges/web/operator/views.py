"""Saved views of the list."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.features.views.model import SavedView

router = APIRouter(prefix="/desk/v1/views", tags=["operator"], route_class=Bounded)


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=400)
    view: str = Field(max_length=20)
    query: str = Field(default="", max_length=2_000)
    shared: bool = False


@router.get("")
async def listed(who: SignedIn, p: Given) -> dict[str, Any]:
    return {"views": [_shown(one, who[0].id) for one in await p.views.seen_by(scope(who), who[0].id)]}


@router.post("", status_code=201)
async def add(body: Wanted, who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.views.add(scope(who), who[0], **body.model_dump()), who[0].id)


@router.delete("/{view_id}", status_code=204)
async def remove(view_id: str, who: SignedIn, p: Given) -> Response:
    await p.views.remove(scope(who), who[0], view_id)
    return Response(status_code=204)


def _shown(one: SavedView, reader: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "view": one.view,
        "query": one.query,
        "shared": one.shared,
        "mine": one.operator_id == reader,
    }
