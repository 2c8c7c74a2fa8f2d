"""Working in a team and with many conversations at once: a colleague named in a note, rows picked, deeds taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.stage import PHONE, OperatorPage, chromium, demo, eventually, operator, visitor
from tests.e2e.walk import writes

pytestmark = pytest.mark.browser
# What somebody has looked at for a while is kept as seen.
SEEN = "Object.entries(localStorage).some(([key, value]) => key.includes('seen:') && value.includes('conv_'))"


async def zoe_joins(browser: Browser, owner: OperatorPage, url: str) -> OperatorPage:
    await owner.page.goto(f"{url}/settings/team")
    await owner.page.get_by_label("E-mail").fill("zoe@example.com")
    await owner.press("Make a link")
    zoe = await operator(browser, size=PHONE)
    await zoe.page.goto(await (await owner.reads("/join#")).inner_text())
    await zoe.page.get_by_label("Your name").fill("Zoe Park")
    await zoe.page.get_by_label("Password").fill("a fine password")
    await zoe.press("Join the team")
    await zoe.page.get_by_role("region", name="Needs a human").wait_for()
    return zoe


async def narrowed_and_kept(o: OperatorPage, zoe: OperatorPage, url: str) -> None:
    await o.press("Narrow the list")
    await o.page.get_by_role("combobox", name="Tag").select_option("spring-sale")
    await expect(o.page.locator(".row")).to_have_count(1)
    await o.page.get_by_label("Name of this view").fill("Sale")
    await o.page.get_by_label("For the team").check()
    await o.page.get_by_role("button", name="Save", exact=True).click()
    await o.reads("Saved as “Sale”, for the team.")
    await zoe.page.goto(f"{url}/inbox/all")
    await zoe.page.get_by_role("link", name="Sale", exact=True).click()
    await expect(zoe.page).to_have_url(f"{url}/inbox/all?tag=spring-sale")
    await expect(zoe.page.locator(".row")).to_have_count(1)
    await o.press("Show all again")
    await o.press(re.compile("^Narrow the list"))


async def taken_back(o: OperatorPage, who: str) -> None:
    """D-15: what was resolved is gone, and at its place again with Undo."""
    row, names = o.page.locator(".row", has_text=who), o.page.locator(".row-name")
    await row.wait_for()
    before = await names.all_inner_texts()
    if o.phone:
        await o.press("Pick several")
        await o.page.get_by_label(f"Pick {who}").click()
        await o.press("Resolve")
    else:
        await row.locator(".row-link").focus()
        for key in ("x", "e"):
            await o.page.keyboard.press(key)
    await expect(row).to_have_count(0)
    await (o.press("Undo") if o.phone else o.page.keyboard.press("z"))
    await expect(names).to_have_text(before)


async def test_a_colleague_is_named_in_a_note_and_many_are_dealt_with_and_taken_back(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        await writes(d, "My name is Ida Berg. Do you sell bags?")
        writing = await visitor(browser, d.url)
        await writing.open()
        await writing.write("My name is Vera Lind. Do you sell bells?")
        o = await signed_in(browser, d)
        zoe = await zoe_joins(browser, o, d.url)
        await o.page.goto(f"{d.url}/inbox/all")
        await o.page.locator(".row-link", has_text="Vera").click()
        await o.page.locator("#composer").wait_for()
        await o.page.keyboard.press("c")
        await o.page.keyboard.type("Do we, @par")
        await expect(o.page.get_by_role("option", name="Zoe Park")).to_be_visible()
        await o.page.keyboard.press("Enter")
        await o.page.keyboard.type("?")
        await o.page.keyboard.press("Control+Enter")
        await zoe.reads("A colleague mentions you: Vera Lind")
        await zoe.page.goto(f"{d.url}/inbox/mentions")
        mentions = zoe.page.locator(".chip", has_text="Mentions").locator(".chip-count")
        await expect(mentions).to_have_text("1")
        await zoe.page.locator(".row-link").click()
        await expect(zoe.page.locator(".mention-me")).to_have_text("@Zoe Park")
        await eventually(lambda: zoe.page.evaluate(SEEN))
        await zoe.reads("Nora Penrose is looking")
        await zoe.page.get_by_label("Back to the list").click()
        await expect(mentions).to_have_count(0)

        await o.page.goto(f"{d.url}/inbox/all")
        rows = o.page.locator(".row")
        await expect(rows).not_to_have_count(0)
        await o.page.get_by_label("Pick Vera Lind").click()
        await o.press("Tag")
        await o.page.get_by_label("Tag all of them").fill("Spring sale")
        await o.page.keyboard.press("Enter")
        await o.reads("Tagged #spring-sale: 1 conversation")
        await expect(rows.filter(has_text="spring-sale")).to_have_count(1)
        await narrowed_and_kept(o, zoe, d.url)
        await o.page.keyboard.press("Escape")
        await o.page.keyboard.press("z")
        await expect(rows.filter(has_text="spring-sale")).to_have_count(0)
        await writes(d, "My name is Mia Holm. Do you sell locks?")
        await rows.filter(has_text="Mia Holm").wait_for()
        await taken_back(o, "Vera")
        await zoe.page.goto(f"{d.url}/inbox/all")
        await taken_back(zoe, "Vera")
        await o.page.get_by_label("Pick Vera Lind").click()
        await o.press("Resolve")
        await writing.reads("Conversation ended", within=20)
        assert (o.errors, zoe.errors) == ([], [])
