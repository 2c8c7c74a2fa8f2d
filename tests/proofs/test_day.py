"""Two hundred requests for a person: a night in which the clocks go back, opening, lunch, closing, a holiday."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.day.script import LATER, NO_MAIL, Day, table
from tests.services.desk import Desk, desk_in


@pytest.fixture
async def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path, seed_folder=tmp_path_factory.getbasetemp()) as made:
        yield made


@pytest.mark.timeout(300)
async def test_none_of_two_hundred_ends_with_nothing(desk: Desk) -> None:
    day = Day(desk)
    await day.play(200)
    found = await day.outcomes()
    sys.stdout.write(f"\n{table(found)}\n")
    assert sum(found.values()) == 200
    outcomes = {outcome for _, outcome in found}
    assert "nothing" not in outcomes
    assert NO_MAIL not in table(found)
    assert {"a person, live", "withdrawn"} <= outcomes
    assert {code for code in LATER if any(f"“{code}”" in outcome for outcome in outcomes)} >= {
        "closed_hours", "nobody_here", "timed_out", "closing_time", "left",
    }  # fmt: skip
