"""The composition root: the only file that names concrete parts and puts them together. Decides nothing itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from deskbell import __version__
from deskbell.adapters.passwords import Argon2
from deskbell.edges.live import sockets
from deskbell.edges.live.door import Door
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.operator import OperatorFrames
from deskbell.edges.live.tickets import Tickets
from deskbell.edges.live.visitor import VisitorFrames
from deskbell.edges.web import problems
from deskbell.edges.web.operator import assistant, conversations, knowledge, sign_in
from deskbell.edges.web.pages import demo as demo_pages
from deskbell.edges.web.pages import health, shell, widget
from deskbell.edges.web.parts import Parts
from deskbell.edges.web.visitor import routes as visitor_routes
from deskbell.edges.worker.loop import Worker
from deskbell.features.assistant import builtin, rules
from deskbell.features.assistant.model import Begun
from deskbell.features.assistant.ports import CitationDelta, Finished, ModelEvent, ModelProvider, TextDelta, Usage
from deskbell.features.assistant.reactions import Key, Reactions
from deskbell.features.assistant.service import Settings as TurnSettings
from deskbell.features.assistant.service import Turns
from deskbell.features.assistant.turn import Found, FoundPassage, Talker
from deskbell.features.conversations.model import Policy, State
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations, Writing
from deskbell.features.handoff.rules import asks_for_person
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.sites.service import Sites
from deskbell.features.workspaces import service as workspaces_service
from deskbell.features.workspaces.service import Hasher, Workspaces
from deskbell.kit.errors import Refused
from deskbell.runtime.bus import Bus
from deskbell.runtime.clock import Clock, Ids, SystemClock, SystemIds
from deskbell.runtime.db.api import DatabaseError, Tx
from deskbell.runtime.db.sqlite import SqliteDatabase
from deskbell.runtime.log import logger
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope
from deskbell.settings import Settings

log = logger("app")
STATIC = Path(__file__).parent / "static"
DRAIN_FOR_ANSWERS = 0.75  # of the time that may be spent on draining


class Around:
    """What conversations need of their workspace (see writing.Surroundings)."""

    async def anyone_reachable(self, tx: Tx, now: int) -> bool:
        return await workspaces_service.anyone_reachable(tx, now)

    async def policy(self, tx: Tx) -> Policy:
        pickup, silence = await workspaces_service.times(tx)
        return Policy(pickup=pickup, silence=silence)

    async def assistant_name(self, tx: Tx) -> str:
        return (await workspaces_service.assistant_settings(tx)).name


async def turn_settings(tx: Tx, now: int) -> TurnSettings:
    chosen = await workspaces_service.assistant_settings(tx)
    return TurnSettings(
        assistant_name=chosen.name,
        business=await workspaces_service.name(tx),
        prompt=chosen.prompt,
        prompt_version=chosen.version,
        someone_reachable=await workspaces_service.anyone_reachable(tx, now),
    )


class BuiltInAssistant:
    """The built-in answer as a model's stream."""

    def __init__(self, pause: float = 0.018) -> None:
        self._pause = pause

    async def stream(self, begun: Begun, found: Found) -> AsyncGenerator[ModelEvent, None]:
        del begun
        text, cited = builtin.compose([(p.id, p.text) for p in found.passages], answerable=found.answerable)
        for piece in builtin.chunks(text):
            yield TextDelta(piece)
            await asyncio.sleep(self._pause)
        if cited is not None:
            yield CitationDelta(cited, "")
        yield Finished("end_turn", Usage(), "built-in")


class Closing(Protocol):
    async def close(self) -> None: ...


@dataclass(slots=True)
class System:
    """Everything that runs, for those who start it, test it or look inside."""

    db: SqliteDatabase
    clock: Clock
    ids: Ids
    workspaces: Workspaces
    sites: Sites
    knowledge: Knowledge
    conversations: Conversations
    reading: Reading
    reactions: Reactions
    hub: Hub
    gateway: Gateway
    worker: Worker
    settings: Settings
    asgi: FastAPI
    http: Closing | None

    async def start(self) -> None:
        self.worker.start()

    async def drain(self) -> None:
        """Answers may finish, and clients are sent to a new connection."""
        seconds = float(self.settings.drain_seconds)
        self.gateway.draining = True
        await self.reactions.drain(seconds * DRAIN_FOR_ANSWERS)
        await self.gateway.drain(min(10.0, seconds * (1 - DRAIN_FOR_ANSWERS)))

    async def close(self) -> None:
        await self.worker.stop()
        if self.http is not None:
            await self.http.close()
        await self.db.close()


def model_provider(settings: Settings) -> tuple[ModelProvider | None, Closing | None]:
    """The configured model and the connections it uses. (None, None): the built-in assistant answers."""
    chosen = settings.chosen_provider
    if chosen == "built-in":
        return None, None
    if chosen == "anthropic-sdk":
        from deskbell.adapters.anthropic_sdk import AnthropicSdkProvider

        sdk = AnthropicSdkProvider(
            api_key=settings.anthropic_api_key, model=settings.model, base_url=settings.anthropic_base_url
        )
        return sdk, sdk
    from deskbell.adapters.http import HttpClient  # aiohttp: 5 MB that the built-in assistant does not need

    http = HttpClient()
    if chosen == "openai":
        from deskbell.adapters.openai_compatible import OpenAICompatibleProvider

        return OpenAICompatibleProvider(
            http, base_url=settings.openai_base_url, model=settings.model, api_key=settings.openai_api_key
        ), http
    from deskbell.adapters.anthropic import AnthropicProvider

    return AnthropicProvider(
        http, api_key=settings.anthropic_api_key, model=settings.model, base_url=settings.anthropic_base_url
    ), http


