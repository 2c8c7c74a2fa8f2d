"""Reading conversations: snapshots, the log after a seq, the operators' list. Shapes are those of the live protocol."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskbell.features.contacts import service as contacts
from deskbell.features.conversations import store, store_reads
from deskbell.features.conversations.model import Conversation, Event
from deskbell.features.files.model import said
from deskbell.kit import cursors
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import cut
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.scope import WorkspaceScope

REPLAY = 200  # a client's queue holds 256 frames
NEWEST = 100
LARGEST = 128_000  # characters at once, half of what a visitor's queue holds
FEED_PAGE = 200
PAST = 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The present of one conversation: its projection, its newest events, whether there are earlier ones."""

    conversation: dict[str, Any]
    events: list[Event]
    more: bool

    @property
    def seq(self) -> int:
        return int(self.conversation["seq"])

    @property
    def epoch(self) -> int:
        return int(self.conversation["epoch"])


@dataclass(frozen=True, slots=True)
class Feed:
    """What changed in the workspace's list up to `seq`; or, as a `snapshot`, the newest conversations. `more`: there
    are older ones.
    """

    seq: int
    summaries: list[dict[str, Any]]
    snapshot: bool = False
    more: bool = False


class Reading:
    views = store_reads.VIEWS

    def __init__(self, db: Database) -> None:
        self._db = db

    async def snapshot(self, scope: WorkspaceScope, conversation_id: str) -> Snapshot:
        """Raises not_found, also for another workspace's conversation."""

        async def work(tx: Tx) -> Snapshot:
            row = await store_reads.summary(tx, conversation_id, reader="")
            if row is None:
                raise not_found("conversation")
            events = await store_reads.events_before(tx, conversation_id, before=row["seq"] + 1, limit=NEWEST)
            events = _newest_that_fit(events)
            return Snapshot(projection(row), events, bool(events) and events[0].seq > 1)

        return await self._db.read(scope, work)

    async def events_after(self, scope: WorkspaceScope, conversation_id: str, after: int) -> list[Event] | None:
        """Everything after `after`; None when that is too much and a snapshot is the better answer."""

        async def work(tx: Tx) -> list[Event]:
            return await store_reads.events_after(tx, conversation_id, after=after, limit=REPLAY + 1)

        events = await self._db.read(scope, work)
        return events if _can_be_replayed(events) else None

    async def replay(self, scope: WorkspaceScope, conversation_id: str, after: int) -> list[Event] | None:
        """For a client that comes back with `after`: what it missed, or None when only a snapshot can help (too much,
        or it knows a later log than ours: a restored database). Raises not_found.
        """

        async def work(tx: Tx) -> list[Event] | None:
            found = await store.load(tx, conversation_id)
            if found is None:
                raise not_found("conversation")
            if after > found.seq:
                return None
            events = await store_reads.events_after(tx, conversation_id, after=after, limit=REPLAY + 1)
            return events if _can_be_replayed(events) else None

        return await self._db.read(scope, work)

    async def history(
        self, scope: WorkspaceScope, conversation_id: str, *, before: int, limit: int
    ) -> tuple[list[Event], bool]:
        """(events oldest first, whether there are earlier ones). Raises not_found."""

        async def work(tx: Tx) -> list[Event]:
            if await store.load(tx, conversation_id) is None:
                raise not_found("conversation")
            return await store_reads.events_before(tx, conversation_id, before=before, limit=limit)

        events = await self._db.read(scope, work)
        return events, bool(events) and events[0].seq > 1

    async def of_visitor(self, scope: WorkspaceScope, visitor_id: str) -> Conversation | None:
        async def work(tx: Tx) -> Conversation | None:
            return await store.visitor_conversation(tx, visitor_id)

        return await self._db.read(scope, work)

    async def past_of_visitor(self, scope: WorkspaceScope, visitor_id: str, contact_id: str) -> list[dict[str, Any]]:
        """The visitor's conversations before the present one, newest first: {id, at, text}, how each began."""

        async def work(tx: Tx) -> list[dict[str, Any]]:
            present = await store.visitor_conversation(tx, visitor_id)
            known_as = await contacts.present(tx, contact_id)
            rows = await store_reads.of_visitor(tx, visitor_id, contact_id=known_as, limit=PAST + 1)
            return [
                {"id": row["id"], "at": row["created_at"], "text": _short(json.loads(row["body"]))}
                for row in rows
                if present is None or row["id"] != present.id
            ][:PAST]

        return await self._db.read(scope, work)

    async def one(self, scope: WorkspaceScope, conversation_id: str) -> Conversation:
        async def work(tx: Tx) -> Conversation:
            found = await store.load(tx, conversation_id)
            if found is None:
                raise not_found("conversation")
            return found

        return await self._db.read(scope, work)

    async def feed(self, scope: WorkspaceScope, after: int | None) -> Feed:
        """What changed after `after`; the newest conversations when None or when too much changed."""

        async def work(tx: Tx) -> Feed:
            head = await store_reads.feed_head(tx)
            if after is not None and after <= head:
                rows = await store_reads.changed_since(tx, feed_seq=after, limit=FEED_PAGE + 1)
                if len(rows) <= FEED_PAGE:
                    return Feed(head, [summary(row) for row in rows])
            rows = await store_reads.page(tx, view="all", reader="", before=None, limit=FEED_PAGE + 1)
            return Feed(head, [summary(row) for row in rows[:FEED_PAGE]], snapshot=True, more=len(rows) > FEED_PAGE)

        return await self._db.read(scope, work)

    async def changed(self, tx: Tx, *, after: int, limit: int) -> list[tuple[str, int]]:
        """(conversation, feed seq) of what changed after `after`, in that order; for the features above."""
        return [(r["id"], r["feed_seq"]) for r in await store_reads.changed_since(tx, feed_seq=after, limit=limit)]

    async def newest(self, tx: Tx, conversation_id: str, *, limit: int) -> list[Event]:
        """The end of the log, oldest first; for the features above."""
        return await store_reads.events_before(tx, conversation_id, before=2**53, limit=limit)

    async def of_contact(self, tx: Tx, contact_id: str, *, limit: int) -> list[dict[str, Any]]:
        """The newest conversations with a person; for the features above."""
        return [summary(row) for row in await store_reads.of_contact(tx, contact_id, limit=limit)]

    async def tags(self, scope: WorkspaceScope) -> list[dict[str, Any]]:
        rows = await self._db.read(scope, store_reads.tags)
        return [{"tag": row["tag"], "count": row["n"]} for row in rows]

    async def some(self, tx: Tx, ids: Sequence[str], *, reader: str) -> list[dict[str, Any]]:
        """Rows of the operators' list, in no order, without those that there are not; for the features above."""
        rows = await store_reads.some(tx, ids, reader=reader)
        return [_for_reader(row) for row in rows]

    async def page(
        self,
        scope: WorkspaceScope,
        *,
        view: str,
        reader: str,
        before: str | None,
        limit: int,
        only: Mapping[str, str | int] | None = None,
    ) -> dict[str, Any]:
        """One page of the operators' list. Raises invalid for an unknown view or cursor.

        `only`: state, owner ("me" or an id), site, tag, until (ms), page (a part of its address), lang, rating (good,
        fair or bad), email (yes or no).
        """
        if view not in store_reads.VIEWS:
            raise Refused("invalid", f"Unknown view. Choose one of: {', '.join(store_reads.VIEWS)}.")
        cursor = cursors.parsed(before)
        narrowed = {name: value for name, value in (only or {}).items() if value}
        if narrowed.get("owner") == "me":
            narrowed["owner"] = reader
        if "page" in narrowed:
            narrowed["page"] = store_reads.within(str(narrowed["page"]))

        async def work(tx: Tx) -> dict[str, Any]:
            rows = await store_reads.page(tx, view=view, reader=reader, before=cursor, limit=limit + 1, only=narrowed)
            shown = rows[:limit]
            field = "unanswered_since" if view == "needs" else "updated_at"
            return {
                "conversations": [_for_reader(row) for row in shown],
                "next": cursors.written(shown[-1][field], shown[-1]["id"]) if len(rows) > limit else None,
                "counts": await store_reads.counts(tx, reader=reader),
                "feed": await store_reads.feed_head(tx),
            }

        return await self._db.read(scope, work)


