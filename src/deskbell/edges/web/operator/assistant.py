"""The assistant's settings. Saved ones are in force from the next answer on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.workspaces.model import AssistantSettings

router = APIRouter(prefix="/desk/v1/assistant", tags=["operator"], route_class=Bounded)


class Options(BaseModel):
    """What is left out stays. Money in millionths of a dollar."""

    model_config = ConfigDict(extra="forbid")

    tone: str | None = Field(default=None, max_length=20)
    tone_note: str | None = Field(default=None, max_length=2_000)
    length: str | None = Field(default=None, max_length=20)
    must: list[str] | None = Field(default=None, max_length=100)
    must_not: list[str] | None = Field(default=None, max_length=100)
    languages: list[str] | None = Field(default=None, max_length=100)
    message_limit: int | None = Field(default=None, ge=0, le=MOST)
    cap_visitor_day: int | None = Field(default=None, ge=0, le=MOST)
    cap_day: int | None = Field(default=None, ge=0, le=MOST)
    cap_month: int | None = Field(default=None, ge=0, le=MOST)


class Change(BaseModel):
    """`version` is the one that was read; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=100)
    prompt: str | None = Field(default=None, max_length=30_000)
    options: Options | None = None
    version: int = Field(ge=1, le=MOST)


@router.get("")
async def read(who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.workspaces.assistant(scope(who)))


@router.put("")
async def save(body: Change, who: SignedIn, p: Given) -> dict[str, Any]:
    wanted = body.options.model_dump(exclude_none=True) if body.options else None
    saved = await p.workspaces.save_assistant(
        scope(who), name=body.name, prompt=body.prompt, version=body.version, options=wanted
    )
    return _shown(saved)


@router.get("/spending")
async def spending(who: SignedIn, p: Given) -> dict[str, Any]:
    """What was spent today and this month, and what the owner should know about it."""
    return await p.receipts.spending(scope(who))


@router.get("/receipts/{turn_id}")
async def receipt(turn_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    """Why an answer said what it said."""
    return asdict(await p.receipts.one(scope(who), turn_id))


def _shown(settings: AssistantSettings) -> dict[str, Any]:
    return {
        "name": settings.name,
        "prompt": settings.prompt,
        "version": settings.version,
        "updated_at": settings.updated_at,
        "options": asdict(settings.options),
    }
