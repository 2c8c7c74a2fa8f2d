"""SQL of what mails are made of, and of the delivery log. Writes nothing."""

from __future__ import annotations

import json
from typing import Any

from deskbell.features.files.model import said as in_words
from deskbell.features.mail.model import Line
from deskbell.runtime.db.api import Row, Tx


async def conversation(tx: Tx, conversation_id: str) -> Row | None:
    return await tx.one(
        """SELECT c.id, c.state, c.epoch, c.unanswered_since, c.read_contact, c.page_url, c.page_title, c.closed_by,
             k.name, k.email, k.phone, s.name AS site, s.key AS site_key, w.name AS business,
             w.assistant_name, v.blocked_at, v.zone
           FROM conversation c
           JOIN contact k ON k.workspace_id = c.workspace_id AND k.id = c.contact_id
           JOIN visitor v ON v.workspace_id = c.workspace_id AND v.id = c.visitor_id
           JOIN site s ON s.workspace_id = c.workspace_id AND s.id = c.site_id
           JOIN workspace w ON w.id = c.workspace_id
           WHERE c.workspace_id = :ws AND c.id = :id""",
        id=conversation_id,
    )


async def said(tx: Tx, conversation_id: str, *, limit: int) -> list[Line]:
    """The newest public messages, oldest first. `who` is "" for the visitor."""
    rows = await tx.all(
        """SELECT author_kind, author_name, body, at FROM event WHERE workspace_id = :ws AND conversation_id = :id
             AND type = 'message' AND internal = 0 ORDER BY seq DESC LIMIT :limit""",
        id=conversation_id,
        limit=limit,
    )
    return [
        Line(
            "" if row["author_kind"] == "contact" else row["author_name"] or "",
            in_words(json.loads(row["body"])),
            row["at"],
        )
        for row in reversed(rows)
        if in_words(json.loads(row["body"]))  # not what was removed
    ]


async def transcript(tx: Tx, conversation_id: str, *, limit: int) -> list[Line]:
    """`said`, with what the answers stand on and where the conversation changed hands."""
    rows = await tx.all(
        """SELECT author_kind, author_name, type, body, at FROM event WHERE workspace_id = :ws AND conversation_id = :id
             AND internal = 0 AND ((type = 'message' AND body ->> 'removed' IS NULL)
               OR (type = 'state' AND body ->> 'code' IN ('joined', 'returned', 'closed')))
           ORDER BY seq DESC LIMIT :limit""",
        id=conversation_id,
        limit=limit,
    )
    return [_line(row, json.loads(row["body"])) for row in reversed(rows)]


def _line(row: Row, body: dict[str, Any]) -> Line:
    if row["type"] == "state":
        return Line("", body["text"], row["at"], seam=True)
    who = "" if row["author_kind"] == "contact" else row["author_name"] or ""
    cited = body.get("citations") or []
    sources = tuple(" ".join(filter(None, (f"[{one['n']}]", one["title"], one.get("url")))) for one in cited)
    return Line(who, in_words(body), row["at"], sources=sources)


async def unread_answers(tx: Tx, conversation_id: str, *, after: int, limit: int) -> list[tuple[int, Line]]:
    """What people of the team wrote after `after`, oldest first, each with its seq."""
    rows = await tx.all(
        """SELECT seq, author_name, body, at FROM event WHERE workspace_id = :ws AND conversation_id = :id
             AND seq > :after AND type = 'message' AND internal = 0 AND author_kind = 'operator'
             AND body ->> 'removed' IS NULL ORDER BY seq LIMIT :limit""",
        id=conversation_id,
        after=after,
        limit=limit,
    )
    return [(row["seq"], Line(row["author_name"] or "", in_words(json.loads(row["body"])), row["at"])) for row in rows]


async def last_answer_mail(tx: Tx, conversation_id: str) -> tuple[int, int]:
    """(up to which seq the visitor was told, when)."""
    row = await tx.one(
        """SELECT coalesce(max(upto), 0) AS upto, coalesce(max(created_at), 0) AS at FROM mail
           WHERE workspace_id = :ws AND conversation_id = :id AND kind = 'answer'""",
        id=conversation_id,
    )
    return (row["upto"], row["at"]) if row else (0, 0)


async def transcripts(tx: Tx, conversation_id: str, *, since: int) -> int:
    row = await tx.one(
        """SELECT count(*) AS n FROM mail WHERE workspace_id = :ws AND conversation_id = :id AND kind = 'transcript'
             AND created_at > :since""",
        id=conversation_id,
        since=since,
    )
    return int(row["n"]) if row else 0


async def of_visitor(tx: Tx, visitor_id: str) -> str | None:
    """The visitor's newest conversation."""
    row = await tx.one("SELECT conversation_id FROM visitor WHERE workspace_id = :ws AND id = :id", id=visitor_id)
    return row["conversation_id"] if row else None


async def team(tx: Tx) -> list[str]:
    """Addresses of owner and admins."""
    rows = await tx.all(
        """SELECT l.email FROM operator o JOIN login l ON l.id = o.login_id
           WHERE o.workspace_id = :ws AND o.removed_at IS NULL AND o.role IN ('owner', 'admin') ORDER BY o.created_at"""
    )
    return [row["email"] for row in rows]


async def owners(tx: Tx) -> list[str]:
    rows = await tx.all(
        """SELECT l.email FROM operator o JOIN login l ON l.id = o.login_id
           WHERE o.workspace_id = :ws AND o.removed_at IS NULL AND o.role = 'owner' ORDER BY o.created_at"""
    )
    return [row["email"] for row in rows]


async def business(tx: Tx) -> str:
    row = await tx.one("SELECT name FROM workspace WHERE id = :ws")
    return row["name"] if row else ""


async def log(tx: Tx, *, limit: int) -> list[Row]:
    """The newest mails, without their content."""
    return await tx.all(
        """SELECT id, kind, conversation_id, recipient, subject, state, attempts, due_at, error, created_at, sent_at
           FROM mail WHERE workspace_id = :ws ORDER BY created_at DESC, id DESC LIMIT :limit""",
        limit=limit,
    )


async def counts(tx: Tx) -> dict[str, int]:
    rows = await tx.all("SELECT state, count(*) AS n FROM mail WHERE workspace_id = :ws GROUP BY state")
    return {row["state"]: row["n"] for row in rows}


async def exists(tx: Tx, mail_id: str) -> bool:
    return await tx.one("SELECT 1 AS yes FROM mail WHERE workspace_id = :ws AND id = :id", id=mail_id) is not None


async def link_any_workspace(tx: Tx, token_hash: str, *, now: int) -> Row | None:
    """What a link opens, while the address is still the contact's, or was that of one who is the same person."""
    return await tx.one(
        """SELECT n.workspace_id, n.address, c.visitor_id, s.key, s.appearance FROM mail_link n
           JOIN conversation c ON c.workspace_id = n.workspace_id AND c.id = n.conversation_id
           JOIN contact k ON k.workspace_id = c.workspace_id AND lower(k.email) = n.address
             AND (k.id = c.contact_id OR k.merged_into = c.contact_id)
           JOIN site s ON s.workspace_id = c.workspace_id AND s.id = c.site_id AND s.disabled_at IS NULL
           WHERE n.token_hash = :token_hash AND n.expires_at > :now""",
        token_hash=token_hash,
        now=now,
    )


async def stop_any_workspace(tx: Tx, stop_hash: str) -> Row | None:
    return await tx.one("SELECT workspace_id, address FROM mail_link WHERE stop_hash = :stop_hash", stop_hash=stop_hash)
