"""Those who wait, over real sockets: leaving and coming back, the team that closes, blocking, being away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from deskbell.edges.worker.waiting import Waiting
from deskbell.features.conversations.model import State
from deskbell.features.workspaces.model import Times
from tests.edges.live.harness import Served, Socket


def looking(desk: Served) -> Waiting:
    system = desk.world.system
    return Waiting(system.db, system.conversations, system.gateway.gone_for, system.hub.queue)


async def waits(desk: Served, **hello: Any) -> tuple[Socket, str]:
    await desk.join("oscar")
    vera = await desk.join("vera", **hello)
    return vera, (await vera.ask("request", {"cid": "cid-asks"}))["c"]


async def state(desk: Served, conversation_id: str) -> State:
    return (await desk.world.system.reading.one(desk.world.acme.scope, conversation_id)).state


async def leaves(desk: Served, socket: Socket) -> None:
    """Gone, also for the server."""
    oscar = await desk.join("oscar")
    current = await desk.world.system.reading.of_visitor(desk.world.acme.scope, desk.world.acme.visitor("vera").id)
    assert current is not None
    await oscar.ask("sub", c=current.id)
    await socket.close()
    await oscar.until("presence", contact="away")


async def test_a_visitor_who_has_gone_for_a_minute_is_not_waited_for(desk: Served) -> None:
    vera, c = await waits(desk)
    await leaves(desk, vera)
    desk.clock.pass_(50_000)
    await looking(desk).waiting()
    assert await state(desk, c) is State.WAITING
    desk.clock.pass_(11_000)
    await looking(desk).waiting()
    assert await state(desk, c) is State.FOLLOWUP
    again = await desk.join("vera")
    snap = await again.until("snap")
    assert snap["d"]["events"][-1]["code"] == "left"


async def test_a_visitor_who_comes_back_in_time_keeps_the_place(desk: Served) -> None:
    vera, c = await waits(desk)
    await leaves(desk, vera)
    desk.clock.pass_(50_000)
    back = await desk.join("vera")
    desk.clock.pass_(50_000)
    await looking(desk).waiting()
    await leaves(desk, back)
    desk.clock.pass_(50_000)
    await looking(desk).waiting()
    assert await state(desk, c) is State.WAITING, "each absence is counted for itself"


async def test_who_has_no_socket_and_asks_by_http_is_there(desk: Served) -> None:
    _, c = await waits(desk)
    vera = await desk.join("vera")
    for socket in desk.world.system.hub.of_person(
        desk.world.acme.scope.workspace_id, desk.world.acme.visitor("vera").id
    ):
        socket.close(4501)
    assert await vera.close_code() == 4501
    for _ in range(3):
        desk.clock.pass_(40_000)
        await desk.call("GET", "/v1/conversation", headers=desk.bearer("vera"))
        await looking(desk).waiting()
    assert await state(desk, c) is State.WAITING


async def test_a_restart_counts_absences_anew(desk: Served) -> None:
    vera, c = await waits(desk)
    await leaves(desk, vera)
    gateway = desk.world.system.gateway
    gateway._last_heard.clear()
    gateway._since = desk.clock.now()
    desk.clock.pass_(50_000)
    await looking(desk).waiting()
    assert await state(desk, c) is State.WAITING
    desk.clock.pass_(11_000)
    await looking(desk).waiting()
    assert await state(desk, c) is State.FOLLOWUP


async def test_closing_time_passes_in_the_visitors_zone_and_language_of_clocks(desk: Served) -> None:
    vera, c = await waits(desk, tz="Asia/Tokyo")
    week = {"tue": [["09:00", "17:00"]]}
    hours = {"always": False, "zone": "Europe/Berlin", "week": week, "version": 0}
    headers = await desk.signed_in("ada")
    assert (await desk.call("PUT", "/desk/v1/hours", headers=headers, json=hours))[0] == 200
    told = await vera.until("ev", code="closing_time")
    assert told["c"] == c
    at = datetime.fromtimestamp(told["d"]["back_at"] / 1000, UTC)
    assert (at.strftime("%a %H:%M"), "16:00 (your time)" in told["d"]["text"]) == ("Tue 07:00", True)


async def test_a_zone_that_is_none_is_not_believed(desk: Served) -> None:
    for wrong in ("Mars/Base", 5, None, "../../etc/passwd"):
        await desk.join("vera", tz=wrong)
    known = await desk.world.system.sites.visitor_by_token(desk.world.acme.token("vera"))
    assert known is not None
    assert known.zone is None
    body = {"site": "acme", "tz": "Pacific/Chatham"}
    status, made = await desk.call("POST", "/v1/visitors", json=body)
    known = await desk.world.system.sites.visitor_by_token(made["visitor"]["token"])
    assert known is not None
    assert (status, known.zone) == (201, "Pacific/Chatham")


async def test_a_blocked_visitor_is_shut_out_at_once_and_everywhere(desk: Served) -> None:
    vera, c = await waits(desk)
    tab = await desk.join("vera")
    oscar = await desk.join("oscar")
    assert (await oscar.ask("block", c=c, e=2))["t"] == "ack"
    assert (await vera.close_code(), await tab.close_code()) == (4403, 4403)
    for method, path, body in (
        ("POST", "/v1/tickets", {}),
        ("POST", "/v1/frames", {"t": "msg", "d": {"cid": "x", "text": "let me in"}}),
        ("GET", "/v1/conversation", None),
    ):
        status, refused = await desk.call(method, path, headers=desk.bearer("vera"), json=body)
        assert (status, refused["code"]) == (403, "blocked")
    assert (await oscar.ask("unblock", c=c, e=3))["t"] == "ack"
    assert (await desk.call("POST", "/v1/tickets", headers=desk.bearer("vera")))[0] == 201


async def test_being_away_is_told_to_all_of_ones_devices_and_to_nobody_else(desk: Served) -> None:
    oscar, phone, olga = await desk.join("oscar"), await desk.join("oscar"), await desk.join("olga")
    until = desk.clock.now() + 1_800_000
    assert (await oscar.ask("available", {"on": False, "until": until}))["t"] == "ack"
    told = await phone.until("available")
    assert told["d"] == {"available": True, "away_until": until, "ignored": False, "idle": False}
    assert [f for f in await olga.rest() if f["t"] == "available"] == []
    _, me = await desk.call("GET", "/desk/v1/me", headers=await desk.signed_in("oscar"))
    assert (me["available"], me["away_until"]) == (True, until)
    assert (await oscar.ask("available", {"on": True, "until": until}))["d"]["code"] == "bad_frame"
    assert (await oscar.ask("available", {"on": False, "until": 5}))["d"]["code"] == "bad_frame"


async def test_who_touches_one_of_their_dashboards_is_there_again_and_all_of_them_hear_it(desk: Served) -> None:
    workspaces, scope = desk.world.system.workspaces, desk.world.acme.scope
    await workspaces.save_times(scope, Times(idle_away=True))
    oscar, phone = await desk.join("oscar"), await desk.join("oscar")
    desk.clock.pass_(31 * 60_000)
    again = await desk.join("oscar", idle=True)
    assert (await again.until("available"))["d"]["idle"] is True
    assert (await phone.until("available"))["d"]["idle"] is True
    _, team = await desk.call("GET", "/desk/v1/team", headers=await desk.signed_in("oscar"))
    assert [m["available"] for m in team["members"] if m["name"].startswith("Oscar")] == [False]
    await oscar.say("looking", {})
    await oscar.say("looking", {"input": True})
    assert (await phone.until("available"))["d"]["idle"] is False


async def test_the_queue_is_told_as_it_moves(desk: Served) -> None:
    vera, c = await waits(desk)
    victor = await desk.join("victor")
    assert (await victor.ask("request", {"cid": "cid-asks-too"}))["t"] == "ack"
    await victor.rest()
    assert victor.events[-1]["queue"] == {"ahead": 1, "minutes": None}
    look = looking(desk)
    await look.waiting()
    await look.waiting()
    assert (await victor.until("queue"))["d"] == {"ahead": 1}
    oscar = await desk.join("oscar")
    await oscar.ask("take", c=c, e=2)
    await look.waiting()
    assert (await victor.until("queue"))["d"] == {"ahead": 0}
    await vera.rest()
    assert [f["d"] for f in vera.seen if f["t"] == "queue"] == [{"ahead": 0}]
    assert [f for f in await oscar.rest() if f["t"] == "queue"] == []
