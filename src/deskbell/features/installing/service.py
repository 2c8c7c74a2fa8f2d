"""Looks at a page of an owner's web site as a browser would be sent it, and says what keeps the widget away."""

from __future__ import annotations

from deskbell.features.crawling.ports import Fetcher, Unreachable
from deskbell.features.installing.model import Finding, Looked
from deskbell.features.installing.rules import page
from deskbell.features.installing.rules.verdict import findings
from deskbell.features.sites.service import Sites
from deskbell.kit.errors import not_found
from deskbell.runtime.scope import WorkspaceScope

HEADERS = {"Accept": "text/html", "Cache-Control": "no-cache"}


class Installing:
    """`public_url`: where the tag leads. `fetcher` reaches public machines only."""

    def __init__(self, sites: Sites, fetcher: Fetcher, public_url: str) -> None:
        self._sites = sites
        self._fetcher = fetcher
        self._ours = public_url

    async def look(self, scope: WorkspaceScope, site_id: str, address: str) -> Looked:
        """Raises not_found (the site)."""
        site = next((one for one in await self._sites.all(scope) if one.id == site_id), None)
        if site is None:
            raise not_found("site")
        url = address.strip()
        url = url if "://" in url else f"https://{url}"
        try:
            found = await self._fetcher.fetch(url, HEADERS, most=2 * page.MOST)
        except Unreachable as unreachable:
            return Looked(url, (Finding("unreachable", f"This page could not be opened from here. {unreachable}"),))
        if found.status >= 400:
            return Looked(found.url, (Finding("status", f"This page answers with the error {found.status}."),))
        html = found.body.decode("utf-8", "replace")
        header = found.headers.get("content-security-policy", "")
        return Looked(found.url, findings(html, header=header, at=found.url, ours=self._ours, site=site))
