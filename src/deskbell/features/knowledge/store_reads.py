"""SQL of the search. Every full-text query names the workspace inside MATCH, and every row is checked once more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deskbell.features.knowledge.model import Passage
from deskbell.features.knowledge.store import as_passage
from deskbell.runtime.db.api import Tx

MOST_CANDIDATES = 120
MOST_NEIGHBOURS = 1500
_PRIVATE_USE = 0xE000


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
    pairs = [f"({_quoted(a)} AND {_quoted(b)})" for a, b in zip(trigrams, trigrams[1:], strict=False)]
    if not pairs:
        return {}
    rows = await tx.all(
        """SELECT t.term, t.passages FROM term_trigrams f JOIN term t ON t.row = f.rowid
           WHERE f.term_trigrams MATCH :match AND t.workspace_id = :ws LIMIT :most""",
        match=f"workspace : {_quoted(_trigram_of(number))} AND term : ({' OR '.join(pairs)})",
        most=MOST_NEIGHBOURS,
    )
    return {row["term"]: row["passages"] for row in rows}


async def candidates(tx: Tx, number: int, terms: Sequence[str]) -> list[tuple[Passage, list[str], list[str]]]:
    """The passages with any of the terms, best by the index's own measure: (passage, title words, body words)."""
    if not terms:
        return []
    rows = await tx.all(
        """SELECT p.id, p.source_id, s.kind, p.ordinal, p.title, p.text, p.title_words, p.body_words
           FROM (SELECT rowid FROM passage_words WHERE passage_words MATCH :match ORDER BY rank LIMIT :most) f
           JOIN passage p ON p.row = f.rowid
           JOIN source s ON s.workspace_id = p.workspace_id AND s.id = p.source_id
           WHERE p.workspace_id = :ws""",
        match=f'workspace : "w{number}" AND {{title body}} : ({" OR ".join(map(_quoted, terms))})',
        most=MOST_CANDIDATES,
    )
    return [(as_passage(row), row["title_words"].split(), row["body_words"].split()) for row in rows]


def _quoted(term: str) -> str:
    """A string of the full-text query language, in which nothing but the quote itself has a meaning."""
    return '"' + term.replace('"', '""').replace("\0", "") + '"'


def _trigram_of(number: int) -> str:
    """As the trigger `term_is_indexed` spells it."""
    return "".join(chr(_PRIVATE_USE + part) for part in (number // 36_000_000, number // 6000 % 6000, number % 6000))
