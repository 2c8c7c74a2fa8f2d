"""SQL of the directory. Names and addresses themselves are written by contacts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from deskbell.features.contacts.model import Details
from deskbell.features.directory.model import Consent, Contact, Order, Told, Wanted
from deskbell.runtime.db.api import Row, Tx

# Who only opened the widget and said nothing is nobody yet.
_WHICH: Final = """
  k.merged_into IS NULL AND (k.folded <> '' OR k.origin <> 'widget' OR EXISTS (
    SELECT 1 FROM conversation c WHERE c.workspace_id = k.workspace_id AND c.contact_id = k.id))
  AND NOT EXISTS (SELECT 1 FROM json_each(:words) w WHERE instr(k.folded, w.value) = 0)
  AND (:has IS NULL OR CASE :has WHEN 'name' THEN k.name WHEN 'email' THEN k.email
    WHEN 'phone' THEN k.phone ELSE coalesce(k.name, k.email, k.phone) END IS NOT NULL)
  AND (:origin IS NULL OR k.origin = :origin)
  AND (:site_id IS NULL OR v.site_id = :site_id)
  AND (:consent IS NULL OR (:consent = 1) = EXISTS (SELECT 1 FROM contact_consent a
    WHERE a.workspace_id = k.workspace_id AND a.contact_id = k.id AND a.withdrawn_at IS NULL))
  AND (:since IS NULL OR k.created_at >= :since) AND (:until IS NULL OR k.created_at < :until)
"""
_FROM: Final = """
FROM contact k
LEFT JOIN visitor v ON v.workspace_id = k.workspace_id AND v.id = k.visitor_id
LEFT JOIN site s ON s.workspace_id = v.workspace_id AND s.id = v.site_id
LEFT JOIN conversation l ON l.workspace_id = k.workspace_id AND l.id = (
  SELECT c.id FROM conversation c WHERE c.workspace_id = k.workspace_id AND c.contact_id = k.id
  ORDER BY c.updated_at DESC, c.id DESC LIMIT 1)
