"""docs/develop/widget-proofs.md names tests: each of them is there, and no promise is without one."""

from __future__ import annotations

import re
from pathlib import Path

from tests.arch.tree import ROOT

PAGE = ROOT / "docs" / "develop" / "widget-proofs.md"
PROMISES = {f"W-{n:02}" for n in range(1, 29)}


def _is_there(file: str, name: str) -> bool:
    (found,) = [path for path in _files() if path.name == file]
    text = found.read_text(encoding="utf-8")
    if file.endswith(".ts"):
        return f'test("{name}"' in text
    said = f'yield "{name}"', f'("{name}", '
    return any(one in text for one in said) if file == "states.py" else f"def {name}(" in text


def _files() -> list[Path]:
    widget = [*(ROOT / "tests" / "e2e" / "widget").glob("*.py"), *(ROOT / "frontend" / "widget" / "test").glob("*.ts")]
    return [*widget, *(ROOT / "tests" / "e2e").glob("*.py")]


def test_every_proof_is_there_and_every_promise_has_one() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    proven = {row: re.findall(r"`([\w.]+)::([^`]+)`", row) for row in rows}
    empty = [row for row, proofs in proven.items() if not proofs and not re.match(r"\| (state|#) ", row)]
    assert empty == []
    named = {proof for proofs in proven.values() for proof in proofs}
    assert len(named) > 60
    assert [f"{file}::{name}" for file, name in sorted(named) if not _is_there(file, name)] == []
    assert set(re.findall(r"W-\d\d", PAGE.read_text(encoding="utf-8"))) == PROMISES


def test_every_moment_of_the_way_is_named() -> None:
    states = (ROOT / "tests" / "e2e" / "widget" / "states.py").read_text(encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in re.findall(r'yield "([\w-]+)"', states) if f"`states.py::{name}`" not in page] == []
