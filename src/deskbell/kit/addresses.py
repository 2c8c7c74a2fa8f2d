"""Which web addresses and which machines may be fetched from on somebody's word, and what counts as one. Pure."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from deskbell.kit.errors import Refused

LONGEST: Final = 2_000
PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}")
_NUMERIC: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
# Not left to `is_global`, which knows nothing of what lies inside a translated address and differs between versions.
_NEVER: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/8", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
        "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A web address taken apart. `literal`: the host is an IP address itself."""

    url: str
    host: str
    port: int
    literal: bool


def counted(host: str | None) -> str:
    """What limits count as one address: an IPv6 client owns a whole /64."""
    try:
        address = ipaddress.IPv6Address(host or "")
    except ValueError:
        return host or "unknown"
    return str(address.ipv4_mapped or address.exploded[:19])


def may_connect(ip: str) -> bool:
    """Whether this is a public machine: not private, local, shared, translated, multicast or reserved."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if getattr(address, "scope_id", None) is not None:
        return False
    return address.is_global and not any(address.version == net.version and address in net for net in _NEVER)


def place(url: str, *, ports: frozenset[int] = frozenset()) -> Place:
    """The address in one unambiguous spelling. `ports`: allowed beside 80 and 443. Raises invalid with the reason."""
    url = url.strip()
    if len(url) > LONGEST:
        raise _no(f"The address is longer than {LONGEST:,} characters.")
    if "\\" in url or any(ch <= " " or ch == "\x7f" for ch in url):
        raise _no("The address has characters that no web address may have.")
    if not re.match(r"https?://[^/]", url, re.IGNORECASE):
        raise _no("The address must begin with http:// or https://.")
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").rstrip(".").lower()
        if not host.isascii():
            host = host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise _no("The address could not be understood.") from error
    if "@" in parts.netloc:
        raise _no("The address must not have a name or a password in it.")
    port = PORTS[parts.scheme] if port is None else port
    if port not in {*PORTS.values(), *ports}:
        raise _no("Only the ordinary web ports (80 and 443) can be read.")
    literal = _is_literal(host)
    if not literal and (not _HOST.fullmatch(host) or _NUMERIC.fullmatch(host.rsplit(".", 1)[-1])):
        raise _no("The address names no web site.")
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == PORTS[parts.scheme] else f"{shown}:{port}"
    return Place(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")), host, port, literal)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _no(why: str) -> Refused:
    return Refused("invalid", why, field="address")
