"""A transaction under a workspace's scope cannot touch another workspace, whatever its statements say."""

from __future__ import annotations

import pytest

from deskbell.runtime.db.api import Tx, UnscopedStatement
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.services.storage.conftest import ACME, GLOBEX, Storage


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM job",
        "DELETE FROM job WHERE workspace_id = 'ws_globex'",
        "SELECT id FROM job WHERE workspace_id = :wsx",
        "SELECT id FROM job WHERE workspace_id = :workspace",
    ],
)
async def test_a_statement_that_does_not_name_the_workspace_is_refused(storage: Storage, sql: str) -> None:
    async def work(tx: Tx) -> None:
        await tx.all(sql, wsx="ws_globex", workspace="ws_globex")

    await storage.add("theirs", scope=GLOBEX)
    for run in (storage.db.read, storage.db.write):
        with pytest.raises(UnscopedStatement):
            await run(ACME, work)
    assert await storage.keys(GLOBEX) == ["theirs"]


async def test_every_way_of_running_a_statement_is_held_to_it(storage: Storage) -> None:
    async def work(tx: Tx) -> None:
        for run in (tx.all, tx.one, tx.run):
            with pytest.raises(UnscopedStatement):
                await run("UPDATE job SET kind = 'stolen'")

    await storage.db.write(ACME, work)


async def test_the_workspace_cannot_be_chosen_by_a_parameter(storage: Storage) -> None:
    await storage.add("theirs", scope=GLOBEX)

    async def work(tx: Tx) -> int:
        return await tx.run("DELETE FROM job WHERE workspace_id = :ws", ws="ws_globex")

    assert await storage.db.write(ACME, work) == 0
    assert await storage.keys(GLOBEX) == ["theirs"]


async def test_the_same_ids_live_side_by_side_in_two_workspaces(storage: Storage) -> None:
    await storage.add("same")
    await storage.add("same", scope=GLOBEX)
    assert (await storage.keys(), await storage.keys(GLOBEX)) == (["same"], ["same"])


async def test_looking_across_workspaces_is_possible_only_where_it_is_asked_for(storage: Storage) -> None:
    await storage.add("ours")
    await storage.add("theirs", scope=GLOBEX)

    async def work(tx: Tx) -> list[str]:
        return [row["id"] for row in await tx.all("SELECT id FROM job ORDER BY id")]

    assert await storage.db.read(ANY_WORKSPACE, work) == ["ours", "theirs"]
