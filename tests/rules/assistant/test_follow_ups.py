"""What could be asked next: only what the knowledge answers, nothing that was just asked or said."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from deskbell.features.assistant import rules
from deskbell.features.assistant.model import Used

SERVICE = ("Workshop › Full service", "src_1")
ANSWER = "The full service costs 145 pounds and takes four days."


def used(*others: tuple[str, str, float]) -> list[Used]:
    """The passage that was cited, and others that were found."""
    found = [(*SERVICE, 2.0), *others]
    return [Used(f"p{n}", source, title, 1, score, n == 0) for n, (title, source, score) in enumerate(found)]


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
    found = rules.follow_ups(used((title, source, score)), f"How much is a full service? {ANSWER}")
    assert found == ((shown,) if shown else ())


def test_three_at_most_each_once_and_none_near_a_poor_answer() -> None:
    more = [(f"Topic{n}?", "src_2", 1.0) for n in (1, 1, 2, 3, 4)]
    near = used(*more)
    assert rules.follow_ups(near, "") == ("Topic1?", "Topic2?", "Topic3?")
    assert rules.follow_ups([replace(one, score=one.score / 5) for one in near], "") == ()
    assert rules.follow_ups([replace(one, cited=False) for one in near], "") == ()


def test_a_long_conversation_is_read_once() -> None:
    """While an answer is written nobody else writes."""
    said = " ".join(f"the wheel{n % 97} costs {n} pounds and we repair it for you" for n in range(200))
    began = time.process_time()
    assert rules.follow_ups(used(("Do you deliver?", "src_2", 0.9)), said) == ("Do you deliver?",)
    assert time.process_time() - began < 0.5  # a hundredth of it, on a machine that is not busy
