"""Found on SQLite, found on PostgreSQL: the same passages, in the same order, with the same scores."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from deskbell.demo import knowledge as demo
from deskbell.features.knowledge.rules.probe import CANDIDATES
from deskbell.features.knowledge.service import Knowledge
from deskbell.kit.text import sections
from deskbell.runtime.db.opening import open_database
from tests import databases
from tests.services.knowledge.conftest import ACME, GLOBEX, Library
from tests.services.knowledge.test_languages import SHOPS
from tests.world import Clock

QUERIES = (
    "How much is a full service?", "rentng an ebike for a day", "opening hours on sunday", "brake pads",
    "batteries swollen", "what does it cost", "Fahrradreparatur", "Lieferung der Schläuche 29 Zoll",
    "wie teuer ist die Lieferung von Reifen", "running runs runner generalization relational", "Größentabelle",
    "livraison de pneus", "it's 'quoted' | & ! :* \\ w1xpump",
    "", "zzzz", "a", "delivery deliveries delivered of pumps",
)  # fmt: skip


class CountedIds:
    """The same ids on both."""

    def __init__(self) -> None:
        self.count = 0

    def new(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}_{self.count:06}"


async def told(folder: Path, kind: str) -> list[list[tuple[str, float]]]:
    """(passage, score) of every hit, for each question."""
    databases.choose(kind)
    url = await databases.empty(folder, template_folder=folder)
    db = await open_database(url)
    library = Library(db, Clock(), Knowledge(db, Clock(), CountedIds()))
    try:
        await library.open(ACME, GLOBEX)
        await library.qa("What do others know?", "How to run a full service of brake pads.", scope=GLOBEX)
        for heading, body in sections(demo.FILE.read_text(encoding="utf-8")):
            await library.text(heading, body)
        for entries, _ in SHOPS.values():
            for question, answer in entries:
                await library.qa(question, answer)
        things = ("tyres", "tubes", "pumps", "Schläuche", "pneus", "relational chains")
        for n, (thing, size) in enumerate(product(things, range(18, 30))):
            source = await library.qa(
                f"Delivery of {thing} {size}?", f"{thing} of {size} inches are delivered, {n} euros."
            )
            if n % 9 == 0:
                await library.knowledge.edit(ACME, source.id, body=f"{thing} of {size} are running out.")
            if n % 10 == 0:
                await library.knowledge.remove(ACME, source.id)
        assert await library.count("passage") > CANDIDATES  # so that the index chooses
        asked = [*QUERIES, *(query for _, queries in SHOPS.values() for query in queries)]
        found = [await library.search(query, k=20) for query in asked]
        return [[(hit.passage.id, round(hit.score, 9)) for hit in one.hits] for one in found]
    finally:
        await db.close()
        await databases.gone(url)


async def test_the_ranking_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    on_sqlite, on_postgres = await told(tmp_path / "a", "sqlite"), await told(tmp_path / "b", "postgres")
    assert sum(map(bool, on_sqlite)) > len(QUERIES)
    assert on_sqlite == on_postgres


@pytest.mark.both_databases
async def test_what_was_removed_leaves_no_words_behind(library: Library) -> None:
    source = await library.qa("When do you open?", "At nine, running late.")
    await library.knowledge.remove(ACME, source.id)
    for table in ("passage", "term", "passage_words", "term_trigrams"):
        assert await library.count(table) == 0
