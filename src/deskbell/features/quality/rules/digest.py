"""When the weekly summary is due. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MORNING: Final = time(8)


def next_monday(now: int, zone: str) -> int:
    """The next Monday, 8 in the morning on the clock of `zone`, after `now` (both UTC epoch milliseconds)."""
    clock = ZoneInfo(zone)
    today = datetime.fromtimestamp(now / 1000, clock).date()
    for days in range(8):
        day = today + timedelta(days=days)
        due = int(datetime.combine(day, MORNING, clock).timestamp() * 1000)
        if day.weekday() == 0 and due > now:
            return due
    raise AssertionError("a week without a Monday")
