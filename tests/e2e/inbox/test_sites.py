"""An owner changes what the widget looks like and says, sees it at once in the real one, and saves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.stage import chromium, demo, operator

pytestmark = pytest.mark.browser


async def test_what_is_typed_is_seen_in_the_real_widget_and_saved(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as desk, chromium() as browser:
        owner = await operator(browser)
        page = owner.page
        await page.goto(f"{desk.url}/demo/inbox")
        await page.goto(f"{desk.url}/settings/sites")
        await page.get_by_role("button", name="Change", exact=True).click()
        frame = page.frame_locator("iframe[title^='The widget']")
        widget = frame.get_by_role("dialog")
        await widget.wait_for()
        greeting = page.get_by_label("Greeting", exact=True)
        await greeting.fill("Ahoy from the form")
        await widget.get_by_text("Ahoy from the form").wait_for()
        assert await greeting.evaluate("it => it == document.activeElement"), "the preview takes no focus"
        await page.get_by_label("Notice above the conversation").fill("Late post.")
        await widget.get_by_text("Late post.").wait_for()
        await page.get_by_role("radio", name="Own").check()
        await page.get_by_label("Path of your icon").fill("M4 4<script>")
        await page.get_by_text("That is no path.").wait_for()
        await page.get_by_label("Path of your icon").fill("M4 4h16v12H9l-5 4Z")
        await page.get_by_role("radio", name="Button").check()
        await page.get_by_label("Words beside the icon").fill("Ask us")
        await frame.get_by_role("button", name="Ask us · Open chat").wait_for()
        await page.get_by_role("button", name="Add a line").click()
        rule = page.get_by_role("listitem", name="A line above the button")
        await rule.get_by_label("Pages").fill("/prices*")
        await rule.get_by_label("When").select_option("scroll")
        await rule.get_by_label("The line").fill("Which size?")
        await page.get_by_role("radio", name="Line above").check()
        await frame.get_by_role("button", name="Which size?").wait_for()
        kept = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name.includes('site_'))"
        assert await page.evaluate(kept) == [], "the preview keeps nothing"
        await page.get_by_role("button", name="Save", exact=True).first.click()
        await page.get_by_text("Saved.").wait_for()
        look = (await (await page.request.get(f"{desk.url}/desk/v1/sites")).json())["sites"][0]["appearance"]
        assert (look["greeting"], look["label"], look["notice"]) == ("Ahoy from the form", "Ask us", "Late post.")
        assert look["icon"] == "M4 4h16v12H9l-5 4Z"
        assert look["nudges"] == [{"on": "/prices*", "when": "scroll", "at": 50, "text": {"en": "Which size?"}}]
        assert owner.errors == []
