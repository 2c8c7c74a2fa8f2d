"""Open or closed, and what comes next. One truth for the assistant, the widget, the router and mail.

The wall clock decides: a moment is open when the clock on the wall says so. Hence a repeated hour counts both times,
and what begins in a skipped hour begins at the first minute after it. An interval belongs to the day on which it
begins, also where it runs into the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from deskbell.features.hours.model import Day, Present, Schedule
from deskbell.features.hours.rules import zones

MINUTE = 60_000
HORIZON = 15 * zones.DAY
Span = tuple[int, int]
_DAY_ZERO = date(1970, 1, 1)


def is_open(schedule: Schedule, now: int) -> bool:
    """Two look-ups and no walk: asked with each request for a person."""
    if schedule.cut is not None and schedule.cut[0] <= now < schedule.cut[1]:
        return False
    here = zones.local(_zone(schedule), now)
    today, minute = here.date(), here.hour * 60 + here.minute
    return any(a <= minute < b for a, b in _day(schedule, today)) or any(
        minute + 1440 < b for _, b in _day(schedule, today - timedelta(days=1))
    )


def present(schedule: Schedule, now: int) -> Present:
    """Open? When does it open next, after having been closed; when does it close next?"""
    spans = list(open_spans(schedule, now, now + HORIZON + MINUTE))
    until = now + HORIZON
    openings = (start for start, _ in spans if now < start <= until)
    closings = (end for _, end in spans if end <= until)
    return Present(bool(spans) and spans[0][0] == now, next(openings, None), next(closings, None))


def same_hour(zone: str, now: int, *, weeks: int = 12) -> list[Span]:
    """This hour of the week on the wall clock, in the weeks before."""
    of = zones.zone(zone) or zones.zone("UTC")
    assert of is not None
    here = zones.local(of, now)
    begin = _wall(here.date()) + here.hour * 60 * MINUTE
    walls = [begin - 7 * zones.DAY * n for n in range(1, weeks + 1)]
    starts = [wall - zones.offset(of, wall - zones.offset(of, now)) for wall in walls]
    return [(start, start + 60 * MINUTE) for start in starts]


def early_end(schedule: Schedule, now: int) -> int:
    """Until when a team that leaves early today is away: the end of this day, and of what it has begun by then."""
    of = _zone(schedule)
    tomorrow = zones.local(of, now).date() + timedelta(days=1)
    midnight = next(
        at
        for at, until, shift in zones.stretches(of, now, now + 3 * zones.DAY)
        for at in [max(at, _wall(tomorrow) - shift)]
        if at < until
    )
    plain = Schedule(schedule.zone, schedule.week, schedule.exceptions)
    for start, end in open_spans(plain, now, midnight + zones.DAY // 2 + MINUTE):
        if start < midnight < end <= midnight + zones.DAY // 2:
            return end
    return midnight


def open_spans(schedule: Schedule, start: int, end: int) -> Iterator[Span]:
    """The open time between two moments, in order, touching spans joined."""
    joined: Span | None = None
    for span in _pieces(schedule, start, end):
        if joined is not None and span[0] <= joined[1]:
            joined = (joined[0], max(joined[1], span[1]))
            continue
        if joined is not None:
            yield joined
        joined = span
    if joined is not None:
        yield joined


def _pieces(schedule: Schedule, start: int, end: int) -> Iterator[Span]:
    cut = schedule.cut or (0, 0)
    for low, high, shift in zones.stretches(_zone(schedule), start, end):
        first = _DAY_ZERO + timedelta(days=(low + shift) // zones.DAY - 1)
        days = (high + shift) // zones.DAY - (low + shift) // zones.DAY + 2
        walls = sorted(
            (_wall(day) + a * MINUTE, _wall(day) + b * MINUTE)
            for day in (first + timedelta(days=n) for n in range(days))
            for a, b in _day(schedule, day)
        )
        for a, b in walls:
            at, until = max(low, a - shift), min(high, b - shift)
            for piece in ((at, min(until, cut[0])), (max(at, cut[1]), until)) if cut[1] else ((at, until),):
                if piece[0] < piece[1]:
                    yield piece


def _wall(day: date) -> int:
    return (day - _DAY_ZERO).days * zones.DAY


def _day(schedule: Schedule, day: date) -> Day:
    found = schedule.exceptions.get(day)
    return schedule.week[day.weekday()] if found is None else found


def _zone(schedule: Schedule) -> ZoneInfo:
    found = zones.zone(schedule.zone)
    if found is None:
        raise ValueError(f"{schedule.zone!r} is no time zone")
    return found
