"""The page of the inbox's proofs has every check once, and names tests that are there."""

from __future__ import annotations

import ast
import re

from tests.arch.tree import ROOT

PAGE = ROOT / "docs" / "develop" / "inbox-proofs.md"
CHECKS = 20
ROW = re.compile(r"^\| ([A-Z])-(\d\d) \|(.+)$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_check_has_its_row_and_every_row_names_tests_that_are_there() -> None:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [int(number) for _, number, _ in rows] == [*range(1, CHECKS + 1)]
    for letter, number, text in rows:
        named = NAMED.findall(text)
        assert named, f"{letter}-{number} names no test"
        gone = [f"{file}::{name}" for file, name in named if name not in names_in(file)]
        assert not gone, f"{letter}-{number}: {gone}"