"""
_SELECT: Final = f"""
SELECT k.id, k.name, k.email, k.phone, k.origin, k.custom, k.version,
  k.created_at, s.name AS site_name, l.id AS last_id, l.state AS last_state, l.updated_at AS last_at,
  (SELECT count(*) FROM conversation c WHERE c.workspace_id = k.workspace_id AND c.contact_id = k.id) AS conversations
{_FROM}
"""
_AT: Final = {"recent": "coalesce(l.updated_at, k.created_at)", "new": "k.created_at"}


def order_of(contact: Contact, by: Order) -> int:
    return contact.created_at if by == "new" or contact.last_at is None else contact.last_at


async def page(tx: Tx, wanted: Wanted, *, by: Order, before: tuple[int, str] | None, limit: int) -> list[Contact]:
    at, last = before or (0, "")
    beyond = f"AND ({_AT[by]}, k.id) < (:at, :id)" if before else ""
    rows = await tx.all(
        f"{_SELECT} WHERE k.workspace_id = :ws AND {_WHICH} {beyond} ORDER BY {_AT[by]} DESC, k.id DESC LIMIT :limit",
        **_bound(wanted),
        at=at,
        id=last,
        limit=limit,
    )
    consents = await _consents(tx, [row["id"] for row in rows])
    return [_contact(row, consents) for row in rows]


async def count(tx: Tx, wanted: Wanted) -> int:
    row = await tx.one(
        f"""SELECT count(*) AS n FROM contact k
            LEFT JOIN visitor v ON v.workspace_id = k.workspace_id AND v.id = k.visitor_id
            WHERE k.workspace_id = :ws AND {_WHICH}""",
        **_bound(wanted),
    )
    return int(row["n"]) if row else 0


async def custom_keys(tx: Tx, wanted: Wanted) -> list[str]:
    rows = await tx.all(
        f"""SELECT DISTINCT f.key AS name FROM contact k
            LEFT JOIN visitor v ON v.workspace_id = k.workspace_id AND v.id = k.visitor_id
            CROSS JOIN json_each(k.custom) f WHERE k.workspace_id = :ws AND {_WHICH} ORDER BY f.key""",
        **_bound(wanted),
    )
    return [row["name"] for row in rows]


def _bound(wanted: Wanted) -> dict[str, Any]:
    return {
        "words": json.dumps(wanted.words),
        "has": wanted.has,
        "origin": wanted.origin,
        "site_id": wanted.site_id,
        "consent": wanted.consent if wanted.consent is None else int(wanted.consent),
        "since": wanted.since,
        "until": wanted.until,
    }


async def one(tx: Tx, contact_id: str) -> Contact | None:
    """Also by the id of one that was merged into it."""
    row = await tx.one(
        f"""{_SELECT} WHERE k.workspace_id = :ws AND k.id = (
              SELECT coalesce(m.merged_into, m.id) FROM contact m WHERE m.workspace_id = :ws AND m.id = :id)""",
        id=contact_id,
    )
    return _contact(row, await _consents(tx, [row["id"]])) if row else None


async def _consents(tx: Tx, contact_ids: list[str]) -> dict[str, list[Consent]]:
    """By contact, in the order in which they were given."""
    rows = await tx.all(
        """SELECT contact_id, text, at, by_name, conversation_id, withdrawn_at FROM contact_consent
           WHERE workspace_id = :ws AND contact_id IN (SELECT value FROM json_each(:ids)) ORDER BY at, text""",
        ids=json.dumps(contact_ids),
    )
    given: dict[str, list[Consent]] = {}
    for contact_id, *consent in (row.values() for row in rows):
        given.setdefault(contact_id, []).append(Consent(*consent))
    return given


def _contact(row: Row, consents: dict[str, list[Consent]]) -> Contact:
    return Contact(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        origin=row["origin"],
        site=row["site_name"],
        custom=json.loads(row["custom"]),
        consents=tuple(consents.get(row["id"], ())),
        version=row["version"],
        created_at=row["created_at"],
        last_at=row["last_at"],
        last_id=row["last_id"],
        last_state=row["last_state"],
        conversations=row["conversations"],
    )


async def told(tx: Tx, contact_id: str) -> list[Told]:
    rows = await tx.all(
        """SELECT field, source, by_name, conversation_id, at FROM contact_detail
           WHERE workspace_id = :ws AND contact_id = :id""",
        id=contact_id,
    )
    return [Told(row["field"], row["source"], row["by_name"], row["conversation_id"], row["at"]) for row in rows]


async def named(tx: Tx, *, email: str | None, phone: str | None, limit: int = 2) -> list[str]:
    """Contacts with this address; without one, with this number. Two are as good as many: neither can be meant."""
    rows = await tx.all(
        """SELECT DISTINCT coalesce(merged_into, id) AS id FROM contact
           WHERE workspace_id = :ws AND lower(email) = lower(:email) LIMIT :limit"""
        if email
        else """SELECT DISTINCT coalesce(merged_into, id) AS id FROM contact
                WHERE workspace_id = :ws AND phone = :phone LIMIT :limit""",
        **({"email": email} if email else {"phone": phone}),
        limit=limit,
    )
    return [row["id"] for row in rows]


async def also_known(tx: Tx, contact_id: str) -> list[Details]:
    """As whom else they were known, before contacts were merged."""
    rows = await tx.all(
        """SELECT name, email, phone FROM contact WHERE workspace_id = :ws AND merged_into = :id
           ORDER BY created_at, id""",
        id=contact_id,
    )
    return [Details(**row) for row in rows]


async def alike(tx: Tx, contact: Contact) -> list[str]:
    """A few others with the same address or number: perhaps the same person."""
    rows = await tx.all(
        """SELECT id FROM contact WHERE workspace_id = :ws AND merged_into IS NULL AND id <> :id
             AND (lower(email) = lower(:email) OR phone = :phone) ORDER BY created_at, id LIMIT 3""",
        id=contact.id,
        email=contact.email,
        phone=contact.phone,
    )
    return [row["id"] for row in rows]


async def unproved(tx: Tx, contact_ids: Sequence[str]) -> list[str]:
    """Those of them with a browser of whom no site has signed who it is."""
    rows = await tx.all(
        """SELECT DISTINCT coalesce(k.merged_into, k.id) AS id FROM contact k
           WHERE k.workspace_id = :ws AND k.visitor_id IS NOT NULL
             AND coalesce(k.merged_into, k.id) IN (SELECT value FROM json_each(:ids))
             AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.workspace_id = :ws AND i.visitor_id = k.visitor_id)""",
        ids=json.dumps(list(contact_ids)),
    )
    return [row["id"] for row in rows]


async def merge(tx: Tx, contact_id: str, other_id: str, *, fields: Sequence[str]) -> None:
    """The other one leads to this one. `fields`: what this one takes over of what the other was known by."""
    given = {"id": contact_id, "other": other_id}
    await tx.run(
        """DELETE FROM contact_detail WHERE workspace_id = :ws AND contact_id = :id
             AND field IN (SELECT value FROM json_each(:fields))""",
        id=contact_id,
        fields=json.dumps(list(fields)),
    )
    await tx.run(
        """INSERT INTO contact_detail (workspace_id, contact_id, field, value, source, by_name, conversation_id, at)
           SELECT workspace_id, :id, field, value, source, by_name, conversation_id, at FROM contact_detail
           WHERE workspace_id = :ws AND contact_id = :other AND field IN (SELECT value FROM json_each(:fields))""",
        **given,
        fields=json.dumps(list(fields)),
    )
    # What was taken back by either of the two is taken back.
    await tx.run(
        """INSERT INTO contact_consent (workspace_id, contact_id, text, by_name, conversation_id, at, withdrawn_at)
           SELECT workspace_id, :id, text, by_name, conversation_id, at, withdrawn_at FROM contact_consent
           WHERE workspace_id = :ws AND contact_id = :other
           ON CONFLICT (workspace_id, contact_id, text) DO UPDATE SET
             withdrawn_at = coalesce(contact_consent.withdrawn_at, excluded.withdrawn_at)""",
        **given,
    )
    await tx.run("DELETE FROM contact_consent WHERE workspace_id = :ws AND contact_id = :other", other=other_id)
    await tx.run(
        """UPDATE contact SET merged_into = :id, version = version + 1
           WHERE workspace_id = :ws AND (id = :other OR merged_into = :other)""",
        **given,
    )


async def insert(tx: Tx, contact_id: str, *, origin: str, now: int) -> None:
    await tx.run(
        "INSERT INTO contact (workspace_id, id, origin, created_at) VALUES (:ws, :id, :origin, :now)",
        id=contact_id,
        origin=origin,
        now=now,
    )


async def save_custom(tx: Tx, contact_id: str, custom: dict[str, str]) -> None:
    await tx.run(
        "UPDATE contact SET custom = :custom, version = version + 1 WHERE workspace_id = :ws AND id = :id",
        id=contact_id,
        custom=json.dumps(custom, ensure_ascii=False),
    )


async def renew(tx: Tx, contact_id: str) -> None:
    """What others have on their screens is old now."""
    await tx.run("UPDATE contact SET version = version + 1 WHERE workspace_id = :ws AND id = :id", id=contact_id)
