"""Whom to ring on which rung, quiet hours, and what a push service's answer means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbell.features.notifications import rules
from deskbell.features.notifications.model import Device, Person, Quiet

NOW = 1_790_000_000_000
MIA = Person("mia", "Mia", "operator", True)
OFF = Person("off", "Olga", "operator", False)
BOSS = Person("boss", "Ada", "owner", False)


def device(id: str, operator: str, **more: object) -> Device:
    made = Device(id, operator, id, "x", f"https://p.example/{id}", "", "", False, None, 0, None, None, None, None, NOW)
    return replace(made, **more)  # type: ignore[arg-type]


DEVICES = [device("m1", "mia"), device("m2", "mia", shown_at=NOW), device("o1", "off"), device("b1", "boss")]


def ids(level: int, devices: list[Device] = DEVICES, **more: object) -> list[str]:
    found = rules.targets(level, [MIA, OFF, BOSS], devices, now=NOW, **more)  # type: ignore[arg-type]
    return sorted(d.id for d in found)


def test_the_ladder_widens_from_the_best_device_to_everybody_who_may_be_rung() -> None:
    assert ids(rules.BEST) == ["m2"]
    assert ids(rules.ALL) == ["m1", "m2"]
    assert ids(rules.OWNER) == ["b1", "m1", "m2"]
    opted_in = [*DEVICES[:2], device("o1", "off", always=True), DEVICES[3]]
    assert ids(rules.OWNER, opted_in) == ["b1", "m1", "m2", "o1"]
    assert [rules.level_of(step) for step in range(5)] == [0, 1, 2, 3, 3]


def test_who_looks_at_the_dashboard_or_wants_quiet_or_has_a_broken_device_is_not_rung() -> None:
    assert ids(rules.ALL, looking={"mia"}) == []
    assert ids(rules.OWNER, only="mia") == ["m1", "m2"]
    quiet = [device("m1", "mia", quiet=Quiet(0, 1_439, "UTC")), device("m2", "mia", failures=3)]
    assert ids(rules.ALL, quiet) == []


@pytest.mark.parametrize(
    ("begins", "ends", "zone", "expected"),
    [  # NOW is 14:13:20 UTC
        (0, 0, "UTC", False), (14 * 60, 15 * 60, "UTC", True), (14 * 60 + 14, 15 * 60, "UTC", False),
        (22 * 60, 7 * 60, "UTC", False), (22 * 60, 7 * 60, "Asia/Tokyo", True), (22 * 60, 14 * 60 + 13, "UTC", False),
    ],
)  # fmt: skip
def test_quiet_hours_are_read_on_the_devices_own_clock(begins: int, ends: int, zone: str, expected: bool) -> None:
    assert rules.is_quiet(Quiet(begins, ends, zone), NOW) is expected


@pytest.mark.parametrize(
    ("status", "tries", "retry_after", "expected"),
    [
        (201, 1, None, rules.Next("sent")),
        (404, 1, None, rules.Next("gone")),
        (410, 1, None, rules.Next("gone")),
        (413, 1, None, rules.Next("failed")),
        (400, 1, None, rules.Next("failed", counts=True)),
        (429, 1, 7_000, rules.Next("again", NOW + 7_000)),
        (429, 1, 600_000, rules.Next("failed")),
        (500, 1, None, rules.Next("again", NOW + 1_000)),
        (0, 4, None, rules.Next("again", NOW + 8_000)),
        (503, 5, None, rules.Next("failed", counts=True)),
    ],
)
def test_each_answer_has_one_meaning(status: int, tries: int, retry_after: int | None, expected: rules.Next) -> None:
    got = rules.outcome(status, retry_after=retry_after, tries=tries, now=NOW, expires_at=NOW + 120_000)
    assert got == expected


def test_quiet_hours_that_make_no_sense_are_refused() -> None:
    assert rules.valid_quiet(None) is None
    assert rules.valid_quiet({"from": 1, "until": 2, "zone": "Europe/Berlin"}) == Quiet(1, 2, "Europe/Berlin")
    for value in (
        {"from": -1, "until": 2, "zone": "UTC"},
        {"from": 1, "until": 1_440, "zone": "UTC"},
        {"from": 1, "until": 2, "zone": "Mars/Base"},
    ):
        with pytest.raises(ValueError, match=r".+"):
            rules.valid_quiet(value)
