"""Whoever deletes a workspace pays for nothing any more, whatever happens meanwhile."""

from __future__ import annotations

import pytest

from deskbell.demo.stripe.server import KEY
from deskbell.kit.errors import Refused
from tests.services.billing.conftest import Shop
from tests.services.desk import DAY


def statuses(shop: Shop) -> list[str]:
    """Of the subscriptions in Stripe's own books."""
    return [one["status"] for one in shop.books.all("subscription")]


async def test_deleting_a_workspace_ends_its_subscription_at_stripe(shop: Shop) -> None:
    leaving, acme = shop.world.system.features.leaving, shop.world.acme.scope
    await shop.buys("team")
    assert statuses(shop) == ["active"]
    with pytest.raises(Refused, match="as it is"):
        await leaving.begin(acme, name="Another")
    assert statuses(shop) == ["active"]
    await leaving.begin(acme, name="Acme")
    assert statuses(shop) == ["canceled"]
    assert (await shop.state())[0] == "ended"
    await leaving.stay(acme)
    assert statuses(shop) == ["canceled"], "it does not come back by itself"


async def test_nothing_is_begun_while_stripe_cannot_be_told(shop: Shop) -> None:
    leaving, acme = shop.world.system.features.leaving, shop.world.acme.scope
    await shop.buys("team")
    shop.stripe.key = "another"
    with pytest.raises(Refused) as refused:
        await leaving.begin(acme, name="Acme")
    assert refused.value.code == "unavailable"
    assert await leaving.at(acme) is None
    shop.stripe.key = KEY
    assert statuses(shop) == ["active"]


async def test_what_is_paid_on_a_page_that_was_still_open_ends_with_the_workspace(shop: Shop) -> None:
    leaving, acme = shop.world.system.features.leaving, shop.world.acme.scope
    url = await shop.billing.checkout(acme, shop.world.acme.owner, "starter")
    await leaving.begin(acme, name="Acme")
    shop.books.pay(url.rsplit("/", 1)[1], card="pays")
    assert statuses(shop) == ["active"]
    shop.world.clock.pass_(7 * DAY)
    shop.stripe.key = "another"
    await leaving.step()
    assert await leaving.at(acme) is not None, "not gone before Stripe knows"
    shop.stripe.key = KEY
    await leaving.step()
    assert statuses(shop) == ["canceled"]
    assert await leaving.at(acme) is None
