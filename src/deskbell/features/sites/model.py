"""A site (one installation of the widget) and its visitors. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SiteChanged:
    """Told after commit: what is remembered about this site is old. `closed`: it lets nobody in any more."""

    site_id: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """`origins`: pages that may use the key; empty means any. `appearance`: what the widget is sent. `off`: its pages
    get no widget, for now. `old_key_until`: until when the key before this one is as good.
    """

    workspace_id: str
    id: str
    key: str
    name: str
    origins: tuple[str, ...] = ()
    appearance: dict[str, Any] = field(default_factory=dict)
    off: bool = False
    old_key: str | None = None
    old_key_until: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What those who sign for it may call it."""
        return tuple(name for name in (self.id, self.key, self.old_key) if name)

    @property
    def takes_files(self) -> bool:
        return bool(self.appearance.get("files"))

    def allows(self, origin: str | None) -> bool:
        return allowed(origin, self.origins)


@dataclass(frozen=True, slots=True)
class KnownVisitor:
    """`origins`: those of the site. `zone`: the visitor's IANA time zone, as far as it is known.
    `may_send_files`: the site takes them. `blocked`: may not come in, because of themselves or of the site.
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
