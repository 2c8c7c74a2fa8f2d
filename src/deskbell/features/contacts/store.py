"""SQL of contacts. Decides nothing."""

from __future__ import annotations

import json

from deskbell.features.contacts.model import Capture, Details, Source
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


async def note_consent(tx: Tx, contact_id: str, text: str, *, conversation_id: str, now: int) -> None:
    await tx.run(
        """INSERT INTO contact_consent (workspace_id, contact_id, text, conversation_id, at)
           VALUES (:ws, :contact_id, :text, :conversation_id, :now) ON CONFLICT DO NOTHING""",
        contact_id=contact_id,
        text=text,
        conversation_id=conversation_id,
        now=now,
    )


async def capture(tx: Tx) -> Capture:
    row = await tx.one("SELECT fields, consent, privacy, version FROM capture WHERE workspace_id = :ws")
    if row is None:
        return Capture()
    return Capture(tuple(json.loads(row["fields"])), json.loads(row["consent"]), row["privacy"], row["version"])


async def save_capture(tx: Tx, wanted: Capture, *, version: int, operator_id: str, now: int) -> bool:
    """False: somebody saved another version than `version`."""
    changed = await tx.run(
        """INSERT INTO capture (workspace_id, fields, consent, privacy, version, updated_by, updated_at)
           SELECT :ws, :fields, :consent, :privacy, 1, :operator_id, :now
           WHERE :version = (SELECT coalesce(max(version), 0) FROM capture WHERE workspace_id = :ws)
           ON CONFLICT (workspace_id) DO UPDATE SET fields = excluded.fields, consent = excluded.consent,
             privacy = excluded.privacy, version = :version + 1, updated_by = excluded.updated_by,
             updated_at = excluded.updated_at""",
        fields=json.dumps(wanted.fields),
        consent=json.dumps(wanted.consent),
        privacy=wanted.privacy,
        version=version,
        operator_id=operator_id,
        now=now,
    )
    return changed == 1
