"""Finding a conversation by who it was with, by what was said, or by its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from deskbell.features.conversations.reading import Reading
from deskbell.features.search import rules, store
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.scope import WorkspaceScope

PEOPLE: Final = 20
HITS: Final = 400  # a talkative conversation must not hide the others
LOOKED_THROUGH: Final = 5_000
NEWEST: Final = 2**53


@dataclass(frozen=True, slots=True)
class Hit:
    seq: int
    by: str
    name: str | None
    note: bool
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Result:
    """`hit` is None where the person was found, or the number."""

    conversation: dict[str, Any]
    hit: Hit | None


@dataclass(frozen=True, slots=True)
class Found:
    """`next`: where to go on, to older messages."""

    results: list[Result]
    next: int | None


class Search:
    def __init__(self, db: Database, reading: Reading) -> None:
        self._db = db
        self._reading = reading

    async def find(self, scope: WorkspaceScope, q: str, *, reader: str, before: int | None, limit: int) -> Found:
        """People first, then messages, newest first; a conversation once on a page. `#late`: of those with this tag."""
        tags, rest = rules.tags(q)
        asked = rules.words(rest)
        if not asked and not tags:
            return Found([], None)

        async def work(tx: Tx) -> Found:
            if not asked:
                rows = await store.tagged(tx, tags, before=before or NEWEST, limit=limit)
                named, hits = [row["id"] for row in rows], dict[str, Hit]()
                after = rows[-1]["updated_at"] if len(rows) == limit else None
            else:
                people = [] if before else await store.of_people(tx, asked, tags=tags, limit=PEOPLE)
                named = people if before or tags else [q.strip()[:64], *people]
                hits, after = await self._said(tx, rest, asked, tags, before=before or NEWEST, limit=limit)
            ids = list(dict.fromkeys([*named, *hits]))
            known = {one["id"]: one for one in await self._reading.some(tx, ids, reader=reader)}
            results = [Result(known[one], hits.get(one)) for one in ids if one in known]
            return Found(results, after)

        return await self._db.read(scope, work)

    async def _said(
        self, tx: Tx, q: str, asked: tuple[str, ...], tags: tuple[str, ...], *, before: int, limit: int
    ) -> tuple[dict[str, Hit], int | None]:
        """(by conversation, its newest message that fits; the row from which on nothing was looked at)."""
        words = rules.indexed(q)
        if words is None:
            rows = await store.newest(tx, tags=tags, before=before, limit=LOOKED_THROUGH)
            full = len(rows) == LOOKED_THROUGH
            fitting = [row for row in rows if rules.has_all(row["text"] or "", asked)]
        else:
            rows = fitting = await store.hits(tx, words, tags=tags, before=before, limit=HITS)
            full = len(rows) == HITS
        found: dict[str, Hit] = {}
        for row in fitting:
            if row["conversation_id"] in found:
                continue
            if len(found) == limit:
                return found, row["row"] + 1
            found[row["conversation_id"]] = _hit(row, asked)
        return found, rows[-1]["row"] if full else None


def _hit(row: Row, asked: tuple[str, ...]) -> Hit:
    text = rules.snippet(row["text"] or "", asked)
    return Hit(row["seq"], row["author_kind"], row["author_name"], bool(row["internal"]), text, row["at"])
