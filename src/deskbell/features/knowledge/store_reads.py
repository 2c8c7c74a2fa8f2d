"""SQL of the search. Words in a full-text query bear the workspace's number, and every row is checked once more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deskbell.features.knowledge import store_words
from deskbell.features.knowledge.rules.probe import Probe
from deskbell.features.knowledge.rules.rank import Candidate
from deskbell.features.knowledge.store import as_passage
from deskbell.runtime.db.api import Row, Tx

MOST_NEIGHBOURS = 1500
_CANDIDATE = "p.id, p.source_id, s.kind, p.ordinal, p.title, p.text, p.title_words, p.body_words"


@dataclass(frozen=True, slots=True)
class Size:
    """`number` names the workspace in the full-text tables."""

    number: int
    passages: int
    words: int


async def size(tx: Tx) -> Size | None:
    row = await tx.one("SELECT number, passages, words FROM knowledge WHERE workspace_id = :ws")
    return Size(row["number"], row["passages"], row["words"]) if row else None


async def frequencies(tx: Tx, terms: Iterable[str]) -> dict[str, int]:
    """In how many passages each term occurs; unknown ones are left out."""
    rows = await tx.all(
        """SELECT term, passages FROM term
           WHERE workspace_id = :ws AND term IN (SELECT value FROM json_each(:terms))""",
        terms=json.dumps(list(terms)),
    )
    return {row["term"]: row["passages"] for row in rows}


async def beginning_with(tx: Tx, beginning: str) -> dict[str, int]:
    rows = await tx.all(
        """SELECT term, passages FROM term
           WHERE workspace_id = :ws AND term >= :first AND term < :last LIMIT :most""",
        first=beginning,
        last=beginning + "\U0010ffff",
        most=MOST_NEIGHBOURS,
    )
    return {row["term"]: row["passages"] for row in rows}


async def sharing_letters(tx: Tx, number: int, trigrams: Sequence[str]) -> dict[str, int]:
    """Terms that have two neighbouring trigrams of the given ones, each with its number of passages."""
    rows = await store_words.sharing_letters(tx, number, trigrams, most=MOST_NEIGHBOURS)
    return {row["term"]: row["passages"] for row in rows}


async def rows_with(tx: Tx, number: int, asked: Sequence[Probe]) -> list[list[int]]:
    """For each probe, the rows of the passages that answer it."""
    return await store_words.rows_with(tx, number, asked)


async def candidates(tx: Tx, rows: Sequence[int]) -> list[Candidate]:
    found = await tx.all(
        f"""SELECT {_CANDIDATE} FROM json_each(:rows) r CROSS JOIN passage p
            JOIN source s ON s.workspace_id = p.workspace_id AND s.id = p.source_id
            WHERE p.row = CAST(r.value AS BIGINT) AND p.workspace_id = :ws""",
        rows=json.dumps(rows),
    )
    return [_as_candidate(row) for row in found]


async def named(tx: Tx, ids: Sequence[str]) -> list[Candidate]:
    found = await tx.all(
        f"""SELECT {_CANDIDATE} FROM passage p
            JOIN source s ON s.workspace_id = p.workspace_id AND s.id = p.source_id
            WHERE p.workspace_id = :ws AND p.id IN (SELECT value FROM json_each(:ids))""",
        ids=json.dumps(ids),
    )
    return [_as_candidate(row) for row in found]


async def everything(tx: Tx) -> list[Candidate]:
    """All passages; of a small collection they are read faster than chosen."""
    found = await tx.all(
        f"""SELECT {_CANDIDATE} FROM passage p
            JOIN source s ON s.workspace_id = p.workspace_id AND s.id = p.source_id
            WHERE p.workspace_id = :ws"""
    )
    return [_as_candidate(row) for row in found]


def _as_candidate(row: Row) -> Candidate:
    return Candidate(as_passage(row), row["title_words"].split(), row["body_words"].split())
