"""The assistant's settings. Saved ones are in force from the next answer on."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.workspaces.model import AssistantSettings

router = APIRouter(prefix="/desk/v1/assistant", tags=["operator"], route_class=Bounded)


class Change(BaseModel):
    """`version` is the one that was read; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=100)
    prompt: str | None = Field(default=None, max_length=30_000)
    version: int = Field(ge=1, le=MOST)


@router.get("")
async def read(who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.workspaces.assistant(scope(who)))


@router.put("")
async def save(body: Change, who: SignedIn, p: Given) -> dict[str, Any]:
    saved = await p.workspaces.save_assistant(scope(who), name=body.name, prompt=body.prompt, version=body.version)
    return _shown(saved)


def _shown(settings: AssistantSettings) -> dict[str, Any]:
    return {
        "name": settings.name,
        "prompt": settings.prompt,
        "version": settings.version,
        "updated_at": settings.updated_at,
    }
