"""SQL of a whole workspace, made from the list of tables. No name in it comes from a file. Decides nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from deskbell.features.moving.rules import QUIET, Table
from deskbell.kit.packing import encoded
from deskbell.runtime.db.api import Row, Tx

_ELSEWHERE: Final = {"operator email": "(SELECT l.email FROM login l WHERE l.id = operator.login_id) AS email"}


async def named_any_workspace(tx: Tx, name: str) -> list[tuple[str, str]]:
    """(id, name) of the workspaces that are meant by an id or a name."""
    rows = await tx.all("SELECT id, name FROM workspace WHERE id = :name OR name = :name ORDER BY id", name=name)
    return [(row["id"], row["name"]) for row in rows]


async def exists_any_workspace(tx: Tx, workspace_id: str) -> bool:
    return await tx.one("SELECT id FROM workspace WHERE id = :id", id=workspace_id) is not None


async def keys_any_workspace(tx: Tx, keys: Sequence[object]) -> set[str]:
    """Those of them by which a site is known here, or was."""
    these = "(SELECT value FROM json_each(:keys))"
    rows = await tx.all(
        f"""SELECT key FROM site WHERE key IN {these} UNION
            SELECT old_key FROM site WHERE old_key IN {these}""",
        keys=json.dumps(keys),
    )
    return {row["key"] for row in rows}


async def working_any_workspace(tx: Tx, *, email: str) -> str | None:
    """The name of a workspace in which somebody with this address works."""
    row = await tx.one(
        """SELECT w.name FROM login l JOIN operator o ON o.login_id = l.id AND o.removed_at IS NULL
           JOIN workspace w ON w.id = o.workspace_id WHERE l.email = :email ORDER BY w.id""",
        email=email,
    )
    return row["name"] if row else None


async def rows(tx: Tx, table: Table) -> AsyncIterator[dict[str, Any]]:
    """All of them in the order of their key, a few in memory at a time."""
    found = await _page(tx, table, None)
    while found:
        for row in found:
            yield row
        found = await _page(tx, table, found[-1]) if len(found) == table.at_once else []


async def _page(tx: Tx, table: Table, after: Row | None) -> list[dict[str, Any]]:
    """The next ones; `after`: the row before."""
    keys = table.key.split()
    beyond, given = "", {}
    if after is not None:
        beyond = f"AND ({', '.join(keys)}) > ({', '.join(f':after_{key}' for key in keys)})"
        given = {f"after_{key}": after[key] for key in keys}
    rows = await tx.all(
        f"""SELECT {", ".join(_ELSEWHERE.get(f"{table.name} {one}", one) for one in table.all)} FROM {table.name}
            WHERE {_scope(table)} = :ws {beyond} ORDER BY {", ".join(keys)} LIMIT :limit""",
        limit=table.at_once,
        **given,
    )
    return [_opened(table, row) for row in rows]


def _scope(table: Table) -> str:
    return "id" if table.name == "workspace" else "workspace_id"


def _opened(table: Table, row: Row) -> dict[str, Any]:
    made = dict(row)
    for column in table.json.split():
        made[column] = json.loads(made[column])
    return made


def _closed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{column: encoded(row[column]) for column in table.json.split()}}


async def put(tx: Tx, table: Table, row: dict[str, Any], **more: Any) -> bool:
    """A row as it is; `more`: columns that did not travel. False: something else has its place."""
    given = {**_closed(table, row), **more}
    return (
        await tx.run(
            f"""INSERT INTO {table.name} ({_scope(table)}, {", ".join(given)})
            VALUES (:ws, {", ".join(f":{column}" for column in given)}) ON CONFLICT DO NOTHING""",
            **given,
        )
        == 1
    )


async def put_person(tx: Tx, *, login_id: str, email: str, password_hash: str) -> bool:
    """A login for somebody of this workspace. False: the address has one."""
    return (
        await tx.run(
            """INSERT INTO login (id, email, password_hash, created_at)
           SELECT :id, :email, :password_hash, created_at FROM workspace WHERE id = :ws ON CONFLICT DO NOTHING""",
            id=login_id,
            email=email,
            password_hash=password_hash,
        )
        == 1
    )


async def put_operator(tx: Tx, row: dict[str, Any]) -> bool:
    columns = [column for column in row if column != "email"]
    return (
        await tx.run(
            f"""INSERT INTO operator (workspace_id, login_id, {", ".join(columns)})
            SELECT :ws, login.id, {", ".join(f":{column}" for column in columns)} FROM login
            WHERE email = :email ON CONFLICT DO NOTHING""",
            **row,
        )
        == 1
    )


async def turn_to(tx: Tx, conversation_id: str, epoch: int) -> None:
    """Let a quiet conversation be at the epoch of what is put into its log next."""
    await tx.run(
        "UPDATE conversation SET epoch = :epoch WHERE workspace_id = :ws AND id = :id",
        id=conversation_id,
        epoch=epoch,
    )


async def awaken(tx: Tx, row: dict[str, Any]) -> None:
    """A quiet conversation is as it was."""
    columns = (*QUIET, "epoch")
    await tx.run(
        f"""UPDATE conversation SET {", ".join(f"{column} = :{column}" for column in columns)}
            WHERE workspace_id = :ws AND id = :id""",
        id=row["id"],
        **{column: row[column] for column in columns},
    )
