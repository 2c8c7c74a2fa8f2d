"""Plan and billing: for the owner alone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.features.billing.model import Every
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused

router = APIRouter(prefix="/desk/v1/billing", tags=["operator"], route_class=Bounded)


class Choice(BaseModel):
    model_config = ConfigDict(extra="forbid")

    plan: str = Field(max_length=40)
    every: Every = Every.MONTH


class Cancellation(BaseModel):
    """`cancel`: false keeps the plan after all."""

    model_config = ConfigDict(extra="forbid")

    cancel: bool


async def owner(who: SignedIn) -> tuple[Operator, str]:
    """Raises forbidden."""
    if who[0].role != "owner":
        raise Refused("forbidden", "Only an owner can do this.")
    return who


Owner = Annotated[tuple[Operator, str], Depends(owner)]


@router.get("")
async def overview(who: Owner, p: Given) -> dict[str, Any]:
    return await p.billing.overview(scope(who))


@router.post("/refresh")
async def refresh(who: Owner, p: Given) -> dict[str, Any]:
    """After paying: what Stripe says now."""
    p.live.spend("billing", who[0].workspace_id)
    await p.billing.refresh(scope(who))
    return await p.billing.overview(scope(who))


@router.post("/checkout", status_code=201)
async def checkout(body: Choice, who: Owner, p: Given) -> dict[str, Any]:
    """The address of the page on which to pay."""
    p.live.spend("billing", who[0].workspace_id)
    return {"url": await p.billing.checkout(scope(who), who[0], body.plan, body.every)}


@router.post("/portal", status_code=201)
async def portal(who: Owner, p: Given) -> dict[str, Any]:
    """The address of invoices and cards."""
    p.live.spend("billing", who[0].workspace_id)
    return {"url": await p.billing.portal(scope(who))}


@router.put("/plan")
async def change(body: Choice, who: Owner, p: Given) -> dict[str, Any]:
    """`pay_at`: where it has to be paid first; null when it is in force."""
    p.live.spend("billing", who[0].workspace_id)
    pay_at = await p.billing.change(scope(who), body.plan, body.every)
    return {**await p.billing.overview(scope(who)), "pay_at": pay_at}


@router.put("/cancel")
async def cancel(body: Cancellation, who: Owner, p: Given) -> dict[str, Any]:
    p.live.spend("billing", who[0].workspace_id)
    await p.billing.cancel(scope(who), cancel=body.cancel)
    return await p.billing.overview(scope(who))
