"""Opening hours: read, edit, close early today, holidays of countries, and what a visitor would see."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, SignedIn, scope
from deskbell.edges.web.parts import MOST, Parts
from deskbell.features.conversations.rules import lines
from deskbell.features.hours.model import Hours
from deskbell.features.hours.rules import moment, reading, zones
from deskbell.features.workspaces.model import Times
from deskbell.kit.errors import Refused

LAST_YEAR = 4_102_444_800_000  # 2100
router = APIRouter(prefix="/desk/v1/hours", tags=["operator"], route_class=Bounded)
Intervals = Annotated[list[tuple[str, str]], Field(max_length=reading.MOST_A_DAY)]


class Date(BaseModel):
    model_config = ConfigDict(extra="forbid")

    date: str = Field(max_length=10)
    name: str = Field(default="", max_length=100)
    intervals: Intervals = []
    preset: bool = False


class NewHours(BaseModel):
    """`version` is the one that was read."""

    model_config = ConfigDict(extra="forbid")

    always: bool
    zone: str = Field(max_length=64)
    week: dict[str, Intervals] = Field(max_length=7)
    days: list[Date] = Field(default=[], max_length=reading.MOST_EXCEPTIONS)
    country: str | None = Field(default=None, max_length=8)
    region: str | None = Field(default=None, max_length=64)
    version: int = Field(ge=0, le=MOST)


class Question(BaseModel):
    """What would a visitor see? `at`: another time than now; `zone`: where the visitor lives; `somebody`: whether
    anybody is there (left out: as it is now); `hours`: not the saved ones.
    """

    model_config = ConfigDict(extra="forbid")

    at: int | None = Field(default=None, ge=0, le=LAST_YEAR)
    zone: str | None = Field(default=None, max_length=64)
    somebody: bool | None = None
    hours: NewHours | None = None


class Waits(BaseModel):
    """In seconds: until a request that nobody took is kept for later; until an owner who does not answer is nudged.

    `idle_away`: a dashboard that nobody touches for 30 minutes does not count as somebody.
    """

    model_config = ConfigDict(extra="forbid")

    pickup: int = Field(ge=0, le=100_000)
    silence: int = Field(ge=0, le=100_000)
    idle_away: bool = False


class Early(BaseModel):
    model_config = ConfigDict(extra="forbid")

    on: bool


@router.get("")
async def read(who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.hours.read(scope(who)), p)


@router.put("")
async def save(body: NewHours, who: Administrator, p: Given) -> dict[str, Any]:
    source = body.model_dump(exclude={"version"})
    return _shown(await p.hours.save(scope(who), who[0].id, source, version=body.version), p)


@router.get("/waits")
async def waits(who: SignedIn, p: Given) -> dict[str, Any]:
    known = await p.workspaces.times(scope(who))
    return {"pickup": known.pickup // 1000, "silence": known.silence // 1000, "idle_away": known.idle_away}


@router.put("/waits")
async def save_waits(body: Waits, who: Administrator, p: Given) -> dict[str, Any]:
    wanted = Times(body.pickup * 1000, body.silence * 1000, body.idle_away)
    await p.workspaces.save_times(scope(who), wanted)
    return await waits(who, p)


@router.put("/early")
async def early(body: Early, who: Administrator, p: Given) -> dict[str, Any]:
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


@router.post("/simulate")
async def simulate(body: Question, who: SignedIn, p: Given) -> dict[str, Any]:
    """By the same rules as the real thing, and without a trace."""
    here = scope(who)
    at = p.clock.now() if body.at is None else body.at
    draft = body.hours
    hours = await p.hours.read(here) if draft is None else p.hours.draft(draft.model_dump(exclude={"version"}))
    if body.zone is not None and zones.known(body.zone) is None:
        raise Refused("invalid", "There is no such time zone. Choose one from the list.")
    somebody = await p.somebody_there(here) if body.somebody is None else body.somebody
    outlook = lines.outlook(hours, at, theirs=body.zone)
    called = outlook.open and somebody
    code = "asking_team" if called else lines.line("nobody_here", outlook)
    assistant = await p.workspaces.assistant(here)
    return {
        "at": at,
        "open": outlook.open,
        "somebody": somebody,
        "rings": called,
        "code": code,
        "text": lines.notice(code, assistant=assistant.name, owner=None, known=outlook),
        "back_at": outlook.back_at,
        "next_closing": moment.present(hours, at).next_closing,
    }


def _shown(hours: Hours, p: Parts) -> dict[str, Any]:
    now = p.clock.now()
    present = moment.present(hours, now)
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
