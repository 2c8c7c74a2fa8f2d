"""An old conversation is found by what was said in it, and opens at that place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.inbox.test_contacts import shots
from tests.e2e.stage import chromium, demo, operator

pytestmark = pytest.mark.browser


async def test_a_word_finds_the_conversation_and_the_place_in_it(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.keyboard.press("/")
        await o.page.keyboard.type("spokes")
        found = o.page.locator("ul[aria-label=Found] .row-link")
        await found.first.wait_for()
        await o.page.wait_for_url("**/inbox/needs?q=spokes")
        await shots(o, "search")
        await found.first.click()
        await o.page.locator(".entry-found", has_text="spokes").wait_for()
        await shots(o, "search-open")
        await o.page.goto(f"{desk.url}/inbox/needs?q=nothinglikethis")
        await o.reads("Nothing for “nothinglikethis”")
        await o.press("Clear the search")
        await o.page.wait_for_url("**/inbox/needs")
        assert o.errors == []
