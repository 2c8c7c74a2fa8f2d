"""Seven things happen, and are told in any order, some of them twice: what we know in the end is what is true."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import permutations

from deskbell.features.billing import rules
from deskbell.features.billing.model import Facts, State

NOW = 1_800_000_000_000
END = NOW + 30 * rules.DAY
BEGUN = Facts("sub_1", "incomplete", "starter", "si_1", NOW, END)
PAID = replace(BEGUN, status="active")
OWES = replace(PAID, status="past_due", overdue_since=NOW + 30 * rules.DAY, period_end=END + 30 * rules.DAY)
# What Stripe would answer right after each of its seven calls.
BOUGHT = [BEGUN, BEGUN, PAID, PAID, PAID, replace(PAID, plan="starter"), PAID]
WHOLE_LIFE = [
    BEGUN,
    PAID,
    replace(PAID, plan="team"),
    replace(OWES, plan="team"),
    replace(OWES, plan="team", status="active", overdue_since=None),
    replace(OWES, plan="team", status="active", overdue_since=None, cancel_at=END),
    replace(OWES, plan="team", status="canceled", overdue_since=None, cancel_at=END, ended_at=END),
]


@dataclass
class Known:
    """The reducer, as the service uses it, with the mailbox that takes each key once."""

    state: State = State.TRIAL
    plan: str | None = "team"
    letters: dict[str, str] = field(default_factory=dict)
    changes: list[tuple[State, str | None]] = field(default_factory=list)

    def reads(self, facts: Facts, now: int) -> None:
        after = rules.standing(NOW + rules.TRIAL, facts, now)
        for letter in rules.letters(self.state, after, facts, "ws_1", now):
            self.letters.setdefault(letter.key, letter.kind)
        if (after.state, after.plan) != (self.state, self.plan):
            self.changes.append((after.state, after.plan))
        self.state, self.plan = after.state, after.plan


def told(life: list[Facts], order: tuple[int, ...], doubled: int) -> Known:
    """Calls come in `order`; the one at place `doubled` comes again at once, and again at the end."""
    known, happened = Known(), 0
    for place, call in enumerate([*order, order[doubled]]):
        happened = max(
            happened, call
        )  # a call tells that something happened; what, is looked up: never something older
        for _ in range(1 + (place == doubled)):
            known.reads(life[happened], NOW + call)
    return known


def test_all_orders_of_a_purchase_make_one_letter_and_one_change() -> None:
    count = 0
    for order in permutations(range(7)):
        known = told(BOUGHT, order, doubled=count % 7)
        count += 1
        assert (known.state, known.plan) == (State.ACTIVE, "starter")
        assert list(known.letters.values()) == ["started"]
        assert known.changes == [(State.ACTIVE, "starter")]
    assert count == 5_040


def test_all_orders_of_a_whole_life_end_where_stripe_ends_and_nobody_is_told_twice() -> None:
    for number, order in enumerate(permutations(range(7))):
        known = told(WHOLE_LIFE, order, doubled=number % 7)
        assert (known.state, known.plan) == (State.ENDED, "team")
        assert max(Counter(known.letters.values()).values()) == 1
        assert list(known.letters.values())[-1] == "cancelled"


def test_of_several_subscriptions_the_living_one_counts() -> None:
    over = replace(PAID, id="sub_2", status="canceled", created_at=NOW + 5)
    begun = replace(BEGUN, id="sub_3", created_at=NOW + 9)
    for found in permutations([PAID, over, begun]):
        assert rules.chosen(found) == PAID
    assert rules.chosen([over, begun]) == over
    assert rules.chosen([]) is None


def test_every_status_of_stripe_has_its_standing() -> None:
    def state(status: str, now: int = NOW, **changes: object) -> State:
        facts = replace(OWES, status=status, **changes)  # type: ignore[arg-type]
        return rules.standing(NOW - 1, facts, now).state

    assert {status: state(status) for status in (
        "incomplete", "incomplete_expired", "trialing", "active", "past_due", "unpaid", "paused", "canceled",
    )} == {
        "incomplete": State.ENDED, "incomplete_expired": State.ENDED, "trialing": State.ACTIVE,
        "active": State.ACTIVE, "past_due": State.PAST_DUE, "unpaid": State.ENDED, "paused": State.ENDED,
        "canceled": State.ENDED,
    }  # fmt: skip
    assert state("past_due", now=END + rules.GRACE) is State.ENDED
    assert state("active", cancel_at=END) is State.CANCELLING


def test_a_price_made_by_hand_has_no_limits() -> None:
    assert rules.standing(NOW, replace(PAID, plan=None), NOW).limits is None


def test_shares_are_told_once_and_the_highest_first() -> None:
    assert rules.passed(149, 300, 0) is None
    assert rules.passed(150, 300, 0) == 50
    assert rules.passed(150, 300, 50) is None
    assert rules.passed(260, 300, 0) == 80
    assert rules.passed(900, 300, 80) == 100
    assert rules.passed(900, 300, 100) is None
    assert rules.passed(5, None, 0) is None
    assert rules.passed(5, 0, 0) is None
