"""What reading web sites and files needs from outside: fetching an address, turning a file into text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url`: where it was found in the end. Header names are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says, as Markdown; `links`: the web addresses in it, `sitemaps` those of a robots.txt."""

    title: str
    body: str
    links: Sequence[str] = ()


class Unreachable(Exception):
    """An address that could not be read. The message is a sentence for the operator; `again`: later it may work."""

    def __init__(self, message: str, *, again: bool) -> None:
        super().__init__(message)
        self.again = again


class Unreadable(Exception):
    """A file that gives no text. The message is a sentence for the operator."""


class Fetcher(Protocol):
    async def fetch(self, url: str, headers: Mapping[str, str] | None = None, *, most: int = ...) -> Fetched:
        """Raises Unreachable."""


class Parser(Protocol):
    async def parse(self, content: bytes, *, name: str = "", url: str = "") -> Text:
        """The text of a document. Raises Unreadable."""

    async def robots(self, content: bytes, urls: Sequence[str]) -> list[bool]:
        """Which of the addresses a robots.txt lets us read."""

    async def sitemap(self, content: bytes) -> Text:
        """The addresses of a sitemap, in `links`. Raises Unreadable."""
