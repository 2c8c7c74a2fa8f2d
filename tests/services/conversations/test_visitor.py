"""What a visitor can do, and what it does to the conversation."""

from __future__ import annotations

import asyncio

import pytest

from deskbell.features.conversations.model import Author, Deadline, ReadMark, State
from deskbell.features.conversations.service import Page
from deskbell.kit.errors import Refused
from tests.services.desk import DAY, Desk, fresh


async def refused(code: str, call: object) -> Refused:
    with pytest.raises(Refused) as caught:
        await call  # type: ignore[misc]
    assert caught.value.code == code
    return caught.value


@pytest.mark.both_databases
async def test_the_first_message_begins_a_conversation_that_owes_an_answer(desk: Desk) -> None:
    posted = await desk.says("Do you deliver?", page=Page("https://shop.example/x", "Shop"))
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.epoch, c.seq, posted.seq) == (State.ASSISTANT, 1, 1, 1)
    assert (c.answer_due_seq, c.unanswered_since) == (1, desk.clock.now())
    assert (c.deadline_kind, c.deadline_at) == (Deadline.ANSWER, desk.clock.now() + 45_000)
    assert (c.page_url, c.page_title) == ("https://shop.example/x", "Shop")
    assert await desk.codes(c.id) == ["contact"]
    (wake,) = desk.wakes()
    assert (wake.seq, wake.epoch, wake.answer_due_seq, wake.assistant_may_speak) == (1, 1, 1, True)


async def test_further_messages_go_into_the_same_conversation_without_gaps(desk: Desk) -> None:
    posted = [await desk.says(f"message {n}") for n in range(5)]
    assert {p.conversation_id for p in posted} == {posted[0].conversation_id}
    assert [p.seq for p in posted] == [1, 2, 3, 4, 5]
    assert (await desk.one(posted[0].conversation_id)).answer_due_seq == 5


async def test_two_visitors_have_two_conversations(desk: Desk) -> None:
    assert (await desk.says()).conversation_id != (await desk.says(who="victor")).conversation_id


async def test_the_same_cid_gets_the_same_answer_for_ever(desk: Desk) -> None:
    first = await desk.says("hello", cid="c1")
    await desk.says("more")
    desk.clock.pass_(5_000)
    assert await desk.says("hello", cid="c1") == first
    assert await desk.says("  hello ", cid="c1") == first, "the text is compared as it is stored"
    assert len(await desk.events(first.conversation_id)) == 2


async def test_a_cid_used_for_something_else_is_refused(desk: Desk) -> None:
    await desk.present("ada")
    first = await desk.says("hello", cid="c1")
    await refused("cid_reused", desk.says("goodbye", cid="c1"))
    await refused("cid_reused", desk.requests(cid="c1"))
    await desk.requests(cid="c2")
    await refused("cid_reused", desk.says("hello", cid="c2"))
    assert await desk.codes(first.conversation_id) == ["contact", "asking_team"]


async def test_the_same_cid_of_another_visitor_is_another_message(desk: Desk) -> None:
    one, other = await desk.says("hello", cid="c1"), await desk.says("hello", cid="c1", who="victor")
    assert one.event_id != other.event_id


@pytest.mark.both_databases
async def test_a_cid_sent_by_many_tabs_at_once_is_stored_once(desk: Desk) -> None:
    posted = await asyncio.gather(*[desk.says("hello", cid="c1") for _ in range(20)])
    assert len(set(posted)) == 1
    assert len(await desk.events(posted[0].conversation_id)) == 1


@pytest.mark.both_databases
async def test_many_messages_at_once_make_one_conversation_with_a_gapless_log(desk: Desk) -> None:
    posted = await asyncio.gather(*[desk.says(f"m{n}") for n in range(40)])
    assert sorted(p.seq for p in posted) == list(range(1, 41))
    assert len({p.conversation_id for p in posted}) == 1


@pytest.mark.parametrize(("text", "code"), [("", "bad_frame"), (" \n ", "bad_frame"), ("x" * 4_001, "too_long")])
async def test_empty_and_endless_messages_are_refused_and_begin_nothing(desk: Desk, text: str, code: str) -> None:
    await refused(code, desk.says(text))
    assert await desk.reading.of_visitor(desk.acme.scope, desk.acme.visitor("vera").id) is None


async def test_the_longest_message_is_accepted(desk: Desk) -> None:
    posted = await desk.says("x" * 4_000)
    assert (await desk.events(posted.conversation_id))[0].body["text"] == "x" * 4_000


async def test_a_closed_conversation_is_reopened_by_a_message_and_the_assistant_begins_afresh(desk: Desk) -> None:
    first = await desk.says()
    await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("vera"))
    desk.clock.pass_(7 * DAY)
    again = await desk.says("One more thing")
    assert again.conversation_id == first.conversation_id
    c = await desk.one(again.conversation_id)
    assert (c.state, c.boundary_seq, c.answer_due_seq, c.closed_at) == (State.ASSISTANT, 2, 4, None)
    assert await desk.codes(c.id) == ["contact", "closed", "reopened", "contact"]
    assert c.epoch == 3


