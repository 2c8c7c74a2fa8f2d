"""Opening hours the slow way: every minute is looked at on the wall clock, and compared as text. Shares nothing with
the product but the form of a schedule.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Raw = dict[str, list[list[str]]]
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Hours:
    week: Raw
    exceptions: Raw

    def of(self, wall: datetime) -> list[list[str]]:
        return self.exceptions.get(wall.strftime("%Y-%m-%d"), self.week.get(DAYS[wall.weekday()], []))

    def open_at(self, wall: datetime) -> bool:
        """`wall`: what calendar and clock on the wall show."""
        clock = wall.strftime("%H:%M")
        for start, end in self.of(wall):
            if start <= clock < (end if end > start else "99:99"):
                return True
        return any(end <= start and clock < end for start, end in self.of(wall - timedelta(days=1)))


def minutes(hours: Hours, zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, bool]]:
    at = start
    while at < end:
        yield at, hours.open_at(at.astimezone(zone).replace(tzinfo=None))
        at += MINUTE


def transitions(zone: ZoneInfo, first: int, last: int) -> Iterator[datetime]:
    """Each moment from year `first` to `last` at which the clocks change."""
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while at < end:
        if at.astimezone(zone).utcoffset() != (at + 12 * HOUR).astimezone(zone).utcoffset():
            step = at
            while step.astimezone(zone).utcoffset() == (step + MINUTE).astimezone(zone).utcoffset():
                step += MINUTE
            yield step + MINUTE
        at += 12 * HOUR


def schedules(zone: ZoneInfo, change: datetime, seed: int, count: int) -> Iterator[Hours]:
    """Hours that begin, end and run over where the clocks change, and others."""
    chance = random.Random(seed)
    before = (change - MINUTE).astimezone(zone).replace(tzinfo=None) + MINUTE
    after = change.astimezone(zone).replace(tzinfo=None)
    near = [min(before, after) + timedelta(minutes=m) for m in (-90, -60, -30, -1, 0, 1, 15, 30, 60, 90, 119, 120, 121)]
    times = [*(wall.strftime("%H:%M") for wall in near), "00:00", "00:30", "23:30", "12:00"]
    for _ in range(count):
        week = {day: _intervals(chance, times) for day in DAYS}
        dates = [(before + timedelta(days=n)).strftime("%Y-%m-%d") for n in (-1, 0, 1)]
        some = {date: _intervals(chance, times) for date in dates if chance.random() < 0.2}
        yield Hours(week, some)


def _intervals(chance: random.Random, times: list[str]) -> list[list[str]]:
    pick: list[list[str]] = []
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        end = chance.choice([*times, "24:00"])
        pick.append([chance.choice(times), end])
    return pick
