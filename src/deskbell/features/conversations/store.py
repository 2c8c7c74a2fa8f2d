"""SQL of conversations: the row, its log, its handoff. Decides nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from deskbell.features.conversations.model import Author, Conversation, Deadline, Handoff, Offer, Owner, State
from deskbell.features.conversations.rules import Change
from deskbell.runtime.db.api import Row, Tx

_SELECT = """
SELECT c.*, o.name AS owner_name, p.name AS offer_name, h.id AS handoff_id, h.reason AS handoff_reason, h.requested_at
FROM conversation c
LEFT JOIN operator o ON o.workspace_id = c.workspace_id AND o.id = c.owner_id
LEFT JOIN operator p ON p.workspace_id = c.workspace_id AND p.id = c.offer_to
LEFT JOIN handoff h ON h.workspace_id = c.workspace_id AND h.conversation_id = c.id AND h.ended_at IS NULL
"""


def _conversation(row: Row) -> Conversation:
    return Conversation(
        id=row["id"],
        site_id=row["site_id"],
        visitor_id=row["visitor_id"],
        contact_id=row["contact_id"],
        state=State(row["state"]),
        epoch=row["epoch"],
        seq=row["seq"],
        owner=Owner(row["owner_id"], row["owner_name"]) if row["owner_id"] else None,
        waiting_since=row["waiting_since"],
        unanswered_since=row["unanswered_since"],
        answer_due_seq=row["answer_due_seq"],
        boundary_seq=row["boundary_seq"],
        assist=bool(row["assist"]),
        deadline_at=row["deadline_at"],
        deadline_kind=Deadline(row["deadline_kind"]) if row["deadline_kind"] else None,
        last_seq=row["last_seq"],
        last_contact_seq=row["last_contact_seq"],
        handoff=Handoff(row["handoff_id"], row["handoff_reason"], row["requested_at"]) if row["handoff_id"] else None,
        page_url=row["page_url"],
        page_title=row["page_title"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        closed_at=row["closed_at"],
        asking=row["asking"],
        skipped=tuple(row["skipped"].split()),
        tags=tuple(json.loads(row["tags"])),
        snoozed_until=row["snoozed_until"],
        offer=Offer(Owner(row["offer_to"], row["offer_name"]), row["offer_until"]) if row["offer_to"] else None,
        rating=row["rating"],
    )


async def load(tx: Tx, conversation_id: str) -> Conversation | None:
    row = await tx.one(_SELECT + "WHERE c.workspace_id = :ws AND c.id = :id", id=conversation_id)
    return _conversation(row) if row else None


async def next_feed_seq(tx: Tx) -> int:
    row = await tx.one("UPDATE workspace SET feed_seq = feed_seq + 1 WHERE id = :ws RETURNING feed_seq")
    assert row is not None
    return int(row["feed_seq"])


def _columns(c: Conversation) -> dict[str, Any]:
    return {
        "id": c.id,
        "contact_id": c.contact_id,
        "state": c.state.value,
        "epoch": c.epoch,
        "seq": c.seq,
        "owner_id": c.owner.id if c.owner else None,
        "waiting_since": c.waiting_since,
        "unanswered_since": c.unanswered_since,
        "answer_due_seq": c.answer_due_seq,
        "boundary_seq": c.boundary_seq,
        "assist": int(c.assist),
        "deadline_at": c.deadline_at,
        "deadline_kind": c.deadline_kind.value if c.deadline_kind else None,
        "last_seq": c.last_seq,
        "last_contact_seq": c.last_contact_seq,
        "page_url": c.page_url,
        "page_title": c.page_title,
        "updated_at": c.updated_at,
        "closed_at": c.closed_at,
        "asking": c.asking,
        "skipped": " ".join(c.skipped),
        "tags": json.dumps(c.tags, ensure_ascii=False) if c.tags else "[]",
        "snoozed_until": c.snoozed_until,
        "offer_to": c.offer.to.id if c.offer else None,
        "offer_until": c.offer.until if c.offer else None,
        "rating": c.rating,
    }


async def insert(tx: Tx, c: Conversation, feed_seq: int) -> None:
    await tx.run(
        """INSERT INTO conversation (workspace_id, id, site_id, visitor_id, contact_id, state, epoch, seq, feed_seq,
             owner_id, waiting_since, unanswered_since, answer_due_seq, boundary_seq, assist, deadline_at,
             deadline_kind, last_seq, last_contact_seq, page_url, page_title, created_at, updated_at, closed_at, asking,
             skipped)
           VALUES (:ws, :id, :site_id, :visitor_id, :contact_id, :state, :epoch, :seq, :feed_seq,
             :owner_id, :waiting_since, :unanswered_since, :answer_due_seq, :boundary_seq, :assist, :deadline_at,
             :deadline_kind, :last_seq, :last_contact_seq, :page_url, :page_title, :created_at, :updated_at,
             :closed_at, :asking, :skipped)""",
        site_id=c.site_id,
        visitor_id=c.visitor_id,
        created_at=c.created_at,
        feed_seq=feed_seq,
        **_columns(c),
    )


async def save(tx: Tx, before: Conversation, after: Conversation, *, epoch: int, feed_seq: int) -> bool:
    """Write `after` only if the conversation still stands at `epoch` and at `before`'s state and seq: the fence.

    False: somebody else was first, nothing was written. Only what differs is named, because SQLite writes an index
    anew for every column that is, whether it changes or not: 10 us instead of 21 for a message.
    """
    old = _columns(before)
    changes = {name: value for name, value in _columns(after).items() if value != old[name]} | {"feed_seq": feed_seq}
    assignments = ", ".join(f"{name} = :{name}" for name in changes)
    changed = await tx.run(
        f"""UPDATE conversation SET {assignments}
            WHERE workspace_id = :ws AND id = :id
              AND epoch = :expected_epoch AND state = :expected_state AND seq = :expected_seq""",
        id=before.id,
        expected_epoch=epoch,
        expected_state=before.state.value,
        expected_seq=before.seq,
        **changes,
    )
    return changed == 1


async def set_deadline(tx: Tx, before: Conversation, after: Conversation) -> bool:
    """Move only the deadline, only if it is still the one that was seen: a deadline passes once."""
    changed = await tx.run(
        """UPDATE conversation SET deadline_at = :at, deadline_kind = :kind
           WHERE workspace_id = :ws AND id = :id AND epoch = :epoch AND deadline_at = :seen_at""",
        id=before.id,
        at=after.deadline_at,
        kind=after.deadline_kind.value if after.deadline_kind else None,
        epoch=before.epoch,
        seen_at=before.deadline_at,
    )
    return changed == 1


async def append(
    tx: Tx,
    conversation_id: str,
    *,
    seq: int,
    epoch: int,
    event_id: str,
    type: str,
    author: tuple[Author, str | None, str | None],
    body: dict[str, Any],
    at: int,
    cid: str | None = None,
    internal: bool = False,
) -> None:
    """One event at its place in the log. Triggers refuse a gap and an assistant that may not speak."""
    await tx.run(
        """INSERT INTO event (workspace_id, conversation_id, seq, epoch, id, type, author_kind, author_id,
             author_name, cid, internal, body, at)
           VALUES (:ws, :conversation_id, :seq, :epoch, :id, :type, :kind, :author_id, :author_name, :cid,
             :internal, :body, :at)""",
        conversation_id=conversation_id,
        seq=seq,
        epoch=epoch,
        id=event_id,
        type=type,
        kind=author[0].value,
        author_id=author[1],
        author_name=author[2],
        cid=cid,
        internal=int(internal),
        body=json.dumps(body, ensure_ascii=False),
        at=at,
    )


async def by_cid(tx: Tx, author: Author, author_id: str, cid: str) -> Row | None:
    return await tx.one(
        """SELECT conversation_id, seq, epoch, id, type, body, at FROM event
           WHERE workspace_id = :ws AND author_kind = :kind AND author_id = :author_id AND cid = :cid""",
        kind=author.value,
        author_id=author_id,
        cid=cid,
    )


async def move_handoff(tx: Tx, ch: Change, *, now: int) -> None:
    """Open, accept or end the handoff that belongs to a transition."""
    after = ch.after
    if ch.opened is not None:
        await tx.run(
            """INSERT INTO handoff (workspace_id, id, conversation_id, reason, requested_at)
               VALUES (:ws, :id, :conversation_id, :reason, :now)""",
            id=ch.opened.id,
            conversation_id=after.id,
            reason=ch.opened.reason,
            now=now,
        )
    if after.state is State.HUMAN and after.owner is not None and ch.moved:
        await tx.run(
            """UPDATE handoff SET accepted_by = :owner, accepted_at = coalesce(accepted_at, :now)
               WHERE workspace_id = :ws AND conversation_id = :id AND ended_at IS NULL""",
            owner=after.owner.id,
            now=now,
            id=after.id,
        )
    if ch.transition.ends is not None:
        await end_handoff(tx, after.id, outcome=ch.transition.ends, now=now)


async def end_handoff(tx: Tx, conversation_id: str, *, outcome: str, now: int) -> None:
    await tx.run(
        """UPDATE handoff SET ended_at = :now, outcome = :outcome,
             first_reply_at = CASE WHEN :outcome = 'accepted' THEN coalesce(first_reply_at, :now) END,
             expired_at = CASE WHEN :outcome = 'expired' THEN :now END
           WHERE workspace_id = :ws AND conversation_id = :id AND ended_at IS NULL""",
        id=conversation_id,
        outcome=outcome,
        now=now,
    )


async def visitor_conversation(tx: Tx, visitor_id: str) -> Conversation | None:
    """The visitor's newest conversation."""
    row = await tx.one(
        _SELECT
        + """WHERE c.workspace_id = :ws AND c.id = (
               SELECT conversation_id FROM visitor WHERE workspace_id = :ws AND id = :visitor_id)""",
        visitor_id=visitor_id,
    )
    return _conversation(row) if row else None


