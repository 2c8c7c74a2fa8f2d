"""Random lives: whatever happens at Stripe, and whichever of its calls arrive in whichever order, nothing drifts."""

from __future__ import annotations

import random  # noqa: TID251 - seeded
from typing import Any

import aiohttp
import pytest

from deskbell.demo.stripe.books import Refusal
from deskbell.features.billing import rules
from deskbell.features.billing.model import PLANS, Every, State
from deskbell.features.workspaces.service import limits
from deskbell.kit.errors import Refused
from tests.services.billing.conftest import Shop

STEPS = 60
DAYS = 86_400


class Life:
    """What can happen. What is refused is refused; that is part of life."""

    def __init__(self, shop: Shop, chance: random.Random, http: aiohttp.ClientSession) -> None:
        self.shop = shop
        self.chance = chance
        self.http = http
        self.acme = shop.world.acme.scope

    async def buy(self) -> None:
        url = await self.shop.billing.checkout(
            self.acme, self.shop.world.acme.owner, self.chance.choice(PLANS).key, self.chance.choice(list(Every))
        )
        if self.chance.random() < 0.8:
            self.shop.books.pay(url.rsplit("/", 1)[1], card=self.chance.choice(["pays", "fails later", "declined"]))

    async def change(self) -> None:
        await self.shop.billing.change(self.acme, self.chance.choice(PLANS).key, self.chance.choice(list(Every)))

    async def cancel(self) -> None:
        await self.shop.billing.cancel(self.acme, cancel=self.chance.random() < 0.6)

    async def card(self) -> None:
        for payer in self.shop.books.all("customer"):
            self.shop.books.set_card(payer["id"], fails=self.chance.random() < 0.7)

    async def time(self) -> None:
        days = self.chance.choice([1, 3, 9, 31])
        self.shop.books.ahead -= days * DAYS  # its clock runs with ours, and is only asked to live through the days
        self.shop.world.clock.pass_(days * rules.DAY)
        self.shop.books.advance(days * DAYS)

    async def calls(self) -> None:
        events = self.shop.books.events
        for event in self.chance.sample(events, min(len(events), 4)):
            body, header = self.shop.stripe.signed(event, at=self.shop.world.clock.now() // 1000)
            headers = {"Stripe-Signature": header}
            async with self.http.post(f"{self.shop.url}/hooks/stripe", data=body, headers=headers) as answer:
                assert answer.status == 200

    async def work(self) -> None:
        await self.shop.works()

    async def step(self) -> None:
        often: list[Any] = [self.buy, self.card, self.time]
        verbs = [*often, *often, self.change, self.cancel, self.calls, self.work]
        try:
            await self.chance.choice(verbs)()
        except (Refused, Refusal):
            return


@pytest.mark.parametrize("seed", range(12))
async def test_after_any_life_we_stand_where_stripe_stands(shop: Shop, seed: int) -> None:
    async with aiohttp.ClientSession() as http:
        life = Life(shop, random.Random(seed), http)
        for _ in range(STEPS):
            await life.step()
        await shop.billing.refresh(life.acme)
        await shop.works()
    living = [one for one in shop.books.all("subscription") if one["status"] != "canceled"]
    assert len(living) <= 1
    seen = await shop.overview()
    if living:
        (sub,) = living
        wanted = {"active": {State.ACTIVE, State.CANCELLING}, "past_due": {State.PAST_DUE, State.ENDED}}[sub["status"]]
        assert State(seen["state"]) in wanted
        assert (seen["state"] == "cancelling") == (sub["cancel_at"] is not None and sub["status"] == "active")
        price = sub["items"]["data"][0]["price"]
        assert (seen["plan"], seen["every"]) == (price["metadata"]["deskbell_plan"], price["recurring"]["interval"])
    else:
        assert seen["state"] in ("trial", "ended")
    assert (
        await shop.world.system.db.read(life.acme, limits)
        == rules.standing(
            (await shop.billing._known(life.acme)).trial_ends_at,
            (await shop.billing._known(life.acme)).facts,
            shop.world.clock.now(),
        ).limits
    )
    keys = [row["dedupe_key"] for row in await shop.rows("SELECT dedupe_key FROM mail WHERE kind = 'billing'")]
    assert len(keys) == len(set(keys))
