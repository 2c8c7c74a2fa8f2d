"""Every IANA zone, every clock change from 2026 to 2031, every minute around it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest

from deskbell.features.hours.rules import zones
from tests.rules.hours import compare, oracle

QUIET = datetime(2028, 2, 28, 12, tzinfo=UTC)  # where the clocks never change: around a leap day


@pytest.mark.timeout(1_800)
def test_no_minute_differs_in_any_zone() -> None:
    looked, changes = 0, 0
    wrong: list[str] = []
    for name in sorted(zones.names()):
        zone = ZoneInfo(name)
        found = list(oracle.transitions(zone, 2026, 2031))
        changes += len(found)
        for n, change in enumerate(found or [QUIET]):
            for hours in oracle.schedules(zone, change, crc32(name.encode()) + n, 2):
                start, end = change - timedelta(hours=50), change + timedelta(hours=50)
                seen, differing = compare.mismatches(hours, name, start, end)
                looked, wrong = looked + seen, wrong + differing
    sys.stdout.write(f"\n{len(zones.names())} zones, {changes} clock changes, {looked} minutes, {len(wrong)} differ\n")
    assert not wrong, wrong[:5]
