"""SQL of what was seen: by the visitor and the owner on the conversation itself, by each operator beside it."""

from __future__ import annotations

from deskbell.runtime.db.api import Tx


async def read_upto(tx: Tx, conversation_id: str, *, contact: bool, upto: int) -> None:
    column = "read_contact" if contact else "read_operator"
    await tx.run(
        f"""UPDATE conversation SET {column} = CASE WHEN :upto > seq THEN seq ELSE :upto END
            WHERE workspace_id = :ws AND id = :id AND {column} < :upto""",
        id=conversation_id,
        upto=upto,
    )


async def mark_read(tx: Tx, conversation_id: str, operator_id: str, upto: int) -> None:
    """Seen. What is put off stays marked: it is unread when it comes back."""
    await tx.run(
        """INSERT INTO read_mark (workspace_id, conversation_id, operator_id, upto)
           VALUES (:ws, :id, :operator_id, :upto)
           ON CONFLICT (workspace_id, conversation_id, operator_id) DO UPDATE SET
             upto = CASE WHEN read_mark.upto < excluded.upto THEN excluded.upto ELSE read_mark.upto END,
             unread = CASE WHEN EXISTS (
               SELECT 1 FROM conversation c WHERE c.workspace_id = :ws AND c.id = :id AND c.snoozed_until IS NOT NULL
             ) THEN read_mark.unread ELSE 0 END""",
        id=conversation_id,
        operator_id=operator_id,
        upto=upto,
    )


async def mark_unread(tx: Tx, conversation_id: str, operator_id: str, *, unread: bool) -> None:
    await tx.run(
        """INSERT INTO read_mark (workspace_id, conversation_id, operator_id, upto, unread)
           VALUES (:ws, :id, :operator_id, 0, :unread)
           ON CONFLICT (workspace_id, conversation_id, operator_id) DO UPDATE SET unread = excluded.unread""",
        id=conversation_id,
        operator_id=operator_id,
        unread=int(unread),
    )
