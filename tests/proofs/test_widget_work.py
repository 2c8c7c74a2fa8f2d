"""How much work the widget is, in the processor's time (others who run meanwhile do not count), times four: the speed
of a slow telephone.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import WebSocketRoute

from tests.e2e.stage import DESKTOP, VisitorPage, chromium, command
from tests.e2e.widget.host import PAGE, host, inside

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SLOWER = 4
LONG_TASK = 50  # ms
STEP = "## Step {n}\n\nLoosen the *upper* bolt with a `5 mm` key, then move the saddle until it is **level**.\n\n"
LONG = "".join(f"{STEP.format(n=n)}```\nheight = inseam * 0.883\n```\n\n- one\n- two\n\n" for n in range(30))


async def test_neither_its_beginning_nor_a_long_answer_is_a_long_task(tmp_path: Path) -> None:
    async with command(tmp_path) as desk, chromium() as browser, host() as site:
        page = await (await browser.new_context(viewport=DESKTOP)).new_page()  # type: ignore[arg-type]
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        await session.send("Performance.enable")
        pipes: list[WebSocketRoute] = []
        frames: list[dict[str, Any]] = []

        async def worked(what: str) -> float:
            """In milliseconds, of the page's thread."""
            found = (await session.send("Performance.getMetrics"))["metrics"]
            return next(float(one["value"]) * 1_000 for one in found if one["name"] == what)

        def passes(pipe: WebSocketRoute) -> None:
            def heard(text: str | bytes) -> None:
                frames.append(json.loads(text))
                pipe.send(text)

            pipes.append(pipe)
            pipe.connect_to_server().on_message(heard)

        await page.route_web_socket("**/v1/ws", passes)
        site.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        await page.goto(site.url)
        await page.locator("deskbell-widget button").first.wait_for()
        boot = SLOWER * await worked("ScriptDuration")

        v = VisitorPage(page, [])
        await v.open()
        await v.write("How much is a full service?")
        await v.reads("Sources")
        last = [frame for frame in frames if frame["t"] == "ev"][-1]
        place = {"c": last["c"], "e": last["e"]}
        assert len(LONG) > 4_260
        before = await worked("TaskDuration")
        for off in range(0, len(LONG), 40):
            part = {"gen": "long", "off": off, "text": LONG[off : off + 40]}
            pipes[-1].send(json.dumps({"t": "delta", **place, "d": part}))
            await asyncio.sleep(0.04)
        await v.reads("Step 29")
        each = SLOWER * (await worked("TaskDuration") - before) / (len(LONG) / 40)
        assert await inside(page, "root.querySelectorAll('pre').length") >= 29
        print(f"beginning: {boot:.0f} ms; each of {len(LONG) // 40} pieces of an answer: {each:.1f} ms")
        assert boot < LONG_TASK
        assert each < LONG_TASK
