"""Every frame of both sides: what it does, and what bad input is answered with."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from deskbell.kit.errors import STATUS
from deskbell.runtime.clock import SystemClock
from tests.edges.live.harness import Frame, Served, Socket, served

NACK_FIELDS = {"code", "message", "retry", "retry_after", "by", "seq", "cid"}
INSIDE = re.compile(
    r"Traceback|Error\b|Exception|deskbell\.|site-packages|\.py\b|/(home|root|tmp|usr|work)/|sqlite|SELECT |apsw",
    re.IGNORECASE,
)


def checked(nack: Frame, *codes: str) -> Frame:
    """A refusal as the protocol allows it: a fixed code, a sentence for people, nothing of the inside."""
    assert nack["t"] == "nack", nack
    data = nack["d"]
    assert data["code"] in (codes or STATUS), data
    assert set(data) <= NACK_FIELDS
    assert data["message"].endswith(".")
    assert data["retry"] is (data["code"] in ("rate", "unavailable", "internal"))
    shown = {k: v for k, v in data.items() if k != "cid"}  # what the client said itself may come back
    assert not INSIDE.search(json.dumps(shown)), shown
    return nack


async def conversation(desk: Served, text: str = "Hello?") -> tuple[Socket, Socket, str]:
    """(vera, oscar who follows, the conversation's id)."""
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    c = (await vera.message(text))["c"]
    await oscar.ask("sub", c=c)
    return vera, oscar, c


# --- good paths ------------------------------------------------------------------------------------------------------


async def test_a_message_is_acknowledged_with_its_place_in_the_log(desk: Served) -> None:
    vera = await desk.join("vera")
    ack = await vera.ask(
        "msg", {"cid": "c1", "text": " Hi\r\nthere\x00 ", "page": {"url": "https://a.example/", "title": "A"}}
    )
    assert (ack["t"], ack["s"], ack["e"], ack["d"]["cid"]) == ("ack", 1, 1, "c1")
    event = next(e for e in vera.events if e["s"] == 1)
    assert (event["id"], event["text"], event["cid"]) == (ack["d"]["id"], "Hi\nthere", "c1")
    again = await vera.ask("msg", {"cid": "c1", "text": "Hi\nthere"})
    assert {**again, "id": ack["id"]} == ack
    checked(await vera.ask("msg", {"cid": "c1", "text": "other words"}), "cid_reused")


async def test_what_a_page_tells_of_its_visitor_goes_with_the_message_and_never_stops_it(desk: Served) -> None:
    vera = await desk.join("vera")
    did = {"name": "added to cart", "at": 5, "data": {"sku": "A-1"}}
    page = {"url": "https://a.example/", "title": "A", "data": {"plan": "pro"}, "did": [did]}
    await vera.ask("msg", {"cid": "c1", "text": "Hi", "page": page})
    assert next(e for e in vera.events if e["s"] == 1)["page"] == page
    many = {f"k{n}" * 35: "x" * 300 for n in range(33)}
    never = [{"name": "x", "at": at} for at in ("now", -1, 9 * 10**15, 10**300)]  # no browser could show these
    wrong: list[Any] = [{"data": 5, "did": 5}, {"data": [1], "did": [1, {"name": 5}, never[0]]}, {"did": never[1:]}]
    for n, told in enumerate(
        [*wrong, {"data": {"a": None, "b": "\x00fine", "c": 7, "d": True}}, {"data": many, "did": [did] * 9}]
    ):
        ack = await vera.ask("msg", {"cid": f"w{n}", "text": "Hi", "page": told})
        kept = next(e for e in vera.events if e["s"] == ack["s"])["page"]
        data, steps = kept.get("data", {}), kept.get("did", [])
        assert all(len(name) <= 64 and len(value) <= 256 for name, value in data.items())
        assert (len(data), len(steps)) == ((0, 0), (0, 0), (0, 0), (3, 0), (32, 5))[n]


async def test_asking_for_a_person_cancelling_and_solving(desk: Served) -> None:
    await desk.join("oscar")
    vera = await desk.join("vera")
    ack = await vera.ask("request", {"cid": "r1"})
    assert ack["t"] == "ack"
    assert (await vera.ask("request", {"cid": "r1"}))["s"] == ack["s"]
    assert [e["to"] for e in vera.events if e["type"] == "state"] == ["waiting"]
    assert (await vera.ask("cancel"))["t"] == "ack"
    assert (await vera.ask("close"))["t"] == "ack"
    checked(await vera.ask("retry"), "conflict")
    assert [e["to"] for e in vera.events if e["type"] == "state"] == ["waiting", "assistant", "closed"]


async def test_an_operator_takes_answers_notes_returns_and_closes(desk: Served) -> None:
    vera, oscar, c = await conversation(desk)
    taken = await oscar.ask("take", c=c, e=1)
    assert (taken["t"], taken["e"]) == ("ack", 2)
    said = await oscar.ask("msg", {"cid": "o1", "text": "Hello, Oscar here."}, c=c)
    note = await oscar.ask("msg", {"cid": "o2", "text": "seems upset", "kind": "note"}, c=c)
    assert (said["t"], note["s"]) == ("ack", said["s"] + 1)
    assert (await vera.until("ev", s=said["s"]))["d"]["text"] == "Hello, Oscar here."
    assert (await oscar.ask("return", c=c, e=2))["e"] == 3
    assert (await oscar.ask("take", c=c, e=3))["e"] == 4
    assert (await oscar.ask("release", c=c, e=4))["e"] == 5
    assert (await oscar.ask("close", c=c, e=5))["e"] == 6
    await vera.until("ev", to="closed")
    assert (await oscar.ask("read", {"upto": 3}, c=c))["t"] == "ack"
    assert (await oscar.ask("available", {"on": False}))["t"] == "ack"
    assert (await oscar.ask("sync", {"after": 1}, c=c))["t"] == "ack"
    assert (await oscar.ask("unsub", c=c))["t"] == "ack"


async def test_an_answer_to_something_older_than_the_newest_message_is_stale(desk: Served) -> None:
    vera, oscar, c = await conversation(desk)
    newer = await vera.message("One more thing")
    nack = checked(await oscar.ask("msg", {"cid": "o1", "text": "Hi", "seen": 1}, c=c), "stale")
    assert nack["d"]["seq"] == newer["s"]
    assert (await oscar.ask("msg", {"cid": "o1", "text": "Hi", "seen": newer["s"]}, c=c))["t"] == "ack"


async def test_typing_and_pong_are_never_answered(desk: Served) -> None:
    vera, oscar, c = await conversation(desk)
    await vera.rest()
    await oscar.rest()
    for socket in (vera, oscar):
        await socket.say("pong", id="p")
        await socket.say("typing", id="t", c=c)
    assert [f["t"] for f in await vera.rest() if "id" in f] == []
    assert [f["t"] for f in await oscar.rest() if "id" in f] == []


async def test_answers_come_one_a_frame_and_in_order(desk: Served) -> None:
    vera = await desk.join("vera")
    for number in range(20):
        await vera.say("msg", {"cid": f"c{number}", "text": f"m{number}"}, id=number)
        await vera.say("nonsense", id=f"n{number}")
    answers = [f["id"] for f in await vera.rest() if f["t"] in ("ack", "nack")]
    assert answers == [i for n in range(20) for i in (n, f"n{n}")]


# --- lengths ---------------------------------------------------------------------------------------------------------


async def test_four_thousand_characters_are_a_message_and_one_more_is_not(desk: Served) -> None:
    vera, oscar, c = await conversation(desk)
    full = "ä🙂" * 2_000
    assert (await vera.message(full))["t"] == "ack"
    assert (await oscar.ask("msg", {"cid": "o1", "text": full}, c=c))["t"] == "ack"
    for size in (4_001, 8_001):
        checked(await vera.message("x" * size), "too_long")
        checked(await oscar.ask("msg", {"cid": "o2", "text": "x" * size}, c=c), "too_long")
    await vera.rest()
    assert [e["text"] for e in vera.events if e.get("text") == full] == [full, full]


async def test_nothing_but_blanks_is_no_message(desk: Served) -> None:
    vera, oscar, c = await conversation(desk)
    for blank in ("", "   ", "\n\t\r", "\x00\x01", "\ud800", "\u2028", "\ufeff"):
        checked(await vera.message(blank), "bad_frame")
        checked(await oscar.ask("msg", {"cid": "o", "text": blank}, c=c), "bad_frame")


async def test_a_frame_that_is_too_large_ends_the_socket(desk: Served) -> None:
    padding = "x" * 17_000
    vera = await desk.join("vera")
    await vera.ws.send(json.dumps({"t": "msg", "d": {"cid": "c", "text": "hi"}, "x": padding[:16_000]}))
    assert (await vera.until("ack"))["s"] == 1
    await vera.ws.send(json.dumps({"t": "msg", "d": {"cid": "c", "text": "hi"}, "x": padding}))
    assert await vera.close_code() == 4413
    oscar = await desk.join("oscar")
    await oscar.ws.send(json.dumps({"t": "pong", "x": padding}))
    assert (await oscar.ask("available", {"on": True}))["t"] == "ack"
    await oscar.ws.send(json.dumps({"t": "pong", "x": padding * 4}))
    assert await oscar.close_code() == 4413
    wide = await desk.join("vera")  # bytes count, not characters
    await wide.ws.send(json.dumps({"t": "pong", "x": "🙂" * 4_200}, ensure_ascii=False))
    assert await wide.close_code() == 4413


async def test_a_frame_by_post_has_the_same_limit_and_answers(desk: Served) -> None:
    status, answer = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "x" * 4_001}})
    assert (status, checked(answer)["d"]["code"]) == (413, "too_long")
    status, problem = await desk.post("vera", {"t": "msg", "x": "x" * 17_000})
    assert (status, problem["code"]) == (413, "too_long")
    status, problem = await desk.post("oscar", {"t": "msg", "x": "x" * 70_000})
    assert (status, problem["code"]) == (413, "too_long")
    for text in (b"\xff\xfe", b"{", b"[]", b"", b'{"t":1}', b"NaN"):
        status, answer = await desk.call("POST", "/v1/frames", headers=desk.bearer("vera"), data=text)
        assert (status, answer.get("code") or answer["d"]["code"]) == (400, "bad_frame")


