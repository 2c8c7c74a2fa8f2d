"""When the sweeper looks again, and what it then means."""

from __future__ import annotations

from itertools import product

import pytest

from deskbell.features.conversations import rules
from deskbell.features.conversations.model import Deadline, Policy, State, Trigger
from deskbell.features.conversations.rules import lines
from tests.rules.conversations.rows import EARLIER, NOW, POLICY, conversation, due

A, W, H, F, C = State.ASSISTANT, State.WAITING, State.HUMAN, State.FOLLOWUP, State.CLOSED
D, T = Deadline, Trigger


@pytest.mark.parametrize(
    ("state", "unanswered", "kind", "after"),
    [
        (A, True, D.ANSWER, POLICY.lease),
        (A, False, D.IDLE, POLICY.assistant_idle),
        (W, True, D.PICKUP, POLICY.pickup),
        (H, True, D.SILENCE, POLICY.silence),
        (H, False, D.IDLE, POLICY.human_idle),
        (F, True, D.REMINDER, POLICY.remind),
        (F, False, D.IDLE, POLICY.human_idle),
    ],
)
def test_every_open_state_has_its_deadline(state: State, unanswered: bool, kind: Deadline, after: int) -> None:
    row = conversation(state, unanswered_since=EARLIER if unanswered else None)
    assert rules.deadline(row, now=NOW, policy=POLICY) == (kind, NOW + after)


def test_a_closed_conversation_has_none() -> None:
    assert rules.deadline(conversation(C), now=NOW, policy=POLICY) == (None, None)


@pytest.mark.parametrize(
    ("kind", "reachable", "trigger"),
    [
        (D.ANSWER, True, T.REQUEST),
        (D.ANSWER, False, T.REQUEST_NOBODY),
        (D.PICKUP, True, T.PICKUP_MISSED),
        (D.PICKUP, False, T.PICKUP_MISSED),
        (D.SILENCE, True, T.OWNER_QUIET),
        (D.SILENCE, False, T.OWNER_QUIET),
        (D.SILENCE_LAST, True, T.OWNER_SILENT),
        (D.SILENCE_LAST, False, T.OWNER_SILENT_NOBODY),
        (D.OFFER, True, T.NOT_ACCEPTED),
        (D.OFFER, False, T.NOT_ACCEPTED),
        (D.REMINDER, True, T.REMIND),
        (D.REMINDER, False, T.REMIND),
        (D.IDLE, True, T.IDLE),
        (D.IDLE, False, T.IDLE),
    ],
)
def test_what_a_passed_deadline_means(kind: Deadline, reachable: bool, trigger: Trigger) -> None:
    assert rules.on_deadline(kind, reachable=reachable) is trigger


def test_no_kind_of_deadline_is_without_a_meaning() -> None:
    for kind, reachable in product(Deadline, (True, False)):
        rules.on_deadline(kind, reachable=reachable)


@pytest.mark.parametrize(
    ("state", "unanswered"), [(A, True), (A, False), (W, True), (H, True), (H, False), (F, True), (F, False)]
)
@pytest.mark.parametrize("reachable", [True, False])
def test_whatever_a_deadline_means_is_allowed_where_it_passes(state: State, unanswered: bool, reachable: bool) -> None:
    row = conversation(state, unanswered_since=EARLIER if unanswered else None)
    assert row.deadline_kind is not None
    for kind in [row.deadline_kind, *([D.SILENCE_LAST] if row.deadline_kind is D.SILENCE else [])]:
        assert rules.allowed(state, rules.on_deadline(kind, reachable=reachable))


def test_time_never_closes_a_conversation_whose_visitor_waits() -> None:
    assert not rules.allowed(W, T.IDLE)
    for state in (A, W, H, F):
        kind, _ = due(conversation(state, unanswered_since=EARLIER))
        assert kind is not D.IDLE


def test_the_owner_is_nudged_once_and_then_the_visitor_is_given_to_somebody_else() -> None:
    before = conversation(H, unanswered_since=EARLIER)
    assert due(before) == (D.SILENCE, EARLIER + POLICY.silence)
    after = rules.change(before, T.OWNER_QUIET, now=NOW, policy=POLICY).after
    assert due(after) == (D.SILENCE_LAST, NOW + POLICY.silence)
    assert (after.epoch, after.owner, after.unanswered_since) == (before.epoch, before.owner, EARLIER)


def test_the_times_of_a_workspace_that_changed_nothing() -> None:
    assert Policy() == Policy(
        pickup=120_000,
        silence=120_000,
        lease=45_000,
        remind=86_400_000,
        assistant_idle=86_400_000,
        human_idle=259_200_000,
        reopen_within=604_800_000,
        still_trying=60_000,
    )


def test_every_line_that_a_transition_names_has_words_and_no_other() -> None:
    codes = {row.code for row in rules.TRANSITIONS.values()} - {""}
    told = {code: lines.notice(code, assistant="Ada", owner="Oscar") for code in codes}
    assert all(told.values())
    assert all("Oscar" in told[code] for code in ("joined", "quiet"))
    assert all("Ada" in told[code] for code in ("cancelled", "returned", "reopened"))
    assert lines.notice("", assistant="Ada", owner=None) == ""
    assert lines.notice("unheard_of", assistant="Ada", owner=None) == ""
