"""Operators together: the list in real time, who is there, who reads, and who was first."""

from __future__ import annotations

import asyncio

from deskbell.features.conversations.reading import FEED_PAGE
from tests.edges.live.harness import Frame, Served, Socket


async def pair(desk: Served) -> tuple[Socket, Socket, str]:
    """(vera, oscar who follows her, the conversation)."""
    vera, oscar = await desk.join("vera"), await desk.join("oscar")
    c = (await vera.message("hello"))["c"]
    await oscar.ask("sub", c=c)
    await desk.settled()
    await vera.rest()
    await oscar.rest()
    return vera, oscar, c


# --- signs of life ---------------------------------------------------------------------------------------------------


async def test_presence_tells_operators_whether_the_visitor_is_there(desk: Served) -> None:
    vera, oscar, c = await pair(desk)
    assert oscar.seen[-1]["t"] in ("presence", "ev", "delta", "feed")
    assert {"t": "presence", "c": c, "d": {"contact": "online"}} in oscar.seen
    second = await desk.join("vera", cursor={"c": c, "s": 1})
    await oscar.rest()
    await vera.close()
    assert [f for f in await oscar.rest() if f["d"] == {"contact": "away"}] == []
    await second.close()
    assert (await oscar.until("presence"))["d"] == {"contact": "away"}
    await desk.join("vera")
    assert (await oscar.until("presence"))["d"] == {"contact": "online"}
    assert [f for f in vera.seen if f["t"] == "presence"] == []


async def test_asking_by_http_is_no_presence(desk: Served) -> None:
    vera, oscar, _ = await pair(desk)
    await vera.close()
    await oscar.until("presence")
    await desk.call("GET", "/v1/conversation", headers=desk.bearer("vera"))
    assert [f for f in await oscar.rest() if f["t"] == "presence"] == []


async def test_typing_reaches_the_other_side_and_nobody_else(desk: Served) -> None:
    vera, oscar, c = await pair(desk)
    tab, olga, gina = await desk.join("vera"), await desk.join("olga"), await desk.join("gina")
    await olga.ask("sub", c=c)
    for socket in (tab, olga, oscar, vera):
        await socket.rest()
    await vera.say("typing")
    for socket in (oscar, olga):
        assert (await socket.until("typing"))["d"] == {"author": "contact"}
    await oscar.say("typing", c=c)
    for socket in (vera, tab, olga):
        assert (await socket.until("typing"))["d"] == {"author": "operator", "name": "Oscar"}
    await olga.ask("unsub", c=c)
    await olga.say("typing", c=c)  # who does not follow is not heard
    rest = [*await vera.rest(), *await tab.rest(), *await oscar.rest(), *await gina.rest()]
    assert [f for f in rest if f["t"] == "typing"] == []


async def test_who_looks_at_a_conversation_is_told_to_the_colleagues_who_look_too(desk: Served) -> None:
    vera, oscar, c = await pair(desk)
    olga, gina = await desk.join("olga"), await desk.join("gina")
    await olga.ask("sub", c=c)
    await olga.rest()
    await oscar.say("looking", c=c)
    heard = await olga.until("looking")
    assert (heard["c"], heard["d"]["name"]) == (c, "Oscar")
    await oscar.say("looking")  # at the list
    await gina.say("looking", c=c)  # of another workspace
    await olga.ask("unsub", c=c)
    await olga.say("looking", c=c)
    rest = [*await vera.rest(), *await oscar.rest(), *await olga.rest(), *await gina.rest()]
    assert [f for f in rest if f["t"] == "looking"] == []
    assert [f for f in vera.seen if f["t"] == "looking"] == []


async def test_read_marks_reach_the_other_side_and_ones_own_devices(desk: Served) -> None:
    vera, oscar, c = await pair(desk)
    phone, olga = await desk.join("oscar"), await desk.join("olga")
    await vera.ask("read", {"upto": 2})
    assert (await oscar.until("read"))["d"] == {"by": "contact", "upto": 2}
    await oscar.ask("take", c=c, e=1)
    await oscar.ask("read", {"upto": 3}, c=c)
    assert (await vera.until("read"))["d"] == {"by": "operator", "upto": 3}
    assert (await phone.until("read"))["d"] == {"by": "operator", "upto": 3}
    assert [f for f in await olga.rest() if f["t"] == "read"] == []
    thread = (await desk.call("GET", f"/desk/v1/conversations/{c}", headers=await desk.signed_in("oscar")))[1]
    assert thread["d"]["conversation"]["read"] == {"contact": 2, "operator": 3}
    page = (await desk.call("GET", "/desk/v1/conversations?view=mine", headers=await desk.signed_in("oscar")))[1]
    assert page["conversations"][0]["read_upto"] == 3


# --- the list --------------------------------------------------------------------------------------------------------


