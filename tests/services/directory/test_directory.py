"""The people a workspace knows: found, corrected, brought in from a sheet, with the truth about every line."""

from __future__ import annotations

import csv
import io
import threading
from typing import Any

import pytest

from deskbell.edges.live import wire
from deskbell.features.contacts.model import Details
from deskbell.features.directory.model import Report, Wanted
from deskbell.features.directory.rules import wanted_words
from deskbell.features.directory.service import Listed, Opened
from deskbell.kit.errors import Refused
from tests.services.desk import Desk
from tests.sync.fold import fold


async def listed(desk: Desk, **wanted: Any) -> Listed:
    return await desk.directory.page(
        desk.acme.scope,
        Wanted(**wanted),
        by="recent",
        before=None,
        limit=50,
    )


async def names(desk: Desk, **wanted: Any) -> list[str | None]:
    return [one.name for one in (await listed(desk, **wanted)).contacts]


async def add(desk: Desk, name: str, email: str | None = None, phone: str | None = None) -> str:
    who = desk.acme.who("oscar")
    return await desk.directory.add(desk.acme.scope, who, name=name, email=email, phone=phone)


async def opened(desk: Desk, contact_id: str) -> Opened:
    return await desk.directory.one(desk.acme.scope, contact_id)


async def edit(desk: Desk, contact_id: str, version: int | None = None, **fields: Any) -> None:
    known = (await opened(desk, contact_id)).contact
    await desk.directory.edit(
        desk.acme.scope,
        desk.acme.who("oscar"),
        contact_id,
        details=Details(**{"name": known.name, "email": known.email, "phone": known.phone, **fields}),
        custom=known.custom,
        version=known.version if version is None else version,
    )


async def bring(desk: Desk, text: str) -> Report:
    return await desk.directory.bring_in(desk.acme.scope, desk.acme.who("oscar"), text.encode())


async def sheet(desk: Desk, **wanted: Any) -> str:
    parts = desk.directory.sheet(desk.acme.scope, Wanted(**wanted), mark=False)
    return "".join([part async for part in parts])


async def test_who_only_opened_the_widget_is_not_listed_and_who_wrote_is(desk: Desk) -> None:
    assert (await listed(desk)).contacts == []
    posted = await desk.says("I am Vera, vera@example.com")
    found = await listed(desk)
    assert (found.total, found.next) == (1, None)
    (vera,) = found.contacts
    assert (vera.name, vera.email, vera.last_id, vera.last_state) == (
        "Vera", "vera@example.com", posted.conversation_id, "assistant",
    )  # fmt: skip
    other = await desk.directory.page(desk.globex.scope, Wanted(), by="recent", before=None, limit=50)
    assert (other.contacts, other.total) == ([], 0)


async def test_search_finds_whole_and_half_words_without_case_and_accents_and_filters_narrow(desk: Desk) -> None:
    await add(desk, "Zoë Müller", "zoe@example.com")
    desk.clock.pass_(1_000)
    middle = desk.clock.now()
    await add(desk, "Ivan Петров", None, "+34612345678")
    await desk.says("Hello")
    assert [len(await names(desk, has=has)) for has in (None, "any")] == [3, 2]
    await desk.says("my name is Vera")
    for q, wanted in (
        ("zoe", ["Zoë Müller"]), ("MULL zoe@", ["Zoë Müller"]), ("петр", ["Ivan Петров"]), ("612345", ["Ivan Петров"]),
        ("%", []), ("_", []), ("zoe ivan", []), ("", ["Vera", "Ivan Петров", "Zoë Müller"]),
    ):  # fmt: skip
        assert sorted(map(str, await names(desk, words=wanted_words(q)))) == sorted(wanted), q
    assert await names(desk, has="phone") == ["Ivan Петров"]
    assert await names(desk, origin="widget") == ["Vera"]
    assert await names(desk, until=middle, origin="operator") == ["Zoë Müller"]
    assert await names(desk, since=middle) == ["Ivan Петров"]  # Vera opened the widget before


