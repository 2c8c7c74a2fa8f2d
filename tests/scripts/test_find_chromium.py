"""How a Chromium is found: the order, and the one clear sentence at its end. Real processes, an invented PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOOD = "#!/bin/sh\necho Chromium 999\n"
STUB = "#!/bin/sh\necho 'this package is empty' >&2\nexit 1\n"


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def find(tmp_path: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the script where nothing is installed but what the test put into `bin`, and no download can succeed."""
    for name in ("env", "cp", "sh"):
        if not (tmp_path / "bin" / name).exists():
            (tmp_path / "bin").mkdir(exist_ok=True)
            (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    nowhere = {
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "playwright"),
    }
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / "find_chromium.py"],
        env={"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path), **nowhere, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


def test_the_named_browser_wins_over_the_installed_one(tmp_path: Path) -> None:
    named = program(tmp_path / "mine", GOOD)
    program(tmp_path / "bin" / "chromium", GOOD)
    assert find(tmp_path, DESKBELL_CHROMIUM=str(named)).stdout.strip() == str(named)


def test_a_named_browser_that_does_not_start_is_an_error_and_not_a_reason_to_look_further(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "chromium", GOOD)
    answer = find(tmp_path, DESKBELL_CHROMIUM="/nowhere/chromium")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "DESKBELL_CHROMIUM=/nowhere/chromium does not start" in answer.stderr


def test_an_installed_stub_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "chromium", STUB)
    chrome = program(tmp_path / "bin" / "google-chrome", GOOD)
    assert find(tmp_path).stdout.strip() == str(chrome)


def test_a_browser_that_playwright_downloaded_earlier_is_used(tmp_path: Path) -> None:
    downloaded = program(tmp_path / "playwright" / "chromium-1234" / "chrome-linux" / "chrome", GOOD)
    assert find(tmp_path).stdout.strip() == str(downloaded)


def test_the_system_package_is_the_last_resort(tmp_path: Path) -> None:
    ready = program(tmp_path / "later", GOOD)
    apt = f'#!/bin/sh\n[ "$1" = install ] && cp {ready} {tmp_path}/bin/chromium\nexit 0\n'
    program(tmp_path / "bin" / "apt-get", apt)
    program(tmp_path / "bin" / "sudo", '#!/bin/sh\nshift\nexec "$@"\n')
    answer = find(tmp_path)
    assert answer.stdout.strip() == str(tmp_path / "bin" / "chromium"), answer.stderr
    assert "installing the system's chromium package" in answer.stderr


def test_a_machine_without_any_way_gets_one_sentence_and_a_failure(tmp_path: Path) -> None:
    answer = find(tmp_path)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "set DESKBELL_CHROMIUM" in answer.stderr
    assert os.linesep not in answer.stderr.splitlines()[-1]
