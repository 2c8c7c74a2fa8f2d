"""Handing a conversation to a colleague: rung there, still mine here, taken there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.inbox.test_together import zoe_joins
from tests.e2e.stage import chromium, demo, visitor

pytestmark = pytest.mark.browser


async def test_it_is_mine_until_my_colleague_takes_it_and_can_be_called_back_or_declined(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        v = await visitor(browser, d.url)
        await v.open()
        await v.write("My name is Vera Lind. I want to talk to a person.")
        o = await signed_in(browser, d)
        zoe = await zoe_joins(browser, o, d.url)
        await o.page.goto(f"{d.url}/inbox/all")
        await o.page.locator(".row-link", has_text="Vera").click()
        await o.press(re.compile("^Take"))
        for answer in ("Call it back", "Not now", "Take it"):
            await o.press(re.compile("^Hand over"))
            whom = o.page.get_by_label("To whom")
            await whom.select_option(await whom.locator("option", has_text="Zoe Park").get_attribute("value"))
            await o.page.get_by_role("form", name="Hand over").get_by_role("button", name="Hand over").click()
            await o.page.locator(".offered", has_text="Handing to Zoe Park…").wait_for()
            row = zoe.page.locator(".row", has_text="Vera Lind")
            await row.wait_for()
            if answer == "Call it back":
                await o.press(answer)
                await expect(row).to_have_count(0)
                continue
            await row.locator(".row-link").click()
            await zoe.press(re.compile(f"^{answer}"))
            if answer == "Not now":
                await o.reads("Zoe Park cannot take Vera Lind now")
                await zoe.page.get_by_role("link", name="Back to the list").click()
        await o.reads("Zoe Park has Vera Lind now")
        await v.reads("Zoe Park joined")
        await zoe.write("Hello Vera, I go on from here.")
        await v.reads("I go on from here")
        assert not o.errors
        assert not zoe.errors
