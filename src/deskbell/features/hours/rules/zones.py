"""IANA time zones. Rules come from the machine, as everywhere in Python, or else from the `tzdata` package; which names
there are, the package alone says: machines add odd ones (`right/...`, `posixrules`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
DAY: Final = 86_400_000
SECOND: Final = 1_000


def zone(name: str) -> ZoneInfo | None:
    """None: there is no zone of this name."""
    return ZoneInfo(name) if name in names() else None


def known(name: object) -> str | None:
    """The name, when it is one: what browsers say of themselves may be anything."""
    return name if isinstance(name, str) and name in names() else None


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """All that there are, as the `tzdata` package lists them."""
    return frozenset((resources.files("tzdata") / "zones").read_text(encoding="ascii").split())


def offset(of: ZoneInfo, at: int) -> int:
    """Local time minus UTC at a moment, in milliseconds."""
    here = local(of, at).utcoffset()
    assert here is not None
    return here // timedelta(milliseconds=1)


def local(of: ZoneInfo, at: int) -> datetime:
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(of)


def stretches(of: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(from, until, offset): the time from `start` to `end`, cut where the clocks change."""
    at, shift = start, offset(of, start)
    while at < end:
        until = min(at + DAY, end)
        later = offset(of, until)
        if later != shift:
            until = _change(of, at, until, shift)
            later = offset(of, until)
        yield at, until, shift
        at, shift = until, later


def _change(of: ZoneInfo, low: int, high: int, shift: int) -> int:
    """The first moment after `low` with another offset; clocks change at whole seconds."""
    first, last = low // SECOND, -(-high // SECOND)
    while last - first > 1:
        middle = (first + last) // 2
        if offset(of, middle * SECOND) == shift:
            first = middle
        else:
            last = middle
    return last * SECOND
