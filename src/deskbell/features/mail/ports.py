"""What mail needs of the world: somebody who carries it."""

from __future__ import annotations

from typing import Protocol

from deskbell.features.mail.model import Mail


class MailRefused(Exception):
    """It was not accepted. `again`: trying later is sensible. The text is fit for the dashboard and bears no secret."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


class Carrier(Protocol):
    async def send(self, mail: Mail) -> None:
        """Returns when the mail was accepted. Raises MailRefused."""

    async def check(self) -> str:
        """Reach the server, encrypted and signed in as set; what it says of itself. Raises MailRefused."""