async def test_pages_by_cursor_miss_and_repeat_nobody(desk: Desk) -> None:
    for n in range(7):
        await add(desk, f"P{n}")
    found: list[str | None] = []
    cursor = None
    while True:
        page = await desk.directory.page(desk.acme.scope, Wanted(), by="new", before=cursor, limit=3)
        found += [one.name for one in page.contacts]
        if (cursor := page.next) is None:
            break
    assert sorted(map(str, found)) == [f"P{n}" for n in range(7)]


async def test_a_correction_is_told_in_every_conversation_and_a_snapshot_with_it_is_a_fresh_one(desk: Desk) -> None:
    posted = await desk.says("I am Vera, vera@example.com")
    before = wire.snapshot(
        await desk.reading.snapshot(desk.acme.scope, posted.conversation_id), for_visitor=False, turn=None
    )
    contact_id = desk.acme.visitor("vera").contact_id
    desk.clock.pass_(60_000)
    await edit(desk, contact_id, email="vera@new.example", phone="+34 612 345 678", name=None)
    events = await desk.reading.events_after(desk.acme.scope, posted.conversation_id, before["s"])
    assert events is not None
    fresh = wire.snapshot(
        await desk.reading.snapshot(desk.acme.scope, posted.conversation_id), for_visitor=False, turn=None
    )
    assert fold(before, [wire.event(e, for_visitor=False) for e in events])["d"] == fresh["d"]
    row = fresh["d"]["conversation"]
    assert row["contact"] == {
        "id": contact_id, "name": None, "email": "vera@new.example", "phone": "+34612345678",
    }  # fmt: skip
    assert row["updated_at"] == before["d"]["conversation"]["updated_at"]  # the list does not jump
    after = await opened(desk, contact_id)
    assert {(one.field, one.source, one.by) for one in after.told} == {
        ("email", "operator", "Oscar"), ("phone", "operator", "Oscar"),
    }  # fmt: skip
    assert [c["id"] for c in after.conversations] == [posted.conversation_id]


async def test_two_who_correct_at_once_do_not_overwrite_each_other(desk: Desk) -> None:
    contact_id = await add(desk, "Zoe", "zoe@example.com")
    stale = (await opened(desk, contact_id)).contact.version
    await edit(desk, contact_id, name="Zoe M.")
    with pytest.raises(Refused, match="changed meanwhile"):
        await edit(desk, contact_id, stale, name="Zoë")
    wrongs: list[dict[str, Any]] = [{"email": "zoe at home"}, {"phone": "none"}, {"name": "x" * 81}]
    for wrong in wrongs:
        with pytest.raises(Refused, match="invalid"):
            await edit(desk, contact_id, **wrong)
    assert (await opened(desk, contact_id)).contact.name == "Zoe M."


async def test_consent_is_kept_with_its_words_and_taken_back(desk: Desk) -> None:
    contact_id = await add(desk, "Zoe")

    async def says(given: bool, text: str = "") -> None:
        version = (await opened(desk, contact_id)).contact.version
        await desk.directory.consent(
            desk.acme.scope, desk.acme.who("oscar"), contact_id, given=given, text=text, version=version
        )

    with pytest.raises(Refused, match="what they agreed to"):
        await says(True, " ")
    await says(True, "News by mail, said on the phone")
    (kept,) = (await opened(desk, contact_id)).contact.consents
    assert (kept.text, kept.by, kept.at) == ("News by mail, said on the phone", "Oscar", desk.clock.now())
    assert await names(desk, consent=True) == ["Zoe"]
    with pytest.raises(Refused, match="no such consent"):
        await says(False, "Something else")
    await says(False, "News by mail, said on the phone")
    assert (await opened(desk, contact_id)).contact.consents[0].withdrawn_at == desk.clock.now()
    assert await names(desk, consent=True) == []
    await says(True, "News by mail, said on the phone")
    assert await names(desk, consent=True) == ["Zoe"]


