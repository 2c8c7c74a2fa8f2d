"""What the commands share: settings from the environment, an event loop, failures as one sentence."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

import click
import uvloop

from deskbell.kit.errors import Refused
from deskbell.runtime import log
from deskbell.runtime.db.api import DatabaseError
from deskbell.settings import Settings, SettingsError, read

T = TypeVar("T")


def ran(work: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def settings_given() -> Settings:
    try:
        settings = read(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    log.configure(level=settings.log_level, form=settings.log_format)
    return settings


def said(work: Callable[[], T]) -> T:
    """Expected failures as one sentence and exit code 1."""
    try:
        return work()
    except (Refused, DatabaseError, OSError) as error:
        raise click.ClickException(getattr(error, "message", None) or str(error)) from error


@contextlib.contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file for its owner's eyes that appears only when it is whole. Raises Refused when there is one."""
    if path.exists():
        raise Refused("conflict", f"{path} exists already. Choose another name.")
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    try:
        with beside.open("w+b") as out:
            yield out
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
