"""Help for the operator who answers: a summary, a suggested reply, rewriting, translating. Nothing is sent by it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope

router = APIRouter(prefix="/desk/v1/conversations/{conversation_id}", tags=["operator"], route_class=Bounded)
Language = Annotated[str, Query(max_length=20)]


class Rewrite(BaseModel):
    """`how`: shorter, friendlier, formal, fix."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=10_000)
    how: str = Field(max_length=20)


class Translate(BaseModel):
    """`to`: a language such as en; left out: the visitor's."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=10_000)
    to: str | None = Field(default=None, max_length=20)


@router.get("/summary")
async def summary(conversation_id: str, who: SignedIn, p: Given, to: Language = "en") -> dict[str, Any]:
    """From the log, without a model; with a model's lines when they were written of the same log."""
    return asdict(await p.copilot.summary(scope(who), conversation_id, to=to))


@router.post("/summary")
async def summarise(conversation_id: str, who: SignedIn, p: Given, to: Language = "en") -> dict[str, Any]:
    await p.reading.one(scope(who), conversation_id)
    p.live.spend("copilot", who[0].id)
    return asdict(await p.copilot.summarise(scope(who), conversation_id, to=to))


@router.post("/suggestion")
async def suggest(conversation_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    await p.reading.one(scope(who), conversation_id)
    p.live.spend("copilot", who[0].id)
    found = await p.copilot.suggest(scope(who), who[0], conversation_id)
    return {**asdict(found), "sources": [{"source": source, "title": title} for source, title in found.sources]}


@router.post("/rewrite")
async def rewrite(conversation_id: str, body: Rewrite, who: SignedIn, p: Given) -> dict[str, str]:
    await p.reading.one(scope(who), conversation_id)
    p.live.spend("copilot", who[0].id)
    return {"text": await p.copilot.rewrite(scope(who), body.text, how=body.how)}


@router.post("/translation")
async def translate(conversation_id: str, body: Translate, who: SignedIn, p: Given) -> dict[str, str]:
    await p.reading.one(scope(who), conversation_id)
    p.live.spend("copilot", who[0].id)
    return {"text": await p.copilot.translate(scope(who), conversation_id, body.text, to=body.to)}
