"""Coming back: exactly what is missing, or the present; nothing twice, nothing lost, whoever else is there."""

from __future__ import annotations

import asyncio
from pathlib import Path

from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.conversations.reading import LARGEST, REPLAY
from deskbell.runtime.db.api import Tx
from tests.edges.live.harness import Frame, Model, Served, served


def seqs(frames: list[Frame], t: str = "ev") -> list[int]:
    return [f["s"] for f in frames if f["t"] == t]


async def notes(desk: Served, c: str, count: int, text: str = "n") -> None:
    """Longer logs, quickly: written by an operator, without a socket."""
    says = desk.world.system.conversations.operator.says
    who = desk.world.acme.who("oscar")
    for at in range(0, count, 50):
        some = range(at, min(at + 50, count))
        await asyncio.gather(
            *(says(desk.world.acme.scope, who, c, cid=f"{text[:9]}{n}", text=text, kind="note") for n in some)
        )


async def test_a_cursor_gets_exactly_what_is_missing(desk: Served) -> None:
    vera = await desk.join("vera")
    c = (await vera.message("one"))["c"]
    await vera.until("ev", type="message", s=2)
    await vera.close()
    await notes(desk, c, 30)
    known = 2
    for after in (known, 17, 31, 32):
        again = await desk.join("vera", cursor={"c": c, "s": after})
        assert seqs(await again.rest()) == list(range(after + 1, 33))
        await again.close()


async def test_what_the_team_keeps_to_itself_holds_its_place(desk: Served) -> None:
    vera = await desk.join("vera")
    c = (await vera.message("one"))["c"]
    await notes(desk, c, 1, "a secret")
    hidden = await vera.until("ev", type="hidden")
    assert set(hidden["d"]) == {"id", "type", "at", "author"}
    assert hidden["d"]["author"] == {"kind": "system"}
    snap = await (await desk.join("vera")).until("snap")
    pulled = (await desk.call("GET", "/v1/conversation?after=1", headers=desk.bearer("vera")))[1]
    for shown in (snap, pulled):
        assert "a secret" not in str(shown)
    assert [e["s"] for e in snap["d"]["events"]] == list(range(1, snap["s"] + 1))
    assert "a secret" in str(await _thread(desk, c))


async def _thread(desk: Served, c: str) -> Frame:
    frame: Frame = (await desk.call("GET", f"/desk/v1/conversations/{c}", headers=await desk.signed_in("oscar")))[1]
    return frame


async def test_who_missed_a_few_hundred_events_is_replayed_them_or_shown_the_present(desk: Served) -> None:
    c = (await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "one"}}))[1]["c"]
    await notes(desk, c, REPLAY + 5)
    head = (await _thread(desk, c))["s"]
    near = await desk.join("vera", cursor={"c": c, "s": head - REPLAY})
    assert seqs(await near.rest()) == list(range(head - REPLAY + 1, head + 1))
    far = await desk.join("vera", cursor={"c": c, "s": head - REPLAY - 1})
    snap = (await far.rest())[0]
    assert (snap["t"], snap["s"], snap["d"]["more"]) == ("snap", head, True)
    assert snap["d"]["events"][-1]["s"] == head


