"""The workspace as a whole, for its owners: taking it along as one file, and ending it."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import FileResponse, Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, SignedIn, scope
from deskbell.edges.web.parts import Parts
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused

router = APIRouter(prefix="/desk/v1/workspace", tags=["operator"], route_class=Bounded)


async def owner(who: SignedIn) -> tuple[Operator, str]:
    """Raises forbidden."""
    if who[0].role != "owner":
        raise Refused("forbidden", "Only an owner can do this.")
    return who


Owner = Annotated[tuple[Operator, str], Depends(owner)]


class Again(BaseModel):
    """That it is still them: the password, and the code where a second factor is set."""

    model_config = ConfigDict(extra="forbid")

    password: str = Field(min_length=1, max_length=1_000)
    code: str = Field(default="", max_length=20)


class Ending(Again):
    """`name`: the workspace's, typed."""

    name: str = Field(max_length=200)


async def _again(p: Parts, who: Operator, given: Again) -> None:
    p.live.spend("sign_in_email", who.email)
    await p.seconds.again(who, password=given.password, code=given.code)


@router.get("")
async def standing(who: Owner, p: Given) -> dict[str, Any]:
    """`leaving_at`: when it goes, if it does. `second_factor`: a code is asked for. `plan`: there is one to end."""
    where = scope(who)
    return {
        "name": await p.workspaces.name(where),
        "leaving_at": await p.leaving.at(where),
        "second_factor": (await p.seconds.standing(who[0]))[0],
        "plan": p.billing.on and bool((await p.billing.overview(where)).get("subscribed")),
    }


@router.post("/file", status_code=201)
async def make_file(body: Again, who: Owner, p: Given) -> dict[str, Any]:
    """Everything of the workspace but its secrets, as one zip, to be fetched within a quarter of an hour."""
    await _again(p, who[0], body)
    id_, packed = await p.packs.make(scope(who))
    await p.audit.noted(scope(who), "workspace.exported")
    return {"id": id_, "bytes": packed.size, "rows": packed.total}


@router.get("/file/{pack_id}")
async def fetch_file(pack_id: str, who: Owner, p: Given) -> Response:
    path = await p.packs.wanted(scope(who), pack_id)
    name = re.sub(r"[^a-z0-9]+", "-", (await p.workspaces.name(scope(who))).lower()).strip("-") or "workspace"
    headers = {"Cache-Control": "no-store"}
    return FileResponse(path, media_type="application/zip", filename=f"{name}.zip", headers=headers)


@router.post("/leaving")
async def leave(body: Ending, who: Owner, p: Given) -> dict[str, Any]:
    """The subscription and the widget end now, everything else in a week."""
    await _again(p, who[0], body)
    return {"leaving_at": await p.leaving.begin(scope(who), name=body.name)}


@router.delete("/leaving", status_code=204)
async def stay(who: Owner, p: Given) -> Response:
    await p.leaving.stay(scope(who))
    return Response(status_code=204)


@router.delete("/example", status_code=204)
async def remove_example(who: Administrator, p: Given) -> Response:
    """The made-up conversation of a new workspace is in no table: all there is to end is that it is shown."""
    await p.workspaces.remove_example(scope(who))
    return Response(status_code=204)