def _for_reader(row: Row) -> dict[str, Any]:
    return {**summary(row), "read_upto": row["read_upto"], "unread": bool(row["unread"])}


def _size(event: Event) -> int:
    return len(str(event.body))


def _can_be_replayed(events: list[Event]) -> bool:
    return len(events) <= REPLAY and sum(map(_size, events)) <= LARGEST


def _newest_that_fit(events: list[Event]) -> list[Event]:
    """The end of `events`; never nothing where there is something."""
    size = 0
    for index in range(len(events) - 1, -1, -1):
        size += _size(events[index])
        if size > LARGEST:
            return events[min(index + 1, len(events) - 1) :]
    return events


def _shared(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "state": row["state"],
        "epoch": row["epoch"],
        "seq": row["seq"],
        "owner": {"id": row["owner_id"], "name": row["owner_name"]} if row["owner_id"] else None,
        "waiting_since": row["waiting_since"],
        "deadline_at": row["deadline_at"] if row["state"] == "waiting" else None,
        "unanswered_since": row["unanswered_since"],
        "handoff": {"id": row["handoff_id"], "reason": row["handoff_reason"], "requested_at": row["requested_at"]}
        if row["handoff_id"]
        else None,
        "tags": json.loads(row["tags"]),
        "snoozed_until": row["snoozed_until"],
        "offer": {"to": {"id": row["offer_to"], "name": row["offer_name"]}, "until": row["offer_until"]}
        if row["offer_to"]
        else None,
        "rating": row["rating"],
        "visitor": {"zone": row["visitor_zone"], "lang": row["visitor_lang"]},
        "page": {"url": row["page_url"], "title": row["page_title"]},
        "site": {"id": row["site_id"], "name": row["site_name"]},
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }


