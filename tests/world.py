"""The one world of all tests: Acme (ada owns it, oscar works there, vera visits) and Globex (mallory must see nothing).

A real database, migrated once and copied per test (tests/databases.py); the real composition root; a clock that tests
move; no model (the built-in assistant), or the provider that a test hands in.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

from deskbell.app import System, build
from deskbell.features.conversations.model import Owner
from deskbell.features.conversations.service import Visitor
from deskbell.features.sites.model import KnownVisitor, Site
from deskbell.features.workspaces.model import Operator
from deskbell.runtime.clock import SystemIds
from deskbell.runtime.scope import WorkspaceScope
from deskbell.server import Socket
from deskbell.settings import Settings, read
from tests import databases
from tests.databases import template as template

START = 1_790_000_000_000
PASSWORD = "correct horse"


class Clock:
    """Time stands still until a test moves it. `live=True`: it also runs by itself."""

    def __init__(self, start: int = START) -> None:
        self.at = start

    def now(self) -> int:
        return self.at

    def pass_(self, milliseconds: int) -> None:
        self.at += milliseconds


class PlainHasher:
    """Quick, for tests that are not about passwords."""

    def hash(self, password: str) -> str:
        return f"plain:{password}"

    def matches(self, hashed: str, password: str) -> bool:
        return hashed == f"plain:{password}"


@dataclass(slots=True)
class Place:
    """One workspace with its people."""

    scope: WorkspaceScope
    owner: Operator
    site: Site
    operators: dict[str, Operator] = field(default_factory=dict)
    visitors: dict[str, tuple[KnownVisitor, str]] = field(default_factory=dict)

    def who(self, name: str) -> Owner:
        operator = self.operators[name]
        return Owner(operator.id, operator.name)

    def visitor(self, name: str) -> Visitor:
        known = self.visitors[name][0]
        return Visitor(known.id, known.site_id, known.contact_id)

    def token(self, name: str) -> str:
        return self.visitors[name][1]


@dataclass(slots=True)
class World:
    system: System
    clock: Any
    acme: Place
    globex: Place

    async def present(self, place: Place, *names: str) -> None:
        """These operators have their dashboard open right now."""
        for name in names:
            await self.system.workspaces.heartbeat(place.scope, place.operators[name].id)

    async def new_visitor(self, place: Place, name: str) -> Visitor:
        place.visitors[name] = await self.system.sites.new_visitor(place.site, lang="en")
        return place.visitor(name)

    async def cookie(self, place: Place, name: str) -> str:
        """A signed-in operator's token."""
        found = await self.system.workspaces.operator_by_email(place.operators[name].email)
        assert found is not None
        return (await self.system.workspaces.start_sign_in(*found)).token


def settings_for(folder: Path, **changes: str) -> Settings:
    return read({"DESKBELL_DATA": str(folder), "DESKBELL_DRAIN_SECONDS": "1", **changes})


@asynccontextmanager
async def world(
    folder: Path, *, template_folder: Path, clock: Any = None, keep: bool = False, **options: Any
) -> AsyncIterator[World]:
    """Everything built and seeded, nothing running by itself (start `system.worker` where time must act).

    `keep`: the database stays when the world ends.
    """
    url = await databases.empty(folder, template_folder=template_folder)
    settings = settings_for(folder, DATABASE_URL=url, **options.pop("environment", {}))
    clock = clock or Clock()
    options.setdefault("hasher", PlainHasher())
    options.setdefault("built_in_pause", 0.0)
    system = await build(settings, clock=clock, ids=SystemIds(clock), **options)
    try:
        acme = await _place(system, "Acme", "ada", "oscar", "olga")
        globex = await _place(system, "Globex", "mallory", "mortimer")
        made = World(system, clock, acme, globex)
        await made.new_visitor(acme, "vera")
        await made.new_visitor(acme, "victor")
        await made.new_visitor(globex, "gina")
        yield made
    finally:
        await system.reactions.drain(0)
        await system.close()
        if not keep:
            await databases.gone(url)


async def _place(system: System, business: str, owner: str, *others: str) -> Place:
    domain = f"{business.lower()}.example"
    made = await system.workspaces.create(
        name=business, owner_name=owner.title(), owner_email=f"{owner}@{domain}", password=PASSWORD
    )
    scope = WorkspaceScope(made.workspace_id)
    place = Place(scope, made.operator, await system.sites.create(scope, name="Shop", key=business.lower()))
    place.operators[owner] = made.operator
    for name in others:
        place.operators[name] = await system.workspaces.add_operator(
            scope, name=name.title(), email=f"{name}@{domain}", password=PASSWORD
        )
    await system.knowledge.add(
        scope, kind="qa", question="When are you open?", body=f"{business} is open Monday to Friday, 9:00 to 17:00."
    )
    return place


def bound() -> socket.socket:
    """On a free port, for those who have to know it beforehand."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: else 40 ms an answer
    sock.bind(("127.0.0.1", 0))
    return sock


@asynccontextmanager
async def serving(system: System, sock: socket.socket | None = None) -> AsyncIterator[str]:
    """The system on a real socket of this machine; yields its address, like http://127.0.0.1:12345."""
    sock = sock or bound()
    server = uvicorn.Server(
        uvicorn.Config(
            system.asgi,
            ws=Socket,
            ws_per_message_deflate=False,
            ws_max_size=128 * 1024,
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
            ws_ping_interval=None,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        while not server.started:  # noqa: ASYNC110 - uvicorn offers no event for it
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
