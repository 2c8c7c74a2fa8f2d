"""Waiting for a person: the clock is the server's, and after a minute the answer may come by mail instead."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from playwright.async_api import Browser

from tests.e2e.stage import PHONE, demo, eventually, operator, visitor
from tests.e2e.widget.host import inside
from tests.e2e.widget.test_thumbs import shot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
CLOCK = "root.querySelector('.ck').textContent"


def earlier(folder: Path, milliseconds: int) -> None:
    """As if everybody had begun to wait so much earlier."""
    (file,) = folder.glob("*.sqlite")
    with closing(apsw.Connection(str(file))) as database:
        database.set_busy_timeout(5_000)
        database.execute(
            "UPDATE conversation SET waiting_since = waiting_since - ?, unanswered_since = unanswered_since - ?"
            " WHERE state = 'waiting'",
            (milliseconds, milliseconds),
        )


async def test_after_a_minute_the_answer_may_come_by_mail(tmp_path: Path, browser: Browser) -> None:
    async with demo(tmp_path) as d:
        o = await operator(browser)
        await o.page.goto(f"{d.url}/demo/inbox")
        await o.page.get_by_role("region", name="Needs a human").wait_for()
        v = await visitor(browser, d.url, size=PHONE)
        await v.open()
        await v.panel.get_by_role("button", name="Talk to a person").last.click()
        await v.panel.get_by_role("button", name="Skip").click()
        mail = v.panel.get_by_role("button", name="Get the answer by email")
        assert not await mail.is_visible(), "not from the first second on"
        assert await inside(v.page, CLOCK) == "", "ten seconds of words first"

        earlier(tmp_path, 61_000)
        await v.page.reload()
        await v.open()
        await mail.wait_for()
        first = await inside(v.page, CLOCK)
        assert re.fullmatch(r"1:\d\d", first)
        await shot(v.page, "waiting")
        await v.page.reload()
        await v.open()
        await eventually(lambda: inside(v.page, CLOCK))
        assert await inside(v.page, CLOCK) >= first, "a reload does not begin it anew"

        await mail.click()
        email = v.panel.get_by_label("Your e-mail address")
        await eventually(lambda: inside(v.page, "root.activeElement.name == 'email'"))
        await email.fill("vera@example.com")
        await v.page.keyboard.press("Enter")
        await v.panel.get_by_role("button", name="Edit: vera@example.com").wait_for()
        await mail.wait_for(state="hidden")
        await v.reads("The team can reach you.")
        assert await inside(v.page, "root.querySelector('.wt').hidden") is False, "and the place in the queue is kept"
        assert v.errors == []
