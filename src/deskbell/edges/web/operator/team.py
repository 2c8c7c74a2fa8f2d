"""The team: members, invitations, joining by invitation, one's own password."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.cookies import give_cookie
from deskbell.edges.web.operator.principal import Given, SignedIn, own_page, scope
from deskbell.edges.web.parts import client_address
from deskbell.features.team.model import Invitation
from deskbell.runtime.scope import WorkspaceScope

router = APIRouter(prefix="/desk/v1", tags=["operator"], route_class=Bounded)
Word = Annotated[str, Field(min_length=1, max_length=1_000)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Asked(Body):
    email: str = Field(min_length=3, max_length=254)
    role: str = Field(max_length=20)


class Role(Body):
    role: str = Field(max_length=20)


class Token(Body):
    token: Word


class Joining(Token):
    name: str = Field(max_length=200)
    password: Word
    code: str = Field(default="", max_length=20)


class NewPassword(Body):
    current: Word
    new: Word


@router.get("/team")
async def team(who: SignedIn, p: Given) -> dict[str, Any]:
    members, invitations = await p.team.members(scope(who)), await p.team.invitations(scope(who))
    return {"members": [asdict(member) for member in members], "invitations": [_shown(one) for one in invitations]}


@router.post("/team/invitations", status_code=201)
async def invite(body: Asked, who: SignedIn, p: Given) -> dict[str, Any]:
    """The link is shown this once. Whoever has it can join."""
    invitation, token = await p.team.invite(scope(who), who[0], email=body.email, role=body.role)
    # Behind the #, so that it reaches no server's log.
    return {**_shown(invitation), "link": f"{p.settings.public_url}/join#{token}"}


@router.delete("/team/invitations/{invitation_id}", status_code=204)
async def revoke(invitation_id: str, who: SignedIn, p: Given) -> Response:
    await p.team.revoke(scope(who), who[0], invitation_id)
    return Response(status_code=204)


@router.put("/team/members/{operator_id}", status_code=204)
async def set_role(operator_id: str, body: Role, who: SignedIn, p: Given) -> Response:
    await p.team.set_role(scope(who), who[0], operator_id, body.role)
    return Response(status_code=204)


@router.delete("/team/members/{operator_id}")
async def remove(operator_id: str, who: SignedIn, p: Given) -> dict[str, int]:
    return {"freed": await p.team.remove(scope(who), who[0], operator_id)}


@router.post("/invitation")
async def invitation(body: Token, request: Request, p: Given) -> dict[str, Any]:
    """What the holder of a link is invited to."""
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    found = await p.team.invited(body.token)
    return {"workspace": await p.workspaces.name(WorkspaceScope(found.workspace_id)), **_shown(found)}


@router.post("/join", status_code=201)
async def join(body: Joining, request: Request, p: Given) -> Response:
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    email = (await p.team.invited(body.token)).email
    p.live.spend("sign_in_email", email)
    await p.seconds.pass_at(email, body.code)
    signed_in = await p.team.join(body.token, name=body.name, password=body.password)
    response = JSONResponse(
        {"operator": {"id": signed_in.operator.id, "name": signed_in.operator.name}}, status_code=201
    )
    give_cookie(response, p, signed_in.token)
    return response


@router.put("/password", status_code=204)
async def change_password(body: NewPassword, who: SignedIn, p: Given) -> Response:
    p.live.spend("sign_in_email", who[0].email)
    await p.team.change_password(who[0], current=body.current, new=body.new, token=who[1])
    return Response(status_code=204)


@router.post("/sign-out-elsewhere")
async def sign_out_elsewhere(who: SignedIn, p: Given) -> dict[str, int]:
    return {"ended": await p.team.sign_out_elsewhere(who[0], token=who[1])}


def _shown(one: Invitation) -> dict[str, Any]:
    return {"id": one.id, "email": one.email, "role": one.role, "expires_at": one.expires_at}
