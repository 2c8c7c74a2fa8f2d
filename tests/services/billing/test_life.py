"""A subscription's life through Stripe's own library: every state, who is told, and what the workspace may have."""

from __future__ import annotations

import pytest

from deskbell.demo.stripe.books import Refusal
from deskbell.features.billing.model import Every
from deskbell.features.billing.rules import DAY
from deskbell.features.workspaces.service import limits
from deskbell.kit.errors import Refused
from tests.services.billing.conftest import Shop

SECONDS = 86_400


async def lives(shop: Shop, days: int) -> None:
    """Days pass for Stripe and for us."""
    shop.books.advance(days * SECONDS)
    await shop.billing.refresh(shop.world.acme.scope)
    await shop.billing.tend()


async def test_a_trial_begins_by_itself_and_ends_softly(shop: Shop) -> None:
    seen = await shop.overview()
    assert (seen["state"], seen["plan"], seen["limits"]["conversations"]) == ("trial", "team", 1_500)
    shop.world.clock.pass_(11 * DAY)
    await shop.billing.tend()
    await shop.billing.tend()
    assert await shop.letters() == ["trial_ending"]
    shop.world.clock.pass_(3 * DAY)
    await shop.billing.tend()
    seen = await shop.overview()
    assert (seen["state"], seen["reason"], seen["limits"]["conversations"]) == ("ended", "trial_over", 0)
    assert await shop.letters() == ["trial_ending", "trial_over"]


async def test_buying_makes_one_payer_and_gives_what_was_bought(shop: Shop) -> None:
    await shop.buys("starter")
    assert await shop.state() == ("active", "starter")
    assert (await shop.world.system.db.read(shop.world.acme.scope, limits)).sites == 1
    assert await shop.letters() == ["started"]
    assert shop.stripe.asked.count("POST /v1/customers") == 1
    assert shop.stripe.headers["Stripe-Version"] == "2026-10-28.endive"
    with pytest.raises(Refused, match="There is a plan already"):
        await shop.billing.checkout(shop.world.acme.scope, shop.world.acme.owner, "team")
    assert (await shop.billing.overview(shop.world.globex.scope))["state"] == "trial"


async def test_up_down_cancelled_resumed_and_over(shop: Shop) -> None:
    acme = shop.world.acme.scope
    await shop.buys("starter")
    await shop.billing.change(acme, "business")
    assert await shop.state() == ("active", "business")
    await shop.billing.change(acme, "team")
    assert await shop.state() == ("active", "team")
    await shop.billing.cancel(acme, cancel=True)
    assert await shop.state() == ("cancelling", "team")
    with pytest.raises(Refused, match="going to end"):
        await shop.billing.change(acme, "business")
    await shop.billing.cancel(acme, cancel=False)
    assert await shop.state() == ("active", "team")
    await shop.billing.cancel(acme, cancel=True)
    await lives(shop, 31)
    seen = await shop.overview()
    assert (seen["state"], seen["reason"], seen["subscribed"]) == ("ended", "cancelled", False)
    assert await shop.letters() == ["cancelled", "cancelling", "started"]
    await shop.buys("starter")
    assert await shop.state() == ("active", "starter")


async def test_a_refused_card_has_grace_and_recovers(shop: Shop) -> None:
    await shop.buys("starter", card="fails later")
    await lives(shop, 31)
    seen = await shop.overview()
    assert (seen["state"], seen["limits"]["conversations"]) == ("past_due", 300)
    assert seen["until"] > shop.world.clock.now()
    with pytest.raises(Refused, match="Pay the open invoice first"):
        await shop.billing.change(shop.world.acme.scope, "team")
    shop.books.set_card(next(iter(shop.books.failing)), fails=False)
    await lives(shop, 0)
    assert await shop.state() == ("active", "starter")
    assert await shop.letters() == ["overdue", "recovered", "started"]


async def test_grace_runs_out_at_ours_even_when_stripe_goes_on_trying(shop: Shop) -> None:
    await shop.buys("starter", card="fails later")
    await lives(shop, 31)
    until = (await shop.overview())["until"]
    shop.world.clock.at = until - 1
    await shop.billing.tend()
    assert (await shop.state())[0] == "past_due"
    shop.world.clock.at = until
    await shop.billing.tend()
    seen = await shop.overview()
    assert (seen["state"], seen["reason"]) == ("ended", "unpaid")
    assert await shop.letters() == ["overdue", "started", "unpaid"]


async def test_an_upgrade_that_the_card_refuses_waits_for_its_payment(shop: Shop) -> None:
    """The same when the bank asks back, as European cards do."""
    await shop.buys("starter", card="fails later")
    pay_at = await shop.billing.change(shop.world.acme.scope, "business")
    assert pay_at is not None
    assert await shop.state() == ("active", "starter")
    shop.books.settle(pay_at.rsplit("/", 1)[1], card="pays")
    await lives(shop, 0)
    assert await shop.state() == ("active", "business")


async def test_an_upgrade_that_nobody_pays_is_forgotten(shop: Shop) -> None:
    await shop.buys("starter", card="fails later")
    pay_at = await shop.billing.change(shop.world.acme.scope, "business")
    await lives(shop, 2)
    assert await shop.state() == ("active", "starter")
    with pytest.raises(Refusal, match="not open"):
        shop.books.settle(str(pay_at).rsplit("/", 1)[1], card="pays")


