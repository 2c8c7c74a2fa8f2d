"""A puzzle for the browsers of new visitors, where many come at once: cheap for one, dear for thousands (ADR 112).

A puzzle is `BITS.UNTIL.SALT.SIGN`; it is done by the number `n` for which SHA-256 of `SIGN.n` begins with so many
zero bits. `SIGN` binds it to a site, so nothing is kept of it before it is done.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import OrderedDict
from typing import Final, Protocol

from deskbell.runtime.clock import Clock, Ids

BITS: Final = 16
LASTS: Final = 120_000
MOST: Final = 50_000
LONGEST: Final = 120


class Shared(Protocol):
    """Where several processes write down what was used."""

    async def first(self, name: str, *, lasts: int) -> bool:
        """Whether nobody else has named it, for `lasts` milliseconds. True also when it cannot be reached."""


class Work:
    """`shared`: set where there are other processes. While it cannot be reached, each remembers its own alone."""

    def __init__(self, master: bytes, clock: Clock, ids: Ids) -> None:
        self._key = hmac.digest(master, b"deskbell work", "sha256")
        self._clock = clock
        self._ids = ids
        self._used: OrderedDict[str, int] = OrderedDict()
        self.shared: Shared | None = None
        self.counts = {"asked": 0, "done": 0}

    def puzzle(self, site_id: str) -> str:
        self.counts["asked"] += 1
        about = f"{BITS}.{self._clock.now() + LASTS}.{self._ids.secret()[:16]}"
        return f"{about}.{sign(self._key, site_id, about)}"

    async def done(self, work: str, site_id: str) -> bool:
        """Once: whether this is a puzzle of ours for the site, in time, with its solution."""
        now = self._clock.now()
        name = solved(work, self._key, site_id, now)
        if name is None or name in self._used:
            return False
        while self._used and (len(self._used) >= MOST or next(iter(self._used.values())) <= now):
            self._used.popitem(last=False)
        self._used[name] = now + LASTS
        if self.shared is not None and not await self.shared.first(f"work:{name}", lasts=LASTS):
            return False
        self.counts["done"] += 1
        return True


def sign(key: bytes, site_id: str, about: str) -> str:
    mac = hmac.digest(key, f"{site_id}\0{about}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac[:16]).decode().rstrip("=")


def solved(work: str, key: bytes, site_id: str, now: int) -> str | None:
    """The puzzle's signature, which names it; None where it is not ours, not this site's, over or not solved. Pure."""
    about, _, solution = work.rpartition(".")
    about, _, signature = about.rpartition(".")
    if len(work) > LONGEST or not work.isascii() or not hmac.compare_digest(sign(key, site_id, about), signature):
        return None
    bits, until, _ = about.split(".")  # as we have written it, else the signature would not be ours
    digest = hashlib.sha256(f"{signature}.{solution}".encode()).digest()
    return signature if now < int(until) and not int.from_bytes(digest) >> (256 - int(bits)) else None
