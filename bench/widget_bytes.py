"""The widget's and the inbox's bytes, against their budgets. Prints what `make check` gates."""

from __future__ import annotations

from scripts.frontend import frontend

if __name__ == "__main__":
    raise SystemExit(frontend("size").returncode)
