"""Webhooks to a real server on loopback: what it gets, what becomes of its answers, and where nothing is sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from deskbell.adapters.fetching import LateSender
from deskbell.adapters.guarded_http import GuardedHttp
from deskbell.edges.worker.hooking import Hooking
from deskbell.features.webhooks import rules
from deskbell.features.webhooks.model import EVENTS
from deskbell.features.webhooks.reactions import Reactions
from deskbell.features.webhooks.service import Webhooks
from deskbell.kit.errors import Refused
from tests.fakes.loopback import FOREVER, Handler, LoopbackServer
from tests.services.desk import Desk

MASTER = b"the server's own key"


class Program(LoopbackServer):
    """Answers with `answers` in turn, then 200; 0: never."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[int] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.redirected = 0

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("POST", "/in", self.answer),
            ("GET", "/elsewhere", self.elsewhere),
            ("POST", "/elsewhere", self.elsewhere),
        ]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.got.append((dict(request.headers), await request.read()))
        status = self.answers.pop(0) if self.answers else 200
        if status == 0:
            await asyncio.sleep(FOREVER)
        return web.Response(status=status, headers={"Location": "/elsewhere"} if status == 307 else {})

    async def elsewhere(self, _request: web.Request) -> web.StreamResponse:
        self.redirected += 1
        return web.Response()

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]


class Told:
    """A desk whose events are told to a program. The address is put in by hand: no person can enter loopback."""

    def __init__(self, desk: Desk, program: Program, *, patience: float = 5.0) -> None:
        self.desk, self.program = desk, program
        self.webhooks = Webhooks(desk.db, desk.clock, desk.ids, MASTER)
        self.reactions = Reactions(self.webhooks)
        place = ("127.0.0.1", int(program.url.rsplit(":", 1)[1]))
        sender = LateSender(GuardedHttp(also=frozenset({place}), seconds=patience))
        self.hooking = Hooking(self.webhooks, sender)
        self.heard = len(desk.notes)

    async def make(self, *events: str, at: str = "") -> tuple[str, str]:
        made, secret = await self.webhooks.make(
            self.desk.acme.scope, address="https://program.example/in", events=events or EVENTS
        )
        await self.desk.run(
            "UPDATE webhook SET address = :at WHERE id = :id", at=at or f"{self.program.url}/in", id=made["id"]
        )
        return made["id"], secret

    async def beat(self, milliseconds: int = 0) -> None:
        self.desk.clock.pass_(milliseconds)
        for note in self.desk.notes[self.heard :]:
            self.reactions.heard(note)
        self.heard = len(self.desk.notes)
        await self.reactions.rest()
        for _ in range(4):
            await self.hooking.deliveries()
            await self.hooking.rest()

    async def log(self, hook: str) -> list[dict[str, Any]]:
        return await self.webhooks.log(self.desk.acme.scope, hook)

    async def one(self) -> dict[str, Any]:
        return (await self.webhooks.all_of_them(self.desk.acme.scope))[0]


@pytest.fixture
async def program() -> AsyncIterator[Program]:
    async with Program() as made:
        yield made


@pytest.fixture
def told(desk: Desk, program: Program) -> Told:
    return Told(desk, program)