async def is_blocked(tx: Tx, visitor_id: str) -> bool:
    row = await tx.one(
        "SELECT blocked_at FROM visitor WHERE workspace_id = :ws AND id = :id AND blocked_at IS NOT NULL", id=visitor_id
    )
    return row is not None


async def block(tx: Tx, visitor_id: str, at: int | None) -> None:
    await tx.run("UPDATE visitor SET blocked_at = :at WHERE workspace_id = :ws AND id = :id", id=visitor_id, at=at)


async def point_visitor(tx: Tx, visitor_id: str, conversation_id: str | None) -> bool:
    """False: there is no such visitor."""
    changed = await tx.run(
        "UPDATE visitor SET conversation_id = :conversation_id WHERE workspace_id = :ws AND id = :id",
        id=visitor_id,
        conversation_id=conversation_id,
    )
    return changed == 1


async def newest_contact_or_operator_seq(tx: Tx, conversation_id: str, *, after: int, but_operator: str) -> int | None:
    """The seq of something that another person wrote after `after`."""
    row = await tx.one(
        """SELECT max(seq) AS seq FROM event WHERE workspace_id = :ws AND conversation_id = :id AND seq > :after
             AND type = 'message' AND internal = 0
             AND (author_kind = 'contact' OR (author_kind = 'operator' AND author_id <> :me))""",
        id=conversation_id,
        after=after,
        me=but_operator,
    )
    return row["seq"] if row else None


