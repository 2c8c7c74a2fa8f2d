"""What the inbox promises whoever works in it, as far as only a browser can show it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.inbox.test_inbox import signed_in, somebody_waits
from tests.e2e.stage import chromium, demo, eventually, operator, visitor

pytestmark = pytest.mark.browser
TRIALS = 12
STRIKES = """
  window.strikes = 0;
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { strikes += 1; return make.call(this) };
"""
PARTIALS = 4  # of one bell


async def test_the_row_that_is_pressed_is_the_one_that_opens_whoever_arrives_meanwhile(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await signed_in(browser, d)
        for n in range(3):
            await somebody_waits(o.page, d, f"I want to talk to a person, number {n}")
        await expect(o.page.locator("[data-row]")).to_have_count(3)
        box = await o.page.locator(".rows-scroll").bounding_box()
        assert box is not None
        for trial in range(TRIALS):
            await o.page.mouse.move(900, 500)
            x, y = box["x"] + 80, box["y"] + 40 + (trial % 3) * 85
            arriving = asyncio.create_task(somebody_waits(o.page, d, f"I want to talk to a person, later {trial}"))
            await asyncio.sleep(trial * 0.01)  # another moment each time
            await o.page.mouse.move(x, y)
            meant = await o.page.evaluate(
                "([x, y]) => document.elementFromPoint(x, y).closest('[data-row]').dataset.row", [x, y]
            )
            await o.page.mouse.click(x, y)
            await o.page.wait_for_url(f"**/inbox/c/{meant}")
            await arriving
        assert o.errors == []


async def test_a_new_owner_hears_the_bell_after_one_click_and_both_sides_read_the_same_wait(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await operator(browser)
        await o.page.add_init_script(STRIKES)
        await o.sign_in(d.url, "owner@example.com", d.password)
        await o.page.mouse.click(900, 500)
        await expect(o.page.get_by_role("button", name="Enable sound")).to_have_count(0)
        vera = await visitor(browser, d.url)
        await vera.open()
        await vera.write("Can I talk to a person?")
        await o.page.locator(".row .wait").wait_for()
        await eventually(lambda: o.page.evaluate("() => strikes >= 4"))
        assert await o.page.evaluate("() => strikes") == PARTIALS
        clock = vera.panel.locator(".wt .ck")  # words alone for the first ten seconds
        await expect(clock).to_have_text(re.compile(r"\d:\d\d"), timeout=20_000)
        there, here = await asyncio.gather(clock.inner_text(), o.page.locator(".row .wait").first.inner_text())
        assert abs(seconds(there) - seconds(here)) <= 1
        assert (o.errors, vera.errors) == ([], [])


def seconds(text: str) -> int:
    found = re.search(r"(\d+):(\d\d)", text)
    assert found is not None, text
    return int(found[1]) * 60 + int(found[2])
