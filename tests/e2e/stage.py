"""A real demo server, here or in a process of its own, and a real Chromium with one context a person."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, async_playwright

from deskbell.app import System, build
from deskbell.demo import content
from deskbell.demo.stripe.server import StripeOnLoopback
from scripts.find_chromium import find_chromium
from tests import databases
from tests.world import bound, serving, settings_for

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(slots=True)
class Demo:
    """The shop, wherever it is served."""

    folder: Path
    port: int = 0
    password: str = "a fine password"
    system: System | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@dataclass(slots=True)
class Command(Demo):
    """`deskbell demo`, which can be killed and started again on the same data and port."""

    process: asyncio.subprocess.Process | None = None
    environment: dict[str, str] | None = None
    options: tuple[str, ...] = ()
    bare: bool = True
    """Without the weeks before: most tests begin with an empty desk, and at once."""

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "deskbell",
            "demo",
            "--port",
            str(self.port),
            "--data",
            str(self.folder),
            *(["--bare"] if self.bare else []),
            *self.options,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "DESKBELL_DRAIN_SECONDS": "1", **(self.environment or {})},
        )
        assert self.process.stdout is not None
        said = ""
        while "Sign in" not in said:
            line = await asyncio.wait_for(self.process.stdout.readline(), 90)
            assert line, f"the demo ended: {said}"
            said += line.decode()
        found = re.search(r"localhost:(\d+)/inbox", said)
        assert found is not None
        self.port, self.password = int(found[1]), said.split()[-1]

    async def kill(self) -> None:
        """No chance to say goodbye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), 15)


@asynccontextmanager
async def demo(folder: Path, *, billing: bool = False, **environment: str) -> AsyncIterator[Demo]:
    """Served by this process: there in a tenth of the time. Nobody may block the loop to wait for its database."""
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    url, sock = await databases.empty(folder, template_folder=folder.parent), bound()
    made = Demo(folder, sock.getsockname()[1])
    environment = {
        "DATABASE_URL": url,
        "PUBLIC_URL": made.url,
        "DESKBELL_WELCOME_SITE": content.WELCOME_KEY,
        **environment,
    }
    settings = settings_for(folder, **environment)
    async with (
        StripeOnLoopback(f"{made.url}/hooks/stripe", kept=folder / "stripe.json") if billing else nullcontext() as shop
    ):
        made.system = await build(shop.sold(settings) if shop else settings, demo=True)
        try:
            await content.seed(made.system, password=made.password)
            await made.system.start()
            async with serving(made.system, sock):
                try:
                    yield made
                finally:
                    await made.system.drain()
        finally:
            await made.system.close()


@asynccontextmanager
async def command(folder: Path, *options: str, bare: bool = True, **environment: str) -> AsyncIterator[Command]:
    made = Command(folder, environment=environment, options=options, bare=bare)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


shared: list[Browser] = []
"""The browser of all tests of this process (conftest.py). What one of them opens in it goes when that one ends."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    if shared:
        yield shared[0]
        return
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(find_chromium()), args=CHROMIUM)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(slots=True)
class VisitorPage:
    """The shop's page with the widget, through a visitor's eyes."""

    page: Page
    errors: list[str]

    @property
    def panel(self) -> Locator:
        return self.page.locator("deskbell-widget [role=dialog]")

    async def open(self) -> None:
        await self.page.get_by_role("button", name=re.compile("Open chat")).click()
        await self.panel.locator("textarea").wait_for()

    async def write(self, text: str) -> None:
        await self.panel.locator("textarea").fill(text)
        await self.page.keyboard.press("Enter")

    async def reads(self, text: str | re.Pattern[str], *, within: float = 10) -> Locator:
        found = self.panel.get_by_text(text).last
        await found.wait_for(timeout=within * 1000)
        return found


@dataclass(slots=True)
class OperatorPage:
    """The inbox, through an operator's eyes."""

    page: Page
    errors: list[str]
    phone: bool = False

    async def sign_in(self, url: str, email: str, password: str) -> None:
        await self.page.goto(f"{url}/inbox")
        await self.page.locator("input[type=email]").fill(email)
        await self.page.locator("input[type=password]").fill(password)
        await self.page.keyboard.press("Enter")
        await self.page.get_by_role("region", name="Needs a human").wait_for()

    async def press(self, name: str | re.Pattern[str]) -> None:
        await self.page.get_by_role("button", name=name).first.click()

    async def write(self, text: str) -> None:
        await self.page.get_by_role("textbox", name=re.compile("Reply to")).fill(text)
        await self.page.keyboard.press("Control+Enter")

    async def reads(self, text: str | re.Pattern[str], *, within: float = 10) -> Locator:
        found = self.page.get_by_text(text).last
        await found.wait_for(timeout=within * 1000)
        return found


async def _page(browser: Browser, size: dict[str, int]) -> tuple[Page, list[str]]:
    phone = size["width"] < 500
    context = await browser.new_context(viewport=size, has_touch=phone, is_mobile=phone)  # type: ignore[arg-type]
    page, errors = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page, errors


async def visitor(browser: Browser, url: str, *, size: dict[str, int] | None = None) -> VisitorPage:
    page, errors = await _page(browser, size or DESKTOP)
    await page.goto(f"{url}/demo/shop")
    return VisitorPage(page, errors)


async def operator(browser: Browser, *, size: dict[str, int] | None = None) -> OperatorPage:
    page, errors = await _page(browser, size or DESKTOP)
    return OperatorPage(page, errors, phone=(size or DESKTOP)["width"] < 500)


async def eventually(look: Any, *, within: float = 10.0) -> Any:
    """Wait until `look()` is true; its last value."""
    async with asyncio.timeout(within):
        while not (value := await look()):  # noqa: ASYNC110 - what is waited for is on a screen
            await asyncio.sleep(0.05)
        return value
