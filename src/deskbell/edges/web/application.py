"""The web application: which routes, which handlers for what goes wrong, which layers around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from deskbell.edges.web import problems
from deskbell.edges.web.late import Late
from deskbell.edges.web.operator import (
    attachments,
    audit,
    conversations,
    copilot,
    door,
    privacy,
    safety,
    search,
    sign_in,
    team,
    unsent,
)
from deskbell.edges.web.pages import demo, health, hosted, landing, shell, widget
from deskbell.edges.web.parts import Parts
from deskbell.edges.web.visitor import attachments as visitor_attachments
from deskbell.edges.web.visitor import routes as visitor
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import DatabaseError

AT_ONCE = (
    visitor,
    visitor_attachments,
    sign_in,
    door,
    safety,
    team,
    conversations,
    attachments,
    copilot,
    search,
    unsent,
    privacy,
    audit,
    health,
)
LATE = {
    "/desk/v1/assistant": "operator.assistant",
    "/desk/v1/billing": "operator.billing",
    "/desk/v1/capture": "operator.capture",
    "/desk/v1/console": "operator.console",
    "/desk/v1/contacts": "operator.contacts",
    "/desk/v1/devices": "operator.devices",
    "/desk/v1/files": "operator.origins",
    "/desk/v1/gaps": "operator.gaps",
    "/desk/v1/golden": "operator.golden",
    "/desk/v1/hours": "operator.hours",
    "/desk/v1/keys": "operator.keys",
    "/desk/v1/knowledge": "operator.transfer",
    "/desk/v1/mails": "operator.mail",
    "/desk/v1/origins": "operator.origins",
    "/desk/v1/replies": "operator.replies",
    "/desk/v1/reports": "operator.reports",
    "/desk/v1/sites": "operator.sites",
    "/desk/v1/sources": "operator.knowledge",
    "/desk/v1/views": "operator.views",
    "/desk/v1/webhooks": "operator.webhooks",
    "/desk/v1/workspace": "operator.workspace",
    "/api/v1": "public.routes",
    "/hooks": "hooks.stripe",
}
SILENT: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}


class Application(FastAPI):
    """FastAPI for what is HTTP. A socket goes straight to its place: each layer for HTTP would do nothing for it, and
    hold a frame for as long as it is open (docs/decisions/0106).
    """

    def __init__(self, sockets: Mapping[str, ASGIApp], **given: Any) -> None:
        super().__init__(**given)
        self.sockets = sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.sockets.get(scope["path"], WebSocketClose())(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def make(parts: Parts, sockets: Mapping[str, ASGIApp]) -> Application:
    """`sockets`: path -> who answers there."""
    handlers: dict[Any, Any] = {
        Refused: problems.on_refused,
        DatabaseError: problems.on_database_error,
        RequestValidationError: problems.on_invalid,
        HTTPException: problems.on_http,
    }
    silent = {"docs_url": None, "redoc_url": None, "openapi_url": None, "telemetry": SILENT}
    app = Application(sockets, exception_handlers=handlers, **silent)
    app.router.redirect_slashes = False  # it would send people to whatever host their request named
    app.state.parts = parts
    for module in (*AT_ONCE, widget, hosted, landing, *([demo] if parts.demo else []), shell):
        app.routes.extend(module.router.routes)  # as they are: including them makes every one a second time (2 MB)
    app.routes.extend(Late(prefix, f"{__package__}.{module}") for prefix, module in LATE.items())
    app.add_middleware(problems.Cors)
    app.add_middleware(problems.Headers, frames="'self'" if parts.demo else "'none'")
    return app
