"""SQL of what other features keep of one message: all of it goes with the message. Decides nothing."""

from __future__ import annotations

import json
from typing import Final

from deskbell.features.conversations.model import Event
from deskbell.features.files.model import of_message
from deskbell.runtime.db.api import Tx

_HERE: Final = "conversation_id = :c"


async def answering(tx: Tx, conversation_id: str, seq: int) -> str | None:
    """The turn that is making an answer with this message in mind. Nobody answers with a note in mind."""
    row = await tx.one(
        f"""SELECT t.id FROM turn t JOIN event e ON e.workspace_id = :ws AND e.conversation_id = :c AND e.seq = :seq
            WHERE t.workspace_id = :ws AND t.{_HERE} AND t.state = 'running' AND t.trigger_seq >= :seq
              AND e.internal = 0""",
        c=conversation_id,
        seq=seq,
    )
    return str(row["id"]) if row else None


async def erase(tx: Tx, event: Event, *, stopped: str | None, now: int) -> None:
    """`event`: as it was. `stopped`: the turn that `answering` found."""
    c, text = event.conversation_id, str(event.body.get("text") or "")
    await tx.run(
        "DELETE FROM file WHERE workspace_id = :ws AND id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps([file.id for file in of_message(event.body)]),
    )
    # The answer that it is, and those begun after it, which may quote it; what was said of them stands in the log.
    await tx.run(
        f"""UPDATE turn SET text = '' WHERE workspace_id = :ws AND {_HERE} AND (id = :turn OR trigger_seq >= :seq)""",
        c=c,
        turn=event.body.get("turn"),
        seq=event.seq,
    )
    await tx.run(
        "UPDATE turn SET state = 'superseded', finished_at = :now WHERE workspace_id = :ws AND id = :id",
        id=stopped,
        now=now,
    )
    # What went out by mail or push quotes the newest messages; that it went out stays known.
    await tx.run(
        f"""UPDATE mail SET content = json_patch(content, '{{"text":"","html":""}}'),
              state = CASE WHEN state = 'queued' THEN 'suppressed' ELSE state END,
              error = CASE WHEN state = 'queued' THEN 'A message in it was removed.' ELSE error END
            WHERE workspace_id = :ws AND {_HERE} AND created_at >= :at""",
        c=c,
        at=event.at,
    )
    await tx.run(
        f"""UPDATE push SET payload = json_patch(payload, '{{"b":""}}')
            WHERE workspace_id = :ws AND {_HERE} AND created_at >= :at""",
        c=c,
        at=event.at,
    )
    await tx.run(  # answers that are kept for a repeated request
        "DELETE FROM api_request WHERE workspace_id = :ws AND instr(answer, :id) > 0", id=event.id
    )
    if text:
        await _quotes(tx, c, text)


async def _quotes(tx: Tx, c: str, text: str) -> None:
    """Drafts and examples that hold the text."""
    await tx.run(f"DELETE FROM unsent WHERE workspace_id = :ws AND {_HERE} AND instr(text, :text) > 0", c=c, text=text)
    await tx.run(
        f"UPDATE gap_item SET reply = '' WHERE workspace_id = :ws AND {_HERE} AND instr(reply, :text) > 0",
        c=c,
        text=text,
    )


async def asked_in(tx: Tx, event: Event) -> tuple[str, str] | None:
    """(gap, question) of which the message was an example."""
    row = await tx.one(
        f"SELECT gap_id, question FROM gap_item WHERE workspace_id = :ws AND {_HERE} AND seq = :seq",
        c=event.conversation_id,
        seq=event.seq,
    )
    return (row["gap_id"], row["question"]) if row else None


async def drop_example(tx: Tx, event: Event) -> None:
    await tx.run(
        f"DELETE FROM gap_item WHERE workspace_id = :ws AND {_HERE} AND seq = :seq",
        c=event.conversation_id,
        seq=event.seq,
    )
