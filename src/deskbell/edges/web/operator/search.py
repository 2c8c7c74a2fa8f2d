"""The search over conversations."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST

router = APIRouter(prefix="/desk/v1", tags=["operator"])


@router.get("/search")
async def search(
    who: SignedIn,
    p: Given,
    q: Annotated[str, Query(max_length=4_000)] = "",
    before: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 30,
) -> dict[str, Any]:
    """Conversations by name, address, number or what was said; the newest first."""
    found = await p.search.find(scope(who), q, reader=who[0].id, before=before, limit=limit)
    return {
        "results": [
            {"conversation": one.conversation, "hit": asdict(one.hit) if one.hit else None} for one in found.results
        ],
        "next": found.next,
    }
