"""One visitor's way through every state of the widget, in any language: for pictures, and to look for barriers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from playwright.async_api import Page

from tests.e2e.stage import Demo, eventually
from tests.e2e.widget.conftest import changed
from tests.e2e.widget.host import inside
from tests.e2e.widget.test_waiting import earlier

QUESTION = "How much is a full service?"
HELP = "Hello, Nora here. Four working days, shall I book you in?"
CODE = "Set it like this:\n\n```\nheight = inseam * 0.883\nwidth = shoulders\n```\n\nThen *ride* a while."
READY = "Yes. Your bike is ready, and it looks like new: come by any time before six, or tomorrow from ten."
MOMENT = "One moment, please."
SILENT = "UPDATE conversation SET deadline_at = 1 WHERE deadline_kind = 'silence'"
BOTTOM = "root.querySelector('{}').getBoundingClientRect().bottom".format
LINE = "Not sure which bike? Ask me."
HOST = """<!doctype html><html lang={lang}><title>Host</title><meta name=viewport content="width=device-width">
<main><h1>Host</h1></main><script async src="{desk}/w/demo.js"></script>"""
# The nudge's five seconds, and the connection's patience while `hasty`.
FASTER = """const later = setTimeout, long = (ms) => ms === 5000 || (window.hasty && ms > 4000);
window.setTimeout = (then, ms, ...rest) => later(then, long(ms) ? 50 : ms, ...rest);"""


@dataclass(slots=True)
class Owner:
    """What the owner does on the other side, without a screen."""

    client: httpx2.AsyncClient

    async def does(self, t: str, d: dict[str, Any] | None = None, *, to: str = "") -> None:
        """To this conversation, or the one that began last."""
        listed = (await self.client.get("/desk/v1/conversations?view=all")).json()["conversations"]
        newest = max(listed, key=lambda one: int(one["created_at"]))
        meant = next((one for one in listed if one["id"] == to), newest)
        frame = {"t": t, "c": meant["id"], "e": meant["epoch"], "d": d or {}}
        (await self.client.post("/desk/v1/frames", json=frame)).raise_for_status()

    async def offers(self, line: str) -> None:
        """The line above the launcher, on pages with `?nudge`."""
        (site,) = (await self.client.get("/desk/v1/sites")).json()["sites"]
        nudge = {"on": "*?nudge", "when": "after", "at": 5, "text": {"en": line}}
        look = {**site["appearance"], "nudges": [nudge]}
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
    way = Way(page, desk, owner)
    for part in (way.begins(url, nudge=nudge), way.asks(), way.waits(), way.is_helped()):
        async for state in part:
            yield state


@dataclass(slots=True)
class Way:
    page: Page
    desk: Demo
    owner: Owner

    async def shows(self, what: str) -> None:
        await self.page.locator(f"deskbell-widget {what}").last.wait_for(timeout=20_000)

    async def press(self, what: str) -> None:
        await self.page.locator(f"deskbell-widget {what}").last.click()

    async def writes(self, what: str, text: str) -> None:
        await self.page.locator(f"deskbell-widget {what}").first.fill(text)
        await self.page.keyboard.press("Enter")

    async def begins(self, url: str, *, nudge: bool) -> AsyncIterator[str]:
        if nudge:
            await self.page.goto(f"{url}?nudge")
            await self.shows(".nu")
            yield "nudge"
        await self.page.goto(url)
        await self.shows(".l")
        yield "launcher"
        await self.press(".l")
        await self.shows(".p")
        await self.page.wait_for_load_state("networkidle")  # what comes late has come, and shows nothing of its own
        assert not await self.page.locator("deskbell-widget .wt").is_visible(), "nobody waits yet"
        yield "new"

    async def asks(self) -> AsyncIterator[str]:
        await self.owner.does("available", {"on": False})
        await self.writes("textarea", QUESTION)
        await self.shows(".th")
        yield "answered"
        await self.press(".th.down")
        await self.shows(".th[aria-pressed=true]")
        yield "thumb"
        await self.press("header .dt")
        await self.shows(".mn")
        yield "menu"
        await self.press(".mn button:nth-child(2)")
        await self.shows(".ca input")
        yield "copy"
        await self.press("header .dt")
        await self.press(".mn button:nth-child(4)")
        await eventually(lambda: inside(self.page, "!root.querySelector('.m.c')"))
        await self.writes("textarea", QUESTION)
        await self.shows(".th")
        for state, which, inside_it in (("past", 5, ".pc"), ("erase", 6, ".dg")):
            await self.press("header .dt")
            await self.press(f".mn button:nth-child({which})")
            await self.shows(inside_it)
            yield state
            await self.press(".bk")
        await self.press(".hu")
        await self.shows(".ca")
        yield "nobody"

    async def waits(self) -> AsyncIterator[str]:
        await self.owner.does("available", {"on": True})
        await self.press(".hu")
        await self.shows(".wt")
        yield "waiting"
        await self.writes(".ca input", "vera@")
        await self.shows(".ca [role=alert]:not(:empty)")
        yield "card-wrong"
        await self.writes(".ca input", "vera@example.com")
        await self.shows(".ed")
        earlier(self.desk.folder, 61_000)
        await self.page.reload()
        if self.page.viewport_size and self.page.viewport_size["width"] <= 480:  # there it begins closed
            await self.press(".l")
        await self.shows(".ck")
        yield "waiting-long"

    async def does(self, t: str, d: dict[str, Any] | None = None) -> None:
        """The owner, to this visitor."""
        await self.owner.does(t, d, to=(await self.page.evaluate("deskbell('get')"))["conversationId"])

    async def says(self, text: str) -> None:
        await self.does("msg", {"cid": f"{id(self)}-{len(text)}", "text": text})

    async def is_helped(self) -> AsyncIterator[str]:
        await self.says(HELP)
        await self.shows(".av.h")
        yield "human"
        await self.says(CODE)
        await self.shows(".cp button")
        yield "code"
        await self.writes("textarea", "And by when?")
        await eventually(lambda: inside(self.page, "!root.querySelector('.e')"))
        changed(self.desk.folder, SILENT)
        await eventually(lambda: inside(self.page, "/rung|مرة/.test(root.querySelector('header p').textContent)"))
        yield "quiet"
        await self.page.evaluate("window.hasty = true")
        await self.says(MOMENT)  # with a frame its patience begins anew
        await self.shows(f":text('{MOMENT}')")
        await self.page.context.set_offline(True)
        await self.shows(".of:not(:empty)")
        await self.page.evaluate("window.hasty = false")
        yield "offline"
        await self.page.context.set_offline(False)
        await eventually(lambda: inside(self.page, "!root.querySelector('.of').textContent"), within=20)
        await self.press("header button:last-child")
        await self.says(READY)
        await self.shows(".nu")
        yield "unread"
        await self.press(".nu button:first-child")
        await self.does("return")
        await self.shows(".returned")
        yield "returned"
        await self.does("close")
        await self.shows(".fc")
        await eventually(lambda: inside(self.page, f"{BOTTOM('.fc')} <= {BOTTOM('.g')}"))
        yield "ended"
        await self.press(".fc")
        await self.shows(".fc[aria-pressed=true]")
        yield "rated"
