"""A webhook on the screen: added, tried out at an address that is not there, its log, off and removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.stage import chromium, demo, operator

pytestmark = pytest.mark.browser


async def test_a_webhook_is_added_tried_turned_off_and_removed(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await operator(browser)
        await o.sign_in(d.url, "owner@example.com", d.password)
        await o.page.goto(f"{d.url}/settings/webhooks")
        await o.page.get_by_label("Address").fill("http://program.invalid/in")
        await o.page.get_by_label("Somebody writes").check()
        await o.page.get_by_role("button", name="Add").click()
        await o.page.get_by_text("must begin with https://").wait_for()
        await o.page.get_by_label("Address").fill("https://program.invalid/in")
        await o.page.get_by_role("button", name="Add").click()
        secret = await o.page.locator(".invite-link code").inner_text()
        assert secret.startswith("whsec_")
        await o.page.get_by_role("button", name="Send a test").click()
        await o.page.get_by_text("Not delivered after 1 try. There is no machine called program.invalid.").wait_for()
        await o.page.reload()
        await o.page.get_by_role("button", name="Turn off").click()
        await o.page.get_by_role("button", name="Turn on").wait_for()
        assert secret not in await o.page.content()
        await o.page.get_by_role("button", name="Remove", exact=True).click()
        await o.page.get_by_role("button", name="Remove it").click()
        await o.page.locator(".hook").wait_for(state="detached")
