"""Drafts follow the operator to every device, and reach nobody else."""

from __future__ import annotations

from typing import Any

from tests.edges.live.harness import Served


async def call(desk: Served, who: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1{path}", headers=await desk.signed_in(who), json=body)


async def test_a_draft_is_mine_by_conversation_and_kind_until_it_is_sent(desk: Served) -> None:
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "Do you deliver?"}})
    path = f"/conversations/{ack['c']}/unsent"
    for mode, text in (("text", "Yes, we"), ("note", "ask Ada")):
        assert (await call(desk, "olga", "PUT", path, {"mode": mode, "text": text}))[0] == 200
    assert (await call(desk, "olga", "PUT", path, {"mode": "text", "text": "Yes, we do"}))[0] == 200
    mine = (await call(desk, "olga", "GET", "/unsent"))[1]["unsent"]
    assert {(one["conversation"], one["mode"], one["text"]) for one in mine} == {
        (ack["c"], "text", "Yes, we do"), (ack["c"], "note", "ask Ada"),
    }  # fmt: skip
    assert (await call(desk, "oscar", "GET", "/unsent"))[1] == {"unsent": []}
    await call(desk, "olga", "PUT", path, {"mode": "text", "text": " "})
    mine = (await call(desk, "olga", "GET", "/unsent"))[1]["unsent"]
    assert {one["mode"]: one["text"] for one in mine} == {"text": "", "note": "ask Ada"}
    assert (await call(desk, "olga", "PUT", path, {"mode": "text", "text": "x" * 8_001}))[1]["code"] == "too_long"
    assert (await call(desk, "olga", "PUT", path, {"mode": "mail", "text": "x"}))[1]["code"] == "invalid"
