"""Telephones of a desk's people, with a push service that answers what a test says, and what reached each of them."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from deskbell.adapters.vapid import Vapid
from deskbell.adapters.webpush import WebPush
from deskbell.edges.worker.pushing import Pushing
from deskbell.features.notifications.model import Device
from deskbell.features.notifications.reactions import Reactions
from deskbell.features.notifications.service.devices import Devices
from deskbell.features.notifications.service.ringing import Ringing
from tests.fakes.push_service import Browser
from tests.services.desk import Desk


@dataclass
class Phones:
    """`answers`: the status (and headers) for a device by name, one a try; the last one stays. Without one: 201."""

    desk: Desk
    folder: Path
    answers: dict[str, list[tuple[int, dict[str, str]]]] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    eyes: set[str] = field(default_factory=set)
    got: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    tries: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    url: str = ""

    def __post_init__(self) -> None:
        desk = self.desk
        self.service = WebPush(
            Vapid(self.folder / "vapid.key", subject="mailto:a@acme.example"), private=True, patience=1
        )
        self.devices = Devices(desk.db, desk.clock, desk.ids, self.service)
        self.ringing = Ringing(desk.db, desk.clock, desk.ids, desk.workspaces, lambda _: self.eyes)
        self.reactions = Reactions(self.ringing)
        self.pushing = Pushing(self.ringing, self.service, desk.clock)
        self.browsers: dict[str, Browser] = {}
        self.heard = 0

    async def answer(self, request: web.Request, body: bytes) -> web.StreamResponse:
        name = request.match_info["name"]
        self.tries[name] += 1
        if name in self.slow:
            await asyncio.sleep(30)
        waiting = self.answers.get(name, [(201, {})])
        status, headers = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if status < 300:
            self.got[name].append(json.loads(self.browsers[name].reads(body)))
            self.arrived.set()
        return web.Response(status=status, headers=headers)

    async def phone(self, who: str, name: str) -> Device:
        browser = self.browsers[name] = Browser()
        like = browser.device(f"{self.url}/{name}")
        self.desk.clock.pass_(1)  # no two are equally new
        return await self.devices.turn_on(
            self.desk.acme.scope,
            self.desk.acme.operators[who].id,
            name=name,
            platform="Android",
            endpoint=like.endpoint,
            p256dh=like.p256dh,
            auth=like.auth,
        )

    async def passes(self, milliseconds: int = 0) -> None:
        """Time passes; the worker does what is due by then, and is told what happened."""
        self.desk.clock.pass_(milliseconds)
        for job in await self.desk.jobs_due():
            if job.kind == "ring":
                told = job.payload
                await self.ringing.ring(
                    self.desk.acme.scope,
                    told["conversation_id"],
                    epoch=told["epoch"],
                    step=told["step"],
                    only=told["owner_id"],
                )
        for note in self.desk.notes[self.heard :]:
            self.reactions.heard(note)
        self.heard = len(self.desk.notes)
        await self.reactions.rest()
        await self.beat()

    async def beat(self) -> None:
        for _ in range(3):  # what one push leads to is sent with the next beat
            await self.pushing.pushes()
            await self.pushing.rest()

    async def shows(self, name: str) -> None:
        """The device confirms what it got last."""
        await self.ringing.shown(self.got[name][-1]["r"])

    def told(self) -> dict[str, list[str]]:
        return {name: [f"{one['k']}: {one['t']}" for one in got] for name, got in self.got.items() if got}
