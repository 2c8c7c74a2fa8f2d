"""An ended workspace is off its pages at once, can be taken back for a week, and is then gone to the last byte."""

from __future__ import annotations

import pytest

from deskbell.features.billing.service import Billing
from deskbell.features.mail.service import Mails
from deskbell.features.mail.service.delivery import Delivery
from deskbell.features.moving import rules
from deskbell.features.moving.model import WorkspaceLeaves
from deskbell.features.moving.service.leaving import Leaving
from deskbell.features.privacy.service import Privacy
from deskbell.kit.errors import Refused
from tests.services.desk import DAY, Desk
from tests.services.moving.filling import fill
from tests.services.privacy.planting import DATABASE_FILES


def leaving(desk: Desk, *, configured: bool = False) -> Leaving:
    url = "https://desk.example"
    billing = Billing(desk.db, desk.clock, desk.ids, None, url)
    mails = Mails(desk.db, desk.clock, desk.ids, public_url=url, configured=configured)
    privacy = Privacy(desk.db, desk.clock, desk.ids, desk.files, desk.conversations)
    return Leaving(desk.db, desk.clock, billing, desk.sites, privacy, mails)


async def served(desk: Desk) -> tuple[bool, bool]:
    """Whether its pages have the widget, and whether those who came before may come in."""
    site, vera = await desk.sites.by_key("acme"), await desk.sites.visitor_by_token(desk.acme.token("vera"))
    assert site is not None
    assert vera is not None
    return not site.off, not vera.blocked


async def counts(desk: Desk) -> dict[str, int]:
    """Rows of acme in every table that knows workspaces."""
    tables = await desk.rows(
        """SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
           WHERE m.type = 'table' AND c.name = 'workspace_id'"""
    )
    found = {}
    for row in tables:
        (one,) = await desk.rows(
            f"SELECT count(*) AS n FROM {row['name']} WHERE workspace_id = :id", id=desk.acme.scope.workspace_id
        )
        found[row["name"]] = one["n"]
    return found


@pytest.mark.both_databases
async def test_it_is_off_its_pages_at_once_and_comes_back_when_it_is_taken_back(desk: Desk) -> None:
    assert await served(desk) == (True, True)
    with pytest.raises(Refused, match="as it is: Acme"):
        await leaving(desk).begin(desk.acme.scope, name="Globex")
    assert await served(desk) == (True, True)
    assert await leaving(desk).begin(desk.acme.scope, name=" Acme ") == desk.clock.now() + 7 * DAY
    with pytest.raises(Refused, match="already"):
        await leaving(desk).begin(desk.acme.scope, name="Acme")
    assert await served(desk) == (False, False)
    assert WorkspaceLeaves(desk.acme.scope.workspace_id) in desk.notes
    await leaving(desk).step()
    desk.clock.pass_(DAY)
    await leaving(desk).stay(desk.acme.scope)
    assert await served(desk) == (True, True)
    with pytest.raises(Refused, match="not being deleted"):
        await leaving(desk).stay(desk.acme.scope)
    desk.clock.pass_(8 * DAY)
    await leaving(desk).step()
    assert await desk.workspaces.name(desk.acme.scope) == "Acme"
    mails = await desk.rows("SELECT recipient, subject FROM mail ORDER BY created_at, id")
    assert [(row["recipient"], row["subject"]) for row in mails] == [
        ("ada@acme.example", "The workspace is being deleted (Acme)"),
        ("ada@acme.example", "The workspace stays (Acme)"),
    ]


@pytest.mark.sqlite_only
async def test_after_a_week_nothing_of_it_is_left_in_any_table_or_in_the_file(desk: Desk) -> None:
    planted = await fill(desk)
    await desk.run("INSERT INTO second_factor SELECT login_id, 'sealed', 1, 0 FROM operator WHERE role = 'owner'")
    before = await counts(desk)
    assert [table.name for table in rules.TAKEN if not before.get(table.name, 1)] == []
    await leaving(desk).begin(desk.acme.scope, name="Acme")
    desk.clock.pass_(7 * DAY - 1)
    await leaving(desk).step()
    assert (await counts(desk))["event"] == before["event"]
    desk.clock.pass_(1)
    await leaving(desk).step()
    assert {name: n for name, n in (await counts(desk)).items() if n} == {}
    logins = await desk.rows("SELECT email FROM login")
    assert sorted(row["email"] for row in logins) == ["mallory@globex.example", "mortimer@globex.example"]
    assert len(await desk.rows("SELECT * FROM second_factor")) == 1, "mallory's stays"
    assert not await desk.rows("SELECT * FROM pragma_foreign_key_check")
    assert planted.found_in_files(desk.path) == []
    content = b"".join(
        path.read_bytes() for end in DATABASE_FILES if (path := desk.path.with_name(desk.path.name + end)).is_file()
    )
    for word in (b"acme.example", b"Acme", b"Iceland", b"iceland", desk.acme.scope.workspace_id.encode()):
        assert word not in content, word
    assert await desk.sites.by_key("globex") is not None


