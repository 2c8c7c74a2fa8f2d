"""Knowledge in a real browser: earlier texts, one file out and in, the pages of a site; and what operators may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.inbox.test_assistant_page import shots
from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.stage import chromium, demo, eventually, operator

pytestmark = pytest.mark.browser


async def test_an_old_text_comes_back_and_everything_goes_out_and_in_as_a_file(tmp_path: Path) -> None:
    async with demo(tmp_path / "demo") as d, chromium() as browser:
        o = await signed_in(browser, d)
        await o.page.goto(f"{d.url}/knowledge")
        await o.page.locator(".source-row a").first.click()
        body = o.page.locator("textarea[name=body]")
        old = await body.input_value()
        await body.fill("Something wrong.")
        await o.press("Save")
        await o.reads("Saved. The next answer can use it.")
        await o.page.get_by_text("Earlier versions").click()
        await o.press("Put it into the editor")
        assert await body.input_value() == old
        await shots(o.page, "earlier")
        await o.press("Save")
        await o.page.get_by_text("Version 3. Earlier versions").wait_for()

        async with o.page.expect_download() as started:
            await o.page.get_by_text("Export everything").click()
        path = tmp_path / "knowledge.json"
        await (await started.value).save_as(path)
        await o.page.get_by_label("Import a file").set_input_files(path)
        await o.reads(re.compile(r"0 added, \d+ were there already\."))

        await o.page.get_by_label("Read a web site or a page").fill("nowhere.invalid")
        await o.page.get_by_role("button", name="Read", exact=True).click()
        await o.page.get_by_text("Pages and choice").click()
        await o.page.get_by_label("Only pages like").fill("/help/*")
        await o.press("Save and read again")
        await eventually(o.page.get_by_role("button", name="Save and read again").is_disabled)
        await o.page.reload()
        await o.page.get_by_text("Pages and choice").click()
        assert await o.page.get_by_label("Only pages like").input_value() == "/help/*"
        await shots(o.page, "origins")
        assert o.errors == []


async def test_an_operator_reads_the_settings_and_changes_none(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await operator(browser)
        await o.sign_in(d.url, "mia@example.com", d.password)
        for page in ("assistant", "hours", "mail"):
            await o.page.goto(f"{d.url}/settings/{page}")
            await o.reads(re.compile("Only owners and admins change"))
            assert await o.page.get_by_role("button", name=re.compile("^(Save|Publish)")).count() == 0
            assert await o.page.locator("main fieldset.plain").evaluate("el => el.disabled")
        await o.page.goto(f"{d.url}/knowledge")
        await o.page.get_by_role("link", name="Test questions").wait_for()
        assert await o.page.get_by_text("Export everything").count() == 0
        assert o.errors == []
