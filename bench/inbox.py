"""The inbox's first load on a quarter of this processor over slow 4G: the list, and a link to a conversation; for the
first time, and again with the service worker. Beside a page of plain HTML with as many rows in the same run.

python -m bench.inbox [--runs N]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import aiohttp
from playwright.async_api import Browser, BrowserContext

from bench.clients import Visitor, signed_in
from bench.line import slow_line
from bench.server import OWNER, PASSWORD, deskbell, show
from tests.e2e.stage import chromium

ROWS: Final = 60
SLOW_4G: Final = {"one_way": 0.075, "down": 1.6e6 / 8, "up": 750e3 / 8}
WATCH: Final = """window.seen = {lcp: 0, shift: 0, blocked: 0, slowest: 0, rows: 0, composer: 0};
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
  .observe({type, buffered: true, durationThreshold: 16});
watch("largest-contentful-paint", (e) => { seen.lcp = e.startTime; });
watch("layout-shift", (e) => { if (!e.hadRecentInput) seen.shift += e.value; });
watch("longtask", (e) => { seen.blocked += e.duration - 50; });
watch("event", (e) => { if (e.interactionId) seen.slowest = Math.max(seen.slowest, e.duration); });
const look = () => {
  seen.rows ||= document.querySelector("[data-row]") ? performance.now() : 0;
  seen.composer ||= document.querySelector("#composer") ? performance.now() : 0;
  requestAnimationFrame(look);
};
look();"""


async def load(context: BrowserContext, url: str, wanted: str) -> dict[str, float]:
    """Milliseconds from the address to what is wanted, and what was seen meanwhile; then a few interactions."""
    page = await context.new_page()
    cdp = await context.new_cdp_session(page)
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    await page.goto(url, wait_until="commit")
    async with asyncio.timeout(60):
        while not await page.evaluate(f"window.seen?.{wanted}"):  # noqa: ASYNC110 - what is waited for is in a page
            await asyncio.sleep(0.1)
    await page.wait_for_load_state("networkidle")
    first: dict[str, Any] = await page.evaluate(
        "({...seen, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0})"
    )
    if wanted == "rows" and await page.locator(".row-link").count():
        await page.locator(".row-link").nth(1).click()
        await page.locator("#composer").wait_for()
        for key in "jjkk":
            await page.keyboard.press(key)
            await page.wait_for_timeout(300)
    first["slowest"] = await page.evaluate("seen.slowest")
    await page.close()
    return {**first, "usable": first[wanted]}


async def visits(browser: Browser, origin: str, path: str, wanted: str) -> tuple[dict[str, float], dict[str, float]]:
    """(for the first time, again)."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    await context.add_init_script(WATCH)
    answer = await context.request.post(f"{origin}/desk/v1/sign-in", data={"email": OWNER, "password": PASSWORD})
    assert answer.ok, await answer.text()
    cold = await load(context, f"{origin}{path}", wanted)
    page = await context.new_page()
    await page.goto(f"{origin}{path}")
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.wait_for_load_state("networkidle")
    await page.close()
    warm = await load(context, f"{origin}{path}", wanted)
    await context.close()
    return cold, warm


async def plain(browser: Browser) -> dict[str, float]:
    """As many rows in plain HTML: what the line and the browser take by themselves."""
    rows = "".join(f"<li data-row>Visitor {n}<p>Do you repair hydraulic brakes?</p></li>" for n in range(ROWS))
    body = f"<!doctype html><title>Plain</title><ul>{rows}</ul>".encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server, slow_line(server.sockets[0].getsockname()[1], **SLOW_4G) as port:
        context = await browser.new_context()
        await context.add_init_script(WATCH)
        found = await load(context, f"http://127.0.0.1:{port}/", "rows")
        await context.close()
        return found


async def measured(url: str, runs: int) -> dict[str, list[dict[str, float]]]:
    async with aiohttp.ClientSession() as http:
        visitors = [Visitor(http, url) for _ in range(ROWS)]
        for visitor in visitors:
            await visitor.come()
            await visitor.say("Do you repair hydraulic brakes?")
        one = visitors[0].conversation["c"]
        await (await signed_in(url)).close()
    found: dict[str, list[dict[str, float]]] = {}
    async with chromium() as browser, slow_line(int(url.rsplit(":", 1)[1]), **SLOW_4G) as port:
        for _ in range(runs):
            found.setdefault("plain HTML", []).append(await plain(browser))
            for name, path, wanted in (("list", "/inbox/all", "rows"), ("conversation", f"/inbox/c/{one}", "composer")):
                cold, warm = await visits(browser, f"http://127.0.0.1:{port}", path, wanted)
                found.setdefault(f"{name}, first time", []).append(cold)
                found.setdefault(f"{name}, again", []).append(warm)
    return found


def middle(of: Sequence[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in of)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name, deskbell(Path(name)) as serving:
        found = asyncio.run(measured(serving.url, runs))
    bare = middle(found["plain HTML"], "lcp")
    for name, of in found.items():
        lcp, shift = middle(of, "lcp"), max(one["shift"] for one in of)
        show(
            f"Inbox, {name}: a quarter of the processor, slow 4G, median of {runs}",
            [
                ("first paint (FCP)", f"{middle(of, 'fcp'):,.0f} ms", ""),
                ("largest paint (LCP)", f"{lcp:,.0f} ms", f"ratio to plain HTML {lcp / bare:.1f}"),
                ("what was asked for is there and can be used", f"{middle(of, 'usable'):,.0f} ms", ""),
                ("blocked until then (TBT)", f"{middle(of, 'blocked'):,.0f} ms", ""),
                ("slowest interaction (INP)", f"{middle(of, 'slowest'):,.0f} ms", "aim <= 200 ms"),
                ("layout shift (CLS), at worst", f"{shift:.3f}", "gate: 0"),
            ],
        )
    if any(one["shift"] > 0 for of in found.values() for one in of):
        raise SystemExit("something moved while it was loading")


if __name__ == "__main__":
    main()
