"""A sheet holds what visitors wrote as text, whatever they wrote."""

from __future__ import annotations

import csv
import io

import pytest

from deskbell.kit.sheets import sheet


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "＝1", "|x", "\u00a0=1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert [*csv.reader(io.StringIO(sheet(["q"], [[text]]).lstrip("\ufeff"), newline=""))][1] == [f"'{text}"]


def test_other_text_and_numbers_stay_as_they_are() -> None:
    rows = [['Do you, "Ann",\nrepair?', 5], ["Привет", -3]]
    read = [*csv.reader(io.StringIO(sheet(["q", "n"], rows).lstrip("\ufeff"), newline=""))]
    assert read == [["q", "n"], ['Do you, "Ann",\nrepair?', "5"], ["Привет", "-3"]]
    assert sheet(["q"], []).startswith("\ufeff")
