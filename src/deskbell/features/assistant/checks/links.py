"""Links in an answer: those of the workspace stay, others become text that nothing follows, images never. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_IMAGE: Final = re.compile(r"!\[([^\[\]]{0,300})\]\(([^()\s]{0,2000})[^()]{0,300}\)")
_LINK: Final = re.compile(r"\[([^\[\]]{1,300})\]\(\s*<?([^()\s<>]{0,2000})>?[^()]{0,300}\)")
_TAIL: Final = re.compile(r"\]\((\s*<?)([^()\s<>]{0,2000})")  # of a link whose label began on another line
_BARE: Final = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,20}:)//[^\s<>()\[\]\"'`*]+")
_MAIL: Final = re.compile(r"(?i)^mailto:([^?\s]+)$")
_SCHEME: Final = re.compile(r"(?i)^\s*(?:https?:)?//")


def hosts(texts: Iterable[str]) -> frozenset[str]:
    """The hosts of the web addresses (or origins) in these texts."""
    found = (_host(match[0]) for text in texts for match in _BARE.finditer(text))
    return frozenset(host for host in found if host)


def tame(text: str, allowed: frozenset[str], emails: frozenset[str] = frozenset()) -> str:
    """The text with only links to `allowed` hosts (and their subdomains) and mails to `emails`."""

    def link(match: re.Match[str]) -> str:
        label, target = match[1], match[2]
        mail = _MAIL.match(target)
        if (mail and mail[1].lower() in emails) or (not mail and _ours(target, allowed)):
            return match[0]
        shown = mail[1] if mail else _SCHEME.sub("", target) if _SCHEME.match(target) else ""
        return label if not shown or shown == label else f"{label} ({shown})"

    def bare(match: re.Match[str]) -> str:
        return match[0] if _ours(match[0], allowed) else match[0].split("//", 1)[1]

    def tail(match: re.Match[str]) -> str:
        mail = _MAIL.match(match[2])
        kept = _ours(match[2], allowed) or (mail and mail[1].lower() in emails)
        return match[0] if kept else f"] ({match[1]}{_SCHEME.sub('', match[2])}"

    return _BARE.sub(bare, _TAIL.sub(tail, _LINK.sub(link, _IMAGE.sub(r"\1", text))))


def _ours(address: str, allowed: frozenset[str]) -> bool:
    host = _host(address)
    return bool(host) and any(host == one or host.endswith("." + one) for one in allowed)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address.rstrip(".,;:!?"))
        if parts.scheme.lower() not in ("http", "https") or parts.username is not None or "\\" in address:
            return ""
        return (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
