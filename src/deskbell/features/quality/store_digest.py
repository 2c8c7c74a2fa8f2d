"""SQL of the weekly summary: when it is due, and its figures."""

from __future__ import annotations

from deskbell.features.quality.model import Week
from deskbell.runtime.db.api import Tx


async def due_any_workspace(tx: Tx, *, now: int, limit: int) -> list[str]:
    rows = await tx.all(
        """SELECT w.id FROM workspace w LEFT JOIN digest d ON d.workspace_id = w.id
           WHERE coalesce(d.due_at, 0) <= :now LIMIT :limit""",
        now=now,
        limit=limit,
    )
    return [row["id"] for row in rows]


async def due_at(tx: Tx) -> int | None:
    row = await tx.one("SELECT due_at FROM digest WHERE workspace_id = :ws")
    return row["due_at"] if row else None


async def next_due(tx: Tx, at: int) -> None:
    await tx.run(
        """INSERT INTO digest (workspace_id, due_at) VALUES (:ws, :at)
           ON CONFLICT (workspace_id) DO UPDATE SET due_at = excluded.due_at""",
        at=at,
    )


async def week(tx: Tx, *, since: int) -> Week:
    row = await tx.one(
        """SELECT count(*) AS conversations,
             count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.workspace_id = c.workspace_id
                 AND e.conversation_id = c.id AND e.type = 'message' AND e.author_kind = 'operator' AND e.internal = 0)
               AND NOT EXISTS (SELECT 1 FROM handoff h WHERE h.workspace_id = c.workspace_id
                 AND h.conversation_id = c.id)) AS alone
           FROM conversation c WHERE c.workspace_id = :ws AND c.created_at > :since""",
        since=since,
    )
    asked = await tx.one(
        """SELECT count(*) AS wanted, count(accepted_at) AS came FROM handoff
           WHERE workspace_id = :ws AND requested_at > :since""",
        since=since,
    )
    waiting = await tx.one("SELECT count(*) AS n FROM conversation WHERE workspace_id = :ws AND state = 'followup'")
    assert row is not None
    assert asked is not None
    assert waiting is not None
    return Week(row["conversations"], row["alone"], asked["wanted"], asked["came"], waiting["n"])
