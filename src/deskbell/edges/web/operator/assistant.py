"""The assistant's settings: a draft, publishing it, the versions of the past; and what its answers cost."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.assistant.drafts.service import Standing
from deskbell.features.assistant.model import Version
from deskbell.features.handoff.rules import own, read_in
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
    calls: str | None = Field(default=None, max_length=20)
    call_words: list[str] | None = Field(default=None, max_length=100)
    offer_after: int | None = Field(default=None, ge=0, le=MOST)
    message_limit: int | None = Field(default=None, ge=0, le=MOST)
    cap_visitor_day: int | None = Field(default=None, ge=0, le=MOST)
    cap_day: int | None = Field(default=None, ge=0, le=MOST)
    cap_month: int | None = Field(default=None, ge=0, le=MOST)


class Edit(BaseModel):
    """`edit` is that of the draft that was read (0: there was none); what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=100)
    prompt: str | None = Field(default=None, max_length=30_000)
    options: Options | None = None
    edit: int = Field(ge=0, le=MOST)


class Publish(BaseModel):
    """The draft that was read as `edit`, in the place of `version`; `anyway`: whatever the test questions say."""

    model_config = ConfigDict(extra="forbid")

    edit: int = Field(ge=1, le=MOST)
    version: int = Field(ge=1, le=MOST)
    anyway: bool = False


class Words(BaseModel):
    """`lang`: the visitor's."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=4_000)
    words: list[Annotated[str, Field(max_length=2_000)]] = Field(default=[], max_length=100)
    lang: str | None = Field(default=None, max_length=20)


class Restore(BaseModel):
    """Version `number` again, in the place of `version`."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=1, le=MOST)
    version: int = Field(ge=1, le=MOST)


@router.get("")
async def read(who: SignedIn, p: Given) -> dict[str, Any]:
    return _standing(await p.drafts.standing(scope(who)))


@router.put("/draft")
async def save(body: Edit, who: Administrator, p: Given) -> dict[str, Any]:
    """Nothing comes into force."""
    wanted = body.options.model_dump(exclude_none=True) if body.options else {}
    standing = await p.drafts.save(
        scope(who), who[0], name=body.name, prompt=body.prompt, options=wanted, edit=body.edit
    )
    return _standing(standing)


@router.delete("/draft", status_code=204)
async def discard(who: Administrator, p: Given) -> Response:
    await p.drafts.discard(scope(who))
    return Response(status_code=204)


@router.post("/publish")
async def publish(body: Publish, who: Administrator, p: Given) -> dict[str, Any]:
    """In force from the next answer on."""
    await p.golden.publish(scope(who), who[0], edit=body.edit, over=body.version, anyway=body.anyway)
    return _standing(await p.drafts.standing(scope(who)))


@router.get("/versions")
async def versions(who: SignedIn, p: Given) -> dict[str, Any]:
    return {"versions": [_version(version) for version in await p.drafts.versions(scope(who))]}


@router.get("/changes")
async def changes(who: SignedIn, p: Given, of: Annotated[int, Query(ge=0, le=MOST)] = 0) -> dict[str, Any]:
    """What version `of` changed when it came into force, and what bringing it back would change now."""
    found = await p.drafts.compared(scope(who), of)
    return {
        **_version(found.version),
        **_settings(found.version.settings),
        "changed": [change.as_dict() for change in found.changed],
        "back": [change.as_dict() for change in found.back],
    }


@router.post("/restore")
async def restore(body: Restore, who: Administrator, p: Given) -> dict[str, Any]:
    await p.drafts.restore(scope(who), who[0], body.number, over=body.version)
    return _standing(await p.drafts.standing(scope(who)))


@router.post("/calls")
async def calls(body: Words, who: SignedIn, p: Given) -> dict[str, Any]:  # noqa: ARG001 - for whoever is signed in
    """Whether a visitor's words call a person by themselves, before any model is asked: `understood` in a language,
    or by a line of the workspace's own `words`."""
    return {"understood": read_in(body.text), "word": own.said(body.text, body.words, body.lang)}


@router.get("/spending")
async def spending(who: SignedIn, p: Given) -> dict[str, Any]:
    """What was spent today and this month, and what the owner should know about it."""
    return await p.receipts.spending(scope(who))


@router.get("/receipts/{turn_id}")
async def receipt(turn_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    """Why an answer said what it said."""
    return asdict(await p.receipts.one(scope(who), turn_id))


def _standing(at: Standing) -> dict[str, Any]:
    draft = at.draft
    return {
        **_settings(at.published),
        "draft": {
            **_settings(draft.settings),
            "edit": draft.edit,
            "based_on": draft.based_on,
            "by": draft.by,
            "changes": [change.as_dict() for change in at.changes],
        }
        if draft
        else None,
    }


def _settings(settings: AssistantSettings) -> dict[str, Any]:
    return {
        "name": settings.name,
        "prompt": settings.prompt,
        "version": settings.version,
        "updated_at": settings.updated_at,
        "options": asdict(settings.options),
    }


def _version(version: Version) -> dict[str, Any]:
    settings = version.settings
    return {
        "version": settings.version,
        "name": settings.name,
        "at": settings.updated_at,
        "by": version.by,
        "restores": version.restores,
    }
