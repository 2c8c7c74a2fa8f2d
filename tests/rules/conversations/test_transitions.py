"""Every row of the table does what it says, and every pair that is not in the table is refused."""

from __future__ import annotations

from itertools import product

import pytest

from deskbell.features.conversations import rules
from deskbell.features.conversations.model import Deadline, Handoff, Owner, State, Trigger
from tests.rules.conversations.rows import EARLIER, NOW, OPEN, OSCAR, POLICY, conversation, due

A, W, H, F, C = State.ASSISTANT, State.WAITING, State.HUMAN, State.FOLLOWUP, State.CLOSED
T = Trigger
OLGA = Owner("op_olga", "Olga")
ENDS = {A: None, W: "closed", H: "closed", F: None}

# (from, trigger): number, to, the line's code, reason, outcome of the open handoff. Written a second time on purpose.
EXPECTED = {
    (A, T.REQUEST): (3, W, "asking_team", "asked", None),
    (F, T.REQUEST): (3, W, "asking_team", "asked", None),
    (A, T.REQUEST_NOBODY): (4, F, "nobody_here", "nobody_reachable", "expired"),
    (F, T.REQUEST_NOBODY): (4, F, "nobody_here", "nobody_reachable", "expired"),
    (W, T.TAKE): (5, H, "joined", "operator", None),
    (A, T.TAKE): (5, H, "joined", "operator", None),
    (C, T.TAKE): (5, H, "joined", "operator", None),
    (W, T.STILL_TRYING): (6, W, "still_trying", "deadline", None),
    (W, T.SOON): (6, W, "soon", "operator", None),
    (W, T.PICKUP_MISSED): (7, F, "timed_out", "deadline", "expired"),
    (W, T.CLOSING_TIME): (7, F, "closing_time", "closing_time", "expired"),
    (W, T.VISITOR_GONE): (7, F, "left", "visitor_left", "expired"),
    (W, T.CANCEL): (8, A, "cancelled", "visitor", "cancelled"),
    (H, T.OWNER_QUIET): (6, H, "quiet", "silence", None),
    (H, T.RELEASE): (9, W, "someone_else", "operator", None),
    (H, T.OWNER_SILENT): (9, W, "someone_else", "silence", None),
    (H, T.NOT_ACCEPTED): (9, W, "someone_else", "not_accepted", None),
    (H, T.ACCEPT): (17, H, "joined", "accepted", None),
    (H, T.RETURN): (10, A, "returned", "operator", "accepted"),
    (H, T.OWNER_SILENT_NOBODY): (11, F, "to_followup", "nobody_reachable", "expired"),
    (H, T.VISITOR_GONE): (11, F, "to_followup", "visitor_left", "expired"),
    (F, T.TAKE): (12, H, "joined", "operator", None),
    (F, T.REMIND): (13, F, "", "deadline", None),
    **{(state, T.CLOSE): (14, C, "closed", "operator", ended) for state, ended in ENDS.items()},
    **{(state, T.SOLVED): (14, C, "closed", "visitor", ended) for state, ended in ENDS.items()},
    **{(state, T.IDLE): (14, C, "closed", "idle", ended) for state, ended in ENDS.items() if state is not W},
    (C, T.REOPEN): (15, A, "reopened", "returned", None),
    **{(state, T.BLOCK): (16, C, "closed", "blocked", ended) for state, ended in ENDS.items()},
}  # fmt: skip
ROWS = sorted(EXPECTED)
OTHERS = sorted(set(product(State, Trigger)) - set(EXPECTED))


def after(state: State, trigger: Trigger, **changes: object) -> rules.Change:
    before = conversation(state, **changes)
    return rules.change(before, trigger, now=NOW, policy=POLICY, owner=OLGA, handoff_id="hand_2")


def test_the_table_has_exactly_these_rows() -> None:
    found = {key: (row.number, row.to, row.code, row.reason, row.ends) for key, row in rules.TRANSITIONS.items()}
    assert found == EXPECTED


