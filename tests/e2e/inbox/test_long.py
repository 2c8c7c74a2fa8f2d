"""A conversation of many messages: its end stands in the page at first, and more of it the further one scrolls up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.stage import Demo, chromium, demo, eventually

pytestmark = pytest.mark.browser
LINES = 80


async def somebody_writes_much(page: Page, d: Demo) -> str:
    """The conversation."""
    request = page.context.request
    came = await request.post(f"{d.url}/v1/visitors", data={"site": "demo"}, headers={"origin": d.url})
    token = (await came.json())["visitor"]["token"]
    said: dict[str, Any] = {}
    for n in range(LINES):
        text = f"Line {n}." if n else "I want to talk to a person."
        frame = {"t": "msg", "d": {"cid": f"line-{n}-{token[:20]}", "text": text}}
        answer = await request.post(f"{d.url}/v1/frames", data=frame, headers={"authorization": f"Bearer {token}"})
        said = await answer.json()
        assert said["t"] == "ack", said
    return str(said["c"])


async def test_a_long_conversation_begins_at_its_end_and_what_is_read_stays_as_more_comes_above_it(
    tmp_path: Path,
) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as d, chromium() as browser:
        o = await signed_in(browser, d)
        conversation = await somebody_writes_much(o.page, d)
        await o.page.goto(f"{d.url}/inbox/c/{conversation}")
        said, box = o.page.locator("[data-said]"), o.page.locator(".transcript")
        await expect(said.last).to_contain_text(f"Line {LINES - 1}.")
        await expect(said.last).to_be_in_viewport()
        assert await said.count() < LINES / 2 + 30
        while await o.page.get_by_text("Line 1.", exact=True).count() == 0:
            top = await box.evaluate(
                "e => { e.scrollTop = 0; window.kept = e.querySelector('[data-said]');"
                " return window.kept.getBoundingClientRect().top }"
            )

            async def grown_and_stays(top: float = top) -> bool:
                now = await o.page.evaluate(
                    "document.querySelector('[data-said]') === window.kept ? null"
                    " : window.kept.getBoundingClientRect().top"
                )
                return now is not None and abs(now - top) < 2

            await eventually(grown_and_stays)

        await o.page.goto(f"{d.url}/inbox/c/{conversation}?said=3")
        await expect(o.page.locator(".entry-found")).to_be_in_viewport()
        assert not o.errors
