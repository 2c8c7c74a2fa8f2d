"""`deskbell eval hours`: a prediction for each case, in order, and a bad line named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskbell.evals.hours import run

WEEK = {"mon": [["09:00", "17:00"]]}
CASE = {"id": "a", "timezone": "Europe/Berlin", "schedule": WEEK, "at": "2026-11-30T08:30:00Z"}


def test_each_case_has_one_prediction_in_the_same_order() -> None:
    cases: list[dict[str, Any]] = [
        CASE,
        {**CASE, "id": 2, "at": "2026-11-30T00:00:00+01:00"},
        {**CASE, "id": "c", "schedule": {**WEEK, "exceptions": {"2026-12-07": []}}, "at": "2026-11-30T16:00:00.5Z"},
        {**CASE, "id": "d", "schedule": {}},
    ]
    lines = [json.dumps(case) + "\n" for case in cases]
    assert [json.loads(line) for line in run([*lines, "\n"])] == [
        {"id": "a", "open": True, "next_opening": "2026-12-07T08:00:00Z"},
        {"id": 2, "open": False, "next_opening": "2026-11-30T08:00:00Z"},
        {"id": "c", "open": False, "next_opening": "2026-12-14T08:00:00Z"},
        {"id": "d", "open": False, "next_opening": None},
    ]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"id": True}, "a case is"),
        ({"timezone": "Berlin"}, "'Berlin' is no time zone"),
        ({"timezone": None}, "None is no time zone"),
        ({"schedule": None}, "a case is"),
        ({"schedule": {"mon": [["09:00", "25:00"]]}}, "'25:00' is no time"),
        ({"schedule": {"exceptions": {"tomorrow": []}}}, "'tomorrow' is no date"),
        ({"at": "today"}, "\"at\": 'today' is no time"),
        ({"at": 5}, '"at": 5 is no time'),
        ({"at": "2026-11-30T09:00:00"}, "has no offset"),
        ({"at": "9999-12-31T23:59:59Z"}, "is not a year"),
    ],
)
def test_a_bad_line_is_named(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=rf"line 2: .*{complaint}"):
        list(run([json.dumps(CASE), json.dumps({**CASE, **change})]))


@pytest.mark.parametrize("line", ["{", "[]", "3"])
def test_what_is_no_object_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        list(run([json.dumps(CASE), line]))
