"""Opening hours: intervals, exceptions, clock changes, leaving early. Times are written as text to be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbell.features.hours.model import Hours, Present, Schedule
from deskbell.features.hours.rules import moment, opening, reading, zones

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BERLIN = "Europe/Berlin"
WORKDAYS = {day: [["09:00", "12:30"], ["13:30", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def at(text: str) -> int:
    return (datetime.fromisoformat(text).astimezone(UTC) - EPOCH) // timedelta(milliseconds=1)


def told(schedule: Schedule, text: str) -> tuple[bool, str | None, str | None]:
    found = opening.present(schedule, at(text))
    assert opening.is_open(schedule, at(text)) is found.open
    return found.open, _text(found.next_opening), _text(found.next_closing)


def _text(moment: int | None) -> str | None:
    return None if moment is None else (EPOCH + timedelta(milliseconds=moment)).strftime("%a %d %H:%M")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-27T08:59:59+01:00", (False, "Fri 27 08:00", "Fri 27 11:30")),
        ("2026-11-27T09:00:00+01:00", (True, "Fri 27 12:30", "Fri 27 11:30")),
        ("2026-11-27T12:30:00+01:00", (False, "Fri 27 12:30", "Fri 27 17:00")),
        ("2026-11-27T18:00:00+01:00", (False, "Mon 30 08:00", "Mon 30 11:30")),
    ],
)
def test_lunch_evening_and_weekend(now: str, expected: tuple[bool, str | None, str | None]) -> None:
    assert told(reading.schedule(BERLIN, WORKDAYS), now) == expected


def test_a_night_runs_into_the_next_day_and_belongs_to_the_day_on_which_it_began() -> None:
    bar = reading.schedule(BERLIN, {"fri": [["22:00", "03:00"]]}, {"2026-11-28": []})
    assert told(bar, "2026-11-28T02:59:00+01:00")[0]
    assert not told(bar, "2026-11-28T03:00:00+01:00")[0]
    assert not told(
        reading.schedule(BERLIN, {"fri": [["22:00", "03:00"]]}, {"2026-11-27": []}), "2026-11-28T01:00+01:00"
    )[0]


def test_from_a_time_to_the_same_time_is_a_whole_day_and_round_the_clock_never_opens_again() -> None:
    day = reading.schedule(BERLIN, {"fri": [["22:00", "22:00"]]})
    assert told(day, "2026-11-28T21:59:00+01:00")[0]
    always = reading.schedule(
        BERLIN, {name: [["00:00", "24:00"]] for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    )
    assert told(always, "2026-11-28T21:59:00+01:00") == (True, None, None)


def test_nothing_within_fifteen_days_is_nothing() -> None:
    holidays: dict[str, list[list[str]]] = {f"2026-12-{day:02}": [] for day in range(1, 32)}
    assert told(reading.schedule(BERLIN, WORKDAYS, holidays), "2026-12-01T00:00:00+01:00") == (False, None, None)
    assert told(reading.schedule(BERLIN, {}), "2026-12-01T00:00:00+01:00") == (False, None, None)


def test_an_exception_replaces_its_day() -> None:
    eve = reading.schedule(BERLIN, WORKDAYS, {"2026-12-24": [["09:00", "12:00"]], "2026-12-25": []})
    assert told(eve, "2026-12-24T11:00:00+01:00") == (True, "Mon 28 08:00", "Thu 24 11:00")


def test_a_repeated_hour_is_open_both_times() -> None:
    early = reading.schedule(BERLIN, {"sun": [["02:00", "02:30"]]})
    assert told(early, "2026-10-25T01:59:00+02:00") == (False, "Sun 25 00:00", "Sun 25 00:30")
    assert told(early, "2026-10-25T02:30:00+02:00") == (False, "Sun 25 01:00", "Sun 25 01:30")


def test_a_start_in_a_skipped_hour_opens_at_the_first_minute_after_it() -> None:
    early = reading.schedule(BERLIN, {"sun": [["02:30", "04:00"]]})
    assert told(early, "2026-03-29T01:00:00+01:00") == (False, "Sun 29 01:00", "Sun 29 02:00")
    gone = reading.schedule(BERLIN, {"sun": [["02:10", "02:50"]]})
    assert told(gone, "2026-03-28T12:00:00+01:00") == (False, "Sun 05 00:10", "Sun 05 00:50")


def test_leaving_early_lasts_until_the_day_and_what_it_began_is_over() -> None:
    shop = reading.schedule(BERLIN, WORKDAYS)
    now = at("2026-11-27T15:00:00+01:00")
    left = replace(shop, cut=(now, opening.early_end(shop, now)))
    assert told(left, "2026-11-27T14:59:00+01:00")[0]
    assert told(left, "2026-11-27T15:00:00+01:00") == (False, "Mon 30 08:00", "Mon 30 11:30")
    bar = reading.schedule(BERLIN, {"fri": [["22:00", "03:00"]], "sat": [["22:00", "03:00"]]})
    late = at("2026-11-27T23:00:00+01:00")
    assert opening.early_end(bar, late) == at("2026-11-28T03:00:00+01:00")
    morning = at("2026-11-27T12:00:00+01:00")
    assert opening.early_end(bar, morning) == at("2026-11-28T03:00:00+01:00")


def test_leaving_early_on_a_day_without_midnight_ends_where_the_next_day_begins() -> None:
    shop = reading.schedule("America/Havana", WORKDAYS)
    saturday = at("2026-03-07T15:00:00-05:00")
    assert opening.early_end(shop, saturday) == at("2026-03-08T05:00:00+00:00")


@pytest.mark.parametrize(
    "zone",
    ["", "Mars/Base", "../../etc/passwd", "right/Europe/Berlin", "posixrules", "localtime", "Europe", "europe/berlin "],
)
def test_what_is_no_zone_is_refused(zone: str) -> None:
    assert zones.zone(zone) is None
    with pytest.raises(ValueError, match="is no time zone"):
        reading.schedule(zone, {})


def test_the_present_of_every_zone_can_be_told() -> None:
    for zone in sorted(zones.names()):
        found = opening.present(reading.schedule(zone, WORKDAYS), at("2026-11-27T12:00:00+00:00"))
        assert isinstance(found, Present)
        assert found.next_opening is not None


@pytest.mark.parametrize(
    ("week", "exceptions", "complaint"),
    [
        ([], None, "a week has the days"),
        ({"monday": []}, None, "a week has the days"),
        ({"mon": "09:00-17:00"}, None, "mon: a list of at most 12 intervals"),
        ({"mon": [["09:00", "17:00"]] * 13}, None, "mon: a list of at most 12 intervals"),
        ({"mon": [["09:00"]]}, None, "mon: an interval is two times"),
        ({"mon": [["9:00", "17:00"]]}, None, "'9:00' is no time"),
        ({"mon": [["09:00", "24:01"]]}, None, "'24:01' is no time"),
        ({"mon": [["09:00", 17]]}, None, "17 is no time"),
        ({"mon": [["24:00", "01:00"]]}, None, "nothing begins at 24:00"),
        ({}, {"24.12.2026": []}, "is no date"),
        ({}, {"2026-02-30": []}, "is no date"),
        ({}, [], "exceptions are at most"),
    ],
)  # fmt: skip
def test_what_is_no_schedule_is_refused_with_a_sentence(week: object, exceptions: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        reading.schedule(BERLIN, week, exceptions)


def test_a_schedule_is_written_as_it_was_read() -> None:
    week = {**WORKDAYS, "sat": [["22:00", "03:00"], ["00:00", "24:00"], ["08:00", "08:00"]], "sun": []}
    assert reading.written_week(reading.schedule(BERLIN, week).week) == week


def test_who_cannot_ask_later_is_told_when_the_team_comes_and_goes() -> None:
    known = Hours(always=False, schedule=reading.schedule(BERLIN, WORKDAYS))
    now = at("2026-11-27T10:00:00+01:00")
    shifts = moment.shifts(known, now)
    assert [_text(one) for one in shifts[:4]] == ["Fri 27 09:00", "Fri 27 11:30", "Fri 27 12:30", "Fri 27 17:00"]
    for hours in range(7 * 24):
        later = now + hours * 3_600_000 + 60_000
        assert sum(one < later for one in shifts) % 2 == moment.is_open(known, later)
    always = Hours(always=True, schedule=known.schedule)
    assert moment.shifts(always, now) == [now]
    early = replace(always, schedule=replace(known.schedule, cut=(now - 1, now + 9)))
    assert moment.shifts(early, now) == [now + 9]
    assert moment.shifts(Hours(always=False, schedule=reading.schedule(BERLIN, {})), now) == []
