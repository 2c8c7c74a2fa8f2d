"""What time does to conversations: each deadline passes once, and nobody who waits is forgotten."""

from __future__ import annotations

import asyncio

import pytest

from deskbell.features.conversations.model import Deadline, State
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.services.desk import DAY, HOUR, Desk

LEASE, PICKUP, SILENCE = 45_000, 120_000, 120_000


async def passes(desk: Desk, milliseconds: int, *present: str) -> None:
    """Time goes by; these operators are there at its end; the worker looks."""
    desk.clock.pass_(milliseconds)
    await desk.present(*present)
    await desk.due()


async def test_an_answer_that_does_not_come_calls_the_team(desk: Desk) -> None:
    posted = await desk.says()
    await passes(desk, LEASE - 1, "ada")
    assert (await desk.one(posted.conversation_id)).state is State.ASSISTANT
    await passes(desk, 1, "ada")
    c = await desk.one(posted.conversation_id)
    assert c.state is State.WAITING
    assert c.handoff is not None
    assert (c.handoff.reason, c.answer_due_seq) == ("answer_failed", None)


async def test_an_answer_that_does_not_come_with_nobody_there_becomes_a_request_for_later(desk: Desk) -> None:
    posted = await desk.says()
    await passes(desk, LEASE)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.unanswered_since) == (State.FOLLOWUP, c.created_at)


async def test_a_wait_that_nobody_ends_becomes_a_request_for_later(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.requests()
    await passes(desk, PICKUP - 1, "ada")
    assert (await desk.one(posted.conversation_id)).state is State.WAITING
    await passes(desk, 1, "ada")
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.assist, c.deadline_kind, c.handoff) == (State.FOLLOWUP, True, Deadline.REMINDER, None)
    assert c.waiting_since == c.created_at, "still waiting for a person, only not live"
    (handoff,) = await desk.handoffs(c.id)
    assert (handoff["outcome"], handoff["expired_at"]) == ("expired", desk.clock.now())
    assert await desk.codes(c.id) == ["asking_team", "timed_out"]


async def test_who_waits_longer_than_a_week_is_still_not_closed(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.requests()
    await passes(desk, PICKUP)
    for _ in range(8):
        await passes(desk, DAY)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.deadline_kind, c.deadline_at) == (
        State.FOLLOWUP, Deadline.REMINDER, desk.clock.now() + DAY,
    )  # fmt: skip
    assert await desk.codes(c.id) == ["asking_team", "timed_out"], "a reminder is not the visitor's business"


async def test_a_workspaces_own_times_are_used(desk: Desk) -> None:
    await desk.run("UPDATE workspace SET pickup_ms = 30000, silence_ms = 60000")
    await desk.present("ada")
    posted = await desk.requests()
    assert (await desk.one(posted.conversation_id)).deadline_at == desk.clock.now() + 30_000
    await desk.takes("ada", posted.conversation_id)
    assert (await desk.one(posted.conversation_id)).deadline_at == desk.clock.now() + 60_000


async def test_a_silent_owner_is_nudged_and_then_somebody_else_is_asked(desk: Desk) -> None:
    await desk.present("ada", "oscar")
    asked_at = desk.clock.now()
    posted = await desk.requests()
    await desk.takes("oscar", posted.conversation_id)
    await passes(desk, SILENCE, "oscar", "ada")
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.deadline_kind, c.deadline_at) == (
        State.HUMAN, Deadline.SILENCE_LAST, desk.clock.now() + SILENCE,
    )  # fmt: skip
    oscar = desk.acme.operators["oscar"].id
    nudges = [job for job in await desk.jobs_due() if job.payload.get("owner_id")]
    assert [(job.kind, job.payload["owner_id"], job.payload["epoch"]) for job in nudges] == [("ring", oscar, c.epoch)]
    await passes(desk, SILENCE, "oscar", "ada")
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.owner, c.waiting_since) == (State.WAITING, None, asked_at)
    assert await desk.codes(c.id) == ["asking_team", "joined", "quiet", "someone_else"]


