"""Saved replies."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.conversations.model import Owner
from deskbell.features.files.model import Sender
from deskbell.features.files.rules import MOST_IN_A_MESSAGE
from deskbell.features.replies.model import VARIABLES, Reply
from deskbell.features.workspaces.model import Operator

router = APIRouter(prefix="/desk/v1/replies", tags=["operator"], route_class=Bounded)


class Written(BaseModel):
    """The exact limits, with their sentences, are the feature's."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=400)
    text: str = Field(max_length=20_000)
    files: list[str] = Field(default=[], max_length=20)


class Changed(Written):
    version: int = Field(ge=1, le=MOST)


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    files: list[str] = Field(min_length=1, max_length=MOST_IN_A_MESSAGE)


def _by(operator: Operator) -> Owner:
    return Owner(operator.id, operator.name)


def _shown(reply: Reply) -> dict[str, Any]:
    return {**asdict(reply), "files": [file.as_dict() for file in reply.files]}


@router.get("")
async def listed(who: SignedIn, p: Given) -> dict[str, Any]:
    replies = await p.replies.all_of_them(scope(who))
    return {"replies": [_shown(reply) for reply in replies], "variables": VARIABLES}


@router.post("", status_code=201)
async def add(body: Written, who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.replies.add(scope(who), _by(who[0]), **body.model_dump()))


@router.put("/{reply_id}")
async def save(reply_id: str, body: Changed, who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.replies.save(scope(who), _by(who[0]), reply_id, **body.model_dump()))


@router.post("/{reply_id}/files", status_code=201)
async def bring(reply_id: str, body: Wanted, who: SignedIn, p: Given) -> dict[str, Any]:
    """Its files once more, to be named in a message. Raises not_found, rate."""
    for _ in body.files:
        p.live.spend("operator_files", who[0].id)
    made = await p.files.copies(scope(who), Sender(operator_id=who[0].id), reply_id, body.files)
    return {"files": [file.as_dict() for file in made]}


@router.delete("/{reply_id}", status_code=204)
async def remove(reply_id: str, who: SignedIn, p: Given) -> Response:
    await p.replies.remove(scope(who), reply_id)
    return Response(status_code=204)
