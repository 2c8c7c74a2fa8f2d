"""What an owner chooses for a site is what its pages show; what a page chooses for itself counts more."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, FloatRect

from tests.e2e.stage import DESKTOP, PHONE, VisitorPage, eventually
from tests.e2e.widget.conftest import Shop
from tests.e2e.widget.host import PAGE, host, inside, visit
from tests.e2e.widget.test_thumbs import shot

pytestmark = pytest.mark.browser
PATH = "M4 4h16v12H9l-5 4Z"
NOTICE = "Orders take two days longer this week."


async def box(v: VisitorPage) -> FloatRect:
    found = await v.page.locator("deskbell-widget .l").bounding_box()
    assert found is not None
    return found


async def styled(v: VisitorPage, selector: str, name: str) -> Any:
    return await inside(v.page, f"getComputedStyle(root.querySelector('{selector}')).{name}")


async def test_the_launcher_is_as_it_was_chosen(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        await shop.looks(label="Ask us", icon=PATH, x=24, y=32, phone_x=8, phone_y=96, z=77, color="#ffcc00", radius=8)
        for viewport, x, y in ((DESKTOP, 24, 32), (PHONE, 8, 96), ({"width": 481, "height": 700}, 24, 32)):
            v, asked = await visit(browser, page, viewport=viewport)
            at = await box(v)
            width, height = viewport["width"], viewport["height"]
            assert (width - at["x"] - at["width"], height - at["y"] - at["height"]) == (x, y)
            assert at["height"] == 56
            assert at["width"] > 100
            assert len([url for url in asked if shop.desk.url in url]) == 1
        v, _ = await visit(browser, page)
        assert await v.page.locator("deskbell-widget .l path").first.get_attribute("d") == PATH
        assert await v.page.evaluate("getComputedStyle(document.querySelector('deskbell-widget')).zIndex") == "77"
        await shot(v.page, "label")
        await v.page.get_by_role("button", name="Ask us · Open chat").click()
        await v.panel.wait_for()
        assert (await box(v))["width"] == 56
        assert await styled(v, ".p", "borderRadius") == "8px"
        await shop.looks(icon="question", radius=0, brand=False)
        v, _ = await visit(browser, page)
        assert (await box(v))["width"] == 56
        await v.open()
        assert await styled(v, ".p", "borderRadius") == "0px"
        assert v.errors == []
        await shop.looks()


async def test_a_page_chooses_for_itself_at_first_and_later(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        chosen = "{color: '#fc0', label: 'Help', x: '40px', y: '50px', radius: '0px', side: 'left', theme: 'dark'}"
        boot = f"<script>window.deskbellSettings = {chosen}</script>"
        page.html = f"{PAGE}{boot}<script async src='{shop.desk.url}/w/demo.js'></script>"
        await shop.looks(label="Ask us", x=10)
        v, _ = await visit(browser, page)
        await eventually(lambda: inside(v.page, "getComputedStyle(root.querySelector('.l')).color == 'rgb(0, 0, 0)'"))
        at = await box(v)
        assert (at["x"], DESKTOP["height"] - at["y"] - at["height"]) == (40, 50)
        assert await styled(v, ".l", "backgroundColor") == "rgb(255, 204, 0)"
        await v.page.get_by_role("button", name="Help · Open chat").click()
        await v.panel.wait_for()
        assert await styled(v, ".p", "backgroundColor") == "rgb(26, 25, 23)"
        await v.page.evaluate("deskbell('close')")
        change = "{color: '#003', label: '', x: '5px', side: 'right', theme: 'light', context: {plan: 'pro'}}"
        await v.page.evaluate(f"deskbell('update', {change})")
        await eventually(lambda: inside(v.page, "root.querySelector('.l span').textContent == ''"))
        at = await box(v)
        assert DESKTOP["width"] - at["x"] - at["width"] == 5
        await eventually(lambda: inside(v.page, "getComputedStyle(root.querySelector('.l')).color.endsWith('255)')"))
        await v.page.evaluate("deskbell('update', {lang: 'de'})")
        await v.page.get_by_role("button", name="Chat öffnen").wait_for()
        assert v.errors == []
        await shop.looks()


async def test_a_notice_until_it_is_sent_away_or_something_is_more_urgent(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        await shop.looks(notice=NOTICE)
        v, _ = await visit(browser, page)
        await v.open()
        notice = v.panel.get_by_text(NOTICE)
        await notice.wait_for()
        await shot(v.page, "notice")
        await v.panel.get_by_role("button", name="Talk to a person", exact=True).last.click()
        await eventually(lambda: inside(v.page, "root.querySelector('.wt')?.checkVisibility()"))
        assert not await notice.is_visible(), "waiting is more urgent"
        await v.panel.get_by_role("button", name="Cancel").click()
        await notice.wait_for()
        await v.page.reload()
        await notice.wait_for()
        await v.panel.get_by_role("button", name="Dismiss").click()
        await notice.wait_for(state="detached")
        await v.page.reload()
        await v.panel.locator("textarea").wait_for()
        await v.page.wait_for_load_state("networkidle")
        assert await notice.count() == 0
        assert v.errors == []
        await shop.looks()


async def test_what_is_switched_off_is_not_there(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        for on in (True, False):
            await shop.looks(thumbs=on, brand=on, sound=on)
            v, _ = await visit(browser, page)
            await v.open()
            await v.write("How much is a full service?")
            await v.reads("Sources")
            assert await inside(v.page, "!!root.querySelector('.th')") is on
            assert await v.panel.get_by_role("link", name="Deskbell").count() == int(on)
            await v.panel.get_by_role("button", name="Menu").click()
            switch = v.panel.get_by_role("button", name="Sound off" if on else "Sound on")
            await switch.wait_for()
            await switch.click()
            await v.panel.get_by_role("button", name="Menu").click()
            await v.panel.get_by_role("button", name="Sound on" if on else "Sound off").wait_for()
        await shop.looks()
