"""A key from its making to its end, in a real browser and by a program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.stage import chromium, demo, operator

pytestmark = pytest.mark.browser


async def test_a_key_made_on_the_screen_opens_the_api_until_it_is_revoked(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await operator(browser)
        await o.sign_in(d.url, "owner@example.com", d.password)
        await o.page.goto(f"{d.url}/settings/keys")
        await o.page.get_by_label("Name").fill("Order system")
        await o.page.get_by_label("Contacts: read").check()
        await o.page.get_by_role("button", name="Make a key").click()
        secret = await o.page.locator(".invite-link code").inner_text()
        await o.page.get_by_text("Reads contacts.").wait_for()
        request, headers = o.page.context.request, {"authorization": f"Bearer {secret}"}
        answer = await request.get(f"{d.url}/api/v1/contacts", headers=headers)
        assert answer.status == 200
        assert "data" in await answer.json()
        assert (await request.get(f"{d.url}/api/v1/sources", headers=headers)).status == 403
        await o.page.reload()
        await o.page.get_by_text("last used").wait_for()
        assert secret not in await o.page.content()
        await o.page.get_by_role("button", name="Revoke Order system").click()
        await o.page.get_by_role("button", name="Revoke it").click()
        await o.page.get_by_text("Reads contacts.").wait_for(state="detached")
        assert (await request.get(f"{d.url}/api/v1/contacts", headers=headers)).status == 401
