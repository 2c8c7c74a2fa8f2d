"""Finds a Chromium for the browser tests, and gets one where there is none. Prints its path.

Order: DESKBELL_CHROMIUM; an installed browser; Playwright's, already downloaded; `playwright install`; the system's
package. There is no "skip": a machine without any browser gets one clear sentence and a failing run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome")
MACOS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
DOWNLOAD_SECONDS = 180
PACKAGE_SECONDS = 420


class NoChromium(Exception):
    """No browser, and no way found to get one."""


def find_chromium() -> Path:
    """The path of a Chromium that starts. Raises NoChromium with a sentence that says what to do."""
    if named := os.environ.get("DESKBELL_CHROMIUM"):
        if starts(Path(named)):
            return Path(named)
        raise NoChromium(f"DESKBELL_CHROMIUM={named} does not start; point it at a Chromium or Chrome, or unset it.")
    for attempt in (nothing, download_by_playwright, install_system_package):
        attempt()
        for candidate in candidates():
            if starts(candidate):
                return candidate
    raise NoChromium(
        "The browser tests need Chromium: none is installed, Playwright's download failed and so did the system's "
        "package. Install chromium or google-chrome, or set DESKBELL_CHROMIUM to its path."
    )


def candidates() -> Iterator[Path]:
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (folder / name for name in MACOS)
    yield from downloaded_by_playwright()


def downloaded_by_playwright() -> Iterator[Path]:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    caches = (
        [Path(named)] if named else [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    )
    patterns = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    for cache in caches:
        for pattern in patterns:
            yield from sorted(cache.glob(pattern), reverse=True)


def starts(path: Path) -> bool:
    """Whether it runs at all: a missing shared library or a distribution's empty stub shows here."""
    if not path.is_file() or not os.access(path, os.X_OK):
        return False
    return quietly([str(path), "--version"], seconds=30)


def nothing() -> None:
    """First look at what is there."""


def download_by_playwright() -> None:
    say("no Chromium found; trying Playwright's download")
    quietly([sys.executable, "-m", "playwright", "install", "chromium"], seconds=DOWNLOAD_SECONDS)


def install_system_package() -> None:
    if not shutil.which("apt-get"):
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        return
    say("installing the system's chromium package")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    quietly([*apt, "update"], seconds=PACKAGE_SECONDS)
    quietly([*apt, "install", "-y", "--no-install-recommends", "chromium"], seconds=PACKAGE_SECONDS)


def quietly(command: list[str], seconds: float) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def say(text: str) -> None:
    print(f"find_chromium: {text}", file=sys.stderr, flush=True)


def main(find: Callable[[], Path] = find_chromium) -> int:
    try:
        print(find())
    except NoChromium as error:
        print(f"find_chromium: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
