"""Webhooks: owners and admins say which addresses are told what, and look what became of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, scope
from deskbell.features.webhooks.model import EVENTS

router = APIRouter(prefix="/desk/v1/webhooks", tags=["operator"], route_class=Bounded)


class Wanted(BaseModel):
    """The exact limits, with their sentences, are the feature's."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=2_000)
    events: list[Annotated[str, Field(max_length=60)]] = Field(max_length=20)


class Changed(Wanted):
    on: bool


@router.get("")
async def listed(who: Administrator, p: Given) -> dict[str, Any]:
    return {"webhooks": await p.webhooks.all_of_them(scope(who)), "events": EVENTS}


@router.post("", status_code=201)
async def make(body: Wanted, who: Administrator, p: Given) -> dict[str, Any]:
    """`secret` is told this once."""
    hook, secret = await p.webhooks.make(scope(who), address=body.address, events=body.events)
    return {**hook, "secret": secret}


@router.put("/{webhook_id}")
async def change(webhook_id: str, body: Changed, who: Administrator, p: Given) -> dict[str, Any]:
    return await p.webhooks.change(scope(who), webhook_id, address=body.address, events=body.events, on=body.on)


@router.delete("/{webhook_id}", status_code=204)
async def remove(webhook_id: str, who: Administrator, p: Given) -> Response:
    await p.webhooks.remove(scope(who), webhook_id)
    return Response(status_code=204)


@router.post("/{webhook_id}/secret")
async def renew(webhook_id: str, who: Administrator, p: Given) -> dict[str, str]:
    """`secret` is told this once."""
    return {"secret": await p.webhooks.renew(scope(who), webhook_id)}


@router.post("/{webhook_id}/test", status_code=202)
async def test(webhook_id: str, who: Administrator, p: Given) -> dict[str, Any]:
    await p.webhooks.test(scope(who), webhook_id)
    return {}


@router.get("/{webhook_id}/deliveries")
async def deliveries(webhook_id: str, who: Administrator, p: Given) -> dict[str, Any]:
    return {"deliveries": await p.webhooks.log(scope(who), webhook_id)}


@router.post("/{webhook_id}/deliveries/{delivery_id}/again", status_code=202)
async def again(webhook_id: str, delivery_id: str, who: Administrator, p: Given) -> dict[str, Any]:
    await p.webhooks.again(scope(who), webhook_id, delivery_id)
    return {}
