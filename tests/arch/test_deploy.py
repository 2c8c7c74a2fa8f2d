"""The files for deploying agree with the program and with each other."""

from __future__ import annotations

import re

from deskbell.settings import Settings
from tests.arch import tree

OTHERS = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "MALLOC_MMAP_THRESHOLD_"}
OTHERS |= {"FORWARDED_ALLOW_IPS"}  # uvicorn's own
DRAIN = Settings("", tree.ROOT, "").drain_seconds


def text(name: str) -> str:
    return (tree.ROOT / name).read_text(encoding="utf-8")


def documented() -> set[str]:
    return set(re.findall(r"`([A-Z][A-Z_]+)`", text("docs/reference/settings.md")))


def test_only_settings_that_exist_are_set() -> None:
    image = text("Dockerfile").partition("ENV ")[2].partition("USER ")[0]
    compose = text("compose.yaml").partition("environment:")[2].partition("env_file:")[0]
    unit = "\n".join(re.findall(r"^Environment=(.*)$", text("deploy/deskbell.service"), re.MULTILINE))
    for source, pattern in ((image, r"\b([A-Z][A-Z_]+)="), (compose, r"^ +([A-Z_]+):"), (unit, r"\b([A-Z][A-Z_]+)=")):
        names = set(re.findall(pattern, source, re.MULTILINE))
        assert names
        assert names - documented() - OTHERS == set()


def test_whoever_stops_it_waits_for_the_drain() -> None:
    for name, pattern in (
        ("compose.yaml", r"stop_grace_period: (\d+)s"),
        ("deploy/deskbell.service", r"TimeoutStopSec=(\d+)"),
    ):
        found = re.search(pattern, text(name))
        assert found is not None
        assert int(found[1]) >= 2 * DRAIN


def test_the_container_runs_as_nobody_in_particular_and_keeps_everything_in_one_place() -> None:
    image, compose = text("Dockerfile"), text("compose.yaml")
    assert re.search(r"^USER 10001:10001$", image, re.MULTILINE)
    assert "DESKBELL_DATA=/data" in image
    assert "- data:/data" in compose
    for word in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert word in compose
