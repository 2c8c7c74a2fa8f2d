"""When a team is there. Values only: no decisions (rules), no SQL (store.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Interval = tuple[int, int]
Day = tuple[Interval, ...]


@dataclass(frozen=True)
class Schedule:
    """Opening hours on the wall clock of `zone` (an IANA name).

    An interval is (from, to) in minutes after the midnight of the day on which it begins; `to` beyond 1,440 runs into
    the next day. `exceptions` replace the weekday's intervals on their date. Not open from `cut[0]` until `cut[1]` (UTC
    epoch milliseconds), whatever the rest says.
    """

    zone: str
    week: tuple[Day, ...]
    exceptions: Mapping[date, Day] = field(default_factory=dict)
    cut: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """A moment: open or not, and what changes next (UTC epoch milliseconds; None: not within 15 days)."""

    open: bool
    next_opening: int | None
    next_closing: int | None


@dataclass(frozen=True, slots=True)
class Special:
    """A dated exception as the team sees it. `preset`: it came with the country's holidays."""

    day: date
    name: str
    intervals: Day
    preset: bool = False


@dataclass(frozen=True)
class Hours:
    """A workspace's hours. `always`: there are none, the team is always there. `version` 0: never saved."""

    always: bool
    schedule: Schedule
    specials: tuple[Special, ...] = ()
    country: str | None = None
    region: str | None = None
    version: int = 0
    updated_at: int | None = None
    updated_by: str | None = None


@dataclass(frozen=True, slots=True)
class HoursChanged:
    """Told after commit: open and closed may have changed."""

    workspace_id: str
