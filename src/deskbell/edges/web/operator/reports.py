"""Analytics: the figures, and each of them as a sheet."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.features.reports.rules import table
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import not_found
from deskbell.kit.sheets import sheet

router = APIRouter(prefix="/desk/v1/reports", tags=["operator"])
Day = Annotated[str, Query(max_length=10)]
Days = Annotated[int | None, Query(ge=1, le=366)]


@router.get("")
async def report(
    who: SignedIn, p: Given, first: Day = "2000-01-01", last: Day = "2000-01-01", days: Days = None
) -> dict[str, Any]:
    """From the first day to the last, or of the last `days`. What things cost is for owners and admins."""
    found = await p.reports.report(scope(who), first, last, days=days)
    shown = asdict(found)
    if not _manages(who):
        shown["cost"] = None
        for day in shown["days"]:
            day["cost"] = None
    return {**shown, "conversations": found.conversations}


@router.get(".csv")
async def as_sheet(
    who: SignedIn,
    p: Given,
    figure: Annotated[str, Query(max_length=20)] = "volume",
    first: Day = "2000-01-01",
    last: Day = "2000-01-01",
) -> Response:
    found = table(figure, await p.reports.report(scope(who), first, last), with_cost=_manages(who))
    if found is None:
        raise not_found("figure")
    headers = {"Content-Disposition": f'attachment; filename="{figure}-{first}-{last}.csv"'}
    return Response(sheet(*found), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/sources")
async def used(who: SignedIn, p: Given) -> dict[str, Any]:
    """How many answers of the last 30 days rest on each entry of the knowledge."""
    return {"used": await p.reports.used(scope(who))}


@router.get("/sources/{source_id}")
async def citing(source_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    """The newest answers that rest on this one."""
    await p.knowledge.get(scope(who), source_id)
    return {"answers": [asdict(one) for one in await p.reports.citing(scope(who), source_id)]}


def _manages(who: tuple[Operator, str]) -> bool:
    return who[0].role in ("owner", "admin")
