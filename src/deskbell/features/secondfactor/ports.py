"""What the second factor needs from outside."""

from __future__ import annotations

from typing import Protocol


class Codes(Protocol):
    """Codes of six digits that a telephone shows (RFC 6238), their secret, and the picture that hands it over."""

    def new_secret(self) -> str: ...

    def address(self, secret: str, *, who: str) -> str:
        """What the picture says, for those who cannot take it."""
        ...

    def picture(self, address: str) -> str:
        """As SVG."""
        ...

    def step(self, secret: str, code: str, *, now: int) -> int | None:
        """Which half minute this code is of, the present one or a neighbour; None: of none."""
        ...

    def seal(self, secret: str, *, owner: str) -> str:
        """Encrypted with the server's own key, for this owner only."""
        ...

    def unseal(self, sealed: str, *, owner: str) -> str:
        """Raises SealBroken."""
        ...


class SealBroken(Exception):
    """The server's key is another one than when this was sealed, or somebody changed it."""
