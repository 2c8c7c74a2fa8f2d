"""What visitors are asked for when a person is to answer, and the words below the field."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.contacts.model import Capture
from deskbell.features.contacts.rules import asking
from deskbell.kit.errors import Refused

router = APIRouter(prefix="/desk/v1/capture", tags=["operator"], route_class=Bounded)
Language = Annotated[str, Field(max_length=10)]
Text = Annotated[str, Field(max_length=1_000)]


class Wanted(BaseModel):
    """`consent` by language, "" for all others. `version` is the one that was read."""

    model_config = ConfigDict(extra="forbid")

    fields: list[Literal["email", "name", "phone"]] = Field(default=[], max_length=3)
    consent: dict[Language, Text] = Field(default={}, max_length=20)
    privacy: str = Field(default="", max_length=400)
    version: int = Field(ge=0, le=MOST)


@router.get("")
async def read(who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.capturing.read(scope(who)))


@router.put("")
async def save(body: Wanted, who: SignedIn, p: Given) -> dict[str, Any]:
    if who[0].role == "operator":
        raise Refused("forbidden", "Ask an owner or an admin.")
    wanted = asking.capture(body.model_dump())
    saved = await p.capturing.save(scope(who), who[0].id, wanted, version=body.version)
    p.kept_scripts.clear()  # the script carries the words; one that is asked for anew costs a millisecond
    return _shown(saved)


def _shown(c: Capture) -> dict[str, Any]:
    return {"fields": list(c.fields), "consent": c.consent, "privacy": c.privacy, "version": c.version}