@pytest.mark.parametrize(("state", "trigger"), ROWS)
def test_a_transition_moves_state_epoch_and_owner(state: State, trigger: Trigger) -> None:
    ch = after(state, trigger)
    to = EXPECTED[state, trigger][1]
    assert rules.allowed(state, trigger)
    assert ch.after.state is to
    stays = to is state and trigger is not T.ACCEPT
    assert ch.after.epoch == (5 if stays else 6)
    assert ch.moved == (not stays)
    assert ch.after.owner == ((OSCAR if stays else OLGA) if to is H else None)
    assert ch.reason == EXPECTED[state, trigger][3]
    assert ch.after.closed_at == (NOW if to is C else None)
    assert ch.after.seq == ch.before.seq, "the log counts, not the decision"


@pytest.mark.parametrize(("state", "trigger"), OTHERS)
def test_what_is_not_in_the_table_is_refused(state: State, trigger: Trigger) -> None:
    assert not rules.allowed(state, trigger)
    with pytest.raises(rules.NotAllowed) as refused:
        after(state, trigger)
    assert (refused.value.state, refused.value.trigger) == (state, trigger)


@pytest.mark.parametrize(("state", "trigger"), ROWS)
def test_a_transition_always_leaves_the_deadline_of_where_it_leads(state: State, trigger: Trigger) -> None:
    ch = after(state, trigger)
    quiet = {
        A: (Deadline.IDLE, NOW + POLICY.assistant_idle),
        W: (Deadline.PICKUP, NOW + POLICY.pickup),
        H: (Deadline.IDLE, NOW + POLICY.human_idle),
        F: (Deadline.IDLE, NOW + POLICY.human_idle),
        C: (None, None),
    }
    owed = {H: (Deadline.SILENCE, NOW + POLICY.silence), F: (Deadline.REMINDER, NOW + POLICY.remind)}
    if trigger is T.STILL_TRYING:
        assert due(ch.after) == due(ch.before)
    elif trigger is T.OWNER_QUIET:
        assert due(ch.after) == (Deadline.SILENCE_LAST, NOW + POLICY.silence)
    else:
        assert due(ch.after) == (owed if ch.after.unanswered_since else quiet).get(
            ch.after.state, quiet[ch.after.state]
        )


@pytest.mark.parametrize(("state", "trigger"), ROWS)
def test_an_unanswered_visitor_stays_unanswered_unless_the_wish_ends(state: State, trigger: Trigger) -> None:
    if state is C:
        assert after(state, trigger).after.unanswered_since is None
        return
    ch = after(state, trigger, unanswered_since=EARLIER)
    ends = ch.after.state is C or trigger in (T.CANCEL, T.RETURN)
    assert ch.after.unanswered_since == (None if ends else EARLIER)


@pytest.mark.parametrize(("state", "trigger"), ROWS)
def test_the_wait_for_a_person_keeps_its_start(state: State, trigger: Trigger) -> None:
    if state is C:
        assert after(state, trigger).after.waiting_since is None
        return
    ch = after(state, trigger, waiting_since=EARLIER - 5, unanswered_since=EARLIER)
    ends = ch.after.state is C or trigger in (T.CANCEL, T.RETURN)
    assert ch.after.waiting_since == (None if ends else EARLIER - 5)


@pytest.mark.parametrize("trigger", [T.REQUEST, T.REQUEST_NOBODY])
@pytest.mark.parametrize("state", [A, F])
def test_a_request_without_any_message_starts_both_clocks(state: State, trigger: Trigger) -> None:
    ch = after(state, trigger, last_contact_seq=0, seq=0)
    assert (ch.after.waiting_since, ch.after.unanswered_since) == (NOW, NOW)


@pytest.mark.parametrize("trigger", [T.REQUEST, T.REQUEST_NOBODY])
def test_the_wait_begins_with_the_request_not_with_the_question_to_the_assistant(trigger: Trigger) -> None:
    ch = after(A, trigger, unanswered_since=EARLIER)
    assert (ch.after.waiting_since, ch.after.unanswered_since) == (NOW, EARLIER)