async def test_a_silent_owner_with_nobody_else_there_leaves_a_request_for_later(desk: Desk) -> None:
    await desk.present("oscar")
    posted = await desk.requests()
    await desk.takes("oscar", posted.conversation_id)
    await passes(desk, SILENCE)
    await passes(desk, SILENCE)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.owner, c.waiting_since) == (State.FOLLOWUP, None, c.created_at)


async def test_an_owner_who_answers_is_not_silent(desk: Desk) -> None:
    await desk.present("oscar")
    posted = await desk.requests()
    await desk.replies("oscar", posted.conversation_id)
    await passes(desk, 10 * SILENCE)
    assert (await desk.one(posted.conversation_id)).deadline_kind is Deadline.IDLE
    await desk.says("And now?")
    c = await desk.one(posted.conversation_id)
    assert (c.deadline_kind, c.deadline_at) == (Deadline.SILENCE, desk.clock.now() + SILENCE)


async def test_the_answer_of_the_owner_after_the_nudge_ends_the_silence(desk: Desk) -> None:
    await desk.present("oscar", "ada")
    posted = await desk.requests()
    await desk.takes("oscar", posted.conversation_id)
    await passes(desk, SILENCE, "oscar")
    await desk.replies("oscar", posted.conversation_id)
    await passes(desk, SILENCE, "oscar", "ada")
    assert (await desk.one(posted.conversation_id)).state is State.HUMAN


async def test_an_owner_who_is_gone_is_replaced_at_once_and_the_wait_goes_on(desk: Desk) -> None:
    await desk.present("oscar", "ada")
    posted = await desk.requests()
    await desk.replies("oscar", posted.conversation_id)
    wrote_at = desk.clock.now()
    await desk.says("Are you there?")
    desk.clock.pass_(60_001)
    await desk.present("ada")

    async def look(tx: Tx) -> list[tuple[str, str, int]]:
        since = desk.clock.now() - 60_000
        return await desk.conversations.time.lost_owners_any_workspace(tx, unseen_since=since)

    (lost,) = await desk.db.read(ANY_WORKSPACE, look)
    assert lost == (desk.acme.scope.workspace_id, posted.conversation_id, 3)
    for _ in range(2):
        await desk.conversations.time.owner_lost(desk.acme.scope, posted.conversation_id, epoch=lost[2])
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.owner, c.waiting_since, c.epoch) == (State.WAITING, None, wrote_at, 4)
    assert (await desk.events(c.id))[-1].body["reason"] == "owner_lost"
    assert await desk.db.read(ANY_WORKSPACE, look) == []
    await desk.takes("ada", c.id)
    await desk.conversations.time.owner_lost(desk.acme.scope, c.id, epoch=lost[2])
    taken = (await desk.one(c.id)).owner
    assert taken is not None
    assert taken.name == "Ada", "what was seen of the one owner is nothing to the next"


async def test_an_owner_who_is_there_or_owes_nothing_is_not_lost(desk: Desk) -> None:
    await desk.present("oscar", "ada")
    posted = await desk.requests()
    await desk.takes("oscar", posted.conversation_id)
    other = (await desk.says("Hi", who="victor")).conversation_id
    await desk.replies("ada", other)
    desk.clock.pass_(70_000)
    await desk.present("oscar")

    async def look(tx: Tx) -> list[tuple[str, str, int]]:
        since = desk.clock.now() - 60_000
        return await desk.conversations.time.lost_owners_any_workspace(tx, unseen_since=since)

    assert await desk.db.read(ANY_WORKSPACE, look) == []


async def test_an_owner_who_is_gone_with_nobody_else_there_leaves_a_request_for_later(desk: Desk) -> None:
    await desk.present("oscar")
    posted = await desk.requests()
    await desk.takes("oscar", posted.conversation_id)
    desk.clock.pass_(61_000)
    await desk.conversations.time.owner_lost(desk.acme.scope, posted.conversation_id, epoch=3)
    assert (await desk.one(posted.conversation_id)).state is State.FOLLOWUP


