"""One HTTP client for everything this process asks of other machines. What is asked, and of whom, is decided elsewhere.

Importing this module loads aiohttp (5 MB): the composition root imports it only when something needs the network.
"""

from __future__ import annotations

import aiohttp

from deskbell import __version__


class HttpClient:
    """One aiohttp session, made at first use on the running loop and shared by all adapters.

    No cookies, no proxies or credentials from the environment or ~/.netrc, no limit on connections (each caller has
    its own), no overall timeout (a stream may be long): callers bound their waiting themselves.
    """

    def __init__(self, *, connect_timeout: float = 5.0, keep_alive: float = 30.0) -> None:
        self._timeout = aiohttp.ClientTimeout(total=None, connect=connect_timeout)
        self._keep_alive = keep_alive
        self._session: aiohttp.ClientSession | None = None

    def session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=self._keep_alive, ttl_dns_cache=60),
                timeout=self._timeout,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": f"deskbell/{__version__}"},
                trust_env=False,
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
