"""A visitor says what they think of an answer; another tab and a reload show the same; at last a person comes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import Demo, eventually
from tests.e2e.widget.host import PAGE, host, inside, visit

pytestmark = pytest.mark.browser
PRESSED = "[...root.querySelectorAll('.th')].map((b) => b.getAttribute('aria-pressed')).join()"


async def test_thumbs(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page, reduced_motion="reduce")
        await v.page.keyboard.press("Tab")
        await v.page.keyboard.press("Enter")
        await v.panel.wait_for()
        await v.page.keyboard.type("How much is a full service?")
        await v.page.keyboard.press("Enter")
        up, down = v.page.get_by_label("This helped"), v.page.get_by_label("This did not help")
        await up.click()
        await eventually(lambda: inside(v.page, f"{PRESSED} == 'true,false'"))
        await up.click()
        await eventually(lambda: inside(v.page, f"{PRESSED} == 'false,false'"))
        await down.click()
        await v.page.get_by_role("button", name="Outdated").wait_for()
        await shot(v.page, "thumbs-reasons")
        await v.page.get_by_role("button", name="Outdated").click()
        await v.reads("Thank you, noted.")
        await v.page.reload()
        await v.panel.wait_for()
        await eventually(lambda: inside(v.page, f"{PRESSED} == 'false,true'"))
        await v.reads("Thank you, noted.")
        await down.click()
        await eventually(lambda: inside(v.page, f"{PRESSED} == 'false,false'"))
        await down.click()
        await v.page.get_by_role("button", name="I want a person").click()
        await eventually(lambda: inside(v.page, "root.querySelector('.z')"))
        assert await inside(v.page, "root.querySelectorAll('.th').length") == 2


async def shot(page: object, name: str) -> None:
    """For those who look: SHOTS=folder."""
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=str(Path(folder) / f"{name}.png"))  # type: ignore[attr-defined]
