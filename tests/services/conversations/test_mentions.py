"""Naming a colleague in a note: who may be named, where they find it, and until when it is news."""

from __future__ import annotations

from typing import Any

from tests.services.desk import Desk


async def page(desk: Desk, name: str, view: str = "mentions") -> dict[str, Any]:
    reader = desk.acme.operators[name].id
    return await desk.reading.page(desk.acme.scope, view=view, reader=reader, before=None, limit=9)


async def test_who_is_named_in_a_note_finds_it_and_nobody_else_does(desk: Desk) -> None:
    c = (await desk.says("Where is my parcel?")).conversation_id
    await desk.says("And mine?", who="victor")
    olga, oscar = desk.acme.operators["olga"].id, desk.acme.operators["oscar"].id
    note = await desk.replies("oscar", c, "@Olga, do you know?", kind="note", mentions=[olga, oscar])
    found = await page(desk, "olga")
    assert [(one["id"], one["mentions"]) for one in found["conversations"]] == [(c, {olga: note.seq})]
    assert found["counts"]["mentions"] == 1
    for nobody in ("oscar", "ada"):
        assert (await page(desk, nobody))["counts"]["mentions"] == 0, "not oneself, not others"
    again = await desk.replies("ada", c, "@Olga?", kind="note", mentions=[olga])
    (row,) = (await page(desk, "olga"))["conversations"]
    assert (row["mentions"], row["read_upto"]) == ({olga: again.seq}, 0)
    await desk.conversations.operator.read(desk.acme.scope, desk.acme.who("olga"), c, again.seq)
    (row,) = (await page(desk, "olga"))["conversations"]
    assert row["read_upto"] == row["mentions"][olga], "seen, and still to be found"


async def test_strangers_those_who_left_and_public_answers_name_nobody(desk: Desk) -> None:
    c = (await desk.says()).conversation_id
    olga, mallory = desk.acme.operators["olga"].id, desk.globex.operators["mallory"].id
    await desk.replies("oscar", c, "@Mallory, look", kind="note", mentions=[mallory, "op_nobody"])
    await desk.replies("oscar", c, "Dear @Olga", mentions=[olga])
    await desk.run("UPDATE operator SET removed_at = 1 WHERE id = :id", id=olga)
    await desk.replies("oscar", c, "@Olga, look", kind="note", mentions=[olga])
    assert await desk.rows("SELECT * FROM mention") == []
    assert not any("mentions" in event.body for event in await desk.events(c))