@pytest.mark.parametrize("trigger", [T.RELEASE, T.OWNER_SILENT])
def test_whom_an_owner_left_unanswered_has_waited_since_then(trigger: Trigger) -> None:
    left = after(H, trigger, unanswered_since=EARLIER).after
    assert (left.waiting_since, left.unanswered_since) == (EARLIER, EARLIER)
    answered = after(H, trigger).after
    assert (answered.waiting_since, answered.unanswered_since) == (NOW, NOW)


def test_who_is_offered_waits_since_the_offer_and_every_move_ends_it() -> None:
    offered = rules.offered(conversation(H), OLGA, now=EARLIER, policy=POLICY)
    assert due(offered) == (Deadline.OFFER, EARLIER + rules.OFFERED_FOR)
    asked = rules.contact_wrote(offered, seq=21, now=NOW, policy=POLICY, assist=False)
    assert due(rules.operator_wrote(asked, seq=22, now=NOW, policy=POLICY)) == due(asked) == due(offered)
    left = rules.change(offered, T.NOT_ACCEPTED, now=NOW, policy=POLICY, handoff_id="hand_2").after
    assert (left.waiting_since, left.offer) == (EARLIER, None)
    for state, trigger in ROWS:
        if state is H:
            ch = rules.change(offered, trigger, now=NOW, policy=POLICY, owner=OLGA, handoff_id="hand_2")
            assert ch.after.offer is None


@pytest.mark.parametrize(("state", "trigger"), ROWS)
def test_a_handoff_opens_once_and_ends_as_the_table_says(state: State, trigger: Trigger) -> None:
    to, ends = EXPECTED[state, trigger][1], EXPECTED[state, trigger][4]
    fresh = Handoff("hand_2", EXPECTED[state, trigger][3], NOW)
    without = after(state, trigger, handoff=None)
    opens = to is W or trigger is T.REQUEST_NOBODY
    assert without.opened == (fresh if opens else None)
    assert without.after.handoff == (fresh if opens and not ends else None)
    if trigger is not T.REQUEST_NOBODY:
        with_one = after(state, trigger, handoff=OPEN)
        assert with_one.opened is None
        assert with_one.after.handoff == (None if ends else OPEN)
    assert without.transition.ends == ends


@pytest.mark.parametrize(("state", "trigger"), ROWS)
def test_what_the_assistant_owed_is_dropped_with_the_epoch_it_belonged_to(state: State, trigger: Trigger) -> None:
    ch = after(state, trigger, answer_due_seq=20, assist=True)
    stays = not ch.moved
    assert ch.after.answer_due_seq == (20 if stays else None)
    assert ch.after.assist == (True if stays else ch.after.state is F)


@pytest.mark.parametrize(("state", "trigger"), ROWS)
def test_the_assistant_begins_afresh_after_a_person_or_a_close_and_only_then(state: State, trigger: Trigger) -> None:
    fresh = trigger in (T.RETURN, T.REOPEN)
    assert after(state, trigger).after.boundary_seq == (20 if fresh else 3)


def test_the_reason_can_be_named_more_exactly_than_the_table_does() -> None:
    ch = rules.change(conversation(A), T.REQUEST, now=NOW, policy=POLICY, reason="keyword", handoff_id="hand_2")
    assert ch.reason == "keyword"
    assert ch.opened == Handoff("hand_2", "keyword", NOW)


def test_the_owner_of_the_previous_stretch_is_not_carried_over() -> None:
    taken = rules.change(conversation(W), T.TAKE, now=NOW, policy=POLICY, owner=OSCAR).after
    back = rules.change(taken, T.RELEASE, now=NOW, policy=POLICY, handoff_id="x").after
    assert (taken.owner, back.owner, back.epoch) == (OSCAR, None, 7)
