"""Schedules as people and files write them: read with a sentence for what is wrong, and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from deskbell.features.hours.model import WEEKDAYS, Day, Interval, Schedule, Special
from deskbell.features.hours.rules import zones

MOST_A_DAY: Final = 12
MOST_EXCEPTIONS: Final = 1_000
_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


def schedule(zone: object, week: object, exceptions: object = None) -> Schedule:
    """From `{"mon": [["09:00", "17:00"]], ...}` and `{"2026-12-24": [...]}`. Raises ValueError: what to correct."""
    if not isinstance(zone, str) or zones.zone(zone) is None:
        raise ValueError(f"{zone!r} is no time zone; write one like Europe/Berlin")
    if not isinstance(week, dict) or not set(week) <= set(WEEKDAYS):
        raise ValueError(f"a week has the days {', '.join(WEEKDAYS)}")
    days = tuple(day(week.get(name, []), name) for name in WEEKDAYS)
    return Schedule(zone, days, _exceptions({} if exceptions is None else exceptions))


def _exceptions(source: object) -> dict[date, Day]:
    if not isinstance(source, dict) or len(source) > MOST_EXCEPTIONS:
        raise ValueError(f"exceptions are at most {MOST_EXCEPTIONS} dates with their intervals")
    return {written_date(text): day(intervals, str(text)) for text, intervals in source.items()}


def written_date(text: object) -> date:
    if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(f"{text!r} is no date; write it like 2026-12-24")


def day(source: object, name: str) -> Day:
    """One day's intervals. `to` at or before `from` means the next day."""
    if not isinstance(source, list) or len(source) > MOST_A_DAY:
        raise ValueError(f"{name}: a list of at most {MOST_A_DAY} intervals is wanted")
    return tuple(_interval(entry, name) for entry in source)


def _interval(source: object, name: str) -> Interval:
    if not isinstance(source, list | tuple) or len(source) != 2:
        raise ValueError(f'{name}: an interval is two times like ["09:00", "17:00"]')
    start, end = (_minutes(text, name) for text in source)
    if start == 1440:
        raise ValueError(f"{name}: nothing begins at 24:00; write 00:00 of the next day")
    return start, end if end > start else end + 1440


def _minutes(text: object, name: str) -> int:
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        raise ValueError(f"{name}: {text!r} is no time; write it like 09:00, at most 24:00")
    return int(text[:2]) * 60 + int(text[3:])


def written(intervals: Iterable[Interval]) -> list[list[str]]:
    return [[_time(a), _time(b if b <= 1440 else b - 1440)] for a, b in intervals]


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def written_week(week: Iterable[Day]) -> dict[str, Any]:
    return {name: written(intervals) for name, intervals in zip(WEEKDAYS, week, strict=True)}


def written_days(specials: Iterable[Special]) -> list[dict[str, Any]]:
    return [
        {"date": s.day.isoformat(), "name": s.name, "intervals": written(s.intervals), "preset": s.preset}
        for s in specials
    ]
