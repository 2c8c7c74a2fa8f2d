"""What billing needs of the world: somebody who takes the money and knows who has paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from deskbell.features.billing.model import Every, Facts, Plan


class PaymentsError(Exception):
    """It was not done. `again`: trying later is sensible; `declined`: the card was refused; `gone`: there is no such
    payer or subscription. The text names no secret and is not shown to people.
    """

    def __init__(self, reason: str, *, again: bool, declined: bool = False, gone: bool = False) -> None:
        super().__init__(reason)
        self.again = again
        self.declined = declined
        self.gone = gone


class Payments(Protocol):
    """Every verb raises PaymentsError."""

    async def payer(self, workspace_id: str, *, name: str, email: str) -> str:
        """The id of a payer for this workspace; the same one when asked twice within a day."""

    async def checkout(self, payer: str, plan: Plan, every: Every, *, done: str, back: str) -> str:
        """The address of a page on which the plan can be paid. Older ones of this payer stop working."""

    async def portal(self, payer: str, *, back: str) -> str:
        """The address of a page with cards and invoices."""

    async def subscriptions(self, payer: str) -> Sequence[Facts]: ...

    async def change(self, facts: Facts, plan: Plan, every: Every) -> str | None:
        """Another plan, or another pace, from now on; the difference is charged at once, or credited.

        Where the bank asks back or the card is refused, nothing changes until it is paid at the address returned.
        """

    async def cancel(self, facts: Facts, *, cancel: bool) -> None:
        """End with what is paid, or go on after all."""

    async def end(self, facts: Facts) -> None:
        """Over now; an open invoice is not tried again."""

    async def close(self) -> None: ...
