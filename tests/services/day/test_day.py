"""A few of the two hundred who ask on the scripted days (`make proofs` plays all): none ends with nothing."""

from __future__ import annotations

from tests.services.day.script import NO_MAIL, Day, table
from tests.services.desk import Desk


async def test_every_request_for_a_person_ends_in_a_person_or_in_writing(desk: Desk) -> None:
    day = Day(desk)
    await day.play(40)
    found = await day.outcomes()
    assert "nothing" not in {outcome for _, outcome in found}, table(found)
    assert NO_MAIL not in table(found), table(found)
    assert {first for first, _ in found} == {"asking_team", "closed_hours", "nobody_here"}, table(found)
    assert len({outcome for _, outcome in found}) >= 4, table(found)
