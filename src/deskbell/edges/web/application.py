"""The web application: which routes, which handlers for what goes wrong, which layers around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from deskbell import __version__
from deskbell.edges.web import problems
from deskbell.edges.web.hooks import stripe
from deskbell.edges.web.operator import (
    assistant,
    attachments,
    audit,
    billing,
    capture,
    console,
    contacts,
    conversations,
    copilot,
    devices,
    door,
    gaps,
    golden,
    hours,
    keys,
    knowledge,
    mail,
    origins,
    privacy,
    replies,
    reports,
    safety,
    search,
    sign_in,
    sites,
    team,
    transfer,
    unsent,
    views,
    webhooks,
    workspace,
)
from deskbell.edges.web.pages import demo, health, hosted, landing, shell, widget
from deskbell.edges.web.parts import Parts
from deskbell.edges.web.public import description
from deskbell.edges.web.public import routes as public
from deskbell.edges.web.visitor import attachments as visitor_attachments
from deskbell.edges.web.visitor import routes as visitor
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import DatabaseError

DESCRIBED = (
    visitor,
    visitor_attachments,
    sign_in,
    door,
    safety,
    team,
    sites,
    capture,
    conversations,
    attachments,
    copilot,
    contacts,
    replies,
    search,
    reports,
    unsent,
    views,
    assistant,
    knowledge,
    transfer,
    origins,
    gaps,
    console,
    golden,
    hours,
    mail,
    billing,
    devices,
    keys,
    webhooks,
    public,
    privacy,
    workspace,
    audit,
    health,
)
SILENT: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}


def make(parts: Parts, sockets: Sequence[BaseRoute]) -> FastAPI:
    handlers: dict[Any, Any] = {
        Refused: problems.on_refused,
        DatabaseError: problems.on_database_error,
        RequestValidationError: problems.on_invalid,
        HTTPException: problems.on_http,
    }
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, exception_handlers=handlers, telemetry=SILENT)
    app.router.redirect_slashes = False  # it would send people to whatever host their request named
    app.state.parts = parts
    for module in (*DESCRIBED, stripe, widget, hosted, landing, *([demo] if parts.demo else []), shell):
        app.routes.extend(module.router.routes)  # as they are: including them makes every one a second time (2 MB)
    app.routes.extend(sockets)
    app.add_middleware(problems.Cors)
    app.add_middleware(problems.Headers, frames="'self'" if parts.demo else "'none'")
    return app


def describe() -> dict[str, Any]:
    """The OpenAPI description of the HTTP interface. Building it costs 23 MB: never done by the server."""
    app = FastAPI(title="Deskbell", version=__version__)
    for module in DESCRIBED:
        app.include_router(module.router)
    return description.finished_inside(app.openapi())


def describe_public() -> dict[str, Any]:
    """The public API alone, which docs/reference/openapi.json holds."""
    app = FastAPI(title="Deskbell", version=__version__)
    app.include_router(public.router)
    return description.finished(app.openapi())
