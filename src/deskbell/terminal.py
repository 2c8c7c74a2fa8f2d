"""What the commands share: settings from the environment, an event loop, failures as one sentence."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

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
