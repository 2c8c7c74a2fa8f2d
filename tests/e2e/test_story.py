"""The main job, end to end, in a real browser: a visitor is answered, a person is rung, both talk live."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from tests.e2e.stage import (
    DESKTOP,
    PHONE,
    OperatorPage,
    VisitorPage,
    chromium,
    command,
    demo,
    eventually,
    operator,
    visitor,
)

pytestmark = pytest.mark.browser


SOON = 1.0 if os.environ.get("PROOFS") else 5.0  # a second is the promise; a busy machine is not what is tested daily


async def seen_within(
    seconds: float, writer: OperatorPage | VisitorPage, reader: OperatorPage | VisitorPage, text: str
) -> bool:
    """What one writes, the other reads in time; on a machine that stalls for a moment, at the second or third try."""
    for again in ("", " (2)", " (3)"):
        began = time.perf_counter()
        await writer.write(text + again)
        await reader.reads(text + again)
        if time.perf_counter() - began < seconds:
            return True
    return False


async def told(v: VisitorPage, o: OperatorPage, *, clock: bool = False) -> None:
    """From the first question to the reopened conversation. `clock`: also how the wait is shown after ten seconds."""
    await v.open()
    await v.write("When are you open?")
    await v.reads(re.compile("Sources"))
    await v.reads(re.compile(r"\d{1,2}[:.]\d\d"))

    await v.write("I want to talk to a real person")
    row = o.page.get_by_role("link").filter(has_text="real person").first
    await row.wait_for()
    if clock:
        await eventually(lambda: _clock(v), within=30)
        first = await _clock(v)
        await eventually(lambda: _later(v, first))

    await row.click()
    await o.reads("When are you open?")
    await o.reads("I want to talk to a real person")
    await o.press(re.compile("^Take"))
    await v.reads(re.compile("joined"))

    assert await seen_within(SOON, o, v, "Hello, Nora here. How can I help?")
    assert await seen_within(SOON, v, o, "My brakes are squeaking")
    seen = v.panel.get_by_text("Seen", exact=True)
    await seen.wait_for()
    await o.write("Bring it in today.")
    await v.reads("Bring it in today.")
    await seen.wait_for(state="detached")

    await o.press(re.compile("Return to"))
    await v.reads(re.compile("Back with|You are back"))
    await v.write("How much is a full service?")
    await eventually(lambda: _count(v, "Sources", 2))

    await o.press(re.compile("^(Close|Resolve)"))
    await v.reads(re.compile("ended"))
    await v.write("One more thing: can I rent an e-bike?")
    await o.reads("One more thing: can I rent an e-bike?")
    await eventually(lambda: _count(v, "Sources", 3))
    assert v.errors == []
    assert o.errors == []


async def _clock(v: VisitorPage) -> int:
    """Seconds on the wait timer, 0 while there is none."""
    clock = v.panel.locator(".ck:visible")
    shown = re.fullmatch(r"(\d+):(\d\d)", await clock.inner_text()) if await clock.count() else None
    return int(shown[1]) * 60 + int(shown[2]) if shown else 0


async def _later(v: VisitorPage, first: int) -> bool:
    return await _clock(v) > first


async def _count(v: VisitorPage, text: str, n: int) -> bool:
    return await v.panel.get_by_text(text).count() >= n


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_the_whole_story_from_question_to_reopening(tmp_path: Path, size: dict[str, int]) -> None:
    desk = size == DESKTOP
    async with (command if desk else demo)(tmp_path) as d, chromium() as browser:
        o = await operator(browser, size=size)
        await o.sign_in(d.url, "owner@example.com", d.password)
        await told(await visitor(browser, d.url, size=size), o, clock=desk)
