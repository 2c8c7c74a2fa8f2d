"""The guarded transport, loaded with the first address that is read: it brings aiohttp (5 MB)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskbell.features.crawling.ports import Fetched, Fetcher, Unreachable
from deskbell.features.webhooks.ports import Answer

if TYPE_CHECKING:
    from deskbell.adapters.guarded_http import GuardedHttp


class LateFetcher:
    def __init__(self) -> None:
        self._http: Fetcher | None = None

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None, *, most: int = 5_000_000) -> Fetched:
        """Raises Unreachable."""
        if self._http is None:
            from deskbell.adapters.guarded_http import GuardedHttp

            self._http = GuardedHttp()
        return await self._http.fetch(url, headers, most=most)


class LateSender:
    """`http`: for tests; otherwise the guarded transport comes with the first delivery."""

    def __init__(self, http: GuardedHttp | None = None) -> None:
        self._http = http

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        if self._http is None:
            from deskbell.adapters.guarded_http import GuardedHttp

            self._http = GuardedHttp()
        try:
            return Answer(await self._http.post(url, headers, body))
        except Unreachable as unreachable:
            return Answer(0, str(unreachable))
