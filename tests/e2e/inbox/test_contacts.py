"""Whoever writes becomes a contact, is found, corrected, and others are brought in from a sheet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.stage import PHONE, OperatorPage, chromium, demo, operator, visitor

pytestmark = pytest.mark.browser


async def shots(o: OperatorPage, name: str) -> None:
    """The screen in both schemes and widths, for looking at."""
    if not (folder := os.environ.get("SHOTS")):
        return
    for size, wide in (("desk", 1280), ("phone", PHONE["width"])):
        for scheme in ("light", "dark"):
            await o.page.set_viewport_size({"width": wide, "height": 844})
            await o.page.emulate_media(color_scheme=scheme)
            path = str(Path(folder) / f"{name}-{size}-{scheme}.png")
            await o.page.screenshot(path=path, animations="disabled")
    await o.page.set_viewport_size({"width": 1280, "height": 800})
    await o.page.emulate_media(color_scheme="light")


async def test_a_visitor_becomes_a_contact_and_a_sheet_brings_more(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        writing = await visitor(browser, desk.url)
        await writing.open()
        await writing.write("Hello, I am Vera Lind, vera.lind@example.com. Do you sell bells?")
        await writing.page.get_by_label("This did not help").wait_for()
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/contacts")
        await o.page.get_by_role("link", name="Vera Lind").wait_for()
        await o.press("Add")
        sheet = "name,email,phone,custom: plan\nIvan Petrov,ivan@example.com,+34612345678,gold\nBad,not an address,,\n"
        await o.page.locator("input[type=file]").set_input_files(
            files={"name": "people.csv", "mimeType": "text/csv", "buffer": sheet.encode()}
        )
        await o.reads("“not an address” is not an e-mail address.")
        await o.page.get_by_role("link", name="Ivan Petrov").wait_for()
        await shots(o, "contacts")
        await o.page.get_by_label("Close").click()
        await o.page.get_by_placeholder("Name, e-mail, phone").fill("vera")
        await o.page.wait_for_url("**/contacts?q=vera")
        await o.page.get_by_role("link", name="Ivan Petrov").wait_for(state="detached")
        await o.page.get_by_role("link", name="Vera Lind").click()
        await o.reads("said in a message")
        await o.page.get_by_label("Phone").fill("+34 612 345 679")
        await o.press("Save")
        await o.reads("entered by")
        await shots(o, "contact")
        await o.page.go_back()
        await o.page.wait_for_url("**/contacts?q=vera")
        await o.page.locator(".cell-last a").click()
        await o.reads("corrected the contact details")
        assert o.errors == []


async def test_two_contacts_are_seen_beside_each_other_and_made_one(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        for text in ("I am Vera Lind, vera@example.com. Do you sell bells?", "Me again, vera@example.com"):
            writing = await visitor(browser, desk.url)
            await writing.open()
            await writing.write(text)
            await writing.page.get_by_label("This did not help").wait_for()
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/contacts")
        await o.page.get_by_role("link", name="Vera Lind").click()
        await o.press("Compare with vera@example.com")
        await o.page.get_by_role("region", name="Goes into it").wait_for()
        assert await o.page.get_by_role("button", name="Make them one").is_disabled()
        await o.page.get_by_label("I know that they are one person").check()
        await shots(o, "merging")
        await o.press("Make them one")
        await o.reads("They are one contact now")
        assert await o.page.locator(".timeline li").count() == 2
        await o.page.goto(f"{desk.url}/contacts")
        await o.page.get_by_role("link", name="Vera Lind").wait_for()
        assert await o.page.get_by_text("vera@example.com").count() == 1
        assert o.errors == []
