"""One person who was two contacts: everything is the first one's, and everything that led to the second leads there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskbell.features.contacts.model import Details, Source
from deskbell.features.directory.model import Wanted
from deskbell.features.privacy.service import Privacy
from deskbell.kit.errors import Refused
from tests.services.desk import Desk


def contact(desk: Desk, who: str) -> str:
    return desk.acme.visitor(who).contact_id


async def merge(desk: Desk, first: str, other: str, *, sure: bool = True, by: str = "ada") -> None:
    found = await desk.directory.compare(desk.acme.scope, first, other)
    versions = (found.contacts[0].version, found.contacts[1].version)
    await desk.directory.merge(desk.acme.scope, desk.acme.who(by), first, other, versions=versions, sure=sure)


async def two(desk: Desk) -> tuple[str, str, str, str]:
    """(vera's contact, victor's, a conversation of each)."""
    one = await desk.says("I am Vera Weiss, vera@example.com", who="vera")
    other = await desk.says("v.weiss@old.example, +34 612 345 678", who="victor")
    return contact(desk, "vera"), contact(desk, "victor"), one.conversation_id, other.conversation_id


async def refusal(work: Any) -> str:
    with pytest.raises(Refused) as refused:
        await work
    return refused.value.code


async def test_everything_of_the_second_is_the_firsts(desk: Desk) -> None:
    vera, victor, one, other = await two(desk)
    ada = desk.acme.who("ada")
    for who, custom in ((vera, {"plan": "small"}), (victor, {"plan": "large", "since": "2024"})):
        known = (await desk.directory.one(desk.acme.scope, who)).contact
        details = Details(known.name, known.email, known.phone)
        await desk.directory.edit(desk.acme.scope, ada, who, details=details, custom=custom, version=known.version)
        known = (await desk.directory.one(desk.acme.scope, who)).contact
        await desk.directory.consent(
            desk.acme.scope, ada, who, given=True, text=f"News {custom['plan']}", version=known.version
        )
    await merge(desk, vera, victor)
    for asked in (vera, victor):  # an old address of the page leads to the same one
        opened = await desk.directory.one(desk.acme.scope, asked)
        known = opened.contact
        assert (known.id, known.name, known.email, known.phone) == (
            vera, "Vera", "vera@example.com", "+34612345678",
        )  # fmt: skip
        assert known.custom == {"plan": "small", "since": "2024"}
        assert {c.text for c in known.consents} == {"News small", "News large"}
        assert {c["id"] for c in opened.conversations} == {one, other}
        assert [also.email for also in opened.also] == ["v.weiss@old.example"]
    opened = await desk.directory.one(desk.acme.scope, vera)
    sources = {told.field: told.source for told in opened.told}
    assert sources["phone"] == Source.MESSAGE
    audit = await desk.rows("SELECT subject, detail FROM audit WHERE action = 'contacts.merged'")
    assert audit == [{"subject": vera, "detail": json.dumps({"other": victor})}]


async def test_lists_searches_and_imports_know_one(desk: Desk) -> None:
    vera, victor, *_ = await two(desk)
    await merge(desk, vera, victor)
    for words in ((), ("weiss@old",)):
        page = await desk.directory.page(desk.acme.scope, Wanted(words), by="new", before=None, limit=9)
        assert [one.id for one in page.contacts] == [vera]
        assert page.total == 1
    report = await desk.directory.bring_in(
        desk.acme.scope, desk.acme.who("ada"), b"email,custom: shoe\nV.Weiss@old.example,42\n"
    )
    assert (report.created, report.updated) == (0, 1)
    assert (await desk.directory.one(desk.acme.scope, vera)).contact.custom == {"shoe": "42"}
    assert await desk.directory.with_address(desk.acme.scope, "v.weiss@OLD.example") == [vera]
    report = await desk.directory.bring_in(
        desk.acme.scope,
        desk.acme.who("ada"),
        f"id,phone,custom: hat\n{victor},+34612000111,M\n{vera},+34612000222,L\n".encode(),
    )
    assert (report.updated, [one.reason for one in report.skipped]) == (1, ["It is the same contact as line 2."])
    known = (await desk.directory.one(desk.acme.scope, vera)).contact
    assert (known.phone, known.custom) == ("+34612000111", {"shoe": "42", "hat": "M"})


async def test_the_seconds_browser_goes_on_as_the_first_and_sees_nothing_new(desk: Desk) -> None:
    vera, victor, one, other = await two(desk)
    (row,) = await desk.rows("SELECT id FROM visitor WHERE id = :id", id=desk.acme.visitor("victor").id)
    token = await desk.sites.another_token(desk.acme.scope, row["id"])
    await merge(desk, vera, victor)
    known = await desk.sites.visitor_by_token(token)
    assert known is not None
    assert (known.id, known.contact_id) == (row["id"], vera)
    # A socket that was open still names the second: what it does is the first's, too.
    await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("victor"))
    desk.clock.pass_(30 * 24 * 3_600_000)
    new = await desk.says("Hello again, call me Vera W", who="victor")
    assert new.conversation_id != other
    assert (await desk.one(new.conversation_id)).contact_id == vera
    for who, theirs in (("victor", {other}), ("vera", set())):
        visitor = desk.acme.visitor(who)
        past = await desk.reading.past_of_visitor(desk.acme.scope, visitor.id, visitor.contact_id)
        assert {row["id"] for row in past} == theirs
    opened = await desk.directory.one(desk.acme.scope, vera)
    assert {c["id"] for c in opened.conversations} == {one, other, new.conversation_id}


async def test_who_was_merged_before_comes_along(desk: Desk) -> None:
    vera, victor, *_ = await two(desk)
    third = await desk.directory.add(
        desk.acme.scope, desk.acme.who("ada"), name="V. W.", email="third@example.com", phone=None
    )
    await merge(desk, victor, third)
    await merge(desk, vera, victor)
    assert (await desk.directory.one(desk.acme.scope, third)).contact.id == vera
    assert await desk.rows("SELECT DISTINCT merged_into AS m FROM contact WHERE merged_into IS NOT NULL") == [
        {"m": vera}
    ]
    assert await refusal(merge(desk, vera, third)) == "invalid"


async def test_what_was_taken_back_by_one_of_them_is_taken_back(desk: Desk) -> None:
    vera, victor, *_ = await two(desk)
    for who in (vera, victor):
        for given in (True, False) if who == victor else (True,):
            version = (await desk.directory.one(desk.acme.scope, who)).contact.version
            await desk.directory.consent(
                desk.acme.scope, desk.acme.who("ada"), who, given=given, text="News", version=version
            )
    await merge(desk, vera, victor)
    (consent,) = (await desk.directory.one(desk.acme.scope, vera)).contact.consents
    assert consent.withdrawn_at is not None


async def test_what_a_site_has_signed_wins_over_what_was_said(desk: Desk) -> None:
    vera, victor, *_ = await two(desk)
    signed = Details(None, "signed@example.com", None)
    await desk.conversations.visitor.is_known_as(
        desk.acme.scope, desk.acme.visitor("victor"), signed, source=Source.VERIFIED
    )
    await merge(desk, vera, victor)
    opened = await desk.directory.one(desk.acme.scope, vera)
    assert opened.contact.email == "signed@example.com"
    assert {told.field: told.source for told in opened.told}["email"] == "verified"
    await desk.says("write to someone@example.com")
    assert (await desk.directory.one(desk.acme.scope, vera)).contact.email == "signed@example.com"


async def test_nothing_is_merged_by_itself_or_where_nobody_vouches_for_it(desk: Desk) -> None:
    vera, victor, *_ = await two(desk)
    await desk.says("vera@example.com", who="victor")  # the same address makes nobody one
    assert [one.id for one in (await desk.directory.one(desk.acme.scope, vera)).alike] == [victor]
    assert await refusal(merge(desk, vera, victor, sure=False)) == "invalid"
    for subject, who in enumerate(("vera", "victor")):
        await desk.run(
            """INSERT INTO identity (workspace_id, site_id, subject, visitor_id, at)
               SELECT workspace_id, site_id, :s, id, 1 FROM visitor WHERE id = :id""",
            s=str(subject),
            id=desk.acme.visitor(who).id,
        )
    assert (await desk.directory.compare(desk.acme.scope, vera, victor)).unproved == []
    await merge(desk, vera, victor, sure=False)


async def test_a_neighbours_a_missing_and_a_changed_contact_are_refused(desk: Desk) -> None:
    vera, victor, *_ = await two(desk)
    gina = desk.globex.visitor("gina").contact_id
    for first, other in ((vera, gina), (gina, vera), (vera, "con_nobody")):
        assert await refusal(desk.directory.compare(desk.acme.scope, first, other)) == "not_found"
    assert await refusal(desk.directory.compare(desk.acme.scope, vera, vera)) == "invalid"
    verb, ada = desk.directory.merge, desk.acme.who("ada")
    assert await refusal(verb(desk.acme.scope, ada, vera, victor, versions=(1, 99), sure=True)) == "conflict"


async def test_the_person_is_exported_and_erased_as_a_whole(desk: Desk) -> None:
    vera, victor, one, other = await two(desk)
    await merge(desk, vera, victor)
    privacy = Privacy(desk.db, desk.clock, desk.ids, desk.files, desk.conversations)
    told = await privacy.person(desk.acme.scope, victor)
    assert {row["id"] for row in told["conversations"]} == {one, other}
    assert [row["id"] for row in told["contact"]] == [vera, victor]
    assert {row["id"] for row in told["browser"]} == {desk.acme.visitor(name).id for name in ("vera", "victor")}
    erased = await privacy.erase(desk.acme.scope, vera)
    assert erased.went["conversations"] == 2
    left = await desk.rows("SELECT id FROM contact WHERE id IN (:a, :b)", a=vera, b=victor)
    assert left == []
    assert await desk.rows("SELECT id FROM visitor WHERE id = :id", id=desk.acme.visitor("victor").id) == []
