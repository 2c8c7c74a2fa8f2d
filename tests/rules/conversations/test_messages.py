"""A message changes no state, only what is owed to the visitor and until when."""

from __future__ import annotations

import pytest

from deskbell.features.conversations import rules
from deskbell.features.conversations.model import Conversation, Deadline, State
from tests.rules.conversations.rows import EARLIER, NOW, OPEN, POLICY, conversation, due

A, W, H, F, C = State.ASSISTANT, State.WAITING, State.HUMAN, State.FOLLOWUP, State.CLOSED
OPEN_STATES = (A, W, H, F)


def wrote(before: Conversation, *, assist: bool = False) -> Conversation:
    return rules.contact_wrote(before, seq=21, now=NOW, policy=POLICY, assist=assist)


@pytest.mark.parametrize("state", OPEN_STATES)
def test_a_visitors_message_moves_neither_state_nor_epoch_nor_owner(state: State) -> None:
    before = conversation(state)
    after = wrote(before)
    assert (after.state, after.epoch, after.owner, after.handoff, after.waiting_since) == (
        before.state, before.epoch, before.owner, before.handoff, before.waiting_since,
    )  # fmt: skip
    assert (after.seq, after.last_seq, after.last_contact_seq, after.updated_at) == (21, 21, 21, NOW)


@pytest.mark.parametrize(
    ("state", "deadline"),
    [
        (A, (Deadline.ANSWER, NOW + POLICY.lease)),
        (W, (Deadline.PICKUP, EARLIER + POLICY.pickup)),
        (H, (Deadline.SILENCE, NOW + POLICY.silence)),
        (F, (Deadline.REMINDER, NOW + POLICY.remind)),
    ],
)
def test_the_first_unanswered_message_starts_the_clock_of_its_state(
    state: State, deadline: tuple[Deadline, int]
) -> None:
    after = wrote(conversation(state))
    assert due(after) == deadline
    assert after.unanswered_since == (EARLIER if state is W else NOW)


@pytest.mark.parametrize("state", [H, F, W])
def test_more_messages_do_not_push_the_deadline_away(state: State) -> None:
    before = conversation(state, unanswered_since=EARLIER)
    after = wrote(before)
    assert due(after) == due(before)
    assert after.unanswered_since == EARLIER


def test_whoever_keeps_writing_to_an_assistant_that_is_stuck_still_reaches_the_team_in_time() -> None:
    before = conversation(A, unanswered_since=EARLIER, answer_due_seq=20)
    assert due(wrote(before)) == (Deadline.ANSWER, EARLIER + POLICY.lease)


def test_a_new_question_after_a_failed_answer_gets_the_full_time_again() -> None:
    before = conversation(A, unanswered_since=EARLIER, answer_due_seq=None)
    after = wrote(before)
    assert due(after) == (Deadline.ANSWER, NOW + POLICY.lease)
    assert after.unanswered_since == EARLIER


def test_a_closed_conversation_is_reopened_first() -> None:
    with pytest.raises(rules.NotAllowed):
        wrote(conversation(C))


@pytest.mark.parametrize(
    ("state", "had", "wants", "owes"),
    [
        (A, False, False, True),
        (W, False, False, False),
        (W, False, True, True),
        (W, True, False, False),
        (H, False, True, False),
        (F, True, False, True),
        (F, False, True, False),
    ],
)
def test_the_assistant_owes_an_answer_where_it_may_speak(state: State, had: bool, wants: bool, owes: bool) -> None:
    after = wrote(conversation(state, assist=had), assist=wants)
    assert after.answer_due_seq == (21 if owes else None)
    assert after.assist == (wants if state is W else had), "the visitor's wish counts while waiting, and only there"


def answered(before: Conversation, upto: int) -> Conversation:
    return rules.assistant_wrote(before, seq=22, answered=upto, now=NOW, policy=POLICY)


def test_the_assistants_answer_ends_what_was_owed() -> None:
    after = answered(conversation(A, unanswered_since=EARLIER, answer_due_seq=21), 21)
    assert (after.unanswered_since, after.answer_due_seq) == (None, None)
    assert due(after) == (Deadline.IDLE, NOW + POLICY.assistant_idle)
    assert (after.seq, after.last_seq, after.updated_at, after.last_contact_seq) == (22, 22, NOW, 20)


