"""The conversation's life as one literal table, and the pure functions that apply it.

Numbers are those of the transitions in docs/develop/conversation-states.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from deskbell.features.conversations.model import (
    Conversation,
    Deadline,
    Handoff,
    Offer,
    Owner,
    Policy,
    State,
    Trigger,
)

A, W, H, F, C = State.ASSISTANT, State.WAITING, State.HUMAN, State.FOLLOWUP, State.CLOSED


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `code` names the line that the visitor reads; `ends` is the open handoff's outcome."""

    number: int
    to: State
    code: str
    reason: str
    ends: str | None = None


TRANSITIONS: Final[Mapping[tuple[State, Trigger], Transition]] = {
    (A, Trigger.REQUEST): Transition(3, W, "asking_team", "asked"),
    (F, Trigger.REQUEST): Transition(3, W, "asking_team", "asked"),
    (A, Trigger.REQUEST_NOBODY): Transition(4, F, "nobody_here", "nobody_reachable", "expired"),
    (F, Trigger.REQUEST_NOBODY): Transition(4, F, "nobody_here", "nobody_reachable", "expired"),
    (W, Trigger.TAKE): Transition(5, H, "joined", "operator"),
    (A, Trigger.TAKE): Transition(5, H, "joined", "operator"),
    (C, Trigger.TAKE): Transition(5, H, "joined", "operator"),
    (W, Trigger.STILL_TRYING): Transition(6, W, "still_trying", "deadline"),
    (W, Trigger.SOON): Transition(6, W, "soon", "operator"),
    (W, Trigger.PICKUP_MISSED): Transition(7, F, "timed_out", "deadline", "expired"),
    (W, Trigger.CLOSING_TIME): Transition(7, F, "closing_time", "closing_time", "expired"),
    (W, Trigger.VISITOR_GONE): Transition(7, F, "left", "visitor_left", "expired"),
    (W, Trigger.CANCEL): Transition(8, A, "cancelled", "visitor", "cancelled"),
    (H, Trigger.OWNER_QUIET): Transition(6, H, "quiet", "silence"),
    (H, Trigger.RELEASE): Transition(9, W, "someone_else", "operator"),
    (H, Trigger.OWNER_SILENT): Transition(9, W, "someone_else", "silence"),
    (H, Trigger.NOT_ACCEPTED): Transition(9, W, "someone_else", "not_accepted"),
    (H, Trigger.ACCEPT): Transition(17, H, "joined", "accepted"),
    (H, Trigger.RETURN): Transition(10, A, "returned", "operator", "accepted"),
    (H, Trigger.OWNER_SILENT_NOBODY): Transition(11, F, "to_followup", "nobody_reachable", "expired"),
    (H, Trigger.VISITOR_GONE): Transition(11, F, "to_followup", "visitor_left", "expired"),
    (F, Trigger.TAKE): Transition(12, H, "joined", "operator"),
    (F, Trigger.REMIND): Transition(13, F, "", "deadline"),
    (A, Trigger.CLOSE): Transition(14, C, "closed", "operator"),
    (W, Trigger.CLOSE): Transition(14, C, "closed", "operator", "closed"),
    (H, Trigger.CLOSE): Transition(14, C, "closed", "operator", "closed"),
    (F, Trigger.CLOSE): Transition(14, C, "closed", "operator"),
    (A, Trigger.SOLVED): Transition(14, C, "closed", "visitor"),
    (W, Trigger.SOLVED): Transition(14, C, "closed", "visitor", "closed"),
    (H, Trigger.SOLVED): Transition(14, C, "closed", "visitor", "closed"),
    (F, Trigger.SOLVED): Transition(14, C, "closed", "visitor"),
    (A, Trigger.IDLE): Transition(14, C, "closed", "idle"),
    (H, Trigger.IDLE): Transition(14, C, "closed", "idle", "closed"),
    (F, Trigger.IDLE): Transition(14, C, "closed", "idle"),
    (C, Trigger.REOPEN): Transition(15, A, "reopened", "returned"),
    (A, Trigger.BLOCK): Transition(16, C, "closed", "blocked"),
    (W, Trigger.BLOCK): Transition(16, C, "closed", "blocked", "closed"),
    (H, Trigger.BLOCK): Transition(16, C, "closed", "blocked", "closed"),
    (F, Trigger.BLOCK): Transition(16, C, "closed", "blocked"),
}


class NotAllowed(Exception):
    """This cannot happen in the conversation's present state."""

    def __init__(self, state: State, trigger: Trigger) -> None:
        super().__init__(f"{trigger} in {state}")
        self.state = state
        self.trigger = trigger


