"""Whether a Content-Security-Policy lets the widget in, and what to add where it does not. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

Policy = dict[str, list[str]]


def parsed(text: str) -> Policy:
    """The first of a directive's mentions counts, as in browsers."""
    found: Policy = {}
    for part in text.split(";"):
        name, *sources = part.split()[:200] or [""]
        found.setdefault(name.lower(), sources)
    found.pop("", None)
    return found


def policies(header: str, inside: Iterable[str]) -> list[Policy]:
    """Every one of them must let the widget in."""
    return [parsed(one) for one in (*header.split(","), *inside) if one.strip()]


def missing(policy: Policy, *, at: str, script: str, nonce: str) -> dict[str, str]:
    """Which directives stand in the way, with what they lack. `at`: the page, `script`: the tag's address."""
    server = urlsplit(script)
    socket = server._replace(scheme="wss" if server.scheme == "https" else "ws")
    lacking: dict[str, str] = {}
    name, sources = _directive(policy, "script-src-elem", "script-src", "default-src")
    if sources is not None and not _lets_script(sources, at, server, nonce):
        lacking[name] = _origin(server)
    name, sources = _directive(policy, "connect-src", "default-src")
    if sources is not None:
        wanted = [_origin(one) for one in (server, socket) if not _lets(sources, urlsplit(at), one)]
        if wanted:
            lacking["connect-src"] = " ".join(wanted)
    return lacking


def _directive(policy: Policy, *names: str) -> tuple[str, list[str] | None]:
    """The one that decides, by the name under which to add to it."""
    found = next((name for name in names if name in policy), None)
    return (names[-2] if found in (None, "default-src") else found), policy.get(found) if found else None


def _lets_script(sources: list[str], at: str, server: SplitResult, nonce: str) -> bool:
    if nonce and f"'nonce-{nonce}'" in sources:
        return True
    return "'strict-dynamic'" not in sources and _lets(sources, urlsplit(at), server)


def _lets(sources: list[str], page: SplitResult, wanted: SplitResult) -> bool:
    return any(_matches(source, page, wanted) for source in sources)


def _matches(source: str, page: SplitResult, wanted: SplitResult) -> bool:
    low = source.lower()
    if low == "'self'":
        return page.netloc.lower() == wanted.netloc.lower() and _may_be(page.scheme, wanted.scheme)
    if low.startswith("'"):
        return False
    if low == "*":
        return True
    if low.endswith(":") and "/" not in low:
        return _may_be(low[:-1], wanted.scheme)
    scheme, _, rest = low.rpartition("://")
    host, _, path = rest.partition("/")
    if not _may_be(scheme or page.scheme, wanted.scheme):
        return False
    name, _, port = host.partition(":")
    usual = {"http": 80, "ws": 80, "https": 443, "wss": 443}[wanted.scheme]
    if port != "*" and (port or str(usual)) != str(wanted.port or usual):
        return False
    if path and not _path_matches(f"/{path}", wanted.path):
        return False
    own = (wanted.hostname or "").lower()
    return own.endswith(name[1:]) and own != name[2:] if name.startswith("*.") else own == name


def _path_matches(allowed: str, path: str) -> bool:
    return path.startswith(allowed) if allowed.endswith("/") else path == allowed


def _may_be(allowed: str, scheme: str) -> bool:
    """A scheme also lets its safe form in; sockets are named by their own."""
    wider = {"http": {"http", "https"}, "ws": {"ws", "wss", "http", "https"}, "wss": {"wss", "https"}}
    return scheme in wider.get(allowed, {allowed})


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"
