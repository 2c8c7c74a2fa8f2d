"""What the inbox promises whoever works in it, as far as only a browser can show it."""

from __future__ import annotations

import asyncio
import base64
import csv
import io
import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.e2e.inbox.test_inbox import signed_in, somebody_waits
from tests.e2e.stage import (
    DESKTOP,
    PHONE,
    Demo,
    OperatorPage,
    chromium,
    demo,
    eventually,
    operator,
    visitor,
)
from tests.e2e.walk import writes

pytestmark = pytest.mark.browser
TRIALS = 500 if os.environ.get("PROOFS") else 12
STRIKES = """
  window.strikes = 0;
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { strikes += 1; return make.call(this) };
"""
PARTIALS = 4  # of one bell
MEANT = """addEventListener("pointerdown", (event) => {
  window.meant = event.target.closest("[data-row]")?.dataset.row;
}, true)"""


async def presses_a_row(o: OperatorPage, d: Demo, trial: int) -> None:
    """While somebody arrives at the top of this list: between the press of a mouse and its release, or about a tap."""
    page = o.page
    await page.mouse.move(900, 500)
    place = page.locator("[data-row]").nth(trial % 3)
    box = await place.bounding_box()
    assert box is not None
    x, y = box["x"] + 80, box["y"] + 40
    arriving = asyncio.create_task(somebody_waits(page, d, f"I want to talk to a person, later {trial} {o.phone}"))
    if o.phone:
        await asyncio.sleep(trial % 12 * 0.01)  # another moment each time
        await page.touchscreen.tap(x, y)
    else:
        await page.mouse.move(x, y)
        await page.mouse.down()
        await arriving
        await (
            page.get_by_role("button", name="new")
            .or_(page.locator(".row", has_text=f"later {trial} "))
            .first.wait_for()
        )
        await page.mouse.up()
    meant = await page.evaluate("() => meant")
    await page.wait_for_url(f"**/inbox/c/{meant}")
    await arriving
    if o.phone:
        await page.get_by_label("Back to the list").click()
        await place.wait_for()


