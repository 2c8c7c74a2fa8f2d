"""Clients that are slow, silent, gone or not welcome any more; and the rest, who must not notice."""

from __future__ import annotations

import asyncio
import socket as sockets
from typing import Any

from deskbell.edges.live.connection import MOST_FRAMES, SLOW, VISITOR_BYTES, Connection
from deskbell.features.assistant.events import Delta
from deskbell.runtime.scope import WorkspaceScope
from tests.edges.live.harness import Frame, Served


def connection(*, operator: bool = False) -> Connection:
    return Connection(id="conn_1", workspace_id="ws", person_id="p", is_operator=operator, now=0)


def queued(c: Connection) -> list[Frame]:
    found = []
    while (item := c.pop()) is not None:
        found.append(item[0])
    return found


def delta(off: int, text: str, gen: str = "g") -> Frame:
    return {"t": "delta", "c": "c", "e": 1, "d": {"gen": gen, "off": off, "text": text}}


# --- the queue -------------------------------------------------------------------------------------------------------


def test_a_full_queue_first_loses_what_nobody_misses_then_joins_the_answer() -> None:
    c = connection()
    for n in range(100):
        c.push({"t": "typing", "c": "c", "d": {"author": "operator"}})
        c.push({"t": "presence", "c": "c", "d": {"contact": "online"}})
        c.push(delta(n, "x"))
    c.push({"t": "ev", "c": "c", "s": 1, "e": 1, "d": {}})
    kept = queued(c)
    assert c.close_code is None
    assert [f["t"] for f in kept if f["t"] in ("typing", "presence")] != []  # those after the relief
    assert "".join(f["d"]["text"] for f in kept if f["t"] == "delta") == "x" * 100
    assert kept[0]["d"] == {"gen": "g", "off": 0, "text": kept[0]["d"]["text"]}
    assert len(kept[0]["d"]["text"]) > 80
    assert kept[-1]["t"] == "ev"


def test_an_answer_that_begins_again_replaces_what_was_queued_of_it() -> None:
    c = connection()
    for frame in (delta(0, "old "), delta(4, "words"), delta(0, "new"), delta(3, "er"), delta(0, "other", gen="h")):
        c.push(frame)
    for _ in range(MOST_FRAMES):
        c.push({"t": "typing", "c": "c", "d": {}})
    kept = [f["d"] for f in queued(c) if f["t"] == "delta"]
    assert kept == [{"gen": "g", "off": 0, "text": "newer"}, {"gen": "h", "off": 0, "text": "other"}]


