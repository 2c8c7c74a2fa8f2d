"""SQL of what passages mean: which ones wait for their vector, and those that are close to a question."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from deskbell.features.knowledge.rules.meaning import Meaning
from deskbell.runtime.db.api import Tx


@dataclass(frozen=True, slots=True)
class Waiting:
    """A passage without a vector of the model in use."""

    workspace_id: str
    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}" if self.title else self.text


async def waiting_any_workspace(tx: Tx, space: str, *, limit: int) -> list[Waiting]:
    """Two ranges of the index: as many as are asked for are found at once, however many are done."""
    rows = await tx.all(
        """SELECT workspace_id, id, title, text FROM passage WHERE space < :space
           UNION ALL SELECT workspace_id, id, title, text FROM passage WHERE space > :space
           LIMIT :limit""",
        space=space,
        limit=limit,
    )
    return [Waiting(row["workspace_id"], row["id"], row["title"], row["text"]) for row in rows]


async def settle(tx: Tx, passage: Waiting, space: str, found: Meaning | None) -> None:
    """Keep what the passage means, unless it has changed; None: the model will not take it."""
    changed = await tx.run(
        """UPDATE passage SET space = :space
           WHERE workspace_id = :ws AND id = :id AND title = :title AND text = :text""",
        id=passage.id,
        title=passage.title,
        text=passage.text,
        space=space,
    )
    if not changed:
        return
    await tx.run("DELETE FROM embedding WHERE workspace_id = :ws AND passage_id = :id", id=passage.id)
    if found is not None:
        await tx.run(
            """INSERT INTO embedding (workspace_id, passage_id, space, sketch, vector)
               VALUES (:ws, :id, :space, :sketch, :vector)""",
            id=passage.id,
            space=space,
            sketch=found.sketch,
            vector=found.vector,
        )


async def standing(tx: Tx, space: str) -> tuple[int, int]:
    """(passages with a vector of this space, passages that still wait for one)."""
    row = await tx.one(
        """SELECT (SELECT count(*) FROM embedding WHERE workspace_id = :ws AND space = :space) AS done,
             (SELECT count(*) FROM passage
                WHERE workspace_id = :ws AND (space <> :space OR :space = '')) AS waiting""",
        space=space,
    )
    return (row["done"], row["waiting"]) if row else (0, 0)


async def sketches(tx: Tx, space: str) -> list[tuple[str, bytes]]:
    rows = await tx.all(
        "SELECT passage_id, sketch FROM embedding WHERE workspace_id = :ws AND space = :space", space=space
    )
    return [(row["passage_id"], row["sketch"]) for row in rows]


async def vectors(tx: Tx, space: str, ids: Collection[str]) -> dict[str, bytes]:
    rows = await tx.all(
        """SELECT passage_id, vector FROM embedding
           WHERE workspace_id = :ws AND space = :space AND passage_id IN (SELECT value FROM json_each(:ids))""",
        space=space,
        ids=json.dumps(list(ids)),
    )
    return {row["passage_id"]: row["vector"] for row in rows}
