"""A push service on loopback, and a browser's private side of a subscription."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import http_ece  # type: ignore[import-untyped]
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from deskbell.adapters.vapid import b64
from deskbell.features.notifications.model import Device

NOW = 1_790_000_000_000


class Browser:
    """A subscription's private side."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    def device(self, endpoint: str) -> Device:
        public = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return Device(
            "dev_1", "op_1", "Phone", "Android", endpoint, b64(public), b64(self.auth),
            False, None, 0, None, None, None, None, NOW,
        )  # fmt: skip

    def reads(self, body: bytes) -> bytes:
        plain: bytes = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return plain


@asynccontextmanager
async def push_service(answer: Callable[[web.Request, bytes], Any]) -> AsyncIterator[str]:
    async def took(request: web.Request) -> web.StreamResponse:
        response: web.StreamResponse = await answer(request, await request.read())
        return response

    app = web.Application()
    app.router.add_post("/push/{name}", took)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/push"
    finally:
        await runner.cleanup()
