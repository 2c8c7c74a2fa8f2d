"""The two socket addresses."""

from __future__ import annotations

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from deskbell.edges.live.gateway import Gateway


async def visitor_socket(ws: WebSocket) -> None:
    gateway: Gateway = ws.app.state.gateway
    await gateway.socket(ws, operator=False)


async def operator_socket(ws: WebSocket) -> None:
    gateway: Gateway = ws.app.state.gateway
    await gateway.socket(ws, operator=True)


ROUTES = [WebSocketRoute("/v1/ws", visitor_socket), WebSocketRoute("/desk/v1/ws", operator_socket)]
