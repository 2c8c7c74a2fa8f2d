"""The holidays of countries come from a real child process, which ends."""

from __future__ import annotations

import sys

import pytest

from deskbell.adapters.holiday_calendar import ChildCalendar
from deskbell.kit.errors import Refused


async def test_a_countrys_holidays_and_its_regions() -> None:
    calendar = ChildCalendar()
    berlin = {str(h.day): h.name for h in await calendar.holidays("DE", "BE", [2026])}
    assert berlin["2026-12-25"] == "Christmas Day"
    assert berlin["2026-03-08"] == "Women's Day"
    assert "2026-03-08" not in {str(h.day) for h in await calendar.holidays("DE", "BY", [2026])}
    known = {country.code: dict(country.regions) for country in await calendar.countries()}
    assert known["DE"]["BE"] == "Berlin"
    assert len(known) > 150
    assert "holidays" not in sys.modules, "its memory stays in the child"


@pytest.mark.parametrize(("country", "region"), [("XX", None), ("DE", "Nowhere"), ("../x", None)])
async def test_an_unknown_country_is_refused(country: str, region: str | None) -> None:
    with pytest.raises(Refused) as refused:
        await ChildCalendar().holidays(country, region, [2026])
    assert refused.value.code == "invalid"
