"""The inbox of a very busy team: 10,000 conversations, 300 of which change every second, on a slow machine."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic

import pytest
from playwright.async_api import Browser, CDPSession, Page

from deskbell.runtime.db.api import Tx
from tests.e2e.stage import chromium, operator
from tests.edges.live.harness import Served, served

ALL, LIVE = 10_000, 300
SLOWER = 4
MINUTES = float(os.environ.get("PROOF_MINUTES", "10"))
"""At work, after the short measurements; 1 for a first look."""
MOST_TASK, MOST_INTERACTION = 50.0, 200.0
"""Milliseconds of processor time."""
MOST_DRIFT = 0.1
"""Of memory, from the second minute on, around its middle."""


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
class Work:
    """What the page's main thread did: (start, end, processor time) of each task, in microseconds, and (start, end,
    kind) of each interaction, from the hand to the paint. Neighbours on this machine take time by the clock, but none
    of the processor's.
    """

    tasks: list[tuple[float, float, float]]
    interactions: list[tuple[float, float, str]]

    @property
    def longest(self) -> float:
        """Milliseconds of processor time."""
        return max(own for _, _, own in self.tasks) / 1000

    @property
    def slowest(self) -> tuple[float, float, str]:
        """(processor time between a hand's touch and its paint, the same by the clock, kind), in milliseconds."""
        return max(
            (self._within(began, ended), (ended - began) / 1000, kind) for began, ended, kind in self.interactions
        )

    def _within(self, began: float, ended: float) -> float:
        shares = (
            own * max(0.0, min(end, ended) - max(start, began)) / max(end - start, 1) for start, end, own in self.tasks
        )
        return sum(shares) / 1000


class Slow:
    """A page on a processor that is four times slower."""

    def __init__(self, page: Page, browser: Browser, cdp: CDPSession) -> None:
        self.page, self._browser, self._cdp = page, browser, cdp

    async def watched(self, what: Awaitable[None]) -> Work:
        await self._browser.start_tracing(
            page=self.page, categories=["devtools.timeline", "disabled-by-default-devtools.timeline"]
        )
        try:
            await what
        finally:
            told = json.loads(await self._browser.stop_tracing())["traceEvents"]
        names = {(e["pid"], e["tid"]): e["args"]["name"] for e in told if e["name"] == "thread_name"}
        found = Work([], [])
        for event in told:
            if names.get((event["pid"], event["tid"])) != "CrRendererMain":
                continue
            began, data = event["ts"], event["args"].get("data", {})
            if event["name"] == "RunTask":
                found.tasks.append((began, began + event.get("dur", 0), event.get("tdur", 0)))
            elif event["name"] == "EventTiming" and data.get("interactionId"):
                found.interactions.append((began, began + data["duration"] * 1000, data["type"]))
        assert found.tasks, "nothing was traced"
        return found

    async def heap(self) -> float:
        """MB after everything unused has been thrown away."""
        for _ in range(2):
            await self._cdp.send("HeapProfiler.collectGarbage")
        told = await self._cdp.send("Performance.getMetrics")
        return float(next(m["value"] for m in told["metrics"] if m["name"] == "JSHeapUsedSize")) / 1e6

    async def _point(self) -> tuple[float, float]:
        box = await self.page.locator(".rows-scroll").bounding_box()
        assert box is not None
        return box["x"] + 100, box["y"] + 200

    async def scroll(self, seconds: float) -> None:
        """Down, and now and then a little up."""
        await self.page.mouse.move(*await self._point())
        began, turn = monotonic(), 0
        while monotonic() - began < seconds:
            turn += 1
            await self.page.mouse.wheel(0, 120 if turn % 40 < 30 else -120)
            await asyncio.sleep(0.03)

    async def act(self) -> None:
        """Open a row, go on by keys, look at another view and come back."""
        await self.page.mouse.click(*await self._point())
        await self.page.get_by_role("textbox", name="Reply").first.wait_for()
        await self.page.mouse.move(900, 20)
        for key in "jjkjjkjj26":
            await self.page.keyboard.press(key)
            await asyncio.sleep(0.4)

    async def go_on(self) -> None:
        """Where a list has ended, the older ones; at their end, from the newest again."""
        older = self.page.get_by_role("link", name="Older than")
        if await older.count():
            await older.click()
        elif await self.page.locator(".list-more").count() == 0:
            await self.page.goto(self.page.url.split("/inbox")[0] + "/inbox/all")
        await self.page.locator("[data-row]").first.wait_for()


async def best(rounds: int, measure: Callable[[], Awaitable[float]], enough: float) -> float:
    """The least of some rounds: others on this machine empty the caches, and can only add."""
    found = await measure()
    for _ in range(rounds - 1):
        if found < enough:
            break
        found = min(found, await measure())
    return found


@pytest.mark.timeout(MINUTES * 60 + 300)
async def test_a_busy_inbox_stays_quick_on_a_slow_machine(tmp_path: Path) -> None:
    told = [0]
    async with served(tmp_path) as made, chromium() as browser:
        names = await peopled(made)
        person = await operator(browser)
        page = person.page
        await page.context.add_cookies(
            [{"name": "deskbell", "value": await made.world.cookie(made.world.acme, "ada"), "url": made.base}]
        )
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
    async def scrolling() -> float:
        before = told[0]
        work = await slow.watched(slow.scroll(15))
        rows = await slow.page.locator("[data-row]").count()
        print(f"\n  scrolling, {(told[0] - before) / 15:.0f} changes a second, {rows} rows in the page: ", end="")
        print(f"longest of {len(work.tasks)} tasks {work.longest:.0f} ms of processor time", end="")
        return work.longest

    async def acting() -> float:
        work = await slow.watched(slow.act())
        own, clock, kind = work.slowest
        print(
            f"\n  opening a row, j, k, another view: slowest {own:.0f} ms of processor time until it was painted ",
            end="",
        )
        print(f"({kind}; by the clock {clock:.0f} ms)", end="")
        return own

    await slow.scroll(5)  # warm
    longest = await best(3, scrolling, MOST_TASK)
    slowest = await best(3, acting, MOST_INTERACTION)
    heaps, began = list[tuple[float, float]](), monotonic()
    while (passed := monotonic() - began) < MINUTES * 60:
        await slow.scroll(8)
        await slow.go_on()
        await slow.act()
        heaps.append((passed, await slow.heap()))
    steady = [heap for at, heap in heaps if at >= min(120, MINUTES * 30)]
    print(f"\n  memory {', '.join(f'{heap:.1f}' for _, heap in heaps)} MB; {told[0]:,} changes")
    assert longest < MOST_TASK
    assert slowest < MOST_INTERACTION
    middle = median(steady)
    assert all(abs(heap - middle) <= middle * MOST_DRIFT for heap in steady)