# --- bad input -------------------------------------------------------------------------------------------------------

MALFORMED = [
    "",
    "{",
    "nonsense",
    "[" * 8_000,
    '{"t":' * 2_000,
    "null",
    "17",
    '"msg"',
    "[]",
    "{}",
    '{"t":null}',
    '{"t":7}',
    '{"t":["msg"]}',
    '{"t":"msg","d":[]}',
    '{"t":"msg","d":"x"}',
    '{"t":"msg","d":{"cid":"c","text":NaN}}',
    '{"t":"msg","d":{"cid":"c","text":Infinity}}',
    '{"t":"read","d":{"upto":1e400}}',
    '{"t":"read","d":{"upto":' + "9" * 5_000 + "}}",
    '{"t":"msg","id":{},"d":{}}',
    '{"t":"msg","id":"' + "i" * 65 + '","d":{}}',
    '{"t":"msg","id":"\\ud800","d":{}}',
    '{"t":"msg","id":1.5,"d":{}}',
    '{"event":"base"}',
]


async def test_what_is_no_frame_is_refused_and_the_socket_lives(desk: Served) -> None:
    for name in ("vera", "oscar"):
        socket = await desk.join(name)
        for text in MALFORMED:
            await socket.ws.send(text)
            checked(await socket.until("nack"), "bad_frame")
            await socket.say("pong")
        await socket.ws.send('{"t":"\\ud800"}')
        checked(await socket.until("nack"), "unknown_type")


