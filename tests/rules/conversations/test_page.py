"""docs/develop/conversation-states.md tells the same as the code."""

from __future__ import annotations

import re
from pathlib import Path

from deskbell.features.conversations.model import Deadline, Policy, State, Trigger
from deskbell.features.conversations.rules import TRANSITIONS

PAGE = Path(__file__).parents[3] / "docs" / "develop" / "conversation-states.md"


def cells() -> list[list[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_page_numbers_all_seventeen_transitions() -> None:
    assert sorted({int(row[0]) for row in cells()}) == list(range(1, 18))


def test_the_page_and_the_table_are_equal() -> None:
    told = {
        (State(origin.strip()), Trigger(trigger)): (int(number), State(to), line.strip("`"))
        for number, origins, to, triggers, line, *_ in cells()
        for trigger in re.findall(r"`(\w+)`", triggers)
        for origin in origins.split(",")
    }
    assert told == {key: (row.number, row.to, row.code) for key, row in TRANSITIONS.items()}


def test_every_cell_of_a_transition_says_something() -> None:
    for number, origins, to, triggers, _, visitor, team, deadline in cells():
        assert all((origins, to, triggers, visitor, team, deadline)), f"row {number}"


def test_the_page_knows_every_deadline() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", text, re.MULTILINE))
    assert set(rows) == {kind.value for kind in Deadline}
    assert rows["answer"].strip() == f"{Policy().lease // 1000} s"
    assert rows["pickup"].startswith(f"{Policy().pickup // 1000} s")
    assert rows["silence"].startswith(f"{Policy().silence // 1000} s")
    assert rows["reminder"].strip() == f"{Policy().remind // 3_600_000} h"
