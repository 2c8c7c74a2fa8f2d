"""What webhooks need of the outside: a request to an address that somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` 0: there was none; then `failure` says why."""

    status: int
    failure: str = ""


class Sender(Protocol):
    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """One try; no redirect is followed, and only public machines are reached."""
