"""Searching 100,000 passages of one workspace, alone and beside 1,000 other workspaces, and a plain OR of all words in
one full-text table in the same run.

    python -m bench.search [--passages N] [--others N] [--questions N]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import apsw

from bench.server import show
from deskbell.evals.retrieval import NoPasswords
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.workspaces.service import Workspaces
from deskbell.migrations.__main__ import upgrade
from deskbell.runtime.clock import SystemClock, SystemIds
from deskbell.runtime.db.sqlite import SqliteDatabase
from deskbell.runtime.scope import WorkspaceScope

AT_ONCE = 500
WORDS = 90  # of a passage
PASSAGES_OF_OTHERS = 20
SYLLABLES = (
    "ba",
    "co",
    "du",
    "fe",
    "gi",
    "ho",
    "ka",
    "le",
    "mi",
    "no",
    "pra",
    "ru",
    "sta",
    "te",
    "vi",
    "wo",
    "yen",
    "zu",
)
SMALL = ("the", "of", "and", "to", "a", "in", "is", "for", "you", "with", "on", "we", "are", "can", "how", "what", "do")


class Language:
    """An invented language of 40,000 words, the n-th as frequent as 1/n; every third word is a small one."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        made: dict[str, None] = {}
        while len(made) < 40_000:
            made["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
        self._words = list(made)
        self._weights: list[float] = []
        total = 0.0
        for n in range(1, len(self._words) + 1):
            total += 1 / n
            self._weights.append(total)

    def text(self, words: int) -> str:
        large = self._chance.choices(self._words, cum_weights=self._weights, k=words)
        return " ".join(self._chance.choice(SMALL) if n % 3 == 0 else word for n, word in enumerate(large))

    def questions(self, passages: Sequence[str], count: int) -> Iterator[str]:
        """A few words of a passage, in order, with small ones and now and then a slip."""
        for _ in range(count):
            said = self._chance.choice(passages).split()
            at = self._chance.randrange(len(said) - 12)
            chosen = said[at : at + self._chance.randint(4, 12)]
            slip = self._chance.randrange(len(chosen) * 3)
            yield (
                "how do "
                + " ".join(w[:-2] + w[-1:] if n == slip and len(w) > 4 else w for n, w in enumerate(chosen))
                + "?"
            )


async def fill(knowledge: Knowledge, scope: WorkspaceScope, texts: Sequence[str]) -> None:
    for start in range(0, len(texts), AT_ONCE):
        part = texts[start : start + AT_ONCE]
        await asyncio.gather(*(knowledge.add(scope, kind="text", title="", body=text) for text in part))


async def timed(search: Callable[[str], Awaitable[object]], questions: Sequence[str]) -> list[float]:
    for question in questions[:20]:
        await search(question)
    took = []
    for question in questions:
        began = time.perf_counter()
        await search(question)
        took.append((time.perf_counter() - began) * 1000)
    return took


def plain(path: Path, texts: Sequence[str]) -> Callable[[str], Awaitable[object]]:
    connection = apsw.Connection(str(path))
    connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text)")
    with connection:
        connection.executemany("INSERT INTO passages VALUES (?)", [(text,) for text in texts])

    async def search(question: str) -> object:
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(question.strip("?").split()))
        found = "SELECT text FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 5"
        return list(connection.execute(found, (match,)))

    return search


def line(name: str, took: Sequence[float], aim: str = "") -> tuple[str, str, str]:
    cuts = statistics.quantiles(took, n=100)
    return name, f"p50 {cuts[49]:.1f}, p95 {cuts[94]:.1f} ms", aim


async def measure(passages: int, others: int, count: int) -> None:
    language = Language(random.Random(5))
    texts = [language.text(WORDS) for _ in range(passages)]
    questions = list(language.questions(texts, count))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        upgrade(path)
        db = await SqliteDatabase.open(path)
        clock = SystemClock()
        ids = SystemIds(clock)
        knowledge, workspaces = Knowledge(db, clock, ids), Workspaces(db, clock, ids, NoPasswords())

        async def made(n: int) -> WorkspaceScope:
            new = await workspaces.create(name="W", owner_name="O", owner_email=f"o{n}@example.com", password="x" * 12)
            return WorkspaceScope(new.workspace_id)

        scope = await made(0)
        began = time.perf_counter()
        await fill(knowledge, scope, texts)
        rows = [("passages made searchable", f"{passages / (time.perf_counter() - began):,.0f} /s", "")]
        rows.append(
            line(
                "plain OR of all words, one table", await timed(plain(Path(folder) / "plain.sqlite", texts), questions)
            )
        )
        rows.append(line("Deskbell", await timed(lambda q: knowledge.search(scope, q), questions), "p95 < 20 ms"))
        for n in range(1, others + 1):
            await fill(knowledge, await made(n), [language.text(WORDS) for _ in range(PASSAGES_OF_OTHERS)])
        beside = await timed(lambda q: knowledge.search(scope, q), questions)
        rows.append(line(f"Deskbell, {others:,} other workspaces beside it", beside, "not slower"))
        show(f"Search over {passages:,} passages", rows)
        await db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--others", type=int, default=1_000)
    parser.add_argument("--questions", type=int, default=300)
    given = parser.parse_args()
    asyncio.run(measure(given.passages, given.others, given.questions))


if __name__ == "__main__":
    main()
