"""Conversations to decide about: one that is typical of each state, and a policy whose times cannot be mixed up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from deskbell.features.conversations import rules
from deskbell.features.conversations.model import Conversation, Deadline, Handoff, Owner, Policy, State

NOW = 10_000_000
EARLIER = 9_000_000
POLICY = Policy(
    pickup=101,
    silence=202,
    lease=303,
    remind=404,
    assistant_idle=505,
    human_idle=606,
    reopen_within=707,
    still_trying=808,
)
OSCAR = Owner("op_oscar", "Oscar")
OPEN = Handoff("hand_1", "asked", EARLIER)


def conversation(state: State, **changes: Any) -> Conversation:
    """A quiet conversation in `state`; `waiting` always waits."""
    waiting = state is State.WAITING
    row = Conversation(
        id="conv_1",
        site_id="site_1",
        visitor_id="vis_1",
        contact_id="con_1",
        state=state,
        epoch=5,
        seq=20,
        owner=OSCAR if state is State.HUMAN else None,
        waiting_since=EARLIER if waiting else None,
        unanswered_since=EARLIER if waiting else None,
        answer_due_seq=None,
        boundary_seq=3,
        assist=state is State.FOLLOWUP,
        deadline_at=None,
        deadline_kind=None,
        last_seq=20,
        last_contact_seq=20,
        handoff=OPEN if waiting else None,
        page_url=None,
        page_title=None,
        created_at=1,
        updated_at=EARLIER,
        closed_at=EARLIER if state is State.CLOSED else None,
    )
    row = replace(row, **changes)
    if "deadline_at" not in changes:
        kind, at = rules.deadline(row, now=EARLIER, policy=POLICY)
        row = replace(row, deadline_kind=kind, deadline_at=at)
    return row


def due(row: Conversation) -> tuple[Deadline | None, int | None]:
    return row.deadline_kind, row.deadline_at
