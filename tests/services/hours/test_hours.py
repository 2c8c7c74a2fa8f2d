"""A workspace's opening hours: saved, in force at once, closed early, with a country's holidays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deskbell.features.hours.model import Hours
from deskbell.features.hours.rules.moment import present
from deskbell.features.workspaces.model import Availability, AvailabilityChanged, Times
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from tests.services.desk import DAY, HOUR, Desk

HALF_AN_HOUR = HOUR // 2

# The desk's clock stands at 2026-09-21T15:13:20Z, a Monday: 17:13 in Berlin.
WEEK = {day: [["09:00", "12:30"], ["13:30", "19:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS: dict[str, Any] = {
    "always": False,
    "zone": "Europe/Berlin",
    "week": WEEK,
    "days": [],
    "country": None,
    "region": None,
}


async def save(desk: Desk, *, version: int = 0, who: str = "ada", **changes: Any) -> Hours:
    place = desk.acme if who in desk.acme.operators else desk.globex
    return await desk.hours.save(place.scope, place.operators[who].id, {**HOURS, **changes}, version=version)


async def is_open(desk: Desk) -> bool:
    return await desk.conversations.time.is_open(desk.acme.scope)


async def test_without_hours_the_team_is_always_there(desk: Desk) -> None:
    known = await desk.hours.read(desk.acme.scope)
    assert (known.always, known.version, known.updated_by) == (True, 0, None)
    assert await is_open(desk)


async def test_saved_hours_are_in_force_at_once_and_say_who_saved_them(desk: Desk) -> None:
    known = await save(desk)
    assert (known.version, known.updated_by, known.updated_at) == (1, "Ada", desk.clock.now())
    assert await is_open(desk)
    known = await save(desk, version=1, who="oscar", week={"mon": [["09:00", "17:00"]]})
    assert (known.version, known.updated_by) == (2, "Oscar")
    assert not await is_open(desk)
    assert await desk.hours.read(desk.acme.scope) == known
    assert (await desk.hours.read(desk.globex.scope)).always


@pytest.mark.parametrize("version", [0, 2])
async def test_whoever_saves_an_older_version_is_refused(desk: Desk, version: int) -> None:
    kept = await save(desk)
    with pytest.raises(Refused) as refused:
        await save(desk, version=version, always=True)
    assert refused.value.code == "conflict"
    assert await desk.hours.read(desk.acme.scope) == kept


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"zone": "Mars/Base"}, "'Mars/Base' is no time zone; write one like Europe/Berlin."),
        ({"week": {"mon": [["9", "17:00"]]}}, "Mon: '9' is no time; write it like 09:00, at most 24:00."),
        ({"days": [{"date": "2026-02-30"}]}, "'2026-02-30' is no date; write it like 2026-12-24."),
        ({"days": [{"date": "2026-12-24"}] * 2}, "A date stands twice in the list; keep one of the two."),
        ({"days": [{"date": "2026-12-24", "name": "x" * 101}]}, "2026-12-24: a name has at most 100 characters."),
    ],
)
async def test_what_cannot_be_is_refused_with_what_to_correct(desk: Desk, changes: Any, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        await save(desk, **changes)
    assert (refused.value.code, refused.value.message) == ("invalid", sentence)
    assert (await desk.hours.read(desk.acme.scope)).version == 0


async def test_a_dated_exception_counts_and_is_forgotten_when_it_is_long_over(desk: Desk) -> None:
    days = [{"date": "2026-09-21", "name": "Inventory", "intervals": [], "preset": False}]
    known = await save(desk, days=days)
    assert not await is_open(desk)
    assert [(s.day, s.name) for s in known.specials] == [(date(2026, 9, 21), "Inventory")]
    desk.clock.pass_(41 * DAY)
    assert (await save(desk, version=1, days=days)).specials == ()


async def test_closing_early_lasts_for_today_and_can_be_taken_back(desk: Desk) -> None:
    await save(desk)
    ada = desk.acme.operators["ada"].id
    known = await desk.hours.close_early(desk.acme.scope, ada, on=True)
    assert not await is_open(desk)
    assert known.schedule.cut is not None
    told = present(known, desk.clock.now())
    assert (told.open, told.next_opening) == (False, known.schedule.cut[1] + 9 * HOUR)
    assert (await desk.hours.close_early(desk.acme.scope, ada, on=False)).schedule.cut is None
    assert await is_open(desk)
    await desk.hours.close_early(desk.acme.scope, ada, on=True)
    desk.clock.pass_(17 * HOUR)
    assert await is_open(desk), "the next morning everything is as always"


async def test_saving_does_not_take_closing_early_back(desk: Desk) -> None:
    await save(desk)
    await desk.hours.close_early(desk.acme.scope, desk.acme.operators["ada"].id, on=True)
    await save(desk, version=2)
    assert not await is_open(desk)


async def test_who_is_always_there_can_close_early_too(desk: Desk) -> None:
    known = await desk.hours.close_early(desk.acme.scope, desk.acme.operators["ada"].id, on=True)
    assert known.always
    assert not await is_open(desk)
    told = present(known, desk.clock.now())
    assert known.schedule.cut is not None
    assert told.next_opening == known.schedule.cut[1]
    desk.clock.pass_(DAY)
    assert await is_open(desk)


async def test_a_country_brings_its_holidays_which_the_team_may_change(desk: Desk) -> None:
    own = {"date": "2026-12-25", "name": "Open on Christmas", "intervals": [["10:00", "12:00"]]}
    known = await save(desk, country="DE", region="BE")
    assert [(str(s.day), s.name, s.preset) for s in known.specials] == [
        ("2026-12-25", "Christmas in BE", True),
        ("2027-12-25", "Christmas in BE", True),
    ]
    known = await save(desk, version=1, country="DE", region="BE", days=[own])
    assert [s.name for s in known.specials] == ["Open on Christmas"], "what was taken away stays away"
    known = await save(desk, version=2, country="FR", days=[own])
    assert [(str(s.day), s.name) for s in known.specials] == [
        ("2026-12-25", "Open on Christmas"),
        ("2027-12-25", "Christmas in FR"),
    ]
    assert (await save(desk, version=3, days=[own])).country is None


async def test_holidays_of_the_years_to_come_arrive_by_themselves(desk: Desk) -> None:
    await save(desk, country="DE")
    await desk.hours.top_up()
    assert len((await desk.hours.read(desk.acme.scope)).specials) == 2
    desk.clock.pass_(366 * DAY)
    await desk.hours.top_up()
    await desk.hours.top_up()
    known = await desk.hours.read(desk.acme.scope)
    assert [s.day.year for s in known.specials] == [2026, 2027, 2028]
    assert known.version == 1


async def test_away_until_ends_by_itself(desk: Desk) -> None:
    ada = desk.acme.operators["ada"].id
    await desk.present("ada")
    await desk.workspaces.set_available(desk.acme.scope, ada, False, away_until=desk.clock.now() + 1_000)
    assert not await reachable(desk)
    desk.clock.pass_(1_000)
    assert await reachable(desk)


async def test_two_ignored_rings_in_a_row_take_somebody_off_shift_and_they_are_told(desk: Desk) -> None:
    verbs, scope, ada = desk.workspaces, desk.acme.scope, desk.acme.operators["ada"].id
    await desk.present("ada")
    assert not await verbs.ring_ignored(scope, ada)
    await verbs.ring_answered(scope, ada)
    assert not await verbs.ring_ignored(scope, ada)
    desk.notes.clear()
    assert await verbs.ring_ignored(scope, ada)
    assert not await verbs.ring_ignored(scope, ada), "told once"
    assert not await reachable(desk)
    (told,) = desk.notes
    assert told.availability.as_dict() == {"available": False, "away_until": None, "ignored": True, "idle": False}  # type: ignore[attr-defined]
    await verbs.set_available(scope, ada, True)
    assert await reachable(desk)
    assert await verbs.availability(scope, ada) == Availability(ada, True, None, False)


async def test_a_dashboard_that_nobody_touches_is_nobody_where_the_owner_wants_it_so(desk: Desk) -> None:
    verbs, scope, ada = desk.workspaces, desk.acme.scope, desk.acme.operators["ada"].id
    await verbs.heartbeat(scope, ada, active=True)
    desk.clock.pass_(HALF_AN_HOUR + 1)
    await verbs.heartbeat(scope, ada)
    assert await reachable(desk), "off unless it is wanted"
    await verbs.save_times(scope, Times(idle_away=True))
    desk.notes.clear()
    await verbs.heartbeat(scope, ada)
    await verbs.heartbeat(scope, ada)
    assert not await reachable(desk)
    assert desk.notes == [AvailabilityChanged(scope.workspace_id, Availability(ada, True, None, False, idle=True))]
    desk.telephones = []
    assert await reachable(desk), "a telephone that rings is as good as ever"
    desk.telephones = None
    desk.notes.clear()
    await verbs.heartbeat(scope, ada, active=True)
    assert await reachable(desk)
    assert desk.notes == [AvailabilityChanged(scope.workspace_id, Availability(ada, True, None, False))]
    desk.clock.pass_(HALF_AN_HOUR)
    await verbs.heartbeat(scope, ada)
    assert await reachable(desk)


@pytest.mark.parametrize("ahead", [0, -1, 8 * DAY + 1])
async def test_away_until_is_a_moment_soon(desk: Desk, ahead: int) -> None:
    ada = desk.acme.operators["ada"].id
    with pytest.raises(Refused, match="within the next 8 days"):
        await desk.workspaces.set_available(desk.acme.scope, ada, False, away_until=desk.clock.now() + ahead)


async def reachable(desk: Desk) -> bool:
    async def work(tx: Tx) -> bool:
        return await desk.around.anyone_reachable(tx, desk.clock.now())

    return await desk.db.read(desk.acme.scope, work)
