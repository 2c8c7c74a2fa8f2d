"""What `/metrics` reads: the numbers are right, and none of them walks through a whole table."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.features.reports import store
from deskbell.runtime.db.api import Row, Tx
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.services.desk import Desk


class Explained:
    """A transaction that also asks how each statement would be carried out."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self.plans: list[str] = []

    async def all(self, sql: str, /, **params: Any) -> list[Row]:
        self.plans += [row["detail"] for row in await self._tx.all(f"EXPLAIN QUERY PLAN {sql}", **params)]
        return await self._tx.all(sql, **params)

    async def one(self, sql: str, /, **params: Any) -> Row | None:
        return next(iter(await self.all(sql, **params)), None)


@pytest.mark.sqlite_only
async def test_no_number_needs_a_whole_table(desk: Desk) -> None:
    async def work(tx: Tx) -> list[str]:
        explained: Any = Explained(tx)
        await store.states_any_workspace(explained)
        await store.waiting_since_any_workspace(explained)
        await store.jobs_any_workspace(explained, now=desk.clock.now())
        await store.first_texts_any_workspace(explained, since=desk.clock.now())
        return list(explained.plans)

    plans = await desk.db.read(ANY_WORKSPACE, work)
    walks = [plan for plan in plans if plan.startswith(("SCAN", "SEARCH"))]
    assert len(walks) >= 5
    partial = ("conversation_open", "conversation_waiting", "job_dead")  # these hold what is asked for and nothing else
    assert [plan for plan in walks if plan.startswith("SCAN") and not plan.endswith(partial)] == ["SCAN CONSTANT ROW"]


async def test_the_numbers_are_those_of_all_workspaces(desk: Desk) -> None:
    await desk.says("Hello")
    await desk.present("mallory", place=desk.globex)
    asked = await desk.conversations.visitor.requests(desk.globex.scope, desk.globex.visitor("gina"), cid="cid-1")
    assert asked.conversation_id
    await desk.run("UPDATE job SET state = 'dead' WHERE workspace_id = :ws", ws=desk.globex.scope.workspace_id)
    desk.clock.pass_(5_000)
    told = await desk.reports.standing()
    assert (told.states, told.waits) == ({"assistant": 1, "waiting": 1}, 5.0)
    assert told.jobs["dead"] == (await desk.rows("SELECT count(*) AS n FROM job WHERE state = 'dead'"))[0]["n"] > 0