WRONG: dict[str, list[tuple[str, Frame]]] = {
    "vera": [
        ("msg", {}),
        ("msg", {"cid": "c"}),
        ("msg", {"cid": "c", "text": 5}),
        ("msg", {"cid": "c", "text": ["x"]}),
        ("msg", {"cid": 7, "text": "x"}),
        ("msg", {"cid": "", "text": "x"}),
        ("msg", {"cid": "c" * 65, "text": "x"}),
        ("msg", {"cid": "\ud800", "text": "x"}),
        ("msg", {"cid": "a\x00b", "text": "x"}),
        ("msg", {"cid": "c", "text": "x", "page": "https://a.example"}),
        ("msg", {"cid": "c", "text": "x", "page": {"url": 7}}),
        ("msg", {"cid": "c", "text": "x", "assist": "yes"}),
        ("request", {}),
        ("request", {"cid": None}),
        ("read", {}),
        ("read", {"upto": -1}),
        ("read", {"upto": True}),
        ("read", {"upto": "5"}),
        ("read", {"upto": 2**53}),
        ("sync", {}),
        ("sync", {"after": -1}),
        ("sync", {"after": 0.5}),
    ],
    "oscar": [
        ("msg", {"cid": "c", "text": "x", "kind": "system"}),
        ("msg", {"cid": "c", "text": "x", "kind": ["note"]}),
        ("msg", {"cid": "c", "text": "x", "seen": "1"}),
        ("msg", {"cid": None, "text": "x"}),
        ("read", {"upto": None}),
        ("sub", {"after": "x"}),
        ("sync", {"after": -1}),
        ("available", {}),
        ("available", {"on": 1}),
    ],
}


