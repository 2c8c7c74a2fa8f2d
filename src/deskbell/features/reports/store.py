"""SQL of the reports. Reads the log, the handoffs and the turns; writes nothing."""

from __future__ import annotations

from deskbell.features.reports.model import Asked, Cited, Opinion, Talk
from deskbell.runtime.db.api import Tx


async def talks(tx: Tx, *, since: int, until: int) -> list[Talk]:
    rows = await tx.all(
        """SELECT c.created_at,
             (SELECT count(*) FROM event e WHERE e.workspace_id = c.workspace_id AND e.conversation_id = c.id
                AND e.type = 'message' AND e.author_kind = 'assistant') AS answers,
             (SELECT count(*) FROM event e WHERE e.workspace_id = c.workspace_id AND e.conversation_id = c.id
                AND e.type = 'message' AND e.author_kind = 'operator' AND e.internal = 0) AS replies,
             EXISTS (SELECT 1 FROM handoff h
                WHERE h.workspace_id = c.workspace_id AND h.conversation_id = c.id) AS handed,
             EXISTS (SELECT 1 FROM event e WHERE e.workspace_id = c.workspace_id AND e.conversation_id = c.id
                AND e.type = 'state' AND e.body ->> 'to' = 'closed'
                AND e.body ->> 'reason' = 'visitor') AS solved,
             (SELECT count(*) FROM rating r WHERE r.workspace_id = c.workspace_id AND r.conversation_id = c.id
                AND r.thumb = 'up') AS ups,
             (SELECT count(*) FROM rating r WHERE r.workspace_id = c.workspace_id AND r.conversation_id = c.id
                AND r.thumb = 'down') AS downs,
             coalesce((SELECT max(e.at) FROM event e WHERE e.workspace_id = c.workspace_id
                AND e.conversation_id = c.id AND e.type = 'message' AND e.internal = 0), c.created_at) AS last_at
           FROM conversation c
           WHERE c.workspace_id = :ws AND c.updated_at >= :since AND c.created_at >= :since AND c.created_at < :until
           ORDER BY c.created_at""",
        since=since,
        until=until,
    )
    return [Talk(**{**row, "handed": bool(row["handed"]), "solved": bool(row["solved"])}) for row in rows]


async def asked(tx: Tx, *, since: int, until: int) -> list[Asked]:
    """A reply after the next request belongs to that one."""
    rows = await tx.all(
        """SELECT h.conversation_id, h.reason, h.requested_at, h.accepted_at, h.expired_at,
             EXISTS (SELECT 1 FROM event e WHERE e.workspace_id = h.workspace_id
                AND e.conversation_id = h.conversation_id AND e.type = 'state' AND e.at = h.requested_at
                AND e.body ->> 'code' = 'closed_hours') AS closed,
             (SELECT min(e.at) FROM event e WHERE e.workspace_id = h.workspace_id
                AND e.conversation_id = h.conversation_id AND e.type = 'message' AND e.author_kind = 'operator'
                AND e.internal = 0 AND e.at >= h.requested_at AND e.at < coalesce((
                  SELECT min(n.requested_at) FROM handoff n WHERE n.workspace_id = h.workspace_id
                    AND n.conversation_id = h.conversation_id AND n.requested_at > h.requested_at), e.at + 1)
             ) AS reply_at
           FROM handoff h WHERE h.workspace_id = :ws AND h.requested_at >= :since AND h.requested_at < :until
           ORDER BY h.conversation_id, h.requested_at, h.id""",
        since=since,
        until=until,
    )
    return [Asked(**{**row, "closed": bool(row["closed"])}) for row in rows]


async def answers(tx: Tx, *, since: int, until: int) -> tuple[int, int]:
    """(answers of the assistant, those without a source)."""
    row = await tx.one(
        """SELECT count(*) AS n,
             count(*) FILTER (WHERE coalesce(e.body ->> 'citations', '[]') = '[]') AS without
           FROM conversation c JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id
           WHERE c.workspace_id = :ws AND c.updated_at >= :since AND c.created_at < :until
             AND e.type = 'message' AND e.author_kind = 'assistant' AND e.at >= :since AND e.at < :until
             AND e.body ->> 'removed' IS NULL""",
        since=since,
        until=until,
    )
    return (int(row["n"]), int(row["without"])) if row else (0, 0)


async def said(tx: Tx, *, since: int, until: int) -> dict[int, int]:
    """Visitors' messages by quarter of an hour since the epoch."""
    rows = await tx.all(
        """SELECT e.at / 900000 AS quarter, count(*) AS n
           FROM conversation c JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id
           WHERE c.workspace_id = :ws AND c.updated_at >= :since AND c.created_at < :until
             AND e.type = 'message' AND e.author_kind = 'contact' AND e.at >= :since AND e.at < :until
           GROUP BY quarter""",
        since=since,
        until=until,
    )
    return {row["quarter"]: row["n"] for row in rows}


