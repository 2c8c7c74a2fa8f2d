"""SQL of subscriptions: what was last read of them, which calls were heard, what changed when."""

from __future__ import annotations

import json
from dataclasses import asdict

from deskbell.features.billing.model import Facts, Notice, Record, Standing, State, Usage
from deskbell.runtime.db.api import Row, Tx


async def insert(tx: Tx, *, trial_ends_at: int) -> bool:
    """False: the workspace is known."""
    changed = await tx.run(
        """INSERT INTO billing (workspace_id, trial_ends_at, state) VALUES (:ws, :ends, 'trial')
           ON CONFLICT DO NOTHING""",
        ends=trial_ends_at,
    )
    return changed == 1


async def record(tx: Tx) -> Record | None:
    row = await tx.one("SELECT payer, trial_ends_at, facts, read_at, state, plan FROM billing WHERE workspace_id = :ws")
    if row is None:
        return None
    facts = Facts(**json.loads(row["facts"])) if row["facts"] else None
    return Record(row["payer"], row["trial_ends_at"], facts, row["read_at"], State(row["state"]), row["plan"])


async def set_payer(tx: Tx, payer: str) -> str:
    """The payer that is kept: the first one."""
    await tx.run("UPDATE billing SET payer = :payer WHERE workspace_id = :ws AND payer IS NULL", payer=payer)
    row = await tx.one("SELECT payer FROM billing WHERE workspace_id = :ws")
    return str(row["payer"]) if row else payer


async def forget_payer(tx: Tx, payer: str) -> None:
    """The provider knows them no more (deleted there, or the keys are those of another of its worlds)."""
    await tx.run(
        "UPDATE billing SET payer = NULL, facts = NULL WHERE workspace_id = :ws AND payer = :payer", payer=payer
    )


async def put_facts(tx: Tx, facts: Facts | None, *, read_at: int) -> bool:
    """False: something newer was read meanwhile."""
    changed = await tx.run(
        "UPDATE billing SET facts = :facts, read_at = :read_at WHERE workspace_id = :ws AND read_at <= :read_at",
        facts=json.dumps(asdict(facts)) if facts else None,
        read_at=read_at,
    )
    return changed == 1


async def put_standing(tx: Tx, standing: Standing, *, id: str, now: int) -> None:
    """Where the workspace stands now; a change is written down."""
    changed = await tx.run(
        """UPDATE billing SET state = :state, plan = :plan
           WHERE workspace_id = :ws AND (state <> :state OR plan IS DISTINCT FROM :plan)""",
        state=standing.state.value,
        plan=standing.plan,
    )
    if changed:
        await tx.run(
            """INSERT INTO billing_change (workspace_id, id, state, plan, at)
               VALUES (:ws, :id, :state, :plan, :now)""",
            id=id,
            state=standing.state.value,
            plan=standing.plan,
            now=now,
        )


async def hear(tx: Tx, notice: Notice, *, now: int) -> bool:
    """False: this call was heard before."""
    changed = await tx.run(
        """INSERT INTO billing_notice (workspace_id, id, type, at, heard_at) VALUES (:ws, :id, :type, :at, :now)
           ON CONFLICT DO NOTHING""",
        id=notice.id,
        type=notice.type,
        at=notice.at,
        now=now,
    )
    return changed == 1


async def forget(tx: Tx, *, before: int) -> None:
    """Calls of long ago are not repeated any more."""
    await tx.run("DELETE FROM billing_notice WHERE workspace_id = :ws AND heard_at < :before", before=before)


async def usage(tx: Tx, *, month: str) -> Usage:
    row = await tx.one(
        """SELECT
             (SELECT count(*) FROM operator WHERE workspace_id = :ws AND removed_at IS NULL) AS operators,
             (SELECT count(*) FROM model_conversation WHERE workspace_id = :ws AND month = :month) AS conversations,
             (SELECT count(*) FROM site WHERE workspace_id = :ws AND disabled_at IS NULL) AS sites,
             (SELECT count(DISTINCT coalesce(page_id, id)) FROM source WHERE workspace_id = :ws) AS pages""",
        month=month,
    )
    assert row is not None
    return Usage(**row)


async def told(tx: Tx, *, month: str) -> int:
    """The highest share of this month's conversations that the owners were told of."""
    row = await tx.one("SELECT told FROM billing WHERE workspace_id = :ws AND told_month = :month", month=month)
    return int(row["told"]) if row else 0


async def put_told(tx: Tx, percent: int, *, month: str) -> None:
    await tx.run(
        "UPDATE billing SET told = :percent, told_month = :month WHERE workspace_id = :ws", percent=percent, month=month
    )


async def by_payer_any_workspace(tx: Tx, payer: str) -> str | None:
    row = await tx.one("SELECT workspace_id FROM billing WHERE payer = :payer", payer=payer)
    return row["workspace_id"] if row else None


async def all_any_workspace(tx: Tx) -> list[Row]:
    """Every workspace; `read_at` null: it is not known here yet."""
    return await tx.all(
        """SELECT w.id, b.payer, b.read_at FROM workspace w LEFT JOIN billing b ON b.workspace_id = w.id
           ORDER BY w.id"""
    )


async def limited_any_workspace(tx: Tx) -> list[str]:
    rows = await tx.all("SELECT id FROM workspace WHERE limits IS NOT NULL")
    return [row["id"] for row in rows]
