"""A real `deskbell serve` (or a bare one to compare with) in its own process, and what the kernel says of it."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "a bench password"
OWNER = "owner@bench.example"


ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements" / "run.txt"


def production_python() -> str:
    """An interpreter with the run-time packages alone, as a user has it: development tools weigh on the server."""
    home = ROOT / ".build" / "bench-venv"
    stamp = home / "pins"
    pins = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != pins:
        subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(home)], check=True)
        uv = str(Path(sys.executable).with_name("uv"))
        target = ["--quiet", "--compile-bytecode", "--python", str(home / "bin" / "python")]
        target += ["--require-hashes", "-r", str(PINS)]
        subprocess.run([uv, "pip", "install", *target], check=True)
        stamp.write_text(pins, encoding="ascii")
    return str(home / "bin" / "python")


@dataclass(frozen=True, slots=True)
class Serving:
    url: str
    pid: int

    def anonymous(self) -> int:
        """Anonymous resident memory in bytes: what the process itself has written."""
        text = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"RssAnon:\s+(\d+) kB", text)
        assert found is not None
        return int(found[1]) * 1024


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def environment(folder: Path, port: int) -> dict[str, str]:
    # As installed: with byte code on disk. Compiling at every start costs megabytes and seconds.
    left_out = ("DESKBELL_", "ANTHROPIC_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "DESKBELL_DATA": str(folder),
        "PORT": str(port),
        "DESKBELL_RATE_LIMITS": "off",
        "DESKBELL_DRAIN_SECONDS": "0",
        "LOG_LEVEL": "error",
    }


@contextmanager
def deskbell(folder: Path) -> Iterator[Serving]:
    """A workspace with one site (key `bench`), served."""
    port = free_port()
    env = environment(folder, port)
    python = production_python()
    subprocess.run(
        [
            python,
            "-m",
            "deskbell",
            "create-workspace",
            "--name",
            "Bench",
            "--owner-email",
            OWNER,
            "--password",
            PASSWORD,
            "--site-key",
            "bench",
            "--json",
        ],
        env=env,
        check=True,
        stdout=subprocess.PIPE,
    )
    with _process([python, "-m", "deskbell", "serve"], env, port) as serving:
        yield serving


@contextmanager
def bare(name: str) -> Iterator[Serving]:
    """One of the servers in bench/baselines.py."""
    port = free_port()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with _process([production_python(), "-m", "bench.baselines", name, str(port)], env, port) as serving:
        yield serving


@contextmanager
def _process(command: list[str], env: dict[str, str], port: int) -> Iterator[Serving]:
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}")
        yield Serving(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_until_healthy(url: str, seconds: float = 20.0) -> float:
    """Seconds until /healthz answered. Raises TimeoutError."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return time.perf_counter() - began
        except OSError:
            time.sleep(0.005)
    raise TimeoutError(f"{url} did not become healthy")


def show(title: str, rows: list[tuple[str, str, str]]) -> None:
    """(what, figure, aim) as a table."""
    print(f"\n{title}")
    for what, figure, aim in rows:
        print(f"  {what:58s} {figure:>22s}   {aim}")
