"""Every screen there is, by name: what pictures are taken of, and what is looked at for barriers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx2
from aiohttp import web
from playwright.async_api import Page, Request

from tests.e2e.stage import Demo, command, eventually
from tests.fakes.push_service import Browser, push_service

MODEL: Final = Path(__file__).parents[2] / "frontend" / "inbox" / "src" / "model"


def _listed(file: str, name: str) -> list[str]:
    """The strings of a constant array of the inbox's own."""
    (found,) = re.findall(rf"const {name}\b[^=]*= \[([^\]]*)\]", (MODEL / file).read_text(encoding="utf-8"))
    return re.findall(r'"([^"]+)"', found)


VIEWS: Final = _listed("feed.ts", "VIEWS")
SETTINGS: Final = (*_listed("routes.ts", "SETTINGS"), "replies", "data", "me")
PAGE: Final = {"url": "/demo/shop#rental", "title": "Rental - Harbour Bikes"}
WAITING: Final = (
    "Can I talk to a person? We are eleven and would like bikes for Saturday.",
    "I need a human please, my brakes make a terrible noise since yesterday.",
    "How much is a full service?",
)
GO: Final = "(path) => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    path: str


DOOR: Final = (
    Screen("sign-in", "/inbox"),
    Screen("sign-up", "/sign-up"),
    Screen("reset", "/reset"),
    Screen("join-refused", "/join#not-a-link"),
)
PUBLIC: Final = (
    Screen("landing", "/welcome"),
    Screen("hosted", "/chat/demo"),
    Screen("demo", "/demo"),
    Screen("shop", "/demo/shop"),
)


async def inbox(page: Page, desk: Demo) -> list[Screen]:
    """The screens behind the door, with something in each where there is something. `page` is signed in."""

    async def first(path: str) -> str | None:
        listed = await (await page.request.get(f"{desk.url}/desk/v1/{path}")).json()
        found = next(value for value in listed.values() if isinstance(value, list))
        return found[0]["id"] if found else None

    one = {view: await first(f"conversations?view={view}") for view in VIEWS}
    screens = [Screen(f"list-{view}", f"/inbox/{view}") for view in VIEWS]
    screens.append(Screen("list-search", "/inbox/all?q=battery"))
    screens += [Screen(f"thread-{view}", f"/inbox/c/{found}") for view, found in one.items() if found]
    screens.append(Screen("thread-facts", f"/inbox/c/{one['all']}/facts"))
    screens += [Screen("analytics", "/analytics"), Screen("contacts", "/contacts")]
    screens += [Screen("contact", f"/contacts/{await first('contacts?has=any')}")]
    screens += [Screen("knowledge", "/knowledge"), Screen("knowledge-source", f"/knowledge/{await first('sources')}")]
    screens.append(Screen("gaps", "/knowledge/gaps"))
    if found := await first("gaps"):
        screens.append(Screen("gap", f"/knowledge/gaps/{found}"))
    screens += [Screen("test", "/knowledge/test"), Screen("golden", "/knowledge/questions")]
    return screens + [Screen(f"settings-{name}", f"/settings/{name}") for name in SETTINGS]


@asynccontextmanager
async def busy_desk(folder: Path) -> AsyncIterator[Demo]:
    """The demo with its weeks, and with telephones that ring."""
    async with (
        push_service(_rings) as service,
        command(folder, bare=False, DESKBELL_PRIVATE_PUSH="on", DESKBELL_RATE_LIMITS="off") as desk,
    ):
        async with httpx2.AsyncClient(base_url=desk.url, follow_redirects=True) as owner:
            await owner.get("/demo/inbox")
            await owner.put("/desk/v1/hours/waits", json={"pickup": 900, "silence": 900})
            for name in ("Nora's telephone", "Laptop at the counter"):
                like = Browser().device(f"{service}/{name.split()[0]}")
                given = {"name": name, "endpoint": like.endpoint, "p256dh": like.p256dh, "auth": like.auth}
                (await owner.post("/desk/v1/devices", json=given)).raise_for_status()
        yield desk


async def people_come(desk: Demo) -> None:
    """Two wait for a person, and one talks with the assistant. Who waits is missed after a minute."""
    for text in WAITING:
        await writes(desk, text)


async def _rings(_request: web.Request, _body: bytes) -> web.StreamResponse:
    return web.Response(status=201)


async def writes(desk: Demo, text: str) -> None:
    """A visitor elsewhere."""
    async with httpx2.AsyncClient(base_url=desk.url, headers={"origin": desk.url}) as visitor:
        came = await visitor.post("/v1/visitors", json={"site": "demo"})
        token = came.json()["visitor"]["token"]
        frame = {"t": "msg", "d": {"cid": token[:36], "text": text, "page": PAGE}}
        said = await visitor.post("/v1/frames", json=frame, headers={"authorization": f"Bearer {token}"})
        said.raise_for_status()


async def settled(page: Page) -> None:
    """Everything that was asked for is there and painted."""
    await page.wait_for_load_state("networkidle")
    await page.evaluate("document.fonts.ready")


@dataclass
class Walk:
    """Goes from screen to screen of the inbox without loading it anew, and knows when one stands."""

    page: Page
    asked: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("request", self._begins)
        self.page.on("requestfinished", self._ends)
        self.page.on("requestfailed", self._ends)

    def _begins(self, request: Request) -> None:
        self.asked.add(request)

    def _ends(self, request: Request) -> None:
        self.asked.discard(request)

    async def to(self, path: str) -> None:
        await self.page.evaluate(GO, path)
        await eventually(self._stands)

    async def _stands(self) -> bool:
        await self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        return not self.asked and not await self.page.locator("[aria-busy=true], .skeleton").count()
