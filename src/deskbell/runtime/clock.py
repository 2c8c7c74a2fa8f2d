"""The only place that reads the wall clock or draws random numbers. Everything else is handed `now` and ids."""

from __future__ import annotations

import base64
import secrets
import time
from typing import Protocol

_ALPHABET = str.maketrans("abcdefghijklmnopqrstuvwxyz234567", "0123456789abcdefghjkmnpqrstvwxyz")


class Clock(Protocol):
    def now(self) -> int:
        """UTC epoch milliseconds."""


class Ids(Protocol):
    def new(self, prefix: str) -> str:
        """A new id such as `conv_01h…`, sorting by time of creation (UUIDv7 bits, RFC 9562)."""

    def secret(self) -> str:
        """256 random bits, URL-safe."""

    def uniform(self, low: float, high: float) -> float:
        """A number for jitter."""


class SystemClock:
    def now(self) -> int:
        return time.time_ns() // 1_000_000


class SystemIds:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def new(self, prefix: str) -> str:
        moment = self._clock.now().to_bytes(6, "big")
        tail = bytearray(secrets.token_bytes(10))
        tail[0] = 0x70 | (tail[0] & 0x0F)
        tail[2] = 0x80 | (tail[2] & 0x3F)
        text = base64.b32encode(moment + tail).decode().rstrip("=").lower()
        return f"{prefix}_{text.translate(_ALPHABET)}"

    def secret(self) -> str:
        return secrets.token_urlsafe(32)

    def uniform(self, low: float, high: float) -> float:
        return low + (high - low) * secrets.randbelow(1 << 32) / (1 << 32)
