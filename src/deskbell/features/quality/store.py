"""SQL of thumbs (one row an answer, with its turn and passages) and of answer gaps (groups of questions)."""

from __future__ import annotations

import json
from typing import Any, Final

from deskbell.features.quality.model import Example, Finding, Gap, Rating
from deskbell.runtime.db.api import Tx

WEEK: Final = 7 * 24 * 3_600_000


async def other_downs(tx: Tx, conversation_id: str, *, but: int) -> int:
    """How many other answers of the conversation have a thumb down."""
    row = await tx.one(
        """SELECT count(*) AS n FROM rating WHERE workspace_id = :ws AND conversation_id = :id
             AND thumb = 'down' AND seq <> :but""",
        id=conversation_id,
        but=but,
    )
    return int(row["n"]) if row else 0


async def put(
    tx: Tx, conversation_id: str, rating: Rating, *, turn_id: str, citations: list[dict[str, Any]], now: int
) -> None:
    """The thumb that stands now, in the place of the one before."""
    await tx.run(
        """INSERT INTO rating (workspace_id, conversation_id, seq, turn_id, thumb, reason, passages, at)
           VALUES (:ws, :id, :seq, :turn_id, :thumb, :reason, :passages, :now)
           ON CONFLICT (workspace_id, conversation_id, seq)
           DO UPDATE SET thumb = excluded.thumb, reason = excluded.reason, at = excluded.at""",
        id=conversation_id,
        seq=rating.of,
        turn_id=turn_id,
        thumb=rating.thumb,
        reason=rating.reason,
        passages=json.dumps([{"id": c["id"], "source": c.get("source")} for c in citations]),
        now=now,
    )


async def clear(tx: Tx, conversation_id: str, *, of: int) -> None:
    await tx.run(
        "DELETE FROM rating WHERE workspace_id = :ws AND conversation_id = :id AND seq = :seq",
        id=conversation_id,
        seq=of,
    )


async def cursor(tx: Tx) -> int:
    """Up to which change of the workspace's conversations the gaps have been read."""
    row = await tx.one("SELECT feed_seq FROM gap_cursor WHERE workspace_id = :ws")
    return int(row["feed_seq"]) if row else 0


async def move_cursor(tx: Tx, feed_seq: int) -> None:
    await tx.run(
        """INSERT INTO gap_cursor (workspace_id, feed_seq) VALUES (:ws, :feed_seq)
           ON CONFLICT (workspace_id) DO UPDATE SET feed_seq = excluded.feed_seq""",
        feed_seq=feed_seq,
    )


async def groups(tx: Tx, *, limit: int) -> list[tuple[str, list[str]]]:
    """(id, words) of the gaps, those asked last first."""
    rows = await tx.all(
        "SELECT id, words FROM gap WHERE workspace_id = :ws ORDER BY last_at DESC LIMIT :limit", limit=limit
    )
    return [(row["id"], json.loads(row["words"])) for row in rows]


async def items(tx: Tx, conversation_id: str) -> dict[int, str]:
    """The questions of a conversation that are in a gap: seq to gap."""
    rows = await tx.all(
        "SELECT seq, gap_id FROM gap_item WHERE workspace_id = :ws AND conversation_id = :id", id=conversation_id
    )
    return {row["seq"]: row["gap_id"] for row in rows}


async def insert_gap(tx: Tx, gap_id: str, *, question: str, words: list[str], at: int) -> None:
    await tx.run(
        """INSERT INTO gap (workspace_id, id, question, words, status, first_at, last_at)
           VALUES (:ws, :id, :question, :words, 'open', :at, :at)""",
        id=gap_id,
        question=question,
        words=json.dumps(words, ensure_ascii=False),
        at=at,
    )


async def put_item(tx: Tx, gap_id: str, conversation_id: str, found: Finding) -> None:
    await tx.run(
        """INSERT INTO gap_item (workspace_id, conversation_id, seq, gap_id, question, signs, reply, at)
           VALUES (:ws, :conversation_id, :seq, :gap_id, :question, :signs, :reply, :at)
           ON CONFLICT (workspace_id, conversation_id, seq)
           DO UPDATE SET signs = excluded.signs, reply = excluded.reply""",
        conversation_id=conversation_id,
        seq=found.seq,
        gap_id=gap_id,
        question=found.question,
        signs=json.dumps(found.signs),
        reply=found.reply,
        at=found.at,
    )
    await tx.run(
        "UPDATE gap SET last_at = max(last_at, :at) WHERE workspace_id = :ws AND id = :id", id=gap_id, at=found.at
    )


async def drop_item(tx: Tx, conversation_id: str, seq: int) -> None:
    await tx.run(
        "DELETE FROM gap_item WHERE workspace_id = :ws AND conversation_id = :id AND seq = :seq",
        id=conversation_id,
        seq=seq,
    )


async def gaps(tx: Tx, *, status: str | None, gap_id: str | None, now: int, limit: int) -> list[Gap]:
    """Those asked most in the last week first, then by how often at all."""
    rows = await tx.all(
        """SELECT g.id, g.question, g.status, g.source_id, g.first_at, g.last_at, count(*) AS n,
             count(*) FILTER (WHERE i.at > :now - :week) AS recent,
             count(*) FILTER (WHERE i.at <= :now - :week AND i.at > :now - 2 * :week) AS before,
             count(*) FILTER (WHERE i.at > g.decided_at) AS again,
             count(*) FILTER (WHERE i.signs LIKE '%no_source%') AS no_source,
             count(*) FILTER (WHERE i.signs LIKE '%handoff%') AS handoff,
             count(*) FILTER (WHERE i.signs LIKE '%thumb_down%') AS thumb_down,
             count(*) FILTER (WHERE i.signs LIKE '%repeat%') AS repeat
           FROM gap g JOIN gap_item i ON i.workspace_id = g.workspace_id AND i.gap_id = g.id
           WHERE g.workspace_id = :ws AND (:status IS NULL OR g.status = :status) AND (:id IS NULL OR g.id = :id)
           GROUP BY g.workspace_id, g.id ORDER BY recent DESC, n DESC, g.last_at DESC LIMIT :limit""",
        status=status,
        id=gap_id,
        now=now,
        week=WEEK,
        limit=limit,
    )
    return [
        Gap(
            row["id"],
            row["question"],
            row["status"],
            row["source_id"],
            row["n"],
            row["recent"],
            row["before"],
            row["again"],
            {sign: row[sign] for sign in ("no_source", "handoff", "thumb_down", "repeat") if row[sign]},
            row["first_at"],
            row["last_at"],
        )
        for row in rows
    ]


async def examples(tx: Tx, gap_id: str, *, limit: int) -> list[Example]:
    rows = await tx.all(
        """SELECT conversation_id, seq, at, question, reply FROM gap_item
           WHERE workspace_id = :ws AND gap_id = :id ORDER BY at DESC LIMIT :limit""",
        id=gap_id,
        limit=limit,
    )
    return [Example(row["conversation_id"], row["seq"], row["at"], row["question"], row["reply"]) for row in rows]


async def decide(tx: Tx, gap_id: str, *, status: str, but: str, source_id: str | None, now: int) -> bool:
    """Give the gap a status, unless it has status `but`."""
    changed = await tx.run(
        """UPDATE gap SET status = :status, source_id = :source_id, decided_at = :now
           WHERE workspace_id = :ws AND id = :id AND status <> :but""",
        id=gap_id,
        status=status,
        but=but,
        source_id=source_id,
        now=now,
    )
    return changed == 1