@dataclass(frozen=True, slots=True)
class Change:
    """What a transition does: the conversation afterwards, and the row of the table that did it."""

    before: Conversation
    after: Conversation
    transition: Transition
    reason: str
    opened: Handoff | None

    @property
    def moved(self) -> bool:
        """A change of owner or state, which outdates everything that began before it."""
        return self.after.epoch != self.before.epoch


def allowed(state: State, trigger: Trigger) -> bool:
    return (state, trigger) in TRANSITIONS


def change(
    before: Conversation,
    trigger: Trigger,
    *,
    now: int,
    policy: Policy,
    reason: str | None = None,
    owner: Owner | None = None,
    handoff_id: str | None = None,
) -> Change:
    """Apply one trigger. `owner` is needed for TAKE, `handoff_id` for what opens a handoff.

    Raises NotAllowed when the table has no such row.
    """
    row = TRANSITIONS.get((before.state, trigger))
    if row is None:
        raise NotAllowed(before.state, trigger)
    why = reason or row.reason
    to = row.to
    stays = to is before.state and trigger is not Trigger.ACCEPT
    opens = (to is W and before.handoff is None) or trigger is Trigger.REQUEST_NOBODY
    opened = Handoff(handoff_id or "", why, now) if opens else None
    waiting_since = _waiting_since(before, trigger, to, now)
    unanswered = _unanswered_since(before, trigger, to, now)
    draft = replace(
        before,
        state=to,
        epoch=before.epoch if stays else before.epoch + 1,
        owner=(before.owner if stays else owner) if to is H else None,
        waiting_since=waiting_since,
        unanswered_since=unanswered,
        answer_due_seq=before.answer_due_seq if stays else None,
        assist=before.assist if stays else to is F,
        handoff=None if row.ends else opened or before.handoff,
        boundary_seq=before.seq if trigger in (Trigger.RETURN, Trigger.REOPEN) else before.boundary_seq,
        closed_at=now if to is C else None,
        offer=None,
    )
    kind, at = deadline(draft, now=now, policy=policy)
    if trigger is Trigger.STILL_TRYING:
        kind, at = before.deadline_kind, before.deadline_at
    if trigger is Trigger.OWNER_QUIET:
        # Reminded once; the next silence gives the visitor to somebody else.
        kind, at = Deadline.SILENCE_LAST, now + policy.silence
    return Change(before, replace(draft, deadline_kind=kind, deadline_at=at), row, why, opened)


def _waiting_since(before: Conversation, trigger: Trigger, to: State, now: int) -> int | None:
    """The visitor's wait for a person: from the request until a person writes, or the wish ends."""
    if to is C or trigger in (Trigger.CANCEL, Trigger.RETURN):
        return None
    if to is W or trigger is Trigger.REQUEST_NOBODY:
        # Whom an owner left unanswered has waited for a person since then, not since the owner was given up.
        unanswered = before.unanswered_since if before.state is H else None
        offered = before.offer.until - OFFERED_FOR if before.offer else None
        return next(at for at in (before.waiting_since, unanswered, offered, now) if at is not None)
    return before.waiting_since


def _unanswered_since(before: Conversation, trigger: Trigger, to: State, now: int) -> int | None:
    if to is C or trigger in (Trigger.CANCEL, Trigger.RETURN, Trigger.REOPEN):
        return None
    if to is W or trigger is Trigger.REQUEST_NOBODY:
        return before.unanswered_since if before.unanswered_since is not None else now
    return before.unanswered_since


def deadline(after: Conversation, *, now: int, policy: Policy) -> tuple[Deadline | None, int | None]:
    """When to look at this conversation again, and why. Never None while a visitor is unanswered."""
    match after.state:
        case State.ASSISTANT if after.unanswered_since is not None:
            return Deadline.ANSWER, now + policy.lease
        case State.ASSISTANT:
            return Deadline.IDLE, now + policy.assistant_idle
        case State.WAITING:
            return Deadline.PICKUP, now + policy.pickup
        case State.HUMAN if after.offer is not None:
            return Deadline.OFFER, after.offer.until
        case State.HUMAN if after.unanswered_since is not None:
            return Deadline.SILENCE, now + policy.silence
        case State.FOLLOWUP if after.unanswered_since is not None:
            return Deadline.REMINDER, now + policy.remind
        case State.HUMAN | State.FOLLOWUP:
            return Deadline.IDLE, now + policy.human_idle
        case _:
            return None, None