async def test_a_log_of_long_messages_still_reaches_a_client(desk: Served) -> None:
    c = (await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "one"}}))[1]["c"]
    says, oscar = desk.world.system.conversations.operator.says, desk.world.acme.who("oscar")
    for n in range(LARGEST // 4_000 + 5):
        await says(desk.world.acme.scope, oscar, c, cid=f"long{n}", text="ж" * 4_000)
    vera = await desk.join("vera", cursor={"c": c, "s": 1})
    snap = await vera.until("snap")
    assert snap["d"]["more"] is True
    assert sum(len(e.get("text", "")) for e in snap["d"]["events"]) > LARGEST / 2
    assert (await vera.message("I am still here"))["t"] == "ack"


async def test_a_cursor_from_another_life_gets_the_present(desk: Served) -> None:
    vera = await desk.join("vera")
    c = (await vera.message("one"))["c"]
    for cursor in ({"c": c, "s": 999}, {"c": "conv_gone", "s": 1}, {"c": c, "s": 0}, None):
        again = await desk.join("vera", cursor=cursor)
        assert (await again.until("snap"))["c"] == c
        await again.close()


async def test_sync_sends_a_gap_again(desk: Served) -> None:
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    c = (await vera.message("one"))["c"]
    await notes(desk, c, 5)
    await desk.settled()
    for socket in (vera, oscar):
        await socket.rest()
        assert (await socket.ask("sync", {"after": 3}, c=c))["t"] == "ack"
        head = socket.events[-1]["s"]
        assert seqs(socket.seen)[-(head - 3) :] == list(range(4, head + 1))


async def test_a_ping_tells_the_heads_and_repairs_what_a_lost_hint_left_behind(desk: Served) -> None:
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    c = (await vera.message("one"))["c"]
    await oscar.ask("sub", c=c)
    await desk.settled()
    await vera.rest()
    listener, desk.world.system.db.listener = desk.world.system.db.listener, None
    await notes(desk, c, 3)
    assert await vera.rest() == []
    desk.world.system.db.listener = listener
    await desk.world.system.gateway.beat()
    head = (await _thread(desk, c))["s"]
    ping = await vera.until("ping")
    await vera.rest()
    assert c in ping["d"]["heads"]
    assert vera.events[-1]["s"] == head
    await desk.world.system.gateway.beat()
    assert (await vera.until("ping"))["d"]["heads"] == {c: head}
    ping = [f for f in await oscar.rest() if f["t"] == "ping"][-1]
    assert ping["d"]["heads"] == {c: head}
    assert ping["d"]["feed"] >= 1


async def test_two_tabs_see_the_same_conversation(desk: Served) -> None:
    left, right = await desk.join("vera"), await desk.join("vera")
    c = (await left.message("from the left"))["c"]
    await right.until("snap", c=c)
    await right.message("from the right")
    await desk.settled()
    await left.rest()
    await right.rest()
    assert left.events == right.events
    assert [e["text"] for e in left.events if e["author"]["kind"] == "contact"] == ["from the left", "from the right"]


async def test_an_ack_and_the_event_agree_wherever_they_come(desk: Served) -> None:
    vera = await desk.join("vera")
    acks = [await vera.message(f"m{n}") for n in range(5)]
    await vera.rest()
    by_seq = {e["s"]: e for e in vera.events}
    for ack in acks:
        assert by_seq[ack["s"]]["id"] == ack["d"]["id"]
        assert by_seq[ack["s"]]["cid"] == ack["d"]["cid"]
    assert [e["s"] for e in vera.events] == list(range(1, len(vera.events) + 1))


# --- an answer that is being made ------------------------------------------------------------------------------------


async def test_who_joins_in_the_middle_of_an_answer_sees_all_of_it(tmp_path: Path) -> None:
    model = Model("Grüße 🙂🙂 ", "und ", "willkommen 🚲.", stepwise=True)
    async with served(tmp_path, model=model) as desk:
        vera, oscar = await desk.join("vera"), await desk.join("oscar")
        c = (await vera.message("hallo"))["c"]
        thinking = await vera.until("thinking")
        early = await desk.join("vera", cursor={"c": c, "s": 1})
        assert (await early.until("thinking"))["d"] == thinking["d"]
        model.step(2)
        first, second = await vera.until("delta"), await vera.until("delta")
        assert (first["d"]["off"], second["d"]["off"]) == (0, len("Grüße 🙂🙂 ".encode("utf-16-le")) // 2)
        resumed = await desk.join("vera", cursor={"c": c, "s": 1})
        so_far = (await resumed.until("delta"))["d"]
        assert so_far == {"gen": first["d"]["gen"], "off": 0, "text": "Grüße 🙂🙂 und "}
        fresh = await desk.join("vera")
        assert (await fresh.until("snap"))["d"]["turn"] == {"gen": first["d"]["gen"], "text": "Grüße 🙂🙂 und "}
        pulled = (await desk.call("GET", f"/v1/conversation?after=1&c={c}", headers=desk.bearer("vera")))[1]
        assert [f["d"] for f in pulled["frames"] if f["t"] == "delta"] == [so_far]
        await oscar.ask("sub", c=c)
        snaps = [f["d"]["turn"] for f in oscar.seen if f["t"] == "snap"]
        assert snaps == [{"gen": first["d"]["gen"], "text": "Grüße 🙂🙂 und "}]
        model.step(2)
        for socket in (vera, early, resumed, fresh, oscar):
            last = await socket.until("delta", off=len("Grüße 🙂🙂 und ".encode("utf-16-le")) // 2)
            assert "willkommen 🚲.".startswith(last["d"]["text"])  # a last word may wait until it is whole
            final = await socket.until("ev", type="message", turn=first["d"]["gen"])
            assert final["d"]["text"] == "Grüße 🙂🙂 und willkommen 🚲."


async def test_not_one_delta_comes_after_a_person_has_taken_over(tmp_path: Path) -> None:
    model = Model(*["word "] * 200, stepwise=True)
    async with served(tmp_path, model=model) as desk:
        vera, oscar = await desk.join("vera"), await desk.join("oscar")
        c = (await vera.message("hello"))["c"]
        await vera.until("thinking")
        model.step(20)
        await vera.until("delta", off=50)
        taking = asyncio.create_task(oscar.ask("take", c=c, e=1))
        model.step(180)
        assert (await taking)["e"] == 2
        await vera.rest()
        joined = next(i for i, f in enumerate(vera.seen) if f["t"] == "ev" and f["d"].get("code") == "joined")
        assert [f for f in vera.seen[joined:] if f["t"] == "delta"] == []
        assert [e for e in vera.events if e["author"]["kind"] == "assistant" and e["s"] > vera.seen[joined]["s"]] == []


async def test_a_late_piece_of_an_older_answer_is_not_passed_on(desk: Served) -> None:
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    c = (await vera.message("hello"))["c"]
    await desk.settled()
    await oscar.ask("take", c=c, e=1)
    await vera.until("ev", code="joined")
    hub, ws = desk.world.system.hub, desk.world.acme.scope.workspace_id
    hub.heard(Delta(ws, c, 1, "turn_old", 0, "too late"))
    hub.heard(Thinking(ws, c, 1, "turn_old"))
    hub.heard(Delta(ws, c, 2, "turn_new", 0, "in time"))
    texts = [f["d"].get("text") for f in await vera.rest() if f["t"] in ("delta", "thinking")]
    assert texts == ["in time"]


# --- without a WebSocket ---------------------------------------------------------------------------------------------


async def test_what_was_missed_can_be_asked_for_by_http(desk: Served) -> None:
    async def pull(query: str = "") -> list[Frame]:
        status, body = await desk.call("GET", f"/v1/conversation{query}", headers=desk.bearer("vera"))
        assert status == 200
        assert set(body) == {"frames", "now"}
        frames: list[Frame] = body["frames"]
        return frames

    assert await pull() == []
    c = (await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "one"}}))[1]["c"]
    await notes(desk, c, 4)
    await desk.settled()
    (snap,) = await pull()
    assert (snap["t"], snap["c"]) == ("snap", c)
    assert seqs(await pull("?after=3")) == list(range(4, snap["s"] + 1))
    assert seqs(await pull(f"?after=3&c={c}")) == list(range(4, snap["s"] + 1))
    assert [f["t"] for f in await pull("?after=3&c=conv_before")] == ["snap"]
    assert [f["t"] for f in await pull("?after=9000")] == ["snap"]
    assert desk.world.system.hub.connections == []
    for wrong in ("?after=-1", "?after=x", "?after=99999999999999999999", "?c=" + "x" * 65):
        status, body = await desk.call("GET", f"/v1/conversation{wrong}", headers=desk.bearer("vera"))
        assert (status, body["code"]) == (422, "invalid")


