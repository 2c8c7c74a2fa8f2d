"""From signing up to an answer out of one's own knowledge, and to a live page: in a browser, on a desk and a phone."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from aiohttp import web
from playwright.async_api import Locator, expect

from tests.e2e.stage import DESKTOP, PHONE, Demo, OperatorPage, chromium, command, operator

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]  # the command that prints a link is a process of its own
EMAIL = "nora@plants.example"
PLANTS = """<!doctype html><html lang="en"><head><title>Nora's Plants: shipping</title></head><body><main>
<h1>Shipping</h1><p>We ship cactuses every Tuesday, wrapped in paper, to all of Europe. A parcel takes three days.</p>
<h2>Returns</h2><p>Plants that arrive broken are replaced. Send us a photograph within a week.</p></main></body>"""


async def printed_link(d: Demo) -> str:
    """What the server's operator prints where no mail is sent."""
    if d.system is not None:
        return await d.system.signups.print_link(EMAIL)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deskbell", "door-link", "--email", EMAIL,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{d.folder / 'deskbell.sqlite'}", "PUBLIC_URL": d.url},
    )  # fmt: skip
    out, _ = await process.communicate()
    return out.decode().strip()


@asynccontextmanager
async def shop(page: str) -> AsyncIterator[str]:
    """A web site of one page, on an origin of its own."""

    async def send(_: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", send)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def signed_up(d: Demo, nora: OperatorPage) -> None:
    await nora.page.goto(f"{d.url}/sign-up")
    await nora.page.get_by_label("Name of your business").fill("Nora's Plants")
    await nora.page.get_by_label("E-mail").fill(EMAIL)
    await nora.press("Send me a link")
    await nora.reads("This server sends no mail.")
    await nora.page.goto(await printed_link(d))
    await nora.page.reload()  # another part behind the # alone loads nothing
    await nora.reads("Welcome, Nora's Plants.")
    await nora.page.get_by_label("Your name").fill("Nora")
    await nora.page.get_by_label("Password").fill("a fine password")
    await nora.press("Begin")
    await nora.reads("4 of 4 to go")


async def sees_an_example(d: Demo, nora: OperatorPage) -> None:
    """Before there is a conversation: made up, counted nowhere, and gone for good with one press."""
    await nora.page.goto(f"{d.url}/inbox/all")
    await nora.page.get_by_role("link", name="Example").click()
    await nora.reads("You took it over")
    asked = await nora.page.context.request.get(f"{d.url}/desk/v1/conversations?view=all")
    assert set((await asked.json())["counts"].values()) == {0}
    await nora.press("Remove")
    await expect(nora.page).to_have_url(f"{d.url}/inbox/all")  # the list beside it was there all the time
    await nora.page.reload()
    await nora.reads("No conversations yet.")
    assert await nora.page.get_by_role("link", name="Example").count() == 0
    await nora.page.goto(f"{d.url}/settings/start")


async def asks(panel: Locator) -> None:
    await panel.locator("textarea").fill("Do you ship cactuses?")
    await panel.locator("textarea").press("Enter")
    await panel.get_by_text(re.compile("every Tuesday")).first.wait_for(timeout=20_000)


@pytest.mark.parametrize("size", [DESKTOP, *([PHONE] if os.environ.get("PROOFS") else [])])
async def test_a_stranger_signs_up_hears_an_answer_and_is_live_on_a_page(tmp_path: Path, size: dict[str, int]) -> None:
    async with command(tmp_path, DESKBELL_SIGN_UP="open") as d, chromium() as browser:
        nora = await operator(browser, size=size)
        began = monotonic()
        await signed_up(d, nora)
        await sees_an_example(d, nora)
        await nora.page.get_by_role("link", name="Add knowledge").click()
        file = {"name": "plants.html", "mimeType": "text/html", "buffer": PLANTS.encode()}
        await nora.page.get_by_label("Upload files").set_input_files(file)  # type: ignore[arg-type]
        await nora.page.get_by_text("plants.html").first.wait_for()
        await nora.page.goto(f"{d.url}/settings/start")
        await nora.reads("3 of 4 to go")
        await nora.press("Meet it")
        await asks(nora.page.frame_locator("iframe").locator("deskbell-widget [role=dialog]"))
        answered = monotonic() - began
        await nora.page.get_by_label("Its name").fill("Fern")
        await nora.page.get_by_label("Colour").fill("#2f6b3c")
        await nora.press("Save and show")
        await nora.page.frame_locator("iframe").get_by_text("Fern").first.wait_for()
        await nora.reads("2 of 4 to go")
        assert await nora.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        tag = await nora.page.locator(".tag-code code").first.inner_text()
        async with shop(f"<!doctype html><html lang=en><body><h1>Plants</h1>{tag}</body></html>") as address:
            page = (await operator(browser, size=size)).page
            await page.goto(address)
            await page.get_by_role("button", name=re.compile("Open chat")).click()
            await asks(page.locator("deskbell-widget [role=dialog]"))
            await nora.reads(f"It works on {address}.")
            live = monotonic() - began
            await nora.page.get_by_label("A page with the tag").fill(address)
            await nora.press("Look at it")
            await nora.reads("This page could not be opened from here.")  # it is not on the public web
        await d.kill()
        await d.start()
        await nora.page.goto(f"{d.url}/settings/start")
        await nora.reads(f"It works on {address}.")
        sys.stdout.write(f"from sign-up to a grounded answer: {answered:.1f} s, to a live page: {live:.1f} s\n")
        assert answered < 60
        assert live < 300
        assert nora.errors == []
