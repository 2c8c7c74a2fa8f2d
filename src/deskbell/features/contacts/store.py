"""SQL of contacts. Decides nothing."""

from __future__ import annotations

import json

from deskbell.features.contacts.model import Capture, Details, Source
from deskbell.kit.text import folded
from deskbell.runtime.db.api import Tx


async def known(tx: Tx, contact_id: str) -> Details:
    row = await tx.one("SELECT name, email, phone FROM contact WHERE workspace_id = :ws AND id = :id", id=contact_id)
    return Details(row["name"], row["email"], row["phone"]) if row else Details()


async def present(tx: Tx, contact_id: str) -> str:
    """Who it is now: another one, where they were found to be the same person."""
    row = await tx.one(
        "SELECT merged_into FROM contact WHERE workspace_id = :ws AND id = :id AND merged_into IS NOT NULL",
        id=contact_id,
    )
    return row["merged_into"] if row else contact_id


async def save(tx: Tx, contact_id: str, after: Details) -> None:
    await tx.run(
        """UPDATE contact SET name = :name, email = :email, phone = :phone, version = version + 1,
             folded = :folded || coalesce((SELECT ' ' || string_agg(a.folded, ' ') FROM contact a
               WHERE a.workspace_id = :ws AND a.merged_into = :id), '')
           WHERE workspace_id = :ws AND id = :id""",
        id=contact_id,
        folded=searched(after),
        **after.as_dict(),
    )


def searched(details: Details) -> str:
    return folded(" ".join(value for value in details.as_dict().values() if value))


async def signed(tx: Tx, contact_id: str) -> set[str]:
    """The fields that the contact's site has signed."""
    rows = await tx.all(
        """SELECT field FROM contact_detail WHERE workspace_id = :ws AND contact_id = :id AND source = 'verified'""",
        id=contact_id,
    )
    return {row["field"] for row in rows}


async def note_source(
    tx: Tx,
    contact_id: str,
    field: str,
    value: str,
    *,
    source: Source,
    conversation_id: str | None,
    now: int,
    by_name: str | None = None,
) -> None:
    await tx.run(
        """INSERT INTO contact_detail (workspace_id, contact_id, field, value, source, by_name, conversation_id, at)
           VALUES (:ws, :contact_id, :field, :value, :source, :by_name, :conversation_id, :now)
           ON CONFLICT (workspace_id, contact_id, field) DO UPDATE SET value = excluded.value, source = excluded.source,
             by_name = excluded.by_name, conversation_id = excluded.conversation_id, at = excluded.at""",
        contact_id=contact_id,
        field=field,
        value=value,
        source=source.value,
        by_name=by_name,
        conversation_id=conversation_id,
        now=now,
    )


async def note_consent(
    tx: Tx, contact_id: str, text: str, *, conversation_id: str | None, now: int, by_name: str | None = None
) -> None:
    """The first time counts, unless it was taken back since."""
    await tx.run(
        """INSERT INTO contact_consent (workspace_id, contact_id, text, by_name, conversation_id, at)
           VALUES (:ws, :contact_id, :text, :by_name, :conversation_id, :now)
           ON CONFLICT (workspace_id, contact_id, text) DO UPDATE SET by_name = excluded.by_name, at = excluded.at,
             conversation_id = excluded.conversation_id, withdrawn_at = NULL
           WHERE contact_consent.withdrawn_at IS NOT NULL""",
        contact_id=contact_id,
        text=text,
        by_name=by_name,
        conversation_id=conversation_id,
        now=now,
    )


async def withdraw_consent(tx: Tx, contact_id: str, text: str, *, now: int) -> bool:
    changed = await tx.run(
        """UPDATE contact_consent SET withdrawn_at = :now
           WHERE workspace_id = :ws AND contact_id = :id AND text = :text AND withdrawn_at IS NULL""",
        id=contact_id,
        text=text,
        now=now,
    )
    return changed == 1


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


async def forget_source(tx: Tx, contact_id: str, field: str) -> None:
    await tx.run(
        "DELETE FROM contact_detail WHERE workspace_id = :ws AND contact_id = :id AND field = :field",
        id=contact_id,
        field=field,
    )
