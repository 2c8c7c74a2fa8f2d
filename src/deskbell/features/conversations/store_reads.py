"""SQL of what readers need: the log after a seq, the list, the projection with its surroundings. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from deskbell.features.conversations.model import Author, Event
from deskbell.runtime.db.api import Row, Tx

# What a summary or projection needs of the conversation's surroundings.
_SUMMARY: Final = """
SELECT c.id, c.state, c.epoch, c.seq, c.feed_seq, c.owner_id, c.waiting_since, c.deadline_at, c.unanswered_since,
  c.asking, c.tags, c.snoozed_until, c.offer_to, c.offer_until, p.name AS offer_name, c.rating,
  c.assist, c.last_seq, c.last_contact_seq, c.read_contact, c.read_operator, c.page_url, c.page_title,
  c.created_at, c.updated_at, c.visitor_id, o.name AS owner_name, h.id AS handoff_id, h.reason AS handoff_reason,
  h.requested_at,
  k.id AS contact_id, k.name AS contact_name, k.email AS contact_email, k.phone AS contact_phone,
  s.id AS site_id, s.name AS site_name, v.zone AS visitor_zone, v.lang AS visitor_lang,
  e.author_kind AS last_author_kind, e.author_name AS last_author_name, e.body AS last_body, e.at AS last_at,
  coalesce(r.upto, 0) AS read_upto, coalesce(r.unread, 0) AS unread,
  (SELECT string_agg(m.operator_id || ' ' || m.seq, ',') FROM mention m
    WHERE m.workspace_id = c.workspace_id AND m.conversation_id = c.id) AS mentions
