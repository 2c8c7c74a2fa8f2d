"""SQL of workspaces that end. Decides nothing."""

from __future__ import annotations

import json
from typing import Final

from deskbell.features.moving.rules import GOES
from deskbell.runtime.db.api import Row, Tx

GONE: Final = "gone"  # the key of the last mail
_LAST: Final = f"billing:{GONE}:%"


async def standing(tx: Tx) -> Row | None:
    return await tx.one("SELECT name, leaving_at FROM workspace WHERE id = :ws")


async def leave(tx: Tx, at: int | None, *, now: int) -> bool:
    """False: it leaves, or stays, already; or its time is over."""
    changed = await tx.run(
        """UPDATE workspace SET leaving_at = :at WHERE id = :ws AND (leaving_at IS NULL) = (:at IS NOT NULL)
             AND coalesce(leaving_at > :now, 1 = 1)""",
        at=at,
        now=now,
    )
    return changed == 1


async def over_any_workspace(tx: Tx, *, now: int, unconfirmed: int) -> list[str]:
    """Those whose time is over, and those that were signed up for before `unconfirmed` and are still nobody's, with no
    link on its way.
    """
    rows = await tx.all(
        """SELECT w.id FROM workspace w WHERE w.leaving_at <= :now OR (w.created_at <= :unconfirmed
             AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.workspace_id = w.id)
             AND NOT EXISTS (SELECT 1 FROM door_link l WHERE l.workspace_id = w.id AND l.expires_at > :now))
           ORDER BY w.id""",
        now=now,
        unconfirmed=unconfirmed,
    )
    return [row["id"] for row in rows]


async def remove(tx: Tx) -> None:
    """All that is left of it but its people and the last mail, its conversations and its knowledge being gone."""
    for table in GOES:
        kept = "AND dedupe_key NOT LIKE :gone" if table == "mail" else ""
        await tx.run(f"DELETE FROM {table} WHERE workspace_id = :ws {kept}", gone=_LAST)


async def word_waits(tx: Tx) -> bool:
    """Whether the last mail is not sent yet, and may be."""
    row = await tx.one(
        """SELECT 1 AS one FROM mail WHERE workspace_id = :ws AND dedupe_key LIKE :gone
             AND state IN ('queued', 'sending') LIMIT 1""",
        gone=_LAST,
    )
    return row is not None


async def remove_mail(tx: Tx) -> None:
    await tx.run("DELETE FROM mail WHERE workspace_id = :ws")


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
