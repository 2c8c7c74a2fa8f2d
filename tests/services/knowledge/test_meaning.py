"""Search by meaning as well: a model behind an endpoint finds what shares no word, and its faults harm nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbell.adapters.embeddings import EmbeddingsEndpoint
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.knowledge.service.meanings import Meanings
from deskbell.runtime.clock import SystemIds
from tests.fakes.embeddings_api import FakeEmbeddings, Fault, answer
from tests.services.knowledge.conftest import ACME, GLOBEX, Library, Line

DOCS = {
    "Weather": "When thunder rolls we all come inside.",
    "Pets": "Every spaniel sleeps free of charge in our garden rooms.",
    "Access": "A slope leads to both floors.",
    "Breakfast": "Bread and eggs from seven to ten.",
    "Parking": "Cars stand behind the house.",
}
QUESTIONS = {"What about a tempest?": "Weather", "Is my poodle allowed?": "Pets", "Can a wheelchair come?": "Access"}


@pytest.fixture
async def api() -> AsyncIterator[FakeEmbeddings]:
    async with FakeEmbeddings() as api:
        yield api


async def connect(library: Library, api: FakeEmbeddings, model: str = "words", patience: float = 5.0) -> Meanings:
    """From now on the library asks this endpoint."""
    endpoint = EmbeddingsEndpoint(url=api.url, model=model, key=api.key)
    library.closing.append(endpoint.close)
    meanings = Meanings(library.db, library.clock, endpoint, patience)
    library.knowledge = Knowledge(library.db, library.clock, SystemIds(library.clock), meanings)
    return meanings


async def filled(library: Library) -> dict[str, str]:
    """Source ids by their title."""
    return {title: (await library.text(title, body)).id for title, body in DOCS.items()}


async def right(library: Library, ids: dict[str, str]) -> int:
    return sum([await library.first(question) == ids[title] for question, title in QUESTIONS.items()])


@pytest.mark.both_databases
async def test_meaning_finds_what_words_alone_do_not(library: Library, api: FakeEmbeddings) -> None:
    ids = await filled(library)
    assert await right(library, ids) == 0
    meanings = await connect(library, api)
    assert await right(library, ids) == 0  # nothing has a vector yet
    await meanings.step()
    assert await right(library, ids) == len(QUESTIONS)
    assert await library.first("When is breakfast?") == ids["Breakfast"]
    assert not (await library.search("Who won the football match?")).answerable


async def test_a_follow_up_question_is_read_with_the_one_before_it(library: Library, api: FakeEmbeddings) -> None:
    await filled(library)
    await connect(library, api)
    await library.search("And how long?", Line("contact", "Is the garden open?"), Line("assistant", "Yes."))
    assert api.asked[-1] == ["Is the garden open?\nAnd how long?"]


async def test_every_passage_gets_a_vector_once_and_again_after_an_edit(library: Library, api: FakeEmbeddings) -> None:
    ids = await filled(library)
    meanings = await connect(library, api)
    assert (await meanings.standing(ACME)).waiting == len(DOCS)
    await meanings.step()
    standing = await meanings.standing(ACME)
    assert (standing.done, standing.waiting, standing.failure) == (len(DOCS), 0, None)
    asked = len(api.asked)
    await meanings.step()
    assert len(api.asked) == asked
    await library.knowledge.edit(ACME, ids["Parking"], body="A poodle guards the cars.")
    assert (await meanings.standing(ACME)).waiting == 1
    await meanings.step()
    assert await library.count("embedding") == len(DOCS)
    await library.knowledge.remove(ACME, ids["Parking"])
    assert await library.count("embedding") == len(DOCS) - 1


@pytest.mark.both_databases
async def test_another_model_reads_everything_again(library: Library, api: FakeEmbeddings) -> None:
    ids = await filled(library)
    await (await connect(library, api)).step()
    other = await connect(library, api, "others")
    assert await right(library, ids) == 0  # vectors of different models have nothing in common
    await other.step()
    assert await right(library, ids) == len(QUESTIONS)
    assert await library.rows("SELECT DISTINCT space FROM embedding") == [{"space": "others 512"}]
    api.size = 256  # the same name, but not the same model
    assert await right(library, ids) == 0
    await other.step()
    assert await right(library, ids) == len(QUESTIONS)


async def test_another_workspace_has_no_meaning_here(library: Library, api: FakeEmbeddings) -> None:
    await filled(library)
    theirs = await library.text("Storms", "A tempest is a storm.", scope=GLOBEX)
    meanings = await connect(library, api)
    await meanings.step()
    found = await library.search("tempest storm thunder", k=100)
    assert theirs.id not in {hit.passage.source_id for hit in found.hits}
    mine = await library.search("Is my poodle allowed?", scope=GLOBEX, k=100)
    assert {hit.passage.source_id for hit in mine.hits} <= {theirs.id}
    assert (await meanings.standing(GLOBEX)).done == 1


FAULTS = {
    "hangs": Fault(hang=True),
    "is broken": Fault(500, {"error": "oops"}),
    "is busy": Fault(429, {"error": "slow down"}),
    "gives too few": Fault(200, {"data": []}),
    "gives text": Fault(200, "hello"),
    "gives no number": Fault(200, answer([[float("nan")] * 512])),
    "gives nothing but zeros": Fault(200, answer([[0.0] * 512])),
    "gives words": Fault(200, answer([["a"] * 512])),
    "gives another size": Fault(200, answer([[1.0, 2.0]])),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
async def test_when_the_endpoint_fails_a_question_is_answered_by_words(
    library: Library, api: FakeEmbeddings, fault: Fault
) -> None:
    ids = await filled(library)
    by_words = await library.search("When is breakfast?")
    meanings = await connect(library, api, patience=0.1 if fault.hang else 5.0)
    await meanings.step()
    api.will(fault)
    assert await library.search("When is breakfast?") == by_words
    library.clock.pass_(120_000)
    assert await right(library, ids) == len(QUESTIONS)


async def test_an_endpoint_that_fails_is_left_alone_for_longer_and_longer(
    library: Library, api: FakeEmbeddings
) -> None:
    await filled(library)
    meanings = await connect(library, api)
    api.will(*[Fault(503, {"error": "loading"})] * 8)
    for wait in (1_000, 2_000, 4_000, 8_000):
        asked = len(api.asked)
        await meanings.step()
        await meanings.step()
        await library.search("breakfast")
        assert len(api.asked) == asked + 1
        assert "503" in ((await meanings.standing(ACME)).failure or "")
        library.clock.pass_(wait)


async def test_a_text_that_the_endpoint_refuses_does_not_hold_up_the_others(library: Library) -> None:
    async with FakeEmbeddings(refuses="garden") as api:
        ids = await filled(library)
        meanings = await connect(library, api)
        await meanings.step()
        standing = await meanings.standing(ACME)
        assert (standing.done, standing.waiting) == (len(DOCS) - 1, 0)
        assert await library.first("What about a tempest?") == ids["Weather"]


async def test_a_wrong_key_is_told_without_the_key(library: Library) -> None:
    async with FakeEmbeddings(key="sk-right") as api:
        await filled(library)
        api_key, api.key = api.key, "sk-wrong"
        meanings = await connect(library, api)
        api.key = api_key
        await meanings.step()
        failure = (await meanings.standing(ACME)).failure or ""
        assert "401" in failure
        assert "sk-wrong" not in failure
