"""The OpenAPI descriptions of the HTTP interface. Making one loads every route and costs 23 MB: no server does it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from fastapi import FastAPI

from deskbell import __version__
from deskbell.edges.web.application import AT_ONCE, LATE
from deskbell.edges.web.public import description, routes


def describe() -> dict[str, Any]:
    """Everything that browsers and the inbox ask for, too."""
    app = FastAPI(title="Deskbell", version=__version__)
    for module in (*AT_ONCE, *(import_module(f"{__package__}.{name}") for name in dict.fromkeys(LATE.values()))):
        app.include_router(module.router)
    return description.finished_inside(app.openapi())


def describe_public() -> dict[str, Any]:
    """The public API alone, which docs/reference/openapi.json holds."""
    app = FastAPI(title="Deskbell", version=__version__)
    app.include_router(routes.router)
    return description.finished(app.openapi())
