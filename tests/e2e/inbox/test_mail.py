"""Mail to the end in a real browser: the dashboard's log, and a visitor who comes back through the link of a mail."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
import pytest
from playwright.async_api import Page

from tests.e2e.stage import DESKTOP, PHONE, Demo, chromium, demo, eventually, operator
from tests.fakes.mail_server import MailServer, mail_server

pytestmark = pytest.mark.browser
OWNER = "owner@example.com"


async def answered(page: Page, d: Demo) -> None:
    """A visitor writes and leaves; the owner, whose browser this is, answers."""
    request = page.context.request
    site = {"site": "demo", "page": {"url": f"{d.url}/demo/shop", "title": "Shop"}}
    came = await request.post(f"{d.url}/v1/visitors", data=site, headers={"origin": d.url})
    token = (await came.json())["visitor"]["token"]
    frame: dict[str, Any] = {"t": "msg", "d": {"cid": token[:36], "text": "I want to talk to a person about my wheel"}}
    said = await request.post(f"{d.url}/v1/frames", data=frame, headers={"authorization": f"Bearer {token}"})
    conversation = (await said.json())["c"]
    reply = {"t": "msg", "c": conversation, "d": {"cid": "reply-1", "text": "Your wheel is ready at four."}}
    ack = await request.post(f"{d.url}/desk/v1/frames", data=reply, headers={"origin": d.url})
    assert (await ack.json())["t"] == "ack"


def three_minutes_later(folder: Path) -> None:
    with closing(apsw.Connection(str(next(folder.glob("*.sqlite"))))) as database:
        database.set_busy_timeout(5_000)
        database.execute("UPDATE contact SET email = 'vera@home.example'")
        database.execute("UPDATE job SET due_at = 0 WHERE kind = 'answer_mail' AND state = 'due'")


async def test_a_visitor_comes_back_through_a_mail_and_the_team_sees_what_became_of_it(tmp_path: Path) -> None:
    async with (
        mail_server() as server,
        demo(tmp_path, SMTP_URL=f"smtp://127.0.0.1:{server.port}") as d,
        chromium() as browser,
    ):
        o = await operator(browser)
        await o.sign_in(d.url, OWNER, d.password)
        await answered(o.page, d)
        await asyncio.to_thread(three_minutes_later, tmp_path)
        link = await the_link(server, "vera@home.example")
        visitor = await (await browser.new_context(viewport=PHONE)).new_page()  # type: ignore[arg-type]
        await visitor.goto(re.sub(r"^https?://[^/]+", d.url, link))
        await visitor.locator("deskbell-widget").get_by_text("Your wheel is ready at four.").first.wait_for()
        assert "#" not in visitor.url
        await seen(visitor, "hosted-390")

        server.faults = ["550"]
        await o.page.goto(f"{d.url}/settings/mail")
        await o.page.get_by_role("button", name="Send me a test mail").click()
        await eventually(lambda: reloaded(o.page, "dead"))
        await o.page.get_by_text("550 no such mailbox").wait_for()
        await seen(o.page, "mail-1280")
        await o.page.emulate_media(color_scheme="dark")
        await o.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        await seen(o.page, "mail-390-dark")
        wide = await o.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
        await o.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        await o.page.get_by_role("button", name="Send again").first.click()
        await eventually(lambda: no_longer(o.page, "dead"))


async def the_link(server: MailServer, address: str) -> str:
    async def came() -> bool:
        return address in server.recipients

    await eventually(came)
    mail = next(mail for mail in server.accepted if mail["To"] == address)
    found = re.search(r"http\S+/chat/demo#r=\S+", str(mail.get_body(("plain",)).get_content()))  # type: ignore[union-attr]
    assert found is not None
    return found[0]


async def reloaded(page: Page, state: str) -> bool:
    await page.reload()
    await page.locator(".mail-list").wait_for()
    return await page.locator(f'[data-mail="{state}"]').count() > 0


async def no_longer(page: Page, state: str) -> bool:
    return not await reloaded(page, state)


async def seen(page: Page, name: str) -> None:
    """Keeps a picture where SHOTS says, for whoever judges how it looks."""
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png")
