"""SQL of the words that the search looks up: the one place where SQLite (FTS5) and PostgreSQL (tsvector) differ.

Every word bears the workspace's number. Both databases stem alike and name rows in the same order, so what is ranked
is the same (docs/decisions/0083).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from deskbell.features.knowledge.lexicon.words import trigrams
from deskbell.features.knowledge.rules.probe import Probe
from deskbell.runtime.db.api import Row, Tx


def numbered(number: int, words: Iterable[str]) -> Iterator[str]:
    """The words as the tables of words know them. The `x` ends the number: a word may begin with digits."""
    return (f"w{number}x{word}" for word in words)


def next_number(tx: Tx, table: str, column: str) -> str:
    """The expression for a number that no row of any workspace has. On PostgreSQL other workspaces' are not seen."""
    if tx.dialect == "postgres":
        return f"nextval(pg_get_serial_sequence('{table}', '{column}'))"
    return f"(SELECT coalesce(max({column}), 0) FROM {table}) + row_number() OVER ()"


async def insert(tx: Tx, number: int, passage_id: str, title: Iterable[str], body: Iterable[str]) -> None:
    """The words of a passage."""
    await tx.run(
        """INSERT INTO passage_words (row, words)
           SELECT row, passage_vector(:title, :body) FROM passage
           WHERE workspace_id = :ws AND id = :id"""
        if tx.dialect == "postgres"
        else """INSERT INTO passage_words (rowid, title, body)
           SELECT row, :title, :body FROM passage WHERE workspace_id = :ws AND id = :id""",
        title=" ".join(numbered(number, title)),
        body=" ".join(numbered(number, body)),
        id=passage_id,
    )


async def delete(tx: Tx, source_id: str) -> None:
    """The words of a source's passages."""
    row = "row" if tx.dialect == "postgres" else "rowid"
    await tx.run(
        f"""DELETE FROM passage_words
            WHERE {row} IN (SELECT row FROM passage WHERE workspace_id = :ws AND source_id = :source_id)""",
        source_id=source_id,
    )


async def delete_all(tx: Tx) -> None:
    row = "row" if tx.dialect == "postgres" else "rowid"
    await tx.run(f"DELETE FROM passage_words WHERE {row} IN (SELECT row FROM passage WHERE workspace_id = :ws)")
    await tx.run(f"DELETE FROM term_trigrams WHERE {row} IN (SELECT row FROM term WHERE workspace_id = :ws)")


async def spell(tx: Tx, number: int, terms: Mapping[str, int]) -> None:
    """Terms by their letters, where they are new: those that now have exactly as many passages as are given."""
    if tx.dialect == "postgres":
        target, letters = "row", "array_to_tsvector(string_to_array(n.value ->> 1, ' '))"
    else:
        target, letters = "rowid", "n.value ->> 1"
    await tx.run(
        f"""INSERT INTO term_trigrams ({target}, trigrams)
            SELECT t.row, {letters} FROM json_each(:spelled) n CROSS JOIN term t
            WHERE t.workspace_id = :ws AND t.term = n.value ->> 0 AND t.passages = CAST(n.value ->> 2 AS BIGINT)""",
        spelled=json.dumps([(term, " ".join(numbered(number, trigrams(term))), n) for term, n in terms.items()]),
    )


async def unspell(tx: Tx, terms: str) -> None:
    """Those of the terms (JSON, keys) that no passage has any more."""
    row = "row" if tx.dialect == "postgres" else "rowid"
    await tx.run(
        f"""DELETE FROM term_trigrams WHERE {row} IN (
              SELECT t.row FROM json_each(:terms) n CROSS JOIN term t
              WHERE t.workspace_id = :ws AND t.term = n.key AND t.passages <= 0)""",
        terms=terms,
    )


async def sharing_letters(tx: Tx, number: int, letters: Sequence[str], *, most: int) -> list[Row]:
    """Terms that have two neighbouring trigrams of the given ones, each with its number of passages."""
    quoted = [_quoted(tx, trigram) for trigram in numbered(number, letters)]
    both, either = (" & ", " | ") if tx.dialect == "postgres" else (" AND ", " OR ")
    row, matches = (
        ("f.row", "f.trigrams @@ CAST(:match AS tsquery)")
        if tx.dialect == "postgres"
        else ("f.rowid", "f.term_trigrams MATCH :match")
    )
    return await tx.all(
        f"""SELECT t.term, t.passages FROM term_trigrams f CROSS JOIN term t
            WHERE {matches} AND t.row = {row} AND t.workspace_id = :ws ORDER BY {row} LIMIT :most""",
        match=either.join(f"({a}{both}{b})" for a, b in pairwise(quoted)) or quoted[0],
        most=most,
    )


async def rows_with(tx: Tx, number: int, asked: Sequence[Probe]) -> list[list[int]]:
    """For each probe, the rows of the passages that answer it, in ascending order."""
    if tx.dialect == "postgres":
        found = await tx.all(
            """SELECT (SELECT coalesce(json_agg(w.row ORDER BY w.row), '[]') FROM passage_words w
                 WHERE w.words @@ passage_query(m.value ->> 0, m.value ->> 1)) AS rows
               FROM knowledge k CROSS JOIN json_each(:matches) m WHERE k.workspace_id = :ws AND k.number = :number
               ORDER BY CAST(m.key AS BIGINT)""",
            number=number,
            matches=json.dumps([("^" * p.title, list(numbered(number, p.terms))) for p in asked]),
        )
        return [json.loads(row["rows"]) for row in found]
    matches = [
        f"{'title' if probe.title else '{title body}'} : "
        f"({' OR '.join(_quoted(tx, word) for word in numbered(number, probe.terms))})"
        for probe in asked
    ]
    found = await tx.all(
        """SELECT (SELECT json_group_array(rowid) FROM passage_words WHERE passage_words MATCH value) AS rows
           FROM knowledge k CROSS JOIN json_each(:matches) WHERE k.workspace_id = :ws AND k.number = :number
           ORDER BY key""",
        number=number,
        matches=json.dumps(matches),
    )
    return [json.loads(row["rows"]) for row in found]


def _quoted(tx: Tx, term: str) -> str:
    """A string of the full-text query language, in which nothing but the quote itself has a meaning."""
    if tx.dialect == "postgres":
        return "'" + term.replace("\\", "\\\\").replace("'", "''").replace("\0", "") + "'"
    return '"' + term.replace('"', '""').replace("\0", "") + '"'
