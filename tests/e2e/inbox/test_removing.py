"""What was said is taken out of the record: the visitor's screen and the team's show that it is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.stage import chromium, demo, visitor

pytestmark = pytest.mark.browser


async def test_a_message_goes_from_both_screens_and_a_note_can_be_brought_back_for_a_moment(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        v = await visitor(browser, d.url)
        await v.open()
        await v.write("My card is 4000 1234 5678, can I talk to a person?")
        o = await signed_in(browser, d)
        await o.page.locator(".row-link").first.click()
        await o.press(re.compile("^Take"))
        await o.write("Please never send a card number here.")
        await v.reads("Please never send")
        for words in ("4000 1234", "Please never send"):
            entry = o.page.locator(".entry", has_text=words)
            await entry.hover()
            await entry.get_by_role("button", name="Remove this message").click()
            await entry.get_by_role("button", name="Remove", exact=True).click()
            await expect(o.page.get_by_text(words)).to_have_count(0)
            await expect(v.panel.get_by_text(words)).to_have_count(0)
        await expect(o.page.get_by_text("Message removed by you")).to_have_count(2)
        await expect(v.panel.get_by_text("Message removed")).to_have_count(2)

        await o.page.keyboard.press("c")
        await o.page.locator("#composer").fill("They sent a card number")
        await o.page.keyboard.press("Control+Enter")
        note = o.page.locator(".entry-note", has_text="They sent a card")
        await note.hover()
        await note.get_by_role("button", name="Delete this note").click()
        await expect(note).to_have_count(0)
        await o.press("Undo")
        await note.hover()
        await note.get_by_role("button", name="Delete this note").click()
        await o.reads("Note removed by you")
        assert not o.errors
        assert not v.errors