async def was_told(tx: Tx, conversation_id: str, *, epoch: int, code: str) -> bool:
    """The visitor has had this line in this epoch."""
    row = await tx.one(
        """SELECT 1 AS told FROM event WHERE workspace_id = :ws AND conversation_id = :id AND epoch = :epoch
             AND type = 'state' AND body ->> 'code' = :code""",
        id=conversation_id,
        epoch=epoch,
        code=code,
    )
    return row is not None


async def colleagues(tx: Tx, ids: Sequence[str]) -> list[Owner]:
    """Those of `ids` who work here."""
    rows = await tx.all(
        """SELECT id, name FROM operator WHERE workspace_id = :ws AND removed_at IS NULL
             AND id IN (SELECT value FROM json_each(:ids)) ORDER BY name, id""",
        ids=json.dumps(list(ids)),
    )
    return [Owner(row["id"], row["name"]) for row in rows]


async def mention(tx: Tx, conversation_id: str, operator_id: str, seq: int) -> None:
    await tx.run(
        """INSERT INTO mention (workspace_id, operator_id, conversation_id, seq) VALUES (:ws, :operator, :id, :seq)
           ON CONFLICT (workspace_id, operator_id, conversation_id) DO UPDATE SET seq = excluded.seq""",
        id=conversation_id,
        operator=operator_id,
        seq=seq,
    )


