"""The long proof (tests/proofs/test_fences.py) takes fences away by their text, so each text must be found."""

from __future__ import annotations

from pathlib import Path

from tests.proofs.fences import FENCES

SOURCES = Path(__file__).parents[2] / "src" / "deskbell"


def test_every_fence_that_is_taken_away_stands_exactly_once() -> None:
    there = {file: (SOURCES / file).read_text(encoding="utf-8") for file in {fence.file for fence in FENCES}}
    assert [fence.name for fence in FENCES if there[fence.file].count(fence.old) != 1] == []
