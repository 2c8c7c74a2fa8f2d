"""The product against the oracle, around one change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from deskbell.features.hours.model import Schedule
from deskbell.features.hours.rules import opening, reading
from tests.rules.hours import oracle

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ms(at: datetime) -> int:
    return (at - EPOCH) // timedelta(milliseconds=1)


def mismatches(hours: oracle.Hours, zone: str, start: datetime, end: datetime) -> tuple[int, list[str]]:
    """(minutes looked at, what differs): open at each minute; each opening and closing as the next one is told."""
    schedule = reading.schedule(zone, hours.week, hours.exceptions)
    looked = list(oracle.minutes(hours, ZoneInfo(zone), start, end))
    wrong = [f"{zone} {at}: {hours}" for at, is_open in looked if opening.is_open(schedule, ms(at)) is not is_open]
    flips = [(ms(at), now) for (_, was), (at, now) in pairwise(looked) if was is not now]
    told = _told(schedule, ms(start), ms(looked[-1][0]))
    if flips != told:
        wrong.append(f"{zone} {start}: changes {flips} but told {told}: {hours}")
    return len(looked), wrong


def _told(schedule: Schedule, at: int, until: int) -> list[tuple[int, bool]]:
    """Openings and closings, each as it is told at the one before."""
    found: list[tuple[int, bool]] = []
    while True:
        present = opening.present(schedule, at)
        if present.open != (found[-1][1] if found else present.open):
            found.append((at, not found[-1][1]))  # contradicts what was told: shows up as a difference
        change = present.next_closing if present.open else present.next_opening
        if change is None or change > until:
            return found
        found.append((change, not present.open))
        at = change
