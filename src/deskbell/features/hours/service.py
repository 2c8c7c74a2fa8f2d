"""A workspace's opening hours: read by everything that must know whether the team is there, edited by the team."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from deskbell.features.audit.service import note
from deskbell.features.hours import store
from deskbell.features.hours.model import WEEKDAYS, Hours, HoursChanged, Schedule, Special
from deskbell.features.hours.ports import Country, Holiday, HolidayCalendar
from deskbell.features.hours.rules import moment, opening, reading, zones
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

OFFICE: Final = {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]}
KEPT_DAYS: Final = 40  # a dated exception that is over stays visible for a while
PRESET_YEARS: Final = 2


class OpeningHours:
    def __init__(self, db: Database, clock: Clock, calendar: HolidayCalendar) -> None:
        self._db = db
        self._clock = clock
        self._calendar = calendar

    async def read(self, scope: WorkspaceScope) -> Hours:
        return await self._db.read(scope, hours)

    async def save(self, scope: WorkspaceScope, operator_id: str, source: Mapping[str, Any], *, version: int) -> Hours:
        """In force with the next look, without restart. `source`: `{always, zone, week, days: [{date, name, intervals,
        preset}], country, region}`. Raises invalid (what to correct), conflict (saved by somebody meanwhile).
        """
        wanted = self.draft(source)
        holidays = await self._holidays(wanted)

        async def work(tx: Tx) -> Hours:
            old = await hours(tx)
            same = (old.country, old.region) == (wanted.country, wanted.region)
            new = replace(wanted if same else _with(wanted, holidays), schedule=wanted.schedule)
            new = _scheduled(new, cut=old.schedule.cut)
            await note(tx, "hours.saved", now=self._clock.now())
            return await self._saved(tx, scope, new, operator_id, version)

        return await self._db.write(scope, work)

    def draft(self, source: Mapping[str, Any]) -> Hours:
        """Hours that are not saved (yet), to look at. Raises invalid."""
        return _read(source, today=self._today(source.get("zone")))

    async def close_early(self, scope: WorkspaceScope, operator_id: str, *, on: bool) -> Hours:
        """Closed from now until this day, and what it has begun, is over; or, with `on` false, no longer."""
        now = self._clock.now()

        async def work(tx: Tx) -> Hours:
            old = await hours(tx)
            cut = (now, opening.early_end(old.schedule, now)) if on else None
            await note(tx, "hours.closed", now=now, on=on)
            return await self._saved(tx, scope, _scheduled(old, cut=cut), operator_id, old.version)

        return await self._db.write(scope, work)

    async def _saved(self, tx: Tx, scope: WorkspaceScope, new: Hours, operator_id: str, version: int) -> Hours:
        if not await store.save(tx, new, operator_id=operator_id, version=version, now=self._clock.now()):
            raise Refused("conflict", "Somebody else saved the hours meanwhile. Reload, then save again.")
        tx.after_commit(HoursChanged(scope.workspace_id))
        return await hours(tx)

    # --- holidays ------------------------------------------------------------------------------------------------

    async def countries(self) -> list[Country]:
        return await self._calendar.countries()

    async def holidays(self, country: str, region: str | None) -> list[Holiday]:
        """Those of this year and the next. Raises invalid, unavailable."""
        year = self._today(None).year
        return await self._calendar.holidays(country, region, [year + n for n in range(PRESET_YEARS)])

    async def _holidays(self, of: Hours) -> list[Holiday]:
        return [] if of.country is None else await self.holidays(of.country, of.region)

    async def top_up(self) -> None:
        """Once in a while: workspaces that follow a country's holidays get those of the years to come."""
        for workspace_id in await self._db.read(ANY_WORKSPACE, store.presets_any_workspace):
            scope = WorkspaceScope(workspace_id)
            known = await self.read(scope)
            years = {s.day.year for s in known.specials if s.preset}
            if self._today(known.schedule.zone).year + PRESET_YEARS - 1 in years:
                continue
            holidays = [h for h in await self._holidays(known) if h.day.year not in years]
            await self._db.write(scope, _topping_up(holidays))

    def _today(self, zone: object) -> date:
        of = zones.zone(zone) if isinstance(zone, str) else None
        return zones.local(of or _utc(), self._clock.now()).date()


