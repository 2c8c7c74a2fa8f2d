"""Keys that are made at the first start: many processes that begin at the same moment agree on one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deskbell.kit.errors import Refused
from deskbell.runtime import master_key
from tests.world import settings_for

PROCESSES, ROUNDS = 6, 40
BEGINS = """
import sys
from pathlib import Path
from deskbell.adapters.vapid import Vapid
from deskbell.runtime import master_key
from deskbell.settings import read
print("ready", flush=True)
for folder in map(str.strip, sys.stdin):
    key = master_key.load(read({"DESKBELL_DATA": folder})).decode()
    print(key, Vapid(Path(folder, "vapid.key"), subject="mailto:ada@acme.example").public(), flush=True)
"""


def test_processes_that_begin_at_once_have_the_same_keys(tmp_path: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    running = [
        subprocess.Popen([sys.executable, "-c", BEGINS], text=True, bufsize=1, **pipes)  # type: ignore[call-overload]
        for _ in range(PROCESSES)
    ]
    try:
        assert [process.stdout.readline() for process in running] == ["ready\n"] * PROCESSES
        for n in range(ROUNDS):
            for process in running:
                process.stdin.write(f"{tmp_path / str(n)}\n")
            told = {process.stdout.readline() for process in running}
            assert len(told) == 1
            assert len(told.pop()) == 64 + 1 + 87 + 1
    finally:
        for process in running:
            process.communicate()
    assert {path.name for path in (tmp_path / "0").iterdir()} == {"secret.key", "secret.mark", "vapid.key"}


def test_of_two_first_starts_with_different_keys_one_is_refused(tmp_path: Path) -> None:
    one, other = (settings_for(tmp_path, SECRET_KEY=letter * 32) for letter in "ab")
    assert master_key.load(one) == b"a" * 32
    with pytest.raises(Refused, match="SECRET_KEY is not the key"):
        master_key.load(other)
