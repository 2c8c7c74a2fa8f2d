"""How much of a processor the widget takes, on a phone four times slower than this machine.

By the thread's own clock, times four: a wall clock, or a browser that is slowed down, measures who else is at work.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Page, WebSocketRoute

from tests.e2e.stage import Demo, eventually
from tests.e2e.widget.host import PAGE, host, inside, visit

pytestmark = pytest.mark.browser
SLOWER = 4
LONG = 50.0
PART = (
    "The **full service** takes four days, see [the list](https://shop.example/list).\n\n"
    "- bearings, cleaned and `greased`\n- cables, all of them\n- wheels, trued on the stand\n\n"
)
ANSWER = (PART * 30)[:4_260]


@asynccontextmanager
async def watched(page: Page) -> AsyncIterator[list[float]]:
    """Milliseconds of each piece of work of the page's main thread, on a phone."""
    cdp = await page.context.new_cdp_session(page)
    seen: list[dict[str, Any]] = []
    ended = asyncio.Event()
    cdp.on("Tracing.dataCollected", lambda data: seen.extend(data["value"]))
    cdp.on("Tracing.tracingComplete", lambda _: ended.set())
    await cdp.send("Tracing.start", {"categories": "toplevel,devtools.timeline"})
    spent: list[float] = []
    yield spent
    await cdp.send("Tracing.end")
    await ended.wait()
    main = {(one["pid"], one["tid"]) for one in seen if one.get("args", {}).get("name") == "CrRendererMain"}
    work = (
        "EvaluateScript",
        "FireIdleCallback",
        "FunctionCall",
        "FireAnimationFrame",
        "TimerFire",
        "Layout",
        "UpdateLayoutTree",
    )
    mine = [one for one in seen if (one["pid"], one["tid"]) in main and one["name"] in work]
    spent.extend(one.get("tdur", 0) / 1000 * SLOWER for one in mine)


async def test_beginning_on_a_page_is_no_long_task(desk: Demo, browser: Browser) -> None:
    spent = await beginning(desk, browser)
    assert spent
    assert sum(spent) < LONG, "all of it, as /welcome says"


async def test_a_long_answer_that_streams_in_takes_no_long_tasks(desk: Demo, browser: Browser) -> None:
    spent = await streaming(desk, browser)
    assert len([one for one in spent if one > LONG]) <= 2, sorted(spent)[-5:]
    assert max(spent) < 2 * LONG, sorted(spent)[-5:]


async def beginning(desk: Demo, browser: Browser) -> list[float]:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page)
        async with watched(v.page) as spent:
            await v.page.reload()
            await v.page.locator("deskbell-widget .l").wait_for()
        await v.page.context.close()
        return spent


async def streaming(desk: Demo, browser: Browser) -> list[float]:
    """From the question to the end of a long answer."""
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page)
        await v.page.route_web_socket("**/v1/ws", telling)
        await v.open()
        async with watched(v.page) as spent:
            await v.write("Tell me all of it")
            await eventually(
                lambda: inside(v.page, "root.querySelector('.w .b')?.textContent.length > 3000"), within=20
            )
        await v.page.context.close()
        return spent


def telling(socket: WebSocketRoute) -> None:
    """The server, but for its answer: that comes in 4,260 characters, twelve at a time."""
    begun: list[asyncio.Task[None]] = []

    async def tell(c: str, e: int) -> None:
        for off in range(0, len(ANSWER), 12):
            delta = {"gen": "long", "off": off, "text": ANSWER[off : off + 12]}
            socket.send(json.dumps({"t": "delta", "c": c, "e": e, "d": delta}))
            await asyncio.sleep(0.01)

    def told(text: str | bytes) -> None:
        frame = json.loads(text)
        if begun and frame["t"] in ("thinking", "delta", "ev"):
            return
        socket.send(text)
        if frame["t"] == "snap":
            begun.append(asyncio.create_task(tell(frame["c"], frame["e"])))

    server = socket.connect_to_server()
    server.on_message(told)
