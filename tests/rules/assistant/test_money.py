"""Costs in millionths of a dollar, caps, and the breaker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbell.features.assistant import money
from deskbell.features.assistant.breaker import Breaker
from deskbell.features.assistant.model import Spent
from deskbell.features.workspaces.model import AssistantOptions

OTHER = money.Price(2_000, 10_000)


@pytest.mark.parametrize(
    ("model", "fresh", "read", "write", "output", "cost"),
    [
        ("claude-haiku-5-5", 1_000_000, 0, 0, 0, 500_000),
        ("claude-haiku-5-5", 10_000, 0, 0, 1_000, 1_500),
        ("claude-haiku-5-5-20261007", 0, 90_000, 0, 0, 900),
        ("claude-haiku-5-5", 0, 0, 80_000, 0, 10_000),
        ("claude-sonnet-5-5", 1, 0, 0, 1, 12),
        ("claude-haiku-5-5", 1, 0, 0, 0, 1),
        ("somebody-elses", 1_000, 0, 0, 100, 3_000),
        ("built-in", 9_999, 0, 0, 9_999, 0),
    ],
)
def test_what_an_answer_costs(model: str, fresh: int, read: int, write: int, output: int, cost: int) -> None:
    price = money.price_of(model, OTHER)
    assert money.cost(price, fresh=fresh, cache_read=read, cache_write=write, output=output) == cost


@pytest.mark.parametrize(
    ("spent", "used_up", "nearly"),
    [
        (Spent(), None, False),
        (Spent(visitor_day=80), None, True),
        (Spent(visitor_day=100), "cap_visitor", True),
        (Spent(visitor_day=100, day=1_000), "cap_day", True),
        (Spent(day=1_000, month=10_000), "cap_month", True),
        (Spent(answers=19), None, False),
        (Spent(answers=20), "limit", False),
    ],
)
def test_caps(spent: Spent, used_up: str | None, nearly: bool) -> None:
    options = AssistantOptions(cap_visitor_day=100, cap_day=1_000, cap_month=10_000)
    assert (money.used_up(options, spent), money.nearly_used_up(options, spent)) == (used_up, nearly)
    assert money.used_up(AssistantOptions(), Spent(10**9, 10**9, 10**9)) is None, "no cap is no cap"


def test_the_breaker_opens_after_five_failures_and_lets_one_try_after_thirty_seconds() -> None:
    breaker = Breaker()
    assert [breaker.failed("ws", at) for at in (0, 1, 2, 3)] == [False] * 4
    assert breaker.lets("ws", 4)
    assert breaker.failed("ws", 5)
    assert not breaker.lets("ws", 30_004)
    assert breaker.lets("other", 6)
    assert breaker.lets("ws", 30_005)
    assert not breaker.lets("ws", 30_006), "one at a time"
    assert breaker.failed("ws", 30_007)
    assert not breaker.lets("ws", 60_006)
    assert breaker.lets("ws", 60_007)
    breaker.worked("ws")
    assert breaker.lets("ws", 60_008)


def test_failures_that_are_far_apart_open_nothing() -> None:
    breaker = Breaker()
    assert not any(breaker.failed("ws", at * 8_000) for at in range(20))


def test_raising_a_cap_settles_what_was_said_about_it() -> None:
    old = AssistantOptions(cap_day=10, cap_month=100, message_limit=5)
    assert money.settled(old, old) == ()
    assert money.settled(old, replace(old, cap_day=5, message_limit=4)) == ()
    assert money.settled(old, replace(old, cap_day=0)) == ("cap_day", "cap_near")
    assert money.settled(old, replace(old, cap_month=101, message_limit=6)) == ("cap_month", "limit", "cap_near")
    assert money.settled(replace(old, cap_day=0), old) == ()
