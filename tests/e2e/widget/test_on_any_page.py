"""The widget on pages that were not made for it: strict policies, hostile styles, hot keys, replaced bodies."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import Demo, VisitorPage, eventually
from tests.e2e.widget.conftest import Shop
from tests.e2e.widget.host import PAGE, at_rest, host, inside, visit

pytestmark = pytest.mark.browser

WATCH = """
window.violations = []; addEventListener('securitypolicyviolation', (e) => violations.push(e.effectiveDirective));
window.shifts = []; new PerformanceObserver((list) => {
    for (const one of list.getEntries())
        if (!one.hadRecentInput) shifts.push(one.value, ...one.sources.map((from) => from.node?.className));
}).observe({type: 'layout-shift', buffered: true});
window.keys = 0; for (const type of ['keydown', 'keyup', 'keypress']) addEventListener(type, () => keys++);
"""
LOOKS = """[...root.querySelectorAll('*')].map((e) => {
    const s = getComputedStyle(e), name = e.className.baseVal ?? e.className;
    return [name, s.color, s.fontSize, s.letterSpacing, s.backgroundColor, s.borderTopWidth, s.display].join()
}).join('\\n')"""
HOSTILE = """<style>*{letter-spacing:.3em!important;font-size:40px!important;color:red!important}
button{background:lime!important;border:9px solid!important}
deskbell-widget{display:none!important;opacity:.1!important}</style>"""


async def test_under_the_strictest_policies_it_works_and_violates_nothing(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        socket = desk.url.replace("http", "ws")
        policy = (
            "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src 'self'; "
            f"connect-src {desk.url} {socket}; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        page.headers = f"Content-Security-Policy: {policy}\r\n"
        page.html = f"{PAGE}<script async nonce=n1 src='{desk.url}/w/demo.js'></script>"
        v, asked = await visit(browser, page, before=WATCH)

        await v.page.wait_for_timeout(300)
        stored = "[document.cookie, localStorage.length, sessionStorage.length]"
        assert await v.page.evaluate(stored) == ["", 0, 0]
        assert [url for url in asked if url.startswith(desk.url)] == [f"{desk.url}/w/demo.js"]

        await v.open()
        await v.write("How much is a full service?")
        await v.reads("Sources")
        assert await v.page.evaluate("violations") == []
        assert await v.page.evaluate("shifts") == []
        assert v.errors == []


async def _looks(v: VisitorPage) -> str:
    await v.open()
    await at_rest(v.page)
    looks: str = await inside(v.page, LOOKS)
    return looks


async def test_a_page_cannot_reach_in_and_nothing_leaks_out(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        script = f"<script async src='{desk.url}/w/demo.js'></script>"
        page.html = PAGE + script
        plain = await _looks((await visit(browser, page))[0])
        page.html = PAGE + HOSTILE + script
        v, _ = await visit(browser, page, before=WATCH)
        assert await _looks(v) == plain

        await v.panel.get_by_role("textbox").press_sequentially("j k ?")
        assert await v.page.evaluate("keys") == 0
        await v.page.keyboard.press("Shift+Enter")
        assert await v.panel.get_by_role("textbox").input_value() == "j k ?\n"
        compose = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, composed: true})"
        await inside(v.page, f"root.querySelector('textarea').dispatchEvent({compose})")
        assert await v.panel.get_by_role("textbox").input_value() == "j k ?\n"

        hostile = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold**"
        await v.write(hostile)
        await v.reads(hostile)
        assert await inside(v.page, "root.querySelectorAll('.g img, .g script, .g a[href^=javascript]').length") == 0

        await v.panel.get_by_role("textbox").fill("half a sentence")
        await v.page.evaluate("document.body.replaceWith(document.createElement('body'))")
        await v.page.evaluate("document.querySelector('deskbell-widget').remove()")
        await v.panel.get_by_text(hostile).wait_for()
        assert await v.panel.get_by_role("textbox").input_value() == "half a sentence"
        assert await v.page.locator("deskbell-widget").count() == 1
        assert v.errors == []


QUEUE = """<script>window.deskbell=window.deskbell||function(){(deskbell.q=deskbell.q||[]).push(arguments)};
window.heard=[];
for(const e of ['ready','open','close','unread','message','send','state'])deskbell('on',e,d=>heard.push(d&&d.from||e));
deskbell('prefill','typed by the page')</script>"""


async def test_calls_before_it_is_there_are_kept_and_shutdown_leaves_nothing(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}{QUEUE}<script async src='{desk.url}/w/demo.js'></script>"
        v, asked = await visit(browser, page)
        await v.panel.wait_for()
        await v.page.wait_for_timeout(200)
        assert await v.panel.get_by_role("textbox").input_value() == "typed by the page"

        await v.page.evaluate("deskbell('ask', 'Can I rent an e-bike for a day?')")
        await v.page.evaluate("deskbell('close')")
        badge = v.page.get_by_role("button", name=re.compile("1 unread"))
        await badge.wait_for(timeout=10_000)
        known = await v.page.evaluate("deskbell('get')")
        assert (known["open"], known["unread"], known["state"]) == (False, 1, "assistant")
        assert known["conversationId"]
        for event in ("ready", "open", "send", "state", "close", "assistant", "unread"):
            assert event in await v.page.evaluate("heard"), event

        await v.page.evaluate("deskbell('shutdown')")
        await v.page.wait_for_timeout(200)
        left = "[document.querySelectorAll('deskbell-widget').length, localStorage.length, sessionStorage.length]"
        assert await v.page.evaluate(left) == [0, 0, 0]
        before = len(asked)
        await v.page.evaluate("dispatchEvent(new Event('online'))")
        await v.page.wait_for_timeout(200)
        assert asked[before:] == []
        assert v.errors == []


async def test_what_the_page_tells_goes_to_the_team_with_the_next_message(shop: Shop, browser: Browser) -> None:
    boot = "<script>window.deskbellSettings = {context: {plan: 'pro'}}</script>"
    async with host() as page:
        page.html = f"{PAGE}{boot}<script async src='{shop.desk.url}/w/demo.js'></script>"
        v, asked = await visit(browser, page)
        await v.page.evaluate("deskbell('context', {basket: 3})")
        await v.page.evaluate("deskbell('track', 'Added to cart', {sku: 'A-1'})")
        await v.open()
        assert not any("/v1/" in url for url in asked), "nothing is told by itself"
        await v.write("Is this the right size?")
        await eventually(lambda: inside(v.page, "root.querySelector('.m.c:not(.e)')"))
        found = await v.page.evaluate("deskbell('get')")
        await shop.owner.page.goto(f"{shop.desk.url}/inbox/c/{found['conversationId']}")
        told = shop.owner.page.locator("section", has=shop.owner.page.get_by_role("heading", name="From your site"))
        await told.get_by_text("pro", exact=True).wait_for()
        assert await told.get_by_text("3", exact=True).count() == 1
        assert await told.get_by_text("sku: A-1").count() == 1
        assert v.errors == []


async def test_the_owner_says_where_it_stands_and_whether_it_is_dark(shop: Shop, browser: Browser) -> None:
    await shop.looks(theme="dark", side="left", x=40, y=96)
    async with host() as page:
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page, color_scheme="light")
        assert await inside(v.page, "root.querySelector('.l').getBoundingClientRect().left") == 40
        assert await inside(v.page, "innerHeight - root.querySelector('.l').getBoundingClientRect().bottom") == 96
        await v.open()
        dark = "getComputedStyle(root.querySelector('.p')).backgroundColor == 'rgb(26, 25, 23)'"
        await eventually(lambda: inside(v.page, dark))
        box = await v.panel.bounding_box()
        assert box is not None
        assert box["x"] == 40
    await shop.looks()
