"""Strangers become owners by a link that works once; forgotten passwords are replaced; nobody learns who is known."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from deskbell.adapters.smtp import SmtpCarrier
from deskbell.edges.worker.mailing import Mailing
from deskbell.features.mail import rules
from deskbell.features.signup.model import RESET, SIGN_IN, SIGN_UP
from deskbell.features.signup.service import LASTS
from deskbell.runtime.scope import ANY_WORKSPACE
from deskbell.settings import smtp
from tests.edges.live.harness import Served, served
from tests.edges.web.test_sign_in import sign_in
from tests.fakes.mail_server import MailServer, mail_server
from tests.world import PASSWORD

NEW = {"email": "New@Shop.example", "business": "New Shop"}


@asynccontextmanager
async def opened(folder: Path, setting: str = "open", *, mail: bool = True, **more: Any) -> AsyncIterator[
    tuple[Served, MailServer]
]:  # fmt: skip
    async with mail_server() as server:
        environment = {"DESKBELL_SIGN_UP": setting}
        if mail:
            environment["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
        async with served(folder, environment=environment, **more) as desk:
            yield desk, server


async def post(desk: Served, path: str, **body: str) -> tuple[int, Any]:
    return await desk.call("POST", f"/desk/v1{path}", json=body)


async def links(desk: Served, server: MailServer) -> list[str]:
    """The links of all mails so far, after the worker did what was due."""
    await desk.world.system.signups.step()
    url = f"smtp://127.0.0.1:{server.port}"
    await Mailing(desk.world.system.mails.delivery, SmtpCarrier(smtp(url), "desk@desk.example")).mails()
    texts = [mail.get_body(("plain",)) for mail in server.accepted]
    found = [re.search(r"/(?:sign-up|reset|sign-in)#(\S+)", text.get_content()) for text in texts if text is not None]
    return [one[1] if one else "" for one in found]


async def counted(desk: Served, sql: str) -> int:
    found = await desk.world.system.db.read(ANY_WORKSPACE, lambda tx: tx.one(f"SELECT count(*) AS n FROM {sql}"))
    assert found is not None
    return int(found["n"])


async def test_a_link_in_a_mail_makes_an_owner_with_a_site_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        assert await desk.call("GET", "/desk/v1/door") == (200, {"sign_up": "open", "mail": True})
        assert await post(desk, "/sign-up", **NEW) == (202, {"mail": True})
        (token,) = await links(desk, server)
        assert server.recipients == ["new@shop.example"]
        assert "New Shop" not in str(server.accepted[0]), "no word of a stranger in a mail to somebody else"
        assert await post(desk, "/sign-up/link", token=token) == (
            200, {"email": "new@shop.example", "business": "New Shop"},
        )  # fmt: skip
        assert (await sign_in(desk, "new@shop.example", "a fine password")).status == 401
        finishing = {"token": token, "name": "Nora", "password": "a fine password"}
        assert (await post(desk, "/sign-up/finish", **{**finishing, "password": "short"}))[0] == 422
        assert (await post(desk, "/sign-up/finish", **{**finishing, "name": " "}))[0] == 422
        async with desk.http.post(desk.base + "/desk/v1/sign-up/finish", json=finishing) as answer:
            assert answer.status == 201
            headers = {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}
        status, again = await post(desk, "/sign-up/finish", **finishing)
        assert (status, again["code"]) == (404, "not_found")
        me = (await desk.call("GET", "/desk/v1/me", headers=headers))[1]
        assert (me["operator"]["role"], me["workspace"]["name"]) == ("owner", "New Shop")
        sites = (await desk.call("GET", "/desk/v1/sites", headers=headers))[1]["sites"]
        assert [site["name"] for site in sites] == ["New Shop"]
        assert (await sign_in(desk, "new@shop.example", "a fine password")).status == 200


async def test_the_newest_link_is_the_good_one_until_it_is_too_old(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        await post(desk, "/sign-up", **NEW)
        (first,) = await links(desk, server)  # mails that are due together go out side by side, in no order
        await post(desk, "/sign-up", **NEW)
        _, second = await links(desk, server)
        assert (await post(desk, "/sign-up/link", token=first))[0] == 404
        assert (await post(desk, "/reset/link", token=second))[0] == 404, "a link is for one thing"
        desk.clock.pass_(LASTS[SIGN_UP])
        assert (await post(desk, "/sign-up/link", token=second))[0] == 404
        assert await counted(desk, "workspace") == 3, "one waits, however often it is asked"


async def test_a_known_address_gets_the_same_answer_and_another_mail(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        known = await post(desk, "/sign-up", email="ada@acme.example", business="Mine")
        assert known == await post(desk, "/sign-up", **NEW) == (202, {"mail": True})
        reset = await post(desk, "/reset", email="ada@acme.example")
        assert reset == await post(desk, "/reset", email="nobody@acme.example") == (202, {"mail": True})
        assert await counted(desk, "door_ask") == 4, "the same work for everybody"
        tokens = await links(desk, server)
        assert sorted(server.recipients) == ["ada@acme.example", "ada@acme.example", "new@shop.example"]
        assert tokens.count("") == 1
        assert "has a login" in next(str(m) for m, t in zip(server.accepted, tokens, strict=True) if not t)
        assert await counted(desk, "workspace") == 3


async def test_a_new_password_ends_all_sign_ins_and_its_link(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        headers = await desk.signed_in("ada")
        await post(desk, "/reset", email="ada@acme.example")
        (token,) = await links(desk, server)
        assert (await post(desk, "/reset/finish", token=token, password="short"))[0] == 422
        assert (await post(desk, "/reset/finish", token=token, password="another password"))[0] == 204
        assert (await post(desk, "/reset/finish", token=token, password="another password"))[0] == 404
        assert (await desk.call("GET", "/desk/v1/me", headers=headers))[0] == 401
        assert (await sign_in(desk, "ada@acme.example", PASSWORD)).status == 401
        assert (await sign_in(desk, "ada@acme.example", "another password")).status == 200
        await post(desk, "/reset", email="ada@acme.example")
        late = (await links(desk, server))[-1]
        desk.clock.pass_(LASTS[RESET])
        assert (await post(desk, "/reset/finish", token=late, password="another password"))[0] == 404


async def test_a_link_is_kept_neither_in_the_tables_nor_in_a_mail_that_was_sent(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        await post(desk, "/reset", email="ada@acme.example")
        (token,) = await links(desk, server)
        kept = await desk.world.system.db.read(
            desk.world.acme.scope, lambda tx: tx.all("SELECT * FROM mail WHERE workspace_id = :ws")
        )
        assert [mail["state"] for mail in kept] == ["sent"]
        assert token not in str(kept)


async def test_who_signs_up_twice_at_once_owns_one_workspace(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        await post(desk, "/sign-up", **NEW)
        (token,) = await links(desk, server)
        system = desk.world.system
        await system.workspaces.create(name="X", owner_name="N", owner_email=NEW["email"], password=PASSWORD)
        status, body = await post(desk, "/sign-up/finish", token=token, name="N", password="a fine password")
        assert (status, body["code"]) == (409, "conflict")


async def test_by_default_nobody_signs_up_where_there_is_a_workspace(tmp_path: Path) -> None:
    for setting in ("", "closed"):
        (folder := tmp_path / (setting or "unset")).mkdir()
        async with opened(folder, setting) as (desk, _):
            assert (await desk.call("GET", "/desk/v1/door"))[1]["sign_up"] == "closed"
            status, body = await post(desk, "/sign-up", **NEW)
            assert (status, body["code"]) == (403, "forbidden")


async def test_without_mail_the_command_line_prints_the_link(tmp_path: Path) -> None:
    async with opened(tmp_path, mail=False) as (desk, _):
        assert await post(desk, "/sign-up", **NEW) == (202, {"mail": False})
        signups = desk.world.system.signups
        token = (await signups.print_link("new@shop.example")).split("/sign-up#")[1]
        assert (await post(desk, "/sign-up/finish", token=token, name="N", password="a fine password"))[0] == 201
        assert "/reset#" in await signups.print_link("new@shop.example")
        assert await counted(desk, "mail") == 0


async def test_links_are_limited_for_each_address_with_a_sentence_that_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, limits=True) as (desk, _):
        for _ in range(3):
            assert (await post(desk, "/reset", email="ada@acme.example"))[0] == 202
        status, body = await post(desk, "/reset", email="Ada@acme.example")
        assert (status, body["code"]) == (429, "rate")
        assert "spam folder" in body["detail"]
        for n in range(6):
            await post(desk, "/reset", email=f"nobody{n}@acme.example")
        status, body = await post(desk, "/reset", email="somebody@acme.example")
        assert (status, "from your network" in body["detail"]) == (429, True)


async def test_another_site_cannot_ask_and_what_is_no_address_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, _):
        status, body = await desk.call("POST", "/desk/v1/sign-up", json=NEW, headers={"Origin": "https://evil.example"})
        assert (status, body["code"]) == (403, "forbidden_origin")
        assert (await post(desk, "/sign-up", email="no address", business="B"))[0] == 422
        assert (await post(desk, "/sign-up", email="a@b.example", business=" "))[0] == 422


async def test_a_link_signs_in_once_and_nobody_learns_whom(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        known = await post(desk, "/sign-in/ask", email="ada@acme.example")
        assert known == await post(desk, "/sign-in/ask", email="nobody@acme.example") == (202, {"mail": True})
        (token,) = await links(desk, server)
        assert server.recipients == ["ada@acme.example"]
        assert await post(desk, "/sign-in/link", token=token) == (200, {"email": "ada@acme.example"})
        assert (await post(desk, "/reset/link", token=token))[0] == 404, "a link is for one thing"
        async with desk.http.post(desk.base + "/desk/v1/sign-in/finish", json={"token": token}) as answer:
            assert answer.status == 200
            headers = {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}
        assert (await desk.call("GET", "/desk/v1/me", headers=headers))[1]["operator"]["email"] == "ada@acme.example"
        assert (await post(desk, "/sign-in/finish", token=token))[0] == 404
        await post(desk, "/sign-in/ask", email="ada@acme.example")
        *_, late = await links(desk, server)
        desk.clock.pass_(LASTS[SIGN_IN])
        assert (await post(desk, "/sign-in/finish", token=late))[0] == 404


async def test_a_link_is_forgotten_when_its_mail_is_given_up(tmp_path: Path) -> None:
    async with opened(tmp_path) as (desk, server):
        await post(desk, "/sign-up", **NEW)
        server.faults = ["451"]
        await links(desk, server)

        async def kept() -> tuple[str, bool]:
            (row,) = await desk.world.system.db.read(
                ANY_WORKSPACE, lambda tx: tx.all("SELECT state, content FROM mail")
            )
            return row["state"], "sign-up#" in row["content"]

        assert await kept() == ("queued", True)
        desk.clock.pass_(rules.GIVE_UP_AFTER)
        server.faults = ["451"]
        await links(desk, server)
        assert await kept() == ("dead", False)
