"""From signing up to the first answer out of one's own knowledge, on a phone, in a real browser."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path
from time import monotonic

import pytest

from tests.e2e.stage import PHONE, Demo, chromium, demo, operator

pytestmark = pytest.mark.browser
EMAIL = "nora@plants.example"


async def printed_link(d: Demo) -> str:
    """What the server's operator prints where no mail is sent."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deskbell", "door-link", "--email", EMAIL,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{d.folder / 'deskbell.sqlite'}", "PUBLIC_URL": d.url},
    )  # fmt: skip
    out, _ = await process.communicate()
    return out.decode().strip()


async def test_a_stranger_signs_up_on_a_phone_and_gets_a_grounded_answer(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_SIGN_UP="open") as d, chromium() as browser:
        nora = await operator(browser, size=PHONE)
        began = monotonic()
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
        answer = await nora.page.request.post(
            f"{d.url}/desk/v1/sources",
            data={"kind": "qa", "question": "Do you ship cactuses?", "body": "Yes, cactuses are shipped on Tuesdays."},
        )
        assert answer.status == 201
        await nora.reads("3 of 4 to go")
        assert await nora.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        trying = await nora.page.get_by_role("link", name="Ask it something").get_attribute("href")
        visitor = await operator(browser, size=PHONE)
        await visitor.page.goto(f"{d.url}{trying}")
        panel = visitor.page.locator("deskbell-widget [role=dialog]")
        await panel.locator("textarea").fill("Do you ship cactuses?")
        await panel.locator("textarea").press("Enter")
        await panel.get_by_text(re.compile("shipped on Tuesdays")).first.wait_for()
        sys.stdout.write(f"from sign-up to a grounded answer: {monotonic() - began:.1f} s\n")
        assert (nora.errors, visitor.errors) == ([], [])
