"""The conditional writes themselves, given what only a second process could give them: a row that has moved on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskbell.features.conversations import store, store_marks
from deskbell.features.conversations.model import Conversation, Deadline, State
from deskbell.runtime.db.api import Tx
from tests.services.desk import Desk


async def saved(desk: Desk, before: Conversation, *, epoch: int) -> bool:
    async def work(tx: Tx) -> bool:
        after = replace(before, page_title="changed")
        return await store.save(tx, before, after, epoch=epoch, feed_seq=await store.next_feed_seq(tx))

    return await desk.db.write(desk.acme.scope, work)


@pytest.mark.parametrize(
    "moved",
    [
        {"seq": 7},
        {"state": State.FOLLOWUP},
        {"id": "conv_other"},
    ],
)
async def test_a_row_is_written_only_as_it_was_read(desk: Desk, moved: dict[str, Any]) -> None:
    c = await desk.one((await desk.says()).conversation_id)
    assert not await saved(desk, replace(c, **moved), epoch=c.epoch)
    assert (await desk.one(c.id)).page_title is None
    assert await saved(desk, c, epoch=c.epoch)
    assert (await desk.one(c.id)).page_title == "changed"


async def test_a_row_is_written_only_at_the_epoch_that_the_writer_saw(desk: Desk) -> None:
    c = await desk.one((await desk.says()).conversation_id)
    for epoch in (c.epoch - 1, c.epoch + 1):
        assert not await saved(desk, c, epoch=epoch)
    assert (await desk.one(c.id)).page_title is None


@pytest.mark.parametrize("moved", [{"deadline_at": 5}, {"epoch": 9}, {"id": "conv_other"}])
async def test_a_deadline_is_moved_only_by_who_saw_it(desk: Desk, moved: dict[str, Any]) -> None:
    c = await desk.one((await desk.says()).conversation_id)

    async def move(before: Conversation) -> bool:
        async def work(tx: Tx) -> bool:
            return await store.set_deadline(tx, before, replace(c, deadline_at=1, deadline_kind=Deadline.IDLE))

        return await desk.db.write(desk.acme.scope, work)

    assert not await move(replace(c, **moved))
    assert (await desk.one(c.id)).deadline_at == c.deadline_at
    assert await move(c)
    assert not await move(c), "once"


async def test_nothing_is_written_into_another_workspace(desk: Desk) -> None:
    c = await desk.one((await desk.says()).conversation_id)

    async def work(tx: Tx) -> tuple[bool, bool]:
        after = replace(c, page_title="stolen")
        feed_seq = await store.next_feed_seq(tx)
        return (
            await store.save(tx, c, after, epoch=c.epoch, feed_seq=feed_seq),
            await store.set_deadline(tx, c, replace(c, deadline_at=1)),
        )

    assert await desk.db.write(desk.globex.scope, work) == (False, False)
    assert await desk.one(c.id) == c


async def test_marks_only_grow(desk: Desk) -> None:
    posted = await desk.says()

    async def work(tx: Tx) -> None:
        for upto in (1, 0):
            await store_marks.read_upto(tx, posted.conversation_id, contact=False, upto=upto)
            await store_marks.mark_read(tx, posted.conversation_id, desk.acme.operators["ada"].id, upto)

    await desk.db.write(desk.acme.scope, work)
    (row,) = await desk.rows("SELECT c.read_operator, r.upto FROM conversation c CROSS JOIN read_mark r")
    assert (row["read_operator"], row["upto"]) == (1, 1)
