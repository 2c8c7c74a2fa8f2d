"""The assistant's page and the receipts of its answers, in a real browser against a real server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.inbox.test_inbox import signed_in, somebody_waits
from tests.e2e.stage import chromium, demo, eventually

pytestmark = pytest.mark.browser


async def test_tone_rules_and_caps_are_kept_and_an_answer_tells_what_it_rests_on(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await signed_in(browser, d)
        await o.page.goto(f"{d.url}/settings/assistant")
        await eventually(lambda: o.page.get_by_label("Instructions").input_value())
        await o.page.get_by_label("Formal").check()
        await o.page.get_by_label("It must never").fill("Promise a discount")
        await o.page.get_by_label("All, a month").fill("12.50")
        await o.press("Save")
        await o.reads(re.compile("Saved at"))
        await o.page.reload()
        await eventually(lambda: o.page.get_by_label("It must never").input_value())
        assert await o.page.get_by_label("It must never").input_value() == "Promise a discount"
        assert await o.page.get_by_label("All, a month").input_value() == "12.5"
        assert await o.page.get_by_label("Formal").is_checked()

        await somebody_waits(o.page, d, "Do you deliver bikes?")
        await o.page.goto(f"{d.url}/inbox/assistant")
        await o.page.locator("[data-row]").first.click()
        await o.page.get_by_text("Why did it say that?").first.click()
        await o.page.get_by_text("built in, no model").wait_for()
        assert await o.page.locator(".why-cited").count() == 1
        assert o.errors == []