async def test_after_seven_days_a_message_begins_a_new_conversation(desk: Desk) -> None:
    first = await desk.says()
    await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("vera"))
    desk.clock.pass_(7 * DAY + 1)
    again = await desk.says("Hello again")
    assert again.conversation_id != first.conversation_id
    assert again.seq == 1
    assert (await desk.one(first.conversation_id)).state is State.CLOSED


async def test_asking_for_a_person_in_words_calls_the_team_in_the_same_transaction(desk: Desk) -> None:
    await desk.present("oscar")
    await desk.says("Do you deliver?")
    desk.notes.clear()
    posted = await desk.says("I want to talk to a real person")
    c = await desk.one(posted.conversation_id)
    assert await desk.codes(c.id) == ["contact", "contact", "asking_team"]
    assert (c.state, c.epoch, c.answer_due_seq) == (State.WAITING, 2, None)
    assert c.handoff is not None
    assert (c.handoff.reason, c.waiting_since) == ("keyword", desk.clock.now())
    assert [(wake.seq, wake.state) for wake in desk.wakes()] == [(3, State.WAITING)], "one commit, one wake"


async def test_the_words_of_the_workspace_itself_call_the_team_too(desk: Desk) -> None:
    await desk.present("oscar")
    await desk.workspaces.save_assistant(
        desk.acme.scope, name=None, prompt=None, version=1, options={"call_words": ["the  harbour master", "de: Chef"]}
    )
    c = (await desk.says("A dish for a chef?")).conversation_id
    assert (await desk.one(c)).state is State.ASSISTANT
    await desk.says("Is the Harbour Master there?")
    c_now = await desk.one(c)
    assert c_now.state is State.WAITING
    assert c_now.handoff is not None
    assert c_now.handoff.reason == "keyword"


async def test_when_nobody_is_reachable_the_request_is_kept_and_no_person_is_promised(desk: Desk) -> None:
    posted = await desk.says("I want to talk to a real person")
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.handoff, c.deadline_kind, c.answer_due_seq) == (State.FOLLOWUP, None, Deadline.REMINDER, None)
    (handoff,) = await desk.handoffs(c.id)
    assert (handoff["outcome"], handoff["expired_at"]) == ("expired", desk.clock.now())
    assert await desk.codes(c.id) == ["contact", "nobody_here"]
    assert "person" not in (await desk.events(c.id))[-1].body["text"]


async def test_the_request_works_before_the_first_message(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.requests()
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.seq, c.last_contact_seq) == (State.WAITING, 1, 0)
    assert (c.waiting_since, c.unanswered_since) == (desk.clock.now(), desk.clock.now())


async def test_the_request_repeated_with_its_cid_gets_the_same_answer(desk: Desk) -> None:
    await desk.present("ada")
    first = await desk.requests(cid="c1")
    assert await desk.requests(cid="c1") == first
    again = await desk.requests()
    assert (again.seq, again.event_id) == (first.seq, "")
    assert len(await desk.handoffs(first.conversation_id)) == 1


@pytest.mark.both_databases
async def test_many_requests_at_once_open_one_handoff(desk: Desk) -> None:
    await desk.present("ada")
    await desk.says()
    posted = await asyncio.gather(*[desk.requests() for _ in range(20)])
    assert len(await desk.handoffs(posted[0].conversation_id)) == 1
    assert await desk.codes(posted[0].conversation_id) == ["contact", "asking_team"]


async def test_a_request_rings_the_team_along_the_ladder_once(desk: Desk) -> None:
    await desk.present("ada")
    await desk.requests()
    desk.clock.pass_(90_000)
    start = desk.clock.now() - 90_000
    rings = [("ring", start + delay) for delay in (0, 30_000, 60_000, 90_000)]
    jobs = [(job.kind, job.due_at) for job in await desk.jobs_due()]
    assert sorted(jobs) == [*rings, ("still_trying", start + 60_000), ("team_mail", start + 90_000)]
    assert await desk.jobs_due() == []


async def test_cancelling_brings_the_assistant_back_with_its_memory(desk: Desk) -> None:
    await desk.present("ada")
    await desk.says("Do you deliver to Oslo?")
    posted = await desk.requests()
    vera = desk.acme.visitor("vera")
    await desk.conversations.visitor.cancels(desk.acme.scope, vera)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.waiting_since, c.unanswered_since, c.handoff, c.boundary_seq) == (
        State.ASSISTANT, None, None, None, 0,
    )  # fmt: skip
    assert [row["outcome"] for row in await desk.handoffs(c.id)] == ["cancelled"]
    standing = await desk.conversations.visitor.cancels(desk.acme.scope, vera)
    assert (standing.seq, standing.event_id) == (c.seq, "")


