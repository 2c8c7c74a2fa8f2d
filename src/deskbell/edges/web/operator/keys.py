"""Keys to the public API: owners and admins make and revoke them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, scope
from deskbell.features.keys.model import RIGHTS

router = APIRouter(prefix="/desk/v1/keys", tags=["operator"], route_class=Bounded)


class Wanted(BaseModel):
    """The exact limits, with their sentences, are the feature's."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=400)
    rights: list[Annotated[str, Field(max_length=60)]] = Field(max_length=20)


@router.get("")
async def listed(who: Administrator, p: Given) -> dict[str, Any]:
    keys = await p.keys.all_of_them(scope(who))
    return {"keys": [asdict(key) for key in keys], "rights": RIGHTS}


@router.post("", status_code=201)
async def make(body: Wanted, who: Administrator, p: Given) -> dict[str, Any]:
    """`secret` is told this once."""
    key, secret = await p.keys.make(scope(who), (who[0].id, who[0].name), name=body.name, rights=body.rights)
    return {**asdict(key), "secret": secret}


@router.delete("/{key_id}", status_code=204)
async def revoke(key_id: str, who: Administrator, p: Given) -> Response:
    await p.keys.revoke(scope(who), key_id)
    return Response(status_code=204)
