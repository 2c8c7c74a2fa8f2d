"""SQL of what is not sent yet."""

from __future__ import annotations

from deskbell.features.unsent.model import Unsent
from deskbell.runtime.db.api import Tx


async def of_operator(tx: Tx, operator_id: str, *, limit: int) -> list[Unsent]:
    rows = await tx.all(
        """SELECT conversation_id, mode, text, at FROM unsent
           WHERE workspace_id = :ws AND operator_id = :operator_id ORDER BY at DESC LIMIT :limit""",
        operator_id=operator_id,
        limit=limit,
    )
    return [Unsent(**row) for row in rows]


async def save(tx: Tx, operator_id: str, one: Unsent) -> None:
    await tx.run(
        """INSERT INTO unsent (workspace_id, operator_id, conversation_id, mode, text, at)
           VALUES (:ws, :operator_id, :conversation_id, :mode, :text, :at)
           ON CONFLICT (workspace_id, operator_id, conversation_id, mode)
           DO UPDATE SET text = excluded.text, at = excluded.at""",
        operator_id=operator_id,
        conversation_id=one.conversation_id,
        mode=one.mode,
        text=one.text,
        at=one.at,
    )


async def forget(tx: Tx, operator_id: str, *, before: int) -> None:
    """What has been empty for long is nothing that a device could still have to learn."""
    await tx.run(
        "DELETE FROM unsent WHERE workspace_id = :ws AND operator_id = :operator_id AND text = '' AND at < :before",
        operator_id=operator_id,
        before=before,
    )
