"""Signing in and out, and who I am."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.cookies import cookie_name, give_cookie
from deskbell.edges.web.operator.principal import Given, SignedIn, own_page, scope
from deskbell.edges.web.parts import Parts, client_address
from deskbell.features.workspaces.model import Operator

router = APIRouter(prefix="/desk/v1", tags=["operator"], route_class=Bounded)


class Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: str = Field(min_length=3, max_length=254)
    password: str = Field(min_length=1, max_length=1_000)
    code: str = Field(default="", max_length=20)


@router.post("/sign-in")
async def sign_in(body: Credentials, request: Request, p: Given) -> Response:
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    p.live.spend("sign_in_email", body.email.strip().lower())
    known = await p.workspaces.known(body.email, body.password)
    await p.seconds.pass_(known[1], body.code)
    signed_in = await p.workspaces.start_sign_in(*known, browser=request.headers.get("user-agent", ""))
    response = JSONResponse(await _me(p, signed_in.operator))
    give_cookie(response, p, signed_in.token)
    return response


@router.post("/sign-out", status_code=204)
async def sign_out(who: SignedIn, p: Given) -> Response:
    await p.workspaces.sign_out(who[1])
    response = Response(status_code=204)
    response.delete_cookie(cookie_name(p), path="/", secure=p.settings.secure_cookies, httponly=True, samesite="lax")
    return response


@router.get("/me")
async def me(who: SignedIn, p: Given) -> dict[str, Any]:
    return await _me(p, who[0])


@router.post("/tickets", status_code=201)
async def ticket(who: SignedIn, request: Request, p: Given) -> dict[str, Any]:
    return {"ticket": await p.live.operator_ticket(*who, request.headers.get("origin")), "expires_in": 30}


async def _me(p: Parts, operator: Operator) -> dict[str, Any]:
    where = scope((operator, ""))
    assistant = await p.workspaces.assistant(where)
    return {
        "operator": {"id": operator.id, "name": operator.name, "email": operator.email, "role": operator.role},
        "workspace": {"id": operator.workspace_id, "name": await p.workspaces.name(where)},
        "assistant": {"name": assistant.name, "model": p.copilot.has_model},
        **(await p.workspaces.availability(where, operator.id)).as_dict(),
        "billing": p.billing.on and operator.role == "owner",
        "mail": p.signups.sends_mail,
        "example": await p.workspaces.example(where),
        "now": p.clock.now(),
    }
