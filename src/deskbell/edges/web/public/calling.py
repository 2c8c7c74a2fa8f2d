"""Who calls the public API, whether they may, how often; and what every answer of it carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Annotated, Any, Final

from fastapi import Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.parts import Parts, parts
from deskbell.edges.web.problems import on_invalid, problem
from deskbell.features.conversations.model import Owner
from deskbell.features.keys.model import Caller, Right
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope

RULE: Final = "api"
Given = Annotated[Parts, Depends(parts)]
Once = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="Sent again within a day, the request is carried out once."),
]


class Answered(Bounded):
    """Refusals become problem+json here, so that they carry the same headers as everything else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                answer = await inner(request)
            except Refused as refused:
                answer = problem(refused)
            except RequestValidationError as error:
                answer = await on_invalid(request, error)
            if answer.status_code == 401:
                answer.headers["WWW-Authenticate"] = "Bearer"
            answer.headers.update(getattr(request.state, "limits", {}))
            answer.headers["Cache-Control"] = "no-store"
            return answer

        return handler


def may(right: Right) -> Callable[..., Awaitable[Caller]]:
    """The dependency of a route that needs this right."""

    async def caller(request: Request, p: Given) -> Caller:
        """Raises unauthorised, rate, forbidden."""
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        known = await p.keys.caller(secret.strip()) if scheme.lower() == "bearer" and len(secret) < 200 else None
        if known is None:
            raise Refused(
                "unauthorised", "Send a key of this workspace as a bearer token. Owners and admins make them."
            )
        limit, left, seconds = p.live.standing(RULE, known.key_id)
        request.state.limits = {
            "RateLimit-Policy": f'"{RULE}";q={limit};w=60',
            "RateLimit": f'"{RULE}";r={max(0, left - 1)};t={seconds}',
        }
        p.live.spend(RULE, known.key_id)
        if right not in known.rights:
            raise Refused("forbidden", f"This key may not do that: it lacks {right}.")
        return known

    return caller


ReadsConversations = Annotated[Caller, Depends(may("conversations:read"))]
WritesConversations = Annotated[Caller, Depends(may("conversations:write"))]
ReadsContacts = Annotated[Caller, Depends(may("contacts:read"))]
WritesContacts = Annotated[Caller, Depends(may("contacts:write"))]
ReadsKnowledge = Annotated[Caller, Depends(may("knowledge:read"))]
WritesKnowledge = Annotated[Caller, Depends(may("knowledge:write"))]


def scope(who: Caller) -> WorkspaceScope:
    return WorkspaceScope(who.workspace_id)


def owner(who: Caller) -> Owner:
    return Owner(who.operator_id, who.operator_name)
