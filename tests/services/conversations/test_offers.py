"""Handing a conversation to a colleague: it stays with its owner until somebody has it, and nobody falls between."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from deskbell.features.conversations.model import Deadline, Posted, State, Trigger
from deskbell.kit.errors import Refused
from tests.services.desk import Desk

MINUTE = 60_000


async def owned(desk: Desk, *, waits: bool = False) -> str:
    """Oscar's; its visitor waits for an answer, or has had one."""
    await desk.present("oscar", "olga")
    c = (await desk.requests()).conversation_id
    desk.clock.pass_(5_000)
    await desk.takes("oscar", c)
    if not waits:
        await desk.replies("oscar", c, "Hello")
    return c


def offers(desk: Desk, c: str, *, to: str = "olga", by: str = "oscar", text: str = "") -> Coroutine[Any, Any, Posted]:
    target = desk.acme.operators[to].id
    return desk.conversations.offers.offer(desk.acme.scope, desk.acme.who(by), c, epoch=3, to=target, text=text)


def withdraws(desk: Desk, c: str, *, by: str = "oscar") -> Coroutine[Any, Any, Posted]:
    return desk.conversations.offers.withdraw(desk.acme.scope, desk.acme.who(by), c, epoch=3)


async def refusal(work: Coroutine[Any, Any, Any]) -> str:
    with pytest.raises(Refused) as refused:
        await work
    return refused.value.code


async def test_the_colleague_takes_it_and_until_then_the_owner_has_it(desk: Desk) -> None:
    c = await owned(desk)
    await offers(desk, c, text="She speaks Norwegian.")
    found = await desk.one(c)
    assert (found.state, found.owner, found.epoch) == (State.HUMAN, desk.acme.who("oscar"), 3)
    assert found.offer is not None
    assert found.offer.to == desk.acme.who("olga")
    await desk.replies("oscar", c, "One moment, Olga comes")  # who hands it over may still speak
    assert await refusal(desk.takes("ada", c)) == "conflict"
    await desk.takes("olga", c)
    found = await desk.one(c)
    assert (found.owner, found.offer, found.epoch) == (desk.acme.who("olga"), None, 4)
    told = [(e.type, e.internal) for e in await desk.events(c) if e.type in ("offer", "message")]
    assert ("offer", True) in told
    note = next(e for e in await desk.events(c) if e.body.get("kind") == "note")
    assert (note.body["text"], note.internal) == ("She speaks Norwegian.", True)


async def test_an_answer_of_the_colleague_takes_it_too(desk: Desk) -> None:
    c = await owned(desk, waits=True)
    await offers(desk, c)
    await desk.replies("olga", c, "Hei!")
    found = await desk.one(c)
    assert (found.owner, found.offer, found.unanswered_since) == (desk.acme.who("olga"), None, None)


async def test_after_a_minute_everybody_is_asked_and_the_wait_goes_on_from_its_start(desk: Desk) -> None:
    c = await owned(desk, waits=True)
    since = (await desk.one(c)).waiting_since
    await offers(desk, c)
    desk.clock.pass_(MINUTE - 1)
    await desk.due()
    assert (await desk.one(c)).state is State.HUMAN
    desk.clock.pass_(1)
    await desk.due()
    found = await desk.one(c)
    assert (found.state, found.owner, found.offer) == (State.WAITING, None, None)
    assert found.waiting_since == since
    assert found.deadline_kind is Deadline.PICKUP
    assert {job.payload["step"] for job in await desk.jobs_due() if job.kind == "ring"} >= {0}
    await desk.takes("olga", c)  # a little late is early enough


async def test_whose_visitor_had_an_answer_waits_since_it_was_offered(desk: Desk) -> None:
    c = await owned(desk)
    at = desk.clock.now()
    await offers(desk, c)
    desk.clock.pass_(MINUTE)
    await desk.due()
    assert (await desk.one(c)).waiting_since == at


async def test_it_is_called_back_or_declined_and_the_owner_goes_on(desk: Desk) -> None:
    c = await owned(desk, waits=True)
    for who, reason in (("oscar", "called_back"), ("olga", "declined")):
        await offers(desk, c)
        await withdraws(desk, c, by=who)
        found = await desk.one(c)
        assert (found.owner, found.offer, found.deadline_kind) == (desk.acme.who("oscar"), None, Deadline.SILENCE)
        assert (await desk.events(c))[-1].body["reason"] == reason
    seq = (await desk.one(c)).seq
    await withdraws(desk, c)  # there is nothing to call back: nothing happens
    assert (await desk.one(c)).seq == seq
    assert await refusal(withdraws(desk, c, by="ada")) == "conflict"


