"""One's own safety: where one is signed in, and a second factor."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn

router = APIRouter(prefix="/desk/v1", tags=["operator"], route_class=Bounded)


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Password(Body):
    password: Annotated[str, Field(min_length=1, max_length=1_000)]


class Code(Body):
    code: Annotated[str, Field(min_length=1, max_length=20)]


@router.get("/sign-ins")
async def sign_ins(who: SignedIn, p: Given) -> dict[str, Any]:
    """`browser`: what it said of itself. `here`: this one."""
    return {"sign_ins": await p.team.sign_ins(who[0], token=who[1])}


@router.delete("/sign-ins/{sign_in_id}", status_code=204)
async def end_sign_in(sign_in_id: str, who: SignedIn, p: Given) -> Response:
    await p.team.end_sign_in(who[0], sign_in_id)
    return Response(status_code=204)


@router.get("/second-factor")
async def second_factor(who: SignedIn, p: Given) -> dict[str, Any]:
    on, codes = await p.seconds.standing(who[0])
    return {"on": on, "codes": codes}


@router.post("/second-factor")
async def offer(body: Password, who: SignedIn, p: Given) -> dict[str, str]:
    """Shown once; in force when a code confirms it."""
    p.live.spend("sign_in_email", who[0].email)
    offered = await p.seconds.offer(who[0], password=body.password)
    return {"secret": offered.secret, "picture": offered.picture}


@router.post("/second-factor/confirm")
async def confirm(body: Code, who: SignedIn, p: Given) -> dict[str, list[str]]:
    """The recovery codes are shown this once."""
    p.live.spend("sign_in_email", who[0].email)
    return {"codes": await p.seconds.confirm(who[0], body.code)}


@router.post("/second-factor/end", status_code=204)
async def end(body: Password, who: SignedIn, p: Given) -> Response:
    p.live.spend("sign_in_email", who[0].email)
    await p.seconds.end(who[0], password=body.password)
    return Response(status_code=204)
