"""What an operator can do; who comes second is told who was first."""

from __future__ import annotations

import asyncio

import pytest

from deskbell.features.conversations.model import Author, Deadline, Posted, ReadMark, State
from deskbell.kit.errors import Refused
from tests.services.desk import Desk


async def waiting(desk: Desk) -> str:
    """A visitor who waits for a person, with everybody of Acme present."""
    await desk.present("ada", "oscar", "olga")
    await desk.says("My parcel is lost")
    return (await desk.requests()).conversation_id


async def test_taking_gives_the_conversation_an_owner_and_stops_the_assistant(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    taken = await desk.takes("oscar", conversation_id)
    c = await desk.one(conversation_id)
    assert c.owner == desk.acme.who("oscar")
    assert (c.state, c.epoch, taken.epoch, c.answer_due_seq) == (State.HUMAN, 3, 3, None)
    assert (c.waiting_since, c.deadline_kind) == (desk.clock.now(), Deadline.SILENCE), "taking is not answering"
    (handoff,) = await desk.handoffs(conversation_id)
    assert (handoff["accepted_by"], handoff["ended_at"]) == (desk.acme.operators["oscar"].id, None)


async def test_taking_twice_is_taking_once(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    first = await desk.takes("oscar", conversation_id)
    again = await desk.takes("oscar", conversation_id, epoch=2)
    assert (again.seq, again.epoch, again.event_id) == (first.seq, first.epoch, "")


@pytest.mark.both_databases
async def test_who_takes_too_late_is_told_who_has_it(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    await desk.takes("oscar", conversation_id)
    for epoch in (2, 3, 99):
        with pytest.raises(Refused) as late:
            await desk.takes("olga", conversation_id, epoch=epoch)
        oscar = desk.acme.who("oscar")
        assert (late.value.code, late.value.details) == ("conflict", {"by": {"id": oscar.id, "name": oscar.name}})


async def test_an_old_screen_cannot_move_anything(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    verbs, who = desk.conversations.operator, desk.acme.who("oscar")
    for verb in (verbs.take, verbs.close):
        with pytest.raises(Refused) as stale:
            await verb(desk.acme.scope, who, conversation_id, epoch=1)
        assert (stale.value.code, stale.value.details) == ("conflict", {})
    await desk.takes("oscar", conversation_id)
    for verb in (verbs.release, verbs.give_back, verbs.close):
        with pytest.raises(Refused):
            await verb(desk.acme.scope, who, conversation_id, epoch=2)
    assert (await desk.one(conversation_id)).epoch == 3


async def test_of_two_operators_who_press_at_the_same_time_exactly_one_wins_300_times(desk: Desk) -> None:
    await desk.present("oscar", "olga")
    template = (await desk.requests()).conversation_id
    names = {"oscar": 0, "olga": 0}
    for _ in range(300):
        epoch = (await desk.one(template)).epoch
        pair = ["oscar", "olga"] if epoch % 4 else ["olga", "oscar"]
        results = await asyncio.gather(
            *[desk.takes(name, template, epoch=epoch) for name in pair], return_exceptions=True
        )
        won = [name for name, result in zip(pair, results, strict=True) if isinstance(result, Posted)]
        lost = [result for result in results if isinstance(result, Refused)]
        assert len(won) == 1
        assert [error.details.get("by") for error in lost] == [
            {"id": desk.acme.operators[won[0]].id, "name": won[0].title()}
        ]
        c = await desk.one(template)
        assert c.owner == desk.acme.who(won[0])
        names[won[0]] += 1
        await desk.conversations.operator.release(desk.acme.scope, desk.acme.who(won[0]), template, epoch=c.epoch)
    assert sum(names.values()) == 300
    assert (await desk.one(template)).seq == 1 + 2 * 300, "one event for each take and release, none for the losers"


async def test_the_first_public_answer_takes_the_conversation(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    desk.clock.pass_(7_000)
    posted = await desk.replies("oscar", conversation_id, "I look into it")
    c = await desk.one(conversation_id)
    assert (c.state, c.owner, posted.epoch) == (State.HUMAN, desk.acme.who("oscar"), 3)
    assert (c.waiting_since, c.unanswered_since, c.handoff) == (None, None, None)
    assert c.deadline_kind is Deadline.IDLE
    assert await desk.codes(conversation_id) == ["contact", "asking_team", "joined", "operator"]
    (handoff,) = await desk.handoffs(conversation_id)
    assert (handoff["outcome"], handoff["first_reply_at"], handoff["accepted_at"]) == (
        "accepted", desk.clock.now(), desk.clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize("state", ["assistant", "followup", "closed"])
async def test_an_answer_takes_it_in_every_state_that_nobody_owns(desk: Desk, state: str) -> None:
    posted = await desk.says("I want to talk to a real person" if state == "followup" else "Hello")
    if state == "closed":
        await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("vera"))
    assert (await desk.one(posted.conversation_id)).state.value == state
    await desk.replies("ada", posted.conversation_id)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.owner, c.unanswered_since, c.answer_due_seq) == (State.HUMAN, desk.acme.who("ada"), None, None)


@pytest.mark.both_databases
async def test_of_two_answers_at_once_one_takes_it_and_the_other_is_told_who(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    results = await asyncio.gather(
        *[desk.replies(name, conversation_id) for name in ("oscar", "olga", "ada")], return_exceptions=True
    )
    won = [result for result in results if isinstance(result, Posted)]
    lost = [result for result in results if isinstance(result, Refused)]
    assert (len(won), len(lost)) == (1, 2)
    owner = (await desk.one(conversation_id)).owner
    assert owner is not None
    assert {error.details["by"]["id"] for error in lost} == {owner.id}


async def test_only_the_owner_answers_releases_and_returns(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    await desk.takes("oscar", conversation_id)
    verbs, olga = desk.conversations.operator, desk.acme.who("olga")
    for call in (
        verbs.release(desk.acme.scope, olga, conversation_id, epoch=3),
        verbs.give_back(desk.acme.scope, olga, conversation_id, epoch=3),
        desk.replies("olga", conversation_id),
    ):
        with pytest.raises(Refused) as error:
            await call
        assert error.value.details["by"]["name"] == "Oscar"
    assert (await desk.one(conversation_id)).owner == desk.acme.who("oscar")


async def test_a_colleague_may_close(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    await desk.takes("oscar", conversation_id)
    await desk.conversations.operator.close(desk.acme.scope, desk.acme.who("olga"), conversation_id, epoch=3)
    c = await desk.one(conversation_id)
    assert (c.state, c.owner, c.deadline_at, c.waiting_since) == (State.CLOSED, None, None, None)
    with pytest.raises(Refused) as error:
        await desk.conversations.operator.close(desk.acme.scope, desk.acme.who("olga"), conversation_id, epoch=4)
    assert error.value.code == "closed"


async def test_an_answer_sent_twice_is_said_once_and_a_cid_means_one_thing(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    other = (await desk.says("Hi", who="victor")).conversation_id
    first, again = await asyncio.gather(*[desk.replies("oscar", conversation_id, "Hello", cid="c1") for _ in range(2)])
    assert first == again
    for call in (
        desk.replies("oscar", conversation_id, "Goodbye", cid="c1"),
        desk.replies("oscar", conversation_id, "Hello", cid="c1", kind="note"),
        desk.replies("oscar", other, "Hello", cid="c1"),
    ):
        with pytest.raises(Refused) as error:
            await call
        assert error.value.code == "cid_reused"
    assert (await desk.codes(conversation_id)).count("operator") == 1
    assert await desk.codes(other) == ["contact"]


async def test_a_note_changes_nothing_for_the_visitor(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    before = await desk.one(conversation_id)
    desk.clock.pass_(1_000)
    note = await desk.replies("olga", conversation_id, "Careful, VIP", kind="note")
    c = await desk.one(conversation_id)
    same = ("state", "epoch", "owner", "waiting_since", "unanswered_since", "deadline_at", "last_seq", "handoff")
    assert [getattr(c, name) for name in same] == [getattr(before, name) for name in same]
    assert (c.seq, note.seq) == (before.seq + 1, before.seq + 1)
    event = (await desk.events(conversation_id))[-1]
    assert (event.internal, event.body["kind"], event.author_name) == (True, "note", "Olga")
    await desk.takes("oscar", conversation_id)
    await desk.replies("olga", conversation_id, "I know them", kind="note")


async def test_an_answer_to_something_outdated_is_held(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    taken = await desk.takes("oscar", conversation_id)
    await desk.replies("olga", conversation_id, "A note outdates nothing", kind="note")
    await desk.replies("oscar", conversation_id, "Hello", seen=taken.seq)
    newer = await desk.says("It has arrived!")
    with pytest.raises(Refused) as stale:
        await desk.replies("oscar", conversation_id, "It is lost, sorry", seen=newer.seq - 1, cid="kept")
    assert (stale.value.code, stale.value.details) == ("stale", {"seq": newer.seq})
    await desk.replies("oscar", conversation_id, "It is lost, sorry", seen=newer.seq, cid="kept")


@pytest.mark.both_databases
async def test_releasing_asks_somebody_else_and_rings_anew(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    asked_at = desk.clock.now()
    await desk.takes("oscar", conversation_id)
    desk.clock.pass_(50_000)
    await desk.jobs_due()
    verbs = desk.conversations.operator
    await verbs.release(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=3)
    c = await desk.one(conversation_id)
    assert (c.state, c.owner, c.waiting_since) == (State.WAITING, None, asked_at), "the wait goes on, not anew"
    assert c.deadline_at == desk.clock.now() + 120_000
    assert len(await desk.handoffs(conversation_id)) == 1
    assert [(job.kind, job.payload["epoch"]) for job in await desk.jobs_due()] == [("ring", 4)]


async def test_returning_lets_the_assistant_answer_what_is_asked_from_then_on(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    await desk.replies("oscar", conversation_id, "It arrives tomorrow")
    verbs = desk.conversations.operator
    await verbs.give_back(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=3)
    c = await desk.one(conversation_id)
    assert (c.state, c.owner, c.answer_due_seq, c.boundary_seq) == (State.ASSISTANT, None, None, 4)
    asked = await desk.says("When are you open?")
    c = await desk.one(conversation_id)
    assert c.answer_due_seq == asked.seq
    await desk.answers(conversation_id)
    assert (await desk.codes(conversation_id))[-3:] == ["returned", "contact", "assistant"]


async def test_taking_a_closed_conversation_opens_it_for_its_owner(desk: Desk) -> None:
    posted = await desk.says()
    await desk.conversations.operator.close(
        desk.acme.scope, desk.acme.who("ada"), posted.conversation_id, epoch=posted.epoch
    )
    await desk.takes("oscar", posted.conversation_id)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.closed_at) == (State.HUMAN, None)


async def test_reading_is_marked_for_the_operator_and_for_the_visitor_when_it_is_the_owner(desk: Desk) -> None:
    conversation_id = await waiting(desk)
    await desk.takes("oscar", conversation_id)
    verbs = desk.conversations.operator

    async def read_by_operators() -> object:
        return (await desk.reading.snapshot(desk.acme.scope, conversation_id)).conversation["read"]["operator"]

    await verbs.read(desk.acme.scope, desk.acme.who("olga"), conversation_id, 3)
    assert await read_by_operators() == 0, "a colleague's look is not the owner's"
    desk.notes.clear()
    await verbs.read(desk.acme.scope, desk.acme.who("oscar"), conversation_id, 99)
    assert await read_by_operators() == 3
    oscar = desk.acme.operators["oscar"].id
    assert desk.notes == [ReadMark(desk.acme.scope.workspace_id, conversation_id, Author.OPERATOR, oscar, 3)]
    await verbs.read(desk.acme.scope, desk.acme.who("oscar"), conversation_id, 1)
    marks = await desk.rows("SELECT upto FROM read_mark WHERE operator_id = :id", id=oscar)
    assert [row["upto"] for row in marks] == [3]


@pytest.mark.parametrize(("text", "code"), [("", "bad_frame"), ("x" * 4_001, "too_long")])
async def test_empty_and_endless_answers_are_refused(desk: Desk, text: str, code: str) -> None:
    conversation_id = await waiting(desk)
    with pytest.raises(Refused) as error:
        await desk.replies("oscar", conversation_id, text)
    assert error.value.code == code
    assert (await desk.one(conversation_id)).state is State.WAITING


async def test_a_colleague_takes_over_and_who_had_it_is_told(desk: Desk) -> None:
    c = await waiting(desk)
    await desk.takes("oscar", c)
    olga, epoch = desk.acme.who("olga"), (await desk.one(c)).epoch
    take = desk.conversations.operator.take
    for seen, over in ((epoch, False), (epoch - 1, True)):
        with pytest.raises(Refused) as refused:
            await take(desk.acme.scope, olga, c, epoch=seen, over=over)
        assert refused.value.code == "conflict"
    await take(desk.acme.scope, olga, c, epoch=epoch, over=True)
    found = await desk.one(c)
    assert (found.state, found.owner, found.epoch) == (State.HUMAN, olga, epoch + 1)
    note, joined = (await desk.events(c))[-2:]
    assert (note.body["kind"], [one["name"] for one in note.body["mentions"]]) == ("note", ["Oscar"])
    assert (joined.type, joined.body["code"]) == ("state", "joined")
    assert (await take(desk.acme.scope, olga, c, epoch=epoch + 1, over=True)).epoch == epoch + 1
