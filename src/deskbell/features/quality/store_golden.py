"""SQL of golden questions, their runs and results."""

from __future__ import annotations

import json

from deskbell.features.quality.model import Golden, Result, Run
from deskbell.runtime.db.api import Row, Tx

_RUN = """SELECT r.*,
  (SELECT count(*) FROM golden_result g WHERE g.workspace_id = :ws AND g.run_id = r.id) AS asked,
  (SELECT count(*) FROM golden_result g WHERE g.workspace_id = :ws AND g.run_id = r.id AND passed = 1) AS passed,
  (SELECT count(*) FROM golden_result g WHERE g.workspace_id = :ws AND g.run_id = r.id
     AND passed = 0 AND before IS DISTINCT FROM 0) AS worse
  FROM golden_run r WHERE r.workspace_id = :ws"""


async def all_golden(tx: Tx) -> list[Golden]:
    rows = await tx.all(
        """SELECT id, question, expect, facts, created_at, created_by FROM golden
           WHERE workspace_id = :ws ORDER BY id"""
    )
    return [_golden(row) for row in rows]


async def one(tx: Tx, golden_id: str) -> Golden | None:
    row = await tx.one(
        """SELECT id, question, expect, facts, created_at, created_by FROM golden
           WHERE workspace_id = :ws AND id = :id""",
        id=golden_id,
    )
    return _golden(row) if row else None


async def put(tx: Tx, golden: Golden) -> None:
    await tx.run(
        """INSERT INTO golden (workspace_id, id, question, expect, facts, created_at, created_by)
           VALUES (:ws, :id, :question, :expect, :facts, :at, :by)
           ON CONFLICT (workspace_id, id) DO UPDATE SET question = :question, expect = :expect, facts = :facts""",
        id=golden.id,
        question=golden.question,
        expect=golden.expect,
        facts=json.dumps(golden.facts, ensure_ascii=False),
        at=golden.created_at,
        by=golden.created_by,
    )


async def forget_results(tx: Tx, golden_id: str) -> None:
    await tx.run("DELETE FROM golden_result WHERE workspace_id = :ws AND golden_id = :id", id=golden_id)


async def delete(tx: Tx, golden_id: str) -> bool:
    await forget_results(tx, golden_id)
    return await tx.run("DELETE FROM golden WHERE workspace_id = :ws AND id = :id", id=golden_id) == 1


async def insert_run(tx: Tx, run: Run) -> None:
    await tx.run(
        """INSERT INTO golden_run (workspace_id, id, version, edit, stamp, state, total, started_at, started_by)
           VALUES (:ws, :id, :version, :edit, :stamp, 'running', :total, :at, :by)""",
        id=run.id,
        version=run.version,
        edit=run.edit,
        stamp=run.stamp,
        total=run.total,
        at=run.started_at,
        by=run.started_by,
    )


async def runs(tx: Tx, *, limit: int) -> list[Run]:
    rows = await tx.all(f"{_RUN} ORDER BY r.started_at DESC, r.id DESC LIMIT :limit", limit=limit)
    return [_run(row) for row in rows]


async def run(tx: Tx, run_id: str) -> Run | None:
    row = await tx.one(f"{_RUN} AND r.id = :id", id=run_id)
    return _run(row) if row else None


async def running(tx: Tx) -> Run | None:
    row = await tx.one(f"{_RUN} AND r.state = 'running'")
    return _run(row) if row else None


async def running_any_workspace(tx: Tx, *, limit: int) -> list[tuple[str, str]]:
    rows = await tx.all(
        "SELECT workspace_id, id FROM golden_run WHERE state = 'running' ORDER BY started_at LIMIT :limit", limit=limit
    )
    return [(row["workspace_id"], row["id"]) for row in rows]


async def with_runs_any_workspace(tx: Tx) -> list[str]:
    """Workspaces that have run their golden questions at least once."""
    return [row["workspace_id"] for row in await tx.all("SELECT DISTINCT workspace_id FROM golden_run")]


async def end_run(tx: Tx, run_id: str, *, state: str, reason: str | None, now: int) -> bool:
    """False: it had ended already."""
    changed = await tx.run(
        """UPDATE golden_run SET state = :state, reason = :reason, finished_at = :now
           WHERE workspace_id = :ws AND id = :id AND state = 'running'""",
        id=run_id,
        state=state,
        reason=reason,
        now=now,
    )
    return changed == 1


