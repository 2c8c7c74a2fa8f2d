"""Golden questions: what the assistant must get right; asking all of them, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope

router = APIRouter(prefix="/desk/v1/golden", tags=["operator"], route_class=Bounded)
Line = Annotated[str, Field(max_length=2_000)]


class Question(BaseModel):
    """`expect`: answer, with all `facts`; unknown; handoff."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=10_000)
    expect: str = Field(max_length=20)
    facts: list[Line] = Field(default=[], max_length=100)


class Start(BaseModel):
    """`draft`: by the settings that are not in force yet."""

    model_config = ConfigDict(extra="forbid")

    draft: bool = False


@router.get("")
async def board(who: SignedIn, p: Given) -> dict[str, Any]:
    found = await p.golden.board(scope(who))
    return {
        "questions": [asdict(one) for one in found.questions],
        "runs": [asdict(run) for run in found.runs],
        "results": [asdict(result) for result in found.results],
        "outdated": found.outdated,
    }


@router.post("", status_code=201)
async def add(body: Question, who: SignedIn, p: Given) -> dict[str, Any]:
    golden = await p.golden.add(
        scope(who), who[0].name, question=body.question, expect=body.expect, facts=body.facts
    )  # fmt: skip
    return asdict(golden)


@router.post("/runs", status_code=201)
async def start(body: Start, who: SignedIn, p: Given) -> dict[str, Any]:
    p.live.spend("golden", who[0].workspace_id)
    return asdict(await p.golden.start(scope(who), who[0].name, draft=body.draft))


@router.delete("/runs")
async def cancel(who: SignedIn, p: Given) -> dict[str, bool]:
    return {"cancelled": await p.golden.cancel(scope(who))}


@router.get("/runs/{run_id}")
async def run(run_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    found, results = await p.golden.results(scope(who), run_id)
    return {"run": asdict(found), "results": [asdict(result) for result in results]}


@router.put("/{golden_id}")
async def change(golden_id: str, body: Question, who: SignedIn, p: Given) -> dict[str, Any]:
    golden = await p.golden.change(
        scope(who), golden_id, question=body.question, expect=body.expect, facts=body.facts
    )  # fmt: skip
    return asdict(golden)


@router.delete("/{golden_id}", status_code=204)
async def remove(golden_id: str, who: SignedIn, p: Given) -> Response:
    await p.golden.remove(scope(who), golden_id)
    return Response(status_code=204)
