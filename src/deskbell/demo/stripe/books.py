"""Who pays what: the state behind the Stripe of demo and tests, and what happens to it when its clock is moved."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Final

from deskbell.demo.stripe import shapes
from deskbell.demo.stripe.shapes import Shape
from deskbell.features.billing.model import PLANS, Every

DAY: Final = 86_400
RETRIES: Final = (3 * DAY, 5 * DAY, 7 * DAY)  # after these a card is tried again; then the subscription is over


class Refusal(Exception):
    """Stripe's way of saying no."""

    def __init__(self, status: int, kind: str, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": message}}


class Books:
    """`clock`: seconds; `tell` is called with every event, after it happened."""

    def __init__(self, clock: Callable[[], int], *, url: str = "", tell: Callable[[Shape], None] | None = None) -> None:
        self._clock = clock
        self._tell = tell or (lambda _: None)
        self.url = url
        self.ahead = 0
        self.numbers = 0
        self.objects: dict[str, Shape] = {}
        self.failing: list[str] = []  # payers whose card is refused
        self.answers: dict[str, Shape] = {}  # by idempotency key
        self.events: list[Shape] = []
        for plan in PLANS:
            for every in Every:
                self._keep(shapes.price(plan, every, self.now()))

    def now(self) -> int:
        return self._clock() + self.ahead

    def saved(self) -> Shape:
        return {"ahead": self.ahead, "numbers": self.numbers, "objects": self.objects, "failing": self.failing}

    def restore(self, saved: Shape) -> None:
        self.ahead, self.numbers = saved["ahead"], saved["numbers"]
        self.objects, self.failing = self.objects | saved["objects"], saved["failing"]

    # --- looking -------------------------------------------------------------------------------------------------

    def find(self, id: str, what: str) -> Shape:
        found = self.objects.get(id)
        if found is None or found["object"] != what:
            raise Refusal(404, "invalid_request_error", f"No such {what}: '{id}'", "resource_missing")
        return found

    def all(self, what: str, **wanted: Any) -> list[Shape]:
        """Newest first."""
        found = [one for one in self.objects.values() if one["object"] == what]
        kept = [one for one in found if all(one[name] == value for name, value in wanted.items())]
        return sorted(kept, key=lambda one: (one["created"], one["id"]), reverse=True)

    # --- what the API does ---------------------------------------------------------------------------------------

    def new_payer(self, given: Shape) -> Shape:
        made = self._keep(shapes.payer(self._id("cus"), self.now(), given))
        self._happened("customer.created", made)
        return made

    def new_product(self, given: Shape) -> Shape:
        made = {"id": self._id("prod"), "object": "product", "name": given["name"], "active": True}
        return self._keep({**made, "created": self.now()})

    def new_price(self, given: Shape) -> Shape:
        made = {
            "id": self._id("price"),
            "object": "price",
            "active": True,
            "created": self.now(),
            "currency": given["currency"],
            "lookup_key": given["lookup_key"],
            "metadata": given.get("metadata", {}),
            "product": given["product"],
            "recurring": given["recurring"],
            "unit_amount": int(given["unit_amount"]),
        }
        return self._keep(made)

    def new_checkout(self, given: Shape) -> Shape:
        self.find(given["customer"], "customer")
        of = self.find(given["line_items"]["0"]["price"], "price")
        name = self._id("cs_test")
        made = shapes.checkout(name, self.now(), f"{self.url}/pay/{name}", given)
        made["line_items"] = shapes.listing(f"/v1/checkout/sessions/{name}/line_items", [{"price": of, "quantity": 1}])
        return self._keep(made)

    def expire(self, checkout_id: str) -> Shape:
        session = self.find(checkout_id, "checkout.session")
        session.update(status="expired", url=None)
        self._happened("checkout.session.expired", session)
        return session

    def new_portal(self, given: Shape) -> Shape:
        self.find(given["customer"], "customer")
        name = self._id("bps")
        return self._keep(shapes.portal(name, self.now(), f"{self.url}/portal/{name}", given))

    def update(self, id: str, given: Shape) -> Shape:
        """Another price, an end with the period, or no end after all."""
        sub = self.find(id, "subscription")
        if sub["status"] in ("canceled", "incomplete_expired"):
            raise Refusal(404, "invalid_request_error", f"No such subscription: '{id}'", "resource_missing")
        item = sub["items"]["data"][0]
        if given.get("items"):
            self._switch(sub, item, self.find(given["items"]["0"]["price"], "price"))
        if "cancel_at_period_end" in given:
            self._end_with_period(sub, ends=given["cancel_at_period_end"] == "true")
        if given.get("cancel_at") == "":
            sub.update(cancel_at=None, cancel_at_period_end=False, canceled_at=None)
        self._happened("customer.subscription.updated", sub)
        return sub

    def end(self, id: str) -> Shape:
        sub = self.find(id, "subscription")
        self.objects[sub["latest_invoice"]]["next_payment_attempt"] = None
        self._over(sub)
        return sub

    def _switch(self, sub: Shape, item: Shape, wanted: Shape) -> None:
        """What is left of the old price is credited; of the same pace the rest of the new one is charged, of another
        its first whole month or year, which begins now.
        """
        old = item["price"]
        share = max(0, item["current_period_end"] - self.now()) / shapes.lasts(old)
        charged = wanted["unit_amount"] * (share if _pace(wanted) == _pace(old) else 1)
        bill = self._bill(sub, round(charged - old["unit_amount"] * share), "subscription_update")
        if bill["amount_due"] > 0 and sub["customer"] in self.failing:
            items = [{"id": item["id"], "price": wanted}]
            sub["pending_update"] = {"expires_at": self.now() + 23 * 3600, "subscription_items": items}
            self._happened("invoice.payment_failed", bill)
            return
        self._put(sub, item, wanted)
        self._paid(sub, bill)

    def _put(self, sub: Shape, item: Shape, wanted: Shape) -> None:
        if _pace(wanted) != _pace(item["price"]):
            item["current_period_start"], item["current_period_end"] = self.now(), self.now() + shapes.lasts(wanted)
        item["price"], sub["pending_update"] = wanted, None
        if sub["cancel_at_period_end"]:
            sub["cancel_at"] = item["current_period_end"]

    def _end_with_period(self, sub: Shape, *, ends: bool) -> None:
        period_end = sub["items"]["data"][0]["current_period_end"]
        sub["cancel_at_period_end"] = ends
        sub["cancel_at"], sub["canceled_at"] = (period_end, self.now()) if ends else (None, None)

    # --- what happens on its pages -------------------------------------------------------------------------------

    def pay(self, checkout_id: str, *, card: str) -> Shape:
        """Somebody typed a card. Raises a refusal when it is the one that is declined; then nothing was bought."""
        session = self.find(checkout_id, "checkout.session")
        if session["status"] != "open":
            raise Refusal(400, "invalid_request_error", "This checkout is over.")
        if card == "declined":
            raise Refusal(402, "card_error", "Your card was declined.", "card_declined")
        of, payer = session["line_items"]["data"][0]["price"], session["customer"]
        sub = self._keep(shapes.subscription(self._id("sub"), self._id("si"), payer, of, self.now()))
        self._happened("customer.subscription.created", sub)
        bill = self._bill(sub, of["unit_amount"], "subscription_create")
        self._paid(sub, bill)
        session.update(status="complete", payment_status="paid", subscription=sub["id"], invoice=bill["id"], url=None)
        self._happened("checkout.session.completed", session)
        self.set_card(payer, fails=card == "fails later")
        return session

    def settle(self, invoice_id: str, *, card: str) -> Shape:
        """Somebody pays an open invoice on its own page; a change that waited for it comes into force."""
        bill = self.find(invoice_id, "invoice")
        if bill["status"] != "open":
            raise Refusal(400, "invalid_request_error", "This invoice is not open.")
        if card == "declined":
            raise Refusal(402, "card_error", "Your card was declined.", "card_declined")
        self.set_card(bill["customer"], fails=card == "fails later")
        sub = self.objects[bill["parent"]["subscription_details"]["subscription"]]
        if sub["pending_update"] and sub["latest_invoice"] == invoice_id:
            wanted = sub["pending_update"]["subscription_items"][0]["price"]
            self._put(sub, sub["items"]["data"][0], wanted)
            self._happened("customer.subscription.pending_update_applied", sub)
        if bill["status"] == "open":
            self._paid(sub, bill)
        return bill

    def set_card(self, payer: str, *, fails: bool) -> None:
        """A card that works pays what is open, at once."""
        self.failing = [one for one in self.failing if one != payer] + ([payer] if fails else [])
        for sub in self.all("subscription", customer=payer):
            if not fails and sub["status"] in ("past_due", "unpaid"):
                self._paid(sub, self.objects[sub["latest_invoice"]])

    # --- time ----------------------------------------------------------------------------------------------------

    def advance(self, seconds: int) -> None:
        """Live through this time, day by day: renewals, refused cards, ends."""
        until = self.ahead + seconds
        while self.ahead < until:
            self.ahead = min(until, self.ahead + DAY)
            for sub in self.all("subscription"):
                self._live(sub)

    def _live(self, sub: Shape) -> None:
        item, now = sub["items"]["data"][0], self.now()
        if sub["pending_update"] and sub["pending_update"]["expires_at"] <= now:
            sub["pending_update"] = None
            self.objects[sub["latest_invoice"]]["status"] = "void"
            self._happened("customer.subscription.pending_update_expired", sub)
        if sub["status"] == "past_due":
            self._try_again(sub)
        elif sub["status"] == "active" and sub["cancel_at"] is not None and sub["cancel_at"] <= now:
            self._over(sub)
        elif sub["status"] == "active" and item["current_period_end"] <= now:
            item["current_period_start"] = item["current_period_end"]
            item["current_period_end"] += shapes.lasts(item["price"])
            self._charge(sub, self._bill(sub, item["price"]["unit_amount"], "subscription_cycle"))

    def _try_again(self, sub: Shape) -> None:
        bill = self.objects[sub["latest_invoice"]]
        if bill["next_payment_attempt"] is None or bill["next_payment_attempt"] > self.now():
            return
        if bill["attempt_count"] > len(RETRIES):
            self._over(sub)
        else:
            self._charge(sub, bill)

    def _charge(self, sub: Shape, bill: Shape) -> None:
        if sub["customer"] not in self.failing:
            self._paid(sub, bill)
            return
        pause = RETRIES[min(bill["attempt_count"], len(RETRIES) - 1)]
        bill.update(attempt_count=bill["attempt_count"] + 1, next_payment_attempt=self.now() + pause)
        self._happened("invoice.payment_failed", bill)
        if sub["status"] != "past_due":
            sub["status"] = "past_due"
            self._happened("customer.subscription.updated", sub)

    def _bill(self, sub: Shape, total: int, reason: str) -> Shape:
        """What the payer has to their credit pays first; a bill that is a credit adds to it."""
        name, payer = self._id("in"), self.objects[sub["customer"]]
        left = total + payer["balance"]
        payer["balance"] = min(0, left)
        url = f"{self.url}/invoice/{name}"
        made = self._keep(shapes.invoice(name, sub, total, max(0, left), self.now(), reason, url))
        sub["latest_invoice"] = made["id"]
        self._happened("invoice.finalized", made)
        return made

    def _paid(self, sub: Shape, bill: Shape) -> None:
        bill.update(status="paid", amount_paid=bill["amount_due"], amount_remaining=0, next_payment_attempt=None)
        self._happened("invoice.paid", bill)
        if sub["status"] in ("incomplete", "past_due", "unpaid"):
            sub["status"] = "active"
            self._happened("customer.subscription.updated", sub)

    def _over(self, sub: Shape) -> None:
        sub.update(status="canceled", ended_at=self.now(), canceled_at=sub["canceled_at"] or self.now())
        self._happened("customer.subscription.deleted", sub)

    # --- writing down --------------------------------------------------------------------------------------------

    def _id(self, prefix: str) -> str:
        self.numbers += 1
        return f"{prefix}_{self.numbers:06d}"

    def _keep(self, made: Shape) -> Shape:
        self.objects[made["id"]] = made
        return made

    def _happened(self, kind: str, about: Shape) -> None:
        event = shapes.event(self._id("evt"), kind, copy.deepcopy(about), self.now())
        self.events.append(event)
        self._tell(event)


def _pace(price: Shape) -> str:
    return str(price["recurring"]["interval"])
