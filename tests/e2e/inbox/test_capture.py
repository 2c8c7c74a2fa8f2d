"""What a workspace asks its visitors, and what it promises them below the field, from its settings to the card."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import apsw
import pytest

from tests.e2e.stage import chromium, demo, eventually, operator, visitor

pytestmark = pytest.mark.browser
WORDS = "We use this only to answer you."


def consents(folder: Path) -> list[str]:
    (file,) = folder.glob("*.sqlite")
    with closing(apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)) as database:
        return [str(row[0]) for row in database.execute("SELECT text FROM contact_consent WHERE at > 0")]


async def test_from_the_settings_to_the_card(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await operator(browser)
        await o.page.goto(f"{d.url}/demo/inbox")
        await o.page.get_by_role("region", name="Needs a human").wait_for()
        await o.page.goto(f"{d.url}/settings/sites")
        form = o.page.locator("form.capture")
        await form.get_by_label("Telephone number").check()
        await form.get_by_label("What you promise below the field").fill(WORDS)
        await form.get_by_label("Your privacy page").fill("https://shop.example/privacy")
        await form.get_by_role("button", name="Save").click()
        await eventually(lambda: form.get_by_role("button", name="Save").is_disabled())

        v = await visitor(browser, d.url)
        await v.open()
        await v.panel.get_by_role("button", name="Talk to a person").last.click()
        await v.panel.get_by_label("Your e-mail address").fill("vera@example.com")
        await v.reads(WORDS)
        link = v.panel.get_by_role("link", name="Privacy")
        assert await link.get_attribute("href") == "https://shop.example/privacy"
        await v.page.keyboard.press("Enter")
        await v.panel.get_by_label("Your telephone number").wait_for()
        assert consents(tmp_path) == [WORDS]
        assert o.errors == []
        assert v.errors == []
