"""Conversations are found by people and by words, in one workspace only, and no longer when a text is gone."""

from __future__ import annotations

import asyncio
import json
from time import perf_counter

import pytest

from deskbell.features.search import rules
from deskbell.features.search.service import Found
from tests import databases
from tests.services.desk import Desk


async def find(desk: Desk, q: str, *, before: int | None = None, limit: int = 30) -> Found:
    return await desk.search.find(desk.acme.scope, q, reader="", before=before, limit=limit)


@pytest.mark.both_databases
async def test_people_and_words_are_found_also_by_their_beginnings_without_case_and_accents(desk: Desk) -> None:
    vera = (
        await desk.says("I am Vera Müller, vera@example.com. Where is my orange Crème brûlée torch?")
    ).conversation_id
    victor = (await desk.says("Do you deliver to Kraków? 我想退货 please", who="victor")).conversation_id
    await desk.replies("oscar", victor, "Looks like a VIP, order-4711", kind="note")
    for q, wanted in (
        ("vera", [vera]), ("MULLER", [vera]), ("vera@exam", [vera]), ("creme BRUL", [vera]), ("krakow", [victor]),
        ("退货", [victor]), ("vip 4711", [victor]),
        ("deliver torch", []), (victor, [victor]), ("", []), ("nothing", []),
    ):  # fmt: skip
        assert [one.conversation["id"] for one in (await find(desk, q)).results] == wanted, q
    note = (await find(desk, "vip")).results[0].hit
    assert note is not None
    assert (note.note, note.name, note.text) == (True, "Oscar", "Looks like a VIP, order-4711")
    assert (await desk.search.find(desk.globex.scope, "vera", reader="", before=None, limit=5)).results == []


@pytest.mark.parametrize(
    "q", ['"', "*", "text:x", "a OR b", "NEAR(a b)", "(", "-vera", "^vera", "{scope}: x", "\x00", "_"]
)
async def test_what_looks_like_a_query_language_is_only_words(desk: Desk, q: str) -> None:
    await desk.says("hello there")
    assert (await find(desk, q)).results == []


async def test_older_results_come_with_the_cursor_each_conversation_once_a_page(desk: Desk) -> None:
    for n in range(7):
        visitor = "vera" if n % 2 else "victor"
        await desk.says(f"bicycle bell number {n}", who=visitor)
    first = await find(desk, "bell", limit=1)
    assert [one.hit.seq for one in first.results if one.hit] == [4]
    second = await find(desk, "bell", limit=1, before=first.next)
    assert [one.conversation["id"] for one in second.results] != [one.conversation["id"] for one in first.results]


@pytest.mark.both_databases
async def test_a_text_that_was_taken_out_of_the_log_is_not_found(desk: Desk) -> None:
    posted = await desk.says("my secret is swordfish")
    assert (await find(desk, "swordfish")).results
    body = json.dumps({"kind": "text", "text": "removed"})
    await desk.run("UPDATE event SET body = :body WHERE id = :id", body=body, id=posted.event_id)
    assert (await find(desk, "swordfish")).results == []
    assert (await find(desk, "removed")).results
    await desk.run("DELETE FROM event WHERE id = :id", id=posted.event_id)
    assert (await find(desk, "removed")).results == []
    assert await desk.rows("SELECT * FROM message_row") == []


async def test_among_many_thousand_messages_of_two_workspaces_a_search_is_quick(desk: Desk) -> None:
    """Twenty thousand, of which nine in ten are the neighbour's; loose, because machines differ."""
    posted = await desk.says("a bell for vera")
    columns, words = (
        ("row, words", "spoken_vector(:other, 'the bell ' || i)")
        if databases.on_postgres()
        else ("rowid, scope, text", ":other, 'the bell ' || i")
    )
    await desk.run(
        f"""INSERT INTO message_words ({columns})
            WITH RECURSIVE n (i) AS (SELECT 100000 UNION ALL SELECT i + 1 FROM n WHERE i < 120000)
            SELECT i, {words} FROM n""",
        other=desk.globex.scope.workspace_id,
    )
    began = perf_counter()
    found = await find(desk, "bell")
    assert [one.conversation["id"] for one in found.results] == [posted.conversation_id]
    assert perf_counter() - began < 2
    await asyncio.sleep(0)


def test_the_piece_shown_is_around_what_was_looked_for() -> None:
    text = "word " * 100 + "the Bell " + "word " * 100
    piece = rules.snippet(text, ("bell",))
    assert piece.startswith("…")
    assert piece.endswith("…")
    assert "the Bell" in piece
    assert len(piece) <= rules.SNIPPET + 2
    assert rules.snippet("short bell", ("bell",)) == "short bell"