def test_an_answer_to_an_earlier_message_leaves_the_newer_one_owed() -> None:
    before = conversation(A, unanswered_since=EARLIER, answer_due_seq=21)
    after = answered(before, 20)
    assert (after.unanswered_since, after.answer_due_seq, due(after)) == (EARLIER, 21, due(before))


@pytest.mark.parametrize("state", [W, F])
def test_the_assistant_ends_no_wait_for_a_person(state: State) -> None:
    before = conversation(state, assist=True, waiting_since=EARLIER, unanswered_since=EARLIER, answer_due_seq=21)
    after = answered(before, 21)
    assert after.answer_due_seq is None
    assert (after.waiting_since, after.unanswered_since, due(after)) == (EARLIER, EARLIER, due(before))


def test_an_answer_that_nobody_owed_any_more_leaves_nothing_owed() -> None:
    assert answered(conversation(A), 20).answer_due_seq is None


def test_a_persons_answer_ends_the_wait_and_the_handoff() -> None:
    before = conversation(H, waiting_since=EARLIER, unanswered_since=EARLIER, handoff=OPEN)
    after = rules.operator_wrote(before, seq=22, now=NOW, policy=POLICY)
    assert (after.waiting_since, after.unanswered_since, after.handoff) == (None, None, None)
    assert due(after) == (Deadline.IDLE, NOW + POLICY.human_idle)
    assert (after.seq, after.last_seq, after.updated_at) == (22, 22, NOW)


def test_another_try_is_owed_with_the_full_time() -> None:
    before = conversation(A)
    after = rules.owes_answer(before, seq=21, now=NOW, policy=POLICY)
    assert (after.answer_due_seq, after.unanswered_since) == (21, NOW)
    assert due(after) == (Deadline.ANSWER, NOW + POLICY.lease)
    assert (
        rules.owes_answer(conversation(A, unanswered_since=EARLIER), seq=21, now=NOW, policy=POLICY).unanswered_since
        == EARLIER
    )


@pytest.mark.parametrize("state", [W, F])
def test_another_try_while_waiting_keeps_the_queue_and_its_deadline(state: State) -> None:
    before = conversation(state, assist=True, unanswered_since=EARLIER)
    after = rules.owes_answer(before, seq=21, now=NOW, policy=POLICY)
    assert (after.answer_due_seq, due(after), after.unanswered_since) == (21, due(before), EARLIER)


@pytest.mark.parametrize(("state", "changes"), [(W, {}), (H, {}), (C, {}), (A, {"last_contact_seq": 0})])
def test_another_try_is_refused_where_there_is_nothing_to_try(state: State, changes: dict[str, int]) -> None:
    with pytest.raises(rules.NotAllowed):
        rules.owes_answer(conversation(state, **changes), seq=21, now=NOW, policy=POLICY)


def test_a_failed_answer_is_owed_no_more_but_its_deadline_stands() -> None:
    before = conversation(A, unanswered_since=EARLIER, answer_due_seq=20)
    after = rules.gave_up_answering(before, answered=20)
    assert (after.answer_due_seq, after.unanswered_since, due(after)) == (None, EARLIER, due(before))


def test_a_failed_answer_does_not_take_a_newer_question_with_it() -> None:
    before = conversation(A, unanswered_since=EARLIER, answer_due_seq=21)
    assert rules.gave_up_answering(before, answered=20).answer_due_seq == 21


@pytest.mark.parametrize(
    ("state", "assist", "may"),
    [
        (A, False, True),
        (W, False, False),
        (W, True, True),
        (F, True, True),
        (F, False, False),
        (H, True, False),
        (C, True, False),
    ],
)
def test_where_the_assistant_may_speak(state: State, assist: bool, may: bool) -> None:
    assert conversation(state, assist=assist).assistant_may_speak is may


@pytest.mark.parametrize("state", list(State))
def test_readers_are_shown_the_deadline_of_a_wait_and_no_other(state: State) -> None:
    row = conversation(state)
    assert row.pickup_at == (row.deadline_at if state is W else None)
