"""SQL of the search."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from deskbell.runtime.db.api import Row, Tx
from deskbell.runtime.scope import Scope, WorkspaceScope

_HIT = """SELECT m.row, m.conversation_id, m.seq, e.author_kind, e.author_name, e.internal, e.at,
  e.body ->> 'text' AS text"""
_EVENT = """JOIN event e ON e.workspace_id = m.workspace_id AND e.conversation_id = m.conversation_id AND e.seq = m.seq
  JOIN conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id"""
_TAGGED = """NOT EXISTS (SELECT 1 FROM json_each(:tags) t
  WHERE NOT EXISTS (SELECT 1 FROM json_each(c.tags) g WHERE g.value = t.value))"""


# Every word, or how one begins: FTS5's words and the workspace's beside them, or lexemes that begin with the workspace.
_INDEX: Final = {
    "sqlite": ("w.rowid", "w.message_words MATCH :asked"),
    "postgres": ("w.row", "w.words @@ spoken_query(:ws, :asked)"),
}


async def hits(tx: Tx, words: Sequence[str], *, tags: Sequence[str], before: int, limit: int) -> list[Row]:
    """Messages with all these words, newest first."""
    row, matches = _INDEX[tx.dialect]
    return await tx.all(
        f"""{_HIT} FROM message_words w CROSS JOIN message_row m {_EVENT}
            WHERE {matches} AND m.row = {row} AND {row} < :before AND m.workspace_id = :ws AND {_TAGGED}
            ORDER BY m.row DESC LIMIT :limit""",
        asked=" ".join(words) if tx.dialect == "postgres" else _match(tx.scope, words),
        before=before,
        tags=json.dumps(list(tags)),
        limit=limit,
    )


def _match(scope: Scope, words: Sequence[str]) -> str:
    workspace_id = scope.workspace_id if isinstance(scope, WorkspaceScope) else ""
    asked = " AND ".join(f'"{word}" *' for word in words)
    return f'scope : "{workspace_id}" AND text : ({asked})'


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
