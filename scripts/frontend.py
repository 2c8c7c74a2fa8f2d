"""Runs one of the front-end's own scripts (types, size, test) with the Node that setup.py finds.

python scripts/frontend.py types size test
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.setup import FRONTEND, find_node, node_environment

SCRIPTS = ("types", "size", "test")


def frontend(script: str, *, capture: bool = False) -> subprocess.CompletedProcess[str]:
    node, _ = find_node()
    return subprocess.run(
        [node, f"{script}.mjs"],
        cwd=FRONTEND,
        env=node_environment(node),
        check=False,
        text=True,
        capture_output=capture,
    )


if __name__ == "__main__":
    unknown = [name for name in sys.argv[1:] if name not in SCRIPTS]
    if unknown:
        sys.exit(f"frontend: no script {unknown[0]}, there are: {', '.join(SCRIPTS)}")
    sys.exit(max([frontend(name).returncode for name in sys.argv[1:]], default=0))