async def test_cancelling_is_refused_once_a_person_is_there_and_says_who(desk: Desk) -> None:
    await desk.present("oscar")
    posted = await desk.requests()
    await desk.takes("oscar", posted.conversation_id)
    error = await refused("conflict", desk.conversations.visitor.cancels(desk.acme.scope, desk.acme.visitor("vera")))
    assert error.details["by"]["name"] == "Oscar"


async def test_closing_twice_is_closing_once(desk: Desk) -> None:
    posted = await desk.says()
    vera = desk.acme.visitor("vera")
    first = await desk.conversations.visitor.closes(desk.acme.scope, vera)
    again = await desk.conversations.visitor.closes(desk.acme.scope, vera)
    assert (again.seq, again.epoch) == (first.seq, first.epoch)
    assert await desk.codes(posted.conversation_id) == ["contact", "closed"]


async def test_who_never_wrote_has_nothing_to_cancel_close_or_retry(desk: Desk) -> None:
    vera, verbs = desk.acme.visitor("vera"), desk.conversations.visitor
    for call in (verbs.cancels, verbs.closes, verbs.retries):
        await refused("not_found", call(desk.acme.scope, vera))


async def test_asking_the_assistant_meanwhile_keeps_the_place_in_the_queue(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.requests()
    before = await desk.one(posted.conversation_id)
    desk.clock.pass_(10_000)
    await desk.says("Can you tell me meanwhile?", assist=True)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.assist, c.answer_due_seq) == (State.WAITING, True, 3)
    assert (c.waiting_since, c.deadline_at, c.epoch) == (before.waiting_since, before.deadline_at, before.epoch)
    await desk.answers(c.id)
    c = await desk.one(c.id)
    assert (c.state, c.waiting_since, c.answer_due_seq) == (State.WAITING, before.waiting_since, None)
    await desk.says("Never mind", assist=False)
    assert (await desk.one(c.id)).answer_due_seq is None
    assert await desk.codes(c.id) == ["asking_team", "assist", "contact", "assistant", "assist", "contact"]


async def test_the_wish_to_be_assisted_holds_until_it_is_withdrawn(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.requests()
    await desk.says("meanwhile?", assist=True)
    await desk.says("and this?")
    c = await desk.one(posted.conversation_id)
    assert (c.assist, c.answer_due_seq) == (True, 4)


async def test_another_try_is_owed_and_told_to_every_reader(desk: Desk) -> None:
    posted = await desk.says()
    await desk.answers(posted.conversation_id)
    vera = desk.acme.visitor("vera")
    retried = await desk.conversations.visitor.retries(desk.acme.scope, vera)
    c = await desk.one(posted.conversation_id)
    assert (c.answer_due_seq, c.unanswered_since, c.deadline_kind) == (retried.seq, desk.clock.now(), Deadline.ANSWER)
    assert await desk.codes(c.id) == ["contact", "assistant", "retry"]
    again = await desk.conversations.visitor.retries(desk.acme.scope, vera)
    assert (again.seq, len(await desk.events(c.id))) == (3, 3), "what is owed already is not owed twice"


async def test_another_try_is_refused_while_a_person_talks(desk: Desk) -> None:
    posted = await desk.says()
    await desk.takes("ada", posted.conversation_id)
    await refused("conflict", desk.conversations.visitor.retries(desk.acme.scope, desk.acme.visitor("vera")))


async def test_reading_is_marked_up_to_what_there_is(desk: Desk) -> None:
    posted = await desk.says()
    vera = desk.acme.visitor("vera")
    desk.notes.clear()
    await desk.conversations.visitor.read(desk.acme.scope, vera, 10**9)
    snapshot = await desk.reading.snapshot(desk.acme.scope, posted.conversation_id)
    assert snapshot.conversation["read"]["contact"] == 1
    mark = ReadMark(desk.acme.scope.workspace_id, posted.conversation_id, Author.CONTACT, None, 1)
    assert desk.notes == [mark]
    await desk.conversations.visitor.read(desk.acme.scope, vera, 0)
    assert (await desk.reading.snapshot(desk.acme.scope, posted.conversation_id)).conversation["read"]["contact"] == 1
    await desk.conversations.visitor.read(desk.acme.scope, desk.acme.visitor("victor"), 5)


async def test_a_message_while_a_person_talks_is_owed_by_the_person_not_the_assistant(desk: Desk) -> None:
    posted = await desk.says()
    await desk.replies("ada", posted.conversation_id)
    await desk.says("I want to talk to a real person", cid=fresh())
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.answer_due_seq, c.deadline_kind) == (State.HUMAN, None, Deadline.SILENCE)
