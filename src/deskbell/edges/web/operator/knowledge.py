"""Knowledge: questions and answers, and plain text."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.operator.principal import Given, SignedIn, scope

router = APIRouter(prefix="/desk/v1/sources", tags=["operator"])


class SourceText(BaseModel):
    """The exact limits, with their sentences, are the feature's; these only bound the work."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", max_length=1_000)
    question: str | None = Field(default=None, max_length=2_000)
    body: str = Field(max_length=200_000)


class NewSource(SourceText):
    kind: Literal["qa", "text"]


class ChangedSource(SourceText):
    version: int = Field(ge=1)
