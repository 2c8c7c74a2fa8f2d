"""Where and when the owner wants no widget there is none: no element, no request, nothing stored, no flash."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page

from tests.e2e.stage import eventually
from tests.e2e.widget.conftest import Shop
from tests.e2e.widget.host import PAGE, host

pytestmark = pytest.mark.browser

# Every element that the script has ever added, however briefly.
SEEN = """window.seen = 0; new MutationObserver((all) => {
    for (const { addedNodes } of all) for (const node of addedNodes) if (node.localName == 'deskbell-widget') seen++;
}).observe(document, { childList: true, subtree: true })"""
IDLE = "new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => done(window.deskbell.live))))"
SHOWN = "!!document.querySelector('deskbell-widget')?.shadowRoot.querySelector('.l').checkVisibility()"


async def test_neither_on_these_pages_nor_while_the_team_is_away(shop: Shop, browser: Browser) -> None:
    async with host() as site:
        site.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        asked: list[str] = []

        async def newcomer() -> Page:
            """Somebody whose browser keeps no earlier script."""
            page = await (await browser.new_context()).new_page()
            await page.add_init_script(SEEN)
            page.on("request", lambda request: asked.append(request.url) if shop.desk.url in request.url else None)
            return page

        async def arrives(page: Page, path: str = "") -> bool:
            asked.clear()
            await page.goto(site.url + path)
            await page.wait_for_function("window.deskbell?.live")
            assert await page.evaluate(IDLE)
            return bool(await page.evaluate(SHOWN))

        await shop.looks(hide_on=["/checkout", "/cart/*"])
        page = await newcomer()
        for path in ("checkout", "checkout/?step=2#pay", "cart/7/edit"):
            assert not await arrives(page, path), path
            assert await page.evaluate("[seen, localStorage.length, sessionStorage.length]") == [0, 0, 0]
            assert asked == [f"{shop.desk.url}/w/demo.js"]
        # A page that changes its address by itself.
        for path, there in (("prices", True), ("checkout", False), ("checkouts", True)):
            await page.evaluate(f"history.pushState(null, '', '/{path}')")
            await eventually(lambda there=there: page.evaluate(f"({SHOWN}) === {str(there).lower()}"))

        await shop.looks(hide_closed=True)
        assert await arrives(await newcomer())
        await shop.is_open(mon=[])
        await shop.looks(hide_closed=True)
        page = await newcomer()
        assert not await arrives(page)
        assert await page.evaluate("seen") == 0
        await page.goto(f"{shop.desk.url}/chat/demo")
        await page.get_by_role("textbox").wait_for()  # our own page is there for whoever was sent to it
        await page.goto(site.url)
        stored = f"deskbell:{(await shop.site())['id']}:visitor"
        await page.evaluate(f"localStorage['{stored}'] = JSON.stringify({{id: 'v', token: 't', at: 1}})")
        assert await arrives(page), "who has written is not left alone"
        await shop.is_open()
        await shop.looks()


async def test_nowhere_while_its_site_is_switched_off_or_gone(shop: Shop, browser: Browser) -> None:
    async def loads(address: str) -> tuple[Page, list[str]]:
        page, said = await (await browser.new_context()).new_page(), list[str]()
        await page.add_init_script(SEEN)
        page.on("console", lambda line: said.append(line.text) if "favicon" not in line.location["url"] else None)
        await page.goto(address)
        await page.wait_for_load_state("networkidle")
        return page, said

    switch = f"sites/{(await shop.site())['id']}/switch"
    async with host() as site:
        site.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        await shop.put(switch, {"off": True})
        page, said = await loads(site.url)
        assert await page.evaluate("[seen, typeof window.deskbell]") == [0, "undefined"]
        assert said == []
        await page.goto(f"{shop.desk.url}/chat/demo")
        await page.get_by_text("This chat is switched off at the moment.").wait_for()
        await shop.put(switch, {"off": False})
        page, _ = await loads(site.url)
        assert await page.evaluate("seen") == 1

        site.html = f"{PAGE}<script async src='{shop.desk.url}/w/no-such-site.js'></script>"
        page, _ = await loads(site.url)
        assert await page.evaluate("[seen, typeof window.deskbell]") == [0, "undefined"], "a site that was removed"
