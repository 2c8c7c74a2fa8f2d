"""Web Push: encrypts (RFC 8291), signs (RFC 8292) and posts (RFC 8030). Everything heavy is loaded at the first push.

Addresses come from browsers, so anybody who signs in can type one: https only, and only public addresses are connected.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import socket
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from deskbell.adapters.vapid import Vapid, b64, unb64
from deskbell.features.notifications.model import Device
from deskbell.features.notifications.ports import Answer

PATIENCE = 10.0
LONGEST_ADDRESS: Final = 2_000
NO_ADDRESS = "The browser's push address cannot be used: it must be https and on the public internet."


class WebPush:
    """`private`: also plain http and addresses of this machine or network, for tests and closed networks."""

    def __init__(self, vapid: Vapid, *, private: bool = False, patience: float = PATIENCE) -> None:
        self._vapid = vapid
        self._private = private
        self._patience = patience
        self._session: Any = None

    def public_key(self) -> str:
        return self._vapid.public()

    def refusal(self, endpoint: str, p256dh: str, auth: str) -> str | None:
        if not self._address_is_good(endpoint):
            return NO_ADDRESS
        try:
            usable = len(unb64(auth)) == 16 and _is_point(unb64(p256dh))
        except ValueError:
            usable = False
        return None if usable else "The browser's push keys cannot be used. Turn notifications off and on again."

    def _address_is_good(self, endpoint: str) -> bool:
        try:
            parts = urlsplit(endpoint)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if not host or len(endpoint) > LONGEST_ADDRESS or parts.username or parts.password or not endpoint.isascii():
            return False
        if self._private:
            return parts.scheme in ("http", "https")
        return parts.scheme == "https" and port in (None, 443) and "." in host and not _is_literal(host)

    async def send(self, device: Device, payload: bytes, *, ttl: int, urgency: str, topic: str, now: int) -> Answer:
        import aiohttp

        if not self._address_is_good(device.endpoint):
            return Answer(410, reason=NO_ADDRESS)
        body = encrypted(payload, unb64(device.p256dh), unb64(device.auth))
        headers = {
            "TTL": str(max(1, ttl)),
            "Urgency": urgency,
            "Topic": b64(hashlib.sha256(topic.encode()).digest()[:24]),  # at most 32 characters
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "Authorization": self._vapid.header(device.endpoint, now),
        }
        try:
            async with asyncio.timeout(self._patience):
                request = self._connected().post(device.endpoint, data=body, headers=headers, allow_redirects=False)
                async with request as response:
                    return Answer(
                        response.status, _retry_after(response.headers.get("Retry-After"), now), response.reason or ""
                    )
        except TimeoutError:
            return Answer(0, reason="no answer in time")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Answer(0, reason=type(error).__name__)

    def _connected(self) -> Any:
        if self._session is None:
            import aiohttp
            from aiohttp.resolver import ThreadedResolver

            resolver = ThreadedResolver()
            if not self._private:
                plain = resolver.resolve

                async def public(*args: Any, **more: Any) -> Any:
                    return only_public(await plain(*args, **more))

                resolver.resolve = public  # type: ignore[method-assign]
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, resolver=resolver, ttl_dns_cache=60, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def encrypted(
    payload: bytes, p256dh: bytes, auth: bytes, *, salt: bytes | None = None, make_key: Callable[[], Any] | None = None
) -> bytes:
    """One record of aes128gcm with the key and salt in its header. Chance is the library's, or what a test hands in."""
    import http_ece  # type: ignore[import-untyped]
    from cryptography.hazmat.primitives.asymmetric import ec

    key = make_key() if make_key else ec.generate_private_key(ec.SECP256R1())
    sealed: bytes = http_ece.encrypt(
        payload, salt=salt, private_key=key, dh=p256dh, auth_secret=auth, version="aes128gcm"
    )
    return sealed


def only_public(found: list[Any]) -> list[Any]:
    """The resolved addresses that are public ones. Raises OSError when there is none."""
    good = [one for one in found if ipaddress.ip_address(one["host"].split("%")[0]).is_global]
    if not good:
        raise OSError(socket.EAI_NONAME, "the name leads to no public address")
    return good


def _is_point(raw: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == 65


def _is_literal(host: str) -> bool:
    """Also the odd ways to write an IPv4 address, which resolvers understand: 127.1, 0x7f.1, 2130706433."""
    return ":" in host or host.rstrip(".").rsplit(".", 1)[-1][:1].isdigit()


def _retry_after(text: str | None, now: int) -> int | None:
    """Seconds, or a date. None: not said."""
    if not text:
        return None
    if text.strip().isdigit():
        return min(int(text), 86_400) * 1000
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp() * 1000) - now)
    except ValueError:
        return None
