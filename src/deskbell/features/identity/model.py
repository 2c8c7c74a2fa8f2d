"""Who a site says that a visitor is. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from deskbell.features.contacts.model import Details


@dataclass(frozen=True, slots=True)
class Claims:
    """What a signed token says. `subject`: the visitor's id in the site's own books."""

    subject: str
    details: Details = field(default_factory=Details)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Whose conversations this browser has from now on. `verified`: by a signed token, `refused`: why not."""

    visitor_id: str
    token: str | None
    verified: bool = False
    refused: str | None = None
