"""SQL of saved views."""

from __future__ import annotations

from deskbell.features.views.model import SavedView
from deskbell.runtime.db.api import Tx


async def seen_by(tx: Tx, operator_id: str) -> list[SavedView]:
    """The operator's own, and the team's."""
    rows = await tx.all(
        """SELECT id, name, view, query, shared, operator_id, at FROM saved_view
           WHERE workspace_id = :ws AND (shared = 1 OR operator_id = :operator_id) ORDER BY at, id""",
        operator_id=operator_id,
    )
    return [SavedView(**{**row, "shared": bool(row["shared"])}) for row in rows]


async def count(tx: Tx) -> int:
    row = await tx.one("SELECT count(*) AS n FROM saved_view WHERE workspace_id = :ws")
    return int(row["n"]) if row else 0


async def insert(tx: Tx, one: SavedView) -> None:
    await tx.run(
        """INSERT INTO saved_view (workspace_id, id, operator_id, name, view, query, shared, at)
           VALUES (:ws, :id, :operator_id, :name, :view, :query, :shared, :at)""",
        id=one.id,
        operator_id=one.operator_id,
        name=one.name,
        view=one.view,
        query=one.query,
        shared=int(one.shared),
        at=one.at,
    )


async def delete(tx: Tx, view_id: str) -> None:
    await tx.run("DELETE FROM saved_view WHERE workspace_id = :ws AND id = :id", id=view_id)
