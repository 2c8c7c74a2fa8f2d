"""Opening hours: read, edit, close early today, holidays of countries, and what a visitor would see."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST, Parts
from deskbell.features.hours import service
from deskbell.features.hours.model import Hours
from deskbell.features.hours.rules import reading

router = APIRouter(prefix="/desk/v1/hours", tags=["operator"], route_class=Bounded)
Times = Annotated[list[tuple[str, str]], Field(max_length=reading.MOST_A_DAY)]


class Date(BaseModel):
    model_config = ConfigDict(extra="forbid")

    date: str = Field(max_length=10)
    name: str = Field(default="", max_length=100)
    intervals: Times = []
    preset: bool = False


class NewHours(BaseModel):
    """`version` is the one that was read."""

    model_config = ConfigDict(extra="forbid")

    always: bool
    zone: str = Field(max_length=64)
    week: dict[str, Times] = Field(max_length=7)
    days: list[Date] = Field(default=[], max_length=reading.MOST_EXCEPTIONS)
    country: str | None = Field(default=None, max_length=8)
    region: str | None = Field(default=None, max_length=64)
    version: int = Field(ge=0, le=MOST)


class Early(BaseModel):
    model_config = ConfigDict(extra="forbid")

    on: bool


@router.get("")
async def read(who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.hours.read(scope(who)), p)


@router.put("")
async def save(body: NewHours, who: SignedIn, p: Given) -> dict[str, Any]:
    source = body.model_dump(exclude={"version"})
    return _shown(await p.hours.save(scope(who), who[0].id, source, version=body.version), p)


@router.put("/early")
async def early(body: Early, who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.hours.close_early(scope(who), who[0].id, on=body.on), p)


@router.get("/countries")
async def countries(who: SignedIn, p: Given) -> dict[str, Any]:
    del who
    return {"countries": [{"code": c.code, "regions": c.regions} for c in await p.hours.countries()]}


@router.get("/holidays")
async def holidays(
    who: SignedIn,
    p: Given,
    country: Annotated[str | None, Query(max_length=8)] = None,
    region: Annotated[str | None, Query(max_length=64)] = None,
) -> dict[str, Any]:
    del who
    found = await p.hours.holidays(country, region) if country else []
    return {"holidays": [{"date": h.day.isoformat(), "name": h.name} for h in found]}


def _shown(hours: Hours, p: Parts) -> dict[str, Any]:
    now = p.clock.now()
    present = service.present(hours, now)
    cut = hours.schedule.cut
    return {
        "always": hours.always,
        "zone": hours.schedule.zone,
        "week": reading.written_week(hours.schedule.week),
        "days": reading.written_days(hours.specials),
        "country": hours.country,
        "region": hours.region,
        "version": hours.version,
        "updated_at": hours.updated_at,
        "updated_by": hours.updated_by,
        "now": {
            "at": now,
            "open": present.open,
            "next_opening": present.next_opening,
            "next_closing": present.next_closing,
            "closed_early_until": cut[1] if cut is not None and cut[0] <= now < cut[1] else None,
        },
    }