async def test_a_conversation_is_told_from_its_beginning_to_its_end_signed(told: Told) -> None:
    desk = told.desk
    hook, secret = await told.make()
    await desk.present("oscar")
    asked = await desk.says("Is anybody there?")
    c = asked.conversation_id
    await desk.requests()
    await desk.takes("oscar", c)
    await desk.replies("oscar", c, "I am.")
    note = await desk.replies("oscar", c, "a note", kind="note")
    for seq in (asked.seq, note.seq):  # of a note, programs learn nothing
        await desk.removes("oscar", c, seq)
    one = await desk.one(c)
    await desk.conversations.operator.close(desk.acme.scope, desk.acme.who("oscar"), c, epoch=one.epoch)
    await told.beat()
    kinds = sorted(one["type"] for one in told.program.told())
    assert kinds == sorted([*EVENTS, "message.created"])  # two messages; the note is the team's own
    for headers, body in told.program.got:
        stamp = int(headers["webhook-timestamp"])
        assert headers["webhook-signature"] == rules.signature(
            secret, id=headers["webhook-id"], timestamp=stamp, body=body
        )
    by_kind = {one["type"]: one["data"] for one in told.program.told()}
    assert by_kind["conversation.created"]["conversation"]["id"] == c
    assert by_kind["handoff.requested"]["handoff"]["waiting"] is True
    assert by_kind["handoff.accepted"]["operator"]["name"] == "Oscar"
    assert by_kind["conversation.closed"]["reason"] == "operator"
    texts = {one["data"]["message"]["text"] for one in told.program.told() if one["type"] == "message.created"}
    assert texts == {"", "I am."}  # what is told is read when it is sent
    assert {(row["state"], row["status"]) for row in await told.log(hook)} == {("delivered", 200)}
    await told.beat()
    assert len(told.program.got) == 7


async def test_only_what_was_chosen_is_told_and_only_of_ones_own_workspace(told: Told) -> None:
    await told.make("conversation.created")
    there = told.desk.globex
    await told.desk.conversations.visitor.says(there.scope, there.visitor("gina"), cid="c1", text="elsewhere")
    await told.desk.says("here")
    await told.beat()
    assert [one["type"] for one in told.program.told()] == ["conversation.created"]


async def test_after_a_failure_it_comes_again_under_the_same_id(told: Told) -> None:
    hook, _ = await told.make("message.created")
    told.program.answers = [500]
    await told.desk.says("Hello")
    await told.beat()
    [row] = await told.log(hook)
    assert (row["state"], row["status"], row["failure"]) == ("due", 500, "The address answered 500.")
    assert (await told.one())["failing_since"] is not None
    await told.beat(4_000)
    assert len(told.program.got) == 1
    await told.beat(2_000)
    [row] = await told.log(hook)
    assert (row["state"], row["status"], row["tries"], row["failure"]) == ("delivered", 200, 2, None)
    assert len({headers["webhook-id"] for headers, _ in told.program.got}) == 1
    assert (await told.one())["failing_since"] is None


async def test_no_redirect_is_followed_and_no_answer_is_waited_for_without_end(desk: Desk, program: Program) -> None:
    told = Told(desk, program, patience=0.3)
    hook, _ = await told.make("message.created")
    program.answers = [307, 0]
    await desk.says("Hello")
    await told.beat()
    [row] = await told.log(hook)
    assert (row["state"], row["status"], program.redirected) == ("due", 307, 0)
    await told.beat(6_000)
    [row] = await told.log(hook)
    assert (row["state"], row["status"], row["tries"]) == ("due", None, 2)
    assert "No complete answer" in row["failure"]


@pytest.mark.parametrize("at", ["https://127.0.0.1/in", "https://169.254.169.254/latest", "http://93.184.215.14/in"])
async def test_nothing_inside_is_reached_whatever_stands_in_the_row(told: Told, at: str) -> None:
    hook, _ = await told.make("message.created", at=at)
    await told.webhooks.test(told.desk.acme.scope, hook)
    await told.beat()
    [row] = await told.log(hook)
    assert (row["state"], row["status"]) == ("dead", None)
    assert "not on the public web" in row["failure"] or "https://" in row["failure"]
    assert told.program.got == []


