"""Whatever breaks between the widget and the server: nothing that was written is lost, nothing is said twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import Demo, VisitorPage, command, eventually, visitor
from tests.e2e.widget.host import inside

pytestmark = pytest.mark.browser


NO_SOCKETS = """window.WebSocket = class {
    constructor() { setTimeout(() => this.onclose?.({code: 1006})) }
    close() {}
}"""


async def _said(v: VisitorPage) -> list[str]:
    """What the visitor has said, as it stands in the transcript; "..." after what is not sent yet."""
    said: list[str] = await inside(
        v.page,
        "[...root.querySelectorAll('.m.c')].map((m) => m.querySelector('.b').textContent"
        " + (m.classList.contains('e') ? '...' : ''))",
    )
    return said


async def test_killed_in_mid_answer_and_written_to_while_down(tmp_path: Path, browser: Browser) -> None:
    async with command(tmp_path) as d:
        v = await visitor(browser, d.url)
        await v.open()
        await v.write("How much is a full service?")
        await eventually(lambda: inside(v.page, "root.querySelector('.w')"))
        await d.kill()
        await v.panel.locator(".of", has_text="Reconnecting").wait_for()
        await v.write("Written while it was down")
        assert await _said(v) == ["How much is a full service?", "Written while it was down..."]

        await d.start()
        await v.page.evaluate("dispatchEvent(new Event('online'))")  # no need to sit out the back-off
        await eventually(lambda: _all_sent(v), within=20)
        await v.panel.locator(".of", has_text="Reconnecting").wait_for(state="hidden")
        shown = await _said(v)
        assert shown == ["How much is a full service?", "Written while it was down"]
        await v.page.reload()
        await v.reads("Written while it was down")
        assert await _said(v) == shown
        assert "down" not in await v.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


async def _all_sent(v: VisitorPage) -> bool:
    return not any(text.endswith("...") for text in await _said(v))


async def _count(v: VisitorPage, n: int) -> bool:
    return len(await _said(v)) == n


async def test_offline_in_a_tab_that_is_reloaded_and_without_websockets(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.page.add_init_script(NO_SOCKETS)
    await v.page.reload()
    await v.open()
    await v.page.route(re.compile("/v1/"), lambda route: route.abort())
    await v.write("Typed on the underground")
    assert await _said(v) == ["Typed on the underground..."]
    await v.page.reload()
    await v.panel.wait_for()
    await eventually(lambda: _count(v, 1))
    await v.page.unroute_all()
    await v.page.evaluate("dispatchEvent(new Event('online'))")
    await eventually(lambda: _all_sent(v), within=15)
    await v.reads(re.compile(r"AI.*\d\d:\d\d"), within=15)
    await v.write("And one more, by the fallback")
    await eventually(lambda: _all_sent(v), within=10)
    assert await _said(v) == ["Typed on the underground", "And one more, by the fallback"]


async def test_two_tabs_are_one_conversation(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.open()
    await v.write("From the first tab")
    await eventually(lambda: _all_sent(v))
    other = VisitorPage(await v.page.context.new_page(), [])
    await other.page.goto(f"{desk.url}/demo/shop")
    await other.open()
    await other.reads("From the first tab")
    await other.write("From the second tab")
    await v.reads("From the second tab")
    await eventually(lambda: _all_sent(other))
    assert await _said(v) == await _said(other) == ["From the first tab", "From the second tab"]
    assert v.errors == []
