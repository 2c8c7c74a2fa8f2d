"""What the widget promises to any page and any visitor, each seen in a real browser."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from deskbell.runtime.clock import SystemClock
from scripts.find_chromium import find_chromium
from tests.e2e.stage import CHROMIUM, Demo, VisitorPage, demo, eventually, operator, visitor
from tests.e2e.widget.conftest import Shop
from tests.e2e.widget.host import PAGE, VISITOR, host, inside, visit
from tests.e2e.widget.test_on_any_page import WATCH
from tests.e2e.widget.test_when_the_network_fails import NO_SOCKETS

pytestmark = pytest.mark.browser

POLICIES = {
    "strict-dynamic, no Trusted Types": "script-src 'nonce-n1' 'strict-dynamic'; style-src 'self'; "
    "connect-src {desk} {ws}; require-trusted-types-for 'script'; trusted-types 'none'",
    "hosts by name": "default-src 'none'; script-src {desk}; connect-src {desk} {ws}",
    "nonce and host": "default-src 'self'; script-src 'nonce-n1' {desk}; connect-src {desk} {ws}",
}


@pytest.mark.parametrize("name", POLICIES)
async def test_it_works_under_a_policy_and_violates_nothing(desk: Demo, browser: Browser, name: str) -> None:
    async with host() as page:
        policy = POLICIES[name].format(desk=desk.url, ws=desk.url.replace("http", "ws"))
        page.headers = f"Content-Security-Policy: {policy}\r\n"
        page.html = f"{PAGE}<script async nonce=n1 src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page, before=WATCH)
        await v.open()
        await v.write("How much is a full service?")
        await v.reads("Sources")
        assert await v.page.evaluate("violations") == []
        assert v.errors == []


@pytest.mark.parametrize("report", [False, True])
async def test_where_a_policy_forbids_it_the_console_says_what_to_add(
    desk: Demo, browser: Browser, report: bool
) -> None:
    async with host() as page:
        kind = "Content-Security-Policy-Report-Only" if report else "Content-Security-Policy"
        page.headers = f"{kind}: script-src {desk.url}; connect-src 'self'\r\n"
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page)
        await v.open()
        await v.write("Hello?")
        await eventually(lambda: _said(v, f"deskbell: add {desk.url} to connect-src"))
        if report:
            await v.reads("AI", within=10)


async def _said(v: VisitorPage, text: str) -> bool:
    return any(text in line for line in v.errors)


async def test_back_in_the_history_it_goes_on_with_what_was_missed(desk: Demo, browser: Browser) -> None:
    async with async_playwright() as playwright, host() as page:
        own = await playwright.chromium.launch(
            executable_path=str(find_chromium()), args=CHROMIUM, ignore_default_args=["--disable-back-forward-cache"]
        )
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(own, page, before="addEventListener('pageshow', (e) => window.persisted = e.persisted)")
        await v.open()
        await v.write("Before I left")
        await eventually(lambda: inside(v.page, "root.querySelector('.m.c:not(.e)')"))
        stored: dict[str, Any] = json.loads(await v.page.evaluate(VISITOR))
        await v.page.goto("about:blank")
        elsewhere = (await browser.new_context()).request
        frame = {"t": "msg", "d": {"cid": "elsewhere", "text": "From another device"}}
        headers = {"Authorization": f"Bearer {stored['token']}", "Origin": page.url.rstrip("/")}
        assert (await elsewhere.post(f"{desk.url}/v1/frames", data=frame, headers=headers)).ok
        await v.page.go_back(wait_until="commit")
        assert await v.page.evaluate("window.persisted") is True
        await v.reads("From another device")
        await own.close()


async def test_what_was_not_sent_is_kept_and_sent_once_on_request(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page, before=NO_SOCKETS)
        await v.page.route("**/v1/frames", lambda route: route.fulfill(status=500, body="{}"))
        await v.open()
        await v.write("It must not be lost")
        retry = v.panel.get_by_role("button", name="Retry")
        await retry.wait_for(timeout=20_000)
        await v.reads("Not sent")
        await v.page.unroute_all()
        await retry.click()
        await v.reads("AI", within=15)
        await eventually(lambda: inside(v.page, "!root.querySelector('.m.c.e, .m.c.x')"))
        await v.page.reload()
        await v.reads("It must not be lost")
        assert await inside(v.page, "root.querySelectorAll('.m.c').length") == 1


async def test_what_is_read_in_one_tab_is_read_in_the_other(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.open()
    await v.write("How much is a full service?")
    await v.page.keyboard.press("Escape")
    other = VisitorPage(await v.page.context.new_page(), [])
    await other.page.goto(f"{desk.url}/demo/shop")
    badge = "root.querySelector('.l i').textContent"
    await eventually(lambda: inside(v.page, f"{badge} == '1'"))
    await other.page.get_by_role("button", name="Open chat").click()
    await other.reads("Sources")
    await eventually(lambda: inside(v.page, f"{badge} == ''"))


async def test_who_reads_above_is_left_alone(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url, size={"width": 1000, "height": 420})
    await v.open()
    for count, text in enumerate(("How much is a full service?", "And how long does it take?"), 1):
        await v.write(text)
        answered = f"root.querySelectorAll('.tt').length == {count}"
        await eventually(lambda answered=answered: inside(v.page, answered))
    await v.write("How much is a full service?")
    await eventually(lambda: inside(v.page, "root.querySelector('.w')"))
    await inside(v.page, "root.querySelector('.g').scrollTop = 0")
    await eventually(lambda: inside(v.page, "!root.querySelector('.w')"))
    assert await inside(v.page, "root.querySelector('.g').scrollTop") == 0
    await v.panel.get_by_role("button", name="New messages").click()
    assert await inside(v.page, "root.querySelector('.g').scrollTop") > 0


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>)",
    "[d](vbscript:msgbox(1)) [e]( javascript:alert(1)) [f](\tjavascript:alert(1)) [g](//evil.example)",
    "![x](https://evil.example/x.png) ![y](javascript:alert(1))",
    "`</code><img src=x onerror=alert(1)>` ```\n</pre><script>alert(1)</script>",
    'https://evil.example/"onmouseover=alert(1) **<b onclick=alert(1)>x</b>**',
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} <iframe srcdoc='<script>alert(1)</script>'>",
    "\u202e<ScRiPt>alert(1)</sCrIpT>\u0000<math><mi//xlink:href='javascript:alert(1)'>",
)
UNSAFE = """[...root.querySelectorAll('*')].filter((e) =>
    /^(script|iframe|img|object|embed|link|meta|base|math|style|video|audio)$/i.test(e.tagName)
    || [...e.attributes].some((a) => /^on/i.test(a.name) || /^\\s*(javascript|data|vbscript):/i.test(a.value))
).map((e) => e.outerHTML)"""


def corpus() -> list[str]:
    """More of them, from a file outside of this project: one text a line, or JSON lines with `text` or `payload`."""
    file = os.environ.get("XSS_CORPUS")
    if not file:
        return []
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) if line.startswith("{") else {"text": line} for line in lines if line.strip()]
    return [str(one.get("text") or one.get("payload") or "") for one in found]


async def test_what_is_written_is_shown_as_text_by_whomever(tmp_path: Path, browser: Browser) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as d:
        o = await operator(browser)
        await o.page.goto(f"{d.url}/demo/inbox")
        await o.page.get_by_role("region", name="Needs a human").wait_for()
        v = await visitor(browser, d.url)
        dialogs: list[str] = []
        v.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        await v.open()
        await v.panel.get_by_role("button", name="Talk to a person").last.click()
        await eventually(lambda: inside(v.page, "root.querySelector('.z')"))
        found = await v.page.evaluate("deskbell('get')")
        path = f"{d.url}/desk/v1/frames"
        take = {"t": "take", "c": found["conversationId"], "e": 2, "d": {}}
        headers = {"Origin": d.url}
        assert (await o.page.request.post(path, data=take, headers=headers)).ok
        texts = [*PAYLOADS, *corpus()]
        for n, text in enumerate(texts):
            said = {"t": "msg", "c": found["conversationId"], "d": {"cid": f"x{n}", "text": text[:3_900]}}
            assert (await o.page.request.post(path, data=said, headers=headers)).ok, text
        await eventually(
            lambda: inside(v.page, f"root.querySelectorAll('.m.o').length >= {min(len(texts), 90)}"), within=30
        )
        for text in PAYLOADS[:3]:
            await v.write(text)
        await eventually(lambda: inside(v.page, "root.querySelectorAll('.m.c').length == 3"))
        assert await inside(v.page, UNSAFE) == []
        assert dialogs == []
        assert v.errors == []


NAMELESS = """[...root.querySelectorAll('button, a[href], input, textarea, [role=dialog], [role=log]')]
    .filter((e) => e.checkVisibility() && !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length))
    .map((e) => e.outerHTML)"""
BROKEN = """[...root.querySelectorAll('[aria-describedby], [aria-labelledby], label[for]')]
    .flatMap((e) => ['aria-describedby', 'aria-labelledby', 'for'].map((a) => e.getAttribute(a)).filter(Boolean))
    .filter((id) => root.querySelectorAll('#' + id).length != 1)"""
PALE = """(() => {
    const parse = (c) => c.match(/[\\d.]+/g).map(Number);
    const light = (c) => c.slice(0, 3).map((v) => v / 255)
        .map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
        if (c.length < 4 || c[3] == 1) return c; } return [255, 255, 255]; };
    return [...root.querySelectorAll('.p *')].filter((e) => e.checkVisibility({opacityProperty: true})
        && !e.closest('.v, :disabled') && [...e.childNodes].some((n) => n.nodeType == 3 && n.textContent.trim()))
        .map((e) => { const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
            return [((a + .05) / (b + .05)).toFixed(2), e.className, e.textContent.slice(0, 30)]; })
        .filter(([ratio]) => ratio < 4.5);
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_has_a_name_and_can_be_read(desk: Demo, browser: Browser, scheme: str) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page, color_scheme=scheme, reduced_motion="reduce")

        async def check(state: str) -> None:
            assert await inside(v.page, NAMELESS) == [], state
            assert await inside(v.page, BROKEN) == [], state
            assert await inside(v.page, PALE) == [], state

        await v.open()
        await check("S0")
        await v.write("How much is a full service?")
        await v.reads("Sources")
        await check("S3")
        await v.panel.get_by_role("button", name="This did not help").click()
        await v.panel.get_by_role("button", name="Menu").click()
        await check("with the menu")
        await v.page.keyboard.press("Escape")
        await v.page.get_by_role("button", name="Open chat").click()
        await v.panel.get_by_role("button", name="Talk to a person").last.click()
        await v.panel.get_by_label("Your e-mail address").fill("x@")
        await v.page.keyboard.press("Enter")
        await v.reads("looks incomplete")
        await check("S7 with a wrong address")
        await v.page.evaluate("deskbell('theme', 'dark')")
        await check("in the other theme")


