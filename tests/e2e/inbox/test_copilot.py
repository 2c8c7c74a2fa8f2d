"""Help for the operator in a real browser: the card, a suggested reply, a rewritten one; nothing sends itself."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.inbox.test_assistant_page import shots
from tests.e2e.inbox.test_inbox import OWNER, signed_in, somebody_waits
from tests.e2e.stage import DESKTOP, PHONE, Demo, chromium, demo, eventually, operator, visitor
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import Answer, Text

pytestmark = pytest.mark.browser


async def breaks_off(api: FakeMessagesApi, browser: Browser, d: Demo, size: dict[str, int]) -> None:
    """D-03: a reply to what nobody has is a claim, even in the middle of an answer, which ends; no other comes."""
    o, v, name = await operator(browser, size=size), await visitor(browser, d.url, size=size), f"Vera {size['width']}"
    await o.sign_in(d.url, OWNER, d.password)
    api.will(Answer((Text("", deltas=("Indeed. ",) * 600),), pace=0.1))
    await v.open()
    await v.write(f"My name is {name}. Do you sell bells?")
    await v.reads("Indeed. Indeed.")
    await o.page.goto(f"{d.url}/inbox/all")
    await o.page.locator(".row-link", has_text=name).click()
    await o.reads("Indeed. Indeed.")
    await o.write("Hello, Nora here.")
    await v.reads("Hello, Nora here.")
    await asyncio.wait_for(api.requests[-1].aborted.wait(), 20)
    await o.page.locator("header").get_by_text("With you").wait_for()
    c = o.page.url.rsplit("/", 1)[1]
    events = (await (await o.page.request.get(f"{d.url}/desk/v1/conversations/{c}")).json())["d"]["events"]
    (seam,) = [n for n, one in enumerate(events) if one["type"] == "state" and one["to"] == "human"]
    assert not [one for one in events[seam:] if one["author"]["kind"] == "assistant"]
    assert await o.page.locator(".seam ~ .by-assistant").count() == 0
    assert await v.panel.get_by_text("Indeed").count() == 0
    assert (o.errors, v.errors) == ([], [])
    for page in (o.page, v.page):
        await page.context.close()


async def test_drafts_are_offered_used_and_dropped_and_never_sent_by_themselves(tmp_path: Path) -> None:
    async with (
        FakeMessagesApi() as api,
        demo(tmp_path, ANTHROPIC_API_KEY=api.key, ANTHROPIC_BASE_URL=api.url) as d,
        chromium() as browser,
    ):
        for size in (DESKTOP, PHONE):
            await breaks_off(api, browser, d, size)
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
