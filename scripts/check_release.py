"""Checks that the built wheel and sdist hold the built front-end with its compressed copies, and no build litter."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

NEEDED = (
    "static/widget/loader.js", "static/widget/loader.js.br", "static/widget/manifest.json",
    "static/inbox/index.html", "static/inbox/index.html.gz",
)  # fmt: skip


def names(archive: Path) -> list[str]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as sdist:
        return sdist.getnames()


def faults(archive: Path) -> list[str]:
    inside = names(archive)
    missing = [
        f"{archive.name} lacks {name}"
        for name in NEEDED
        if not any(path.endswith(f"deskbell/{name}") for path in inside)
    ]
    strange = [f"{archive.name} holds {path}" for path in inside if "node_modules" in path or "__pycache__" in path]
    return missing + strange


def main(folder: str) -> int:
    archives = sorted([*Path(folder).glob("*.whl"), *Path(folder).glob("*.tar.gz")])
    problems = [fault for archive in archives for fault in faults(archive)]
    for line in problems or [f"{archive.name}: {archive.stat().st_size:,} bytes" for archive in archives]:
        print(line)
    return 1 if problems or len(archives) != 2 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
