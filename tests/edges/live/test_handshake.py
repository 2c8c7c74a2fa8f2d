"""Getting in: tickets, hello, origins, how many at once."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from deskbell.runtime.clock import SystemClock
from tests.edges.live.harness import Served, served

SHOP = "https://shop.example"


def hello(ticket: str, **changes: object) -> str:
    return json.dumps({"t": "hello", "d": {"ticket": ticket, "client": "test/1", "proto": 1, **changes}})


async def test_a_welcome_says_who_one_is_and_what_is_allowed(desk: Served) -> None:
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    mine, his = vera.seen[0]["d"], oscar.seen[0]["d"]
    assert mine["you"] == {"id": desk.world.acme.visitor("vera").id}
    assert his["you"] == {"id": desk.world.acme.operators["oscar"].id, "name": "Oscar"}
    assert mine["limits"] == {"text": 4000, "frame": 16_384}
    assert his["limits"] == {"text": 4000, "frame": 65_536}
    assert (mine["proto"], mine["hb"], mine["assistant"]) == (1, 25, {"name": "Ada"})
    assert abs(mine["now"] - desk.clock.now()) < 5_000
    assert vera.ws.subprotocol == "desk.v1"


async def test_a_ticket_is_good_once(desk: Served) -> None:
    ticket = await desk.ticket("vera")
    first, second = await desk.dial(), await desk.dial()
    await first.ws.send(hello(ticket))
    assert (await first.next())["t"] == "welcome"
    await second.ws.send(hello(ticket))
    assert await second.close_code() == 4401


async def test_a_ticket_is_good_for_thirty_seconds(desk: Served) -> None:
    young, old = await desk.ticket("vera"), await desk.ticket("vera")
    desk.clock.pass_(29_000)
    in_time, late = await desk.dial(), await desk.dial()
    await in_time.ws.send(hello(young))
    assert (await in_time.next())["t"] == "welcome"
    desk.clock.pass_(1_500)
    await late.ws.send(hello(old))
    assert await late.close_code() == 4401


async def test_a_ticket_opens_its_own_door_only(desk: Served) -> None:
    for name, door in (("vera", "/desk/v1/ws"), ("oscar", "/v1/ws")):
        socket = await desk.dial(door)
        await socket.ws.send(hello(await desk.ticket(name)))
        assert await socket.close_code() == 4401


async def test_what_is_no_ticket_opens_nothing(desk: Served) -> None:
    for ticket, code in (("", 4400), ("x" * 43, 4401), ("x" * 5_000, 4413), ("\ud800", 4400), ("' OR 1=1 --", 4400)):
        socket = await desk.dial()
        await socket.ws.send(hello(ticket))
        assert await socket.close_code() == code


async def test_who_says_nothing_is_asked_to_leave(desk: Served) -> None:
    desk.world.system.gateway.hello_within = 0.1
    socket = await desk.dial()
    assert await socket.close_code() == 4400


FIRST_FRAMES: list[tuple[str | bytes, int]] = [
    (json.dumps({"t": "hello", "d": {"ticket": "t", "proto": 1, "client": "x" * 4_100}}), 4413),
    (json.dumps({"t": "hello", "d": {"ticket": "t", "proto": 0}}), 4426),
    (json.dumps({"t": "hello", "d": {"ticket": "t", "proto": 2}}), 4426),
    (json.dumps({"t": "hello", "d": {"ticket": "t", "proto": "1"}}), 4400),
    (json.dumps({"t": "hello", "d": {"ticket": "t"}}), 4400),
    (json.dumps({"t": "hello", "d": {"proto": 1}}), 4400),
    (json.dumps({"t": "hello"}), 4400),
    (json.dumps({"t": "msg", "d": {"cid": "1", "text": "hi"}}), 4400),
    (json.dumps({"event": "base"}), 4400),
    ("GET / HTTP/1.1", 4400),
    ("[]", 4400),
    ("", 4400),
    (b"\x00\x01", 4400),
    (hello("t").encode(), 4400),
]


async def test_the_first_frame_must_be_a_good_hello(desk: Served) -> None:
    for first, code in FIRST_FRAMES:
        for door in ("/v1/ws", "/desk/v1/ws"):
            socket = await desk.dial(door)
            await socket.ws.send(first)
            assert (first, await socket.close_code(), socket.seen) == (first, code, [])


async def test_unknown_fields_of_a_hello_are_ignored(desk: Served) -> None:
    socket = await desk.dial()
    frame = json.loads(hello(await desk.ticket("vera"), later="much"))
    await socket.ws.send(json.dumps({**frame, "x": [1], "c": {"no": 1}, "s": "?"}))
    assert (await socket.next())["t"] == "welcome"


async def test_a_strange_cursor_is_no_cursor(desk: Served) -> None:
    first = await desk.join("vera")
    await first.message("hello")
    strange: list[object] = [{"c": 7, "s": 3}, {"c": None}, [], "x", {"c": "conv_other", "s": -1}]
    for cursor in strange:
        again = await desk.join("vera", cursor=cursor)
        assert (await again.until("snap"))["d"]["events"][0]["text"] == "hello"
        await again.close()


async def test_without_the_subprotocol_there_is_no_socket(desk: Served) -> None:
    for offered in ([], [Subprotocol("chat"), Subprotocol("desk.v0")]):
        with pytest.raises(InvalidStatus) as refused:
            await desk.dial(subprotocols=offered or None)
        assert refused.value.response.status_code == 403


async def test_where_no_socket_is_none_is_opened(desk: Served) -> None:
    for path in ("/v1/wss", "/inbox", "/"):
        with pytest.raises(InvalidStatus) as refused:
            await desk.dial(path)
        assert refused.value.response.status_code == 403


async def test_a_page_that_opens_sockets_without_end_is_slowed_down(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True, clock=SystemClock()) as desk:
        answers = await asyncio.gather(*(desk.dial() for _ in range(70)), return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, InvalidStatus)]
        assert [answer.response.status_code for answer in refused] == [403] * 10


# --- origins ---------------------------------------------------------------------------------------------------------


async def test_a_site_with_a_list_is_used_on_its_own_pages_only(desk: Served) -> None:
    scope = desk.world.acme.scope
    await desk.world.system.sites.create(
        scope, name="Shop", key="picky", origins=[SHOP + ":443", "http://dev.example:81"]
    )

    async def begin(origin: str | None) -> tuple[int, dict[str, str]]:
        headers = {"Origin": origin} if origin else {}
        status, body = await desk.call("POST", "/v1/visitors", json={"site": "picky"}, headers=headers)
        return status, body

    for origin in (SHOP, "http://dev.example:81"):
        assert (await begin(origin))[0] == 201
    for foreign in (None, "null", "https://evil.example", SHOP + ".evil.example", "http://shop.example", SHOP + ":81"):
        status, body = await begin(foreign)
        assert (status, body["code"]) == (403, "forbidden_origin")


async def test_a_token_carried_to_a_foreign_page_is_worth_nothing_there(desk: Served) -> None:
    await desk.world.system.sites.create(desk.world.acme.scope, name="Shop", key="picky", origins=[SHOP])
    _, begun = await desk.call("POST", "/v1/visitors", json={"site": "picky"}, headers={"Origin": SHOP})
    bearer = {"Authorization": f"Bearer {begun['visitor']['token']}"}
    at_home, abroad = {**bearer, "Origin": SHOP}, {**bearer, "Origin": "https://evil.example"}
    calls = [("POST", "/v1/tickets", None), ("POST", "/v1/frames", {"t": "pong"}), ("GET", "/v1/conversation", None)]
    for method, path, body in calls:
        assert (await desk.call(method, path, headers=at_home, json=body))[0] in (200, 201)
        status, answer = await desk.call(method, path, headers=abroad, json=body)
        assert (status, answer["code"]) == (403, "forbidden_origin")
    # A page of the server's own origin names no origin when it only reads.
    assert (await desk.call("GET", "/v1/conversation", headers=bearer))[0] == 200

    async def socket_from(origin: str | None) -> int | str:
        ticket = (await desk.call("POST", "/v1/tickets", headers=at_home))[1]["ticket"]
        socket = await desk.dial(origin=origin)
        await socket.ws.send(hello(ticket))
        try:
            return str((await socket.next())["t"])
        except Exception:  # noqa: BLE001 - the close is the answer
            return await socket.close_code()

    assert await socket_from(SHOP) == "welcome"
    assert await socket_from("https://evil.example") == 4403
    ticket = (await desk.call("POST", "/v1/tickets", headers=at_home))[1]["ticket"]
    foreign = {"Origin": "https://evil.example"}
    status, answer = await desk.call("GET", f"/v1/stream?ticket={ticket}", headers=foreign)
    assert (status, answer["code"]) == (403, "forbidden_origin")


async def test_an_operators_socket_cannot_be_hijacked_by_another_site(desk: Served) -> None:
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1", desk.base + ".evil.example"):
        socket = await desk.dial("/desk/v1/ws", origin=origin)
        await socket.ws.send(hello(await desk.ticket("oscar")))
        assert (await socket.close_code(), socket.seen) == (4403, [])


async def test_an_operators_own_page_gets_its_socket(desk: Served) -> None:
    assert len((await desk.join("oscar", origin=desk.base)).seen) == 1


async def test_behind_a_proxy_that_changes_the_host_the_page_of_the_ticket_decides(desk: Served) -> None:
    public = desk.world.system.settings.public_url
    headers = {**await desk.signed_in("oscar"), "Origin": public}
    status, body = await desk.call("POST", "/desk/v1/tickets", headers=headers)
    assert status == 201
    socket = await desk.dial("/desk/v1/ws", origin=public)
    await socket.ws.send(hello(body["ticket"]))
    assert (await socket.next())["t"] == "welcome"


# --- how many --------------------------------------------------------------------------------------------------------


async def test_a_visitor_has_five_sockets_and_a_sixth_when_one_has_gone(desk: Served) -> None:
    sockets = [await desk.join("vera") for _ in range(5)]
    sixth = await desk.dial()
    await sixth.ws.send(hello(await desk.ticket("vera")))
    assert await sixth.close_code() == 4409
    status, body = await desk.call("GET", f"/v1/stream?ticket={await desk.ticket('vera')}")
    assert (status, body["code"]) == (429, "rate")
    await sockets[0].close()
    await asyncio.sleep(0.05)
    await desk.join("vera")
    await desk.join("victor")  # others are not concerned


async def test_a_restarting_server_lets_nobody_in(desk: Served) -> None:
    ticket = await desk.ticket("vera")
    desk.world.system.gateway.draining = True
    assert await (await desk.dial()).close_code() == 4501
    assert (await desk.call("GET", f"/v1/stream?ticket={ticket}"))[0] == 503