def summaries(frames: list[Frame]) -> list[tuple[str, int]]:
    return [(s["id"], s["seq"]) for f in frames if f["t"] == "feed" for s in f["d"]["conversations"]]


async def test_the_feed_begins_with_the_present_and_goes_on_with_every_change(desk: Served) -> None:
    for name in ("vera", "victor"):
        await desk.post(name, {"t": "msg", "d": {"cid": f"c-{name}", "text": f"I am {name}"}})
    await desk.settled()
    oscar = await desk.join("oscar")
    first = await oscar.until("feed")
    assert first["d"]["snapshot"] is True
    assert first["d"]["more"] is False
    assert len(first["d"]["conversations"]) == 2
    _, ack = await desk.post("vera", {"t": "request", "d": {"cid": "r"}})
    change = await oscar.until("feed")
    assert change["s"] > first["s"]
    (summary,) = change["d"]["conversations"]
    assert (summary["id"], summary["state"], summary["seq"]) == (ack["c"], "waiting", ack["s"])
    assert summary["waiting_since"] is not None
    assert "snapshot" not in change["d"]


async def test_the_feed_resumes_after_a_number_without_a_gap(desk: Served) -> None:
    oscar = await desk.join("oscar")
    known = (await oscar.until("feed"))["s"]
    await oscar.close()
    acks = {}
    for name in ("vera", "victor"):
        _, acks[name] = await desk.post(name, {"t": "msg", "d": {"cid": f"c-{name}", "text": "hello"}})
    await desk.settled()
    again = await desk.join("oscar", feed=known)
    missed = await again.until("feed")
    assert "snapshot" not in missed["d"]
    assert {c for c, _ in summaries([missed])} == {ack["c"] for ack in acks.values()}
    assert [c for c, _ in summaries([missed])][-1] in {ack["c"] for ack in acks.values()}
    current = await desk.join("oscar", feed=missed["s"])
    assert (await current.until("feed"))["d"]["conversations"] == []
    from_the_future = await desk.join("oscar", feed=missed["s"] + 1_000)
    assert (await from_the_future.until("feed"))["d"]["snapshot"] is True


async def test_a_burst_of_changes_becomes_few_frames_and_ends_with_the_newest(desk: Served) -> None:
    oscar = await desk.join("oscar")
    await oscar.until("feed")
    says, who = desk.world.system.conversations.operator.says, desk.world.acme.who("olga")
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c", "text": "hello"}})
    scope = desk.world.acme.scope
    await asyncio.gather(*(says(scope, who, ack["c"], cid=f"n{n}", text="note", kind="note") for n in range(100)))
    await desk.settled()
    frames = await oscar.rest(0.3)
    assert summaries(frames)[-1] == (ack["c"], 102)  # the question, its answer, 100 notes
    assert len(frames) < 50


async def test_a_long_absence_is_answered_with_the_newest_page(desk: Served) -> None:
    scope, system = desk.world.acme.scope, desk.world.system
    site = desk.world.acme.site
    oscar = await desk.join("oscar")
    known = (await oscar.until("feed"))["s"]
    await oscar.close()

    async def one(n: int) -> None:
        visitor, _ = await system.sites.new_visitor(site, lang=None)
        from_visitor = type(desk.world.acme.visitor("vera"))(visitor.id, visitor.site_id, visitor.contact_id)
        await system.conversations.visitor.requests(scope, from_visitor, cid=f"r{n}")

    await asyncio.gather(*(one(n) for n in range(FEED_PAGE + 3)))
    frame = await (await desk.join("oscar", feed=known)).until("feed")
    assert (frame["d"]["snapshot"], frame["d"]["more"], len(frame["d"]["conversations"])) == (True, True, FEED_PAGE)


async def test_neighbours_see_nothing_of_each_other(desk: Served) -> None:
    mallory, oscar, gina = await desk.join("mallory"), await desk.join("oscar"), await desk.join("gina")
    vera, _, c = await pair(desk)
    await mallory.ask("sub", c=c)
    await vera.message("our secret")
    await oscar.until("feed", snapshot=None)
    await desk.settled()
    others = [*mallory.seen, *await mallory.rest(), *gina.seen, *await gina.rest()]
    assert {f["t"] for f in others} <= {"welcome", "feed", "nack"}
    assert summaries(others) == []


# --- who was first ---------------------------------------------------------------------------------------------------


