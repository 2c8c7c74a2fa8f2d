"""Where documents come from: origins (a file, a page, a site) and their pages. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OriginKind = Literal["file", "page", "site"]
State = Literal["queued", "fetching", "indexed", "unchanged", "failed", "stale"]


@dataclass(frozen=True, slots=True)
class Origin:
    """`address`: a web address, or the name of a file. `include`, `exclude`: globs of addresses. `reason`: why it
    failed, or why some of it is stale. `robots`: what the site's robots.txt said.
    """

    id: str
    kind: OriginKind
    address: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    most: int
    state: State
    reason: str | None
    robots: str
    updated_at: int
    pages: int = 0
    waiting: int = 0
    troubled: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """`stale`: the last good content is kept although it could not be read again. `title`: of that content."""

    id: str
    origin_id: str
    address: str
    state: State
    reason: str | None
    attempts: int
    title: str
    etag: str
    modified: str
    digest: str
    fetched_at: int | None
