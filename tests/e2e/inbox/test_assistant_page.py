"""The assistant's page and the receipts of its answers, in a real browser against a real server."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.inbox.test_inbox import signed_in, somebody_waits
from tests.e2e.stage import chromium, demo, eventually

pytestmark = pytest.mark.browser


async def shots(page: Page, name: str) -> None:
    """Pictures for a look, where SHOTS says where: on a desk and a phone, by day and by night."""
    if folder := os.environ.get("SHOTS"):
        for width, scheme in ((1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")):
            await page.set_viewport_size({"width": width, "height": 900})
            await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            await page.screenshot(path=str(Path(folder) / f"{name}-{width}-{scheme}.png"), full_page=True)
        await page.set_viewport_size({"width": 1280, "height": 800})


async def test_tone_rules_and_caps_are_kept_and_an_answer_tells_what_it_rests_on(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await signed_in(browser, d)
        await o.page.goto(f"{d.url}/settings/assistant")
        await eventually(lambda: o.page.get_by_label("Instructions").input_value())
        await o.page.get_by_label("Formal").check()
        await o.page.get_by_label("It must never").fill("Promise a discount")
        await o.page.get_by_label("All, a month").fill("12.50")
        await o.press("Save draft")
        await o.reads(re.compile("Draft saved at"))
        await o.page.reload()
        await eventually(lambda: o.page.get_by_label("It must never").input_value())
        assert await o.page.get_by_label("It must never").input_value() == "Promise a discount"
        assert await o.page.get_by_label("All, a month").input_value() == "12.5"
        assert await o.page.get_by_label("Formal").is_checked()

        await o.page.get_by_text("What it would change").click()
        await o.page.locator(".draft .diff-in").get_by_text("Promise a discount").wait_for()
        await shots(o.page, "draft")
        await o.press("Publish")
        await o.reads(re.compile("Version 2 is in force"))
        await o.page.locator(".version").nth(1).click()
        await o.press("Bring it back")
        await shots(o.page, "versions")
        await o.press("Put version 1 in force")
        await o.reads(re.compile("Version 3 is in force"))
        await expect(o.page.get_by_label("It must never")).to_have_value("")

        await somebody_waits(o.page, d, "Do you deliver bikes?")
        await o.page.goto(f"{d.url}/inbox/assistant")
        await o.page.locator("[data-row]").first.click()
        await o.page.get_by_text("Why did it say that?").first.click()
        await o.page.get_by_text("built in, no model").wait_for()
        assert await o.page.locator(".why-cited").count() == 1
        assert o.errors == []