async def test_of_two_who_take_at_once_one_wins_and_the_other_learns_who(desk: Served) -> None:
    oscar, olga = await desk.join("oscar"), await desk.join("olga")
    names = {o.id: o.name for o in desk.world.acme.operators.values()}
    system, acme = desk.world.system, desk.world.acme
    wins = {"Oscar": 0, "Olga": 0}
    for n in range(100):
        posted = await system.conversations.visitor.requests(
            acme.scope, await desk.world.new_visitor(acme, f"v{n}"), cid="r"
        )
        pressed = (oscar, olga) if n % 2 else (olga, oscar)
        first, second = await asyncio.gather(
            *(s.ask("take", c=posted.conversation_id, e=posted.epoch) for s in pressed)
        )
        ack, nack = (first, second) if first["t"] == "ack" else (second, first)
        assert (ack["t"], nack["t"], nack["d"]["code"], nack["d"]["retry"]) == ("ack", "nack", "conflict", False)
        winner = nack["d"]["by"]
        assert names[winner["id"]] == winner["name"]
        assert winner["name"] == ("Oscar" if ack in oscar.seen else "Olga")
        wins[winner["name"]] += 1
    assert sum(wins.values()) == 100


async def test_taking_twice_is_taking_once_and_an_old_screen_is_refused(desk: Served) -> None:
    _, oscar, c = await pair(desk)
    olga = await desk.join("olga")
    taken = await oscar.ask("take", c=c, e=1)
    assert (await oscar.ask("take", c=c, e=1))["s"] == taken["s"]
    for t in ("release", "return"):
        nack = await olga.ask(t, c=c, e=2)
        assert (nack["d"]["code"], nack["d"]["by"]["name"]) == ("conflict", "Oscar")
    nack = await olga.ask("msg", {"cid": "x", "text": "hi"}, c=c)
    assert (nack["d"]["code"], nack["d"]["by"]["name"]) == ("conflict", "Oscar")
    nack = await oscar.ask("return", c=c, e=1)  # a screen from before the taking
    assert nack["d"]["code"] == "conflict"
    assert (await oscar.ask("return", c=c, e=2))["t"] == "ack"
    assert (await oscar.ask("close", c=c, e=3))["t"] == "ack"
    assert (await oscar.ask("close", c=c, e=4))["d"]["code"] == "closed"


# --- many at once ------------------------------------------------------------------------------------------------


async def test_many_deeds_in_one_request_are_answered_one_by_one(desk: Served) -> None:
    vera, victor, oscar = await desk.join("vera"), await desk.join("victor"), await desk.join("oscar")
    first, second = (await vera.message("one"))["c"], (await victor.message("two"))["c"]
    _, taken = await desk.post("olga", {"t": "take", "c": second, "e": 1})
    parts = [
        {"t": "tag", "c": first, "d": {"add": ["late"]}},
        {"t": "tag", "c": first, "d": {"add": ["late"]}},
        {"t": "take", "c": second, "e": taken["e"]},
        {"t": "close", "c": first, "e": 1},
        {"t": "close", "c": "conv_unknown", "e": 1},
        {"t": "msg", "c": first, "d": {"cid": "m1", "text": "no"}},
        {"t": "tag"},
        7,
    ]
    ack = await oscar.ask("bulk", {"frames": parts})
    answers = ack["d"]["answers"]
    assert [answer["t"] for answer in answers] == ["ack", "ack", "nack", "ack", "nack", "nack", "nack", "nack"]
    changed = [answer for answer in answers[:2] if "id" in answer["d"]]
    assert len(changed) == 1, "what was tagged already was not changed"
    codes = [answer["d"]["code"] for answer in answers if answer["t"] == "nack"]
    assert codes == ["conflict", "not_found", "unknown_type", "bad_frame", "bad_frame"]
    assert answers[2]["d"]["by"]["name"] == "Olga"
    for wrong in ([], parts * 20, "all"):
        assert (await oscar.ask("bulk", {"frames": wrong}))["d"]["code"] == "bad_frame"


async def test_many_deeds_reach_no_neighbours_conversation(desk: Served) -> None:
    c = (await (await desk.join("vera")).message("mine"))["c"]
    parts = [
        {"t": t, "c": c, "e": 1, "d": {"add": ["x"], "until": 2_000_000_000_000}} for t in ("take", "close", "tag")
    ]
    status, ack = await desk.post("mallory", {"t": "bulk", "d": {"frames": [*parts, {**parts[1], "t": "snooze"}]}})
    assert status == 200
    assert [answer["d"]["code"] for answer in ack["d"]["answers"]] == ["not_found"] * 4


async def test_a_draft_reaches_all_devices_of_its_operator_and_nobody_else(desk: Served) -> None:
    c = (await (await desk.join("vera")).message("hello"))["c"]
    first, second, olga = await desk.join("oscar"), await desk.join("oscar"), await desk.join("olga")
    for socket in (first, second, olga):
        await socket.rest()
    await desk.call(
        "PUT",
        f"/desk/v1/conversations/{c}/unsent",
        headers=await desk.signed_in("oscar"),
        json={"mode": "note", "text": "ask Ada"},
    )
    for socket in (first, second):
        assert await socket.until("unsent") == {"t": "unsent", "c": c, "d": {"mode": "note", "text": "ask Ada"}}
    assert [frame for frame in await olga.rest() if frame["t"] == "unsent"] == []
