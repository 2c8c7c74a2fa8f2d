"""Two servers on one PostgreSQL and one Redis: a visitor on one and an operator on the other are as on the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from deskbell.app import build
from deskbell.edges.live import notes
from deskbell.edges.live.limits import Used
from deskbell.edges.live.tickets import LASTS, VisitorIn
from deskbell.features.assistant.events import Delta
from deskbell.features.conversations.model import State, VisitorsHere, Wake
from deskbell.features.workspaces.model import Availability, AvailabilityChanged, SignInsEnded
from deskbell.kit.errors import Refused
from deskbell.runtime.bus_redis import RedisBus, client
from deskbell.runtime.clock import SystemIds
from tests import databases
from tests.edges.live.harness import Model, Served, served
from tests.edges.live.test_work import solve
from tests.fakes.redis_server import RedisServer
from tests.world import PlainHasher, World, serving


@dataclass
class Pair:
    redis: RedisServer
    a: Served
    b: Served

    @property
    def others(self) -> tuple[RedisBus, ...]:
        return tuple(one.world.system.others for one in (self.a, self.b) if one.world.system.others)

    async def joined(self) -> None:
        """Both hear each other."""
        async with asyncio.timeout(15):
            await asyncio.gather(*(one.connected.wait() for one in self.others))

    async def parted(self) -> None:
        async with asyncio.timeout(15):
            await asyncio.gather(*(one.parted.wait() for one in self.others))

    async def heartbeat(self) -> None:
        for one in (self.a, self.b):
            await one.world.system.gateway.beat()


@asynccontextmanager
async def pair_in(folder: Path, model: Model) -> AsyncIterator[Pair]:
    async with (
        RedisServer() as redis,
        served(folder, model=model, environment={"REDIS_URL": redis.url}) as a,
    ):
        first = a.world.system
        second = await build(
            first.settings,
            clock=a.clock,
            ids=SystemIds(a.clock),
            hasher=PlainHasher(),
            provider=model,
            built_in_pause=0.0,
        )
        world = World(second, a.clock, a.world.acme, a.world.globex)
        async with serving(second) as base:
            pair = Pair(redis, a, replace(a, world=world, base=base, cookies={}))
            for one in (first, second):
                assert one.others is not None
                one.others.start()
            await pair.joined()
            yield pair
        await second.reactions.drain(0)
        await second.close()


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    databases.choose("postgres")
    async with pair_in(tmp_path, Model("It is ", "open.", stepwise=True)) as made:
        yield made


async def test_a_visitor_on_one_and_an_operator_on_the_other_see_each_other(pair: Pair) -> None:
    vera, oscar = await pair.a.join("vera"), await pair.b.join("oscar")
    c = (await vera.message("Are you open?"))["c"]
    await oscar.until("feed", within=5)
    await oscar.ask("sub", c=c)
    await oscar.until("presence", contact="online")
    pair.a.model.step()
    assert (await oscar.until("delta"))["d"]["text"] == "It is "
    assert pair.b.world.system.reactions.busy == 0, "one server answers"

    assert (await oscar.ask("take", c=c, e=1))["t"] == "ack"  # the answer on the other server falls silent
    await vera.until("ev", type="state")
    answer = await oscar.ask("msg", {"cid": "cid-of-oscar", "text": "Yes, until five."}, c=c)
    assert answer["t"] == "ack", answer
    assert (await vera.until("ev", type="message"))["d"]["text"] == "Yes, until five."
    await vera.say("typing")
    assert (await oscar.until("typing"))["d"]["author"] == "contact"
    await oscar.say("typing", c=c)
    assert (await vera.until("typing"))["d"]["author"] == "operator"
    await vera.ask("read", {"upto": 3})
    assert (await oscar.until("read"))["d"]["by"] == "contact"
    assert pair.a.model.asked
    assert [event["type"] for event in oscar.events] == [event["type"] for event in vera.events]
    await vera.close()
    await oscar.until("presence", contact="away")


async def test_when_redis_dies_messages_still_arrive_with_the_next_heartbeat_and_at_once_when_it_is_back(
    pair: Pair,
) -> None:
    vera, oscar = await pair.a.join("vera"), await pair.b.join("oscar")
    c = (await vera.message("One."))["c"]
    await oscar.ask("sub", c=c)
    await pair.redis.kill()
    await pair.parted()
    await vera.message("Two.")
    await pair.heartbeat()
    assert (await oscar.until("ev"))["d"]["text"] == "Two."

    await vera.message("Three.")  # nobody's heart beats now: the hint is lost with Redis
    await pair.redis.start()
    await pair.joined()
    assert (await oscar.until("ev"))["d"]["text"] == "Three."
    await vera.message("Four.")
    assert (await oscar.until("ev"))["d"]["text"] == "Four."


async def test_a_ring_reaches_an_operator_at_the_other_server(pair: Pair) -> None:
    oscar = await pair.b.join("oscar")
    await oscar.until("feed")
    pair.a.world.system.hub.ring(pair.a.world.acme.scope.workspace_id, {"t": "ring", "c": "conv", "d": {}})
    assert (await oscar.until("ring"))["c"] == "conv"


async def test_a_visitor_who_is_connected_elsewhere_has_not_gone(pair: Pair) -> None:
    await pair.b.join("vera")
    where = (pair.a.world.acme.scope.workspace_id, pair.a.world.acme.visitor("vera").id)
    a, b = pair.a.world.system, pair.b.world.system
    assert b.gateway.gone_for(*where) == 0
    pair.a.clock.pass_(70_000)
    assert a.gateway.gone_for(*where) > 60_000
    assert b.others is not None
    b.others.tell(VisitorsHere((where,)))
    async with asyncio.timeout(10):
        while a.gateway.gone_for(*where) > 60_000:  # noqa: ASYNC110 - nothing tells when a hint has arrived
            await asyncio.sleep(0.01)
    pair.a.clock.pass_(70_000)
    await pair.redis.kill()
    await pair.parted()
    assert a.gateway.gone_for(*where) == 1, "who cannot hear of the others lets nobody go"


async def test_a_site_that_is_edited_on_one_is_new_on_the_other(pair: Pair) -> None:
    a, b = pair.a.world.system.sites, pair.b.world.system.sites
    scope, site = pair.a.world.acme.scope, pair.a.world.acme.site
    known = await b.by_key(site.key)
    assert known is not None
    await a.edit(scope, site.id, name="Renamed", origins=[], appearance={})
    async with asyncio.timeout(10):
        while (await b.by_key(site.key) or site).name != "Renamed":  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


async def test_a_workspace_that_leaves_on_one_is_served_on_neither(pair: Pair) -> None:
    a, b = pair.a.world.system, pair.b.world.system
    scope, site = pair.a.world.acme.scope, pair.a.world.acme.site
    vera = await pair.b.join("vera")
    assert await b.sites.by_key(site.key) is not None
    await a.features.leaving.begin(scope, name="Acme")
    assert await vera.close_code(within=10) == 4401
    left = await b.sites.by_key(site.key)
    assert left is not None
    assert left.off


async def test_a_key_that_ends_on_one_and_a_site_that_is_switched_off_are_known_to_the_other(pair: Pair) -> None:
    a, b = pair.a.world.system.sites, pair.b.world.system.sites
    scope, site = pair.a.world.acme.scope, pair.a.world.acme.site
    assert await b.by_key(site.key) is not None
    new = await a.rekey(scope, site.id, keep_days=0)
    async with asyncio.timeout(10):
        while await b.by_key(site.key) is not None:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    assert (await b.by_key(new.key) or site).off is False
    await a.turn(scope, site.id, off=True)
    async with asyncio.timeout(10):
        while not (await b.by_key(new.key) or site).off:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


async def test_a_site_that_was_switched_off_while_redis_was_gone_is_off_on_both(pair: Pair) -> None:
    a, b = pair.a.world.system.sites, pair.b.world.system.sites
    scope, site = pair.a.world.acme.scope, pair.a.world.acme.site
    assert (await b.by_key(site.key) or site).off is False
    await pair.redis.kill()
    await pair.parted()
    await a.turn(scope, site.id, off=True)
    await pair.redis.start()
    await pair.joined()
    assert (await b.by_key(site.key) or site).off is True


async def test_of_a_webhook_that_is_made_on_one_the_other_knows(pair: Pair) -> None:
    a, b = pair.a.world.system.features.webhooks, pair.b.world.system.features.webhooks
    scope = pair.a.world.acme.scope
    await a.make(scope, address="https://hooks.example/in", events=["message.created"])
    async with asyncio.timeout(10):
        while scope.workspace_id not in b.listening:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


async def test_a_ticket_of_one_opens_the_other_once_and_redis_cannot_read_it(pair: Pair) -> None:
    a, b = (one.world.system.gateway.admission.tickets for one in (pair.a, pair.b))
    vera = pair.a.place("vera").visitors["vera"]
    ticket = await a.issue(VisitorIn(*vera))
    redis = client(pair.redis.url)
    (name,) = await redis.keys("deskbell:ticket:*")
    assert ticket.encode() not in name
    assert vera[1].encode() not in await redis.get(name)
    assert 0 < await redis.pttl(name) <= LASTS
    await redis.aclose()
    assert await b.redeem(ticket) == VisitorIn(*vera)
    assert (await a.redeem(ticket), await b.redeem(ticket)) == (None, None)
    ticket = await b.issue(VisitorIn(*vera))
    told = await asyncio.gather(*(one.redeem(ticket) for one in (a, b) * 5))
    assert [one for one in told if one] == [VisitorIn(*vera)]


async def test_without_redis_each_keeps_its_own_tickets(pair: Pair) -> None:
    a, b = (one.world.system.gateway.admission.tickets for one in (pair.a, pair.b))
    vera = VisitorIn(*pair.a.place("vera").visitors["vera"])
    await pair.redis.kill()
    ticket = await a.issue(vera)
    assert await b.redeem(ticket) is None
    assert await a.redeem(ticket) == vera
    assert await a.redeem(ticket) is None


async def test_a_puzzle_of_one_that_is_solved_lets_in_once_at_either(pair: Pair) -> None:
    a, b = (one.world.system.live.door.work for one in (pair.a, pair.b))
    done = solve(a.puzzle("site"))
    told = await asyncio.gather(*(one.done(done, "site") for one in (a, b) * 5))
    assert sorted(told) == [False] * 9 + [True]
    await pair.redis.kill()
    await pair.parted()
    done = solve(a.puzzle("site"))
    assert [await b.done(done, "site") for _ in range(2)] == [True, False], "without Redis once at each"


async def test_limits_are_counted_together(pair: Pair) -> None:
    a, b = (one.world.system.gateway.admission.limits for one in (pair.a, pair.b))
    for one in (a, b):
        one.enabled = True
    assert [a.allows("door_email", "ada@acme.example") for _ in range(3)] == [True] * 3
    async with asyncio.timeout(10):
        while b.standing("door_email", "ada@acme.example")[1]:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    assert not b.allows("door_email", "ada@acme.example")
    assert b.allows("door_email", "oscar@acme.example")


async def test_a_file_that_one_has_made_the_other_hands_out(pair: Pair) -> None:
    a, b = (one.world.system.features.packs for one in (pair.a, pair.b))
    id_, packed = await a.make(pair.a.world.acme.scope)
    assert (await b.wanted(pair.a.world.acme.scope, id_)).stat().st_size == packed.size
    with pytest.raises(Refused):
        await b.wanted(pair.a.world.globex.scope, id_)


# --- notes as text ---------------------------------------------------------------------------------------------------

WAKE = Wake("ws", "conv", 3, 2, State.WAITING, None, 9, assistant_may_speak=False)
NOTES = (
    WAKE,
    Delta("ws", "conv", 1, "turn", 4, "é ☂"),
    SignInsEnded(frozenset({"a", "b"})),
    AvailabilityChanged("ws", Availability("op", True, None, False)),
    notes.Rung("ws", {"t": "ring", "d": {"step": 1}}, None),
    notes.Aside("ws", "conv", {"t": "typing"}, True),
    notes.Presence("ws", "conv", None),
    VisitorsHere((("ws", "vis"),)),
    Used("visitor_says", "vis"),
)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: type(note).__name__)
def test_a_note_arrives_as_it_was(note: object) -> None:
    told = notes.encode(note)
    assert told is not None
    assert notes.decode(told) == note


def test_what_people_wrote_is_not_sent() -> None:
    assert notes.encode(replace(WAKE, events=("secret",))) == notes.encode(WAKE)  # type: ignore[arg-type]


@pytest.mark.parametrize("told", [b"", b"Wake", b"Wake {}", b"Later {}", b"Wake \xff", b"\xff {}"])
def test_what_is_not_understood_is_left_alone(told: bytes) -> None:
    assert notes.decode(told) is None


def test_what_concerns_this_process_alone_stays_here() -> None:
    assert notes.encode("a word") is None
