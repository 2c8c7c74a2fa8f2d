"""Fetching from addresses that people typed: public machines only, whatever names, redirects and name servers say.

Each name is looked up once; every address it has must be public; the connection goes to one of those. A last look at
the socket's own address stands behind it. Importing this module loads aiohttp.
"""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from deskbell import __version__
from deskbell.features.crawling.ports import Fetched, Unreachable
from deskbell.kit.addresses import Place, may_connect, place
from deskbell.kit.errors import Refused

SECONDS: Final = 10.0
MOST_BYTES: Final = 5_000_000
REDIRECTS: Final = 3
LookUp = Callable[[str], Awaitable[list[str]]]
NOT_PUBLIC: Final = "The address leads to a machine that is not on the public web."


async def look_up(host: str) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedHttp:
    """`also`: addresses with ports that may be reached although they are not public. For tests on loopback; no
    setting leads here.
    """

    def __init__(
        self,
        *,
        look_up: LookUp = look_up,
        also: frozenset[tuple[str, int]] = frozenset(),
        seconds: float = SECONDS,
    ) -> None:
        self._look_up = look_up
        self._also = also
        self._seconds = seconds

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None, *, most: int = MOST_BYTES) -> Fetched:
        """What is at the address, after at most three redirects. Raises Unreachable with a sentence and whether
        trying again is sensible; Refused (invalid) for an address that is none.
        """
        return await self._patiently(self._fetch(url, headers or {}, most))

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """The answer's status; whatever else it says is not read, and no redirect is followed. Raises Unreachable."""
        return (await self._patiently(self._post(url, headers, body))).status

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> Fetched:
        at = self._place(url)
        if not at.url.startswith("https://") and (at.host, at.port) not in self._also:
            raise Unreachable("The address must begin with https://.", again=False)
        return await self._once(at, headers, 0, body)

    async def _patiently(self, work: Coroutine[Any, Any, Fetched]) -> Fetched:
        try:
            async with asyncio.timeout(self._seconds):
                return await work
        except TimeoutError as error:
            raise Unreachable(f"No complete answer within {self._seconds:.0f} seconds.", again=True) from error
        except (aiohttp.ClientError, OSError, UnicodeError, ValueError) as error:
            raise Unreachable(f"The connection failed ({type(error).__name__}).", again=True) from error

    async def _fetch(self, url: str, headers: Mapping[str, str], most: int) -> Fetched:
        at = self._place(url)
        for _ in range(REDIRECTS + 1):
            answer = await self._once(at, headers, most)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            target = answer.headers.get("location", "")
            if not target:
                raise Unreachable("The address redirects, but does not say where to.", again=False)
            at = self._place(urljoin(at.url, target))
        raise Unreachable(f"The address redirects more than {REDIRECTS} times.", again=False)

    def _place(self, url: str) -> Place:
        try:
            return place(url, ports=frozenset(port for _, port in self._also))
        except Refused as refused:
            raise Unreachable(refused.message, again=False) from refused

    async def _once(self, at: Place, headers: Mapping[str, str], most: int, sent: bytes | None = None) -> Fetched:
        ips = [at.host] if at.literal else await self._found(at.host)
        if not ips or not all(self._may(ip, at.port) for ip in ips):
            raise Unreachable(NOT_PUBLIC, again=False)
        connector = aiohttp.TCPConnector(
            resolver=_Pinned(ips), use_dns_cache=False, force_close=True, socket_factory=self._socket
        )
        own = {"User-Agent": f"deskbell/{__version__}", "Accept-Encoding": "gzip"}
        async with (
            aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, trust_env=False
            ) as client,
            client.request(
                "GET" if sent is None else "POST", at.url, headers={**own, **headers}, data=sent, allow_redirects=False
            ) as answer,
        ):
            told = {name.lower(): value for name, value in answer.headers.items()}
            unread = sent is not None or 300 <= answer.status < 400
            body = b"" if unread else await _read(answer, most)
            return Fetched(at.url, answer.status, told, body)

    async def _found(self, host: str) -> list[str]:
        try:
            return await self._look_up(host)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"There is no machine called {host}.", again=True) from error

    def _may(self, ip: str, port: int) -> bool:
        return may_connect(ip) or (ip, port) in self._also

    def _socket(self, info: Any) -> socket.socket:
        family, kind, protocol, _, address = info
        if not self._may(str(address[0]), int(address[1])):
            raise OSError(NOT_PUBLIC)
        return socket.socket(family, kind, protocol)


class _Pinned(AbstractResolver):
    """Answers with the addresses that were checked, whatever is asked."""

    def __init__(self, ips: list[str]) -> None:
        self._ips = ips

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in self._ips
        ]

    async def close(self) -> None:
        return None


async def _read(answer: aiohttp.ClientResponse, most: int) -> bytes:
    """The body, unpacked, as long as it is no longer than `most` either way."""
    coding = answer.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise Unreachable(f"The page is packed in a way that cannot be read ({coding[:20]}).", again=False)
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if coding.endswith("gzip") else None
    body = bytearray()
    try:
        async for chunk in answer.content.iter_chunked(65_536):
            body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
            if len(body) > most or (unpack and unpack.unconsumed_tail):
                raise Unreachable(f"The page is larger than {most / 1_000_000:g} MB.", again=False)
    except zlib.error as error:
        raise Unreachable("The page is damaged: it could not be unpacked.", again=True) from error
    return bytes(body)
