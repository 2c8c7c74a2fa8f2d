"""`deskbell eval handoff`: a prediction for each case, in order, and a bad line named."""

from __future__ import annotations

import json

import pytest

from deskbell.evals.handoff import run


def test_each_case_has_one_prediction_in_the_same_order() -> None:
    cases = [
        {"id": "b", "text": "connect me to an agent"},
        {"id": "a", "text": "where is my parcel", "lang": "en"},
        {"id": 7, "text": "ich möchte mit einem Menschen sprechen", "lang": None},
    ]
    lines = [json.dumps(case) + "\n" for case in cases]
    assert [json.loads(line) for line in run([*lines, "\n"])] == [
        {"id": "b", "handoff": True},
        {"id": "a", "handoff": False},
        {"id": 7, "handoff": True},
    ]


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '{"text": "hi"}',
        '{"id": "x"}',
        '{"id": "x", "text": 3}',
        '{"id": true, "text": "hi"}',
        '{"id": "x", "text": "hi", "lang": 1}',
    ],
)
def test_a_bad_line_is_named(bad: str) -> None:
    with pytest.raises(ValueError, match=r"line 2: "):
        list(run(['{"id": "x", "text": "hi"}', bad]))
