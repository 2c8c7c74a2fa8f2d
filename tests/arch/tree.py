"""The source tree as the architecture tests read it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "deskbell"
HERE = Path(__file__).resolve().parent

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def typescript_files() -> list[Path]:
    found = [*(ROOT / "frontend").rglob("*.ts"), *(ROOT / "frontend").rglob("*.tsx")]
    return sorted(path for path in found if "node_modules" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Every function of a file with its dotted name (`Class.method`, `outer.inner`)."""
    yield from _functions(parse(path), "")


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield f"{prefix}{child.name}", child
            yield from _functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            yield from _functions(child, prefix)


def texts(node: ast.AST) -> Iterator[ast.Constant]:
    """Every string in the code that is not a docstring; of an f-string, its literal parts."""
    prose = set()
    for scope in ast.walk(node):
        if isinstance(scope, ast.Module | ast.ClassDef | Function) and scope.body:
            first = scope.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                prose.add(id(first.value))
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str) and id(child) not in prose:
            yield child


def listed(name: str) -> dict[str, int]:
    """A reviewed list beside these tests: one `name` or `name number` a line, `#` for a comment."""
    entries: dict[str, int] = {}
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if words:
            entries[words[0]] = int(words[1]) if len(words) > 1 else 0
    return entries


def tracked_files() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]
