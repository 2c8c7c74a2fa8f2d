"""Answer gaps: the list, one with its draft, deciding, answering, and the list as a sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.features.quality.model import Gap
from deskbell.kit.sheets import sheet

router = APIRouter(prefix="/desk/v1/gaps", tags=["operator"], route_class=Bounded)
COLUMNS = ("question", "status", "count", "last 7 days", "7 days before", "signs", "first asked", "last asked")


class Decision(BaseModel):
    model_config = ConfigDict(extra="forbid")

    status: Literal["open", "ignored", "human_only"]


class Answer(BaseModel):
    """What an operator has approved. The exact limits, with their sentences, are the knowledge's."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=2_000)
    body: str = Field(max_length=200_000)


@router.get("")
async def listed(
    who: SignedIn, p: Given, status: Literal["open", "answered", "ignored", "human_only"] | None = None
) -> dict[str, Any]:
    gaps, behind = await p.gaps.found(scope(who), status=status)
    return {"gaps": [_shown(gap) for gap in gaps], "behind": behind}


@router.get(".csv")
async def as_sheet(who: SignedIn, p: Given) -> Response:
    gaps, _ = await p.gaps.found(scope(who), status=None)
    text = sheet(COLUMNS, ([*_row(gap)] for gap in gaps))
    headers = {"Content-Disposition": 'attachment; filename="answer-gaps.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{gap_id}")
async def one(gap_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    opened = await p.gaps.one(scope(who), gap_id)
    examples = [
        {"conversation": e.conversation_id, "seq": e.seq, "at": e.at, "question": e.question} for e in opened.examples
    ]
    return {**_shown(opened.gap), "examples": examples, "draft": opened.draft}


@router.put("/{gap_id}")
async def decide(gap_id: str, body: Decision, who: SignedIn, p: Given) -> dict[str, Any]:
    await p.gaps.decide(scope(who), gap_id, body.status)
    return _shown((await p.gaps.one(scope(who), gap_id)).gap)


@router.post("/{gap_id}/answer", status_code=201)
async def answer(gap_id: str, body: Answer, who: SignedIn, p: Given) -> dict[str, Any]:
    return {"source": await p.gaps.answer(scope(who), gap_id, question=body.question, body=body.body)}


def _shown(gap: Gap) -> dict[str, Any]:
    return {
        "id": gap.id,
        "question": gap.question,
        "status": gap.status,
        "source": gap.source_id,
        "count": gap.count,
        "recent": gap.recent,
        "before": gap.before,
        "again": gap.again,
        "signs": gap.signs,
        "first_at": gap.first_at,
        "last_at": gap.last_at,
    }


def _row(gap: Gap) -> tuple[object, ...]:
    signs = ", ".join(f"{sign} {n}" for sign, n in gap.signs.items())
    first, last = (datetime.fromtimestamp(at / 1000, UTC).isoformat() for at in (gap.first_at, gap.last_at))
    return gap.question, gap.status, gap.count, gap.recent, gap.before, signs, first, last
