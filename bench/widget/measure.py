"""One visit to the host page, measured by Chromium itself: what comes over the wire, what the processor does, and how
long a visitor waits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from playwright.async_api import Browser, CDPSession, Page, Response
from playwright.async_api import Error as PlaywrightError

PATIENCE: Final = 25_000
SLOW_4G: Final = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
WATCH: Final = """window.seen = {long: 0, longest: 0, shift: 0};
new PerformanceObserver((list) => list.getEntries().forEach(({duration}) => {
  seen.long++; seen.longest = Math.max(seen.longest, duration); })).observe({type: "longtask", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach(({value, hadRecentInput}) => {
  if (!hadRecentInput) seen.shift += value; })).observe({type: "layout-shift", buffered: true});"""


@dataclass(slots=True)
class Visit:
    """Times in milliseconds. `early`: requests before anybody pressed anything."""

    bodies: list[bytes] = field(default_factory=list)
    early: int = 0
    script: float = 0
    tasks: float = 0
    long: int = 0
    longest: float = 0
    shift: float = 0


async def visit(browser: Browser, url: str, launcher: str, composer: str) -> Visit:
    """At a quarter of the processor's speed, until somebody could write."""
    page, cdp = await _page(browser)
    found, responses = Visit(), list[Response]()
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - it wants a Python function
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    await page.goto(url)
    if launcher:
        await page.locator(launcher).first.wait_for(timeout=PATIENCE)
    await page.wait_for_load_state("networkidle")
    await page.wait_for_timeout(800)
    found.early = len(responses) - 1
    metrics = {one["name"]: one["value"] for one in (await cdp.send("Performance.getMetrics"))["metrics"]}
    found.script, found.tasks = metrics["ScriptDuration"] * 1000, metrics["TaskDuration"] * 1000
    if composer:
        await _usable(page, launcher, composer)
    seen = await page.evaluate("seen")
    found.long, found.longest, found.shift = seen["long"], seen["longest"], seen["shift"]
    for response in responses[1:]:
        try:
            found.bodies.append(await response.body())
        except PlaywrightError:  # a redirect, or nothing was sent
            continue
    await page.context.close()
    return found


async def wait_on_slow_4g(browser: Browser, url: str, launcher: str, composer: str) -> tuple[float, float]:
    """(from the address to writing, pressing the launcher as soon as it is there; from that press to writing)."""
    page, cdp = await _page(browser)
    await cdp.send("Network.enable")
    await cdp.send("Network.emulateNetworkConditions", SLOW_4G)
    began = perf_counter()
    await page.goto(url, wait_until="commit")
    if launcher:
        await page.locator(launcher).first.wait_for(timeout=PATIENCE)
    pressed = perf_counter()
    if composer:
        await _usable(page, launcher, composer)
    ended = perf_counter()
    await page.context.close()
    return (ended - began) * 1000, (ended - pressed) * 1000 if launcher else 0.0


async def _page(browser: Browser) -> tuple[Page, CDPSession]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    await context.add_init_script(WATCH)
    page = await context.new_page()
    cdp = await context.new_cdp_session(page)
    await cdp.send("Performance.enable")
    return page, cdp


async def _usable(page: Page, launcher: str, composer: str) -> None:
    if launcher:
        await page.locator(launcher).first.click(timeout=PATIENCE)
    await page.locator(composer).first.wait_for(timeout=PATIENCE)
