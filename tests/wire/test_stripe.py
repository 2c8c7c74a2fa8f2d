"""Stripe's own library is the oracle of the Stripe on loopback: it takes all it says for real."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import stripe

from deskbell.adapters.stripe_sdk import VERSION, Stripe
from deskbell.demo.stripe.server import KEY, SECRET, StripeOnLoopback
from deskbell.doctor import examine
from deskbell.features.billing.model import PLANS, Every
from deskbell.features.billing.ports import PaymentsError
from deskbell.features.billing.rules import signed
from tests.world import settings_for


@pytest.fixture
async def server() -> AsyncIterator[StripeOnLoopback]:
    async with StripeOnLoopback() as made:
        yield made


@pytest.fixture
async def ours(server: StripeOnLoopback) -> AsyncIterator[Stripe]:
    made = Stripe(KEY, server.url)
    yield made
    await made.close()


async def bought(server: StripeOnLoopback, ours: Stripe) -> tuple[str, str]:
    payer = await ours.payer("ws_1", name="Acme", email="ada@acme.example")
    url = await ours.checkout(payer, PLANS[0], Every.MONTH, done="http://localhost/done", back="http://localhost/back")
    return payer, str(server.books.pay(url.rsplit("/", 1)[1], card="pays")["subscription"])


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        ("customer", lambda: stripe.Customer),
        ("subscription", lambda: stripe.Subscription),
        ("invoice", lambda: stripe.Invoice),
        ("price", lambda: stripe.Price),
        ("checkout.session", lambda: stripe.checkout.Session),
        ("billing_portal.session", lambda: stripe.billing_portal.Session),
    ],
)
async def test_no_field_is_invented(
    server: StripeOnLoopback, ours: Stripe, kind: str, of: Callable[[], type[Any]]
) -> None:
    payer, _ = await bought(server, ours)
    await ours.portal(payer, back="http://localhost/back")
    found = server.books.all(kind)[0]
    invented = set(found) - set(of().__annotations__) - {"object"}
    assert invented == set()


async def test_the_librarys_version_is_the_one_that_is_pinned_everywhere(
    server: StripeOnLoopback, ours: Stripe
) -> None:
    await ours.payer("ws_1", name="Acme", email="ada@acme.example")
    assert server.headers["Stripe-Version"] == VERSION == "2026-10-28.endive"
    assert server.headers["Idempotency-Key"] == "payer-ws_1"


async def test_asking_twice_makes_one_payer(server: StripeOnLoopback, ours: Stripe) -> None:
    one = await ours.payer("ws_1", name="Acme", email="ada@acme.example")
    assert await ours.payer("ws_1", name="Acme", email="ada@acme.example") == one
    assert len(server.books.all("customer")) == 1


async def test_every_event_of_a_life_passes_the_librarys_check(server: StripeOnLoopback, ours: Stripe) -> None:
    payer, sub = await bought(server, ours)
    server.books.set_card(payer, fails=True)
    server.books.advance(60 * 86_400)
    assert server.books.find(sub, "subscription")["status"] == "canceled"
    assert {event["type"] for event in server.books.events} >= {
        "checkout.session.completed", "customer.subscription.created", "customer.subscription.updated",
        "customer.subscription.deleted", "invoice.paid", "invoice.payment_failed",
    }  # fmt: skip
    for event in server.books.events:
        body, header = server.signed(event)
        checked = stripe.Webhook.construct_event(body, header, SECRET)
        assert checked.type == event["type"]
        assert signed(body, header, SECRET, int(header[2:12]) * 1000)
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(body, header, "whsec_other")


async def test_facts_are_read_from_where_the_present_version_has_them(server: StripeOnLoopback, ours: Stripe) -> None:
    payer, sub = await bought(server, ours)
    (facts,) = await ours.subscriptions(payer)
    of = server.books.find(sub, "subscription")
    assert (facts.id, facts.status, facts.plan, facts.overdue_since) == (sub, "active", "starter", None)
    assert facts.period_end == of["items"]["data"][0]["current_period_end"] * 1000
    server.books.set_card(payer, fails=True)
    server.books.advance(31 * 86_400)
    (facts,) = await ours.subscriptions(payer)
    bill = server.books.objects[of["latest_invoice"]]
    assert (facts.status, facts.overdue_since) == ("past_due", bill["created"] * 1000)


async def test_an_end_that_was_set_on_stripes_pages_is_taken_back_too(server: StripeOnLoopback, ours: Stripe) -> None:
    payer, sub = await bought(server, ours)
    of = server.books.find(sub, "subscription")
    of["cancel_at"] = of["items"]["data"][0]["current_period_end"]  # the portal names a date
    (facts,) = await ours.subscriptions(payer)
    assert facts.cancel_at == of["cancel_at"] * 1000
    await ours.cancel(facts, cancel=False)
    (facts,) = await ours.subscriptions(payer)
    assert facts.cancel_at is None


async def test_refusals_say_whether_trying_again_is_sensible_and_name_no_secret(
    server: StripeOnLoopback, ours: Stripe
) -> None:
    payer, _ = await bought(server, ours)
    wrong = Stripe("sk_test_wrong_secret", server.url)
    with pytest.raises(PaymentsError) as told:
        await wrong.subscriptions(payer)
    assert (told.value.again, "wrong_secret" in str(told.value)) == (False, False)
    await wrong.close()
    with pytest.raises(PaymentsError) as told:
        await ours.subscriptions("cus_unknown")
    assert not told.value.again
    (facts,) = await ours.subscriptions(payer)
    server.books.set_card(payer, fails=True)
    assert str(await ours.change(facts, PLANS[2], Every.MONTH)).startswith(f"{server.url}/invoice/in_")


async def test_nobody_there_is_a_reason_to_try_again() -> None:
    away = Stripe(KEY, "http://127.0.0.1:9")
    with pytest.raises(PaymentsError) as told:
        await away.subscriptions("cus_1")
    assert told.value.again
    await away.close()


async def test_prices_are_made_once(server: StripeOnLoopback, ours: Stripe) -> None:
    for one in server.books.all("price"):
        del server.books.objects[one["id"]]
    with pytest.raises(PaymentsError, match=r"no price for deskbell_starter_monthly, .*_yearly: run deskbell stripe-p"):
        await ours.check()
    made = await ours.make_prices()
    assert await ours.check() == "sells Starter, Team, Business, by the month and by the year"
    again = Stripe(KEY, server.url)
    assert await again.make_prices() == made
    assert set(made) == {plan.lookup(every) for plan in PLANS for every in Every}
    assert (len(server.books.all("price")), len(server.books.all("product"))) == (6, 3)
    await again.close()


async def test_what_is_kept_survives_a_restart(server: StripeOnLoopback, ours: Stripe) -> None:
    payer, sub = await bought(server, ours)
    saved = json.loads(json.dumps(server.books.saved()))
    async with StripeOnLoopback() as other:
        other.books.restore(saved)
        ours_again = Stripe(KEY, other.url)
        (facts,) = await ours_again.subscriptions(payer)
        assert facts.id == sub
        await ours_again.close()


async def test_doctor_reaches_stripe_and_says_what_is_missing(server: StripeOnLoopback, tmp_path: Path) -> None:
    settings = server.sold(settings_for(tmp_path))
    found = {finding.subject: finding for finding in await examine(settings)}
    assert (found["billing"].ok, found["billing"].detail) == (
        True,
        "Stripe, sells Starter, Team, Business, by the month and by the year",
    )
    for one in server.books.all("price")[:1]:
        del server.books.objects[one["id"]]
    found = {finding.subject: finding for finding in await examine(settings)}
    assert not found["billing"].ok
    assert "run deskbell stripe-prices" in found["billing"].detail
    found = {finding.subject: finding for finding in await examine(settings_for(tmp_path))}
    assert found["billing"].detail == "none: nothing is sold, and nothing is limited"
