"""SQL of sources and passages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deskbell.features.knowledge import store_words
from deskbell.features.knowledge.model import Kind, Passage, Source
from deskbell.runtime.db.api import Row, Tx

_SOURCE = "id, kind, title, question, body, version, created_at, updated_at, page_id, address"


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage with its searchable words and its size as ranking counts it."""

    passage: Passage
    title_words: Sequence[str]
    body_words: Sequence[str]
    size: int


def as_source(row: Row) -> Source:
    return Source(
        row["id"],
        row["kind"],
        row["title"],
        row["question"],
        row["body"],
        row["version"],
        row["created_at"],
        row["updated_at"],
        row["page_id"],
        row["address"],
    )


def as_passage(row: Row) -> Passage:
    kind: Kind = row["kind"]
    return Passage(row["id"], row["source_id"], kind, row["ordinal"], row["title"], row["text"])


async def source(tx: Tx, source_id: str) -> Source | None:
    row = await tx.one(f"SELECT {_SOURCE} FROM source WHERE workspace_id = :ws AND id = :id", id=source_id)
    return as_source(row) if row else None


async def head(tx: Tx, source_id: str) -> Row | None:
    return await tx.one("SELECT kind, title FROM source WHERE workspace_id = :ws AND id = :id", id=source_id)


async def sources(tx: Tx, *, after: str, limit: int) -> list[Source]:
    rows = await tx.all(
        f"""SELECT {_SOURCE} FROM source WHERE workspace_id = :ws AND page_id IS NULL AND id > :after
            ORDER BY id LIMIT :limit""",
        after=after,
        limit=limit,
    )
    return [as_source(row) for row in rows]


async def passage(tx: Tx, passage_id: str) -> Passage | None:
    row = await tx.one(
        """SELECT p.id, p.source_id, s.kind, p.ordinal, p.title, p.text FROM passage p
           JOIN source s ON s.workspace_id = p.workspace_id AND s.id = p.source_id
           WHERE p.workspace_id = :ws AND p.id = :id""",
        id=passage_id,
    )
    return as_passage(row) if row else None


async def pages(tx: Tx) -> int:
    """Entries of the team, and pages and files that were read; a long one counts once."""
    row = await tx.one("SELECT count(DISTINCT coalesce(page_id, id)) AS n FROM source WHERE workspace_id = :ws")
    return int(row["n"]) if row else 0


async def number(tx: Tx) -> int:
    """The number with which all words of the workspace begin in the full-text tables; made when first asked for."""
    await tx.run(
        f"""INSERT INTO knowledge (workspace_id, number)
            SELECT :ws, {store_words.next_number(tx, "knowledge", "number")}
            WHERE NOT EXISTS (SELECT 1 FROM knowledge WHERE workspace_id = :ws)"""
    )
    row = await tx.one("SELECT number FROM knowledge WHERE workspace_id = :ws")
    return int(row["number"]) if row else 0


async def insert_source(tx: Tx, source: Source) -> None:
    await tx.run(
        """INSERT INTO source (workspace_id, id, kind, title, question, body, version, created_at, updated_at, page_id,
             address)
           VALUES (:ws, :id, :kind, :title, :question, :body, :version, :created_at, :updated_at, :page_id,
             :address)""",
        id=source.id,
        kind=source.kind,
        title=source.title,
        question=source.question,
        body=source.body,
        version=source.version,
        created_at=source.created_at,
        updated_at=source.updated_at,
        page_id=source.page_id,
        address=source.address,
    )


async def parts(tx: Tx, page_id: str) -> list[Source]:
    """The sources that a page was cut into."""
    rows = await tx.all(
        f"SELECT {_SOURCE} FROM source WHERE workspace_id = :ws AND page_id = :page_id ORDER BY id", page_id=page_id
    )
    return [as_source(row) for row in rows]


async def update_source(tx: Tx, source: Source, *, version: int) -> bool:
    """Write the source if it is still at `version`. What an operator wrote before is kept."""
    if source.page_id is None:
        await tx.run(
            """INSERT INTO source_version (workspace_id, source_id, version, title, question, body, at)
               SELECT workspace_id, id, version, title, question, body, updated_at FROM source
               WHERE workspace_id = :ws AND id = :id AND version = :version""",
            id=source.id,
            version=version,
        )
    changed = await tx.run(
        """UPDATE source SET title = :title, question = :question, body = :body, version = :next, updated_at = :now
           WHERE workspace_id = :ws AND id = :id AND version = :version""",
        id=source.id,
        title=source.title,
        question=source.question,
        body=source.body,
        next=source.version,
        now=source.updated_at,
        version=version,
    )
    return changed == 1


async def versions(tx: Tx, source_id: str) -> list[Row]:
    """What the source said before, newest first."""
    return await tx.all(
        """SELECT version, title, question, body, at FROM source_version
           WHERE workspace_id = :ws AND source_id = :id ORDER BY version DESC LIMIT 100""",
        id=source_id,
    )


