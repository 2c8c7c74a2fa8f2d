"""What is committed speaks of the project alone: no path of somebody's machine, no address of a package registry."""

from __future__ import annotations

import re

from tests.arch import tree

# Written in pieces, so that this file does not find itself.
PATHS = ["/" + name + "/" for name in ("work", "root", "tmp", "opt/wheels", "opt/pypi")] + [
    "/" + r"(?:home|Users)/[a-z]\w*/"
]
REGISTRIES = [r"pypi\." + "org", "npm" + r"js\.(?:org|com)", "python" + "hosted"]
FORBIDDEN = re.compile("|".join([rf"(?<![\w./])(?:{path})" for path in PATHS] + REGISTRIES))
BINARY = {".png", ".ico", ".woff2", ".gz", ".br", ".db"}


def test_no_tracked_file_names_a_machine_path_or_a_registry() -> None:
    found = []
    for path in tree.tracked_files():
        if path.suffix not in BINARY:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if hit := FORBIDDEN.search(line):
                    found.append(f"{tree.name_of(path)}:{number}: {hit[0]}")
    assert found == []


def test_built_and_downloaded_files_are_not_tracked() -> None:
    names = [tree.name_of(path) for path in tree.tracked_files()]
    assert [name for name in names if re.search(r"(^|/)(node_modules|\.venv|static/(widget|inbox)|dist)/", name)] == []


def test_the_pattern_finds_what_it_should() -> None:
    assert FORBIDDEN.search("see /" + "work/main")
    assert FORBIDDEN.search("https://registry.npm" + "js.org/vite")
    assert not FORBIDDEN.search("GET /api/v1/" + "work/items and network/" + "root/x")
