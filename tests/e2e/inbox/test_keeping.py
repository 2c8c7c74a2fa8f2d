"""A conversation is tagged, found by its tag, put off, and brought back by the visitor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.inbox.test_contacts import shots
from tests.e2e.stage import chromium, demo, operator, visitor

pytestmark = pytest.mark.browser


async def test_a_conversation_is_tagged_snoozed_and_comes_back_with_the_next_message(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        writing = await visitor(browser, desk.url)
        await writing.open()
        await writing.write("My name is Vera Lind. Do you sell bells?")
        await writing.page.get_by_label("This did not help").wait_for()
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/inbox/assistant")
        await o.page.locator(".row-link", has_text="Vera").first.click()
        await o.write("I will ask the workshop.")
        await writing.reads("I will ask the workshop.")
        await o.page.get_by_role("region", name="Messages").click()
        await o.page.keyboard.press("l")
        await o.page.keyboard.type("Big order")
        await o.page.keyboard.press("Enter")
        await o.reads("added #big-order")
        await o.page.get_by_text("Put it off…").click()
        await o.press("Tomorrow, 9:00")
        await o.reads(re.compile("snoozed it until"))
        await o.page.goto(f"{desk.url}/inbox/snoozed")
        await o.page.locator(".row", has_text="Vera").wait_for()
        await shots(o, "snoozed")
        await o.page.locator(".row-link", has_text="Vera").click()
        await o.reads(re.compile("or the next message"))
        await shots(o, "snoozed-open")
        await o.page.goto(f"{desk.url}/inbox/mine")
        await o.page.locator(".row").first.wait_for()
        assert await o.page.locator(".row", has_text="Vera").count() == 0
        await writing.write("Any news?")
        await o.page.locator(".row", has_text="Any news?").wait_for()
        await o.page.goto(f"{desk.url}/inbox/all?q=%23big-order")
        await o.page.locator("ul[aria-label=Found] .row", has_text="Vera").wait_for()
        assert o.errors == []
