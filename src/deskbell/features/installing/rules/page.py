"""Which tags a page has, read as leniently as browsers do, in time that grows with its length only. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

MOST: Final = 1_000_000
_TAG: Final = re.compile(r"<(script|meta)\b([^>]{0,500})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_OURS: Final = re.compile(r"/w/([a-z0-9][a-z0-9_-]{2,63})\.js")
LATER: Final = ("googletagmanager.com/gtm.js", "cdn.segment.com/", "cookiebot.com", "cookielaw.org", "usercentrics.eu")


@dataclass(frozen=True, slots=True)
class Tag:
    """A script tag of ours. `held`: its type keeps it from running, as consent tools do."""

    key: str
    address: str
    nonce: str
    held: bool


@dataclass(frozen=True, slots=True)
class Read:
    """`policies`: those in the page itself. `late`: something on it brings scripts that cannot be seen from outside."""

    tags: tuple[Tag, ...]
    policies: tuple[str, ...]
    late: bool


def read(html: str, *, at: str, ours: str) -> Read:
    """`at`: the page's address, `ours`: the server's."""
    tags, policies, late = [], [], any(name in html for name in LATER)
    for found in _TAG.finditer(_without_comments(html[:MOST])):
        attributes = _attributes(found[2])
        if found[1].lower() == "meta":
            if attributes.get("http-equiv", "").lower() == "content-security-policy":
                policies.append(attributes.get("content", ""))
            continue
        tag = _tag(attributes, at, ours)
        if tag is not None:
            tags.append(tag)
    return Read(tuple(tags), tuple(policies), late)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape(next((value for value in values if value), "")).strip())
    return found


def _tag(attributes: dict[str, str], at: str, ours: str) -> Tag | None:
    try:
        address = urljoin(at, attributes.get("src", ""))
        parts, own = urlsplit(address), urlsplit(ours)
    except ValueError:
        return None
    key = _OURS.fullmatch(parts.path)
    if key is None or parts.netloc.lower() != own.netloc.lower():
        return None
    kind = attributes.get("type", "").lower()
    held = kind not in ("", "module", "text/javascript", "application/javascript")
    return Tag(key[1], address, attributes.get("nonce", ""), held)


def _without_comments(html: str) -> str:
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join([*kept, html[at:]])
