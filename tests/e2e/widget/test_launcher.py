"""The launcher in each state: at rest, loading, open, with something unread, without its panel, hidden by the page."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Browser, Route

from tests.e2e.stage import Demo, eventually
from tests.e2e.widget.conftest import Shop
from tests.e2e.widget.host import PAGE, host, inside, visit

pytestmark = pytest.mark.browser
LAUNCHER = "root.querySelector('.l')"
BUSY = f"{LAUNCHER}.getAttribute('aria-busy')"
TITLE = "Host"


async def test_it_is_fetched_once_waits_visibly_and_can_be_called_off(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, asked = await visit(browser, page)
        held: list[Route] = []
        free = asyncio.Event()

        async def hold(route: Route) -> None:
            held.append(route)
            await free.wait()
            await route.continue_()

        await v.page.route(re.compile(r"/panel\."), hold)
        launcher = v.page.get_by_role("button", name="Open chat")
        assert await launcher.get_attribute("aria-haspopup") == "dialog"
        assert await launcher.get_attribute("aria-expanded") == "false"
        await launcher.hover()
        await launcher.focus()
        await eventually(lambda: _is(len(held) == 1))
        await launcher.click()
        await eventually(lambda: inside(v.page, f"{BUSY} == 'true'"))
        assert await inside(v.page, "getComputedStyle(root.querySelector('.l svg')).animationName") == "r"
        await launcher.click()
        assert await inside(v.page, BUSY) == "false", "the second press calls it off"
        await v.page.evaluate("new Promise((done) => setTimeout(done, 250))")
        assert await inside(v.page, BUSY) == "false"
        free.set()
        await v.page.wait_for_load_state("networkidle")
        assert await launcher.get_attribute("aria-expanded") == "false"
        assert not await v.panel.is_visible()
        await launcher.click()
        await v.panel.locator("textarea").wait_for()
        assert await inside(v.page, BUSY) == "false"
        opened = v.page.locator("deskbell-widget .l")
        assert await opened.get_attribute("aria-expanded") == "true"
        assert await opened.get_attribute("aria-label") == "Close chat"
        await v.page.keyboard.press("Escape")
        assert await inside(v.page, f"root.activeElement == {LAUNCHER}")
        assert len([url for url in asked if "/panel." in url]) == 1
        assert v.errors == []


async def test_without_its_panel_it_is_a_link_to_a_page_of_its_own(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, asked = await visit(browser, page)
        await v.page.route(re.compile(r"/panel\."), lambda route: route.abort())
        await v.page.evaluate("failed = 0; deskbell('on', 'error', () => failed++); 0")
        launcher = v.page.get_by_role("button", name="Open chat")
        await launcher.focus()
        await launcher.press("Enter")
        link = v.page.get_by_role("link", name="Open chat")
        await link.wait_for()
        assert await link.get_attribute("href") == f"{desk.url}/chat/demo"
        assert await link.get_attribute("target") == "_blank"
        assert await inside(v.page, f"root.activeElement == {LAUNCHER}"), "who pressed it is still there"
        assert await v.page.evaluate("failed") == 2
        assert len([url for url in asked if "/panel." in url]) == 2


async def test_what_is_unread_is_on_it_and_in_the_title_which_is_exactly_restored(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page)
        await v.page.evaluate("told = []; deskbell('on', 'unread', (n) => told.push(n)); 0")
        await v.open()
        await v.panel.get_by_role("button", name="Talk to a person", exact=True).click()
        await eventually(lambda: inside(v.page, "root.querySelector('.wt')?.checkVisibility()"))
        await v.page.keyboard.press("Escape")
        conversation = (await v.page.evaluate("deskbell('get')"))["conversationId"]
        await shop.acts("take", conversation, e=2)

        async def says(text: str) -> None:
            await shop.acts("msg", conversation, d={"cid": text.replace(" ", ""), "text": text})

        badge = f"{LAUNCHER}.querySelector('i').textContent"
        await says("One")
        await v.page.get_by_role("button", name="Open chat, 1 unread").wait_for()
        await v.page.get_by_role("button", name=re.compile("One")).wait_for()
        for n in range(2, 11):
            await says(f"No. {n}")
        await eventually(lambda: inside(v.page, f"{badge} == '9+'"))
        assert await v.page.evaluate("told.at(-1)") == 10
        assert await v.page.title() == TITLE

        await v.page.evaluate(HIDDEN, True)
        await v.page.wait_for_function("document.title.startsWith('(10)')")
        await v.page.wait_for_function(f'document.title == "{TITLE}"')
        await v.page.wait_for_function("document.title.startsWith('(10)')")
        await v.page.evaluate("document.title = 'Changed meanwhile'")
        await v.page.wait_for_function("document.title.startsWith('(10)')")
        await v.page.evaluate(HIDDEN, False)
        assert await v.page.title() == "Changed meanwhile"
        await v.page.evaluate(HIDDEN, True)
        await v.page.wait_for_function("document.title.startsWith('(10)')")
        await v.page.evaluate("deskbell('shutdown')")
        await v.page.wait_for_function("document.title == 'Changed meanwhile'")
        assert v.errors == []


HIDDEN = """(hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}"""


async def test_hidden_by_the_page_it_still_hears(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<button id=help>Help</button><script async src='{shop.desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page)
        await v.page.evaluate("told = []; deskbell('on', 'unread', (n) => told.push(n)); deskbell('hide')")
        await eventually(lambda: inside(v.page, f"!{LAUNCHER}.checkVisibility()"))
        await v.page.evaluate("deskbell('update', {launcher: '#help'})")
        await v.page.get_by_role("button", name="Help").click()
        await v.panel.locator("textarea").wait_for()
        await v.panel.get_by_role("button", name="Talk to a person", exact=True).click()
        await eventually(lambda: inside(v.page, "root.querySelector('.wt')?.checkVisibility()"))
        await v.page.keyboard.press("Escape")
        assert await v.page.evaluate("document.activeElement.id") == "help", "back to what it was opened with"
        conversation = (await v.page.evaluate("deskbell('get')"))["conversationId"]
        await shop.acts("take", conversation, e=2)
        await shop.acts("msg", conversation, d={"cid": f"{conversation}-1", "text": "Here I am."})
        await v.page.wait_for_function("told.at(-1) == 1")
        assert not await inside(v.page, "!!root.querySelector('.nu')")
        await v.page.evaluate("deskbell('show')")
        await v.page.get_by_role("button", name="Open chat, 1 unread").wait_for()


async def _is(true: bool) -> bool:
    return true
