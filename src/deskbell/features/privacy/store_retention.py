"""SQL of how long closed conversations are kept. Decides nothing."""

from __future__ import annotations

from deskbell.runtime.db.api import Tx


async def days(tx: Tx) -> int | None:
    """None: for ever."""
    row = await tx.one("SELECT days FROM retention WHERE workspace_id = :ws")
    return row["days"] if row else None


async def save(tx: Tx, wanted: int | None) -> None:
    if wanted is None:
        await tx.run("DELETE FROM retention WHERE workspace_id = :ws")
        return
    await tx.run(
        """INSERT INTO retention (workspace_id, days) VALUES (:ws, :days)
           ON CONFLICT (workspace_id) DO UPDATE SET days = excluded.days""",
        days=wanted,
    )


async def workspaces_any_workspace(tx: Tx) -> list[str]:
    """Those that do not keep everything."""
    return [row["workspace_id"] for row in await tx.all("SELECT workspace_id FROM retention ORDER BY workspace_id")]


async def over(tx: Tx, *, before: int, limit: int) -> tuple[str, ...]:
    """Conversations that were closed before, the oldest first."""
    rows = await tx.all(
        """SELECT id FROM conversation WHERE workspace_id = :ws AND state = 'closed' AND closed_at < :before
           ORDER BY closed_at LIMIT :limit""",
        before=before,
        limit=limit,
    )
    return tuple(row["id"] for row in rows)


async def some(tx: Tx, *, limit: int) -> tuple[str, ...]:
    """Any conversations."""
    rows = await tx.all("SELECT id FROM conversation WHERE workspace_id = :ws ORDER BY id LIMIT :limit", limit=limit)
    return tuple(row["id"] for row in rows)
