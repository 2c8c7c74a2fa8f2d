"""The people a workspace knows, as lists and sheets show them. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Origin = Literal["widget", "operator", "import"]
Known = Literal["any", "name", "email", "phone"]
Order = Literal["recent", "new"]
MOST_FIELDS: Final = 30
MOST_KEY: Final = 40
MOST_VALUE: Final = 500


@dataclass(frozen=True, slots=True)
class Consent:
    """In which words, when, and either in which conversation or by whom it was written down."""

    text: str
    at: int
    by: str | None
    conversation_id: str | None
    withdrawn_at: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """`last_at`: the last change of the newest conversation with them; None: there was none."""

    id: str
    name: str | None
    email: str | None
    phone: str | None
    origin: Origin
    site: str | None
    custom: dict[str, str]
    consents: tuple[Consent, ...]
    version: int
    created_at: int
    last_at: int | None
    last_id: str | None
    last_state: str | None
    conversations: int


@dataclass(frozen=True, slots=True)
class Told:
    """Where a detail comes from."""

    field: str
    source: str
    by: str | None
    conversation_id: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contacts: all that the words are in, that are known by, that come from; within [since, until)."""

    words: tuple[str, ...] = ()
    has: Known | None = None
    origin: Origin | None = None
    site_id: str | None = None
    consent: bool | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, as it is to be kept. `number`: where it begins in the file."""

    number: int
    id: str | None
    name: str | None
    email: str | None
    phone: str | None
    custom: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    number: int
    reason: str


@dataclass(slots=True)
class Report:
    """What became of each line. The four add up to the lines of the file."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
