"""The operators' list and threads, for reading. Changes are frames."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST, small_body
from deskbell.edges.web.problems import frame_answer

router = APIRouter(prefix="/desk/v1", tags=["operator"])
FRAME = 65_536
Narrowed = Annotated[str, Query(max_length=64)]


@router.get("/conversations")
async def conversations(
    who: SignedIn,
    p: Given,
    view: str = "needs",
    before: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    state: Narrowed = "",
    owner: Narrowed = "",
    site: Narrowed = "",
    tag: Narrowed = "",
    until: Annotated[int, Query(ge=0, le=MOST)] = 0,
    page: Annotated[str, Query(max_length=200)] = "",
    lang: Narrowed = "",
    rating: Narrowed = "",
    email: Narrowed = "",
) -> dict[str, Any]:
    """What narrows the view: `owner` is an id or "me"; `until` last active by then, ms; `page` a part of its address;
    `rating` good, fair or bad; `email` yes or no.
    """
    only: dict[str, str | int] = {"state": state, "owner": owner, "site": site, "tag": tag, "until": until}
    only |= {"page": page, "lang": lang, "rating": rating, "email": email}
    found = await p.reading.page(scope(who), view=view, reader=who[0].id, before=before, limit=limit, only=only)
    return {**found, "now": p.clock.now()}


@router.get("/conversations/{conversation_id}")
async def conversation(conversation_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    return await p.live.snapshot(who[0], conversation_id)


@router.get("/conversations/{conversation_id}/events")
async def events(
    conversation_id: str,
    who: SignedIn,
    p: Given,
    before: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> dict[str, Any]:
    return await p.live.history(who[0], conversation_id, before=before, limit=limit)


@router.get("/tags")
async def tags(who: SignedIn, p: Given) -> dict[str, Any]:
    return {"tags": await p.reading.tags(scope(who))}


@router.post("/frames")
async def frame(who: SignedIn, request: Request, p: Given) -> Response:
    answer, status = await p.live.operator_frame(*who, await small_body(request, FRAME))
    return frame_answer(answer, status)
