"""Trying the assistant: one question, the answer, and why. Leaves no trace but what it cost."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.features.assistant.model import Said

router = APIRouter(prefix="/desk/v1/console", tags=["operator"], route_class=Bounded)


class Line(BaseModel):
    """What was said before the question."""

    model_config = ConfigDict(extra="forbid")

    by: Literal["contact", "assistant"]
    text: str = Field(max_length=10_000)


class Question(BaseModel):
    """`nobody`: as if no operator could be reached; `closed`: as if it were outside opening hours; `draft`: by
    the settings that are not in force yet; `lang`: of the visitor's browser; `page`: the address they look at."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=10_000)
    nobody: bool = False
    closed: bool = False
    draft: bool = False
    lang: str | None = Field(default=None, max_length=20)
    page: str | None = Field(default=None, max_length=2_000)
    before: list[Line] = Field(default=[], max_length=20)


@router.post("")
async def ask(body: Question, who: SignedIn, p: Given) -> dict[str, Any]:
    p.live.spend("console", who[0].id)
    asked = body.model_dump(exclude={"before"})
    before = [Said(line.by, line.text) for line in body.before]
    tried = await p.console.ask(scope(who), asked.pop("question"), before=before, **asked)
    o = tried.outcome
    return {
        "decision": tried.decision,
        "reason": tried.reason,
        "text": o.text,
        "citations": [citation.as_dict() for citation in o.citations],
        "passages": [used.as_dict() for used in o.used],
        "model": o.model,
        "degraded": o.degraded,
        "checked": o.checked,
        "prompt_version": tried.prompt_version,
        "input_tokens": o.input_tokens,
        "output_tokens": o.output_tokens,
        "cost": o.cost,
        "took": tried.took,
        "first_after": tried.first_after,
    }
