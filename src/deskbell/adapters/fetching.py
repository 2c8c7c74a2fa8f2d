"""The guarded transport, loaded with the first address that is read: it brings aiohttp (5 MB)."""

from __future__ import annotations

from collections.abc import Mapping

from deskbell.features.crawling.ports import Fetched, Fetcher


class LateFetcher:
    def __init__(self) -> None:
        self._http: Fetcher | None = None

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None, *, most: int = 5_000_000) -> Fetched:
        """Raises Unreachable."""
        if self._http is None:
            from deskbell.adapters.guarded_http import GuardedHttp

            self._http = GuardedHttp()
        return await self._http.fetch(url, headers, most=most)