def test_a_queue_full_of_what_lasts_ends_the_connection() -> None:
    many, large = connection(), connection()
    for n in range(MOST_FRAMES + 1):
        many.push({"t": "ev", "c": "c", "s": n, "e": 1, "d": {}})
    for n in range(20):
        large.push({"t": "ev", "c": "c", "s": n, "e": 1, "d": {"text": "x" * (VISITOR_BYTES // 10)}})
    assert (many.close_code, large.close_code) == (SLOW, SLOW)
    assert (many.pop(), large.pop()) == (None, None)


def test_one_frame_larger_than_the_queue_still_goes_out() -> None:
    c = connection()
    c.push({"t": "snap", "d": {"x": "x" * 2 * VISITOR_BYTES}})
    assert (len(queued(c)), c.close_code) == (1, None)


def test_operators_get_more_room() -> None:
    c = connection(operator=True)
    for n in range(3):
        c.push({"t": "ev", "c": "c", "s": n, "e": 1, "d": {"text": "x" * (VISITOR_BYTES - 100)}})
    assert (len(queued(c)), c.close_code) == (3, None)


# --- a client that does not read -------------------------------------------------------------------------------------


async def stuck(desk: Served, name: str) -> Any:
    """A socket with small buffers whose client has stopped reading."""
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
    raw.setblocking(False)
    host, port = desk.base.removeprefix("http://").split(":")
    await asyncio.get_running_loop().sock_connect(raw, (host, int(port)))
    socket = await desk.dial("/v1/ws", sock=raw, max_queue=1)
    await socket.say("hello", {"ticket": await desk.ticket(name), "client": "t", "proto": 1})
    await socket.until("welcome")
    socket.ws.transport.pause_reading()
    return socket


async def fill(desk: Served, c: str, slow: Connection) -> None:
    """Send streamed text until what lies between server and client is full and frames begin to queue."""
    for n in range(400):
        note = Delta(desk.world.acme.scope.workspace_id, c, 9, "turn", n * 100_000, "x" * 100_000)
        desk.world.system.hub.heard(note)
        await asyncio.sleep(0.002)
        if slow._queue:
            return
    raise AssertionError("the client reads after all")


async def say_much(desk: Served, c: str, slow: Connection) -> int:
    """Long messages until the slow client is given up; the last one's seq."""
    says, oscar = desk.world.system.conversations.operator.says, desk.world.acme.who("oscar")
    for n in range(400):  # far more than it takes: a busy machine reads the log later
        posted = await says(desk.world.acme.scope, oscar, c, cid=f"o{n}", text="🙂" * 4_000)
        if slow.close_code is not None:
            return posted.seq
    raise AssertionError("never given up")


async def test_a_client_that_does_not_read_slows_nobody_and_is_given_up(desk: Served) -> None:
    good = await desk.join("vera")
    c = (await good.message("first"))["c"]
    await desk.settled()
    bad = await stuck(desk, "vera")
    gateway, hub = desk.world.system.gateway, desk.world.system.hub
    (slow,) = [k for k in hub.connections if k.id != good.seen[0]["d"]["conn"]]
    reading = asyncio.create_task(good.until("ev", s=4))
    await fill(desk, c, slow)
    head = await say_much(desk, c, slow)
    assert (await reading)["s"] == 4  # while the other one was stuck
    if good.events[-1]["s"] < head:
        await good.until("ev", s=head)
    assert slow.close_code == SLOW
    await gateway.beat()
    await asyncio.sleep(0.1)
    assert [k.id for k in hub.connections] == [good.seen[0]["d"]["conn"]]
    bad.ws.transport.abort()


async def test_a_slow_client_that_reads_again_is_told_why_it_was_cut_off(desk: Served) -> None:
    c = (await desk.post("vera", {"t": "msg", "d": {"cid": "c", "text": "first"}}))[1]["c"]
    await desk.settled()
    bad = await stuck(desk, "vera")
    (slow,) = desk.world.system.hub.connections
    await fill(desk, c, slow)
    await say_much(desk, c, slow)
    bad.ws.transport.resume_reading()
    assert await bad.close_code() == SLOW
    seen = [e["s"] for e in bad.events]
    assert seen == list(range(1, len(seen) + 1))  # nothing was left out in the middle


# --- silence and sign-out --------------------------------------------------------------------------------------------


async def test_who_answers_no_ping_is_ended_and_who_does_stays(desk: Served) -> None:
    mute, alive = await desk.join("vera"), await desk.join("victor")
    gateway = desk.world.system.gateway
    for _ in range(3):
        desk.clock.pass_(25_000)
        await gateway.beat()
        await alive.until("ping")
        await alive.say("pong")
        await asyncio.sleep(0.02)
    assert await mute.close_code() == 4504
    assert (await alive.message("still here"))["t"] == "ack"


async def test_signing_out_closes_this_sign_ins_sockets_at_once(desk: Served) -> None:
    here = await desk.join("oscar")
    desk.cookies["elsewhere"] = await desk.world.cookie(desk.world.acme, "oscar")
    headers, desk.cookies["oscar"] = await desk.signed_in("oscar"), desk.cookies["elsewhere"]
    elsewhere, olga = await desk.join("oscar"), await desk.join("olga")
    assert (await desk.call("POST", "/desk/v1/sign-out", headers=headers))[0] == 204
    assert await here.close_code(within=1.0) == 4401
    for socket in (elsewhere, olga):
        assert (await socket.ask("available", {"on": True}))["t"] == "ack"


async def test_who_is_not_welcome_any_more_is_ended_within_a_heartbeat(desk: Served) -> None:
    oscar, vera, victor = await desk.join("oscar"), await desk.join("vera"), await desk.join("victor")
    acme = desk.world.acme

    async def work(tx: Any) -> None:
        await tx.run("UPDATE operator SET removed_at = 1 WHERE workspace_id = :ws AND name = 'Oscar'")
        await tx.run(
            "UPDATE visitor SET blocked_at = 1 WHERE workspace_id = :ws AND id = :id", id=acme.visitor("vera").id
        )

    await desk.world.system.db.write(WorkspaceScope(acme.scope.workspace_id), work)
    await desk.world.system.gateway.beat()
    assert (await oscar.close_code(), await vera.close_code()) == (4401, 4401)
    assert (await victor.until("ping"))["t"] == "ping"
