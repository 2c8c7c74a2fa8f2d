"""Knowledge as one file: the round trip is exact, nothing is doubled, hostile files are refused, the report is true."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.edges.live.harness import Served


async def take(desk: Served, who: str) -> str:
    async with desk.http.get(desk.base + "/desk/v1/knowledge", headers=await desk.signed_in(who)) as answer:
        assert answer.status == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        return await answer.text()


async def bring(desk: Served, who: str, text: str) -> tuple[int, Any]:
    return await desk.call("POST", "/desk/v1/knowledge", data=text.encode(), headers=await desk.signed_in(who))


async def test_the_round_trip_is_exact_and_a_second_one_adds_nothing(desk: Served) -> None:
    system, acme, globex = desk.world.system, desk.world.acme, desk.world.globex
    for n in range(30):
        await system.knowledge.add(acme.scope, kind="text", title=f"T{n}", body=f"Größe {n}\n\n- “x” <b>\u200d 日本")
    await system.crawling.add_file(acme.scope, name="notes.md", content=b"# Returns\n\nThirty days, no questions.")
    await system.crawling.add_address(
        acme.scope, kind="site", address="https://acme.example/", include=["/help/*"], exclude=["*/old/*"], most=40
    )
    for source in await system.knowledge.list(globex.scope):
        await system.knowledge.remove(globex.scope, source.id)
    taken = await take(desk, "ada")
    assert "Thirty days" in taken
    status, told = await bring(desk, "mallory", taken)
    assert (status, told) == (200, {"added": 33, "known": 0, "left_out": 0, "refused": []})
    assert await take(desk, "mallory") == taken
    assert (await bring(desk, "mallory", taken))[1] == {"added": 0, "known": 33, "left_out": 0, "refused": []}
    assert await take(desk, "mallory") == taken
    found = await system.knowledge.search(globex.scope, "How many days for returns?")
    assert "Thirty days" in found.hits[0].passage.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        '{"format": "other"}',
        "[" * 100_000,
        '{"format": "deskbell-knowledge/1", "entries": {}}',
        '{"format": "deskbell-knowledge/1", "entries": [1]}',
        '{"format": "deskbell-knowledge/1", "entries": [{"kind": "qa", "question": {}, "body": "x"}]}',
        '{"format": "deskbell-knowledge/1", "entries": [{"kind": "text", "title": "t"}]}',
        '{"format": "deskbell-knowledge/1", "addresses": [{"kind": "site", "address": "https://x.org", "most": ""}]}',
        json.dumps(
            {"format": "deskbell-knowledge/1", "entries": [{"kind": "text", "title": "t", "body": "b"}] * 2_001}
        ),
    ],
)
async def test_what_is_no_such_file_is_refused_as_a_whole(desk: Served, text: str) -> None:
    before = await take(desk, "ada")
    status, told = await bring(desk, "ada", text)
    assert (status, told["code"] in ("invalid", "too_long")) == (413 if told["code"] == "too_long" else 422, True)
    assert await take(desk, "ada") == before


async def test_entries_that_cannot_be_kept_are_named_and_the_others_are(desk: Served) -> None:
    entries = [
        {"kind": "qa", "question": "Do you deliver?", "title": "", "body": "Yes."},
        {"kind": "qa", "question": "q" * 501, "title": "", "body": "Too long."},
        {"kind": "video", "title": "v", "body": "b"},
        {"kind": "text", "title": "Empty", "body": " "},
    ]
    addresses = [{"kind": "site", "address": "javascript:alert(1)"}, {"kind": "file", "address": "/etc/passwd"}]
    text = json.dumps({"format": "deskbell-knowledge/1", "entries": entries, "addresses": addresses})
    status, told = await bring(desk, "ada", text)
    assert (status, told["added"], told["left_out"]) == (200, 1, 5)
    assert [one["which"][:5] for one in told["refused"]] == ["qqqqq", "v", "Empty", "javas", "/etc/"]
    assert all(one["why"] for one in told["refused"])