async def test_while_stripe_is_away_nothing_is_lost_and_the_owner_is_told_so(shop: Shop) -> None:
    await shop.buys("starter")
    shop.stripe.key = "another"
    with pytest.raises(Refused, match="nothing was changed") as told:
        await shop.billing.cancel(shop.world.acme.scope, cancel=True)
    assert told.value.code == "unavailable"
    shop.world.clock.pass_(2 * DAY)
    await shop.billing.tend()
    assert await shop.state() == ("active", "starter")


async def test_what_no_call_told_is_found_within_a_day(shop: Shop) -> None:
    bought = await shop.buys("starter")
    shop.books.update(bought, {"cancel_at_period_end": "true"})
    await shop.billing.tend()
    assert (await shop.state())[0] == "active"
    shop.world.clock.pass_(DAY)
    await shop.billing.tend()
    assert (await shop.state())[0] == "cancelling"


async def test_of_two_open_checkouts_only_the_newer_can_be_paid(shop: Shop) -> None:
    acme = shop.world.acme
    first = await shop.billing.checkout(acme.scope, acme.owner, "starter")
    second = await shop.billing.checkout(acme.scope, acme.owner, "team")
    with pytest.raises(Refusal, match="This checkout is over"):
        shop.books.pay(first.rsplit("/", 1)[1], card="pays")
    shop.books.pay(second.rsplit("/", 1)[1], card="pays")
    await shop.billing.refresh(acme.scope)
    assert await shop.state() == ("active", "team")


async def test_a_payer_whom_stripe_does_not_know_any_more_is_made_anew(shop: Shop) -> None:
    """As when test keys are replaced by live ones."""
    await shop.buys("starter")
    for one in [*shop.books.all("customer"), *shop.books.all("subscription")]:
        del shop.books.objects[one["id"]]
    shop.books.answers.clear()
    await shop.billing.refresh(shop.world.acme.scope)
    assert (await shop.state())[0] == "trial"
    await shop.buys("team")
    assert await shop.state() == ("active", "team")


async def test_who_cancels_with_an_open_invoice_is_out_at_once_and_charged_no_more(shop: Shop) -> None:
    await shop.buys("starter", card="fails later")
    await lives(shop, 31)
    assert (await shop.state())[0] == "past_due"
    await shop.billing.cancel(shop.world.acme.scope, cancel=True)
    seen = await shop.overview()
    assert (seen["state"], seen["reason"], seen["subscribed"]) == ("ended", "cancelled", False)
    shop.books.set_card(shop.books.failing[0], fails=False)
    await lives(shop, 31)
    assert [one["status"] for one in shop.books.all("invoice")] == ["open", "paid"]
    assert await shop.letters() == ["cancelled", "overdue", "started"]


async def test_a_year_is_paid_at_once_and_what_is_left_of_it_pays_the_months_after(shop: Shop) -> None:
    acme = shop.world.acme.scope
    await shop.buys("team")
    shop.books.advance(10 * SECONDS)
    await shop.billing.change(acme, "team", Every.YEAR)
    seen, now = await shop.overview(), shop.books.now()
    assert (seen["every"], seen["until"]) == ("year", (now + 365 * SECONDS) * 1000)
    assert {plan["key"]: plan["is"] for plan in seen["plans"]}["team"] == {"month": "shorter", "year": "same"}
    newest = shop.books.all("invoice")[0]
    assert (newest["total"], newest["amount_paid"]) == (79_000 - round(7_900 * 20 / 30),) * 2

    await lives(shop, 73)  # a fifth of the year
    await shop.billing.change(acme, "starter", Every.MONTH)
    assert (await shop.overview())["every"] == "month"
    newest = shop.books.all("invoice")[0]
    assert (newest["total"], newest["amount_due"]) == (2_900 - 63_200, 0)
    await lives(shop, 31)
    (payer,) = shop.books.all("customer")
    assert (shop.books.all("invoice")[0]["amount_due"], payer["balance"]) == (0, 2 * 2_900 - 63_200)
    assert await shop.state() == ("active", "starter")
    assert await shop.letters() == ["started"]


async def test_a_year_that_a_refused_card_does_not_pay_begins_when_it_is_paid(shop: Shop) -> None:
    acme = shop.world.acme.scope
    await shop.buys("starter", card="fails later")
    pay_at = await shop.billing.change(acme, "starter", Every.YEAR)
    assert pay_at is not None
    assert (await shop.overview())["every"] == "month"
    shop.books.settle(pay_at.rsplit("/", 1)[1], card="pays")
    await shop.billing.refresh(acme)
    assert (await shop.overview())["every"] == "year"


async def test_a_year_renews_after_a_year(shop: Shop) -> None:
    await shop.buys("business", every=Every.YEAR)
    await lives(shop, 364)
    assert len(shop.books.all("invoice")) == 1
    await lives(shop, 2)
    assert [bill["amount_paid"] for bill in shop.books.all("invoice")] == [199_000, 199_000]
