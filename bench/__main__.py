"""`python -m bench`: every measurement, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = ("memory", "durable", "cold_start", "model_stream", "search", "widget_bytes", "inbox")


def main() -> None:
    chosen = sys.argv[1:] or MEASUREMENTS
    unknown = [name for name in chosen if name not in MEASUREMENTS]
    if unknown:
        raise SystemExit(f"There is no measurement {unknown[0]!r}. Choose from: {', '.join(MEASUREMENTS)}.")
    codes = [subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode for name in chosen]
    raise SystemExit(max(codes))


if __name__ == "__main__":
    main()
