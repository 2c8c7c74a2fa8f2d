"""The line goes and comes: nobody reloads, nothing is missing and nothing arrives twice (D-06, D-14)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, WebSocketRoute, expect

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.inbox.test_together import zoe_joins
from tests.e2e.stage import (
    DESKTOP,
    PHONE,
    Demo,
    OperatorPage,
    VisitorPage,
    chromium,
    demo,
    eventually,
    operator,
    visitor,
)
from tests.e2e.walk import writes

pytestmark = pytest.mark.browser
KEPT = "async (text) => (await (await caches.match('/inbox/kept.json'))?.text())?.includes(text) ?? false"


async def opened(o: OperatorPage, d: Demo, who: str) -> None:
    await o.page.goto(f"{d.url}/inbox/all")
    await o.page.locator(".row-link", has_text=who).click()
    await o.page.locator("#composer").wait_for()


BROKEN = 4900  # a code after which the page comes back by itself


class Cut:
    """The sockets of a page, which can be taken away from it for a while."""

    def __init__(self) -> None:
        self.off = False
        self.open: list[WebSocketRoute] = []

    async def take(self, socket: WebSocketRoute) -> None:
        if self.off:
            await socket.close(code=BROKEN)
            return
        socket.connect_to_server()
        self.open.append(socket)

    async def now(self) -> None:
        self.off = True
        while self.open:
            await self.open.pop().close(code=BROKEN)


async def ten_minutes_without_a_socket(browser: Browser, d: Demo, zoe: OperatorPage, size: dict[str, int]) -> None:
    """A colleague answers meanwhile; by the page's clock it is ten minutes."""
    o, cut = await operator(browser, size=size), Cut()
    await o.page.route_web_socket(re.compile("/desk/v1/ws"), cut.take)
    await o.page.clock.install()
    await o.sign_in(d.url, "owner@example.com", d.password)
    await opened(o, d, "Ida Lind")
    await o.page.evaluate("window.loaded = 'once'")
    await cut.now()
    said = [f"Line {n} while {size['width']} was away." for n in range(3)]
    for text in said:
        await zoe.write(text)
        await expect(zoe.page.locator(".words", has_text=text)).to_have_count(1)
    await expect(zoe.page.locator(".fate")).to_have_count(0)
    await o.page.clock.fast_forward("10:00")
    await o.page.locator(".line", has_text="Offline").wait_for()
    assert await o.page.locator(".transcript").get_by_text(said[0]).count() == 0
    cut.off = False
    await o.page.clock.fast_forward("01:00")
    for text in said:
        await expect(o.page.locator(".words", has_text=text)).to_have_count(1)
    await expect(o.page.locator(".line")).to_have_count(0)
    assert await o.page.evaluate("window.loaded") == "once"
    await o.page.context.close()
    assert o.errors == []


async def reads_and_answers_without_a_network(o: OperatorPage, d: Demo, v: VisitorPage) -> str:
    """What was here is read after a reload, too; what is written waits, on the device, and goes out by itself."""
    page, text = o.page, f"I have looked: yes, {o.phone}."
    await opened(o, d, "Vera")
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await eventually(lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    await eventually(lambda: page.evaluate(KEPT, "Do you sell bells?"))
    await page.context.set_offline(True)
    answer = await page.goto(page.url)
    assert answer is not None
    assert answer.from_service_worker
    await page.locator(".transcript .words", has_text="Do you sell bells?").wait_for()
    await o.write(text)
    await page.locator(".fate").get_by_text("Sending…").wait_for()
    await page.goto(f"{d.url}/inbox/all")
    await page.locator(".row-link", has_text="Vera").wait_for()
    await page.locator(".line", has_text="Offline").wait_for()
    await page.go_back()
    await page.locator(".fate").get_by_text("Sending…").wait_for()
    assert await v.panel.get_by_text(text).count() == 0
    await page.context.set_offline(False)
    await expect(page.locator(".fate")).to_have_count(0, timeout=30_000)
    await expect(page.locator(".words", has_text=text)).to_have_count(1)
    return text


@pytest.mark.timeout(120)
async def test_after_ten_minutes_or_without_a_network_at_all_the_thread_is_whole_and_each_answer_there_once(
    tmp_path: Path,
) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        await writes(d, "My name is Ida Lind. Do you sell bags?")
        v = await visitor(browser, d.url)
        await v.open()
        await v.write("My name is Vera Lind. Do you sell bells?")
        await v.page.get_by_label("This did not help").wait_for()
        o = await signed_in(browser, d)
        zoe = await zoe_joins(browser, o, d.url)
        await opened(zoe, d, "Ida Lind")
        for size in (DESKTOP, PHONE):
            if o.phone != (size == PHONE):
                o = await operator(browser, size=size)
                await o.sign_in(d.url, "owner@example.com", d.password)
            text = await reads_and_answers_without_a_network(o, d, v)
            await v.reads(text)
            said = [one["text"] for one in await log(o.page, d) if one["type"] == "message"]
            assert said.count(text) == 1
            there = v.panel.get_by_role("log").get_by_text(text, exact=True).locator("visible=true")
            await expect(there).to_have_count(1)
            await ten_minutes_without_a_socket(browser, d, zoe, size)
        await nothing_is_left(o)
        assert (o.errors, zoe.errors, v.errors) == ([], [], [])


async def nothing_is_left(o: OperatorPage) -> None:
    """Whoever signs out leaves nothing to be read."""
    page = o.page
    await page.evaluate("history.pushState(null, '', '/settings/me'); dispatchEvent(new PopStateEvent('popstate'))")
    await page.get_by_role("button", name="Sign out", exact=True).last.click()
    await page.locator("input[type=email]").wait_for()
    await eventually(lambda: page.evaluate("caches.has('deskbell-kept').then((there) => !there)"))
    await page.context.set_offline(True)
    await page.goto(page.url)
    await o.reads("No connection.")
    await page.context.set_offline(False)
    await page.locator("input[type=email]").wait_for()


async def log(page: Page, d: Demo) -> list[dict[str, Any]]:
    c = page.url.split("?")[0].rsplit("/", 1)[1]
    snap = await (await page.request.get(f"{d.url}/desk/v1/conversations/{c}")).json()
    found: list[dict[str, Any]] = snap["d"]["events"]
    return found