async def test_fields_of_the_wrong_type_are_refused_without_effect(desk: Served) -> None:
    vera, oscar, c = await conversation(desk)
    await desk.settled()
    await vera.rest()
    before = len(vera.events)
    for name, socket in (("vera", vera), ("oscar", oscar)):
        for t, data in WRONG[name]:
            checked(await socket.ask(t, data, c=c), "bad_frame")
            await socket.say("pong")
    for c_of_it in (None, 7, "", "x" * 65, "conv\x00", "\ud800", {"a": 1}):
        for t in ("take", "release", "return", "close", "sub", "unsub", "sync", "read", "msg"):
            checked(await oscar.ask(t, {"upto": 1, "after": 1, "cid": "c", "text": "x"}, c=c_of_it, e=1), "bad_frame")
            await oscar.say("pong")
    for e in (None, -1, "1", 1.0, True, 2**60):
        checked(await oscar.ask("take", c=c, e=e), "bad_frame")
    await vera.rest()
    assert len(vera.events) == before


async def test_unknown_and_foreign_frames_are_refused_by_name(desk: Served) -> None:
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    for t in (
        "take",
        "release",
        "return",
        "sub",
        "unsub",
        "available",
        "hello",
        "welcome",
        "ev",
        "",
        "MSG",
        "__class__",
    ):
        checked(await vera.ask(t), "unknown_type")
        await vera.say("pong")
    for t in ("request", "cancel", "retry", "hello", "ack", "snap", "constructor"):
        checked(await oscar.ask(t), "unknown_type")
        await oscar.say("pong")


async def test_frames_before_their_time_are_refused(desk: Served) -> None:
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    for t in ("cancel", "retry", "close"):
        checked(await vera.ask(t), "not_found")
    checked(await vera.ask("sync", {"after": 0}), "not_found")
    assert (await vera.ask("read", {"upto": 5}))["t"] == "ack"
    for t in ("take", "release", "return", "close", "sub", "sync", "read", "msg"):
        data = {"after": 1, "upto": 1, "cid": "c", "text": "x"}
        checked(await oscar.ask(t, data, c="conv_nothing", e=1), "not_found")


