"""Closed conversations go when their time is over; contacts, and what is open, stay."""

from __future__ import annotations

import pytest

from deskbell.kit.errors import Refused
from tests.services.desk import DAY, Desk
from tests.services.privacy.planting import of, plant
from tests.services.privacy.test_erase import privacy


async def test_only_what_was_closed_long_enough_ago_goes_to_the_last_byte(desk: Desk) -> None:
    planted, contact = await plant(desk)
    (c,) = await of(desk, "SELECT id, epoch FROM conversation WHERE workspace_id = :ws")
    await desk.conversations.operator.close(desk.acme.scope, desk.acme.who("oscar"), c["id"], epoch=c["epoch"])
    open_one = await desk.says("Still open", who="victor")
    service = privacy(desk)
    await service.keep(desk.acme.scope, 30)
    desk.clock.pass_(30 * DAY)
    await service.retire()
    assert await of(desk, "SELECT 1 FROM conversation WHERE workspace_id = :ws AND id = :c", c=c["id"])
    desk.clock.pass_(DAY)
    await service.retire()
    await service.wipe()
    ids = await of(desk, "SELECT id FROM conversation WHERE workspace_id = :ws")
    assert [row["id"] for row in ids] == [open_one.conversation_id]
    assert await of(desk, "SELECT 1 FROM contact WHERE workspace_id = :ws AND id = :contact", contact=contact)
    left = planted.found_in_files(desk.path)
    kept = str(await service.person(desk.acme.scope, contact)) + str(
        await of(desk, "SELECT folded FROM contact WHERE workspace_id = :ws")
    )
    assert [word for word in left if word not in kept] == []  # what the contact's own page shows
    assert len(left) < len(planted.words) / 3
    logged = await of(desk, "SELECT action, detail FROM audit WHERE workspace_id = :ws AND action LIKE 'retention%'")
    assert [row["action"] for row in logged] == ["retention.saved", "retention.erased"]
    back = await desk.says("I am back", who="vera")  # the visitor is known, and begins anew
    assert back.conversation_id != c["id"]


async def test_everything_is_kept_until_somebody_says_otherwise(desk: Desk) -> None:
    service = privacy(desk)
    assert await service.kept_days(desk.acme.scope) is None
    with pytest.raises(Refused, match="30 to"):
        await service.keep(desk.acme.scope, 29)
    await service.keep(desk.acme.scope, 90)
    assert (await service.kept_days(desk.acme.scope), await service.kept_days(desk.globex.scope)) == (90, None)
    await service.keep(desk.acme.scope, None)
    assert await service.kept_days(desk.acme.scope) is None
