"""One line above the launcher: on the right pages, when it was meant, once, gone when it is not wanted, nothing stored
before, and no conversation by itself.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import DESKTOP, PHONE, VisitorPage
from tests.e2e.widget.conftest import Shop
from tests.e2e.widget.host import PAGE, Host, host, inside, visit
from tests.e2e.widget.test_thumbs import shot

pytestmark = pytest.mark.browser
LINE = "Not sure which bike? Ask me."
STORED = "localStorage.length + sessionStorage.length"
# Seconds of ours are fifty times as fast, so that what never comes has had its time after a moment.
FASTER = "const later = setTimeout; window.setTimeout = (then, ms, ...rest) => later(then, ms / 50, ...rest);"
# From the page's first moment, more often than it may be idle in this time.
USED = (
    "const used = setInterval(() => window.left ? clearInterval(used) : dispatchEvent(new Event('pointermove')), 100);"
)
A_WHILE = "new Promise((done) => setTimeout(done, 15_000))"


def nudge(when: str, at: int = 0, **rule: Any) -> dict[str, Any]:
    return {"when": when, "at": at, "text": {"en": LINE}, **rule}


async def arrives(
    browser: Browser, site: Host, path: str = "", *, before: str = "", **options: Any
) -> tuple[VisitorPage, list[str]]:
    at = Host(url=site.url + path)
    return await visit(browser, at, before=FASTER + before, **options)


async def is_there(v: VisitorPage) -> bool:
    return bool(await inside(v.page, "!!root.querySelector('.nu')"))


async def test_a_line_above_the_launcher(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        await shop.looks(nudges=[nudge("after", 5, on="/prices*")])
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        v, asked = await arrives(browser, page, "prices/bikes")
        line = v.page.get_by_role("button", name=LINE)
        await line.wait_for()
        assert await inside(v.page, "root.activeElement") is None
        assert await v.page.evaluate(STORED) == 0
        assert not any("/v1/" in url for url in asked), "no ghost in the inbox"
        assert len([url for url in asked if "/says." in url]) == 1
        await shot(v.page, "nudge")
        await v.page.locator("deskbell-widget .l").hover()  # the panel is there before it is taken
        await line.click()
        await v.reads(LINE)
        await v.write("Yes!")
        await v.page.get_by_label("This did not help").wait_for()
        await shop.owner.page.goto(f"{shop.desk.url}/inbox/assistant")
        await shop.owner.page.locator(".row-link").first.click()
        await shop.owner.page.get_by_text("Answers a line of yours").wait_for()
        await shop.owner.page.get_by_text(f"line: {LINE}").wait_for()
        await v.page.reload()
        await v.page.evaluate(A_WHILE)
        assert not await is_there(v), "who has written is not offered it"

        v, _ = await arrives(browser, page, "prices")
        await v.page.get_by_role("button", name=LINE).wait_for()
        await v.page.get_by_role("button", name="Dismiss").click()
        for forgets in ("0", "sessionStorage.clear()"):
            await v.page.evaluate(forgets)
            await v.page.reload()
            await v.page.evaluate(A_WHILE)
            assert not await is_there(v), "two weeks of peace"

        v, _ = await arrives(browser, page, "prices")
        await v.page.get_by_role("button", name=LINE).wait_for()
        await v.page.goto(page.url + "prices/again")
        await v.page.evaluate(A_WHILE)
        assert not await is_there(v), "once a visit, also when it was left alone"
        assert await v.page.evaluate("localStorage.length") == 0

        for path, size in (("about", DESKTOP), ("prices", PHONE)):
            v, _ = await arrives(browser, page, path, viewport=size)
            await v.page.evaluate(A_WHILE)
            assert not await is_there(v), path
        assert v.errors == []


async def test_each_of_its_occasions(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        tall = f"{PAGE}<div style='height:4000px'></div><script async src='{shop.desk.url}/w/demo.js'></script>"
        page.html = tall
        await shop.looks(nudges=[nudge("scroll", 50)])
        v, _ = await arrives(browser, page)
        line = v.page.get_by_role("button", name=LINE)
        await v.page.evaluate("scrollTo(0, 500)")
        await v.page.evaluate(A_WHILE)
        assert not await is_there(v)
        await v.page.evaluate("scrollTo(0, 2000)")
        await line.wait_for()

        await shop.looks(nudges=[nudge("leave")])
        v, _ = await arrives(browser, page)
        await v.page.mouse.move(300, 300)
        await v.page.evaluate("dispatchEvent(new MouseEvent('mouseout', {clientX: 300, clientY: 400}))")
        assert not await is_there(v), "out at the side"
        await v.page.evaluate("dispatchEvent(new MouseEvent('mouseout', {clientX: 300, clientY: -1}))")
        await v.page.get_by_role("button", name=LINE).wait_for()

        await shop.looks(nudges=[nudge("idle", 30)])
        v, _ = await arrives(browser, page, before=USED)
        for _ in range(6):
            await v.page.evaluate(A_WHILE)
        assert not await is_there(v), "the page is being used"
        await v.page.evaluate("window.left = true")
        await v.page.get_by_role("button", name=LINE).wait_for()

        await shop.looks(nudges=[nudge("after", 5, returning=True)])
        v, _ = await arrives(browser, page)
        await v.page.evaluate(A_WHILE)
        assert not await is_there(v), "has never been here"
        await v.open()
        await v.write("Hello?")
        await v.reads("AI")
        await v.page.keyboard.press("Escape")
        await v.page.reload()
        await v.page.evaluate(A_WHILE)
        assert not await is_there(v), "is in the middle of it"
        await v.page.add_init_script("const now = Date.now; Date.now = () => now() + 2 * 864e5")  # two days later
        await v.page.reload()
        await v.page.evaluate(A_WHILE)
        assert await is_there(v)
        await shop.looks()


async def test_where_the_page_changes_its_address_by_itself_the_line_goes_with_it(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        await shop.looks(
            greeting="Hello.",
            suggestions=["Open today?"],
            nudges=[nudge("after", 5, on="/prices")],
            pages=[{"on": "/prices", "words": {"en": {"greeting": "Prices, then.", "suggestions": ["How much?"]}}}],
        )
        v, _ = await arrives(browser, page)
        await v.open()
        await v.reads("Hello.")
        await v.panel.get_by_role("button", name="Open today?").wait_for()
        await v.page.keyboard.press("Escape")
        await v.page.evaluate("history.pushState(null, '', '/prices')")
        await v.page.get_by_role("button", name=LINE).wait_for()
        await v.page.get_by_role("button", name="Dismiss").click()
        await v.open()
        await v.reads("Prices, then.")
        await v.panel.get_by_role("button", name="How much?").wait_for()
        assert await v.panel.get_by_text("Hello.").count() == 0
        await shop.looks()
