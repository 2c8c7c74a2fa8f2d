"""SQL of files. Decides nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from deskbell.features.files.model import File, Sender
from deskbell.runtime.db.api import Row, Tx

_SENDERS: Final = "visitor_id IS NOT DISTINCT FROM :visitor AND operator_id IS NOT DISTINCT FROM :operator"
_THESE: Final = "id IN (SELECT value FROM json_each(:ids))"


async def insert(tx: Tx, file: File, sender: Sender, *, now: int) -> None:
    await tx.run(
        """INSERT INTO file (workspace_id, id, visitor_id, operator_id, name, kind, size, width, height, created_at)
           VALUES (:ws, :id, :visitor, :operator, :name, :kind, :size, :width, :height, :now)""",
        id=file.id,
        visitor=sender.visitor_id,
        operator=sender.operator_id,
        name=file.name,
        kind=file.kind,
        size=file.size,
        width=file.width,
        height=file.height,
        now=now,
    )


async def remove(tx: Tx, file_id: str) -> None:
    await tx.run("DELETE FROM file WHERE workspace_id = :ws AND id = :id", id=file_id)


async def of_sender(tx: Tx, ids: Sequence[str], sender: Sender) -> list[File]:
    rows = await tx.all(
        f"SELECT * FROM file WHERE workspace_id = :ws AND {_SENDERS} AND {_THESE}",
        ids=json.dumps(ids),
        visitor=sender.visitor_id,
        operator=sender.operator_id,
    )
    return [_file(row) for row in rows]


async def send(tx: Tx, ids: Sequence[str], *, conversation_id: str, internal: bool) -> int:
    """How many had not been sent before, and are now."""
    return await tx.run(
        f"""UPDATE file SET conversation_id = :conversation, internal = :internal
            WHERE workspace_id = :ws AND conversation_id IS NULL AND reply_id IS NULL AND {_THESE}""",
        ids=json.dumps(ids),
        conversation=conversation_id,
        internal=int(internal),
    )


async def one(tx: Tx, file_id: str) -> File | None:
    row = await tx.one("SELECT * FROM file WHERE workspace_id = :ws AND id = :id", id=file_id)
    return _file(row) if row else None


async def seen_by(tx: Tx, file_id: str, visitor_id: str) -> File | None:
    """What the visitor sent, or was sent in a conversation of theirs."""
    row = await tx.one(
        """SELECT f.* FROM file f LEFT JOIN conversation c ON c.workspace_id = f.workspace_id
             AND c.id = f.conversation_id
           WHERE f.workspace_id = :ws AND f.id = :id
             AND (f.visitor_id = :visitor OR (c.visitor_id = :visitor AND f.internal = 0))""",
        id=file_id,
        visitor=visitor_id,
    )
    return _file(row) if row else None


async def sizes(tx: Tx, visitor_id: str, *, since: int) -> tuple[int, int] | None:
    """(bytes of this visitor, bytes of all visitors since); None: there is no such visitor."""
    row = await tx.one(
        """SELECT coalesce(sum(f.size) FILTER (WHERE f.visitor_id = v.id), 0) AS own,
             coalesce(sum(f.size) FILTER (WHERE f.created_at > :since), 0) AS recent
           FROM visitor v LEFT JOIN file f ON f.workspace_id = v.workspace_id AND f.visitor_id IS NOT NULL
             AND (f.visitor_id = v.id OR f.created_at > :since)
           WHERE v.workspace_id = :ws AND v.id = :visitor GROUP BY v.id""",
        visitor=visitor_id,
        since=since,
    )
    return (int(row["own"]), int(row["recent"])) if row else None


async def drop_unsent(tx: Tx, *, before: int) -> int:
    return await tx.run(
        """DELETE FROM file WHERE workspace_id = :ws AND conversation_id IS NULL AND reply_id IS NULL
             AND created_at < :before""",
        before=before,
    )


async def of_replies(tx: Tx) -> dict[str, list[File]]:
    """The files that saved replies bring, by reply."""
    rows = await tx.all("SELECT * FROM file WHERE workspace_id = :ws AND reply_id IS NOT NULL ORDER BY created_at, id")
    found: dict[str, list[File]] = {}
    for row in rows:
        found.setdefault(row["reply_id"], []).append(_file(row))
    return found


async def join_reply(tx: Tx, ids: Sequence[str], *, reply_id: str, operator_id: str) -> int:
    """How many of them go with the reply now: its own, and what this operator has sent up for it."""
    return await tx.run(
        f"""UPDATE file SET reply_id = :reply WHERE workspace_id = :ws AND conversation_id IS NULL AND {_THESE}
              AND (reply_id = :reply OR (reply_id IS NULL AND operator_id = :operator))""",
        ids=json.dumps(ids),
        reply=reply_id,
        operator=operator_id,
    )


async def leave_reply(tx: Tx, *, reply_id: str, but: Sequence[str]) -> None:
    await tx.run(
        f"DELETE FROM file WHERE workspace_id = :ws AND reply_id = :reply AND NOT {_THESE}",
        ids=json.dumps(but),
        reply=reply_id,
    )


async def known(tx: Tx, ids: Sequence[str]) -> set[str]:
    """Those of them that have a row."""
    rows = await tx.all(f"SELECT id FROM file WHERE workspace_id = :ws AND {_THESE}", ids=json.dumps(ids))
    return {row["id"] for row in rows}


def _file(row: Row) -> File:
    return File(row["id"], row["name"], row["kind"], row["size"], row["width"], row["height"])
