"""Two operators answer the same visitor at the same moment: one has it, the other keeps their words (D-02)."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.inbox.test_together import zoe_joins
from tests.e2e.stage import Demo, OperatorPage, chromium, demo
from tests.e2e.walk import writes

pytestmark = pytest.mark.browser
RUNS = 200 if os.environ.get("PROOFS") else 3


@dataclass
class Together:
    """Keeps an answer until there are two: the server gets both in one moment, however busy this machine is."""

    of: int = 2
    kept: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def passes(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()

        def told(frame: str | bytes) -> None:
            if json.loads(frame)["t"] != "msg":
                server.send(frame)
                return
            self.kept.append((server, frame))
            if len(self.kept) == self.of:
                for one, text in self.kept:
                    one.send(text)
                self.kept.clear()

        page.on_message(told)


async def ready(o: OperatorPage, d: Demo, text: str) -> str:
    """The conversation open, the answer written. Its id."""
    await o.page.goto(f"{d.url}/inbox/needs")
    await o.page.locator(".row-link", has_text=text).click()
    await o.page.locator("#composer").fill(f"I come, {o.phone}")
    return o.page.url.rsplit("/", 1)[1]


@pytest.mark.timeout(60 + 5 * RUNS)
async def test_one_of_two_has_it_and_the_other_keeps_what_was_written(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as d, chromium() as browser:
        owner = await signed_in(browser, d)
        both = (owner, await zoe_joins(browser, owner, d.url))
        together = Together()
        for one in both:
            await one.page.route_web_socket("**/desk/v1/ws", together.passes)
        for run in range(RUNS):
            text = f"I want to talk to a person, number {run}."
            await writes(d, text)
            (c, same) = [await ready(o, d, text) for o in both]
            assert c == same
            await asyncio.gather(*(o.page.keyboard.press("Control+Enter") for o in both))
            lost = await _loser(both)
            await expect(lost.page.locator("#composer")).to_have_value(f"I come, {lost.phone}")
            log = await (await owner.page.request.get(f"{d.url}/desk/v1/conversations/{c}")).json()
            events = log["d"]["events"]
            said = [one["text"] for one in events if one["type"] == "message" and one["author"]["kind"] == "operator"]
            assert said == [f"I come, {not lost.phone}"]
            assert [one["to"] for one in events if one["type"] == "state"].count("human") == 1
            if run == RUNS - 1:
                together.of = 1
                await takes_over(lost)
            await lost.page.locator("#composer").fill("")
        assert (owner.errors, both[1].errors) == ([], [])


async def takes_over(o: OperatorPage) -> None:
    """What was written stays, and goes out with the next press."""
    await o.press("Take over")
    await o.page.locator("header").get_by_text("With you").wait_for()
    await o.reads("I have taken this over.")
    await expect(o.page.locator("#composer")).to_be_focused()
    await o.page.keyboard.press("Control+Enter")
    await expect(o.page.locator(".words", has_text=f"I come, {o.phone}")).to_have_count(1)


async def _loser(both: tuple[OperatorPage, ...]) -> OperatorPage:
    """Whoever is told first that it is somebody else's; the other is not told so at all."""
    told = [asyncio.create_task(o.page.get_by_text("Your text is kept.").wait_for()) for o in both]
    done, late = await asyncio.wait(told, return_when=asyncio.FIRST_COMPLETED)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    assert len(done) == 1
    return both[told.index(done.pop())]
