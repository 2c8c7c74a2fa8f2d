"""SQL of sites and visitors."""

from __future__ import annotations

import json
from typing import Any

from deskbell.features.sites.model import KnownVisitor, Site
from deskbell.runtime.db.api import Row, Tx


def _site(row: Row) -> Site:
    return Site(
        row["workspace_id"],
        row["id"],
        row["key"],
        row["name"],
        tuple(json.loads(row["origins"])),
        json.loads(row["appearance"]),
        off=bool(row["off"]),
        old_key=row["old_key"],
        old_key_until=row["old_key_until"],
    )


async def insert_site(
    tx: Tx, *, id: str, key: str, name: str, origins: list[str], appearance: dict[str, Any], now: int
) -> None:
    await tx.run(
        """INSERT INTO site (workspace_id, id, key, name, origins, appearance, created_at)
           VALUES (:ws, :id, :key, :name, :origins, :appearance, :now)""",
        id=id,
        key=key,
        name=name,
        origins=json.dumps(origins),
        appearance=json.dumps(appearance),
        now=now,
    )


async def update_site(tx: Tx, *, id: str, name: str, origins: list[str], appearance: dict[str, Any]) -> None:
    await tx.run(
        """UPDATE site SET name = :name, origins = :origins, appearance = :appearance
           WHERE workspace_id = :ws AND id = :id""",
        id=id,
        name=name,
        origins=json.dumps(origins),
        appearance=json.dumps(appearance),
    )


async def disable_site(tx: Tx, *, id: str, now: int) -> None:
    await tx.run("UPDATE site SET disabled_at = :now WHERE workspace_id = :ws AND id = :id", id=id, now=now)


async def rekey(tx: Tx, *, id: str, key: str, until: int | None) -> None:
    """`until`: when the present key ends; None: now."""
    await tx.run(
        """UPDATE site SET old_key = CASE WHEN :until IS NULL THEN NULL ELSE key END, old_key_until = :until, key = :key
           WHERE workspace_id = :ws AND id = :id""",
        id=id,
        key=key,
        until=until,
    )


async def end_old_key(tx: Tx, id: str) -> None:
    await tx.run(
        "UPDATE site SET old_key = NULL, old_key_until = NULL WHERE workspace_id = :ws AND id = :id",
        id=id,
    )


async def suspend(tx: Tx, *, id: str, at: int | None) -> None:
    """`at`: None: it is on again."""
    await tx.run("UPDATE site SET suspended_at = :at WHERE workspace_id = :ws AND id = :id", id=id, at=at)


async def site_by_key_any_workspace(tx: Tx, key: str, now: int) -> Site | None:
    row = await tx.one(
        """SELECT s.workspace_id, s.id, s.key, s.name, s.origins, s.appearance, s.old_key, s.old_key_until,
             s.suspended_at IS NOT NULL OR w.leaving_at IS NOT NULL AS off
           FROM site s JOIN workspace w ON w.id = s.workspace_id
           WHERE (s.key = :key OR (s.old_key = :key AND s.old_key_until > :now)) AND s.disabled_at IS NULL""",
        key=key,
        now=now,
    )
    return _site(row) if row else None


async def insert_visitor(
    tx: Tx, *, id: str, site_id: str, contact_id: str, token_hash: str, lang: str | None, zone: str | None, now: int
) -> None:
    await tx.run(
        """INSERT INTO visitor (workspace_id, id, site_id, token_hash, lang, zone, created_at)
           VALUES (:ws, :id, :site_id, :token_hash, :lang, :zone, :now)""",
        id=id,
        site_id=site_id,
        token_hash=token_hash,
        lang=lang,
        zone=zone,
        now=now,
    )
    await tx.run(
        "INSERT INTO contact (workspace_id, id, visitor_id, created_at) VALUES (:ws, :id, :visitor_id, :now)",
        id=contact_id,
        visitor_id=id,
        now=now,
    )


async def visitor_by_token_any_workspace(tx: Tx, token_hash: str) -> KnownVisitor | None:
    row = await tx.one(
        """SELECT v.workspace_id, v.id, v.site_id, coalesce(k.merged_into, k.id) AS contact_id, s.origins, v.zone,
             v.blocked_at IS NOT NULL OR s.suspended_at IS NOT NULL OR w.leaving_at IS NOT NULL AS blocked,
             s.appearance ->> 'files' AS files
           FROM visitor v
           JOIN contact k ON k.workspace_id = v.workspace_id AND k.visitor_id = v.id
           JOIN site s ON s.workspace_id = v.workspace_id AND s.id = v.site_id
           JOIN workspace w ON w.id = v.workspace_id
           WHERE s.disabled_at IS NULL AND (v.workspace_id, v.id) IN (
               SELECT workspace_id, id FROM visitor WHERE token_hash = :token_hash UNION ALL
               SELECT workspace_id, visitor_id FROM visitor_pass WHERE token_hash = :token_hash)""",
        token_hash=token_hash,
    )
    if row is None:
        return None
    origins = tuple(json.loads(row["origins"]))
    return KnownVisitor(
        row["workspace_id"],
        row["id"],
        row["site_id"],
        row["contact_id"],
        origins,
        row["zone"],
        blocked=bool(row["blocked"]),
        may_send_files=bool(row["files"]),
    )


async def insert_pass(tx: Tx, *, id: str, visitor_id: str, token_hash: str, now: int) -> None:
    await tx.run(
        """INSERT INTO visitor_pass (workspace_id, id, visitor_id, token_hash, created_at)
           VALUES (:ws, :id, :visitor_id, :token_hash, :now)""",
        id=id,
        visitor_id=visitor_id,
        token_hash=token_hash,
        now=now,
    )


async def tongue_of(tx: Tx, visitor_id: str) -> tuple[str | None, str | None]:
    row = await tx.one("SELECT zone, lang FROM visitor WHERE workspace_id = :ws AND id = :id", id=visitor_id)
    return (row["zone"], row["lang"]) if row else (None, None)


async def set_zone(tx: Tx, visitor_id: str, zone: str) -> None:
    await tx.run("UPDATE visitor SET zone = :zone WHERE workspace_id = :ws AND id = :id", id=visitor_id, zone=zone)


async def sites(tx: Tx) -> list[Site]:
    rows = await tx.all(
        """SELECT workspace_id, id, key, name, origins, appearance, suspended_at IS NOT NULL AS off, old_key,
             old_key_until FROM site WHERE workspace_id = :ws AND disabled_at IS NULL ORDER BY created_at"""
    )
    return [_site(row) for row in rows]


async def note_seen(tx: Tx, *, id: str, at: int, on: str) -> None:
    await tx.run(
        "UPDATE site SET seen_at = :at, seen_on = :on WHERE workspace_id = :ws AND id = :id", id=id, at=at, on=on
    )


async def seen(tx: Tx) -> dict[str, tuple[int, str]]:
    """By site: when, and on which origin."""
    rows = await tx.all("SELECT id, seen_at, seen_on FROM site WHERE workspace_id = :ws AND seen_at IS NOT NULL")
    return {row["id"]: (row["seen_at"], row["seen_on"]) for row in rows}