async def test_after_three_days_of_failures_it_is_off_with_a_note_until_somebody_turns_it_on(told: Told) -> None:
    hook, _ = await told.make("message.created")
    scope = told.desk.acme.scope
    told.program.answers = [500] * 60
    await told.desk.says("Hello")
    await told.beat()
    for _ in range(4):
        for _ in range(9):
            await told.beat(3 * rules.HOUR)
        await told.desk.says("Still there?")
        await told.beat()
    one = await told.one()
    assert one["off_why"] == "Nothing was taken for three days."
    assert {row["state"] for row in await told.log(hook)} == {"dead"}
    tries = len(told.program.got)
    await told.desk.says("Unheard")
    await told.beat(rules.DAY)
    assert len(told.program.got) == tries
    with pytest.raises(Refused, match="conflict"):
        await told.webhooks.test(scope, hook)
    told.program.answers = []
    one = await told.webhooks.change(
        scope, hook, address="https://program.example/in", events=["message.created"], on=True
    )
    assert (one["off_at"], one["off_why"]) == (None, None)


async def test_what_has_died_is_sent_again_by_hand_and_a_test_is_sent_once(told: Told) -> None:
    hook, _ = await told.make("message.created")
    scope = told.desk.acme.scope
    told.program.answers = [404]
    await told.webhooks.test(scope, hook)
    await told.beat()
    [row] = await told.log(hook)
    assert (row["kind"], row["state"], row["status"]) == ("webhook.test", "dead", 404)
    assert (await told.one())["failing_since"] is None
    await told.webhooks.again(scope, hook, row["id"])
    await told.beat()
    assert [(one["state"], one["status"]) for one in await told.log(hook)] == [("delivered", 200)]
    assert [one["type"] for one in told.program.told()] == ["webhook.test"] * 2
    with pytest.raises(Refused, match="not_found"):
        await told.webhooks.again(scope, hook, "msg_none")


async def test_an_address_that_is_gone_is_off_at_once(told: Told) -> None:
    await told.make("message.created")
    told.program.answers = [410]
    await told.desk.says("Hello")
    await told.beat()
    assert "410" in (await told.one())["off_why"]


async def test_for_a_day_after_a_new_secret_both_are_good(told: Told) -> None:
    hook, old = await told.make("message.created")
    new = await told.webhooks.renew(told.desk.acme.scope, hook)
    assert new != old
    for wanted in (2, 1):
        await told.desk.says("Hello")
        await told.beat()
        headers, body = told.program.got[-1]
        stamp = int(headers["webhook-timestamp"])
        signed = [rules.signature(one, id=headers["webhook-id"], timestamp=stamp, body=body) for one in (new, old)]
        assert headers["webhook-signature"].split(" ") == signed[:wanted]
        told.desk.clock.pass_(rules.DAY + 1)


async def test_what_a_crash_kept_from_being_noted_is_told_after_the_start_once(told: Told) -> None:
    hook, _ = await told.make("message.created")
    await told.desk.says("Before")
    await told.beat()
    await told.desk.says("Lost")
    told.heard = len(told.desk.notes)  # the note died with its process
    await told.webhooks.tend()
    await told.webhooks.tend()
    await told.beat()
    assert [one["data"]["message"]["text"] for one in told.program.told()] == ["Before", "Lost"]
    assert len(await told.log(hook)) == 2


async def test_many_for_one_address_leave_room_for_others_and_each_goes_once(told: Told) -> None:
    await told.make("message.created")
    for number in range(30):
        await told.desk.says(f"Message {number}")
    await told.beat()
    first = await told.webhooks.claim(most=32)
    assert len(first) <= 4
    for _ in range(10):
        await told.beat()
    assert len({headers["webhook-id"] for headers, _ in told.program.got}) == len(told.program.got)


async def test_neither_the_secret_nor_words_of_visitors_are_kept(told: Told) -> None:
    _, secret = await told.make()
    await told.desk.says("a word that nobody else wrote")
    await told.beat()
    kept = str([dict(row) for row in await told.desk.rows("SELECT * FROM webhook")])
    kept += str([dict(row) for row in await told.desk.rows("SELECT * FROM webhook_delivery")])
    assert "nobody else wrote" not in kept
    assert secret not in kept
    assert secret.removeprefix("whsec_") not in kept
