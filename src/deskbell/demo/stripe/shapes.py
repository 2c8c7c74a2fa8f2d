"""What Stripe's objects look like in version 2026-10-28, as far as anybody here asks. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from deskbell.features.billing.model import CURRENCY, Every, Plan

VERSION: Final = "2026-10-28.endive"
LASTS: Final = {"month": 30 * 86_400, "year": 365 * 86_400}
Shape = dict[str, Any]


def form(pairs: Mapping[str, str]) -> Shape:
    """`items[0][price]=x` as nested values. Lists come as dictionaries of their numbers."""
    whole: Shape = {}
    for name, value in pairs.items():
        at, *path = name.replace("]", "").split("[")
        place = whole
        for step in path:
            place = place.setdefault(at, {})
            at = step
        place[at] = value
    return whole


def lasts(price: Shape) -> int:
    """Seconds that are paid at once."""
    return LASTS[price["recurring"]["interval"]]


def listing(url: str, data: list[Shape]) -> Shape:
    return {"object": "list", "url": url, "has_more": False, "data": data}


def price(plan: Plan, every: Every, now: int) -> Shape:
    return {
        "id": f"price_{plan.key}_{every}",
        "object": "price",
        "active": True,
        "billing_scheme": "per_unit",
        "created": now,
        "currency": CURRENCY,
        "livemode": False,
        "lookup_key": plan.lookup(every),
        "metadata": {"deskbell_plan": plan.key},
        "nickname": None,
        "product": f"prod_{plan.key}",
        "recurring": {"interval": every.value, "interval_count": 1, "usage_type": "licensed", "meter": None},
        "type": "recurring",
        "unit_amount": plan.costs(every),
        "unit_amount_decimal": str(plan.costs(every)),
    }


def payer(id: str, now: int, given: Shape) -> Shape:
    return {
        "id": id,
        "object": "customer",
        "created": now,
        "email": given.get("email"),
        "name": given.get("name"),
        "metadata": given.get("metadata", {}),
        "livemode": False,
        "balance": 0,
        "delinquent": False,
    }


def checkout(id: str, now: int, url: str, given: Shape) -> Shape:
    return {
        "id": id,
        "object": "checkout.session",
        "created": now,
        "expires_at": now + 86_400,
        "customer": given["customer"],
        "mode": given["mode"],
        "status": "open",
        "payment_status": "unpaid",
        "subscription": None,
        "invoice": None,
        "success_url": given["success_url"],
        "cancel_url": given["cancel_url"],
        "url": url,
        "livemode": False,
        "metadata": {},
    }


def portal(id: str, now: int, url: str, given: Shape) -> Shape:
    return {
        "id": id,
        "object": "billing_portal.session",
        "created": now,
        "customer": given["customer"],
        "return_url": given["return_url"],
        "url": url,
        "livemode": False,
    }


def subscription(id: str, item: str, payer_id: str, of: Shape, now: int) -> Shape:
    """Incomplete until it is paid. The paid period belongs to the item."""
    return {
        "id": id,
        "object": "subscription",
        "created": now,
        "start_date": now,
        "customer": payer_id,
        "status": "incomplete",
        "billing_mode": {"type": "flexible"},
        "collection_method": "charge_automatically",
        "currency": CURRENCY,
        "cancel_at": None,
        "cancel_at_period_end": False,
        "canceled_at": None,
        "ended_at": None,
        "trial_end": None,
        "latest_invoice": None,
        "pending_update": None,
        "livemode": False,
        "metadata": {},
        "items": listing(f"/v1/subscription_items?subscription={id}", [_item(item, id, of, now)]),
    }


def _item(id: str, subscription_id: str, of: Shape, now: int) -> Shape:
    return {
        "id": id,
        "object": "subscription_item",
        "created": now,
        "current_period_start": now,
        "current_period_end": now + lasts(of),
        "metadata": {},
        "price": of,
        "quantity": 1,
        "subscription": subscription_id,
    }


def invoice(id: str, of: Shape, total: int, due: int, now: int, reason: str, url: str) -> Shape:
    """`total` may be a credit; `due` is what is left of it after what the payer has to their credit."""
    return {
        "id": id,
        "object": "invoice",
        "created": now,
        "customer": of["customer"],
        "status": "open",
        "currency": CURRENCY,
        "total": total,
        "amount_due": due,
        "amount_paid": 0,
        "amount_remaining": due,
        "attempt_count": 0,
        "next_payment_attempt": None,
        "billing_reason": reason,
        "hosted_invoice_url": url,
        "livemode": False,
        "parent": {"type": "subscription_details", "subscription_details": {"subscription": of["id"], "metadata": {}}},
    }


def event(id: str, kind: str, about: Shape, now: int) -> Shape:
    return {
        "id": id,
        "object": "event",
        "api_version": VERSION,
        "created": now,
        "data": {"object": about},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }
