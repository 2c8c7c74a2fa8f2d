"""What could be asked next: only what the knowledge answers, nothing that was just asked or said."""

from __future__ import annotations

import pytest

from deskbell.features.assistant import rules
from deskbell.features.knowledge.model import Hit, Passage

SERVICE = ("Workshop › Full service", "src_1")
ANSWER = "The full service costs 145 pounds and takes four days."


def hits(*others: tuple[str, str, float]) -> list[Hit]:
    found = [(*SERVICE, 2.0), *others]
    return [
        Hit(Passage(f"p{n}", source, "text", n, title, ""), score, 1.0)
        for n, (title, source, score) in enumerate(found)
    ]


@pytest.mark.parametrize(
    ("title", "source", "score", "shown"),
    [
        ("Do you deliver? How fast?", "src_2", 0.9, "Do you deliver?"),
        ("配達できますか？", "src_2", 0.9, "配達できますか？"),
        ("Workshop › Wheel truing", "src_1", 0.9, "Wheel truing"),
        ("Renting › Tandems", "src_2", 0.9, None),  # a heading says nothing without what stands above it
        ("Workshop", "src_1", 0.9, None),
        ("What does a service cost?", "src_2", 1.9, None),  # that was just said
        ("Do you deliver?", "src_2", 0.7, None),  # too far from what was asked
        (f"Do you {'really ' * 20}deliver?", "src_2", 0.9, None),
    ],
)
def test_what_could_be_asked_next(title: str, source: str, score: float, shown: str | None) -> None:
    found = rules.follow_ups(hits((title, source, score)), ["p0"], "How much is a full service?", ANSWER)
    assert found == ((shown,) if shown else ())


def test_three_at_most_each_once_and_none_near_a_poor_answer() -> None:
    more = [(f"Topic{n}?", "src_2", 1.0) for n in (1, 1, 2, 3, 4)]
    near = hits(*more)
    assert rules.follow_ups(near, ["p0"], "?", "") == ("Topic1?", "Topic2?", "Topic3?")
    assert rules.follow_ups([Hit(hit.passage, hit.score / 5, 0.1) for hit in near], ["p0"], "?", "") == ()
