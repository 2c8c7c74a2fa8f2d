"""An owner erases a person whom they see, and finds that, with its maker, in the audit log."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.inbox.test_contacts import shots
from tests.e2e.stage import chromium, demo, operator, visitor

pytestmark = pytest.mark.browser


async def test_a_person_is_erased_and_the_audit_log_says_by_whom(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        writing = await visitor(browser, desk.url)
        await writing.open()
        await writing.write("Hello, I am Vera Lind, vera.lind@example.com. Do you sell bells?")
        await writing.page.get_by_label("This did not help").wait_for()
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/contacts?q=vera")
        await o.page.get_by_role("link", name="Vera Lind").click()
        async with o.page.expect_download() as download:
            await o.page.get_by_role("link", name="Download all of it").click()
        assert "vera.lind@example.com" in (await (await download.value).path()).read_text(encoding="utf-8")
        await o.press("Erase…")
        await o.reads("This takes away the contact with their details, 1 conversation")
        await shots(o, "erasing")
        await o.press("Erase for good")
        await o.page.wait_for_url("**/contacts")
        await o.reads("Vera Lind was erased")
        await o.page.goto(f"{desk.url}/settings/data")
        await o.page.locator(".audit-list").get_by_text("Erased a person").wait_for()
        await o.page.get_by_label("Keep them").select_option(label="1 year")
        await shots(o, "retention")
        await o.press("Erase what is older")
        await o.reads("Saved")
        await o.page.reload()
        await o.page.locator(".audit-list").get_by_text("how long closed conversations are kept").wait_for()
        assert await o.page.get_by_label("Keep them").input_value() == "365"
        await o.page.get_by_label("What").select_option(label="People's data")
        await o.page.wait_for_url("**/settings/data?action=person")
        await o.page.locator(".audit-list li").nth(1).wait_for()
        await shots(o, "audit")
        assert o.errors == []