async def delete_source(tx: Tx, source_id: str) -> bool:
    """Its passages must have gone before."""
    await tx.run("DELETE FROM source_version WHERE workspace_id = :ws AND source_id = :id", id=source_id)
    return await tx.run("DELETE FROM source WHERE workspace_id = :ws AND id = :id", id=source_id) == 1


async def indexed(tx: Tx, source_id: str) -> list[Indexed]:
    rows = await tx.all(
        """SELECT p.id, p.source_id, s.kind, p.ordinal, p.title, p.text, p.title_words, p.body_words, p.size
           FROM passage p JOIN source s ON s.workspace_id = p.workspace_id AND s.id = p.source_id
           WHERE p.workspace_id = :ws AND p.source_id = :source_id ORDER BY p.ordinal""",
        source_id=source_id,
    )
    return [
        Indexed(as_passage(row), row["title_words"].split(), row["body_words"].split(), row["size"]) for row in rows
    ]


async def insert_passage(tx: Tx, number: int, entry: Indexed) -> None:
    """The passage and its words in the full-text table."""
    await tx.run(
        f"""INSERT INTO passage
              (workspace_id, id, source_id, ordinal, title, text, title_words, body_words, size, row)
            SELECT :ws, :id, :source_id, :ordinal, :title, :text, :title_words, :body_words, :size,
              {store_words.next_number(tx, "passage", "row")}""",
        id=entry.passage.id,
        source_id=entry.passage.source_id,
        ordinal=entry.passage.ordinal,
        title=entry.passage.title,
        text=entry.passage.text,
        title_words=" ".join(entry.title_words),
        body_words=" ".join(entry.body_words),
        size=entry.size,
    )
    await store_words.insert(tx, number, entry.passage.id, entry.title_words, entry.body_words)


async def delete_passages(tx: Tx, source_id: str) -> None:
    await store_words.delete(tx, source_id)
    await tx.run("DELETE FROM passage WHERE workspace_id = :ws AND source_id = :source_id", source_id=source_id)


async def delete_all(tx: Tx) -> None:
    await store_words.delete_all(tx)
    for table in ("passage", "term", "source_version", "source", "knowledge"):
        await tx.run(f"DELETE FROM {table} WHERE workspace_id = :ws")


async def resize(tx: Tx, *, passages: int, words: int) -> None:
    """Add to the figures about all passages, or take from them."""
    await tx.run(
        "UPDATE knowledge SET passages = passages + :passages, words = words + :words WHERE workspace_id = :ws",
        passages=passages,
        words=words,
    )


async def more_terms(tx: Tx, number: int, terms: Mapping[str, int]) -> None:
    """These words now occur in so many passages more."""
    await tx.run(
        f"""INSERT INTO term (workspace_id, term, passages, row)
            SELECT :ws, key, CAST(value AS BIGINT), {store_words.next_number(tx, "term", "row")}
            FROM json_each(:terms) WHERE true
            ON CONFLICT (workspace_id, term) DO UPDATE SET passages = term.passages + excluded.passages""",
        terms=json.dumps(dict(terms)),
    )
    # A term that is new has exactly as many passages as were just counted; a known one has more and keeps its entry.
    await store_words.spell(tx, number, terms)


async def fewer_terms(tx: Tx, terms: Mapping[str, int]) -> None:
    """These words now occur in so many passages less."""
    fewer = json.dumps(dict(terms))
    await tx.run(
        """UPDATE term SET passages = term.passages - CAST(n.value AS BIGINT) FROM json_each(:fewer) n
           WHERE term.workspace_id = :ws AND term.term = n.key""",
        fewer=fewer,
    )
    await store_words.unspell(tx, fewer)
    await tx.run(
        """DELETE FROM term WHERE workspace_id = :ws AND passages <= 0
           AND term IN (SELECT key FROM json_each(:fewer))""",
        fewer=fewer,
    )


async def stamp(tx: Tx) -> tuple[str, int]:
    """(something that differs after every change of the knowledge, when the newest change was made)."""
    row = await tx.one(
        """SELECT count(*) AS sources, coalesce(sum(version), 0) AS edits, coalesce(max(updated_at), 0) AS at
           FROM source WHERE workspace_id = :ws"""
    )
    assert row is not None
    return f"{row['sources']} {row['edits']} {row['at']}", row["at"]


async def addresses(tx: Tx, source_ids: Iterable[str]) -> dict[str, str]:
    """Of the sources that were read from a web page: where it is."""
    rows = await tx.all(
        """SELECT id, address FROM source WHERE workspace_id = :ws AND id IN (SELECT value FROM json_each(:ids))
             AND (address LIKE 'https://%' OR address LIKE 'http://%')""",
        ids=json.dumps(list(source_ids)),
    )
    return {row["id"]: row["address"] for row in rows}


async def portable(tx: Tx, *, after: str, limit: int) -> list[Source]:
    """What was written or uploaded, by id; not what is read from web pages."""
    rows = await tx.all(
        f"""SELECT {_SOURCE} FROM source WHERE workspace_id = :ws AND (page_id IS NULL OR address IS NULL)
              AND id > :after ORDER BY id LIMIT :limit""",
        after=after,
        limit=limit,
    )
    return [as_source(row) for row in rows]
