"""Files stay under 400 lines and functions under 60. When one wants to grow: which idea does it hide?"""

from __future__ import annotations

from tests.arch import tree

FILE_LINES = 400
FUNCTION_LINES = 60
CODE = [tree.SRC, tree.ROOT / "tests", tree.ROOT / "scripts", tree.ROOT / "bench"]


def oversized() -> dict[str, int]:
    found = {}
    for path in [*tree.python_files(*CODE), *tree.typescript_files()]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            found[tree.name_of(path)] = lines
    for path in tree.python_files(*CODE):
        for name, node in tree.functions(path):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                found[f"{tree.name_of(path)}::{name}"] = lines
    return found


def test_nothing_is_oversized_beyond_the_reviewed_list_which_only_shrinks() -> None:
    assert oversized() == tree.listed("oversized.txt")
