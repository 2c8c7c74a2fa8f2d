"""What is known of a person. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Who said it."""

    MESSAGE = "message"
    ASSISTANT = "assistant"
    OPERATOR = "operator"
    VERIFIED = "verified"  # signed by the site on which they are
    PAGE = "page"  # said by the page, unsigned
    CARD = "card"  # the visitor filled in the field that they were shown
    IMPORT = "import"
    MERGED = "merged"  # of an event only: two contacts were found to be one person


@dataclass(frozen=True, slots=True)
class Details:
    """What a person said of themselves, or what somebody wrote down. All of it is a claim: nothing was verified."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        return {"name": self.name, "email": self.email, "phone": self.phone}

    def get(self, field: str) -> str | None:
        return self.as_dict().get(field)


FIELDS = ("email", "name", "phone")  # in the order in which they are asked for


@dataclass(frozen=True, slots=True)
class Capture:
    """What a workspace asks its visitors for when a person is to answer, and what it tells them about that.

    `consent` by language; "" is the text for all others. `privacy`: the address of a page.
    """

    fields: tuple[str, ...] = ("email",)
    consent: dict[str, str] = field(default_factory=dict)
    privacy: str = ""
    version: int = 0

    def consent_in(self, lang: str | None) -> str:
        short = (lang or "").split("-")[0].lower()
        own = next((text for one, text in self.consent.items() if one and one.split("-")[0].lower() == short), "")
        return own or self.consent.get("", "")
