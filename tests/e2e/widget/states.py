"""One visitor's way through every state of the widget, in any language: for pictures, and to look for barriers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from playwright.async_api import Page

from tests.e2e.stage import Demo, eventually
from tests.e2e.widget.host import inside
from tests.e2e.widget.test_waiting import earlier

QUESTION = "How much is a full service?"
LINE = "Not sure which bike? Ask me."
HOST = """<!doctype html><html lang={lang}><title>Host</title><meta name=viewport content="width=device-width">
<main><h1>Host</h1></main><script async src="{desk}/w/demo.js"></script>"""
FASTER = (
    "const later = setTimeout; window.setTimeout = (then, ms, ...rest) => later(then, ms > 4000 ? 50 : ms, ...rest);"
)


@dataclass(slots=True)
class Owner:
    """What the owner does on the other side, without a screen."""

    client: httpx2.AsyncClient

    async def does(self, t: str, d: dict[str, Any] | None = None) -> None:
        """To the conversation at the top of the list."""
        listed = (await self.client.get("/desk/v1/conversations?view=all")).json()["conversations"]
        frame = {"t": t, "c": listed[0]["id"], "e": listed[0]["epoch"], "d": d or {}}
        (await self.client.post("/desk/v1/frames", json=frame)).raise_for_status()

    async def offers(self, line: str) -> None:
        """The line above the launcher, on pages with `?nudge`."""
        (site,) = (await self.client.get("/desk/v1/sites")).json()["sites"]
        look = {**site["appearance"], "nudge": line, "nudge_after": 5, "nudge_on": "?nudge"}
        given = {"name": site["name"], "origins": [], "appearance": look}
        (await self.client.put(f"/desk/v1/sites/{site['id']}", json=given)).raise_for_status()


@asynccontextmanager
async def owner_of(desk: Demo) -> AsyncIterator[Owner]:
    async with httpx2.AsyncClient(base_url=desk.url, follow_redirects=True, headers={"origin": desk.url}) as client:
        await client.get("/demo/inbox")
        yield Owner(client)


async def states(page: Page, desk: Demo, owner: Owner, url: str, *, nudge: bool) -> AsyncIterator[str]:
    """The name of each state, while the page at `url` shows it. Somebody of the team must be there. `nudge`: see
    the line above the launcher, which is in one language, and not for phones.
    """

    async def shows(what: str) -> None:
        await page.locator(f"deskbell-widget {what}").last.wait_for(timeout=20_000)

    async def press(what: str) -> None:
        await page.locator(f"deskbell-widget {what}").last.click()

    if nudge:
        await page.goto(f"{url}?nudge")
        await shows(".nu")
        yield "nudge"
    await page.goto(url)
    await shows(".l")
    yield "launcher"
    await press(".l")
    await shows(".p")
    yield "new"
    await owner.does("available", {"on": False})
    await page.locator("deskbell-widget textarea").fill(QUESTION)
    await page.keyboard.press("Enter")
    await shows(".th")
    yield "answered"
    await press(".th")
    await shows(".th[aria-pressed=true]")
    yield "thumb"
    await press("header .dt")
    await shows(".mn")
    yield "menu"
    await press("header .dt")
    await press(".hu")
    await shows(".ca")
    yield "nobody"
    await owner.does("available", {"on": True})
    await press(".hu")
    await shows(".wt")
    yield "waiting"
    await page.locator("deskbell-widget .ca input").first.fill("vera@")
    await page.keyboard.press("Enter")
    await shows(".ca [role=alert]:not(:empty)")
    yield "card-wrong"
    await page.locator("deskbell-widget .ca input").first.fill("vera@example.com")
    await page.keyboard.press("Enter")
    await shows(".ed")
    earlier(desk.folder, 61_000)
    await page.reload()
    if page.viewport_size and page.viewport_size["width"] <= 480:  # there it begins closed
        await press(".l")
    await shows(".ck")
    yield "waiting-long"
    await owner.does(
        "msg", {"cid": f"{page.url}{id(page)}", "text": "Hello, Nora here. Four working days, shall I book you in?"}
    )
    await shows(".av.h")
    yield "human"
    await page.context.set_offline(True)
    await eventually(lambda: inside(page, "root.querySelector('.of').textContent"), within=20)
    yield "offline"
    await page.context.set_offline(False)
    await eventually(lambda: inside(page, "!root.querySelector('.of').textContent"), within=20)
    await owner.does("close")
    await shows(".fc")
    yield "ended"
    await press(".fc")
    await shows(".fc[aria-pressed=true]")
    yield "rated"