async def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    hasher: Hasher | None = None,
    provider: ModelProvider | None = None,
    built_in_pause: float = 0.018,
    demo: bool = False,
) -> System:
    """Put the parts together around an existing, migrated database. Nothing runs before `System.start`."""
    clock = clock or SystemClock()
    ids = ids or SystemIds(clock)
    bus = Bus()
    db = await SqliteDatabase.open(settings.database_path, bus.publish)
    workspaces, sites, knowledge_ = (
        Workspaces(db, clock, ids, hasher or Argon2()),
        Sites(db, clock, ids),
        Knowledge(db, clock, ids),
    )
    conversations_ = Conversations(Writing(db, clock, ids, Around(), asks_for_person))
    reading = Reading(db)
    turns = Turns(db, clock, ids, conversations_, turn_settings)

    async def search(begun: Begun) -> Found:
        answerable = await knowledge_.search(
            WorkspaceScope(begun.workspace_id),
            begun.question,
            history=begun.history,
            k=rules.PASSAGES,
        )
        hits = tuple(
            FoundPassage(h.passage.id, h.passage.source_id, h.passage.title, h.passage.text) for h in answerable.hits
        )
        return Found(hits, answerable.answerable, answerable)

    model, http = (provider, None) if provider is not None else model_provider(settings)
    talker = Talker(
        turns,
        clock,
        search,
        model,
        BuiltInAssistant(built_in_pause),
        lambda note: bus.publish([note]),
    )
    reactions = Reactions(turns, talker, clock)

    def running_turn(key: Key) -> tuple[int, str, str] | None:
        talk = reactions.talk_of(key)
        return (talk.begun.epoch, talk.begun.id, talk.so_far()) if talk is not None and not talk.fenced else None

    hub = Hub(reading, running_turn)
    bus.subscribe(reactions.heard)
    bus.subscribe(hub.heard)
    limits, tickets = Limits(clock, enabled=settings.rate_limits), Tickets(clock, ids)
    gateway = Gateway(
        hub=hub,
        tickets=tickets,
        reading=reading,
        workspaces=workspaces,
        sites=sites,
        limits=limits,
        clock=clock,
        ids=ids,
        visitors=VisitorFrames(conversations_, reading, hub, limits),
        operators=OperatorFrames(conversations_, reading, workspaces, hub, limits),
    )

    async def ring(scope: WorkspaceScope, job: Job) -> None:
        c = await reading.one(scope, job.payload["conversation_id"])
        if c.epoch != job.payload["epoch"] or c.unanswered_since is None:
            return
        data = {"step": job.payload["step"], "waiting_since": c.waiting_since, "state": c.state.value}
        only = job.payload["owner_id"] if c.state is State.HUMAN else None
        hub.ring(scope.workspace_id, {"t": "ring", "c": c.id, "e": c.epoch, "d": data}, only=only)

    async def still_trying(scope: WorkspaceScope, job: Job) -> None:
        await conversations_.time.still_trying(scope, job.payload["conversation_id"], epoch=job.payload["epoch"])

    worker = Worker(
        db,
        clock,
        conversations_,
        {"ring": ring, "still_trying": still_trying},
        pick_up=reactions.pick_up,
        beats=[(25.0, gateway.beat)],
    )

    async def ready() -> bool:
        async def look(tx: Tx) -> bool:
            return await tx.one("SELECT 1 AS one") is not None

        try:
            return not gateway.draining and await db.read(ANY_WORKSPACE, look)
        except DatabaseError:
            return False

    parts = Parts(
        settings=settings,
        clock=clock,
        workspaces=workspaces,
        sites=sites,
        reading=reading,
        knowledge=knowledge_,
        live=Door(gateway, tickets, limits, reading, running_turn),
        static=STATIC,
        ready=ready,
        demo=demo,
    )
    asgi = web_app(parts, gateway)
    return System(
        db,
        clock,
        ids,
        workspaces,
        sites,
        knowledge_,
        conversations_,
        reading,
        reactions,
        hub,
        gateway,
        worker,
        settings,
        asgi,
        http,
    )


def web_app(parts: Parts, gateway: Gateway) -> FastAPI:
    handlers: dict[Any, Any] = {
        Refused: problems.on_refused,
        DatabaseError: problems.on_database_error,
        RequestValidationError: problems.on_invalid,
    }
    app = FastAPI(
        title="Deskbell",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers=handlers,
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.parts = parts
    app.state.gateway = gateway
    for module in (visitor_routes, sign_in, conversations, assistant, knowledge, health, widget):
        app.include_router(module.router)
    if parts.demo:
        app.include_router(demo_pages.router)
    app.include_router(shell.router)
    app.routes.extend(sockets.ROUTES)
    app.add_middleware(problems.Cors)
    app.add_middleware(problems.Headers, frames="'self'" if parts.demo else "'none'")
    return app


@asynccontextmanager
async def running(settings: Settings, **options: Any) -> AsyncIterator[System]:
    """A system that runs inside the block and is closed at its end."""
    system = await build(settings, **options)
    await system.start()
    try:
        yield system
    finally:
        await system.reactions.drain(0)
        await system.close()


def describe() -> dict[str, Any]:
    """The OpenAPI description of the HTTP interface, without opening anything."""
    app = FastAPI(title="Deskbell", version=__version__)
    for module in (visitor_routes, sign_in, conversations, assistant, knowledge, health):
        app.include_router(module.router)
    return app.openapi()
