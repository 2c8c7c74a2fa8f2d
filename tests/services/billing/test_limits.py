"""What a plan holds: usage is told, one more is refused with a reason, and what is there stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbell.features.billing.rules import DAY
from deskbell.features.workspaces.model import Limits
from deskbell.features.workspaces.service import limits, put_limits
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from tests.services.billing.conftest import Shop


async def answered(shop: Shop, count: int) -> None:
    """So many of Acme's conversations have had an answer of a model this month."""
    month = "2026-09"

    async def work(tx: Tx) -> None:
        await tx.run("DELETE FROM model_conversation WHERE workspace_id = :ws")
        for n in range(count):
            await tx.run("INSERT INTO model_conversation VALUES (:ws, :month, :id)", month=month, id=f"conv_{n}")

    await shop.world.system.db.write(shop.world.acme.scope, work)


async def subjects(shop: Shop) -> list[str]:
    rows = await shop.rows("SELECT subject FROM mail WHERE dedupe_key LIKE 'billing:usage:%' ORDER BY subject")
    return [row["subject"] for row in rows]


async def test_owners_are_told_at_50_80_and_100_percent_once_a_month(shop: Shop) -> None:
    await shop.buys("starter")
    for count in (149, 150, 151, 239, 290, 299, 300, 301):
        await answered(shop, count)
        await shop.billing.tend()
        await shop.billing.tend()
    assert [line.split(" (")[0] for line in await subjects(shop)] == [
        "50 % of this month's AI conversations are used",
        "80 % of this month's AI conversations are used",
        "This month's AI conversations are used up",
    ]
    assert (await shop.overview())["usage"]["conversations"] == 301
    shop.world.clock.pass_(10 * DAY)  # October: another month, another count
    assert (await shop.overview())["usage"]["conversations"] == 0


async def test_whoever_jumps_over_a_share_gets_one_mail(shop: Shop) -> None:
    await shop.buys("starter")
    await answered(shop, 295)
    await shop.billing.tend()
    assert [line.split(" (")[0] for line in await subjects(shop)] == ["80 % of this month's AI conversations are used"]


async def test_one_more_than_the_plan_holds_is_refused_with_the_reason(shop: Shop) -> None:
    acme, system = shop.world.acme, shop.world.system
    await shop.buys("starter")  # three operators and one site, which Acme has
    with pytest.raises(Refused, match=r"Your plan is full \(web sites: 1\)") as told:
        await system.sites.create(acme.scope, name="Second")
    assert (told.value.code, told.value.status) == ("limit", 402)
    with pytest.raises(Refused, match=r"full \(operators: 3\)"):
        await system.team.invite(acme.scope, acme.owner, email="new@acme.example", role="operator")
    await shop.billing.change(acme.scope, "team")
    await system.sites.create(acme.scope, name="Second")
    _, token = await system.team.invite(acme.scope, acme.owner, email="new@acme.example", role="operator")
    await shop.billing.change(acme.scope, "starter")  # down again: nothing is taken away
    assert (len(await system.sites.all(acme.scope)), len(await system.team.members(acme.scope))) == (2, 3)
    with pytest.raises(Refused, match=r"full \(operators: 3\)"):
        await system.team.join(token, name="New", password="long enough")
    await system.sites.create(shop.world.globex.scope, name="Second")


async def test_pages_of_knowledge_have_room_or_not(shop: Shop) -> None:
    acme, system = shop.world.acme, shop.world.system

    async def narrow(tx: Tx) -> None:
        await put_limits(tx, replace(Limits(), pages=2))

    await system.db.write(acme.scope, narrow)  # Acme knows one answer
    await system.knowledge.add(acme.scope, kind="text", title="Parcels", body="Two days.")
    with pytest.raises(Refused, match=r"full \(pages of knowledge: 2\)"):
        await system.knowledge.add(acme.scope, kind="text", title="Returns", body="Thirty days.")
    with pytest.raises(Refused, match=r"full \(pages of knowledge: 2\)"):
        await system.crawling.add_address(acme.scope, kind="page", address="https://acme.example/about")
    with pytest.raises(Refused, match=r"full \(pages of knowledge: 2\)"):
        await system.crawling.add_file(acme.scope, name="a.txt", content=b"Returns within thirty days.")


async def test_where_nothing_is_sold_nothing_is_limited_and_old_limits_go(shop: Shop) -> None:
    acme, system = shop.world.acme, shop.world.system
    await shop.buys("starter")
    shop.billing._payments = None
    await shop.billing.tend()
    assert await system.db.read(acme.scope, limits) == Limits()
    assert (await shop.overview())["state"] == "none"
    await system.sites.create(acme.scope, name="Second")