async def adopt_runs(tx: Tx, *, edit: int, since: int, version: int) -> None:
    """The draft is in force: what it was asked counts for version `version`."""
    await tx.run(
        """UPDATE golden_run SET edit = NULL, version = :version
           WHERE workspace_id = :ws AND state = 'done' AND edit = :edit AND started_at >= :since""",
        version=version,
        edit=edit,
        since=since,
    )


async def next_asked(tx: Tx, run_id: str) -> Golden | None:
    """The next question of a run, unless the run has ended."""
    row = await tx.one(
        """SELECT id, question, expect, facts, created_at, created_by FROM golden
           WHERE workspace_id = :ws
             AND EXISTS (SELECT 1 FROM golden_run r WHERE r.workspace_id = :ws AND r.id = :run AND r.state = 'running')
             AND NOT EXISTS (SELECT 1 FROM golden_result g WHERE g.workspace_id = :ws AND g.run_id = :run
               AND g.golden_id = golden.id)
             AND created_at <= (SELECT started_at FROM golden_run r WHERE r.workspace_id = :ws AND r.id = :run)
           ORDER BY id LIMIT 1""",
        run=run_id,
    )
    return _golden(row) if row else None


async def put_result(tx: Tx, run_id: str, result: Result) -> None:
    """Unless it is there, its run has ended, or its question is gone. `before` is looked up."""
    await tx.run(
        """INSERT INTO golden_result (workspace_id, run_id, golden_id, passed, before, decision, text, missing, cost,
             took)
           SELECT :ws, r.id, g.id, :passed,
             (SELECT b.passed FROM golden_result b JOIN golden_run o ON o.workspace_id = :ws AND o.id = b.run_id
              WHERE b.workspace_id = :ws AND b.golden_id = :golden AND b.run_id <> r.id AND o.state = 'done'
                AND o.edit IS NULL
              ORDER BY o.started_at DESC, o.id DESC LIMIT 1),
             :decision, :text, :missing, :cost, :took
           FROM golden_run r JOIN golden g ON g.workspace_id = :ws AND g.id = :golden
           WHERE r.workspace_id = :ws AND r.id = :run AND r.state = 'running'
           ON CONFLICT (workspace_id, run_id, golden_id) DO NOTHING""",
        run=run_id,
        golden=result.golden_id,
        passed=int(result.passed),
        decision=result.decision,
        text=result.text,
        missing=json.dumps(result.missing, ensure_ascii=False),
        cost=result.cost,
        took=result.took,
    )
    await tx.run(
        "UPDATE golden_run SET cost = cost + :cost WHERE workspace_id = :ws AND id = :run", run=run_id, cost=result.cost
    )


async def results(tx: Tx, run_id: str) -> list[Result]:
    rows = await tx.all(
        """SELECT golden_id, passed, before, decision, text, missing, cost, took FROM golden_result
           WHERE workspace_id = :ws AND run_id = :run ORDER BY golden_id""",
        run=run_id,
    )
    return [
        Result(
            row["golden_id"],
            bool(row["passed"]),
            None if row["before"] is None else bool(row["before"]),
            row["decision"],
            row["text"],
            tuple(json.loads(row["missing"])),
            row["cost"],
            row["took"],
        )
        for row in rows
    ]


async def prune(tx: Tx, *, keep: int) -> None:
    """Only the newest runs are kept."""
    old = """SELECT id FROM golden_run WHERE workspace_id = :ws AND state <> 'running'
             ORDER BY started_at DESC, id DESC LIMIT 100000 OFFSET :keep"""
    await tx.run(f"DELETE FROM golden_result WHERE workspace_id = :ws AND run_id IN ({old})", keep=keep)
    await tx.run(f"DELETE FROM golden_run WHERE workspace_id = :ws AND id IN ({old})", keep=keep)


def _golden(row: Row) -> Golden:
    facts = tuple(json.loads(row["facts"]))
    return Golden(row["id"], row["question"], row["expect"], facts, row["created_at"], row["created_by"])


def _run(row: Row) -> Run:
    return Run(
        row["id"],
        row["version"],
        row["edit"],
        row["stamp"],
        row["state"],
        row["reason"],
        row["total"],
        row["asked"],
        row["passed"],
        row["worse"],
        row["cost"],
        row["started_at"],
        row["started_by"],
        row["finished_at"],
    )
