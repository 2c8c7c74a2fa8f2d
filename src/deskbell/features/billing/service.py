"""Buying, changing and ending a plan; hearing of what happened to it; and what a workspace may have because of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from deskbell.features.audit.service import note
from deskbell.features.billing import rules, store, templates
from deskbell.features.billing.model import PLANS, Every, Facts, Letter, Notice, Plan, Record, Standing, State, Usage
from deskbell.features.billing.ports import Payments, PaymentsError
from deskbell.features.mail.post import Post
from deskbell.features.workspaces import service as workspaces
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime import outbox
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

T = TypeVar("T")
log = logger("billing")
PAGE: Final = "/settings/billing"
KEPT: Final = 40 * rules.DAY


class Billing:
    """Without `payments` nothing is sold here, and nothing is limited."""

    def __init__(self, db: Database, clock: Clock, ids: Ids, payments: Payments | None, public_url: str) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._post = Post(clock, ids, public_url)
        self._payments = payments
        self._page = f"{public_url}{PAGE}"
        self._tended = False
        self._reading: dict[str, asyncio.Lock] = {}

    @property
    def on(self) -> bool:
        return self._payments is not None

    async def overview(self, scope: WorkspaceScope) -> dict[str, Any]:
        """What the owner sees."""
        now = self._clock.now()
        if not self.on:
            return {"state": State.NONE.value, "usage": asdict(await self._db.read(scope, self._used)), "now": now}
        known = await self._known(scope)
        standing = rules.standing(known.trial_ends_at, known.facts, now)
        facts = known.facts if known.facts and rules.alive(known.facts) else None
        return {
            "state": standing.state.value,
            "plan": standing.plan,
            "until": standing.until,
            "reason": standing.reason,
            "limits": asdict(standing.limits) if standing.limits else None,
            "usage": asdict(await self._db.read(scope, self._used)),
            "subscribed": facts is not None,
            "every": facts.every if facts else Every.MONTH.value,
            "payer": known.payer is not None,
            "plans": [_shown(plan, facts) for plan in PLANS],
            "now": now,
        }

    # --- what the owner does -------------------------------------------------------------------------------------

    async def checkout(self, scope: WorkspaceScope, by: Operator, plan: str, every: Every = Every.MONTH) -> str:
        """The address on which to pay. Raises invalid, conflict (there is a subscription), unavailable."""
        wanted, known = _plan(plan), await self.refresh(scope)
        if rules.alive(known.facts):
            raise Refused("conflict", "There is a plan already: change that one.")
        payer = known.payer or await self._new_payer(scope, by)
        return await self._ask(lambda p: p.checkout(payer, wanted, every, done=f"{self._page}?paid", back=self._page))

    async def portal(self, scope: WorkspaceScope) -> str:
        """The address of cards and invoices. Raises not_found, unavailable."""
        payer = (await self._known(scope)).payer
        if payer is None:
            raise not_found("invoice yet")
        return await self._ask(lambda p: p.portal(payer, back=f"{self._page}?seen"))

    async def change(self, scope: WorkspaceScope, plan: str, every: Every = Every.MONTH) -> str | None:
        """Another plan at once; or the address at which it has to be paid first, where the card alone was not enough.

        Raises invalid, not_found, conflict (not paid, or about to end), unavailable.
        """
        wanted, facts = _plan(plan), await self._alive(scope)
        if facts.status not in ("active", "trialing"):
            raise Refused("conflict", "Pay the open invoice first.")
        if facts.cancel_at is not None:
            raise Refused("conflict", "This plan is going to end. Keep it first, then choose another.")
        same = (facts.plan, facts.every) == (wanted.key, every)
        pay_at = None if same else await self._ask(lambda p: p.change(facts, wanted, every))
        await self.refresh(scope)
        return pay_at

    async def cancel(self, scope: WorkspaceScope, *, cancel: bool) -> None:
        """End with what is paid (at once, where nothing is paid), or go on after all. Raises not_found, unavailable."""
        facts = await self._alive(scope)
        if cancel and rules.overdue(facts):
            await self._ask(lambda p: p.end(facts))
        elif cancel != (facts.cancel_at is not None):
            await self._ask(lambda p: p.cancel(facts, cancel=cancel))
        await self.refresh(scope)

    async def end(self, scope: WorkspaceScope) -> None:
        """Over now, whatever is paid; nothing where there is nothing. Raises unavailable."""
        facts = (await self.refresh(scope)).facts if self.on else None
        if facts is not None and rules.alive(facts):
            await self._ask(lambda p: p.end(facts))
            await self.refresh(scope)

    async def refresh(self, scope: WorkspaceScope) -> Record:
        """Read the subscription anew. Raises unavailable."""
        try:
            return await self._read(scope)
        except PaymentsError as error:
            raise _unavailable(error) from error

    async def _alive(self, scope: WorkspaceScope) -> Facts:
        facts = (await self.refresh(scope)).facts
        if facts is None or not rules.alive(facts):
            raise not_found("plan to change")
        return facts

    async def _new_payer(self, scope: WorkspaceScope, by: Operator) -> str:
        name = await self._db.read(scope, workspaces.name)
        payer = await self._ask(lambda p: p.payer(scope.workspace_id, name=name, email=by.email))
        return await self._db.write(scope, lambda tx: store.set_payer(tx, payer))

    async def _ask(self, work: Callable[[Payments], Awaitable[T]]) -> T:
        if self._payments is None:
            raise not_found("plan here")
        try:
            return await work(self._payments)
        except PaymentsError as error:
            raise _unavailable(error) from error

    # --- what the provider tells ---------------------------------------------------------------------------------

    async def heard(self, notice: Notice) -> bool:
        """Write down that something happened, once, and look at it soon. False: known, or of nobody here."""
        now = self._clock.now()
        found = await self._db.read(ANY_WORKSPACE, lambda tx: store.by_payer_any_workspace(tx, notice.payer))
        if found is None:
            return False

        async def work(tx: Tx) -> bool:
            if not await store.hear(tx, notice, now=now):
                return False
            key, payload = f"billing:{notice.id}", {"notice": notice.id}
            await outbox.add(tx, self._ids, kind="billing", dedupe_key=key, payload=payload, due_at=now, now=now)
            return True

        return await self._db.write(WorkspaceScope(found), work)

    async def look(self, scope: WorkspaceScope, job: Job) -> None:  # noqa: ARG002 - what it says is never believed
        await self._read(scope)

    async def _read(self, scope: WorkspaceScope) -> Record:
        """Ask the provider and write down what it says: one reading of a workspace at a time, the older one never wins.

        Raises PaymentsError.
        """
        async with self._reading.setdefault(scope.workspace_id, asyncio.Lock()):
            known = await self._known(scope)
            if self._payments is None or known.payer is None:
                return known
            read_at = max(self._clock.now(), known.read_at)  # also where the clock was put back meanwhile
            payer, gone, found = known.payer, False, list[Facts]()
            try:
                found = list(await self._payments.subscriptions(payer))
            except PaymentsError as error:
                gone = error.gone
                if not gone:
                    raise

            async def work(tx: Tx) -> None:
                if gone:
                    await store.forget_payer(tx, payer)
                if await store.put_facts(tx, rules.chosen(found), read_at=read_at):
                    await self._settle(tx)

            await self._db.write(scope, work)
            return await self._known(scope)

    # --- what follows from it ------------------------------------------------------------------------------------

    async def _known(self, scope: WorkspaceScope) -> Record:
        found = await self._db.read(scope, store.record)
        if found is None:
            await self._db.write(scope, self._settle)
            found = await self._db.read(scope, store.record)
        assert found is not None
        return found

    async def _settle(self, tx: Tx) -> None:
        """From facts and time to what the workspace may have; every letter that this means, once."""
        now, known = self._clock.now(), await store.record(tx)
        if known is None:
            await store.insert(tx, trial_ends_at=now + rules.TRIAL)
            known = await store.record(tx)
            assert known is not None
        standing = rules.standing(known.trial_ends_at, known.facts, now)
        assert isinstance(tx.scope, WorkspaceScope)
        await store.put_standing(tx, standing, id=self._ids.new("chg"), now=now)
        if (known.state, known.plan) != (standing.state, standing.plan):
            await note(tx, "billing.changed", standing.plan or "", now=now, before=known.state, state=standing.state)
        await workspaces.put_limits(tx, standing.limits)
        for letter in rules.letters(known.state, standing, known.facts, tx.scope.workspace_id, now):
            await self._write(tx, letter)
        await self._usage(tx, standing, now)

    async def _usage(self, tx: Tx, standing: Standing, now: int) -> None:
        month, percent = _month(now), await self._percent(tx, standing, now)
        if percent is not None:
            await store.put_told(tx, percent, month=month)
            await self._write(tx, Letter("usage", f"usage:{month}:{percent}", percent=percent))

    async def _percent(self, tx: Tx, standing: Standing, now: int) -> int | None:
        most = standing.limits.conversations if standing.limits else None
        return rules.passed((await self._used(tx)).conversations, most, await store.told(tx, month=_month(now)))

    async def _used(self, tx: Tx) -> Usage:
        return await store.usage(tx, month=_month(self._clock.now()))

    async def _write(self, tx: Tx, letter: Letter) -> None:
        title, lead, button = templates.text(letter)
        await self._post.to_owners(tx, key=letter.key, title=title, lead=lead, button=(button, PAGE))

    # --- what time does ------------------------------------------------------------------------------------------

    async def tend(self) -> None:
        """Trials and grace run out, months fill up, and once a day every subscription is read anew."""
        if not self.on:
            await self._free()
            return
        now = self._clock.now()
        for row in await self._db.read(ANY_WORKSPACE, store.all_any_workspace):
            scope = WorkspaceScope(row["id"])
            if not self._tended or await self._db.read(scope, self._moved):
                await self._db.write(scope, self._settle)
            if row["payer"] is not None and abs(now - row["read_at"]) >= rules.RECONCILED_EVERY:
                await self._reconcile(scope, now)
        self._tended = True

    async def _moved(self, tx: Tx) -> bool:
        """Would settling change anything?"""
        now, known = self._clock.now(), await store.record(tx)
        if known is None:
            return True
        standing = rules.standing(known.trial_ends_at, known.facts, now)
        soon = known.state is State.TRIAL and known.trial_ends_at - now <= rules.TOLD_BEFORE
        if (standing.state, standing.plan) != (known.state, known.plan) or soon:
            return True
        return await self._percent(tx, standing, now) is not None

    async def _reconcile(self, scope: WorkspaceScope, now: int) -> None:
        try:
            await self._read(scope)
        except PaymentsError as error:
            log.warning("not_reconciled", workspace=scope.workspace_id, error=str(error))
        else:
            await self._db.write(scope, lambda tx: store.forget(tx, before=now - KEPT))

    async def _free(self) -> None:
        """Limits of a time when plans were sold here."""
        for workspace_id in await self._db.read(ANY_WORKSPACE, store.limited_any_workspace):
            await self._db.write(WorkspaceScope(workspace_id), lambda tx: workspaces.put_limits(tx, None))


def _plan(key: str) -> Plan:
    found = rules.plan_of(key)
    if found is None:
        raise Refused("invalid", f"There is no plan {key!r}.")
    return found


def _shown(plan: Plan, facts: Facts | None) -> dict[str, Any]:
    """`prices` and `is` (what choosing it would be) by how often is paid."""
    present, paid = (facts.plan, facts.every) if facts else (None, "")
    return {
        "key": plan.key,
        "name": plan.name,
        "limits": asdict(plan.limits),
        "prices": {every.value: plan.costs(every) for every in Every},
        "is": {every.value: rules.replacement(plan, every, present, paid) for every in Every},
    }


def _month(now: int) -> str:
    return f"{datetime.fromtimestamp(now / 1000, UTC):%Y-%m}"


def _unavailable(error: PaymentsError) -> Refused:
    log.warning("payments_failed", error=str(error), again=error.again)
    if error.declined:
        return Refused("conflict", "The card was refused. Look at it under Invoices and card, then try again.")
    if not error.again:
        return Refused(
            "unavailable", "The payment service refused this; nothing was changed. The server's log says why."
        )
    return Refused("unavailable", "The payment service cannot be reached just now. Nothing was changed; try again.")
