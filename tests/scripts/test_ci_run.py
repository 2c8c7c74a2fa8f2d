""".ci/run ends with the test runner's closing line and the status of `make test`, whatever was printed around it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def ci(tmp_path: Path, printed: str, status: int) -> subprocess.CompletedProcess[str]:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    make = tmp_path / "bin" / "make"
    make.parent.mkdir()
    make.write_text(f"#!/bin/sh\ncat <<'END'\n{printed}\nEND\necho 'make: *** [test] Error 1' >&2\nexit {status}\n")
    make.chmod(0o755)
    environ = {**os.environ, "PATH": f"{make.parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [tmp_path / ".ci" / "run"], env=environ, capture_output=True, text=True, check=False, timeout=20
    )


def test_a_failing_run_ends_with_the_runners_line_and_fails(tmp_path: Path) -> None:
    line = "============ 1 failed, 41 passed in 3.21s ============"
    answer = ci(tmp_path, f"FAILED x\n{line}", 2)
    assert answer.stdout.splitlines()[-1] == line
    assert answer.returncode == 2


def test_a_passing_run_ends_with_the_runners_line_and_passes(tmp_path: Path) -> None:
    line = "============ 42 passed in 63.21s (0:01:03) ============"
    answer = ci(tmp_path, line, 0)
    assert answer.stdout.splitlines()[-1] == line
    assert answer.returncode == 0


def test_a_run_that_never_reached_the_tests_fails(tmp_path: Path) -> None:
    assert ci(tmp_path, "setup: no Python", 2).returncode == 2
