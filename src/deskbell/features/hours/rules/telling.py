"""When a team is back, in words for somebody who may live elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

from deskbell.features.hours.model import Present
from deskbell.features.hours.rules import zones


def back(at: int, now: int, *, ours: str, theirs: str | None) -> str:
    """Like "tomorrow at 09:00 (your time)": in the zone `theirs`, or in `ours` by name where theirs is not known."""
    name = theirs or ours
    of = zones.zone(name) or zones.zone("UTC")
    assert of is not None
    then, today = zones.local(of, at), zones.local(of, now).date()
    whose = "your time" if theirs else f"{place(name)} time"
    return f"{_day(then.date(), today)} at {then:%H:%M} ({whose})"


def opening(present: Present, now: int, zone: str) -> str:
    """Like "Open now, until today at 18:00 (Berlin time)."."""
    if present.open:
        until = present.next_closing
        return "Open now." if until is None else f"Open now, until {back(until, now, ours=zone, theirs=None)}."
    at = present.next_opening
    return "Closed." if at is None else f"Closed. Opens {back(at, now, ours=zone, theirs=None)}."


def place(zone: str) -> str:
    """The last part of a zone's name, as people write it."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _day(day: date, today: date) -> str:
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    if day < today + timedelta(days=7):
        return f"on {day:%A}"
    return f"on {day:%A}, {day.day} {day:%B}"


def today(now: int, zone: str) -> str:
    """`Friday, 27 November 2026, 18:40 (Berlin time)`."""
    of = zones.zone(zone) or zones.zone("UTC")
    assert of is not None
    at = zones.local(of, now)
    return f"{at:%A}, {at.day} {at:%B %Y}, {at:%H:%M} ({place(zone)} time)"
