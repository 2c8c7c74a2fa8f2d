"""The world with a Stripe on loopback: the real application on a real socket, Stripe's own library, signed calls."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deskbell.demo.stripe.books import Books
from deskbell.demo.stripe.server import KEY, SECRET, StripeOnLoopback
from deskbell.features.billing.model import Every
from deskbell.features.billing.service import Billing
from deskbell.runtime.db.api import Row, Tx
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.world import World, serving, world


@dataclass
class Shop:
    """Plans are sold here. Stripe calls us only where a test says so (`stripe.hook`)."""

    world: World
    stripe: StripeOnLoopback
    url: str

    @property
    def billing(self) -> Billing:
        return self.world.system.features.billing

    @property
    def books(self) -> Books:
        return self.stripe.books

    async def overview(self) -> dict[str, Any]:
        return await self.billing.overview(self.world.acme.scope)

    async def state(self) -> tuple[str, str | None]:
        seen = await self.overview()
        return seen["state"], seen["plan"]

    async def buys(self, plan: str = "starter", card: str = "pays", every: Every = Every.MONTH) -> str:
        """Checkout, paying, coming back. The subscription's id."""
        url = await self.billing.checkout(self.world.acme.scope, self.world.acme.owner, plan, every)
        done = self.books.pay(url.rsplit("/", 1)[1], card=card)
        await self.billing.refresh(self.world.acme.scope)
        return str(done["subscription"])

    async def rows(self, sql: str, **params: Any) -> list[Row]:
        async def work(tx: Tx) -> list[Row]:
            return await tx.all(sql, **params)

        return await self.world.system.db.read(ANY_WORKSPACE, work)

    async def letters(self) -> list[str]:
        """The kinds of mails to Acme's owner, oldest first."""
        acme = self.world.acme.scope.workspace_id
        rows = await self.rows("SELECT dedupe_key FROM mail WHERE kind = 'billing' AND workspace_id = :acme", acme=acme)
        return sorted(row["dedupe_key"].split(":")[1] for row in rows)

    async def works(self) -> None:
        """What the worker does."""
        await self.world.system.worker.jobs()
        await self.billing.tend()


@pytest.fixture
async def shop(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shop]:
    async with StripeOnLoopback() as stripe:
        environment = {"STRIPE_SECRET_KEY": KEY, "STRIPE_WEBHOOK_SECRET": SECRET, "STRIPE_API_BASE": stripe.url}
        async with world(tmp_path, template_folder=tmp_path_factory.getbasetemp(), environment=environment) as made:
            stripe.books._clock = lambda: made.clock.now() // 1000
            async with serving(made.system) as url:
                await made.system.features.billing.tend()
                yield Shop(made, stripe, url)