async def test_only_the_owner_hands_over_and_only_to_a_colleague(desk: Desk) -> None:
    c = await owned(desk)
    assert await refusal(offers(desk, c, by="ada")) == "conflict"
    assert await refusal(offers(desk, c, to="oscar")) == "not_found"
    verb, oscar = desk.conversations.offers.offer, desk.acme.who("oscar")
    for nobody in (desk.globex.operators["mallory"].id, "op_nobody"):
        assert await refusal(verb(desk.acme.scope, oscar, c, epoch=3, to=nobody)) == "not_found"
    assert await refusal(verb(desk.globex.scope, oscar, c, epoch=3, to=oscar.id)) == "not_found"
    olga = desk.acme.who("olga").id
    assert await refusal(verb(desk.acme.scope, oscar, c, epoch=2, to=olga)) == "conflict"
    await desk.conversations.operator.close(desk.acme.scope, oscar, c, epoch=3)
    assert await refusal(verb(desk.acme.scope, oscar, c, epoch=4, to=olga)) == "closed"


async def test_taken_called_back_and_timed_out_at_the_same_moment_is_one_of_them(desk: Desk) -> None:
    ends = set()
    for n in range(30):
        desk.clock.pass_(MINUTE * 60)
        visitor = ("vera", "victor")[n % 2]
        await desk.present("oscar", "olga")
        c = (await desk.requests(who=visitor)).conversation_id
        if (await desk.one(c)).state is not State.HUMAN:
            await desk.takes("oscar", c)
        at, me = await desk.one(c), desk.acme.who("oscar")
        verbs, scope = desk.conversations.offers, desk.acme.scope
        await verbs.offer(scope, me, c, epoch=at.epoch, to=desk.acme.who("olga").id)
        desk.clock.pass_(MINUTE)
        due_at = (await desk.one(c)).deadline_at or 0
        race: list[Coroutine[Any, Any, Any]] = [
            desk.takes("olga", c, epoch=at.epoch),
            verbs.withdraw(scope, me, c, epoch=at.epoch),
            desk.conversations.time.deadline_passed(scope, c, seen_at=due_at),
        ]
        await asyncio.gather(*race[n % 3 :], *race[: n % 3], return_exceptions=True)
        now = await desk.one(c)
        assert now.offer is None
        assert now.epoch - at.epoch in (0, 1)  # one change of hands at most
        ends.add((now.state, now.owner.name if now.owner else None))
        await desk.conversations.operator.close(scope, now.owner or me, c, epoch=now.epoch)
    assert ends == {(State.HUMAN, "Olga"), (State.HUMAN, "Oscar"), (State.WAITING, None)}


async def test_a_colleague_who_leaves_the_team_meanwhile_leaves_it_to_everybody_at_once(desk: Desk) -> None:
    c = await owned(desk)
    await offers(desk, c)
    await desk.conversations.operator.leaves(desk.acme.scope, desk.acme.who("olga"))
    found = await desk.one(c)
    assert (found.state, found.offer) == (State.WAITING, None)
    assert (await desk.events(c))[-1].body["reason"] == Trigger.NOT_ACCEPTED


async def test_an_owner_who_is_lost_meanwhile_does_not_lose_the_visitor(desk: Desk) -> None:
    c = await owned(desk, waits=True)
    await offers(desk, c)
    desk.clock.pass_(MINUTE + 1)
    await desk.present("olga")
    await desk.conversations.time.owner_lost(desk.acme.scope, c, epoch=3)
    found = await desk.one(c)
    assert (found.state, found.offer) == (State.WAITING, None)


async def test_it_stands_among_what_needs_the_colleague_and_nobody_else(desk: Desk) -> None:
    c = await owned(desk)
    await offers(desk, c)
    for who, seen in (("olga", [c]), ("oscar", []), ("ada", [])):
        reader = desk.acme.operators[who].id
        page = await desk.reading.page(desk.acme.scope, view="needs", reader=reader, before=None, limit=9)
        assert [one["id"] for one in page["conversations"]] == seen
        assert page["counts"]["needs"] == len(seen)
