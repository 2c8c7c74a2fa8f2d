"""SQL of keys to the public API."""

from __future__ import annotations

import json

from deskbell.features.keys.model import ApiKey, Caller
from deskbell.runtime.db.api import Tx


async def all_of_them(tx: Tx) -> list[ApiKey]:
    rows = await tx.all(
        """SELECT k.id, k.name, k.hint, k.scopes, o.name AS made_by, k.created_at, k.used_at
           FROM api_key k JOIN operator o ON o.workspace_id = k.workspace_id AND o.id = k.made_by
           WHERE k.workspace_id = :ws AND k.revoked_at IS NULL ORDER BY k.created_at DESC, k.id"""
    )
    return [
        ApiKey(r["id"], r["name"], r["hint"], tuple(json.loads(r["scopes"])), r["made_by"], r["created_at"],
               r["used_at"])
        for r in rows
    ]  # fmt: skip


async def insert(tx: Tx, key: ApiKey, *, key_hash: str, made_by: str) -> None:
    await tx.run(
        """INSERT INTO api_key (workspace_id, id, name, hint, key_hash, scopes, made_by, created_at)
           VALUES (:ws, :id, :name, :hint, :key_hash, :scopes, :made_by, :now)""",
        id=key.id,
        name=key.name,
        hint=key.hint,
        key_hash=key_hash,
        scopes=json.dumps(key.rights),
        made_by=made_by,
        now=key.created_at,
    )


async def revoke(tx: Tx, key_id: str, *, now: int) -> bool:
    changed = await tx.run(
        "UPDATE api_key SET revoked_at = :now WHERE workspace_id = :ws AND id = :id AND revoked_at IS NULL",
        id=key_id,
        now=now,
    )
    return changed == 1


async def caller_any_workspace(tx: Tx, key_hash: str) -> Caller | None:
    """Who calls; nobody when the key is revoked, or its maker is no owner or admin any more."""
    row = await tx.one(
        """SELECT k.workspace_id, k.id, k.name, k.scopes, k.used_at, o.id AS operator_id, o.name AS operator_name
           FROM api_key k JOIN operator o ON o.workspace_id = k.workspace_id AND o.id = k.made_by
           WHERE k.key_hash = :key_hash AND k.revoked_at IS NULL AND o.removed_at IS NULL
             AND o.role IN ('owner', 'admin')""",
        key_hash=key_hash,
    )
    if row is None:
        return None
    rights = tuple(json.loads(row["scopes"]))
    return Caller(
        row["workspace_id"], row["id"], row["name"], rights, row["operator_id"], row["operator_name"], row["used_at"]
    )


async def used(tx: Tx, key_id: str, *, now: int) -> None:
    await tx.run("UPDATE api_key SET used_at = :now WHERE workspace_id = :ws AND id = :id", id=key_id, now=now)


# --- requests that carry a name -----------------------------------------------------------------------------------


async def request(tx: Tx, key_id: str, name: str) -> tuple[str, str | None, int] | None:
    """(digest, answer, at)."""
    row = await tx.one(
        "SELECT digest, answer, at FROM api_request WHERE workspace_id = :ws AND key_id = :key_id AND name = :name",
        key_id=key_id,
        name=name,
    )
    return (row["digest"], row["answer"], row["at"]) if row else None


async def begin_request(tx: Tx, key_id: str, name: str, *, digest: str, now: int) -> None:
    await tx.run(
        """INSERT INTO api_request (workspace_id, key_id, name, digest, at) VALUES (:ws, :key_id, :name, :digest, :now)
           ON CONFLICT (workspace_id, key_id, name) DO UPDATE SET digest = :digest, answer = NULL, at = :now""",
        key_id=key_id,
        name=name,
        digest=digest,
        now=now,
    )


async def end_request(tx: Tx, key_id: str, name: str, answer: str) -> None:
    await tx.run(
        "UPDATE api_request SET answer = :answer WHERE workspace_id = :ws AND key_id = :key_id AND name = :name",
        key_id=key_id,
        name=name,
        answer=answer,
    )


async def drop_request(tx: Tx, key_id: str, name: str) -> None:
    await tx.run(
        "DELETE FROM api_request WHERE workspace_id = :ws AND key_id = :key_id AND name = :name",
        key_id=key_id,
        name=name,
    )


async def forget_requests(tx: Tx, *, before: int) -> None:
    await tx.run("DELETE FROM api_request WHERE workspace_id = :ws AND at < :before", before=before)
