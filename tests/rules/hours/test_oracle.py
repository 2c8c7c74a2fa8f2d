"""Opening hours against the minute-by-minute oracle: a sample of zones and clock changes; `make proofs` takes all."""

from __future__ import annotations

from datetime import timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest

from tests.rules.hours import compare, oracle

# Whole hours, half an hour, two hours, no midnight, another hemisphere, changes around Ramadan.
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Africa/Cairo",
    "America/Havana",
    "America/Santiago",
    "Asia/Beirut",
    "Atlantic/Azores",
    "Africa/El_Aaiun",
    "Pacific/Chatham",
    "America/Nuuk",
)


@pytest.mark.parametrize("zone", ZONES)
def test_around_the_clock_changes_of_a_year_every_minute_is_right(zone: str) -> None:
    looked = 0
    wrong: list[str] = []
    for n, change in enumerate(oracle.transitions(ZoneInfo(zone), 2026, 2026)):
        for hours in oracle.schedules(ZoneInfo(zone), change, crc32(zone.encode()) + n, 2):
            seen, found = compare.mismatches(hours, zone, change - timedelta(hours=36), change + timedelta(hours=30))
            looked, wrong = looked + seen, wrong + found
    assert not wrong, wrong[:3]
    assert looked > 6_000
