"""Who the operator is, from the cookie; and the check that a change really comes from our own page."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from deskbell.edges.web.cookies import cookie_name
from deskbell.edges.web.parts import Parts, parts
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused
from deskbell.runtime.acting import ACTING
from deskbell.runtime.scope import WorkspaceScope


def own_page(request: Request, p: Parts) -> None:
    """Refuse a change that another site's page asks for. Browsers name the origin of every such request.

    Ours is the public address, and whatever address this request was sent to (a proxy may have changed that one).
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    same = origin in (None, p.settings.public_url) or origin.split("://")[-1] == request.headers.get("host")
    if not same or site not in (None, "same-origin", "none"):
        raise Refused("forbidden_origin", "This can only be done from Deskbell's own pages.")


async def operator(request: Request, p: Annotated[Parts, Depends(parts)]) -> tuple[Operator, str]:
    """Raises unauthorised; for a change from a foreign page forbidden_origin."""
    if request.method not in ("GET", "HEAD"):
        own_page(request, p)
    token = request.cookies.get(cookie_name(p), "")
    known = await p.workspaces.operator_by_token(token) if token else None
    if known is None:
        raise Refused("unauthorised", "Please sign in.")
    ACTING.set(known.id)
    return known, token


async def administrator(who: Annotated[tuple[Operator, str], Depends(operator)]) -> tuple[Operator, str]:
    """Who may change what holds for the whole workspace. Raises forbidden."""
    if who[0].role not in ("owner", "admin"):
        raise Refused("forbidden", "Ask an owner or an admin.")
    return who


SignedIn = Annotated[tuple[Operator, str], Depends(operator)]
Administrator = Annotated[tuple[Operator, str], Depends(administrator)]
Given = Annotated[Parts, Depends(parts)]


def scope(who: tuple[Operator, str]) -> WorkspaceScope:
    return WorkspaceScope(who[0].workspace_id)
