"""The server dies without a word, again and again, in the middle of things. Nobody reloads, nothing is lost."""

from __future__ import annotations

import asyncio
import json
import os
import random  # noqa: TID251 - seeded, so that a run can be repeated
import re
import time
from pathlib import Path

import apsw
import pytest
from playwright.async_api import Page

from tests.e2e.stage import Command, OperatorPage, VisitorPage, chromium, command, eventually, operator, visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
KILLS = 10 if os.environ.get("PROOFS") else 3
WRITTEN = 3 + KILLS - 2  # three before the first take, then one a kill


def acknowledged(page: Page) -> set[str]:
    """Grows with the id of every event that the server has acknowledged to this page."""
    ids: set[str] = set()

    def note(payload: str | bytes) -> None:
        frame = json.loads(payload)
        if frame["t"] == "ack" and frame["d"].get("id"):
            ids.add(frame["d"]["id"])

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    return ids


async def die(d: Command, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0.0, 0.6))
    await d.kill()
    await asyncio.sleep(chance.uniform(0.0, 0.5))
    await d.start()


async def waited(v: VisitorPage) -> float:
    """When the wait began by the visitor's clock, to be compared across a restart."""

    async def shown() -> str:
        clock = v.panel.locator(".ck:visible")
        return await clock.inner_text() if await clock.count() else ""

    text = await eventually(shown, within=25)
    minutes, seconds = text.split(":")
    return time.monotonic() - int(minutes) * 60 - int(seconds)


async def test_a_server_that_is_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    async with command(tmp_path) as d, chromium() as browser:
        o, v = await operator(browser), await visitor(browser, d.url)
        acks = acknowledged(o.page), acknowledged(v.page)
        await o.sign_in(d.url, "owner@example.com", d.password)
        await v.open()
        await asyncio.gather(v.write("When are you open?"), die(d, chance))
        await v.reads(re.compile("Sources"), within=25)

        await v.write("I want to talk to a real person")
        await v.reads("Waiting for a person", within=15)
        began = await waited(v)
        await die(d, chance)
        await v.write("Still here after the first restart")
        row = o.page.get_by_role("link").filter(has_text="Still here").first
        await row.wait_for(timeout=25_000)
        assert abs(await waited(v) - began) <= 6, "it begins after ten seconds, and never anew"

        await row.click()
        await o.press(re.compile("^Take"))
        await v.reads(re.compile("joined"), within=25)
        for n in range(KILLS - 2):
            text = f"message {n} {chance.random()}"
            await asyncio.gather(o.write(text) if n % 2 else v.write(text), die(d, chance))
            await v.reads(text, within=25)
            await o.reads(text, within=25)
        assert len(await converged(tmp_path, v, o)) == WRITTEN
        kept = ids_in(tmp_path)
        assert acks[0] | acks[1] <= kept
        # An acknowledgement may die with the server; the log then tells the page that its message arrived. So acks are
        # not counted: what was written is, to the last message.
        assert acks[0]
        assert acks[1]


def ids_in(folder: Path) -> set[str]:
    connection = apsw.Connection(str(folder / "deskbell.sqlite"), flags=apsw.SQLITE_OPEN_READONLY)
    assert list(connection.execute("PRAGMA integrity_check")) == [("ok",)]
    return {row[0] for row in connection.execute("SELECT id FROM event")}


async def converged(folder: Path, v: VisitorPage, o: OperatorPage) -> list[str]:
    """What people said. Every message of the visitor's conversation stands once on both screens."""
    connection = apsw.Connection(str(folder / "deskbell.sqlite"), flags=apsw.SQLITE_OPEN_READONLY)
    said = [
        json.loads(row[0])["text"]
        for row in connection.execute(
            """SELECT body FROM event WHERE type = 'message' AND author_kind <> 'assistant' AND conversation_id =
                 (SELECT conversation_id FROM event WHERE body LIKE '%real person%' ORDER BY at DESC LIMIT 1)"""
        )
    ]
    assert len(said) == len(set(said))
    logs = v.panel.get_by_role("log"), o.page.get_by_role("region", name="Messages")
    for text in said:
        for log in logs:
            assert await log.get_by_text(text, exact=True).locator("visible=true").count() == 1, text
    return said
