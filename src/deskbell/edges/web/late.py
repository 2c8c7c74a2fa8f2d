"""Routes that are made when they are first asked for (docs/decisions/0106)."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module

from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send


class Late(BaseRoute):
    """The routes of one module, loaded with the first request below its prefix: that takes 10 ms and up to 0.4 MB,
    which a server whose owner never opens that page of the settings keeps.
    """

    def __init__(self, prefix: str, module: str) -> None:
        self.prefix = prefix
        self._module = module

    @cached_property
    def routes(self) -> list[BaseRoute]:
        found: list[BaseRoute] = import_module(self._module).router.routes
        return found

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        best: tuple[Match, Scope] = (Match.NONE, {})
        if scope["path"].startswith(self.prefix):
            for route in self.routes:
                match, found = route.matches(scope)
                if match.value > best[0].value:
                    best = (match, {**found, "late": route})
        return best

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["late"].handle(scope, receive, send)
