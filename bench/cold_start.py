"""Cold start: from the command to the first answered request, on a database that is there already.

python -m bench.cold_start [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from bench.server import deskbell, environment, free_port, production_python, show, wait_until_healthy


def start_once(folder: Path) -> float:
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [production_python(), "-m", "deskbell", "serve"], env=environment(folder, port), stderr=subprocess.DEVNULL
    )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}")
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(timeout=10)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with deskbell(folder):
            pass
        took = [start_once(folder) for _ in range(runs)]
    bare = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([production_python(), "-c", "import fastapi, uvicorn"], check=True)
        bare.append(time.perf_counter() - began)
    show(
        f"Cold start, {runs} runs",
        [
            ("serve: command to first answer, median", f"{statistics.median(took):.2f} s", "aim <= 1 s"),
            ("  worst", f"{max(took):.2f} s", ""),
            (
                "  python importing fastapi and uvicorn, median",
                f"{statistics.median(bare):.2f} s",
                f"ratio {statistics.median(took) / statistics.median(bare):.1f}",
            ),
        ],
    )


if __name__ == "__main__":
    main()
