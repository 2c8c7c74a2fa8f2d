"""Each fence is taken away, one by one, in a copy of the sources; the tests that name it must then fail.

A fence whose removal nobody notices is decoration, or has no test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.proofs.fences import FENCES, Fence

ROOT = Path(__file__).parents[2]
KEPT = ("src", "tests", "pyproject.toml", "docs")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__", "static", "frontend", "proofs")
    for name in KEPT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copyfile(ROOT / name, folder / name)
    (folder / "src" / "deskbell" / "static").mkdir(parents=True)
    return folder


def run(copy: Path, tests: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """These tests of the copy, up to the first failure."""
    path = f"{copy / 'src'}{os.pathsep}{copy}"
    environ = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PROOFS": "", "PROOF_QUICK": "1"}
    environ.pop("PROOF_PROGRAMS", None)
    environ.pop("PROOF_STEPS", None)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--timeout=200", *tests]
    return subprocess.run(command, cwd=copy, env=environ, capture_output=True, text=True, check=False)


def test_the_copy_is_what_is_tested_and_without_a_removal_everything_passes(copy: Path) -> None:
    where = "import deskbell; print(deskbell.__file__)"
    environ = {**os.environ, "PYTHONPATH": f"{copy / 'src'}"}
    found = subprocess.run(
        [sys.executable, "-c", where], cwd=copy, env=environ, capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith(str(copy))
    answer = run(copy, sorted({fence.test for fence in FENCES}))
    assert answer.returncode == 0, answer.stdout[-3000:]


def test_no_two_fences_have_the_same_name() -> None:
    assert len({fence.name for fence in FENCES}) == len(FENCES)


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: fence.name)
def test_the_removal_of_a_fence_is_noticed(copy: Path, fence: Fence) -> None:
    path = copy / "src" / "deskbell" / fence.file
    whole = path.read_text(encoding="utf-8")
    assert whole.count(fence.old) == 1, f"{fence.file} has changed: look for the fence anew"
    try:
        path.write_text(whole.replace(fence.old, fence.new), encoding="utf-8")
        answer = run(copy, [fence.test])
    finally:
        path.write_text(whole, encoding="utf-8")
    named = [line for line in answer.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    assert answer.returncode == 1, f"nobody misses it in {fence.test}\n{answer.stdout[-2000:]}{answer.stderr[-1000:]}"
    sys.stdout.write(f"\n{fence.name}: {named[0].split(' - ')[0] if named else '?'}\n")
