"""One serving process on a migrated database: build, serve, and at SIGTERM drain before the sockets close."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from deskbell.app import System, build
from deskbell.settings import Settings

UNREAD_FOR = 60_000
Started = Callable[[System], Awaitable[None]]


class _Server(uvicorn.Server):
    """uvicorn closes every WebSocket the moment it gets a signal; we drain first, so it gets none."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Socket(WebSocketsSansIOProtocol):
    """The headers of the request that opened a socket would be held as long as it is open, and nobody asks again."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        event.headers.clear()


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Port 0: any free one. Raises OSError that says what to change."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: only then is Nagle off in asyncio
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # a client that never reads is cut off, even after its connection has ended
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_FOR)
    try:
        sock.bind((host, port))
        sock.listen(2048)
    except (OSError, UnicodeError) as error:
        sock.close()
        reason = error.strerror if isinstance(error, OSError) else "not a host name"
        raise OSError(f"Cannot listen on {host}:{port} ({reason}). Set HOST and PORT to a free address.") from error
    return sock


async def first_word(system: System) -> str:
    """What whoever starts a new server has to know; empty where it has an owner."""
    if await system.signups.standing() != "first":
        return ""
    return f"Nobody owns this server yet: whoever signs up first does, at {system.settings.public_url}/sign-up"


async def serve(settings: Settings, sock: socket.socket, *, started: Started | None = None, demo: bool = False) -> None:
    """Run until SIGTERM or SIGINT, then close the socket. `started` is awaited before the first request is answered."""
    with sock:
        await _serve(settings, sock, started, demo=demo)


async def _serve(settings: Settings, sock: socket.socket, started: Started | None, *, demo: bool) -> None:
    system = await build(settings, demo=demo)
    if started is not None:
        await started(system)
    await system.start()
    server = _Server(
        uvicorn.Config(
            system.asgi,
            loop="none",
            http="httptools",
            ws=Socket,
            ws_per_message_deflate=False,
            ws_max_size=128 * 1024,
            ws_max_queue=32,
            ws_ping_interval=None,
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=15,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    async with _signals() as stopped:
        await asyncio.wait({serving, asyncio.ensure_future(stopped.wait())}, return_when=asyncio.FIRST_COMPLETED)
    await system.drain()
    server.should_exit = True
    await serving
    await system.close()


@contextlib.asynccontextmanager
async def _signals() -> AsyncIterator[asyncio.Event]:
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    try:
        yield stopped
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
