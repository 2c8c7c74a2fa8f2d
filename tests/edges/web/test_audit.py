"""Who changed what: written with the change itself, by whom, never altered, for owners and admins to read."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from deskbell.features.audit.model import ACTIONS
from deskbell.features.audit.service import note
from deskbell.runtime.db.api import ConstraintViolated, DatabaseError, Tx
from tests.edges.live.harness import Served


async def call(desk: Served, who: str, method: str, path: str, **more: Any) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/{path}", headers=await desk.signed_in(who), **more)


async def test_changes_are_told_with_who_made_them_and_filtered(desk: Served) -> None:
    vera = desk.world.acme.visitors["vera"][0].contact_id
    site = desk.world.acme.site.id
    named = {"name": "Acme shop", "origins": []}
    for method, path, body in (
        ("PUT", f"sites/{site}", named),
        ("POST", "team/invitations", {"email": "new@acme.example", "role": "operator"}),
        ("POST", "keys", {"name": "Script", "rights": ["conversations:read"]}),
        ("PUT", "mails/settings", {"fallback": "", "sender_name": "", "reply_to": "", "version": 0, "digest": False}),
        ("GET", f"contacts/{vera}/everything.json", None),
        ("GET", "contacts.csv", None),
        ("POST", f"contacts/{vera}/erasure", {"confirmed": True}),
    ):
        status, answer = await call(desk, "ada", method, path, **({"json": body} if body else {}))
        assert status in (200, 201), (path, answer)
    status, found = await call(desk, "ada", "GET", "audit")
    assert (status, found["more"]) == (200, False)
    done = [(one["action"], one["by_name"]) for one in found["entries"]]
    for action in (
        "person.erased", "contacts.exported", "person.exported", "mail.saved", "key.made", "team.invited",
        "site.edited",
    ):  # fmt: skip
        assert (action, "Ada") in done, action
    assert ("site.added", "") in done  # by the command line, as the world was made
    _, some = await call(desk, "ada", "GET", "audit?action=person&limit=1")
    assert ([one["action"] for one in some["entries"]], some["more"]) == (["person.erased"], True)
    _, none = await call(desk, "ada", "GET", "audit?by=nobody")
    assert none["entries"] == []
    _, text = await call(desk, "ada", "GET", "audit.csv?action=team.invited")
    (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    assert (row["who"], row["subject"], row["what"]) == ("Ada", "new@acme.example", ACTIONS["team.invited"])
    assert (await call(desk, "olga", "GET", "audit"))[1]["code"] == "forbidden"
    _, theirs = await call(desk, "mallory", "GET", "audit")
    assert {one["action"] for one in theirs["entries"]} <= {"site.added", "source.added"}


async def test_everybody_sees_who_changed_a_setting_last(desk: Served) -> None:
    async def last(who: str, of: str, subject: str = "") -> Any:
        return (await call(desk, who, "GET", f"changes?of={of}{subject and f'&subject={subject}'}"))[1]["last"]

    assert await last("olga", "times") is None
    await call(desk, "ada", "PUT", "hours/waits", json={"pickup": 90, "silence": 90})
    found = await last("olga", "times")
    assert (found["by"], found["words"]) == ("Ada", ACTIONS["times.saved"])
    assert abs(found["at"] - desk.clock.now()) < 60_000
    assert await last("mallory", "times") is None
    made = [
        (await call(desk, "olga", "POST", "sources", json={"kind": "text", "title": t, "body": "Yes."}))[1]
        for t in "ab"
    ]
    body = {"title": "c", "body": "No.", "version": 1}
    await call(desk, "ada", "PUT", f"sources/{made[0]['id']}", json=body)
    assert [(await last("olga", "source", one["id"]))["by"] for one in made] == ["Ada", "Olga"]
    assert (await call(desk, "olga", "GET", "changes?of=contacts"))[0] == 422


async def test_a_change_that_fails_is_not_told_and_the_log_cannot_be_altered(desk: Served) -> None:
    db, scope = desk.world.system.db, desk.world.acme.scope

    async def fails(tx: Tx) -> None:
        await note(tx, "mail.saved", now=1)
        raise ValueError("no")

    before = (await call(desk, "ada", "GET", "audit"))[1]["entries"]
    with pytest.raises(ValueError, match="no"):
        await db.write(scope, fails)
    assert (await call(desk, "ada", "GET", "audit"))[1]["entries"] == before
    for what in ("UPDATE audit SET by_name = 'x'", "DELETE FROM audit"):

        async def alter(tx: Tx, sql: str = f"{what} WHERE workspace_id = :ws") -> None:
            await tx.run(sql)

        with pytest.raises((ConstraintViolated, DatabaseError), match="append-only"):
            await db.write(scope, alter)