def projection(row: Row) -> dict[str, Any]:
    """`conversation` in a snapshot."""
    return {
        **_shared(row),
        "assist": bool(row["assist"]),
        "asking": row["asking"],
        "contact": {
            "id": row["contact_id"],
            "name": row["contact_name"],
            "email": row["contact_email"],
            "phone": row["contact_phone"],
        },
        "read": {"contact": row["read_contact"], "operator": row["read_operator"]},
    }


def _short(body: Mapping[str, Any]) -> str:
    return "Message removed" if "removed" in body else cut(said(body), 140)


def _mentions(pairs: str | None) -> dict[str, int]:
    """From "operator seq,operator seq"."""
    split = [pair.split() for pair in pairs.split(",")] if pairs else []
    return {operator_id: int(seq) for operator_id, seq in split}


def summary(row: Row) -> dict[str, Any]:
    """One row of the operators' list."""
    body = json.loads(row["last_body"]) if row["last_body"] else None
    return {
        **_shared(row),
        "contact": {"id": row["contact_id"], "name": row["contact_name"], "email": row["contact_email"]},
        "last": {
            "seq": row["last_seq"],
            "author": {"kind": row["last_author_kind"], "name": row["last_author_name"]},
            "kind": body.get("kind", "text"),
            "text": _short(body),
            "at": row["last_at"],
        }
        if body
        else None,
        "last_contact_seq": row["last_contact_seq"],
        "mentions": _mentions(row["mentions"]),
    }
