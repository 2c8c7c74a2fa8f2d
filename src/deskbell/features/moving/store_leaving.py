"""SQL of workspaces that end. Decides nothing."""

from __future__ import annotations

import json

from deskbell.features.moving.rules import GOES
from deskbell.runtime.db.api import Row, Tx


async def standing(tx: Tx) -> Row | None:
    return await tx.one("SELECT name, leaving_at FROM workspace WHERE id = :ws")


async def leave(tx: Tx, at: int | None) -> bool:
    """False: it leaves, or stays, already."""
    changed = await tx.run(
        "UPDATE workspace SET leaving_at = :at WHERE id = :ws AND (leaving_at IS NULL) = (:at IS NOT NULL)", at=at
    )
    return changed == 1


async def over_any_workspace(tx: Tx, *, now: int) -> list[str]:
    rows = await tx.all("SELECT id FROM workspace WHERE leaving_at <= :now ORDER BY id", now=now)
    return [row["id"] for row in rows]


async def remove(tx: Tx) -> None:
    """All that is left of it but its people, its conversations and its knowledge being gone."""
    for table in GOES:
        await tx.run(f"DELETE FROM {table} WHERE workspace_id = :ws")


async def remove_people_any_workspace(tx: Tx, workspace_id: str) -> None:
    """Its people, with the logins of those who work nowhere else, and the workspace itself."""
    people = await tx.all("SELECT login_id FROM operator WHERE workspace_id = :workspace", workspace=workspace_id)
    await tx.run("DELETE FROM operator WHERE workspace_id = :workspace", workspace=workspace_id)
    ids = json.dumps([row["login_id"] for row in people])
    for table, column in (("recovery_code", "login_id"), ("second_factor", "login_id"), ("login", "id")):
        await tx.run(
            f"""DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(:ids))
                AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.login_id = {table}.{column})""",
            ids=ids,
        )
    await tx.run("DELETE FROM workspace WHERE id = :workspace", workspace=workspace_id)
