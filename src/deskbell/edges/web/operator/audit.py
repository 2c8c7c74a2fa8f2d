"""Who changed what and when, for owners and admins: as a list, and as a sheet; and who changed a setting last."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import StreamingResponse

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.audit.model import ACTIONS, Wanted

router = APIRouter(prefix="/desk/v1", tags=["operator"], route_class=Bounded)
Moment = Annotated[int | None, Query(ge=0, le=MOST)]
Word = Annotated[str | None, Query(max_length=64)]


def wanted(by: Word = None, action: Word = None, since: Moment = None, until: Moment = None) -> Wanted:
    return Wanted(by, action, None, since, until)


Setting = Literal[
    "capture", "hours", "key", "mail", "origin", "retention", "site", "source", "team", "times", "webhook"
]
Filtered = Annotated[Wanted, Depends(wanted)]


@router.get("/changes")
async def last(who: SignedIn, p: Given, of: Setting = "hours", subject: Word = None) -> dict[str, Any]:
    """Who changed this setting last, for everybody."""
    found = await p.audit.last(scope(who), of, subject)
    return {"last": found and {"by": found.by_name, "at": found.at, "words": ACTIONS[found.action]}}


@router.get("/audit")
async def listed(
    who: Administrator,
    p: Given,
    which: Filtered,
    before: Moment = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> dict[str, Any]:
    found = await p.audit.page(scope(who), which, before=before, limit=limit)
    return {
        "entries": [{**asdict(one), "words": ACTIONS[one.action]} for one in found.entries],
        "more": found.more,
        "people": [{"id": person, "name": name} for person, name in found.people],
    }


@router.get("/audit.csv")
async def as_sheet(who: Administrator, p: Given, which: Filtered) -> StreamingResponse:
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    text = p.audit.sheet(scope(who), which)
    return StreamingResponse(text, media_type="text/csv; charset=utf-8", headers=headers)
