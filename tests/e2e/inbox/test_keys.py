"""Every key does what the page of keys says, none does it in a field, and the command bar finds the rest (D-08)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.axe import beside, violations
from tests.e2e.stage import DESKTOP, PHONE, Demo, OperatorPage, chromium, demo, eventually, operator
from tests.e2e.walk import writes

pytestmark = pytest.mark.browser
PLACES = {
    "1": "/inbox/needs",
    "2": "/inbox/mine",
    "3": "/inbox/assistant",
    "4": "/inbox/followup",
    "5": "/inbox/closed",
    "6": "/inbox/all",
    "7": "/inbox/snoozed",
    "8": "/inbox/mentions",
    "g w": "/inbox/needs",
    "g m": "/inbox/mine",
    "g a": "/analytics",
    "g k": "/knowledge",
    "g c": "/contacts",
    "g s": "/settings/me",
    "g i": "/inbox/mine",
}
TABLE = Path(__file__).parents[3] / "frontend" / "inbox" / "src" / "model" / "actions.ts"
ACTIONS = re.findall(r'\["(?:Act|Write)", "([\w-]+)", "([^"]+)", "[^"]*", "(?:talk|write|app)"\]', TABLE.read_text())
# There is nothing to undo, nobody to hand it to before it is taken, no AI to return it to, no model that rewrites.
NOT_HERE = {"undo", "pick-range", "hand-over", "return", "shorter", "friendlier", "formal", "fix", "translate"}
COMPOSES = "dispatchEvent(new KeyboardEvent('keydown', {key: '1', bubbles: true, isComposing: true}))"


async def press(page: Page, keys: str) -> None:
    for key in keys.split():
        await page.keyboard.press(key)


async def opened(o: OperatorPage, d: Demo, view: str, text: str) -> None:
    await o.page.goto(f"{d.url}/inbox/{view}")
    await o.page.locator(".row-link", has_text=text).click()
    await o.page.locator("#composer").wait_for()


def bar(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Find or do anything")


async def asks_bar(page: Page, words: str, *, first: str) -> None:
    """Opens the bar from wherever it is, and takes the first thing that it finds."""
    await page.keyboard.press("Control+k")
    await bar(page).get_by_role("combobox").wait_for()
    await page.keyboard.type(words)
    await expect(bar(page).locator("[aria-selected=true]")).to_contain_text(first)
    await page.keyboard.press("Enter")
    await expect(bar(page)).to_have_count(0)


async def leads_everywhere(page: Page) -> None:
    for keys, path in PLACES.items():
        await press(page, keys)
        await eventually(lambda path=path: _at(page, path))


async def acts_on_what_is_open(o: OperatorPage, d: Demo) -> None:
    page = o.page
    await opened(o, d, "needs", "number 0")
    for key, mode in (("c", "Note for"), ("r", "Reply to")):
        await press(page, key)
        await expect(page.get_by_role("textbox", name=re.compile(mode))).to_be_focused()
        await press(page, "1 g w e u")  # words, not deeds
        await expect(page.locator("#composer")).to_have_value("1gweu")
        await page.locator("#composer").fill("")
        await press(page, "Escape")
    await press(page, "]")
    await expect(page.locator("aside.facts")).to_have_count(0)
    await press(page, "l")
    await expect(page.locator("#tag")).to_be_focused()
    await press(page, "Escape Alt+s")
    await page.locator(".ghost").wait_for()
    await press(page, "h")
    await page.wait_for_url("**/contacts/*")
    await page.go_back()
    await page.locator("#composer").wait_for()

    await press(page, "t")
    await page.locator("header").get_by_text("With you").wait_for()
    await press(page, "Escape a")
    await expect(page.locator(".hand-over :focus")).to_have_count(1)
    await press(page, "Escape")
    await page.locator(".hand-over").wait_for(state="detached")
    await page.locator("#composer").fill("It is ready. Goodbye!")
    await press(page, "Control+Shift+Enter")
    await page.get_by_role("button", name="Undo").first.wait_for()
    await o.reads("It is ready. Goodbye!")
    await press(page, "Escape z")
    await page.locator(".deeds").get_by_role("button", name="Resolve").wait_for()
    await press(page, "b")
    await page.locator("header").get_by_text("is answering").wait_for()


async def acts_on_a_row(o: OperatorPage, d: Demo) -> None:
    """Unread by hand, picking, and rows that were held back."""
    page = o.page
    await opened(o, d, "all", "number 1")
    await expect(page.locator(".row-unread", has_text="number 1")).to_have_count(0)
    await press(page, "u")
    await page.wait_for_url("**/inbox/all")
    await expect(page.locator(".row-unread", has_text="number 1")).to_have_count(1)
    rows = await page.locator(".row").count()
    await page.reload()
    await expect(page.locator(".row-unread", has_text="number 1")).to_have_count(1)
    await expect(page.locator(".row")).to_have_count(rows)  # keys hold the list as it is

    await press(page, "j j x")
    await page.get_by_text("1 picked").wait_for()
    await press(page, "j Shift+X")
    await page.get_by_text("2 picked").wait_for()
    await press(page, "Escape")

    await page.locator("[data-row]").first.hover()
    await writes(d, "I want to talk to a person, number 7")
    await page.get_by_role("button", name="1 new").wait_for()
    await press(page, ".")
    await page.locator(".row", has_text="number 7").wait_for()


@pytest.mark.timeout(120)
async def test_every_key_acts_none_acts_in_a_field_and_all_can_be_switched_off(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        for n in range(3):
            await writes(d, f"I want to talk to a person, number {n}")
        o = await operator(browser, size=DESKTOP)
        await o.sign_in(d.url, "owner@example.com", d.password)
        page = o.page
        await leads_everywhere(page)
        await acts_on_what_is_open(o, d)
        await acts_on_a_row(o, d)

        await page.goto(f"{d.url}/inbox/all")
        await page.locator("[data-row]").first.wait_for()
        await page.evaluate(COMPOSES)
        await press(page, "?")
        await page.get_by_role("dialog", name="Keys").get_by_role("checkbox").uncheck()
        assert await violations(page) == []
        await press(page, "Escape 1 g c")
        await press(page, "Control+k")
        await bar(page).wait_for()
        assert await _at(page, "/inbox/all"), "an input method's key, or one that is switched off, has acted"
        assert o.errors == []


async def finds_everything(o: OperatorPage, d: Demo) -> None:
    page = o.page
    await o.sign_in(d.url, "owner@example.com", d.password)
    find = page.get_by_role("button", name="Find or do anything")
    await find.click()
    await bar(page).wait_for()
    await page.keyboard.press("Escape")
    await expect(find).to_be_focused()
    await find.click()
    await bar(page).get_by_role("combobox").fill("anlt")
    await bar(page).get_by_role("option", name="Analytics").click()
    await page.wait_for_url("**/analytics")
    await asks_bar(page, "saved rep", first="Saved replies")
    await page.wait_for_url("**/settings/replies")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("vera li")
    await bar(page).get_by_role("group", name="People").get_by_role("option", name="Vera Lind").wait_for()
    assert await violations(page) == []
    await bar(page).get_by_role("group", name="Conversations").get_by_role("option").first.click()
    await page.get_by_role("heading", name="Vera Lind").first.wait_for()
    await asks_bar(page, "note", first="Write a note")
    await expect(page.get_by_role("textbox", name="Note for the team")).to_be_focused()
    await page.keyboard.type("Asked from the bar")
    await asks_bar(page, "history", first="history")
    await page.wait_for_url("**/contacts/*")
    await by_hand(o, d)
    assert (await beside(page), o.errors) == ([], [])


async def by_hand(o: OperatorPage, d: Demo) -> None:
    """D-19: what has a key can be done without keys, by the buttons of the conversation and the menu beside them."""
    page = o.page
    more = page.get_by_role("button", name="More", exact=True)
    await opened(o, d, "needs", "person")
    for name in ("Resolve", "Take", "Note", "Suggest", "Attach files"):
        await page.get_by_role("button", name=name).or_(page.get_by_label(name)).first.wait_for()
    await more.click()
    await page.get_by_role("button", name="Find or do anything").last.click()
    await bar(page).wait_for()
    offered = await bar(page).get_by_role("option").locator(".bar-name").all_inner_texts()
    wanted = {name for id_, name in ACTIONS if id_ not in NOT_HERE}
    assert wanted <= set(offered), wanted - set(offered)
    await page.keyboard.press("Escape")
    for name, place in (("Add a tag", "#tag:focus"), ("Snooze", ".menu:has-text('In 1 hour')")):
        await more.click()
        await page.locator(".menu").get_by_role("button", name=name).click()
        await page.locator(place).wait_for()
        await page.keyboard.press("Escape")
        await opened(o, d, "needs", "person")
    await more.click()
    await page.locator(".menu").get_by_role("button", name="Mark as unread").click()
    await page.locator(".row-unread").wait_for()


async def test_the_bar_finds_deeds_places_conversations_and_people(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        await writes(d, "My name is Vera Lind. Can I talk to a person?")
        for size in (DESKTOP, PHONE):
            await finds_everything(await operator(browser, size=size), d)


async def _at(page: Page, path: str) -> bool:
    return page.url.split("?")[0].endswith(path)
