"""Answer gaps: found in the log, grouped, counted, closed by an approved answer, once."""

from __future__ import annotations

import pytest

from deskbell.features.quality.model import Gap
from deskbell.kit.errors import Refused
from tests.services.desk import Desk

CITED = [{"n": 1, "id": "psg_1", "source": "src_1", "title": "Delivery"}]
DAY = 24 * 3_600_000


async def gaps(desk: Desk, status: str | None = "open") -> list[Gap]:
    return (await desk.gaps.found(desk.acme.scope, status=status))[0]


async def asks(desk: Desk, text: str, *, cited: bool = False) -> str:
    conversation_id = (await desk.says(text)).conversation_id
    await desk.answers(conversation_id, citations=CITED if cited else [])
    return conversation_id


async def test_a_question_without_a_source_is_a_gap_and_one_with_is_none(desk: Desk) -> None:
    await asks(desk, "Do you repair tandem bicycles?")
    await asks(desk, "What does a full service cost?", cited=True)
    await asks(desk, "Thank you very much!")
    (gap,) = await gaps(desk)
    assert (gap.question, gap.count, gap.signs) == ("Do you repair tandem bicycles?", 1, {"no_source": 1})


async def test_the_same_question_in_other_words_is_counted_not_listed_twice(desk: Desk) -> None:
    for text in ("Do you repair tandem bicycles?", "can i have my tandem bicycle repaired", "Is parking available?"):
        await asks(desk, text)
    found = await gaps(desk)
    assert [(gap.question, gap.count) for gap in found] == [
        ("Do you repair tandem bicycles?", 2),
        ("Is parking available?", 1),
    ]
    assert await gaps(desk) == found  # looking again finds nothing new


@pytest.mark.parametrize(
    ("one", "other", "third"),
    [
        ("Repariert ihr Tandems?", "Könnt ihr mein Tandem reparieren?", "Wo kann ich parken?"),
        ("¿Reparan tándems?", "¿Pueden reparar mi tándem?", "¿Dónde puedo aparcar?"),
        ("タンデム自転車を修理しますか", "タンデム自転車の修理はできますか", "駐車場はどこですか"),
    ],
)
async def test_it_works_in_other_languages(desk: Desk, one: str, other: str, third: str) -> None:
    for text in (one, other, third):
        await asks(desk, text)
    assert sorted(gap.count for gap in await gaps(desk)) == [1, 2]


async def test_calling_a_person_and_a_thumb_down_are_signs_and_a_thumb_taken_back_is_none(desk: Desk) -> None:
    conversation_id = await asks(desk, "Do you rent cargo bikes?", cited=True)
    of = (await desk.one(conversation_id)).last_seq
    await desk.rates(of, "down", "wrong")
    assert [gap.signs for gap in await gaps(desk)] == [{"thumb_down": 1}]
    await desk.rates(of, None)
    assert await gaps(desk) == []
    await desk.requests()
    assert [gap.signs for gap in await gaps(desk)] == [{"handoff": 1}]


async def test_asking_again_after_an_answer_is_a_sign(desk: Desk) -> None:
    await asks(desk, "Do you rent cargo bikes?", cited=True)
    await asks(desk, "But do you rent out cargo bikes?", cited=True)
    assert [gap.signs for gap in await gaps(desk)] == [{"repeat": 1}]


async def test_what_operators_wrote_becomes_the_draft_and_one_approval_makes_it_knowledge(desk: Desk) -> None:
    conversation_id = await asks(desk, "Do you rent cargo bikes?")
    await desk.takes("oscar", conversation_id)
    await desk.replies("oscar", conversation_id, "Yes, from 25 pounds a day.")
    await desk.replies("oscar", conversation_id, "a secret for the team", kind="note")
    (gap,) = await gaps(desk)
    opened = await desk.gaps.one(desk.acme.scope, gap.id)
    assert opened.draft == "Yes, from 25 pounds a day."
    assert [example.conversation_id for example in opened.examples] == [conversation_id]

    made = await desk.gaps.answer(desk.acme.scope, gap.id, question=gap.question, body=opened.draft)
    found = await desk.knowledge.search(desk.acme.scope, "can I rent a cargo bike")
    assert [hit.passage.source_id for hit in found.hits] == [made]
    with pytest.raises(Refused) as refused:
        await desk.gaps.answer(desk.acme.scope, gap.id, question="q?", body="b")
    assert refused.value.code == "conflict"
    assert [(one.status, one.source_id) for one in await gaps(desk, None)] == [("answered", made)]


async def test_a_bad_answer_changes_nothing(desk: Desk) -> None:
    await asks(desk, "Do you rent cargo bikes?")
    (gap,) = await gaps(desk)
    with pytest.raises(Refused):
        await desk.gaps.answer(desk.acme.scope, gap.id, question=gap.question, body="   ")
    assert [one.status for one in await gaps(desk)] == ["open"]


async def test_ignored_is_off_the_list_and_still_counted(desk: Desk) -> None:
    await asks(desk, "Do you rent cargo bikes?")
    (gap,) = await gaps(desk)
    await desk.gaps.decide(desk.acme.scope, gap.id, "ignored")
    desk.clock.pass_(8 * DAY)
    await asks(desk, "Do you rent out a cargo bike?")
    assert await gaps(desk) == []
    (gap,) = await gaps(desk, "ignored")
    assert gap.again >= 1
    assert (gap.recent, gap.before) == (1, 1)


async def test_a_neighbour_sees_and_changes_nothing(desk: Desk) -> None:
    await asks(desk, "Do you rent cargo bikes?")
    (gap,) = await gaps(desk)
    assert (await desk.gaps.found(desk.globex.scope, status=None))[0] == []
    for attempt in (
        desk.gaps.one(desk.globex.scope, gap.id),
        desk.gaps.decide(desk.globex.scope, gap.id, "ignored"),
        desk.gaps.answer(desk.globex.scope, gap.id, question="q?", body="b"),
    ):
        with pytest.raises(Refused) as refused:
            await attempt
        assert refused.value.code == "not_found"
    assert [one.status for one in await gaps(desk)] == ["open"]
