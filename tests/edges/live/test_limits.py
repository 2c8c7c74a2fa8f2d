"""How often is too often: sliding windows, on a clock that the test moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.edges.live.limits import MANY_WINDOWS, RULES, Limits, Rate, parsed
from deskbell.kit.errors import Refused
from tests.world import Clock


def test_a_rule_is_read_part_by_part() -> None:
    assert parsed("5/5seconds;20/minute;200/day") == (Rate(5, 5_000), Rate(20, 60_000), Rate(200, 86_400_000))
    assert all(parsed(text) for text in RULES.values())


def test_what_is_used_up_comes_back_with_time_and_only_for_its_own_key() -> None:
    clock = Clock()
    limits = Limits(clock)
    assert [limits.allows("visitor_typing", "vera") for _ in range(3)] == [True, True, False]
    assert limits.allows("visitor_typing", "victor")
    clock.pass_(1_999)
    assert not limits.allows("visitor_typing", "vera")
    clock.pass_(1_001)  # half of the window before still counts
    assert limits.allows("visitor_typing", "vera")
    assert not limits.allows("visitor_typing", "vera")
    clock.pass_(10_000)
    assert limits.allows("visitor_typing", "vera")


def test_whoever_is_refused_is_told_how_long_to_wait_and_is_let_in_after_it() -> None:
    clock = Clock()
    limits = Limits(clock)
    for _ in range(20):
        limits.spend("address_visitors", "here")
    with pytest.raises(Refused) as refused:
        limits.spend("address_visitors", "here")
    assert refused.value.details["retry_after"] == 3_600
    assert limits.standing("address_visitors", "here") == (20, 0, 3_600)
    clock.pass_(3_600_000)
    with pytest.raises(Refused) as refused:
        limits.spend("address_visitors", "here")
    clock.pass_(refused.value.details["retry_after"] * 1_000)
    limits.spend("address_visitors", "here")


def test_a_refused_use_counts_in_no_part_of_the_rule() -> None:
    clock = Clock()
    limits = Limits(clock)
    said = 0
    for _ in range(200):
        said += limits.allows("visitor_says", "vera")
        clock.pass_(300)
    assert said <= 20


@given(st.lists(st.integers(0, 4_000), max_size=80))
def test_never_more_than_twice_the_amount_in_any_window(pauses: list[int]) -> None:
    clock, used = Clock(), list[int]()
    limits = Limits(clock)
    for pause in pauses:
        clock.pass_(pause)
        if limits.allows("visitor_typing", "vera"):
            used.append(clock.now())
    assert all(sum(at <= other < at + 2_000 for other in used) <= 4 for at in used)


def test_among_many_who_are_there_a_newcomer_does_not_make_everybody_be_looked_through() -> None:
    class Counting(Limits):
        looks = 0

        def _forget(self, now: int) -> None:
            self.looks += 1
            super()._forget(now)

    limits = Counting(Clock())
    for n in range(5 * MANY_WINDOWS):
        limits.allows("visitor_typing", str(n))
    assert limits.looks <= 3


def test_what_is_over_is_forgotten() -> None:
    clock = Clock()
    limits = Limits(clock)
    for n in range(MANY_WINDOWS):
        limits.allows("visitor_typing", str(n))
    clock.pass_(10_000)
    limits.allows("visitor_typing", "one more")
    assert len(limits._windows) == 1
