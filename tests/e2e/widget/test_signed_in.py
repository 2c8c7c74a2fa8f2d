"""A person who is signed in on the site: one conversation in two browsers, and none for whoever only says so."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from deskbell.runtime.clock import SystemClock
from tests.e2e.stage import Demo
from tests.e2e.widget.host import PAGE, host, visit
from tests.rules.test_signed_identity import token

pytestmark = pytest.mark.browser
STUB = "<script>window.deskbell=function(){(deskbell.q=deskbell.q||[]).push(arguments)}</script>"


async def secret(desk: Demo, browser: Browser) -> str:
    inbox = await browser.new_page()
    await inbox.goto(f"{desk.url}/demo/inbox")
    found: str = await inbox.evaluate(
        """async () => {
        const { sites } = await (await fetch('/desk/v1/sites')).json();
        return (await (await fetch('/desk/v1/sites/' + sites[0].id + '/identity')).json()).secret;
    }"""
    )
    return found


async def test_one_person_two_browsers(desk: Demo, browser: Browser) -> None:
    claims = {"sub": "u-77", "aud": "demo", "exp": SystemClock().now() // 1_000 + 600, "name": "Vera"}
    jwt = token(claims, secret=await secret(desk, browser))
    async with host() as page:
        tag = f"<script async src='{desk.url}/w/demo.js'></script>"
        page.html = f"{PAGE}{STUB}<script>deskbell('identify', {{jwt: '{jwt}'}})</script>{tag}"
        first, _ = await visit(browser, page)
        await first.open()
        await first.write("From the laptop")
        await first.reads("AI", within=10)
        second, _ = await visit(browser, page)
        await second.open()
        await second.write("From the phone")
        await second.reads("From the laptop")
        await first.reads("From the phone")

        page.html = f"{PAGE}{STUB}<script>deskbell('identify', {{name: 'Vera', email: 'v@x.example'}})</script>{tag}"
        third, _ = await visit(browser, page)
        await third.open()
        await third.write("It is me, Vera")
        await third.reads("It is me, Vera")
        assert await third.panel.get_by_text("From the laptop").count() == 0

        await first.page.evaluate("deskbell('reset')")
        await first.panel.get_by_text("From the laptop").wait_for(state="detached")
        assert first.errors == second.errors == third.errors == []
