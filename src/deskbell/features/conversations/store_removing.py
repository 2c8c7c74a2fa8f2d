"""SQL of taking a message out of the log. Decides nothing."""

from __future__ import annotations

import json
from typing import Any

from deskbell.features.conversations.model import Event
from deskbell.runtime.db.api import Tx


async def rewrite(tx: Tx, event: Event, body: dict[str, Any]) -> None:
    """What an entry says; its place, its author and its time stay."""
    await tx.run(
        "UPDATE event SET body = :body WHERE workspace_id = :ws AND conversation_id = :id AND seq = :seq",
        id=event.conversation_id,
        seq=event.seq,
        body=json.dumps(body, ensure_ascii=False),
    )


async def newest_unanswered(tx: Tx, conversation_id: str, *, after: int) -> int | None:
    """The seq of the newest thing that the visitor has said after `after` and that the assistant has not answered."""
    row = await tx.one(
        """SELECT max(seq) AS seq FROM event WHERE workspace_id = :ws AND conversation_id = :id AND type = 'message'
             AND author_kind = 'contact' AND body ->> 'removed' IS NULL AND seq > :after
             AND seq > (SELECT coalesce(max(CAST(body ->> 'answers' AS BIGINT)), 0) FROM event
               WHERE workspace_id = :ws AND conversation_id = :id AND author_kind = 'assistant')""",
        id=conversation_id,
        after=after,
    )
    return row["seq"] if row else None


async def unmention(tx: Tx, conversation_id: str, seq: int) -> None:
    await tx.run(
        "DELETE FROM mention WHERE workspace_id = :ws AND conversation_id = :id AND seq = :seq",
        id=conversation_id,
        seq=seq,
    )
