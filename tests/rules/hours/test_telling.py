"""When the team is back, in words; and which hours are the same hour of the week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbell.features.conversations.rules.lines import estimate, line, notice, outlook
from deskbell.features.hours.model import Hours
from deskbell.features.hours.rules import moment, opening, reading, telling, zones
from tests.rules.hours.test_opening import at

BERLIN = "Europe/Berlin"
FRIDAY = "2026-11-27T18:30:00+01:00"
SHOP = reading.schedule(BERLIN, {"mon": [["09:00", "17:00"]], "fri": [["09:00", "18:00"]]}, {"2026-12-24": []})


@pytest.mark.parametrize(
    ("then", "zone", "words"),
    [
        ("2026-11-27T20:00:00+01:00", BERLIN, "today at 20:00 (your time)"),
        ("2026-11-28T09:00:00+01:00", BERLIN, "tomorrow at 09:00 (your time)"),
        ("2026-11-30T09:00:00+01:00", BERLIN, "on Monday at 09:00 (your time)"),
        ("2026-11-30T09:00:00+01:00", None, "on Monday at 09:00 (Berlin time)"),
        ("2026-11-30T09:00:00+01:00", "Pacific/Kiritimati", "on Monday at 22:00 (your time)"),
        ("2026-11-30T00:30:00+01:00", "America/New_York", "on Sunday at 18:30 (your time)"),
        ("2026-12-04T09:00:00+01:00", BERLIN, "on Friday, 4 December at 09:00 (your time)"),
    ],
)
def test_a_moment_is_told_where_the_visitor_lives(then: str, zone: str | None, words: str) -> None:
    assert telling.back(at(then), at(FRIDAY), ours=BERLIN, theirs=zone) == words


def test_what_the_visitor_is_told_of_a_closed_team_and_of_an_open_one() -> None:
    closed = outlook(Hours(False, SHOP), at(FRIDAY), theirs="Asia/Tokyo")
    assert (closed.open, closed.back_at) == (False, at("2026-11-30T09:00:00+01:00"))
    code = line("nobody_here", closed)
    told = notice(code, assistant="Ada", owner=None, known=closed)
    assert (
        told == "The team is away right now and is back on Monday at 17:00 (your time). Your request is kept for them."
    )
    opened = outlook(Hours(False, SHOP), at("2026-11-27T10:00:00+01:00"), theirs=None)
    assert (opened.open, opened.back_at, line("nobody_here", opened)) == (True, None, "nobody_here")
    never = outlook(Hours(False, reading.schedule(BERLIN, {})), at(FRIDAY), theirs=None)
    assert notice(line("nobody_here", never), assistant="Ada", owner=None, known=never).startswith(
        "The team is away right now. "
    )


@pytest.mark.parametrize("code", ["nobody_here", "closed_hours", "closing_time", "left"])
def test_where_nobody_can_come_nobody_is_promised(code: str) -> None:
    told = notice(code, assistant="Ada", owner=None)
    assert "will" not in told
    assert "kept for" in told


def test_the_assistant_is_told_the_hours_in_one_sentence() -> None:
    def told(hours: Hours, text: str) -> str:
        return telling.opening(moment.present(hours, at(text)), at(text), BERLIN)

    assert told(Hours(False, SHOP), FRIDAY) == "Closed. Opens on Monday at 09:00 (Berlin time)."
    assert told(Hours(False, SHOP), "2026-11-27T10:00:00+01:00") == "Open now, until today at 18:00 (Berlin time)."
    assert told(Hours(True, SHOP), FRIDAY) == "Open now."


def test_the_assistant_is_told_the_day_and_the_hour() -> None:
    assert telling.today(at(FRIDAY), BERLIN) == "Friday, 27 November 2026, 18:30 (Berlin time)"
    assert telling.today(at(FRIDAY), "Asia/Tokyo") == "Saturday, 28 November 2026, 02:30 (Tokyo time)"


def test_the_same_hour_of_the_week_is_that_of_the_wall_clock() -> None:
    now = at("2026-11-02T10:40:00+01:00")  # the clocks went back a week before
    spans = opening.same_hour(BERLIN, now)
    zone = zones.zone(BERLIN)
    assert zone is not None
    assert len(spans) == 12
    for n, (start, end) in enumerate(spans, 1):
        local = datetime.fromtimestamp(start / 1000, UTC).astimezone(zone)
        assert (local.strftime("%a %H:%M"), end - start) == ("Mon 10:00", 3_600_000)
        assert local.date() == datetime(2026, 11, 2, tzinfo=UTC).date() - timedelta(days=7 * n)


@pytest.mark.parametrize(
    ("waits", "minutes"),
    [
        ([60_000] * 19, None),
        ([60_000] * 20, 1),
        ([1] * 20, 1),
        ([60_001] * 20, 2),
        ([60_000] * 16 + [900_000] * 4, 1),
        ([60_000] * 15 + [240_000] * 5, 4),
        ([60_000] * 16 + [None] * 4, 1),
        ([60_000] * 15 + [None] * 5, None),
        ([None] * 40, None),
    ],
)
def test_an_estimate_needs_twenty_requests_and_counts_those_that_nobody_took(
    waits: list[int | None], minutes: int | None
) -> None:
    assert estimate(waits) == minutes
