"""Stripe's calls: forged, repeated, at once, in any order; and that hearing of something is all that they do."""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - seeded
from typing import Any

import aiohttp
import pytest

from tests.services.billing.conftest import Shop

SECONDS = 86_400


async def tells(shop: Shop, event: dict[str, Any], **forged: Any) -> int:
    forged.setdefault("at", shop.world.clock.now() // 1000)
    body, header = shop.stripe.signed(event, **forged)
    headers = {"Stripe-Signature": header}
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{shop.url}/hooks/stripe", data=body, headers=headers) as answer,
    ):
        return answer.status


async def notices(shop: Shop) -> int:
    return int((await shop.rows("SELECT count(*) AS n FROM billing_notice"))[0]["n"])


async def test_a_call_is_kept_once_answered_and_then_looked_up(shop: Shop) -> None:
    bought = await shop.buys("starter")
    shop.books.update(bought, {"items": {"0": {"price": "price_team_month"}}})
    event = shop.books.events[-1]
    asked = len(shop.stripe.asked)
    assert await tells(shop, event) == 200
    assert len(shop.stripe.asked) == asked  # answered before anything was asked
    assert await asyncio.gather(*[tells(shop, event) for _ in range(20)]) == [200] * 20
    assert await notices(shop) == 1
    assert await shop.state() == ("active", "starter")
    await shop.works()
    assert await shop.state() == ("active", "team")
    assert len(shop.stripe.asked) == asked + 1


@pytest.mark.parametrize("forged", [{"secret": "whsec_foreign"}, {"at": -301}, {"at": 301}, {"at": 9_999}])
async def test_forged_old_future_and_foreign_calls_get_400_and_change_nothing(
    shop: Shop, forged: dict[str, Any]
) -> None:
    await shop.buys("starter")
    if "at" in forged:
        forged = {"at": shop.world.clock.now() // 1000 + forged["at"]}
    assert await tells(shop, shop.books.events[-1], **forged) == 400
    assert await notices(shop) == 0


async def test_calls_about_somebody_elses_payer_are_answered_and_forgotten(shop: Shop) -> None:
    await shop.buys("starter")
    event = {**shop.books.events[-1], "data": {"object": {"object": "subscription", "customer": "cus_other"}}}
    assert await tells(shop, event) == 200
    assert await notices(shop) == 0


async def test_what_a_call_claims_is_never_believed(shop: Shop) -> None:
    await shop.buys("starter")
    event = shop.books.events[-1]
    event["data"]["object"] = {**event["data"]["object"], "status": "canceled"}
    assert await tells(shop, event) == 200
    await shop.works()
    assert await shop.state() == ("active", "starter")


async def test_a_whole_life_told_in_any_order_and_doubled_ends_as_stripe_has_it(shop: Shop) -> None:
    """The pure test goes through all orders; here a few of them go the whole way, with the worker in between."""
    chance = random.Random(7)
    bought = await shop.buys("starter", card="fails later")
    shop.books.update(bought, {"cancel_at_period_end": "true"})
    shop.books.update(bought, {"cancel_at_period_end": "false"})
    shop.books.advance(31 * SECONDS)
    shop.books.set_card(shop.books.failing[0], fails=False)
    shop.books.update(bought, {"items": {"0": {"price": "price_team_month"}}})
    events = [*shop.books.events, *chance.sample(shop.books.events, 7)]
    chance.shuffle(events)
    for number, event in enumerate(events):
        assert await tells(shop, event) == 200
        if number % 3 == 0:
            await shop.works()
    await shop.works()
    assert await shop.state() == ("active", "team")
    assert await shop.letters() == ["started"]
    assert await notices(shop) == len({event["id"] for event in events if event["type"] != "customer.created"}) + 1
    plans = [row["plan"] for row in await shop.rows("SELECT plan FROM billing_change ORDER BY id")]
    acme = [plan for plan in plans if plan]
    assert acme.count("team") == 1 + 2  # both trials, and what was bought last


async def test_two_readings_at_once_never_go_back(shop: Shop) -> None:
    bought = await shop.buys("starter")

    async def change() -> None:
        shop.books.update(bought, {"items": {"0": {"price": "price_business_month"}}})

    acme = shop.world.acme.scope
    await asyncio.gather(
        *[shop.billing.refresh(acme) for _ in range(5)], change(), *[shop.billing.refresh(acme) for _ in range(5)]
    )
    assert await shop.state() == ("active", "business")


async def test_without_a_key_nobody_is_at_the_door(shop: Shop) -> None:
    shop.billing._payments = None
    assert await tells(shop, {"id": "evt_1", "object": "event"}) == 404
