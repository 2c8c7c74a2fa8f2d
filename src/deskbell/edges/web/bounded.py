"""Routes that read no more of a request's body than any of them can need. What a body means is the route's business."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Message

from deskbell.kit.errors import Refused

MOST_BYTES: Final = 1_500_000  # a source of knowledge with every character escaped


class Bounded(APIRoute):
    """Refuses a larger body before it is in memory. Raises too_long."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def handler(request: Request) -> Response:
            announced = request.headers.get("content-length", "")
            if announced.isdigit() and int(announced) > MOST_BYTES:
                raise too_long()
            try:
                return await inner(Request(request.scope, _counted(request)))
            except HTTPException as error:  # FastAPI's word for whatever happens while a body is read
                if isinstance(error.__cause__, Refused):
                    raise error.__cause__ from None
                raise

        return handler


def _counted(request: Request) -> Callable[[], Coroutine[Any, Any, Message]]:
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            raise too_long()
        return message

    return receive


def too_long() -> Refused:
    return Refused("too_long", "That is more than can be sent at once.")
