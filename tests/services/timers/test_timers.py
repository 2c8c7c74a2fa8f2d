"""Each timer fires once, and a claim against a timeout has one outcome. `make proofs` does the same 100 times over."""

from __future__ import annotations

from tests.services.desk import Desk
from tests.services.timers.trial import fire, lines, races, waiting


async def test_each_timer_fires_once_whatever_happens_to_the_workers_and_the_clock(desk: Desk) -> None:
    await waiting(desk, 100, spread=1_500)
    assert await fire(desk, kill_every=0.8, within=50) >= 1
    told = await lines(desk)
    assert sum(told.values()) == 100
    assert {codes[0] for codes in told} == {"asking_team"}
    for codes in told:
        assert codes in (("asking_team", "timed_out"), ("asking_team", "still_trying", "timed_out"))


async def test_a_claim_against_a_timeout_has_exactly_one_outcome(desk: Desk) -> None:
    outcomes = await races(desk, 60)
    assert sum(outcomes.values()) == 60
    assert set(outcomes) == {"taken", "timed out"}, "both happen, or nothing was raced"