@pytest.mark.parametrize(("who", "after"), [("assistant", DAY), ("human", 3 * DAY)])
async def test_who_has_been_answered_and_is_gone_is_closed_in_the_end(desk: Desk, who: str, after: int) -> None:
    posted = await desk.says()
    if who == "human":
        await desk.replies("ada", posted.conversation_id)
    else:
        await desk.answers(posted.conversation_id)
    await passes(desk, after - 1)
    assert (await desk.one(posted.conversation_id)).state.value == who
    await passes(desk, 1)
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.owner, c.deadline_at) == (State.CLOSED, None, None)
    assert (await desk.events(c.id))[-1].body["reason"] == "idle"


async def test_a_deadline_passes_once_however_many_workers_see_it(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.says()
    seen_at = desk.clock.now() + LEASE
    desk.clock.pass_(LEASE)
    time = desk.conversations.time
    did = await asyncio.gather(
        *[time.deadline_passed(desk.acme.scope, posted.conversation_id, seen_at=seen_at) for _ in range(20)]
    )
    assert did.count(True) == 1
    assert len(await desk.handoffs(posted.conversation_id)) == 1


async def test_a_nudge_happens_once_however_many_workers_see_it(desk: Desk) -> None:
    await desk.present("oscar")
    posted = await desk.requests()
    await desk.takes("oscar", posted.conversation_id)
    seen_at = desk.clock.now() + SILENCE
    desk.clock.pass_(SILENCE)
    time = desk.conversations.time
    did = await asyncio.gather(
        *[time.deadline_passed(desk.acme.scope, posted.conversation_id, seen_at=seen_at) for _ in range(5)]
    )
    assert did.count(True) == 1
    rings = await desk.rows("SELECT dedupe_key FROM job WHERE dedupe_key LIKE 'nudge:%'")
    assert len(rings) == 1


async def test_a_deadline_that_moved_or_is_not_due_does_nothing(desk: Desk) -> None:
    posted = await desk.says()
    time, scope = desk.conversations.time, desk.acme.scope
    due_at = desk.clock.now() + LEASE
    assert not await time.deadline_passed(scope, posted.conversation_id, seen_at=due_at), "not yet"
    await desk.answers(posted.conversation_id)
    desk.clock.pass_(LEASE)
    assert not await time.deadline_passed(scope, posted.conversation_id, seen_at=due_at), "answered meanwhile"
    await desk.conversations.visitor.closes(scope, desk.acme.visitor("vera"))
    assert not await time.deadline_passed(scope, posted.conversation_id, seen_at=due_at), "closed meanwhile"


async def test_of_a_take_and_a_missed_pick_up_exactly_one_happens(desk: Desk) -> None:
    await desk.present("ada")
    outcomes = set()
    for n in range(20):
        posted = await desk.requests()
        c = await desk.one(posted.conversation_id)
        assert c.deadline_at is not None
        desk.clock.pass_(PICKUP)
        await desk.present("ada")
        take = desk.takes("ada", c.id, epoch=c.epoch)
        missed = desk.conversations.time.deadline_passed(desk.acme.scope, c.id, seen_at=c.deadline_at)
        both = [take, missed] if n % 2 else [missed, take]
        results = await asyncio.gather(*both, return_exceptions=True)
        after = await desk.one(c.id)
        assert after.epoch == c.epoch + 1, results
        outcomes.add(after.state)
        verbs = desk.conversations.operator
        await verbs.close(desk.acme.scope, desk.acme.who("ada"), c.id, epoch=after.epoch)
    assert outcomes == {State.HUMAN, State.FOLLOWUP}


async def test_a_waiting_visitor_is_told_once_that_the_team_is_still_tried(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.requests()
    before = await desk.one(posted.conversation_id)
    desk.clock.pass_(60_000)
    for _ in range(3):  # a job may run again after a crash
        await desk.conversations.time.still_trying(desk.acme.scope, before.id, epoch=before.epoch)
    c = await desk.one(before.id)
    assert await desk.codes(c.id) == ["asking_team", "still_trying"]
    assert (c.deadline_at, c.waiting_since, c.epoch) == (before.deadline_at, before.waiting_since, before.epoch)
    await desk.takes("ada", c.id)
    await desk.conversations.time.still_trying(desk.acme.scope, c.id, epoch=before.epoch)
    assert (await desk.codes(c.id)).count("still_trying") == 1


async def test_a_second_wait_is_told_again(desk: Desk) -> None:
    await desk.present("ada")
    conversation_id = (await desk.requests()).conversation_id
    for _ in range(2):
        c = await desk.one(conversation_id)
        await desk.conversations.time.still_trying(desk.acme.scope, c.id, epoch=c.epoch)
        taken = await desk.takes("ada", c.id)
        verbs = desk.conversations.operator
        await verbs.release(desk.acme.scope, desk.acme.who("ada"), c.id, epoch=taken.epoch)
    assert (await desk.codes(conversation_id)).count("still_trying") == 2


async def test_the_notice_of_an_earlier_wait_is_not_told_in_a_later_one_or_to_who_is_attended(desk: Desk) -> None:
    await desk.present("ada")
    conversation_id = (await desk.requests()).conversation_id
    taken = await desk.takes("ada", conversation_id)
    await desk.conversations.time.still_trying(desk.acme.scope, conversation_id, epoch=2)
    verbs = desk.conversations.operator
    await verbs.release(desk.acme.scope, desk.acme.who("ada"), conversation_id, epoch=taken.epoch)
    await desk.conversations.time.still_trying(desk.acme.scope, conversation_id, epoch=2)
    assert await desk.codes(conversation_id) == ["asking_team", "joined", "someone_else"]


async def test_what_was_due_while_the_program_was_down_happens_at_the_next_look(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.requests()
    await desk.close()
    desk.clock.pass_(HOUR)
    await desk.open()
    await desk.due()
    c = await desk.one(posted.conversation_id)
    assert (c.state, c.waiting_since) == (State.FOLLOWUP, desk.clock.now() - HOUR)


async def test_answers_that_are_owed_are_found_after_a_restart(desk: Desk) -> None:
    posted = await desk.says()
    answered = await desk.says("Hi", who="victor")
    await desk.answers(answered.conversation_id)
    await desk.close()
    await desk.open()
    found = await desk.db.read(ANY_WORKSPACE, desk.conversations.time.answers_due_any_workspace)
    assert found == [(desk.acme.scope.workspace_id, posted.conversation_id)]


async def test_who_says_two_minutes_is_announced_once_and_the_deadline_begins_anew(desk: Desk) -> None:
    await desk.present("oscar")
    c = await desk.one((await desk.requests()).conversation_id)
    desk.clock.pass_(50_000)
    oscar, olga = desk.acme.who("oscar"), desk.acme.who("olga")
    await desk.conversations.operator.soon(desk.acme.scope, oscar, c.id, epoch=c.epoch)
    soon = await desk.one(c.id)
    assert (soon.state, soon.epoch, soon.waiting_since) == (c.state, c.epoch, c.waiting_since)
    assert soon.deadline_at == desk.clock.now() + 120_000
    await desk.conversations.operator.soon(desk.acme.scope, olga, c.id, epoch=c.epoch)
    desk.clock.pass_(10_000)
    await desk.conversations.time.still_trying(desk.acme.scope, c.id, epoch=c.epoch)
    assert await desk.codes(c.id) == ["asking_team", "soon"]
    assert "Oscar has seen your request" in (await desk.events(c.id))[-1].body["text"]
    await desk.takes("olga", c.id)
    with pytest.raises(Refused):
        await desk.conversations.operator.soon(desk.acme.scope, oscar, c.id, epoch=c.epoch)
