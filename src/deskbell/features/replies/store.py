"""SQL of saved replies."""

from __future__ import annotations

from deskbell.features.replies.model import Reply
from deskbell.runtime.db.api import Tx


async def all_of_them(tx: Tx) -> list[Reply]:
    rows = await tx.all(
        """SELECT id, name, text, version, updated_by, updated_at FROM saved_reply
           WHERE workspace_id = :ws ORDER BY folded, id"""
    )
    return [Reply(**row) for row in rows]


async def one(tx: Tx, reply_id: str) -> Reply | None:
    row = await tx.one(
        "SELECT id, name, text, version, updated_by, updated_at FROM saved_reply WHERE workspace_id = :ws AND id = :id",
        id=reply_id,
    )
    return Reply(**row) if row else None


async def named(tx: Tx, folded: str) -> str | None:
    """The id of the reply with this name."""
    row = await tx.one("SELECT id FROM saved_reply WHERE workspace_id = :ws AND folded = :folded", folded=folded)
    return row["id"] if row else None


async def count(tx: Tx) -> int:
    row = await tx.one("SELECT count(*) AS n FROM saved_reply WHERE workspace_id = :ws")
    return int(row["n"]) if row else 0


async def insert(tx: Tx, reply: Reply, *, folded: str) -> None:
    await tx.run(
        """INSERT INTO saved_reply (workspace_id, id, name, folded, text, version, updated_by, updated_at)
           VALUES (:ws, :id, :name, :folded, :text, 1, :updated_by, :updated_at)""",
        id=reply.id,
        name=reply.name,
        folded=folded,
        text=reply.text,
        updated_by=reply.updated_by,
        updated_at=reply.updated_at,
    )


async def update(tx: Tx, reply: Reply, *, folded: str) -> bool:
    """False: somebody saved another version than the one given."""
    changed = await tx.run(
        """UPDATE saved_reply SET name = :name, folded = :folded, text = :text, version = version + 1,
             updated_by = :updated_by, updated_at = :updated_at
           WHERE workspace_id = :ws AND id = :id AND version = :version""",
        id=reply.id,
        name=reply.name,
        folded=folded,
        text=reply.text,
        version=reply.version,
        updated_by=reply.updated_by,
        updated_at=reply.updated_at,
    )
    return changed == 1


async def delete(tx: Tx, reply_id: str) -> bool:
    return await tx.run("DELETE FROM saved_reply WHERE workspace_id = :ws AND id = :id", id=reply_id) == 1