async def test_a_closed_team_is_back_on_the_visitors_own_clock(shop: Shop, browser: Browser) -> None:
    hour = (SystemClock().now() // 3_600_000 + 6) % 24
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    await shop.is_open(**{day: [[f"{hour:02}:00", f"{hour:02}:30"]] for day in days})
    async with host() as page:
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page, timezone_id="Asia/Tokyo")
        await v.open()
        await v.panel.get_by_role("button", name="Talk to a person").last.click()
        line = await v.reads("The team is away right now.")
        assert f"{(hour + 9) % 24:02}:00" in (await line.inner_text()) or f"{(hour + 9 - 1) % 12 + 1:02}:00" in (
            await line.inner_text()
        )
        head = await inside(v.page, "root.querySelector('header p').textContent")
        assert head.startswith("Back: ")
        assert head.rstrip(".") in (await line.inner_text())
        assert await inside(v.page, "root.querySelector('.wt').hidden"), "no timer runs for nobody"
    await shop.is_open()


async def test_without_its_panel_the_launcher_leads_to_a_page_of_its_own(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page)
        await v.page.route("**/w/panel.*", lambda route: route.abort())
        await v.page.get_by_role("button", name="Open chat").click()
        link = v.page.get_by_role("link", name="Open chat")
        await link.wait_for()
        assert await link.get_attribute("href") == f"{desk.url}/chat/demo"