async def test_the_report_of_an_import_tells_the_truth_about_every_line(desk: Desk) -> None:
    await desk.says("I am Vera, vera@example.com")
    await add(desk, "Twin", "twin@example.com")
    await add(desk, "Twin", "twin@example.com")
    report = await bring(
        desk,
        "Name;E-mail;Phone;custom: plan;Shoe size\r\n"
        "Vera Lind;VERA@example.com;;gold;\r\n"  # 2: updated
        "New;new@example.com;+34612345678;;44\r\n"  # 3: created
        ";;;;\r\n"  # 4: nothing to know them by
        "Bad;bad at home;;;\r\n"  # 5
        "Twin;twin@example.com;;;\r\n"  # 6: two have it
        "New again;NEW@example.com;;;\r\n"  # 7: the line 3 of the same file
        '"Two\r\nlines";two@example.com;;;\r\n'  # 8 and 9: created
        "Long;l@example.com;;;;;;\r\n"  # 10: more cells than columns
        "Last;;12;;\r\n",  # 11: no telephone number
    )
    assert (report.created, report.updated, report.unchanged, report.ignored) == (2, 1, 0, ["Shoe size"])
    assert [(one.number, one.reason.split(".")[0]) for one in report.skipped] == [
        (4, "It has no e-mail address, no telephone number and no id"),
        (5, "“bad at home” is not an e-mail address"),
        (6, "More than one contact has this e-mail address"),
        (7, "It is the same contact as line 3"),
        (10, "It has 8 cells, and the first line names 5 columns"),
        (11, "“12” is not a telephone number"),
    ]
    assert sorted(map(str, await names(desk, origin="import"))) == ["New", "Two lines"]
    vera = (await opened(desk, desk.acme.visitor("vera").contact_id)).contact
    assert (vera.name, vera.email, vera.custom) == ("Vera Lind", "VERA@example.com", {"plan": "gold"})


@pytest.mark.parametrize(
    "text", ["", "name,city\r\nZoe,Rome\r\n", 'email\r\n"a', "\x00email\r\n", "email\r\n" + "x@y.example\r\n" * 20_001]
)
async def test_what_is_no_list_of_contacts_is_refused_as_a_whole(desk: Desk, text: str) -> None:
    with pytest.raises(Refused, match="invalid"):
        await bring(desk, text)
    assert (await listed(desk)).total == 0


async def test_what_was_taken_along_comes_back_unchanged(desk: Desk) -> None:
    hostile = ("=1+1", "'=already", "+Anna", 'Zoë, "Zo"', "@home", "-", "'quoted'", "Иван")
    for n, name in enumerate(hostile):
        quoted = name.replace('"', '""')
        await bring(desk, f'name,email,custom: note\r\n"{quoted}",x{n}@x.example,"-{name[:1]}x"\r\n')
    taken = await sheet(desk)
    rows = [*csv.DictReader(io.StringIO(taken, newline=""))]
    assert len(rows) == 8
    assert [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell] == []
    report = await bring(desk, taken)
    assert (report.created, report.updated, report.unchanged, report.skipped) == (0, 0, 8, [])
    with_filter = [*csv.DictReader(io.StringIO(await sheet(desk, words=wanted_words("zoe")), newline=""))]
    assert [row["name"] for row in with_filter] == ['Zoë, "Zo"']


async def test_a_sheet_is_read_beside_the_loop_which_everybody_shares(desk: Desk) -> None:
    read_in = []

    class Sheet(bytes):
        def decode(self, *how: str) -> str:
            read_in.append(threading.current_thread())
            return super().decode(*how)

    report = await desk.directory.bring_in(
        desk.acme.scope, desk.acme.who("ada"), Sheet(b"email,phone\nn@example.com,+34612345678\n")
    )
    assert report.created == 1
    assert read_in
    assert threading.main_thread() not in read_in