FROM conversation c
JOIN contact k ON k.workspace_id = c.workspace_id AND k.id = c.contact_id
JOIN site s ON s.workspace_id = c.workspace_id AND s.id = c.site_id
JOIN visitor v ON v.workspace_id = c.workspace_id AND v.id = c.visitor_id
LEFT JOIN operator o ON o.workspace_id = c.workspace_id AND o.id = c.owner_id
LEFT JOIN operator p ON p.workspace_id = c.workspace_id AND p.id = c.offer_to
LEFT JOIN handoff h ON h.workspace_id = c.workspace_id AND h.conversation_id = c.id AND h.ended_at IS NULL
LEFT JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id AND e.seq = c.last_seq
LEFT JOIN read_mark r ON r.workspace_id = c.workspace_id AND r.conversation_id = c.id AND r.operator_id = :reader
WHERE c.workspace_id = :ws
"""

_VIEWS: Final = {
    "needs": """(c.state = 'waiting' OR c.offer_to = :reader
      OR (c.state = 'followup' AND c.unanswered_since IS NOT NULL)) AND c.snoozed_until IS NULL""",
    "mine": "c.state = 'human' AND c.owner_id = :reader AND c.snoozed_until IS NULL",
    "unassigned": "c.state IN ('waiting', 'followup') AND c.snoozed_until IS NULL",
    "assistant": "c.state = 'assistant' AND c.snoozed_until IS NULL",
    "followup": "c.state = 'followup' AND c.snoozed_until IS NULL",
    "closed": "c.state = 'closed'",
    "all": "c.created_at > 0",
    "snoozed": "c.snoozed_until IS NOT NULL",
    "mentions": """c.id IN (SELECT m.conversation_id FROM mention m
      WHERE m.workspace_id = c.workspace_id AND m.operator_id = :reader)""",
}
VIEWS: Final = tuple(_VIEWS)


async def events_after(tx: Tx, conversation_id: str, *, after: int, limit: int) -> list[Event]:
    """Oldest first."""
    rows = await tx.all(
        """SELECT * FROM event WHERE workspace_id = :ws AND conversation_id = :id AND seq > :after
           ORDER BY seq LIMIT :limit""",
        id=conversation_id,
        after=after,
        limit=limit,
    )
    return [_event(row) for row in rows]


async def events_before(tx: Tx, conversation_id: str, *, before: int, limit: int) -> list[Event]:
    """The newest ones before `before`, oldest first."""
    rows = await tx.all(
        """SELECT * FROM event WHERE workspace_id = :ws AND conversation_id = :id AND seq < :before
           ORDER BY seq DESC LIMIT :limit""",
        id=conversation_id,
        before=before,
        limit=limit,
    )
    return [_event(row) for row in reversed(rows)]


async def one_event(tx: Tx, conversation_id: str, seq: int) -> Event | None:
    row = await tx.one(
        "SELECT * FROM event WHERE workspace_id = :ws AND conversation_id = :id AND seq = :seq",
        id=conversation_id,
        seq=seq,
    )
    return _event(row) if row else None


async def messages_since(tx: Tx, conversation_id: str, *, after: int, limit: int) -> list[Event]:
    """The newest public messages and state changes after `after`, oldest first: what the assistant may know."""
    rows = await tx.all(
        """SELECT * FROM event WHERE workspace_id = :ws AND conversation_id = :id AND seq > :after AND internal = 0
             AND type IN ('message', 'state') ORDER BY seq DESC LIMIT :limit""",
        id=conversation_id,
        after=after,
        limit=limit,
    )
    return [_event(row) for row in reversed(rows)]


def _event(row: Row) -> Event:
    return Event(
        conversation_id=row["conversation_id"],
        seq=row["seq"],
        epoch=row["epoch"],
        id=row["id"],
        type=row["type"],
        author_kind=Author(row["author_kind"]),
        author_id=row["author_id"],
        author_name=row["author_name"],
        cid=row["cid"],
        internal=bool(row["internal"]),
        body=json.loads(row["body"]),
        at=row["at"],
    )


async def summary(tx: Tx, conversation_id: str, *, reader: str) -> Row | None:
    return await tx.one(_SUMMARY + "AND c.id = :id", id=conversation_id, reader=reader)


async def changed_since(tx: Tx, *, feed_seq: int, limit: int) -> list[Row]:
    """Conversations that changed after `feed_seq`, in order of change."""
    return await tx.all(
        _SUMMARY + "AND c.feed_seq > :feed_seq ORDER BY c.feed_seq LIMIT :limit",
        feed_seq=feed_seq,
        limit=limit,
        reader="",
    )


# What a list can be narrowed by; each of them only where it is given.
_NARROWED: Final = {
    "state": "c.state = :state",
    "owner": "c.owner_id = :owner",
    "site": "c.site_id = :site",
    "until": "c.updated_at <= :until",
    "tag": "EXISTS (SELECT 1 FROM json_each(c.tags) t WHERE t.value = :tag)",
    "page": "lower(c.page_url) LIKE :page ESCAPE '!'",
    "lang": "v.lang = :lang",
    "rating": """CASE WHEN c.rating >= 4 THEN 'good' WHEN c.rating <= 2 THEN 'bad' WHEN c.rating = 3 THEN 'fair' END
      = :rating""",
    "email": "CASE WHEN k.email IS NULL THEN 'no' ELSE 'yes' END = :email",
}


_LITERAL: Final = str.maketrans({sign: f"!{sign}" for sign in "!%_"})


def within(text: str) -> str:
    """For LIKE: anything with this in it, in lower case."""
    return f"%{text.lower().translate(_LITERAL)}%"


async def page(
    tx: Tx,
    *,
    view: str,
    reader: str,
    before: tuple[int, str] | None,
    limit: int,
    only: Mapping[str, str | int] | None = None,
) -> list[Row]:
    """One page of a view. `needs`: who has waited longest first; the others: newest activity first."""
    narrowed = only or {}
    condition = " AND ".join([_VIEWS[view], *(_NARROWED[name] for name in narrowed)])
    if view == "needs":
        order, beyond = "c.unanswered_since, c.id", "(c.unanswered_since, c.id) > (:at, :id)"
    else:
        order, beyond = "c.updated_at DESC, c.id DESC", "(c.updated_at, c.id) < (:at, :id)"
    after = f"AND {beyond}" if before else ""
    at, conversation_id = before or (0, "")
    return await tx.all(
        f"{_SUMMARY} AND {condition} {after} ORDER BY {order} LIMIT :limit",
        reader=reader,
        at=at,
        id=conversation_id,
        limit=limit,
        **narrowed,
    )


async def of_contact(tx: Tx, contact_id: str, *, limit: int) -> list[Row]:
    return await tx.all(
        _SUMMARY + "AND c.contact_id = :contact_id ORDER BY c.updated_at DESC, c.id DESC LIMIT :limit",
        contact_id=contact_id,
        limit=limit,
        reader="",
    )


async def of_visitor(tx: Tx, visitor_id: str, *, contact_id: str, limit: int) -> list[Row]:
    """The newest conversations of a browser, each with the first thing that was written in it."""
    return await tx.all(
        """SELECT c.id, c.created_at, e.body FROM conversation c
           JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id AND e.seq = (
             SELECT min(f.seq) FROM event f WHERE f.workspace_id = c.workspace_id AND f.conversation_id = c.id
               AND f.type = 'message' AND f.author_kind = 'contact')
           WHERE c.workspace_id = :ws AND c.contact_id = :contact_id AND c.visitor_id = :visitor_id
           ORDER BY c.updated_at DESC, c.id DESC LIMIT :limit""",
        visitor_id=visitor_id,
        contact_id=contact_id,
        limit=limit,
    )


async def some(tx: Tx, ids: Sequence[str], *, reader: str) -> list[Row]:
    return await tx.all(
        _SUMMARY + "AND c.workspace_id = :ws AND c.id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps(list(ids)),
        reader=reader,
    )


async def tags(tx: Tx) -> list[Row]:
    """Every tag with how many conversations have it, the commonest first."""
    return await tx.all(
        """SELECT t.value AS tag, count(*) AS n FROM conversation c CROSS JOIN json_each(c.tags) t
           WHERE c.workspace_id = :ws AND c.tags <> '[]' GROUP BY t.value ORDER BY n DESC, tag LIMIT 500"""
    )


async def counts(tx: Tx, *, reader: str) -> dict[str, int]:
    columns = ", ".join(f"coalesce(sum({condition}), 0) AS in_{view}" for view, condition in _COUNTED.items())
    row = await tx.one(f"SELECT {columns} FROM conversation c WHERE c.workspace_id = :ws", reader=reader)
    assert row is not None
    return {view: int(row[f"in_{view}"]) for view in _VIEWS}


_COUNTED: Final = {view: f"CASE WHEN {condition} THEN 1 ELSE 0 END" for view, condition in _VIEWS.items()}


async def feed_head(tx: Tx) -> int:
    row = await tx.one("SELECT feed_seq FROM workspace WHERE id = :ws")
    return int(row["feed_seq"]) if row else 0


async def waiting_longer(tx: Tx, conversation_id: str, *, than: int) -> int:
    """How many others have waited longer."""
    row = await tx.one(
        """SELECT count(*) AS n FROM conversation
           WHERE workspace_id = :ws AND state = 'waiting' AND id <> :id AND waiting_since < :than""",
        id=conversation_id,
        than=than,
    )
    return int(row["n"]) if row else 0


async def waits(tx: Tx, spans: list[tuple[int, int]], *, limit: int = 2_000) -> list[int | None]:
    """How long requests within the spans took to be taken; None for those that nobody took.

    Left out is what never waited: withdrawn, or asked when nobody could be called.
    """
    rows = await tx.all(
        """SELECT h.accepted_at - h.requested_at AS wait FROM json_each(:spans) s JOIN handoff h
             ON h.workspace_id = :ws AND h.requested_at >= CAST(s.value ->> 0 AS BIGINT)
             AND h.requested_at < CAST(s.value ->> 1 AS BIGINT)
           WHERE h.accepted_at IS NOT NULL OR h.expired_at > h.requested_at
           ORDER BY h.requested_at DESC LIMIT :limit""",
        spans=json.dumps(spans),
        limit=limit,
    )
    return [row["wait"] for row in rows]