@pytest.mark.timeout(60 + 2 * TRIALS)
async def test_the_row_that_is_pressed_is_the_one_that_opens_whoever_arrives_meanwhile(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as d, chromium() as browser:
        for size in (DESKTOP, PHONE):
            o = await operator(browser, size=size)
            await o.page.add_init_script(MEANT)
            await o.sign_in(d.url, "owner@example.com", d.password)
            for n in range(3):
                await somebody_waits(o.page, d, f"I want to talk to a person, number {n} {o.phone}")
            await o.page.goto(f"{d.url}/inbox/all")
            await o.page.locator("[data-row]").nth(2).wait_for()
            for trial in range(TRIALS):
                await presses_a_row(o, d, trial)
            assert o.errors == []


async def has_just_begun(browser: Browser, d: Demo, size: dict[str, int]) -> OperatorPage:
    """Signed in, and one press somewhere: no setting was looked for."""
    o = await operator(browser, size=size)
    await o.page.add_init_script(STRIKES)
    await o.sign_in(d.url, "owner@example.com", d.password)
    await (o.page.touchscreen.tap(200, 500) if o.phone else o.page.mouse.click(900, 500))
    await expect(o.page.get_by_role("button", name="Enable sound")).to_have_count(0)
    return o


async def test_a_new_owner_hears_the_bell_after_one_click_and_both_sides_read_the_same_wait(tmp_path: Path) -> None:
    """D-20 and D-13."""
    async with demo(tmp_path) as d, chromium() as browser:
        both = [await has_just_begun(browser, d, size) for size in (DESKTOP, PHONE)]
        vera = await visitor(browser, d.url, size=PHONE)
        await vera.open()
        await vera.write("Can I talk to a person?")
        clock = vera.panel.locator(".wt .ck")  # words alone for the first ten seconds
        await expect(clock).to_have_text(re.compile(r"\d:\d\d"), timeout=20_000)
        for o in both:
            await eventually(lambda page=o.page: page.evaluate("() => strikes >= 4"))
            assert await o.page.evaluate("() => strikes") == PARTIALS
            first = seconds(await clock.inner_text())
            here = seconds(await o.page.locator(".row .wait").first.inner_text())
            assert first - 1 <= here <= seconds(await clock.inner_text()) + 1
        assert (both[0].errors, both[1].errors, vera.errors) == ([], [], [])


# How much of two pictures of one size differs, from 0 to 1: more than an eighth of a channel counts.
DIFFERS = """async (both) => {
  const [a, b] = await Promise.all(both.map(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const map = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(map.width, map.height).getContext("2d");
    pen.drawImage(map, 0, 0);
    return pen.getImageData(0, 0, map.width, map.height);
  }));
  if (a.width !== b.width || a.height !== b.height) throw `${a.width}x${a.height} ${b.width}x${b.height}`;
  let differ = 0;
  const far = (at) => Math.abs(a.data[at] - b.data[at]) > 32;
  for (let at = 0; at < a.data.length; at += 4) differ += far(at) || far(at + 1) || far(at + 2);
  return differ / (a.width * a.height);
}"""


async def test_the_preview_is_what_visitors_see(tmp_path: Path) -> None:
    """D-17: the panel beside the settings and the one on a page, of one size, after a change of its colour."""
    async with demo(tmp_path) as d, chromium() as browser:
        o = await signed_in(browser, d)
        await o.page.set_viewport_size({"width": 1280, "height": 1400})
        await o.page.goto(f"{d.url}/settings/start")
        typed = asyncio.Event()

        async def late(route: Route) -> None:
            await typed.wait()
            await route.continue_()

        await o.page.route("**/desk/v1/assistant", late)  # a name that is not known yet is no name that was emptied
        await o.press("Meet it")
        await o.page.get_by_label("Colour").fill("#0b6e4f")
        typed.set()
        await o.press("Save and show")
        await o.page.get_by_role("button", name="Save and show").wait_for()
        await o.page.wait_for_load_state("networkidle")
        there = o.page.frame_locator(".meet iframe").locator("deskbell-widget [role=dialog]")
        await there.get_by_text("When are you open?").wait_for()
        await o.page.mouse.click(5, 5)  # the focus is nowhere in either
        box = await there.bounding_box()
        assert box is not None
        vera = await visitor(browser, d.url)
        await vera.page.set_viewport_size({"width": round(box["width"]), "height": round(box["height"])})
        await vera.open()
        await vera.panel.get_by_text("When are you open?").wait_for()
        focus = "document.querySelector('deskbell-widget').shadowRoot.activeElement"
        await eventually(lambda: vera.page.evaluate(f"!!{focus}"))  # it comes with the panel, and is taken away here
        await vera.page.evaluate(f"{focus}.blur()")
        shots = [
            base64.b64encode(await panel.screenshot(animations="disabled", caret="hide")).decode()
            for panel in (there, vera.panel)
        ]
        differ = await o.page.evaluate(DIFFERS, shots)
        assert differ < 0.01, f"{differ:.1%} of it differs"
        assert (o.errors, vera.errors) == ([], [])


async def closes_like_every_menu(page: Page) -> None:
    """By Escape, which gives the focus back, and by a press elsewhere; opened by a key, the arrows go through it."""
    button = page.get_by_role("button", name="Export CSV")
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        await button.click()
        await expect(page.locator(".menu").get_by_role("link", name="For other programs")).to_be_in_viewport(ratio=1)
        await page.keyboard.press("Escape")
        await expect(page.locator(".menu")).to_have_count(0)
        await expect(button).to_be_focused()
        await button.click()
        await page.locator("h2", has_text="Contacts").click()
        await expect(page.locator(".menu")).to_have_count(0)
    await button.press("Enter")
    await expect(page.get_by_role("link", name="For Excel")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("link", name="For other programs")).to_be_focused()
    await page.keyboard.press("Escape")
    assert page.url.endswith("/contacts"), "Escape was for the menu alone"


async def test_a_sheet_of_contacts_holds_nothing_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    """D-18: from the widget to the file that the button downloads."""
    async with demo(tmp_path) as d, chromium() as browser:
        await writes(d, "Hello, I am Eve Stone, eve@example.com. Do you sell bells?")
        o = await signed_in(browser, d)
        await o.page.goto(f"{d.url}/contacts")
        await o.page.get_by_role("link", name="Eve Stone").first.click()
        await o.page.get_by_label("Name").fill("=HYPERLINK(1)")
        await o.press("Save")
        await o.page.get_by_text(re.compile("Saved|entered by")).first.wait_for()
        await o.page.goto(f"{d.url}/contacts")
        await closes_like_every_menu(o.page)
        async with o.page.expect_download() as coming:
            await o.press("Export CSV")
            await o.page.get_by_role("link", name="For Excel").click()
        await expect(o.page.locator(".menu")).to_have_count(0)
        rows = list(csv.reader(io.StringIO((await (await coming.value).path()).read_text(encoding="utf-8-sig"))))
        (eve,) = [row for row in rows if "eve@example.com" in row]
        assert "'=HYPERLINK(1)" in eve
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


def seconds(text: str) -> int:
    found = re.search(r"(\d+):(\d\d)", text)
    assert found is not None, text
    return int(found[1]) * 60 + int(found[2])
