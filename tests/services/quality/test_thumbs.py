"""Thumbs: stored with the passages, told in the log, taken back, offering and calling a person."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from deskbell.kit.errors import Refused
from tests.services.desk import Desk

CITED = [{"n": 1, "id": "psg_1", "source": "src_1", "title": "Delivery"}]


async def answered(desk: Desk, *, who: str = "vera") -> tuple[str, int]:
    conversation_id = (await desk.says(who=who)).conversation_id
    await desk.answers(conversation_id, citations=CITED)
    return conversation_id, (await desk.one(conversation_id)).last_seq


async def test_a_thumb_is_kept_with_the_turn_and_the_passages_of_the_answer(desk: Desk) -> None:
    conversation_id, of = await answered(desk)
    await desk.rates(of, "down", "outdated")
    (row,) = await desk.rows("SELECT * FROM rating")
    assert (row["conversation_id"], row["seq"], row["turn_id"]) == (conversation_id, of, "turn_1")
    assert (row["thumb"], row["reason"]) == ("down", "outdated")
    assert json.loads(row["passages"]) == [{"id": "psg_1", "source": "src_1"}]
    event = (await desk.events(conversation_id))[-1]
    assert event.type == "feedback"
    assert event.body == {"of": of, "thumb": "down", "reason": "outdated", "offer": False}


async def test_the_second_tap_takes_it_back_and_the_last_one_stands(desk: Desk) -> None:
    _, of = await answered(desk)
    await desk.rates(of, "up")
    await desk.rates(of, "down")
    assert [row["thumb"] for row in await desk.rows("SELECT thumb FROM rating")] == ["down"]
    await desk.rates(of, None)
    assert await desk.rows("SELECT thumb FROM rating") == []


async def test_two_answers_that_did_not_help_offer_a_person_and_one_twice_does_not(desk: Desk) -> None:
    conversation_id, first = await answered(desk)
    await desk.rates(first, "down")
    await desk.rates(first, "down", "wrong")
    assert not (await desk.events(conversation_id))[-1].body["offer"]
    _, second = await answered(desk)
    await desk.rates(second, "down")
    assert (await desk.events(conversation_id))[-1].body["offer"]
    assert (await desk.one(conversation_id)).state == "assistant"


async def test_after_how_many_a_person_is_offered_the_workspace_decides(desk: Desk) -> None:
    await desk.workspaces.save_assistant(desk.acme.scope, name=None, prompt=None, version=1, options={"offer_after": 1})
    conversation_id, of = await answered(desk)
    await desk.rates(of, "down")
    assert (await desk.events(conversation_id))[-1].body["offer"]


async def test_wanting_a_person_calls_the_team_once(desk: Desk) -> None:
    conversation_id, of = await answered(desk)
    await desk.present("oscar")
    await desk.rates(of, "down", "person")
    assert (await desk.one(conversation_id)).state == "waiting"
    await desk.rates(of, "down", "person")
    assert [row["reason"] for row in await desk.handoffs(conversation_id)] == ["asked"]


async def test_wanting_a_person_reopens_what_is_closed(desk: Desk) -> None:
    conversation_id, of = await answered(desk)
    await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("vera"))
    await desk.present("oscar")
    await desk.rates(of, "up")
    assert (await desk.one(conversation_id)).state == "closed"
    await desk.rates(of, "down", "person")
    assert (await desk.one(conversation_id)).state == "waiting"


async def test_the_same_frame_twice_counts_once(desk: Desk) -> None:
    conversation_id, of = await answered(desk)
    first = await desk.rates(of, "up", cid="c-1")
    assert await desk.rates(of, "up", cid="c-1") == first
    assert [event.type for event in await desk.events(conversation_id)].count("feedback") == 1
    with pytest.raises(Refused, match="used for something else"):
        await desk.rates(of, "down", cid="c-1")


@pytest.mark.parametrize(
    ("of", "thumb", "reason", "code"),
    [
        (1, "up", None, "not_found"),  # the visitor's own message
        (99, "up", None, "not_found"),
        (2, "sideways", None, "bad_frame"),
        (2, "up", "wrong", "bad_frame"),
        (2, "down", "ugly", "bad_frame"),
    ],
)
async def test_what_is_no_thumb_on_an_answer_is_refused(
    desk: Desk, of: int, thumb: str, reason: str | None, code: str
) -> None:
    await answered(desk)
    with pytest.raises(Refused) as refused:
        await desk.rates(of, thumb, reason)
    assert refused.value.code == code
    assert await desk.rows("SELECT * FROM rating") == []


async def test_nobody_rates_in_another_persons_conversation(desk: Desk) -> None:
    conversation_id, of = await answered(desk)
    stranger = replace(desk.acme.visitor("vera"), id="vis_00000000000000000000000000")
    with pytest.raises(Refused) as refused:
        await desk.thumbs.rates(desk.acme.scope, stranger, cid="c-9", of=of, thumb="down", reason=None)
    assert refused.value.code == "not_found"
    assert [event.type for event in await desk.events(conversation_id)].count("feedback") == 0
