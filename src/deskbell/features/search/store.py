"""SQL of the search."""

from __future__ import annotations

import json
from collections.abc import Sequence

from deskbell.runtime.db.api import Row, Tx

_HIT = """SELECT m.row, m.conversation_id, m.seq, e.author_kind, e.author_name, e.internal, e.at,
  json_extract(e.body, '$.text') AS text"""
_EVENT = """JOIN event e ON e.workspace_id = m.workspace_id AND e.conversation_id = m.conversation_id AND e.seq = m.seq
  JOIN conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id"""
_TAGGED = """NOT EXISTS (SELECT 1 FROM json_each(:tags) t
  WHERE NOT EXISTS (SELECT 1 FROM json_each(c.tags) g WHERE g.value = t.value))"""


async def hits(tx: Tx, match: str, *, tags: Sequence[str], before: int, limit: int) -> list[Row]:
    """Messages that the index finds, newest first."""
    return await tx.all(
        f"""{_HIT} FROM message_words w CROSS JOIN message_row m ON m.row = w.rowid {_EVENT}
            WHERE w.message_words MATCH :match AND w.rowid < :before AND m.workspace_id = :ws AND {_TAGGED}
            ORDER BY w.rowid DESC LIMIT :limit""",
        match=match,
        before=before,
        tags=json.dumps(list(tags)),
        limit=limit,
    )


async def newest(tx: Tx, *, tags: Sequence[str], before: int, limit: int) -> list[Row]:
    return await tx.all(
        f"""{_HIT} FROM message_row m {_EVENT}
            WHERE m.workspace_id = :ws AND m.row < :before AND {_TAGGED} ORDER BY m.row DESC LIMIT :limit""",
        before=before,
        tags=json.dumps(list(tags)),
        limit=limit,
    )


async def of_people(tx: Tx, words: Sequence[str], *, tags: Sequence[str], limit: int) -> list[str]:
    """The newest conversations with people whose name, address or number has all the words."""
    rows = await tx.all(
        f"""SELECT c.id FROM contact k JOIN conversation c ON c.workspace_id = k.workspace_id AND c.contact_id = k.id
           WHERE k.workspace_id = :ws AND k.folded <> ''
             AND NOT EXISTS (SELECT 1 FROM json_each(:words) w WHERE instr(k.folded, w.value) = 0) AND {_TAGGED}
           ORDER BY c.updated_at DESC LIMIT :limit""",
        words=json.dumps(list(words)),
        tags=json.dumps(list(tags)),
        limit=limit,
    )
    return [row["id"] for row in rows]


async def tagged(tx: Tx, tags: Sequence[str], *, before: int, limit: int) -> list[Row]:
    """Conversations that have all the tags, the last changed first."""
    return await tx.all(
        f"""SELECT c.id, c.updated_at FROM conversation c
            WHERE c.workspace_id = :ws AND c.tags <> '[]' AND c.updated_at < :before AND {_TAGGED}
            ORDER BY c.updated_at DESC LIMIT :limit""",
        tags=json.dumps(list(tags)),
        before=before,
        limit=limit,
    )
