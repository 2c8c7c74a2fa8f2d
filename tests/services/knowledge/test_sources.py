"""Sources: adding, changing and removing them, their versions and passages, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.kit.errors import Refused
from tests.services.knowledge.conftest import ACME, Library

INDEX = ("passage", "term", "passage_words", "term_trigrams")
LONG = "\n\n".join(f"Paragraph {n} tells about topic{n}. " + "It has a few more words. " * 20 for n in range(8))


async def sizes(library: Library) -> dict[str, int]:
    return {table: await library.count(table) for table in INDEX}


async def test_a_question_with_its_answer_is_kept_as_it_was_written(library: Library) -> None:
    made = await library.qa("  How long does delivery take?\r\n", "Two days.\u0000 ")
    kept = await library.knowledge.get(ACME, made.id)
    assert kept == made
    assert (kept.kind, kept.question, kept.body, kept.version) == ("qa", "How long does delivery take?", "Two days.", 1)
    assert kept.created_at == kept.updated_at == library.clock.now()


async def test_every_edit_is_a_version_and_the_search_follows_it(library: Library) -> None:
    made = await library.qa("Where are you?", "In the old harbour.")
    library.clock.pass_(1000)
    edited = await library.knowledge.edit(ACME, made.id, body="At the lighthouse.", version=1)
    assert (edited.version, edited.question, edited.body) == (2, "Where are you?", "At the lighthouse.")
    assert edited.updated_at == made.updated_at + 1000
    assert await library.first("lighthouse") == made.id
    assert (await library.search("harbour")).hits == ()


async def test_what_it_said_before_can_be_saved_again(library: Library) -> None:
    made = await library.qa("Where are you?", "In the old harbour.")
    await library.knowledge.edit(ACME, made.id, body="At the lighthouse.")
    (before,) = await library.knowledge.earlier(ACME, made.id)
    assert (before["version"], before["body"], before["at"]) == (1, "In the old harbour.", made.updated_at)
    await library.knowledge.edit(ACME, made.id, body=before["body"])
    assert [row["version"] for row in await library.knowledge.earlier(ACME, made.id)] == [2, 1]
    assert await library.first("harbour") == made.id
    await library.knowledge.remove(ACME, made.id)


async def test_an_edit_of_something_that_has_changed_meanwhile_is_stale(library: Library) -> None:
    made = await library.qa("Where are you?", "In the old harbour.")
    await library.knowledge.edit(ACME, made.id, body="At the lighthouse.", version=1)
    with pytest.raises(Refused) as refused:
        await library.knowledge.edit(ACME, made.id, body="On the moon.", version=1)
    assert (refused.value.code, refused.value.details) == ("stale", {"version": 2})
    assert (await library.knowledge.get(ACME, made.id)).body == "At the lighthouse."


async def test_a_citation_of_an_edited_answer_still_leads_to_it(library: Library) -> None:
    made = await library.qa("Where are you?", "In the old harbour.")
    cited = (await library.search("harbour")).hits[0].passage
    await library.knowledge.edit(ACME, made.id, body="At the lighthouse.")
    assert (await library.knowledge.passage(ACME, cited.id)).text == "At the lighthouse."


async def test_a_passage_that_an_edit_took_away_is_not_found(library: Library) -> None:
    made = await library.text("Long", LONG)
    last = (await library.search("topic7")).hits[0].passage
    await library.knowledge.edit(ACME, made.id, body="Short now.")
    with pytest.raises(Refused, match="not_found"):
        await library.knowledge.passage(ACME, last.id)


async def test_removing_everything_leaves_no_row_in_any_index(library: Library) -> None:
    empty = await sizes(library)
    made = [await library.text("Long", LONG), await library.qa("Where are you?", "In the old harbour.")]
    assert all(count > empty[table] for table, count in (await sizes(library)).items())
    for source in made:
        await library.knowledge.remove(ACME, source.id)
    assert await sizes(library) == empty
    assert (await library.rows("SELECT passages, words FROM knowledge"))[0] == {"passages": 0, "words": 0}
    assert (await library.search("harbour topic3")).hits == ()


async def test_the_counts_of_words_are_the_same_however_a_state_was_reached(library: Library) -> None:
    counts = "SELECT term, passages FROM term ORDER BY term"
    stays = await library.text("Boats", "A boat and another boat. Sails for boats.")
    straight = await library.rows(counts)
    other = await library.text("Sails", LONG)
    await library.knowledge.edit(ACME, stays.id, body="Oars and oars only.")
    await library.knowledge.edit(ACME, stays.id, body="A boat and another boat. Sails for boats.")
    await library.knowledge.remove(ACME, other.id)
    assert await library.rows(counts) == straight


async def test_the_list_goes_through_all_sources_page_by_page(library: Library) -> None:
    made = []
    for n in range(5):
        library.clock.pass_(1)
        made.append((await library.qa(f"Question {n}?", "Answer.")).id)
    first = await library.knowledge.list(ACME, limit=3)
    rest = await library.knowledge.list(ACME, after=first[-1].id, limit=3)
    assert [source.id for source in (*first, *rest)] == made


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "a title of 201 characters": ({"kind": "text", "title": "x" * 201, "body": "b"}, "too_long", "title"),
    "a question of 501": ({"kind": "qa", "question": "x" * 501, "body": "b"}, "too_long", "question"),
    "a text of 100,001": ({"kind": "text", "body": "x" * 100_001}, "too_long", "body"),
    "an empty text": ({"kind": "text", "body": " \n\u0000"}, "invalid", "body"),
    "no answer": ({"kind": "qa", "question": "Why?", "body": ""}, "invalid", "body"),
    "no question": ({"kind": "qa", "body": "Because."}, "invalid", "question"),
    "an empty question": ({"kind": "qa", "question": " ", "body": "Because."}, "invalid", "question"),
    "a text with a question": ({"kind": "text", "question": "Why?", "body": "b"}, "invalid", "question"),
    "a kind that does not exist": ({"kind": "film", "body": "b"}, "invalid", "kind"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_source_is_refused_that_has(library: Library, case: str) -> None:
    given, code, field = REFUSED[case]
    with pytest.raises(Refused) as refused:
        await library.knowledge.add(ACME, **given)
    assert (refused.value.code, refused.value.details["field"]) == (code, field)
    assert refused.value.message.endswith(".")
    assert await library.count("source") == 0


async def test_the_longest_of_everything_is_accepted(library: Library) -> None:
    body = "word " * 19_999 + "found"
    made = await library.knowledge.add(ACME, kind="qa", title="t" * 200, question="q" * 500, body=body)
    assert len((await library.knowledge.get(ACME, made.id)).body) == 100_000
    assert await library.first("found") == made.id


@pytest.mark.parametrize("verb", ["get", "remove", "edit"])
async def test_an_unknown_source_is_not_found(library: Library, verb: str) -> None:
    with pytest.raises(Refused, match="not_found"):
        await getattr(library.knowledge, verb)(ACME, "src_unknown")
