"""The two socket addresses."""

from __future__ import annotations

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from deskbell.edges.live import web_socket


async def visitor_socket(ws: WebSocket) -> None:
    await web_socket.serve(ws.app.state.gateway, ws, operator=False)


async def operator_socket(ws: WebSocket) -> None:
    await web_socket.serve(ws.app.state.gateway, ws, operator=True)


ROUTES = [WebSocketRoute("/v1/ws", visitor_socket), WebSocketRoute("/desk/v1/ws", operator_socket)]
