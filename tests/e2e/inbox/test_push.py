"""Ringing a device whose inbox is closed: our server encrypts, a push service decrypts, the real service worker shows.

Chromium without an account has no push service of its own: what arrives at ours is handed to it through DevTools.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import CDPSession, Page, Worker, async_playwright

from deskbell.demo.content import OWNER_EMAIL
from scripts.find_chromium import find_chromium
from tests.e2e.stage import CHROMIUM, DESKTOP, PHONE, Demo, OperatorPage, chromium, demo, eventually, operator, visitor
from tests.fakes.push_service import Browser as Subscribed
from tests.fakes.push_service import push_service

pytestmark = pytest.mark.browser

TURN_ON = """(given) => fetch("/desk/v1/devices", {method: "POST", headers: {"content-type": "application/json"},
  body: JSON.stringify(given)}).then((answer) => answer.json())"""
NOTIFICATIONS = """async () => (await self.registration.getNotifications()).map((one) =>
  ({title: one.title, body: one.body, tag: one.tag, actions: one.actions.map((a) => a.action), silent: one.silent}))"""
WATCH = """() => { self.told = []; self.went = [];
  const here = self.registration, show = here.showNotification.bind(here);
  here.showNotification = (title, of) => { told.push([title, of.tag, of.silent]); return show(title, of) };
  self.clients.openWindow = async (address) => void went.push(address) }"""
TAP = """async (action) => { const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", {notification, action})); }"""


@dataclass
class Phone:
    """A browser that is subscribed at our push service."""

    page: Page
    cdp: CDPSession
    url: str
    keys: Subscribed = field(default_factory=Subscribed)
    got: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    registration: str = ""

    async def answer(self, _request: web.Request, body: bytes) -> web.StreamResponse:
        await self.got.put(json.loads(self.keys.reads(body)))
        return web.Response(status=201)

    async def receives(self) -> dict[str, Any]:
        """The next push, as the server sent it, delivered to the browser."""
        data = await asyncio.wait_for(self.got.get(), 20)
        await self.delivers(data)
        return data

    async def delivers(self, data: dict[str, Any]) -> None:
        given = {"origin": self.url, "registrationId": self.registration, "data": json.dumps(data)}
        await self.cdp.send("ServiceWorker.deliverPushMessage", given)

    @property
    def worker(self) -> Worker:
        return self.page.context.service_workers[0]

    async def notifications(self) -> list[dict[str, Any]]:
        return list(await self.worker.evaluate(NOTIFICATIONS))


@asynccontextmanager
async def phone_of(desk: Demo, owner: OperatorPage) -> AsyncIterator[Phone]:
    page = owner.page
    await page.context.grant_permissions(["notifications"], origin=desk.url)
    cdp = await page.context.new_cdp_session(page)
    phone = Phone(page, cdp, desk.url)
    registered = asyncio.Event()

    def updated(event: dict[str, Any]) -> None:
        for one in event["registrations"]:
            phone.registration = one["registrationId"]
            registered.set()

    cdp.on("ServiceWorker.workerRegistrationUpdated", updated)
    await cdp.send("ServiceWorker.enable")
    await owner.sign_in(desk.url, OWNER_EMAIL, desk.password)
    await page.evaluate("async () => { await navigator.serviceWorker.ready }")
    await asyncio.wait_for(registered.wait(), 20)
    async with push_service(phone.answer) as service:
        like = phone.keys.device(f"{service}/phone")
        given = {"name": "Phone", "endpoint": like.endpoint, "p256dh": like.p256dh, "auth": like.auth}
        made = await page.evaluate(TURN_ON, given)
        assert made["name"] == "Phone"
        yield phone


async def shown_at(page: Page) -> int | None:
    told = await page.evaluate("() => fetch('/desk/v1/devices').then((answer) => answer.json())")
    found: int | None = told["devices"][0]["shown_at"]
    return found


async def test_a_closed_inbox_rings_and_the_request_is_taken_from_the_notification(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_PRIVATE_PUSH="on") as desk, chromium() as browser:
        owner = await operator(browser)
        async with phone_of(desk, owner) as phone:
            await owner.page.goto(f"{desk.url}/healthz")  # no inbox is open, and nobody looks
            guest = await visitor(browser, desk.url)
            await guest.open()
            await guest.write("I want to talk to a human, please")
            ring = await phone.receives()
            (shown,) = await eventually(phone.notifications)
            assert (shown["title"], shown["tag"], shown["actions"]) == (ring["t"], ring["g"], ["take", "soon"])
            assert shown["body"] == "I want to talk to a human, please"
            assert await eventually(lambda: shown_at(phone.page))

            await phone.delivers({**ring, "t": "Still waiting"})  # the next ring stands in the place of this one
            await eventually(lambda: _title(phone, "Still waiting"))

            await phone.worker.evaluate(TAP, "soon")
            await guest.reads("will be with you in about two minutes")
            await phone.delivers(ring)
            await eventually(phone.notifications)
            await phone.worker.evaluate(TAP, "take")
            await guest.reads("joined")
            end = await phone.receives()
            assert (end["k"], end["s"], end["g"]) == ("taken", True, ring["g"])
            await eventually(lambda: _nothing(phone))
            assert owner.errors == []


async def looks_good_where_it_is_installed(cdp: CDPSession, owner: OperatorPage, url: str) -> None:
    """Chromium has nothing to say against the manifest; its pictures are there, and as large as it says."""
    read = await cdp.send("Page.getAppManifest")
    assert read["errors"] == []
    manifest = json.loads(read["data"])
    assert {picture["form_factor"] for picture in manifest["screenshots"]} == {"wide", "narrow"}
    for picture in [*manifest["screenshots"], *manifest["icons"]]:
        content = await (await owner.page.request.get(url + picture["src"])).body()
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        assert (content[:4], f"{width}x{height}") == (b"\x89PNG", picture["sizes"]), picture["src"]
    for shortcut in manifest["shortcuts"]:
        await owner.page.goto(url + shortcut["url"])
        await owner.page.get_by_role("main").or_(owner.page.get_by_role("region")).first.wait_for()


async def test_a_tap_opens_the_conversation_and_what_is_taken_elsewhere_goes_without_a_sound(tmp_path: Path) -> None:
    """D-09 and D-10."""
    async with demo(tmp_path, DESKBELL_PRIVATE_PUSH="on") as desk, chromium() as browser:
        owner = await operator(browser, size=PHONE)
        async with phone_of(desk, owner) as phone:
            await owner.page.goto(f"{desk.url}/healthz")
            await phone.worker.evaluate(WATCH)
            guest = await visitor(browser, desk.url)
            await guest.open()
            await guest.write("I want to talk to a human, please")
            ring = await phone.receives()
            await eventually(phone.notifications)
            await phone.worker.evaluate(TAP, "")
            (address,) = await eventually(lambda: phone.worker.evaluate("went"))
            assert address == f"/inbox/c/{ring['c']}"
            await phone.delivers(ring)
            await eventually(phone.notifications)

            desk_ = await operator(browser, size=DESKTOP)
            await desk_.sign_in(desk.url, OWNER_EMAIL, desk.password)
            await desk_.page.goto(f"{desk.url}{address}")
            await desk_.press(re.compile("^Take"))
            end = await phone.receives()
            await eventually(lambda: _nothing(phone))  # after four seconds
            first, again, last = await phone.worker.evaluate("told")
            assert first == again == [ring["t"], ring["g"], False]
            assert last == [end["t"], ring["g"], True]
            assert end["t"].startswith("Taken by Nora")


async def test_a_tap_leads_an_open_window_to_the_conversation_and_it_can_be_installed(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_PRIVATE_PUSH="on") as desk, chromium() as browser:
        owner = await operator(browser)
        async with phone_of(desk, owner) as phone:
            await owner.page.goto(f"{desk.url}/settings/notifications")
            await owner.page.get_by_role("heading", name="Your devices").wait_for()
            ring = {
                "k": "ring", "t": "Vera is waiting", "b": "Hello", "g": "c:x", "c": "x", "e": 1, "n": 1, "s": False,
                "r": "no", "u": "/inbox/closed",
            }  # fmt: skip
            await phone.delivers(ring)
            await eventually(phone.notifications)
            await phone.worker.evaluate(TAP, "")
            await owner.page.wait_for_url("**/inbox/closed")
            await looks_good_where_it_is_installed(phone.cdp, owner, desk.url)
        for size in (DESKTOP, PHONE):
            await can_be_installed(desk, tmp_path / f"profile-{size['width']}", size)


async def can_be_installed(desk: Demo, profile: Path, size: dict[str, int]) -> None:
    """D-01, in a window that is not a private one: there nothing can be."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=str(find_chromium()),
            args=CHROMIUM,
            viewport=size,  # type: ignore[arg-type]
        )
        page = context.pages[0]
        await page.goto(f"{desk.url}/inbox")
        await page.evaluate("async () => { await navigator.serviceWorker.ready }")
        cdp = await context.new_cdp_session(page)
        assert await cdp.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
        await context.close()


async def _title(phone: Phone, title: str) -> bool:
    return [one["title"] for one in await phone.notifications()] == [title]


async def _nothing(phone: Phone) -> bool:
    return await phone.notifications() == []
