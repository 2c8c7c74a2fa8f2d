"""Stripe, through its own library, which takes 4 to 15 MB: loaded at the first call, and only where plans are sold."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, Final, TypeVar

from deskbell.features.billing.model import CURRENCY, PLANS, Every, Facts, Plan
from deskbell.features.billing.ports import PaymentsError
from deskbell.features.billing.rules import plan_at, plan_of

T = TypeVar("T")
VERSION: Final = "2026-10-28.endive"
TIMEOUT: Final = 20.0
RETRIES: Final = 2


class Stripe:
    """`base`: another address of the API, for tests and for the demo. Every verb raises PaymentsError."""

    def __init__(self, key: str, base: str = "") -> None:
        self._key = key
        self._base = base
        self._client: Any = None
        self._http: Any = None
        self._prices: dict[str, str] = {}

    async def payer(self, workspace_id: str, *, name: str, email: str) -> str:
        params = {"name": name, "email": email, "metadata": {"workspace": workspace_id}}
        # The same key within a day gets the same answer, so asking twice makes one payer.
        options = {"idempotency_key": f"payer-{workspace_id}"}
        made = await self._asked(self._api().customers.create_async(params, options))
        return str(made.id)

    async def checkout(self, payer: str, plan: Plan, every: Every, *, done: str, back: str) -> str:
        # Two open pages could be paid both, and there would be two subscriptions.
        older = {"customer": payer, "status": "open", "limit": 100}
        for page in (await self._asked(self._api().checkout.sessions.list_async(older))).data:
            await self._asked(self._api().checkout.sessions.expire_async(page.id))
        params = {
            "mode": "subscription",
            "customer": payer,
            "line_items": [{"price": await self._price(plan, every), "quantity": 1}],
            "success_url": done,
            "cancel_url": back,
            "allow_promotion_codes": True,
        }
        made = await self._asked(self._api().checkout.sessions.create_async(params))
        return str(made.url)

    async def portal(self, payer: str, *, back: str) -> str:
        params = {"customer": payer, "return_url": back}
        made = await self._asked(self._api().billing_portal.sessions.create_async(params))
        return str(made.url)

    async def subscriptions(self, payer: str) -> Sequence[Facts]:
        params = {"customer": payer, "status": "all", "limit": 100, "expand": ["data.latest_invoice"]}
        page = await self._asked(self._api().subscriptions.list_async(params))
        return [_facts(one.to_dict()) for one in page.data]

    async def change(self, facts: Facts, plan: Plan, every: Every) -> str | None:
        params = {
            "items": [{"id": facts.item, "price": await self._price(plan, every)}],
            "proration_behavior": "always_invoice",
            "payment_behavior": "pending_if_incomplete",
            "expand": ["latest_invoice"],
        }
        made = (await self._asked(self._api().subscriptions.update_async(facts.id, params))).to_dict()
        if not made.get("pending_update"):
            return None
        address = (made.get("latest_invoice") or {}).get("hosted_invoice_url")
        if not address:
            raise PaymentsError(
                "a change waits for its payment, and there is no page for it", again=False, declined=True
            )
        return str(address)

    async def cancel(self, facts: Facts, *, cancel: bool) -> None:
        params: dict[str, Any] = {"cancel_at_period_end": True}
        if not cancel:  # it may have been ended on Stripe's own pages, which name a date instead
            present = await self._asked(self._api().subscriptions.retrieve_async(facts.id))
            params = {"cancel_at_period_end": False} if present.cancel_at_period_end else {"cancel_at": ""}
        await self._asked(self._api().subscriptions.update_async(facts.id, params))

    async def end(self, facts: Facts) -> None:
        await self._asked(self._api().subscriptions.cancel_async(facts.id))

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close_async()

    async def check(self) -> str:
        """Which plans can be sold, for `deskbell doctor`."""
        sold = [(plan, every) for plan in PLANS for every in Every]
        missing = [plan.lookup(every) for plan, every in sold if await self._found(plan, every) is None]
        if missing:
            raise PaymentsError(f"no price for {', '.join(missing)}: run deskbell stripe-prices", again=False)
        return f"sells {', '.join(plan.name for plan in PLANS)}, by the month and by the year"

    async def make_prices(self) -> dict[str, str]:
        """A product for every plan and its prices, where they are missing; the prices by their lookup keys. For whoever
        begins to sell.
        """
        for plan in PLANS:
            found = {every: await self._found(plan, every) for every in Every}
            missing = [every for every, price in found.items() if price is None]
            product = next((price.product for price in found.values() if price is not None), None)
            if product is None:
                name = {"name": f"Deskbell {plan.name}"}
                product = (await self._asked(self._api().products.create_async(name))).id
            for every in missing:
                await self._asked(self._api().prices.create_async(_new_price(plan, every, product)))
        return {plan.lookup(every): await self._price(plan, every) for plan in PLANS for every in Every}

    async def _price(self, plan: Plan, every: Every) -> str:
        lookup = plan.lookup(every)
        if lookup not in self._prices:
            found = await self._found(plan, every)
            if found is None:
                raise PaymentsError(f"no active price has the lookup key {lookup}", again=False)
            self._prices[lookup] = str(found.id)
        return self._prices[lookup]

    async def _found(self, plan: Plan, every: Every) -> Any:
        params = {"lookup_keys": [plan.lookup(every)], "active": True, "limit": 1}
        page = await self._asked(self._api().prices.list_async(params))
        return page.data[0] if page.data else None

    def _api(self) -> Any:
        if self._client is None:
            import stripe

            self._http = stripe.AIOHTTPClient(timeout=TIMEOUT)
            addresses: Any = {"api": self._base} if self._base else None
            self._client = stripe.StripeClient(
                self._key,
                stripe_version=VERSION,
                base_addresses=addresses,
                http_client=self._http,
                max_network_retries=RETRIES,
            )
        return self._client.v1

    @staticmethod
    async def _asked(call: Awaitable[T]) -> T:
        import stripe

        try:
            async with asyncio.timeout(TIMEOUT * 2):
                return await call
        except stripe.CardError as error:
            raise PaymentsError(f"card refused: {error.code}", again=False, declined=True) from None
        except (stripe.APIConnectionError, stripe.RateLimitError, TimeoutError) as error:
            raise PaymentsError(type(error).__name__, again=True) from None
        except stripe.StripeError as error:  # its message may quote the key
            again, gone = (error.http_status or 500) >= 500, error.code == "resource_missing"
            reason = f"{type(error).__name__}: {error.code or error.http_status}"
            raise PaymentsError(reason, again=again, gone=gone) from None


def _new_price(plan: Plan, every: Every, product: str) -> dict[str, Any]:
    return {
        "product": product,
        "currency": CURRENCY,
        "unit_amount": plan.costs(every),
        "recurring": {"interval": every.value},
        "lookup_key": plan.lookup(every),
        "metadata": {"deskbell_plan": plan.key},
    }


def _facts(of: dict[str, Any]) -> Facts:
    """Since 2025 the paid period belongs to the items of a subscription, not to itself."""
    item = of["items"]["data"][0]
    invoice, price = of.get("latest_invoice"), item["price"]
    period_end = item["current_period_end"] * 1000
    named = plan_of((price.get("metadata") or {}).get("deskbell_plan"))
    owes = of["status"] in ("past_due", "unpaid") and isinstance(invoice, dict)
    return Facts(
        id=of["id"],
        status=of["status"],
        plan=named.key if named else plan_at(price.get("lookup_key")),
        item=item["id"],
        created_at=of["created"] * 1000,
        period_end=period_end,
        cancel_at=_ms(of.get("cancel_at")) or (period_end if of.get("cancel_at_period_end") else None),
        ended_at=_ms(of.get("ended_at")),
        overdue_since=_ms(invoice["created"]) if owes and invoice else None,
        every=(price.get("recurring") or {}).get("interval") or Every.MONTH,
    )


def _ms(seconds: int | None) -> int | None:
    return seconds * 1000 if seconds else None
