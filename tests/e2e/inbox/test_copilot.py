"""Help for the operator in a real browser: the card, a suggested reply, a rewritten one; nothing sends itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.inbox.test_assistant_page import shots
from tests.e2e.inbox.test_inbox import signed_in, somebody_waits
from tests.e2e.stage import chromium, demo, eventually
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import Answer, Text

pytestmark = pytest.mark.browser


async def test_drafts_are_offered_used_and_dropped_and_never_sent_by_themselves(tmp_path: Path) -> None:
    async with (
        FakeMessagesApi() as api,
        demo(tmp_path, ANTHROPIC_API_KEY=api.key, ANTHROPIC_BASE_URL=api.url) as d,
        chromium() as browser,
    ):
        o = await signed_in(browser, d)
        await somebody_waits(o.page, d, "I want to talk to a person. How much is a full service?")
        await o.page.route("**/summary?*", lambda route: route.abort(), times=1)  # its first look fails, unheard
        await o.page.locator("[data-row]").first.click()
        await o.press(re.compile("^Take"))
        api.will(Answer((Text("- Wants the price of a full service\n- Nothing was tried"),)))
        await o.press("Summarise with AI")
        await o.page.locator(".story-ai").get_by_text("Wants the price of a full service").wait_for()

        api.will(Answer((Text("Ich möchte mit einem Menschen sprechen."),)))
        await o.page.locator(".entry.by-contact").first.hover()
        await o.press("Translate")
        await o.page.locator(".translated").get_by_text("Menschen").wait_for()

        field = o.page.get_by_role("textbox", name=re.compile("Reply to"))
        api.will(Answer((Text("The full service costs £145."),)))
        await field.press("Alt+s")
        await o.page.locator(".ghost-text").get_by_text("£145").wait_for()
        assert await field.input_value() == ""
        await shots(o.page, "ghost")
        await field.press("Tab")
        assert await field.input_value() == "The full service costs £145."

        api.will(Answer((Text("It is £145."),)))
        await o.page.get_by_label("Rewrite").select_option("shorter")
        await o.page.locator(".ghost-text").get_by_text("It is £145.").wait_for()
        await field.press("Escape")
        assert await o.page.locator(".ghost").count() == 0
        assert await field.input_value() == "The full service costs £145."
        assert await o.page.locator(".transcript").get_by_text("£145").count() == 0  # nothing was sent

        await field.press("Control+Enter")
        await eventually(lambda: o.page.locator(".transcript").get_by_text("£145").count())
        assert o.errors == []
