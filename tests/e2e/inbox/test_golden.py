"""Test questions in a real browser: written, asked, failing for a draft, and made from a conversation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.inbox.test_assistant_page import shots
from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.stage import chromium, demo, visitor

pytestmark = pytest.mark.browser


async def test_questions_are_written_asked_and_stand_before_publishing(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        asking = await visitor(browser, d.url)
        await asking.open()
        await asking.write("Can I rent a unicycle for a juggling convention?")
        await asking.page.get_by_label("This did not help").wait_for()

        o = await signed_in(browser, d)
        await o.page.goto(f"{d.url}/knowledge/gaps")
        await o.page.get_by_role("link", name="unicycle").click()
        await o.press("Make it a test question")
        await o.page.get_by_role("status").get_by_role("link", name="test questions").click()
        await o.press("Add")
        await o.page.get_by_label("Question, as a visitor would put it").fill("How much is a full service?")
        await o.page.get_by_label("What the answer has to say").fill("£145")
        await o.page.get_by_role("button", name="Add", exact=True).last.click()
        await o.page.locator(".golden").nth(1).wait_for()
        await o.press("Ask them all")
        await o.reads(re.compile("1 of 2 pass"))
        await o.page.locator(".golden-worse").first.wait_for()
        await o.page.locator(".golden summary").nth(1).click()
        await shots(o.page, "golden")

        await o.page.goto(f"{d.url}/settings/assistant")
        await o.page.get_by_label("Formal").check()
        await o.press("Publish")
        await o.reads("has not been asked your test questions yet")
        await o.press("Publish anyway")
        await o.reads(re.compile("Version 2 is in force"))
        assert o.errors == []
