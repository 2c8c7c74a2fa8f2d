"""Everything an anonymous visitor can reach over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.parts import MOST, Parts, client_address, parts, small_body
from deskbell.edges.web.problems import frame_answer
from deskbell.features.hours.rules import zones
from deskbell.features.sites.model import KnownVisitor
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope

router = APIRouter(prefix="/v1", tags=["visitor"], route_class=Bounded)
FRAME = 16_384
NOT_ON_THIS_PAGE = "This site key may not be used on this page."


class User(BaseModel):
    """Who the page says that its visitor is; `jwt`: signed by the site, so that it counts."""

    model_config = ConfigDict(extra="ignore")

    jwt: str | None = Field(default=None, max_length=4_096)
    name: str | None = Field(default=None, max_length=320)
    email: str | None = Field(default=None, max_length=320)
    phone: str | None = Field(default=None, max_length=320)


class Identified(BaseModel):
    model_config = ConfigDict(extra="ignore")

    user: User


class NewVisitor(BaseModel):
    """A browser that is about to write for the first time."""

    model_config = ConfigDict(extra="ignore")

    site: str = Field(min_length=3, max_length=64)
    lang: str | None = Field(default=None, max_length=35)
    tz: str | None = Field(default=None, max_length=64, description="The browser's IANA time zone.")
    user: User | None = None
    work: str = Field(default="", max_length=200, description="The puzzle of a `work` refusal, a dot and its solution.")


async def visitor(
    request: Request, p: Annotated[Parts, Depends(parts)], authorization: Annotated[str, Header()] = ""
) -> tuple[KnownVisitor, str]:
    """Who asks, by bearer token. Raises unauthorised, forbidden_origin."""
    token = authorization.removeprefix("Bearer ").strip()
    known = await p.sites.visitor_by_token(token) if 20 <= len(token) <= 100 else None
    if known is None:
        raise Refused("unauthorised", "The visitor's token is not valid any more. Begin again.")
    if known.blocked:
        raise Refused("blocked", "This conversation has ended.")
    origin = request.headers.get("origin")
    if (origin is not None or request.method == "POST") and not known.may_come_from(origin):
        raise Refused("forbidden_origin", NOT_ON_THIS_PAGE)
    return known, token


Known = Annotated[tuple[KnownVisitor, str], Depends(visitor)]
Given = Annotated[Parts, Depends(parts)]
After = Annotated[int, Query(ge=0, le=MOST, description="The seq up to which the client knows the conversation.")]
Before = Annotated[int | None, Query(ge=1, le=MOST, description="The page of events before this seq, instead.")]
Conversation = Annotated[
    str | None, Query(max_length=64, description="Which conversation `after` belongs to, or is read.")
]


@router.post("/visitors", status_code=201)
async def new_visitor(body: NewVisitor, request: Request, p: Given) -> dict[str, Any]:
    site = await p.sites.by_key(body.site)
    if site is None:
        raise Refused("not_found", "There is no site with this key.")
    if site.off:
        raise Refused("blocked", "This chat is switched off at the moment.")
    origin = request.headers.get("origin")
    if not site.allows(origin):
        raise Refused("forbidden_origin", NOT_ON_THIS_PAGE)
    await p.live.newcomer(site.id, client_address(request), body.work)
    zone = zones.known(body.tz)
    answer: dict[str, Any] = {"now": p.clock.now()}
    if body.user is None:
        known, token = await p.sites.new_visitor(site, lang=body.lang, zone=zone)
    else:
        arrived, known = await p.identities.arrives(site, body.user.model_dump(), lang=body.lang, zone=zone)
        token = arrived.token or ""
        answer["identity"] = {"verified": arrived.verified, "refused": arrived.refused}
    ticket = await p.live.visitor_ticket(known, token)
    return {"visitor": {"id": known.id, "token": token}, "ticket": ticket, **answer}


@router.post("/identify")
async def identify(body: Identified, who: Known, p: Given) -> dict[str, Any]:
    """`visitor`: another one, whose conversation this browser has from now on; or null. Raises invalid."""
    p.live.spend("visitor_connects", who[0].id)
    arrived = await p.identities.identifies(who[0], body.user.model_dump())
    other = None if arrived.token is None else {"id": arrived.visitor_id, "token": arrived.token}
    return {"visitor": other, "verified": arrived.verified}


@router.post("/tickets", status_code=201)
async def ticket(who: Known, p: Given) -> dict[str, Any]:
    p.live.spend("visitor_connects", who[0].id)
    return {"ticket": await p.live.visitor_ticket(*who), "expires_in": 30}


@router.post("/frames")
async def frame(who: Known, request: Request, p: Given) -> Response:
    answer, status = await p.live.visitor_frame(*who, await small_body(request, FRAME))
    return frame_answer(answer, status)


@router.get("/conversation")
async def conversation(
    who: Known, p: Given, after: After = 0, c: Conversation = None, before: Before = None
) -> dict[str, Any]:
    p.live.spend("visitor_connects", who[0].id)
    if before is not None:
        return await p.live.earlier(*who, before, c)
    return {"frames": await p.live.missed(*who, after, c), "now": p.clock.now()}


@router.get("/conversations")
async def conversations(who: Known, p: Given) -> dict[str, Any]:
    """How the visitor's earlier conversations began, newest first, at most 20."""
    p.live.spend("visitor_connects", who[0].id)
    return await p.live.past(*who)


@router.post("/erasure", status_code=204)
async def erasure(who: Known, request: Request, p: Given) -> None:
    """Everything that is kept of this visitor goes, for good; all of their browsers begin anew. Raises rate."""
    p.live.spend("address_erasures", client_address(request))
    visitor = who[0]
    await p.privacy.erase(WorkspaceScope(visitor.workspace_id), visitor.contact_id, themselves=True)


@router.get("/stream")
async def stream(
    p: Given, request: Request, ticket: Annotated[str, Query(max_length=100)], after: After = 0, c: Conversation = None
) -> StreamingResponse:
    origin, address = request.headers.get("origin"), client_address(request)
    events = await p.live.stream(ticket, after, c, origin=origin, address=address)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)
