"""Somebody else's web page with the widget's script tag, on an origin of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.async_api import Browser, Page

from tests.e2e.stage import DESKTOP, VisitorPage

ROOT: Final = "document.querySelector('deskbell-widget').shadowRoot"
VISITOR: Final = "localStorage[Object.keys(localStorage).find((name) => name.endsWith(':visitor'))]"
PAGE: Final = "<!doctype html><html lang=en><title>Host</title><body><h1>Somebody's page</h1>"


@dataclass(slots=True)
class Host:
    """One page, served with these headers; `{desk}` in it becomes the address of Deskbell."""

    url: str = ""
    html: str = ""
    headers: str = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = self.html.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}{self.headers}Connection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def host() -> AsyncIterator[Host]:
    made = Host()
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.url = f"http://localhost:{server.sockets[0].getsockname()[1]}/"
    async with server:
        yield made


async def visit(browser: Browser, site: Host, *, before: str = "", **context: Any) -> tuple[VisitorPage, list[str]]:
    """(the page, every address that it has asked for). `before` runs before anything on the page."""
    made = await browser.new_context(**{"viewport": DESKTOP, **context})
    page, errors, asked = await made.new_page(), list[str](), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "favicon" not in said.location["url"] else None)
    page.on("request", lambda request: asked.append(request.url))
    if before:
        await page.add_init_script(before)
    await page.goto(site.url)
    await page.locator("deskbell-widget button").first.wait_for()
    return VisitorPage(page, errors), asked


async def inside(page: Page, expression: str) -> Any:
    """A JavaScript expression about the shadow root, which it calls `root`."""
    return await page.evaluate(f"(() => {{ const root = {ROOT}; return {expression}; }})()")


MOVING = "root.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity)"


async def at_rest(page: Page) -> None:
    """What was asked for has come, and nothing glides any more."""
    await page.wait_for_load_state("networkidle")
    await inside(page, f"Promise.allSettled({MOVING}.map((one) => one.finished)).then(() => 0)")