async def due_any_workspace(tx: Tx, *, now: int, limit: int = 100) -> list[tuple[str, str, int]]:
    """(workspace, conversation, deadline_at) of what must be looked at."""
    rows = await tx.all(
        """SELECT workspace_id, id, deadline_at FROM conversation WHERE deadline_at <= :now
           ORDER BY deadline_at LIMIT :limit""",
        now=now,
        limit=limit,
    )
    return [(r["workspace_id"], r["id"], r["deadline_at"]) for r in rows]


async def of_contact(tx: Tx, contact_id: str) -> list[str]:
    rows = await tx.all(
        "SELECT id FROM conversation WHERE workspace_id = :ws AND contact_id = :id ORDER BY id", id=contact_id
    )
    return [row["id"] for row in rows]


async def owned(tx: Tx, operator_id: str) -> list[tuple[str, int, bool]]:
    """(conversation, epoch, whether the visitor waits for an answer) of everything that this operator owns."""
    rows = await tx.all(
        "SELECT id, epoch, unanswered_since FROM conversation WHERE workspace_id = :ws AND owner_id = :id",
        id=operator_id,
    )
    return [(row["id"], row["epoch"], row["unanswered_since"] is not None) for row in rows]


async def offered_to(tx: Tx, operator_id: str) -> list[tuple[str, int]]:
    """(conversation, epoch) of everything that waits for this operator to take it over."""
    rows = await tx.all(
        "SELECT id, epoch FROM conversation WHERE workspace_id = :ws AND state = 'human' AND offer_to = :id",
        id=operator_id,
    )
    return [(row["id"], row["epoch"]) for row in rows]


async def lost_owners_any_workspace(tx: Tx, *, unseen_since: int, limit: int = 100) -> list[tuple[str, str, int]]:
    """(workspace, conversation, epoch) where a visitor waits for an owner who is not there any more."""
    rows = await tx.all(
        """SELECT c.workspace_id, c.id, c.epoch FROM conversation c
           JOIN operator o ON o.workspace_id = c.workspace_id AND o.id = c.owner_id
           WHERE c.owner_id IS NOT NULL AND c.unanswered_since IS NOT NULL AND c.unanswered_since < :since
             AND (o.seen_at < :since OR o.removed_at IS NOT NULL) LIMIT :limit""",
        since=unseen_since,
        limit=limit,
    )
    return [(r["workspace_id"], r["id"], r["epoch"]) for r in rows]


async def waiting_any_workspace(tx: Tx, *, limit: int = 500) -> list[tuple[str, str, int, str]]:
    """(workspace, conversation, epoch, visitor) of those who wait live, longest first."""
    rows = await tx.all(
        """SELECT workspace_id, id, epoch, visitor_id FROM conversation WHERE state = 'waiting'
           ORDER BY waiting_since LIMIT :limit""",
        limit=limit,
    )
    return [(r["workspace_id"], r["id"], r["epoch"], r["visitor_id"]) for r in rows]


async def answers_due_any_workspace(tx: Tx, *, limit: int = 200) -> list[tuple[str, str]]:
    """(workspace, conversation) where the assistant owes an answer: what a restart must pick up."""
    rows = await tx.all(
        "SELECT workspace_id, id FROM conversation WHERE answer_due_seq IS NOT NULL ORDER BY updated_at LIMIT :limit",
        limit=limit,
    )
    return [(r["workspace_id"], r["id"]) for r in rows]


def body_of(row: Row) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(row["body"])
    return body
