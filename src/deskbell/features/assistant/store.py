"""SQL of turns: one row an answer, running at most once a conversation."""

from __future__ import annotations

from deskbell.features.assistant.model import Outcome
from deskbell.runtime.db.api import Row, Tx


async def running(tx: Tx, conversation_id: str) -> Row | None:
    return await tx.one(
        """SELECT id, epoch, trigger_seq, text, lease_until FROM turn
           WHERE workspace_id = :ws AND conversation_id = :id AND state = 'running'""",
        id=conversation_id,
    )


async def died(tx: Tx, conversation_id: str, *, trigger_seq: int) -> int:
    """How many turns for this question were found dead."""
    row = await tx.one(
        """SELECT count(*) AS n FROM turn WHERE workspace_id = :ws AND conversation_id = :id
             AND trigger_seq = :trigger_seq AND state = 'interrupted'""",
        id=conversation_id,
        trigger_seq=trigger_seq,
    )
    return int(row["n"]) if row else 0


async def insert(
    tx: Tx,
    *,
    id: str,
    conversation_id: str,
    epoch: int,
    trigger_seq: int,
    model: str,
    prompt_version: int,
    now: int,
    lease_until: int,
) -> None:
    await tx.run(
        """INSERT INTO turn (workspace_id, id, conversation_id, epoch, trigger_seq, state, model, prompt_version,
             started_at, lease_until)
           VALUES (:ws, :id, :conversation_id, :epoch, :trigger_seq, 'running', :model, :prompt_version, :now,
             :lease_until)""",
        id=id,
        conversation_id=conversation_id,
        epoch=epoch,
        trigger_seq=trigger_seq,
        model=model,
        prompt_version=prompt_version,
        now=now,
        lease_until=lease_until,
    )


async def checkpoint(tx: Tx, turn_id: str, *, text: str, lease_until: int) -> bool:
    """Keep what was said so far, while the turn still runs."""
    changed = await tx.run(
        """UPDATE turn SET text = :text, lease_until = :lease_until
           WHERE workspace_id = :ws AND id = :id AND state = 'running'""",
        id=turn_id,
        text=text,
        lease_until=lease_until,
    )
    return changed == 1


async def finish(tx: Tx, turn_id: str, *, state: str, outcome: Outcome, now: int) -> bool:
    """End a running turn. False: it was ended by somebody else, and must not speak."""
    changed = await tx.run(
        """UPDATE turn SET state = :state, text = :text, finished_at = :now, model = :model,
             input_tokens = :input_tokens, output_tokens = :output_tokens, stop_reason = :stop_reason, error = :error
           WHERE workspace_id = :ws AND id = :id AND state = 'running'""",
        id=turn_id,
        state=state,
        text=outcome.text,
        now=now,
        model=outcome.model,
        input_tokens=outcome.input_tokens,
        output_tokens=outcome.output_tokens,
        stop_reason=outcome.stop_reason,
        error=outcome.failed,
    )
    return changed == 1


async def unsaid(tx: Tx, turn_id: str) -> None:
    """The conversation had moved on when this turn wanted to speak."""
    await tx.run("UPDATE turn SET state = 'superseded' WHERE workspace_id = :ws AND id = :id", id=turn_id)
