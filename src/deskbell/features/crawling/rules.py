"""Which addresses belong to a site, when to try again, and what becomes of an origin. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import urlsplit

from deskbell.features.crawling.model import Origin, State
from deskbell.kit.addresses import place
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

DAY: Final = 86_400_000
RETRY: Final = (2_000, 10_000)
PATTERNS: Final = 20
PATTERN: Final = 300
NO_PAGES: Final = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".css", ".js", ".json", ".xml", ".zip", ".gz", ".mp3",
    ".mp4", ".mov", ".avi", ".woff", ".woff2", ".exe", ".dmg", ".rss",
)  # fmt: skip


def patterns(lines: Sequence[str], field: str) -> tuple[str, ...]:
    """Globs as they are kept. Raises invalid."""
    found = tuple(line for line in map(clean, lines) if line)
    if len(found) > PATTERNS or any(len(line) > PATTERN for line in found):
        raise Refused("invalid", f"At most {PATTERNS} patterns of {PATTERN} characters are possible.", field=field)
    return found


def belongs(origin: Origin, url: str, *, ports: frozenset[int] = frozenset()) -> str | None:
    """The address as it is kept, if it is a page of this site that is wanted."""
    try:
        found = place(url, ports=ports)
    except Refused:
        return None
    home = place(origin.address, ports=ports)
    path = urlsplit(found.url).path
    if (found.host, found.port) != (home.host, home.port) or path.lower().endswith(NO_PAGES) or len(found.url) > 500:
        return None
    if origin.include and not any(_matches(pattern, found.url, path) for pattern in origin.include):
        return None
    if any(_matches(pattern, found.url, path) for pattern in origin.exclude):
        return None
    return found.url


def _matches(pattern: str, url: str, path: str) -> bool:
    return fnmatchcase(path, pattern) or fnmatchcase(url, pattern)


def again_at(attempts: int, *, again: bool, now: int) -> int | None:
    """When to try a page once more; None: not in this round."""
    return now + RETRY[attempts - 1] if again and attempts <= len(RETRY) else None


def outcome(states: dict[str, int]) -> State:
    """What an origin is when no page of it waits any longer, from how many pages are what."""
    good = states.get("indexed", 0) + states.get("unchanged", 0)
    if states.get("stale"):
        return "stale"
    if not good:
        return "failed"
    return "indexed" if states.get("indexed") else "unchanged"


def said_by_status(status: int) -> tuple[str, bool]:
    """Why an answer is no page, and whether trying again may help."""
    if status in (404, 410):
        return f"The page is not there (answer {status}).", False
    if status in (401, 403):
        return f"The site does not let us read the page (answer {status}).", False
    return f"The site answered {status}.", status == 429 or status >= 500
