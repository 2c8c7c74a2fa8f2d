"""The systemd unit, as systemd itself reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tests.proofs.engine import ROOT


def test_systemd_understands_every_line_and_finds_little_that_is_open(tmp_path: Path) -> None:
    assert shutil.which("systemd-analyze"), "This proof needs systemd-analyze."
    unit = tmp_path / "deskbell.service"
    text = (ROOT / "deploy" / "deskbell.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/deskbell/bin/deskbell", shutil.which("true") or ""), encoding="utf-8")
    read = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")
    judge = ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(unit)]
    told = subprocess.run(judge, capture_output=True, text=True, check=False).stdout
    exposed = re.search(r"Overall exposure level for .*: ([\d.]+)", told)
    assert exposed is not None, told
    print(f"\n  systemd finds {exposed[1]} of 10 exposed")
    assert float(exposed[1]) < 3