def contact_wrote(before: Conversation, *, seq: int, now: int, policy: Policy, assist: bool) -> Conversation:
    """A visitor's message changes no state (transitions 2 and 13) but what is owed to the visitor.

    Raises NotAllowed in `closed`: reopen first.
    """
    if before.state is C:
        raise NotAllowed(before.state, Trigger.REOPEN)
    assisted = assist if before.state is W else before.assist
    draft = replace(before, assist=assisted, seq=seq, last_seq=seq, last_contact_seq=seq, updated_at=now)
    draft = replace(draft, snoozed_until=None)
    draft = replace(
        draft,
        unanswered_since=before.unanswered_since if before.unanswered_since is not None else now,
        answer_due_seq=seq if draft.assistant_may_speak else None,
    )
    owed_already = before.unanswered_since is not None and (before.state is not A or before.answer_due_seq is not None)
    if before.state is W or owed_already:
        return draft
    return _with_deadline(draft, now, policy)


def assistant_wrote(before: Conversation, *, seq: int, answered: int, now: int, policy: Policy) -> Conversation:
    """The assistant's answer to everything up to seq `answered`. Only a person ends a wait for a person."""
    due = _still_due(before, answered)
    draft = replace(before, seq=seq, last_seq=seq, updated_at=now, answer_due_seq=due)
    if before.state is not A or due is not None:
        return draft
    return _with_deadline(replace(draft, unanswered_since=None), now, policy)


def operator_wrote(before: Conversation, *, seq: int, now: int, policy: Policy) -> Conversation:
    """A person's public message: nobody waits any more, and the handoff has come to its end."""
    draft = replace(
        before, seq=seq, last_seq=seq, updated_at=now, waiting_since=None, unanswered_since=None, handoff=None
    )
    return _with_deadline(draft, now, policy)


def _with_deadline(draft: Conversation, now: int, policy: Policy) -> Conversation:
    kind, at = deadline(draft, now=now, policy=policy)
    return replace(draft, deadline_kind=kind, deadline_at=at)


OFFERED_FOR: Final = 60_000


def offered(before: Conversation, to: Owner | None, *, now: int, policy: Policy) -> Conversation:
    """The owner hands it to a colleague, and keeps it until that one takes it; None: no longer."""
    offer = Offer(to, now + OFFERED_FOR) if to else None
    return _with_deadline(replace(before, offer=offer), now, policy)


def is_offered_to(c: Conversation, operator: Owner) -> bool:
    return c.offer is not None and c.offer.to.id == operator.id


def on_deadline(kind: Deadline, *, reachable: bool) -> Trigger:
    """What a passed deadline means."""
    return _ON_DEADLINE[kind][0 if reachable else 1]


# (when somebody is reachable, when nobody is)
_ON_DEADLINE: Final[Mapping[Deadline, tuple[Trigger, Trigger]]] = {
    Deadline.ANSWER: (Trigger.REQUEST, Trigger.REQUEST_NOBODY),
    Deadline.PICKUP: (Trigger.PICKUP_MISSED, Trigger.PICKUP_MISSED),
    Deadline.SILENCE: (Trigger.OWNER_QUIET, Trigger.OWNER_QUIET),
    Deadline.SILENCE_LAST: (Trigger.OWNER_SILENT, Trigger.OWNER_SILENT_NOBODY),
    Deadline.OFFER: (Trigger.NOT_ACCEPTED, Trigger.NOT_ACCEPTED),
    Deadline.REMINDER: (Trigger.REMIND, Trigger.REMIND),
    Deadline.IDLE: (Trigger.IDLE, Trigger.IDLE),
}


def owes_answer(before: Conversation, *, seq: int, now: int, policy: Policy) -> Conversation:
    """The visitor asked, in the event `seq`, for another try. Raises NotAllowed where the assistant may not speak."""
    if not before.assistant_may_speak or not before.last_contact_seq:
        raise NotAllowed(before.state, Trigger.REOPEN)
    draft = replace(before, seq=seq, answer_due_seq=seq, updated_at=now)
    if before.state is A:
        draft = replace(draft, unanswered_since=before.unanswered_since or now)
        return _with_deadline(draft, now, policy)
    return draft


def gave_up_answering(before: Conversation, *, answered: int) -> Conversation:
    """The answer to everything up to `answered` failed: it is owed no longer, but the visitor is still unanswered and
    the deadline stands.
    """
    return replace(before, answer_due_seq=_still_due(before, answered))


# What a message that was removed still says, because what came after it rests on it.
_STAYS: Final = ("kind", "turn", "answers", "unanswered_since")


def removed(body: Mapping[str, Any], *, by: Owner, now: int) -> dict[str, Any]:
    """A message without what was said in it. `files` is there and empty: it keeps its place in the thread."""
    stays = {name: body[name] for name in _STAYS if name in body}
    if "page" in body:
        stays["page"] = {"url": body["page"]["url"], "title": body["page"]["title"]}
    return {**stays, "text": "", "files": [], "removed": {"by": {"id": by.id, "name": by.name}, "at": now}}


def _still_due(before: Conversation, answered: int) -> int | None:
    due = before.answer_due_seq
    return due if due is not None and due > answered else None
