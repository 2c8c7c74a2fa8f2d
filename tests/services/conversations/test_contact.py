"""What visitors tell of themselves is kept with its source, in the log, and helps nobody to anything old."""

from __future__ import annotations

from typing import Any

from deskbell.runtime.db.api import Tx
from tests.services.desk import Desk


async def rows(desk: Desk, sql: str) -> list[dict[str, Any]]:
    async def work(tx: Tx) -> list[dict[str, Any]]:
        return [dict(row) for row in await tx.all(sql)]

    return await desk.db.read(desk.acme.scope, work)


async def details(desk: Desk) -> list[tuple[str, str, str]]:
    found = await rows(desk, "SELECT field, value, source FROM contact_detail WHERE workspace_id = :ws ORDER BY field")
    return [(row["field"], row["value"], row["source"]) for row in found]


async def test_a_message_that_tells_an_address_writes_the_contact_and_the_log(desk: Desk) -> None:
    posted = await desk.says("I am Vera, vera@example.com")
    assert posted.seq == 1
    assert await desk.codes(posted.conversation_id) == ["contact", "contact"]
    assert await details(desk) == [("email", "vera@example.com", "message"), ("name", "Vera", "message")]
    c = await desk.one(posted.conversation_id)
    assert (c.seq, c.last_seq, c.last_contact_seq, c.answer_due_seq) == (2, 1, 1, 1)


async def test_the_same_again_is_no_news(desk: Desk) -> None:
    posted = await desk.says("my email is vera@example.com")
    await desk.says("vera@example.com as I said")
    assert (await desk.one(posted.conversation_id)).seq == 3


async def test_what_the_assistant_heard_is_checked_before_it_is_kept(desk: Desk) -> None:
    conversation_id = (await desk.says("hello")).conversation_id
    saves = desk.conversations.assistant.saves_contact
    scope = desk.acme.scope
    kept = await desk.db.write(
        scope, lambda tx: saves(tx, scope, conversation_id, "Vera", "vera at home", "+34 612 345 678")
    )
    assert kept == (["name", "phone"], False)
    assert await details(desk) == [("name", "Vera", "assistant"), ("phone", "+34612345678", "assistant")]


async def test_who_claims_the_address_of_another_gets_nothing_of_theirs(desk: Desk) -> None:
    old = await desk.says("my secret order; write to vera@example.com")
    new = await desk.says("I am vera@example.com", who="victor")
    assert new.conversation_id != old.conversation_id
    contacts = await rows(desk, "SELECT id FROM contact WHERE workspace_id = :ws AND email = 'vera@example.com'")
    assert len(contacts) == 2
    c = await desk.one(new.conversation_id)
    assert c.seq == 2


async def test_a_request_in_the_same_message_stands_after_the_details(desk: Desk) -> None:
    posted = await desk.says("I want to talk to a human, my email is vera@example.com")
    c = await desk.one(posted.conversation_id)
    assert c.seq == 3
    assert c.handoff is not None or c.waiting_since is not None


async def test_where_nobody_can_come_an_address_is_asked_for_and_its_arrival_confirmed(desk: Desk) -> None:
    conversation_id = (await desk.requests()).conversation_id
    asked = (await desk.events(conversation_id))[-1].body
    assert asked["asks"] == "email"
    assert asked["text"].endswith("Leave your e-mail address here, so that they can reach you.")
    await desk.says("vera@example.com")
    assert (await desk.codes(conversation_id))[-3:] == ["contact", "contact", "noted"]
    assert "vera@example.com" in (await desk.events(conversation_id))[-1].body["text"]


async def test_a_known_address_is_not_asked_for_again(desk: Desk) -> None:
    await desk.says("I am vera@example.com")
    posted = await desk.requests()
    assert "asks" not in (await desk.events(posted.conversation_id))[-1].body
