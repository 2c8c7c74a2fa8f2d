"""The inbox of a very busy team: 10,000 conversations, 300 of which change every second, on a slow machine."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.async_api import Browser, CDPSession, Page

from deskbell.runtime.db.api import Tx
from tests.e2e.stage import chromium, operator
from tests.edges.live.harness import Served, served

ALL, LIVE = 10_000, 300
SLOWER = 4
MINUTES = float(os.environ.get("PROOF_MINUTES", "2"))
MOST_INTERACTION, MOST_TASK, MOST_GROWTH = 200.0, 50.0, 1.25
WATCH = """
  window.events = [];
  new PerformanceObserver(l => l.getEntries().forEach(e => e.interactionId && events.push([e.name, e.duration])))
    .observe({type: 'event', durationThreshold: 16});
"""


async def many(made: Served, state: str, count: int) -> None:
    """Copies of one conversation and its log, with times that go back."""

    async def work(tx: Tx) -> None:
        for table in ("conversation", "event"):
            changed = {
                "id": "id || '_' || n",
                "conversation_id": "conversation_id || '_' || n",
                "cid": "NULL",
                "feed_seq": "(SELECT feed_seq FROM workspace WHERE id = :ws) + n",
                "updated_at": "updated_at - n * 60000",
            }
            info = await tx.all(f"SELECT name FROM pragma_table_info('{table}') WHERE :ws = :ws")
            names = [row["name"] for row in info]
            of = "id" if table == "conversation" else "conversation_id"
            await tx.run(
                f"""WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
                INSERT INTO {table} ({", ".join(names)})
                SELECT {", ".join(changed.get(name, name) for name in names)} FROM {table}, numbers
                WHERE workspace_id = :ws
                  AND {of} = (SELECT id FROM conversation WHERE workspace_id = :ws AND state = :state LIMIT 1)""",
                count=count,
                state=state,
            )
        await tx.run("UPDATE workspace SET feed_seq = feed_seq + :count WHERE id = :ws", count=count)

    await made.world.system.db.write(made.world.acme.scope, work)


async def peopled(made: Served) -> list[str]:
    """Names of the 300 visitors whose conversations Ada has; all others are closed."""
    conversations, place = made.world.system.conversations, made.world.acme
    names = []
    for number in range(LIVE + 1):
        names.append(name := f"visitor{number}")
        visitor = await made.world.new_visitor(place, name)
        said = await conversations.visitor.says(place.scope, visitor, cid=f"{name}-0", text=f"Hello, I am {name}.")
        taken = {"t": "take", "c": said.conversation_id, "e": said.epoch, "d": {}}
        status, ack = await made.post("ada", taken)
        assert status == 200, ack
        if number == LIVE:
            await made.post("ada", {"t": "close", "c": said.conversation_id, "e": ack["e"], "d": {}})
            await many(made, "closed", ALL - LIVE - 1)
    return names[:LIVE]


async def busy(made: Served, names: list[str], told: list[int]) -> None:
    """Every conversation changes once a second, as long as the machine can."""
    conversations, place, second = made.world.system.conversations, made.world.acme, 0
    while True:
        second, began = second + 1, monotonic()
        for at in range(0, LIVE, 10):
            await asyncio.gather(
                *[
                    conversations.visitor.says(
                        place.scope, place.visitor(n), cid=f"{n}-{second}", text=f"Line {second} of {n}"
                    )
                    for n in names[at : at + 10]
                ]
            )
            told[0] += 10
            await asyncio.sleep(max(0.0, began + (at + 10) / LIVE - monotonic()))


@dataclass(slots=True)
class Tasks:
    """What the page's main thread did, in milliseconds: by the wall clock, and of the processor's time alone, which
    does not count what other programs on this machine took meanwhile."""

    wall: list[float]
    own: list[float]

    @property
    def share(self) -> float:
        """How much of its time the page was given the processor."""
        return sum(self.own) / max(sum(self.wall), 1)


class Slow:
    """A page on a processor that is four times slower."""

    def __init__(self, page: Page, browser: Browser, cdp: CDPSession) -> None:
        self.page, self._browser, self._cdp = page, browser, cdp
        self.inside = (0.0, 0.0)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[Tasks]:
        await self.page.evaluate("() => { events.length = 0 }")
        found = Tasks([], [])
        await self._browser.start_tracing(
            page=self.page, categories=["toplevel", "disabled-by-default-devtools.timeline"]
        )
        try:
            yield found
        finally:
            told = json.loads(await self._browser.stop_tracing())["traceEvents"]
        names = {(e["pid"], e["tid"]): e["args"]["name"] for e in told if e["name"] == "thread_name"}
        for event in told:
            if event["name"] == "RunTask" and names.get((event["pid"], event["tid"])) == "CrRendererMain":
                found.wall.append(event.get("dur", 0) / 1000)
                found.own.append(event.get("tdur", 0) / 1000)

    async def interactions(self) -> list[tuple[float, str]]:
        """(milliseconds until it was painted, kind), slowest first."""
        found: list[list[Any]] = await self.page.evaluate("() => events")
        return sorted(((duration, name) for name, duration in found), reverse=True)

    async def heap(self) -> float:
        """MB after everything unused has been thrown away."""
        await self._cdp.send("HeapProfiler.collectGarbage")
        told = await self._cdp.send("Performance.getMetrics")
        return float(next(m["value"] for m in told["metrics"] if m["name"] == "JSHeapUsedSize")) / 1e6

    async def scroll(self, seconds: float) -> None:
        box = await self.page.locator(".rows-scroll").bounding_box()
        assert box is not None
        self.inside = (box["x"] + 100, box["y"] + 200)
        await self.page.mouse.move(*self.inside)
        began, down = monotonic(), 0
        while monotonic() - began < seconds:
            down += 1
            await self.page.mouse.wheel(0, 120 if down % 40 < 30 else -120)
            await asyncio.sleep(0.03)


@pytest.mark.timeout(600)
async def test_a_busy_inbox_stays_quick_on_a_slow_machine(tmp_path: Path) -> None:
    told = [0]
    async with served(tmp_path) as made, chromium() as browser:
        names = await peopled(made)
        person = await operator(browser)
        page = person.page
        await page.context.add_cookies(
            [{"name": "deskbell", "value": await made.world.cookie(made.world.acme, "ada"), "url": made.base}]
        )
        await page.add_init_script(WATCH)
        cdp = await page.context.new_cdp_session(page)
        await cdp.send("Performance.enable")
        await page.goto(f"{made.base}/inbox/all")
        await page.locator("[data-row]").nth(9).wait_for()
        await cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        slow, writing = Slow(page, browser, cdp), asyncio.create_task(busy(made, names, told))
        try:
            await figures(slow, told)
        finally:
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
            await cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        assert person.errors == []


async def figures(slow: Slow, told: list[int]) -> None:
    page, began = slow.page, monotonic()
    await slow.scroll(5)  # warm
    before = told[0]
    async with slow.watched() as scrolling:
        await slow.scroll(15)
    long = sorted(task for task in scrolling.own if task > MOST_TASK)
    rows = await page.locator("[data-row]").count()
    print(f"\n  scrolling 15 s, {(told[0] - before) / 15:.0f} changes a second, {rows} rows in the page:")
    print(
        f"    longest task {max(scrolling.own):.0f} ms of {len(scrolling.own)}, {len(long)} over {MOST_TASK:.0f} ms",
        end="",
    )
    print(f" (by the clock {max(scrolling.wall):.0f} ms; the page had {scrolling.share:.0%} of a processor)")

    async with slow.watched() as acting:
        await page.mouse.click(*slow.inside)
        await page.get_by_role("textbox", name="Reply").first.wait_for()
        for key in "jjjkjjkj":
            await page.keyboard.press(key)
            await asyncio.sleep(0.3)
    slowest = await slow.interactions()
    interaction = slowest[0][0]
    own = interaction * acting.share
    print(f"  opening a row and j, k: slowest interaction {own:.0f} ms (by the clock {interaction:.0f} ms, ", end="")
    print(f"with {acting.share:.0%} of a processor): {slowest[:6]}; longest task {max(acting.own):.0f} ms")

    heaps = []
    while monotonic() - began < MINUTES * 60:
        await slow.scroll(5)
        heaps.append(await slow.heap())
        await asyncio.sleep(5)
    print(
        f"  memory {', '.join(f'{heap:.0f}' for heap in heaps)} MB; {told[0]:,} changes in {monotonic() - began:.0f} s"
    )
    assert own < MOST_INTERACTION
    assert max(heaps[len(heaps) // 2 :]) < heaps[0] * MOST_GROWTH + 5
    # By processor time on an idle machine none is above 50 ms; neighbours who empty the caches make a few longer.
    assert len(long) <= len(scrolling.own) / 200
    assert max(scrolling.own) < 2 * MOST_TASK