async def test_extra_fields_change_nothing(desk: Served) -> None:
    oscar = await desk.join("oscar")
    vera = await desk.join("vera")
    globex = desk.world.globex
    smuggled = {
        "author": "operator", "kind": "note", "internal": True, "seq": 99, "epoch": 9, "state": "human",
        "workspace_id": globex.scope.workspace_id, "visitor_id": globex.visitor("gina").id, "owner_id": "x", "at": 1,
    }  # fmt: skip
    ack = await vera.ask("msg", {"cid": "c1", "text": "hi", **smuggled}, s=44, e=7, c="conv_x", ws="x")
    event = vera.events[0]
    assert (ack["s"], ack["e"]) == (1, 1)
    assert (event["author"]["kind"], event["kind"], event["s"]) == ("contact", "text", 1)
    assert len((await oscar.until("feed", snapshot=None))["d"]["conversations"]) == 1


async def test_hostile_text_is_stored_as_text(desk: Served) -> None:
    vera, oscar, c = await conversation(desk)
    for text in (
        "<script>alert(1)</script>",
        "'; DROP TABLE conversation; --",
        "\u202egnp.exe",
        "%00%n%s{{7*7}}${7*7}",
        "a\u0000b\ud83dc",
        "\x1b[2Jx",
    ):
        ack = await vera.message(text)
        shown = (await oscar.until("ev", s=ack["s"]))["d"]["text"]
        assert shown == "".join(ch for ch in text if ch not in "\x00\ud83d\x1b")
    page = {"url": "javascript:alert(1)", "title": "T\x00\ud800<b>"}
    await vera.message("with a page", page=page)
    await oscar.rest()
    _, snap = await desk.call("GET", f"/desk/v1/conversations/{c}", headers=await desk.signed_in("oscar"))
    assert snap["d"]["conversation"]["page"] == {"url": None, "title": "T<b>"}


# --- too fast --------------------------------------------------------------------------------------------------------


async def test_who_writes_too_fast_is_told_when_to_go_on_and_then_cut_off(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True, clock=SystemClock()) as desk:
        vera, victor = await desk.join("vera"), await desk.join("victor")
        answers: list[Frame] = [await vera.message(f"m{n}") for n in range(8)]
        assert [a["t"] for a in answers[:5]] == ["ack"] * 5
        for nack in answers[6:]:
            assert 1 <= checked(nack, "rate")["d"]["retry_after"] <= 86_400
        assert (await victor.message("I am somebody else"))["t"] == "ack"
        for n in range(30):
            await vera.say("msg", {"cid": f"x{n}", "text": "again"}, id=n)
        assert await vera.close_code() == 4429
        rejoined = await desk.join("vera")
        assert {e.get("text") for e in (await rejoined.until("snap"))["d"]["events"]} >= {"m0", "m4"}


async def test_an_operators_frames_have_a_generous_limit(tmp_path: Path) -> None:
    async with served(tmp_path, limits=True, clock=SystemClock()) as desk:
        oscar = await desk.join("oscar")
        for number in range(65):  # all at once, so that a slow machine does not give the limit time to forget
            await oscar.say("unsub", c="conv_none", id=number)
        answers = [await oscar.until(t, id=number) for number, t in enumerate(["ack"] * 60 + ["nack"] * 5)]
        checked(answers[-1], "rate")


async def test_refusals_alone_end_a_socket_too(desk: Served) -> None:
    vera = await desk.join("vera")
    for _ in range(25):
        await vera.ws.send("nonsense")
    assert await vera.close_code() == 4429
    nacks = [f for f in vera.seen if f["t"] == "nack"]
    assert len(nacks) == 20


def test_every_code_of_the_protocol_page_exists_with_its_status() -> None:
    page = (Path(__file__).parents[3] / "docs/develop/live-protocol.md").read_text(encoding="utf-8")
    section = page.split("## 7. Codes")[1].split("Close codes")[0]
    told: dict[str, Any] = {code: int(status) for code, status in re.findall(r"`(\w+)` (\d{3})", section)}
    assert told == STATUS
