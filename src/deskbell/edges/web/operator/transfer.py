"""Knowledge as one file: taking it along, bringing it in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from deskbell.edges.web.operator.principal import Administrator, Given, scope
from deskbell.edges.web.parts import small_body

router = APIRouter(prefix="/desk/v1/knowledge", tags=["operator"])  # larger bodies than elsewhere, counted as they come
MOST = 20_000_000


@router.get("")
async def take(who: Administrator, p: Given) -> Response:
    text = await p.transfer.export(scope(who))
    headers = {"Content-Disposition": 'attachment; filename="knowledge.json"'}
    return Response(text, media_type="application/json", headers=headers)


@router.post("")
async def bring(request: Request, who: Administrator, p: Given) -> dict[str, Any]:
    """The file itself is the body."""
    report = await p.transfer.bring(scope(who), await small_body(request, MOST))
    return {
        "added": report.added,
        "known": report.known,
        "left_out": report.left_out,
        "refused": [{"which": which, "why": why} for which, why in report.refused],
    }
