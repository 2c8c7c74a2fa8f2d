"""Small habits that no linter knows: who may catch everything, and what the server process may load."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

from deskbell.edges.web.application import LATE
from tests.arch import tree

CATCH_ALL = {"Exception", "BaseException"}
NOT_IN_THE_SERVER = {
    "alembic", "anthropic", "cryptography", "httpx", "httpx2", "jinja2", "mammoth", "numpy", "openai", "playwright",
    "pydantic_settings", "pypdf", "pytest", "requests", "sqlalchemy", "stripe", "trafilatura",
}  # fmt: skip


def catches_everything(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in CATCH_ALL for kind in kinds)


def reraises(handler: ast.ExceptHandler) -> bool:
    """`except BaseException: undo(); raise` hides nothing."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_only_the_reviewed_supervisors_catch_everything() -> None:
    found = set()
    for path in tree.python_files(tree.SRC):
        owners = [(name, node) for name, node in tree.functions(path)]
        for handler in ast.walk(tree.parse(path)):
            if isinstance(handler, ast.ExceptHandler) and catches_everything(handler) and not reraises(handler):
                inside = [name for name, node in owners if node.lineno <= handler.lineno <= (node.end_lineno or 0)]
                found.add(f"{tree.name_of(path)}::{inside[-1] if inside else '<module>'}")
    assert found == set(tree.listed("supervisors.txt"))


def test_the_server_process_loads_no_heavy_library() -> None:
    if not (tree.SRC / "app.py").exists():
        return
    script = "import json, sys, deskbell.app; print(json.dumps(sorted(sys.modules)))"
    fresh = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tree.ROOT)
    loaded = set(json.loads(fresh.stdout))
    assert {name.split(".")[0] for name in loaded} & NOT_IN_THE_SERVER == set()
    assert "deskbell.edges.web.application" in loaded
    assert {f"deskbell.edges.web.{module}" for module in LATE.values()} & loaded == set()


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        tree.name_of(path)
        for path in tree.python_files(tree.SRC)
        if path.name != "__init__.py" and not ast.get_docstring(tree.parse(path))
    ]
    assert silent == []


def test_pages_outside_of_the_inbox_wear_its_palette() -> None:
    """They have it written out, to need one file less; a colour that is changed is changed everywhere."""

    def palette(name: str) -> set[tuple[str, str]]:
        return set(re.findall(r"(--[\w-]+): (light-dark\([^;]+\));", (tree.ROOT / name).read_text(encoding="utf-8")))

    ours = palette("frontend/inbox/src/styles/tokens.css")
    for page in ("demo/pages/assets/stage.css", "edges/web/pages/welcome/page.css"):
        worn = palette(f"src/deskbell/{page}")
        assert worn
        assert worn - ours == set(), page
