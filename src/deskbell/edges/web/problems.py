"""Refusals as problem+json (RFC 9457), and the headers that every answer carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import DatabaseError, StorageUnavailable
from deskbell.runtime.log import logger

log = logger("web")
APP_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {frames}"
)


def problem(refused: Refused, *, status: int | None = None, headers: Mapping[str, str] | None = None) -> Response:
    status = status or refused.status
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": refused.code.replace("_", " "),
        "status": status,
        "code": refused.code,
        "detail": refused.message,
        **refused.details,
    }
    shown = dict(headers or {})
    if "retry_after" in refused.details:
        shown["Retry-After"] = str(refused.details["retry_after"])
    return Response(json.dumps(body), status_code=status, headers=shown, media_type="application/problem+json")


async def on_refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem(error)


async def on_database_error(_: Request, error: Exception) -> Response:
    log.error("request_failed", error=str(error))
    if isinstance(error, StorageUnavailable):
        return problem(Refused("unavailable", "This could not be stored just now. Please try again."))
    assert isinstance(error, DatabaseError)
    return problem(Refused("internal", "Something went wrong on our side. Please try again."))


async def on_invalid(_: Request, error: Exception) -> Response:
    """FastAPI's list of faults as one sentence."""
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    first = faults[0] if faults else {}
    where = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    return problem(Refused("invalid", f"{where or 'The request'}: {first.get('msg', 'not understood')}"))


async def on_http(_: Request, error: Exception) -> Response:
    """What the framework itself refuses: no such page, no such method, a body that is no JSON."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return problem(Refused("not_found", "There is no such page."))
    if error.status_code == 405:
        return problem(Refused("not_found", "This cannot be done here."), status=405, headers=error.headers)
    return problem(Refused("invalid", "The request could not be understood."))


class Headers:
    """Security headers on every answer. `frames`: who may show our pages in a frame."""

    def __init__(self, app: ASGIApp, *, frames: str = "'none'") -> None:
        self._app = app
        self._policy = APP_POLICY.format(frames=frames)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", self._policy)
                    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            await send(message)

        await self._app(scope, receive, with_headers)


class Cors:
    """Visitors' pages live on other origins. Nothing here rests on cookies, so any origin may ask; a site's own list
    of origins is checked where a visitor comes in.
    """

    PATHS = ("/v1/", "/w/")
    ALLOWED = {  # noqa: RUF012
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Max-Age": "7200",
    }

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self.PATHS):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=self.ALLOWED)(scope, receive, send)
            return

        async def with_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Access-Control-Allow-Origin"] = "*"
            await send(message)

        await self._app(scope, receive, with_origin)


def frame_answer(frame: dict[str, Any] | None, status: int) -> Response:
    return JSONResponse(frame or {"t": "ack", "d": {}}, status_code=status)
