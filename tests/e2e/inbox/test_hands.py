"""By thumb and by habit: a swipe goes back, Enter does what one wants, what waits for the line is called back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.stage import PHONE, OperatorPage, chromium, command, demo, operator
from tests.e2e.walk import writes

pytestmark = pytest.mark.browser


async def swipes(o: OperatorPage, start: int, end: int) -> None:
    session = await o.page.context.new_cdp_session(o.page)
    for kind, x in (("touchStart", start), *(("touchMove", start + (end - start) * n // 5) for n in range(1, 6))):
        await session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 300}]})
        await o.page.wait_for_timeout(60)  # slowly: how far it goes is what counts
    await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


async def test_a_swipe_from_the_edge_goes_back_and_no_other_does(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        await writes(d, "I want to talk to a person.")
        o = await operator(browser, size=PHONE)
        await o.sign_in(d.url, "owner@example.com", d.password)
        await o.page.locator(".row-link", has_text="a person").click()
        await o.page.locator("#composer").wait_for()
        thread = o.page.url
        for start, end in ((150, 380), (10, 60)):  # not from the edge; not far enough
            await swipes(o, start, end)
            await expect(o.page.locator(".thread")).to_have_css("transform", "none")
            assert o.page.url == thread
        await o.page.get_by_role("link", name="Details").click()
        await o.page.wait_for_url("**/facts")
        await swipes(o, 10, 250)
        await o.page.wait_for_url(thread)
        await swipes(o, 10, 250)
        await o.page.wait_for_url("**/inbox/needs")
        assert o.errors == []


async def test_enter_begins_a_line_where_one_wants_it_and_what_waits_can_be_called_back(tmp_path: Path) -> None:
    async with command(tmp_path) as d, chromium() as browser:
        await writes(d, "I want to talk to a person.")
        o = await operator(browser)
        await o.sign_in(d.url, "owner@example.com", d.password)
        await o.page.goto(f"{d.url}/settings/me")
        await o.page.get_by_label("Enter sends").uncheck()
        await o.page.goto(f"{d.url}/inbox/needs")
        await o.page.locator(".row-link", has_text="a person").click()
        field = o.page.locator("#composer")
        await o.reads("Read when they return.")  # they have left, and this server sends no mail
        await field.fill("Hello,")
        await field.press("Enter")
        await field.press_sequentially("I come.")
        await expect(field).to_have_value("Hello,\nI come.")
        await d.kill()
        await field.press("Control+Enter")
        await o.press("Cancel")
        await expect(field).to_have_value("Hello,\nI come.")
        await expect(o.page.locator(".fate")).to_have_count(0)
        await d.start()
        await field.press("Control+Enter")
        await o.page.locator("header").get_by_text("With you").wait_for(timeout=30_000)
        await expect(o.page.locator(".words", has_text="I come.")).to_have_count(1)
        assert o.errors == []
