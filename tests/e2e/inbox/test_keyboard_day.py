"""An operator's whole day without a mouse: from the sign-in through settings, queue, answers and search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.stage import DESKTOP, chromium, demo, eventually, operator, visitor

pytestmark = pytest.mark.browser
POINTER = "window.pointers = 0; addEventListener('pointerdown', () => pointers++, true)"
FOCUSED = """() => {
  const at = document.activeElement;
  const named = at.labels?.[0]?.innerText || at.getAttribute('aria-label') || at.innerText || at.placeholder || '';
  return named.trim().replace(/\\s+/g, ' ');
}"""
MOST_STEPS = 80


async def tab_to(page: Page, name: str) -> None:
    """Until what has this name (a pattern) has the focus: whatever can be done must be reachable so."""
    seen = []
    for _ in range(MOST_STEPS):
        await page.keyboard.press("Tab")
        seen.append(await page.evaluate(FOCUSED))
        if re.search(name, seen[-1]):
            return
    raise AssertionError(f"Tab never came to {name!r}, but to {seen}")


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def typed(page: Page, text: str, *then: str) -> None:
    await page.keyboard.type(text)
    await press(page, *then)


async def row(page: Page, digit: str, view: str, text: str) -> None:
    """Switch to a view by its digit and walk to a row in it. (Keys hold a list: what comes later is not in it.)"""
    await press(page, digit)
    await expect(page.get_by_role("region", name=view, exact=True).locator(".row", has_text=text)).to_have_count(1)

    async def there() -> bool:
        await press(page, "j")
        return text in await page.evaluate(FOCUSED)

    await eventually(there)


async def keeps_a_reply(page: Page) -> None:
    await tab_to(page, "^More")
    await press(page, "Enter")
    await page.get_by_role("link", name="Saved replies").first.wait_for()
    await tab_to(page, "Saved replies")
    await press(page, "Enter")
    await page.wait_for_url("**/settings/replies")
    await tab_to(page, "New")
    await press(page, "Enter")
    await page.get_by_label("Name").wait_for()
    await tab_to(page, "^Name")
    await typed(page, "Delivery times")
    await tab_to(page, "Text|Reply")
    await typed(page, "It takes two days.")
    await tab_to(page, "^Save")
    await press(page, "Enter")
    await page.get_by_role("link", name="Delivery times").wait_for()


@pytest.mark.timeout(120)
async def test_a_whole_day_by_keyboard_alone(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        vera = await visitor(browser, d.url)
        await vera.open()
        o = await operator(browser, size=DESKTOP)
        page = o.page
        await page.add_init_script(POINTER)

        await page.goto(f"{d.url}/inbox")
        await page.locator("input[type=email]").wait_for()
        if "mail" not in await page.evaluate(FOCUSED):
            await tab_to(page, "mail")
        await typed(page, "owner@example.com", "Tab")
        await typed(page, d.password, "Enter")
        await page.get_by_role("region", name="Needs a human").wait_for()

        await keeps_a_reply(page)
        await vera.write("My name is Vera Lind. Can I talk to a person?")
        await row(page, "1", "Needs a human", "Vera")
        await press(page, "Enter", "t")
        await page.locator("header").get_by_text("With you").wait_for()
        await expect(page.locator("#composer")).to_be_focused()  # taken to be answered
        await typed(page, "/deliv")
        await page.get_by_role("option", name="Delivery times").wait_for()
        await press(page, "Enter", "Control+Enter")
        await vera.reads("It takes two days.")
        await press(page, "Escape", "c")
        await typed(page, "A good customer.", "Control+Enter")
        await o.reads("A good customer.")
        await press(page, "Escape", "l")
        await typed(page, "Big order", "Enter")
        await o.reads("added #big-order")
        await press(page, "Escape", "s", "Enter")
        await o.reads(re.compile("snoozed it until"))

        await vera.write("Any news of the key?")
        await row(page, "2", "Mine", "Any news")
        await press(page, "Enter", "e")
        await vera.reads("Conversation ended", within=20)

        await press(page, "Escape", "/")
        await typed(page, "two days", "Escape")
        await expect(page.locator("ul[aria-label=Found] .row")).to_have_count(1)
        await press(page, "j", "Enter")
        await o.reads("It takes two days.")
        await press(page, "?")
        await page.get_by_role("dialog").wait_for()
        await press(page, "Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        assert await page.evaluate("() => pointers") == 0
        assert (o.errors, vera.errors) == ([], [])
