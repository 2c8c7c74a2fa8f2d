"""SQL of contacts. Decides nothing."""

from __future__ import annotations

from deskbell.features.contacts.model import Details, Source
from deskbell.runtime.db.api import Tx


async def known(tx: Tx, contact_id: str) -> Details:
    row = await tx.one("SELECT name, email, phone FROM contact WHERE workspace_id = :ws AND id = :id", id=contact_id)
    return Details(row["name"], row["email"], row["phone"]) if row else Details()


async def save(tx: Tx, contact_id: str, after: Details) -> None:
    await tx.run(
        "UPDATE contact SET name = :name, email = :email, phone = :phone WHERE workspace_id = :ws AND id = :id",
        id=contact_id,
        **after.as_dict(),
    )


async def note_source(
    tx: Tx, contact_id: str, field: str, value: str, *, source: Source, conversation_id: str, now: int
) -> None:
    await tx.run(
        """INSERT INTO contact_detail (workspace_id, contact_id, field, value, source, conversation_id, at)
           VALUES (:ws, :contact_id, :field, :value, :source, :conversation_id, :now)
           ON CONFLICT (workspace_id, contact_id, field) DO UPDATE SET value = excluded.value,
             source = excluded.source, conversation_id = excluded.conversation_id, at = excluded.at""",
        contact_id=contact_id,
        field=field,
        value=value,
        source=source.value,
        conversation_id=conversation_id,
        now=now,
    )
