"""The import contracts of pyproject.toml hold, and each of them catches a violation planted for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.arch import tree

# contract -> (file below src/deskbell, a line appended to it)
PLANTED = {
    "floors": ("runtime/scope.py", "import deskbell.edges.web"),
    "features": ("features/workspaces/__init__.py", "import deskbell.features.handoff"),
    "inside": ("features/sites/utils.py", ""),
    "inside-assistant": ("features/assistant/misc.py", ""),
    "pure": ("features/sites/rules.py", "import asyncio"),
    "no-framework": ("features/knowledge/service.py", "import fastapi"),
    "one-driver": ("features/sites/service.py", "import apsw"),
    "late-libraries": ("adapters/__init__.py", "import anthropic"),
    "adapters": ("adapters/__init__.py", "import deskbell.features.sites.service"),
    "composition": ("edges/worker/__init__.py", "import deskbell.adapters"),
    "stores": ("edges/web/pages/__init__.py", "import deskbell.features.sites.store"),
    "edges": ("edges/live/__init__.py", "import deskbell.edges.web"),
    "audiences": ("edges/web/visitor/__init__.py", "import deskbell.edges.web.operator"),
    "cycles": ("kit/__init__.py", "import deskbell.runtime"),
}


def contracts() -> dict[str, str]:
    text = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return dict(re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nid = "(.+)"\nname = "(.+)"', text))


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as go; go()",
        "--no-logo",
        "--no-cache",
    ]
    environ = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "300"}
    return subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, check=False)


def test_the_tree_keeps_every_contract() -> None:
    answer = lint(tree.ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_contract_catches_a_planted_violation(tmp_path: Path) -> None:
    shutil.copytree(tree.SRC, tmp_path / "src" / "deskbell", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    for name, line in PLANTED.values():
        plant(tmp_path / "src" / "deskbell" / name, line)
    output = lint(tmp_path).stdout
    broken = {key for key, title in contracts().items() if f"{title} BROKEN" in output}
    assert broken == set(contracts()) == set(PLANTED), output


def plant(path: Path, line: str) -> None:
    package = path.with_suffix("") / "__init__.py"  # a module may have grown into a package of the same name
    target = package if package.exists() else path
    with target.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
