"""The documentation tells the truth where a machine can check it: commands, links, versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import deskbell
from tests.arch import tree

MAIN_TARGETS = 16


def pages() -> list[Path]:
    return [path for path in tree.tracked_files() if path.suffix == ".md"]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+):.*## ", (tree.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_make_command_in_the_documentation_exists() -> None:
    unknown = [
        f"{tree.name_of(page)}: make {target}"
        for page in pages()
        for target in re.findall(r"(?:^|`)make ([a-z][a-z0-9-]*)", page.read_text(encoding="utf-8"), re.MULTILINE)
        if target not in make_targets()
    ]
    assert unknown == []


def test_the_readme_begins_with_the_two_commands() -> None:
    first_screen = (tree.ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:20]
    assert any(line.startswith("make demo") for line in first_screen)
    assert any(line.startswith("make test") for line in first_screen)


def test_make_stays_small_enough_to_remember() -> None:
    assert len(make_targets()) <= MAIN_TARGETS


def test_every_relative_link_leads_somewhere() -> None:
    dead = [
        f"{tree.name_of(page)}: {link}"
        for page in pages()
        for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert dead == []


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    released = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\]", (tree.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert project["version"] == released[0] == deskbell.__version__
