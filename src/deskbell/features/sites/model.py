"""A site (one installation of the widget) and its visitors. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SiteChanged:
    """Told after commit: what is remembered about this site's key is old."""

    key: str


@dataclass(frozen=True, slots=True)
class Site:
    """`origins`: pages that may use the key; empty means any. `appearance`: what the widget is sent."""

    workspace_id: str
    id: str
    key: str
    name: str
    origins: tuple[str, ...] = ()
    appearance: dict[str, Any] = field(default_factory=dict)

    @property
    def takes_files(self) -> bool:
        return bool(self.appearance.get("files"))

    def allows(self, origin: str | None) -> bool:
        return allowed(origin, self.origins)


@dataclass(frozen=True, slots=True)
class KnownVisitor:
    """`origins`: those of the site. `zone`: the visitor's IANA time zone, as far as it is known.
    `may_send_files`: the site takes them.
    """

    workspace_id: str
    id: str
    site_id: str
    contact_id: str
    origins: tuple[str, ...] = ()
    zone: str | None = None
    blocked: bool = False
    may_send_files: bool = False

    def may_come_from(self, origin: str | None) -> bool:
        return allowed(origin, self.origins)


def allowed(origin: str | None, origins: tuple[str, ...]) -> bool:
    return not origins or (origin is not None and origin.lower() in origins)
