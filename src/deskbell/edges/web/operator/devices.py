"""The devices that ring for an operator: always their own, never a colleague's."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, own_page, scope
from deskbell.features.notifications.model import Device

router = APIRouter(prefix="/desk/v1/devices", tags=["operator"], route_class=Bounded)


class Subscription(BaseModel):
    """What the browser's push manager gave."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=120)
    platform: str = Field(default="", max_length=120)
    endpoint: str = Field(max_length=2_000)
    p256dh: str = Field(max_length=200)
    auth: str = Field(max_length=100)


class QuietHours(BaseModel):
    model_config = ConfigDict(extra="forbid")

    begins: int = Field(alias="from", ge=0, lt=1_440)
    until: int = Field(ge=0, lt=1_440)
    zone: str = Field(max_length=64)


class Change(BaseModel):
    """`always`: rings also while the operator is off shift."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=120)
    always: bool = False
    quiet: QuietHours | None = None


class Receipt(BaseModel):
    receipt: str = Field(max_length=200)


@router.get("")
async def listed(who: SignedIn, p: Given) -> dict[str, Any]:
    """`key`: what a browser subscribes with."""
    devices = await p.devices.all(scope(who), who[0].id)
    return {"key": p.devices.public_key(), "devices": [_shown(device) for device in devices]}


@router.post("", status_code=201)
async def turn_on(body: Subscription, who: SignedIn, p: Given) -> dict[str, Any]:
    made = await p.devices.turn_on(scope(who), who[0].id, **body.model_dump())
    return _shown(made)


@router.put("/{device_id}")
async def change(device_id: str, body: Change, who: SignedIn, p: Given) -> dict[str, Any]:
    quiet = body.quiet.model_dump(by_alias=True) if body.quiet else None
    changed = await p.devices.change(scope(who), who[0].id, device_id, name=body.name, always=body.always, quiet=quiet)
    return _shown(changed)


@router.delete("/{device_id}", status_code=204)
async def turn_off(device_id: str, who: SignedIn, p: Given) -> Response:
    await p.devices.turn_off(scope(who), who[0].id, device_id)
    return Response(status_code=204)


@router.post("/{device_id}/test", status_code=202)
async def test(device_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    p.live.spend("sign_in_email", f"test push {who[0].id}")
    await p.devices.test(scope(who), who[0].id, device_id)
    return {}


@router.post("/receipts", status_code=204)
async def receipt(body: Receipt, request: Request, p: Given) -> Response:
    """From a service worker that has shown a push: it may be signed out by then. The answer tells nothing."""
    own_page(request, p)
    await p.shown(body.receipt)
    return Response(status_code=204)


def _shown(device: Device) -> dict[str, Any]:
    quiet = device.quiet
    return {
        "id": device.id,
        "name": device.name,
        "platform": device.platform,
        "endpoint": device.endpoint,
        "always": device.always,
        "quiet": {"from": quiet.begins, "until": quiet.ends, "zone": quiet.zone} if quiet else None,
        "healthy": device.healthy,
        "failure": device.failure,
        "failed_at": device.failed_at,
        "delivered_at": device.delivered_at,
        "shown_at": device.shown_at,
        "created_at": device.created_at,
    }