async def test_a_frame_by_post_and_by_socket_is_one_and_the_same(desk: Served) -> None:
    frame = {"t": "msg", "id": "x", "d": {"cid": "same", "text": "hello"}}
    vera = await desk.join("vera")
    by_socket = await vera.ask("msg", frame["d"])  # type: ignore[arg-type]
    status, by_post = await desk.post("vera", frame)
    assert (status, {**by_post, "id": 0}) == (200, {**by_socket, "id": 0})
    status, other = await desk.post("vera", {"t": "typing"})
    assert (status, other) == (200, {"t": "ack", "d": {}})


async def test_earlier_conversations_are_their_visitors_alone(desk: Served) -> None:
    vera = await desk.join("vera")
    old = (await vera.message("The first question"))["c"]
    assert (await vera.ask("close"))["t"] == "ack"
    await notes(desk, old, 1, "a secret")

    async def long_ago(tx: Tx) -> None:
        await tx.run("UPDATE conversation SET closed_at = closed_at - 700000000 WHERE workspace_id = :ws")

    await desk.world.system.db.write(desk.world.acme.scope, long_ago)
    new = (await vera.message("Another one"))["c"]
    assert new != old
    status, found = await desk.call("GET", "/v1/conversations", headers=desk.bearer("vera"))
    assert (status, [(one["id"], one["text"]) for one in found["conversations"]]) == (
        200,
        [(old, "The first question")],
    )
    path = f"/v1/conversation?before=999&c={old}"
    status, read = await desk.call("GET", path, headers=desk.bearer("vera"))
    assert (status, read["events"][0]["text"]) == (200, "The first question")
    assert "a secret" not in str((found, read))
    # Whoever else asks has none, and cannot read it by its name.
    await desk.ticket("victor")
    assert (await desk.call("GET", "/v1/conversations", headers=desk.bearer("victor")))[1] == {"conversations": []}
    assert (await desk.call("GET", path, headers=desk.bearer("victor")))[0] == 404


async def test_beginning_anew_ends_the_conversation_in_all_tabs_and_keeps_it(desk: Served) -> None:
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    old = (await vera.message("About my order"))["c"]
    await oscar.ask("sub", c=old)
    other_tab = await desk.join("vera", cursor={"c": old, "s": 1})
    assert (await vera.ask("begin"))["t"] == "ack"
    assert {"t": "left", "c": old, "d": {}} in vera.seen
    assert (await other_tab.until("left"))["c"] == old
    assert (await oscar.until("ev", to="closed"))["c"] == old
    late = await desk.join("vera", cursor={"c": old, "s": 1})
    assert (await late.until("left"))["c"] == old, "who was away is told when they are back"
    assert (await vera.ask("begin"))["d"]["code"] == "not_found"

    new = (await vera.message("Something else"))["c"]
    assert new != old
    assert (await other_tab.until("snap"))["c"] == new
    _, past = await desk.call("GET", "/v1/conversations", headers=desk.bearer("vera"))
    assert [(one["id"], one["text"]) for one in past["conversations"]] == [(old, "About my order")]
