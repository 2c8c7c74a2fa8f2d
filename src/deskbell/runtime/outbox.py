"""Things to do later or elsewhere, as rows written in the transaction that causes them.

At least once: a handler must cope with running again. `dedupe_key` makes the row itself unique within its workspace.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from deskbell.runtime.clock import Ids
from deskbell.runtime.db.api import Tx

LEASE = 60_000
BACKOFF = (5_000, 30_000, 120_000, 600_000, 3_600_000)


@dataclass(frozen=True, slots=True)
class Job:
    workspace_id: str
    id: str
    kind: str
    payload: dict[str, Any]
    attempts: int
    due_at: int


async def add(tx: Tx, ids: Ids, *, kind: str, dedupe_key: str, payload: dict[str, Any], due_at: int, now: int) -> None:
    """Queue a job; a second one with the same key changes nothing."""
    await tx.run(
        """INSERT INTO job (workspace_id, id, kind, dedupe_key, payload, due_at, created_at)
           VALUES (:ws, :id, :kind, :dedupe_key, :payload, :due_at, :now) ON CONFLICT DO NOTHING""",
        id=ids.new("job"),
        kind=kind,
        dedupe_key=dedupe_key,
        payload=json.dumps(payload),
        due_at=due_at,
        now=now,
    )


async def hasten(tx: Tx, dedupe_key: str, *, now: int) -> None:
    """Do it now, if it was for later."""
    await tx.run(
        """UPDATE job SET due_at = :now
           WHERE workspace_id = :ws AND dedupe_key = :key AND state = 'due' AND due_at > :now""",
        key=dedupe_key,
        now=now,
    )


async def claim_any_workspace(tx: Tx, *, now: int, limit: int = 20) -> list[Job]:
    """Lease the jobs that are due, or whose lease ran out. Two workers never lease the same job at once."""
    rows = await tx.all(
        """UPDATE job SET state = 'leased', lease_until = :until, attempts = attempts + 1
           WHERE (workspace_id, id) IN (
               SELECT workspace_id, id FROM job
               WHERE (state = 'due' AND due_at <= :now) OR (state = 'leased' AND lease_until <= :now)
               ORDER BY due_at LIMIT :limit)
           RETURNING workspace_id, id, kind, payload, attempts, due_at""",
        now=now,
        until=now + LEASE,
        limit=limit,
    )
    return [
        Job(r["workspace_id"], r["id"], r["kind"], json.loads(r["payload"]), r["attempts"], r["due_at"]) for r in rows
    ]


async def done(tx: Tx, job_id: str) -> None:
    await tx.run("UPDATE job SET state = 'done', lease_until = NULL WHERE workspace_id = :ws AND id = :id", id=job_id)


async def failed(tx: Tx, job: Job, *, error: str, now: int) -> None:
    """Try again later with growing pauses; after the last one the job is dead and stays visible."""
    dead = job.attempts > len(BACKOFF)
    await tx.run(
        """UPDATE job SET state = :state, lease_until = NULL, due_at = :due_at, error = :error
           WHERE workspace_id = :ws AND id = :id""",
        id=job.id,
        state="dead" if dead else "due",
        due_at=now if dead else now + BACKOFF[job.attempts - 1],
        error=error[:500],
    )


async def next_due_any_workspace(tx: Tx) -> int | None:
    """When to look again: the earliest job that is due, or whose lease will have run out."""
    row = await tx.one(
        """SELECT min(CASE WHEN state = 'leased' THEN lease_until ELSE due_at END) AS due_at FROM job
           WHERE state IN ('due', 'leased')"""
    )
    return row["due_at"] if row else None
