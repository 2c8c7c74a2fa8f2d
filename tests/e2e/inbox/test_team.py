"""From the owner's link to a colleague at the desk, and out again, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.stage import PHONE, chromium, demo, operator

pytestmark = pytest.mark.browser


async def test_a_colleague_joins_by_a_link_on_a_phone_and_leaves_again(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        owner = await signed_in(browser, d)
        await owner.page.goto(f"{d.url}/settings/team")
        await owner.page.get_by_label("E-mail").fill("zoe@example.com")
        await owner.press("Make a link")
        link = await (await owner.reads("/join#")).inner_text()
        phone = await operator(browser, size=PHONE)
        await phone.page.goto(link)
        await phone.reads("Harbour Bikes would like you at the desk.")
        await phone.page.get_by_label("Your name").fill("Zoe")
        await phone.page.get_by_label("Password").fill("a fine password")
        await phone.press("Join the team")
        await phone.page.get_by_role("region", name="Needs a human").wait_for()
        await owner.page.reload()
        await owner.press("Remove Zoe")
        await owner.press("Remove Zoe")
        await phone.reads("Somebody is at the desk.")
        await phone.page.goto(link)
        await phone.reads("This link does not open.")
        assert (owner.errors, phone.errors) == ([], [])
