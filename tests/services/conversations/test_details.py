"""One detail at a time: asked for when a person is to answer, told in a card or in words, skipped, corrected."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.features.contacts.model import Capture
from deskbell.features.contacts.service import Capturing
from deskbell.kit.errors import Refused
from tests.services.conversations.test_contact import details
from tests.services.desk import Desk


async def asking(desk: Desk, *fields: str, consent: str = "") -> None:
    capturing = Capturing(desk.db, desk.clock)
    version = (await capturing.read(desk.acme.scope)).version
    wanted = Capture(fields, {"": consent} if consent else {})
    await capturing.save(desk.acme.scope, "op_1", wanted, version=version)


async def last(desk: Desk, conversation_id: str) -> dict[str, Any]:
    return (await desk.events(conversation_id))[-1].body


async def test_whoever_waits_for_a_person_is_asked_and_nobody_before_that(desk: Desk) -> None:
    await desk.present("ada")
    posted = await desk.says("Do you deliver?")
    assert (await desk.one(posted.conversation_id)).asking is None
    await desk.requests()
    body = await last(desk, posted.conversation_id)
    assert (body["code"], body["asks"]) == ("asking_team", "email")
    assert "e-mail" not in body["text"]


async def test_the_next_field_follows_the_answer_in_the_card_or_in_words(desk: Desk) -> None:
    await asking(desk, "email", "name", "phone")
    conversation_id = (await desk.requests()).conversation_id
    await desk.tells("email", " vera@EXAMPLE.com ")
    assert (await desk.one(conversation_id)).asking == "name"
    await desk.says("Vera")
    assert (await desk.one(conversation_id)).asking == "phone"
    await desk.says("030 901820")
    assert (await desk.one(conversation_id)).asking is None
    told = {field: (value, source) for field, value, source in await details(desk)}
    assert told["email"] == ("vera@example.com", "card")
    assert told["name"] == ("Vera", "message")
    assert told["phone"][1] == "message"


async def test_a_number_is_read_as_one_of_the_visitors_country(desk: Desk) -> None:
    await asking(desk, "phone")
    await desk.run("UPDATE visitor SET zone = 'Europe/Berlin'")
    await desk.present("ada")
    await desk.requests()
    await desk.says("030 901820")
    assert [value for field, value, _ in await details(desk) if field == "phone"] == ["+4930901820"]
    await desk.tells("phone", "030 9018 21")
    assert [value for field, value, _ in await details(desk) if field == "phone"] == ["+4930901821"]


async def test_what_was_skipped_is_not_asked_for_again(desk: Desk) -> None:
    await asking(desk, "email", "name")
    conversation_id = (await desk.requests()).conversation_id
    await desk.skips("email")
    assert (await last(desk, conversation_id)) == {"skipped": "email", "asks": "name"}
    await desk.skips("name")
    assert (await desk.one(conversation_id)).asking is None
    await desk.requests()
    assert "asks" not in await last(desk, conversation_id)
    await desk.tells("email", "vera@example.com")
    assert (await last(desk, conversation_id))["code"] == "noted", "it can be told later, all the same"


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "vera@"), ("email", "vera@localhost"), ("name", "  "), ("phone", "12"), ("phone", "call me")],
)
async def test_what_is_none_is_refused_with_a_sentence_and_asked_for_still(desk: Desk, field: str, value: str) -> None:
    conversation_id = (await desk.requests()).conversation_id
    before = len(await desk.events(conversation_id))
    with pytest.raises(Refused) as caught:
        await desk.tells(field, value)
    assert (caught.value.code, caught.value.details) == ("invalid", {"field": field})
    assert caught.value.message.endswith(".")
    assert len(await desk.events(conversation_id)) == before


async def test_the_same_answer_twice_is_one_and_the_same_address_again_is_confirmed(desk: Desk) -> None:
    conversation_id = (await desk.requests()).conversation_id
    first = await desk.tells("email", "vera@example.com", cid="d1")
    assert await desk.tells("email", "vera@example.com", cid="d1") == first
    events = len(await desk.events(conversation_id))
    await desk.tells("email", "vera@example.com", cid="d2")
    assert len(await desk.events(conversation_id)) == events + 1
    with pytest.raises(Refused):
        await desk.skips("email", cid="d1")


async def test_consent_is_kept_with_its_words_and_its_time_once(desk: Desk) -> None:
    await asking(desk, "email", consent="Only to answer you.")
    conversation_id = (await desk.requests()).conversation_id
    await desk.tells("email", "vera@example.com")
    assert await desk.rows("SELECT * FROM contact_consent") == []
    then = desk.clock.now()
    await desk.tells("email", "vera@example.com", consent=True)
    desk.clock.pass_(1_000)
    await desk.tells("email", "v@example.com", consent=True)
    (row,) = await desk.rows("SELECT text, at, conversation_id FROM contact_consent")
    assert (row["text"], row["at"], row["conversation_id"]) == ("Only to answer you.", then, conversation_id)


async def test_nothing_is_asked_for_after_the_end_nor_without_a_conversation(desk: Desk) -> None:
    with pytest.raises(Refused) as caught:
        await desk.tells("email", "vera@example.com")
    assert caught.value.code == "not_found"
    conversation_id = (await desk.requests()).conversation_id
    await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("vera"))
    assert (await desk.one(conversation_id)).asking is None
    assert (await last(desk, conversation_id))["asks"] is None