async def costs(tx: Tx, *, since: int, until: int) -> dict[int, int]:
    """What answers to visitors cost, by quarter of an hour since the epoch, in millionths of a dollar."""
    rows = await tx.all(
        """SELECT t.started_at / 900000 AS quarter, sum(t.cost) AS cost
           FROM conversation c JOIN turn t ON t.workspace_id = c.workspace_id AND t.conversation_id = c.id
           WHERE c.workspace_id = :ws AND c.updated_at >= :since AND c.created_at < :until
             AND t.started_at >= :since AND t.started_at < :until GROUP BY quarter HAVING sum(t.cost) > 0""",
        since=since,
        until=until,
    )
    return {row["quarter"]: row["cost"] for row in rows}


async def citations(tx: Tx, *, since: int) -> list[str]:
    """Of each answer that has some: a list of what it cites, as JSON."""
    rows = await tx.all(
        """SELECT e.body ->> 'citations' AS cited
           FROM conversation c JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id
           WHERE c.workspace_id = :ws AND c.updated_at >= :since AND e.type = 'message'
             AND e.author_kind = 'assistant' AND e.at >= :since AND coalesce(e.body ->> 'citations', '[]') <> '[]'""",
        since=since,
    )
    return [row["cited"] for row in rows]


async def citing(tx: Tx, source_id: str, *, since: int, limit: int) -> list[Cited]:
    """The newest first."""
    rows = await tx.all(
        """SELECT e.conversation_id, e.seq, e.at, (SELECT nullif(q.body ->> 'text', '') FROM event q
             WHERE q.workspace_id = e.workspace_id AND q.conversation_id = e.conversation_id AND q.seq < e.seq
               AND q.type = 'message' AND q.author_kind = 'contact' ORDER BY q.seq DESC LIMIT 1) AS question
           FROM conversation c JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id
           WHERE c.workspace_id = :ws AND c.updated_at >= :since AND e.type = 'message'
             AND e.author_kind = 'assistant' AND e.at >= :since AND e.body ->> 'citations' LIKE :mark
           ORDER BY e.at DESC, e.conversation_id LIMIT :limit""",
        since=since,
        mark=f'%"{source_id}"%',
        limit=limit,
    )
    return [Cited(**row) for row in rows]


async def opinions(tx: Tx, *, since: int, until: int) -> list[Opinion]:
    """The newest first. Who said something else later said only that."""
    rows = await tx.all(
        """SELECT e.conversation_id, e.at, CAST(e.body ->> 'score' AS BIGINT) AS score, e.body ->> 'comment' AS comment
           FROM conversation c JOIN event e ON e.workspace_id = c.workspace_id AND e.conversation_id = c.id
           WHERE c.workspace_id = :ws AND c.updated_at >= :since AND c.created_at < :until
             AND e.type = 'survey' AND e.at >= :since AND e.at < :until
             AND NOT EXISTS (SELECT 1 FROM event n WHERE n.workspace_id = e.workspace_id
               AND n.conversation_id = e.conversation_id AND n.type = 'survey' AND n.seq > e.seq)
           ORDER BY e.at DESC, e.conversation_id""",
        since=since,
        until=until,
    )
    return [Opinion(**row) for row in rows]


# --- the whole server, for its metrics ----------------------------------------------------------------------------


async def states_any_workspace(tx: Tx) -> dict[str, int]:
    """Open conversations, by who acts next."""
    rows = await tx.all("SELECT state, count(*) AS n FROM conversation WHERE state <> 'closed' GROUP BY state")
    return {row["state"]: row["n"] for row in rows}


async def waiting_since_any_workspace(tx: Tx) -> int | None:
    """Since when the first of those waits who have asked for a person."""
    row = await tx.one("SELECT min(waiting_since) AS at FROM conversation WHERE state = 'waiting'")
    return row["at"] if row else None


async def jobs_any_workspace(tx: Tx, *, now: int) -> dict[str, int]:
    """What should have been done by now, and what was given up."""
    row = await tx.one(
        """SELECT (SELECT count(*) FROM job WHERE state IN ('due', 'leased') AND due_at <= :now) AS due,
             (SELECT count(*) FROM job WHERE state = 'dead') AS dead""",
        now=now,
    )
    return {"due": row["due"], "dead": row["dead"]} if row else {"due": 0, "dead": 0}


async def first_texts_any_workspace(tx: Tx, *, since: int) -> list[int]:
    """How long each answer took to its first word, in milliseconds, the shortest first."""
    rows = await tx.all(
        """SELECT first_text_at - started_at AS took FROM turn
           WHERE started_at >= :since AND first_text_at IS NOT NULL ORDER BY took""",
        since=since,
    )
    return [row["took"] for row in rows]
