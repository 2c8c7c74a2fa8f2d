"""Knowledge: questions and answers, and plain text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.knowledge.model import Source

router = APIRouter(prefix="/desk/v1/sources", tags=["operator"], route_class=Bounded)


class SourceText(BaseModel):
    """The exact limits, with their sentences, are the feature's; these only bound the work."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", max_length=1_000)
    question: str | None = Field(default=None, max_length=2_000)
    body: str = Field(max_length=200_000)


class NewSource(SourceText):
    kind: Literal["qa", "text"]


class ChangedSource(SourceText):
    version: int = Field(ge=1, le=MOST)


@router.get("")
async def listed(who: SignedIn, p: Given, after: str = "", limit: int = 100) -> dict[str, Any]:
    sources = await p.knowledge.list(scope(who), after=after, limit=min(max(limit, 1), 200))
    standing = await p.knowledge.standing(scope(who))
    return {"sources": [_shown(source) for source in sources], "meaning": standing and asdict(standing)}


@router.post("", status_code=201)
async def add(body: NewSource, who: SignedIn, p: Given) -> dict[str, Any]:
    source = await p.knowledge.add(scope(who), kind=body.kind, title=body.title, question=body.question, body=body.body)
    return _shown(source)


@router.get("/{source_id}")
async def one(source_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.knowledge.get(scope(who), source_id))


@router.get("/{source_id}/versions")
async def versions(source_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    """What it said before; saving one of these texts again is the undo."""
    return {"versions": [dict(row) for row in await p.knowledge.earlier(scope(who), source_id)]}


@router.put("/{source_id}")
async def change(source_id: str, body: ChangedSource, who: SignedIn, p: Given) -> dict[str, Any]:
    source = await p.knowledge.edit(
        scope(who), source_id, title=body.title, question=body.question, body=body.body, version=body.version
    )
    return _shown(source)


@router.delete("/{source_id}", status_code=204)
async def remove(source_id: str, who: SignedIn, p: Given) -> Response:
    await p.knowledge.remove(scope(who), source_id)
    return Response(status_code=204)


def _shown(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "question": source.question,
        "body": source.body,
        "version": source.version,
        "updated_at": source.updated_at,
    }