@pytest.mark.both_databases
async def test_its_owners_are_told_when_it_is_gone_and_then_their_address_goes_too(desk: Desk) -> None:
    going = leaving(desk, configured=True)
    await desk.says("Do you deliver?")
    await going.begin(desk.acme.scope, name="Acme")
    desk.clock.pass_(7 * DAY)
    with pytest.raises(Refused, match="not being deleted"):
        await going.stay(desk.acme.scope)
    for _ in range(2):
        await going.step()
        mails = await desk.rows("SELECT recipient, subject, state FROM mail ORDER BY created_at, id")
        assert mails == [
            {"recipient": "ada@acme.example", "subject": "The workspace is gone (Acme)", "state": "queued"}
        ]
        assert (
            await desk.rows("SELECT id FROM event") == await desk.rows("SELECT id FROM site WHERE key = 'acme'") == []
        )
    delivery = Delivery(desk.db, desk.clock)
    (mail,) = await delivery.claim()
    await going.step()
    await delivery.sent(mail)
    await going.step()
    assert await desk.rows("SELECT id FROM mail") == []
    assert await desk.rows("SELECT id FROM login WHERE email = 'ada@acme.example'") == []


async def test_a_mail_server_that_never_answers_keeps_nothing_for_more_than_a_day(desk: Desk) -> None:
    going = leaving(desk, configured=True)
    await going.begin(desk.acme.scope, name="Acme")
    desk.clock.pass_(8 * DAY - 1)
    await going.step()
    assert len(await desk.rows("SELECT id FROM workspace")) == 2
    desk.clock.pass_(1)
    await going.step()
    assert [row["name"] for row in await desk.rows("SELECT name FROM workspace")] == ["Globex"]


@pytest.mark.both_databases
async def test_who_signed_up_and_never_confirmed_it_is_forgotten_after_a_month(desk: Desk) -> None:
    async def signed_up(name: str, days_ago: int, link_days: float) -> None:
        now = desk.clock.now()
        await desk.run(
            """INSERT INTO workspace (id, name, assistant_name, assistant_prompt, assistant_updated_at, created_at)
               VALUES (:name, :name, 'Ada', '', 0, :at)""",
            name=name,
            at=now - days_ago * DAY,
        )
        await desk.run(
            "INSERT INTO door_link VALUES (:name, 'sign_up', :name, :name, :until)",
            name=name,
            until=now + int(link_days * DAY),
        )

    await signed_up("old", 30, -28)
    await signed_up("asked again", 30, 1)
    await signed_up("young", 29, -27)
    await desk.run("UPDATE workspace SET created_at = 1 WHERE name = 'Acme'")
    await leaving(desk).step()
    left = {row["name"] for row in await desk.rows("SELECT name FROM workspace")}
    assert left == {"Acme", "Globex", "asked again", "young"}
    assert {row["email"] for row in await desk.rows("SELECT email FROM door_link")} == {"asked again", "young"}


@pytest.mark.both_databases
async def test_who_works_elsewhere_too_keeps_their_login(desk: Desk) -> None:
    await desk.says("Do you deliver?")
    await desk.knowledge.add(desk.acme.scope, kind="qa", question="Do you ship to Iceland?", body="Yes, by boat.")
    await desk.run(
        """INSERT INTO operator (workspace_id, id, login_id, name, role, created_at)
           SELECT :globex, 'op_too', login_id, name, 'operator', 1 FROM operator WHERE id = :oscar""",
        globex=desk.globex.scope.workspace_id,
        oscar=desk.acme.operators["oscar"].id,
    )
    await leaving(desk).begin(desk.acme.scope, name="Acme")
    desk.clock.pass_(7 * DAY)
    await leaving(desk).step()
    assert [row["name"] for row in await desk.rows("SELECT name FROM workspace")] == ["Globex"]
    logins = [row["email"] for row in await desk.rows("SELECT email FROM login ORDER BY email")]
    assert logins == ["mallory@globex.example", "mortimer@globex.example", "oscar@acme.example"]
    assert await desk.rows("SELECT id FROM event") == []


async def test_the_audit_log_goes_with_its_workspace_and_not_otherwise(desk: Desk) -> None:
    with pytest.raises(Exception, match="append-only"):
        await desk.run("DELETE FROM audit")


def test_every_table_of_a_workspace_goes() -> None:
    by_other_means = {
        "workspace",
        "knowledge",
        "source",
        "source_version",
        "passage",
        "embedding",
        "term",
        "message_row",
    }
    of_people = {"operator", "login", "recovery_code", "second_factor"}
    not_of_one = {"alembic_version", "door_ask", "message_words", "passage_words", "term_trigrams"}
    known = {table.name for table in rules.TAKEN} | rules.LEFT.keys()
    assert known - by_other_means - of_people - not_of_one == set(rules.GOES)
