"""What a second run of a browser test makes good, what it does not, and that it is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = """
import pytest, pytest_asyncio

pytestmark = pytest.mark.asyncio(loop_scope="session")
made = []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server():
    made.append("server")
    assert made.count("server") > 1, "the server came too late"
    yield
    made.append("server has ended")


@pytest.fixture
def page(server):
    made.append("page")
    yield made.count("page")


@pytest.mark.browser
async def test_the_server_starts_at_the_second_time(server):
    assert made == ["server", "server"]


@pytest.mark.browser
async def test_a_race_is_lost_once(page):
    assert page == 2, "lost"
    assert "server has ended" not in made


@pytest.mark.browser
async def test_fails_always(page):
    assert page == 1, "broken"


async def test_without_a_browser(page):
    assert page == 1, "no second time"
"""
MANY = """
import pytest


@pytest.mark.browser
@pytest.mark.parametrize("number", range(9))
def test_fails(number):
    assert not "broken"
"""


def run(folder: Path, program: str, *options: str) -> tuple[int, str]:
    (folder / "test_program.py").write_text(program, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.again",
        "-c",
        str(ROOT / "pyproject.toml"),
        *options,
        str(folder),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_what_fails_twice_is_red_and_what_failed_once_is_told(tmp_path: Path) -> None:
    status, said = run(tmp_path, PROGRAM, "-n", "1", "-p", "no:cacheprovider")
    assert status == 1
    assert "2 failed, 2 passed, 3 run again in" in said.splitlines()[-1]
    assert "run again after this: " in said
    for told in ("AssertionError: lost", "FAILED", "test_fails_always - AssertionError: broken", "no second time"):
        assert told in said


def test_where_much_is_broken_little_is_run_twice(tmp_path: Path) -> None:
    status, said = run(tmp_path, MANY, "-p", "no:cacheprovider")
    assert status == 1
    assert "9 failed, 3 run again in" in said.splitlines()[-1]