def _topping_up(holidays: list[Holiday]) -> Any:
    async def work(tx: Tx) -> None:
        await store.top_up(tx, _with(await hours(tx), holidays, keep=True))

    return work


# --- for everything that must know whether the team is there ---------------------------------------------------------


async def hours(tx: Tx) -> Hours:
    row = await store.hours(tx)
    if row is None:
        return Hours(always=True, schedule=reading.schedule("UTC", OFFICE))
    return _hours(row)


async def is_open(tx: Tx, now: int) -> bool:
    return moment.is_open(await hours(tx), now)


def _hours(row: Row) -> Hours:
    cut = None if row["cut_from"] is None else (row["cut_from"], row["cut_until"])
    schedule, specials = _parsed(row["zone"], row["week"], row["days"])
    return Hours(
        always=bool(row["always"]),
        schedule=schedule if cut is None else replace(schedule, cut=cut),
        specials=specials,
        country=row["country"],
        region=row["region"],
        version=row["version"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by_name"],
    )


@lru_cache(maxsize=256)
def _parsed(zone: str, week: str, days: str) -> tuple[Schedule, tuple[Special, ...]]:
    """Asked with every request for a person, changed once a month."""
    specials = tuple(_special(entry) for entry in json.loads(days))
    plain = reading.schedule(zone, json.loads(week))
    return replace(plain, exceptions={s.day: s.intervals for s in specials}), specials


def _special(entry: Mapping[str, Any]) -> Special:
    day = reading.written_date(entry.get("date"))
    name = entry.get("name", "")
    if not isinstance(name, str) or len(name) > 100:
        raise ValueError(f"{day}: a name has at most 100 characters")
    intervals = reading.day(entry.get("intervals", []), day.isoformat())
    return Special(day, clean(name), intervals, bool(entry.get("preset", False)))


def _read(source: Mapping[str, Any], *, today: date) -> Hours:
    """Raises Refused (invalid) with a sentence that says what to correct."""
    try:
        plain = reading.schedule(source.get("zone"), source.get("week"))
        specials = sorted((_special(entry) for entry in source.get("days") or []), key=lambda s: s.day)
        if len(specials) > reading.MOST_EXCEPTIONS:
            raise ValueError(f"there can be at most {reading.MOST_EXCEPTIONS} dates")
        if len({s.day for s in specials}) < len(specials):
            raise ValueError("a date stands twice in the list; keep one of the two")
    except ValueError as error:
        text = str(error)
        raise Refused("invalid", f"{text[0].upper()}{text[1:]}.") from error
    kept = tuple(s for s in specials if s.day >= today - timedelta(days=KEPT_DAYS))
    country = source.get("country")
    return _scheduled(
        Hours(bool(source.get("always")), plain, kept, country, source.get("region") if country else None), cut=None
    )


def _scheduled(of: Hours, *, cut: tuple[int, int] | None) -> Hours:
    exceptions = {s.day: s.intervals for s in of.specials}
    return replace(of, schedule=replace(of.schedule, exceptions=exceptions, cut=cut))


def _with(of: Hours, holidays: list[Holiday], *, keep: bool = False) -> Hours:
    """With these holidays as closed days, instead of (or, `keep`, beside) earlier ones; days of the team's own win."""
    own = [s for s in of.specials if keep or not s.preset]
    taken = {s.day for s in own}
    new = [Special(h.day, h.name[:100], (), preset=True) for h in holidays if h.day not in taken]
    return _scheduled(replace(of, specials=tuple(sorted([*own, *new], key=lambda s: s.day))), cut=of.schedule.cut)


def _utc() -> Any:
    return zones.zone("UTC")
