"""On whose behalf the present request runs. The web edge says it once; every transaction opened by it knows."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final

# An operator's id; empty for what happens by itself, on the command line, or through a key.
ACTING: Final[ContextVar[str]] = ContextVar("acting", default="")
