"""The two socket addresses."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from deskbell.edges.live import web_socket
from deskbell.edges.live.gateway import Gateway


def addresses(gateway: Gateway) -> dict[str, ASGIApp]:
    """Path -> who answers there."""

    async def visitor(scope: Scope, receive: Receive, send: Send) -> None:
        await web_socket.serve(gateway, WebSocket(scope, receive, send), operator=False)

    async def operator(scope: Scope, receive: Receive, send: Send) -> None:
        await web_socket.serve(gateway, WebSocket(scope, receive, send), operator=True)

    return {"/v1/ws": visitor, "/desk/v1/ws": operator}
