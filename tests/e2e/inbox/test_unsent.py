"""What was begun on one device is there on the next, and gone from both when it was sent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.stage import PHONE, chromium, demo, operator, visitor

pytestmark = pytest.mark.browser


async def test_a_draft_goes_on_on_the_telephone(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        writing = await visitor(browser, desk.url)
        await writing.open()
        await writing.write("My name is Vera Lind. Do you sell bells?")
        await writing.page.get_by_label("This did not help").wait_for()
        o, phone = await operator(browser), await operator(browser, size=PHONE)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/inbox/all")
        await o.page.locator(".row-link", has_text="Vera").first.click()
        async with o.page.expect_response(re.compile("/unsent")):
            await o.page.locator("#composer").fill("I will ask the")
        await phone.sign_in(desk.url, "owner@example.com", desk.password)
        await phone.page.goto(o.page.url)
        await expect(phone.page.locator("#composer")).to_have_value("I will ask the")
        async with phone.page.expect_response(lambda a: "/unsent" in a.url and a.request.method == "PUT"):
            await phone.write("I will ask the workshop.")
        await writing.reads("I will ask the workshop.")
        await expect(o.page.locator("#composer")).to_have_value("")
        await phone.page.locator("#composer").fill("And another")
        await expect(o.page.locator("#composer")).to_have_value("And another")
        assert (o.errors, phone.errors) == ([], [])
