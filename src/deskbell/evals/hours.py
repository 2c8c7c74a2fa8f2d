"""The body of `deskbell eval hours`: cases as JSON lines in, one prediction a line out; reads and prints nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from deskbell.features.hours.model import Schedule
from deskbell.features.hours.rules import opening, reading

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run(lines: Iterable[str]) -> Iterator[str]:
    """For each case `{"id","timezone","schedule","at"}` a line `{"id","open","next_opening"}`.

    ValueError names the line that is no case and what is wrong with it.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                case_id, schedule, at = _case(line)
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from error
            found = opening.present(schedule, at)
            next_opening = None if found.next_opening is None else _written(found.next_opening)
            yield json.dumps({"id": case_id, "open": found.open, "next_opening": next_opening}, ensure_ascii=False)


def _case(line: str) -> tuple[str | int, Schedule, int]:
    try:
        case = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON ({error})") from error
    match case:
        case {"id": bool()}:
            pass
        case {"id": str() | int() as case_id, "timezone": zone, "schedule": dict() as week, "at": at}:
            days = {name: intervals for name, intervals in week.items() if name != "exceptions"}
            return case_id, reading.schedule(zone, days, week.get("exceptions")), _moment(at)
    raise ValueError('a case is {"id": text or whole number, "timezone": zone, "schedule": weekdays, "at": time}')


def _moment(text: object) -> int:
    try:
        at = datetime.fromisoformat(text if isinstance(text, str) else "")
    except ValueError as error:
        raise ValueError(f'"at": {text!r} is no time; write it like 2026-12-24T09:00:00Z') from error
    if at.tzinfo is None:
        raise ValueError(f'"at": {text!r} has no offset; write it like 2026-12-24T09:00:00Z')
    if not 1970 < at.year < 2200:
        raise ValueError(f'"at": {text!r} is not a year of ours')
    return (at - EPOCH) // timedelta(milliseconds=1)


def _written(at: int) -> str:
    return (EPOCH + timedelta(milliseconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")
