"""One visitor's way through every state of the widget, in any language: for pictures, and to look for barriers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from playwright.async_api import FilePayload, Page, Route

from tests.e2e.stage import Demo, eventually
from tests.e2e.widget.conftest import changed
from tests.e2e.widget.host import inside
from tests.e2e.widget.test_waiting import earlier
from tests.e2e.widget.wire import Wire
from tests.pictures import png

QUESTION = "How much is a full service?"
HELP = "Hello, Nora here. Four working days, shall I book you in?"
CODE = "Set it like this:\n\n```\nheight = inseam * 0.883\nwidth = shoulders\n```\n\nThen *ride* a while."
READY = "Yes. Your bike is ready, and it looks like new: come by any time before six, or tomorrow from ten."
MOMENT = "One moment, please."
OVERDUE = "UPDATE conversation SET deadline_at = 1 WHERE deadline_kind = ? AND id = ?"
BOTTOM = "root.querySelector('{}').getBoundingClientRect().bottom".format
HEAD = "root.querySelector('header p').textContent"
LINE = "Not sure which bike? Ask me."
DRESSED = {
    "label": "Ask us",
    "icon": "M4 4h16v12H9l-5 4Z",
    "radius": 0,
    "notice": "Orders take two days longer this week.",
    "nudges": [{"on": "*?nudge", "when": "after", "at": 5, "text": {"en": LINE, "ar": "لا تعرف أي دراجة؟ اسألني."}}],
    "words": {"ar": {"label": "اسألنا", "notice": "تستغرق الطلبات يومين إضافيين هذا الأسبوع."}},
}
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

    async def looks(self, look: dict[str, Any]) -> dict[str, Any]:
        """How the widget looks; how it looked."""
        (site, *_) = (await self.client.get("/desk/v1/sites")).json()["sites"]
        given = {"name": site["name"], "origins": [], "appearance": look}
        (await self.client.put(f"/desk/v1/sites/{site['id']}", json=given)).raise_for_status()
        before: dict[str, Any] = site["appearance"]
        return before

    async def is_open(self, *, always: bool) -> None:
        known = (await self.client.get("/desk/v1/hours")).json()
        week = {} if always else {"mon": [["09:00", "09:05"]]}
        hours = {"always": always, "zone": "UTC", "week": week, "version": known["version"]}
        (await self.client.put("/desk/v1/hours", json=hours)).raise_for_status()

    async def sends(self, name: str, content: bytes) -> dict[str, str]:
        answer = await self.client.post(f"/desk/v1/attachments?name={name}", content=content)
        answer.raise_for_status()
        return {"id": answer.json()["file"]["id"]}

    async def removes(self, conversation: str, text: str) -> None:
        events = (await self.client.get(f"/desk/v1/conversations/{conversation}")).json()["d"]["events"]
        seq = next(one["s"] for one in events if one.get("text") == text)
        (await self.client.delete(f"/desk/v1/conversations/{conversation}/messages/{seq}")).raise_for_status()


@asynccontextmanager
async def owner_of(desk: Demo) -> AsyncIterator[Owner]:
    async with httpx2.AsyncClient(base_url=desk.url, follow_redirects=True, headers={"origin": desk.url}) as client:
        await client.get("/demo/inbox")
        yield Owner(client)


async def states(page: Page, desk: Demo, owner: Owner, url: str, *, nudge: bool) -> AsyncIterator[str]:
    """The name of each state, while the page at `url` shows it. Somebody of the team must be there. `nudge`: see
    the line above the launcher, which is not for phones.
    """
    way = Way(page, desk, owner)
    await page.route_web_socket("**/v1/ws", way.wire.begins)
    parts = (way.looks(url, nudge=nudge), way.begins(url), way.asks(), way.chooses(), way.waits())
    for part in (*parts, way.is_helped(), way.ends()):
        async for state in part:
            yield state


@dataclass(slots=True)
class Way:
    page: Page
    desk: Demo
    owner: Owner
    wire: Wire = field(default_factory=Wire)

    async def shows(self, what: str) -> None:
        await self.page.locator(f"deskbell-widget {what}").last.wait_for(timeout=20_000)

    async def press(self, what: str) -> None:
        await self.page.locator(f"deskbell-widget {what}").last.click()

    async def chosen(self, nth: int) -> None:
        """In the menu."""
        await self.press("header .dt")
        await self.press(f".mn button:nth-child({nth})")

    async def writes(self, what: str, text: str) -> None:
        await self.page.locator(f"deskbell-widget {what}").first.fill(text)
        await self.page.keyboard.press("Enter")

    async def id(self) -> str:
        return str((await self.page.evaluate("deskbell('get')"))["conversationId"])

    async def again(self) -> None:
        """The page, loaded anew and open."""
        await self.page.reload()
        if self.page.viewport_size and self.page.viewport_size["width"] <= 480:  # there it begins closed
            await self.press(".l")
        await self.shows(".p")

    async def looks(self, url: str, *, nudge: bool) -> AsyncIterator[str]:
        before = await self.owner.looks(DRESSED)
        await self.page.route("**/w/demo*.js*", lambda route: route.continue_())  # what is kept is the old one
        if nudge:
            await self.page.goto(f"{url}?nudge")
            await self.shows(".nu")
            yield "nudge"
        await self.page.goto(url)
        await self.shows(".l span:not(:empty)")
        yield "dressed"
        await self.press(".l")
        await self.shows(".nt")
        yield "notice"
        await self.press(".p header .cl:last-child")
        await self.owner.looks(before)

    async def begins(self, url: str) -> AsyncIterator[str]:
        await self.page.route("**/w/panel.*", lambda route: route.abort())
        await self.page.goto(url)
        await self.press(".l")
        await self.shows("a.l")
        yield "fallback"
        held, free = list[Route](), asyncio.Event()

        async def hold(route: Route) -> None:
            held.append(route)
            await free.wait()
            await route.continue_()

        await self.page.route("**/w/panel.*", hold)
        await self.page.goto(url)
        await self.shows(".l")
        yield "launcher"
        await self.page.keyboard.press("Tab")
        yield "intent"
        await self.press(".l")
        await self.shows(".l[aria-busy=true]")
        yield "loading"
        free.set()
        await self.shows(".p")
        await self.page.unroute_all()
        await self.page.wait_for_load_state("networkidle")  # what comes late has come, and shows nothing of its own
        assert not await self.page.locator("deskbell-widget .wt").is_visible(), "nobody waits yet"
        yield "new"

    async def asks(self) -> AsyncIterator[str]:
        await self.owner.does("available", {"on": False})
        self.wire.holds(after=0)
        await self.writes("textarea", QUESTION)
        await self.shows(".d i")
        yield "thinking"
        self.wire.holds(after=12)
        await self.shows(".w")
        yield "streaming"
        self.wire.ends = {"interrupted": True}
        self.wire.flows()
        await self.shows(".m.a:not(.w) .f .y")
        yield "interrupted"
        self.wire.refuses = True
        await self.writes("textarea", "And where are you?")
        await self.shows(".m.c.x")
        yield "failed"
        self.wire.refuses = False
        await self.press(".m.c.x .y:first-of-type")
        await self.shows(".th")
        yield "answered"
        self.wire.tells(type="answer_failed", text="Sorry, I cannot answer at the moment.", turn="t", retry=True)
        line = {"code": "nobody_here", "text": "Nobody is here.", "asks": "email", "owner": None}
        self.wire.tells(type="state", to="followup", reason="answer_failed", **{"from": "assistant"}, **line)
        await self.shows(".ca input")
        yield "limited"
        await self.again()
        await self.shows(".th")

    async def chooses(self) -> AsyncIterator[str]:
        await self.press(".th.down")
        await self.shows(".th[aria-pressed=true]")
        yield "thumb"
        await self.press("header .dt")
        await self.shows(".mn")
        yield "menu"
        await self.press(".mn button:nth-child(2)")
        await self.shows(".ca input")
        yield "copy"
        await self.chosen(4)
        await eventually(lambda: inside(self.page, "!root.querySelector('.m.c')"))
        await self.writes("textarea", QUESTION)
        await self.shows(".th")
        for state, which, inside_it in (("past", 5, ".pc"), ("erase", 6, ".dg")):
            await self.chosen(which)
            await self.shows(inside_it)
            yield state
            await self.press(".bk")
        await self.press(".hu")
        await self.shows(".ca")
        yield "nobody"
        await self.owner.is_open(always=False)
        await self.press(".hu")
        await eventually(lambda: inside(self.page, "/09:00|٠٩/.test(" + HEAD + ")"))
        yield "closed"
        await self.owner.is_open(always=True)

    async def waits(self) -> AsyncIterator[str]:
        await self.owner.does("available", {"on": True})
        await self.press(".hu")
        await self.shows(".wt")
        yield "waiting"
        await self.writes(".ca input", "vera@")
        await self.shows(".ca [role=alert]:not(:empty)")
        yield "card-wrong"
        earlier(self.desk.folder, 61_000)
        await self.again()
        await self.shows(".ck")
        await self.shows(".ca input")
        yield "waiting-long"
        await self.writes(".ca input", "vera@example.com")
        await self.shows(".ed")
        changed(self.desk.folder, OVERDUE, "pickup", await self.id())
        await eventually(lambda: inside(self.page, "root.querySelector('.wt').hidden"))
        yield "timed-out"
        await self.press(".hu")
        await self.shows(".wt")

    async def does(self, t: str, d: dict[str, Any] | None = None) -> None:
        """The owner, to this visitor."""
        await self.owner.does(t, d, to=await self.id())

    async def says(self, text: str, *files: dict[str, str]) -> None:
        await self.does("msg", {"cid": f"{id(self)}-{len(text)}", "text": text, "files": files})

    async def is_helped(self) -> AsyncIterator[str]:
        await self.says(HELP)
        await self.shows(".av.h")
        yield "human"
        await self.owner.removes(await self.id(), HELP)
        await self.says(CODE)
        await self.shows(".cp button")
        await self.shows(".rm")
        yield "code"
        picture = png(320, 180)
        await self.says("Like this one?", await self.owner.sends("saddle.png", picture))
        pick = self.page.locator("deskbell-widget input[type=file]")
        mine: FilePayload = {"name": "mine.png", "mimeType": "image/png", "buffer": picture}
        odd: FilePayload = {"name": "tool.exe", "mimeType": "image/png", "buffer": b"MZ\x90\0"}
        await pick.set_input_files([mine, odd])
        await self.shows(".ac.wr")
        await self.shows(".pi img")
        yield "files"
        await self.press(".ac.wr button")
        await self.writes("textarea", "And by when?")
        await eventually(lambda: inside(self.page, "root.querySelector('.m.c:not(.e) .pi img')"))
        changed(self.desk.folder, OVERDUE, "silence", await self.id())
        await eventually(lambda: inside(self.page, f"/rung|مرة/.test({HEAD})"))
        yield "quiet"
        await inside(self.page, "root.querySelector('.g').scrollTop = 0")
        await self.page.evaluate("window.hasty = true")
        await self.says(MOMENT)  # with a frame its patience begins anew
        await self.shows(".j")
        yield "below"
        await self.press(".j")
        await self.page.context.set_offline(True)
        await self.writes("textarea", "Are you still there?")
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

    async def ends(self) -> AsyncIterator[str]:
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
        self.wire.older = 86_400_000
        await self.again()
        await self.shows(".fc")
        await eventually(lambda: inside(self.page, "root.querySelector('.day')"))
        await inside(self.page, "root.querySelector('.g').scrollTop = 0")
        yield "days"
        self.wire.older = 0
        await self.press(".er:not([hidden])")
        await eventually(lambda: inside(self.page, "!root.querySelector('.m.c')"))
        await self.writes("textarea", QUESTION)
        await self.shows(".th")
        await self.shows("[role=log] > div:first-child .y")
        yield "previous"
        await self.press("[role=log] > div:first-child .y:last-child")
        await self.shows(".pm")
        yield "read-again"
        await self.chosen(6)
        await self.press(".dg")
        await self.shows(".pa p")
        yield "erased"
