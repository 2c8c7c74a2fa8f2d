"""The door for strangers: signing up, a forgotten password, and what stands behind the links of both."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.cookies import give_cookie
from deskbell.edges.web.operator.principal import Given, own_page
from deskbell.edges.web.parts import Parts, client_address
from deskbell.features.signup.model import RESET, SIGN_IN, SIGN_UP
from deskbell.features.signup.service import FIRST
from deskbell.runtime.scope import WorkspaceScope

router = APIRouter(prefix="/desk/v1", tags=["operator"], route_class=Bounded)
Word = Annotated[str, Field(min_length=1, max_length=1_000)]
Address = Annotated[str, Field(min_length=3, max_length=254)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SigningUp(Body):
    """`name` and `password` only for the first workspace of a server; else they are asked for behind the link."""

    email: Address
    business: str = Field(max_length=200)
    name: str = Field(default="", max_length=200)
    password: str = Field(default="", max_length=1_000)


class Forgot(Body):
    email: Address


class Token(Body):
    token: Word


class Finishing(Token):
    name: str = Field(max_length=200)
    password: Word
    code: str = Field(default="", max_length=20)


class Entering(Token):
    code: str = Field(default="", max_length=20)


class Resetting(Token):
    password: Word


@router.get("/door")
async def door(p: Given) -> dict[str, Any]:
    """`sign_up`: `first`, `open` or `closed`. `mail`: whether links are sent, or the server's operator prints them."""
    return {"sign_up": await p.signups.standing(), "mail": p.signups.sends_mail}


@router.post("/sign-up", status_code=202)
async def sign_up(body: SigningUp, request: Request, p: Given) -> Response:
    """202, the same for every address; 201 and signed in for the first workspace of a server."""
    _spend(request, p, body.email)
    if await p.signups.standing() == FIRST:
        made = await p.signups.first(email=body.email, business=body.business, name=body.name, password=body.password)
        response = JSONResponse({"operator": {"id": made.operator.id, "name": made.operator.name}}, status_code=201)
        give_cookie(response, p, made.token)
        return response
    await p.signups.ask(SIGN_UP, email=body.email, business=body.business)
    return JSONResponse({"mail": p.signups.sends_mail}, status_code=202)


@router.post("/sign-up/link")
async def opened(body: Token, request: Request, p: Given) -> dict[str, Any]:
    """Whom the link is for."""
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    link = await p.signups.opened(SIGN_UP, body.token)
    return {"email": link.email, "business": await p.workspaces.name(WorkspaceScope(link.workspace_id))}


@router.post("/sign-up/finish", status_code=201)
async def finish(body: Finishing, request: Request, p: Given) -> Response:
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    email = (await p.signups.opened(SIGN_UP, body.token)).email
    p.live.spend("sign_in_email", email)
    await p.seconds.pass_at(email, body.code)
    made = await p.signups.finish(body.token, name=body.name, password=body.password)
    response = JSONResponse({"operator": {"id": made.operator.id, "name": made.operator.name}}, status_code=201)
    give_cookie(response, p, made.token)
    return response


@router.post("/reset", status_code=202)
async def forgot(body: Forgot, request: Request, p: Given) -> dict[str, Any]:
    """The same for every address."""
    _spend(request, p, body.email)
    await p.signups.ask(RESET, email=body.email)
    return {"mail": p.signups.sends_mail}


@router.post("/sign-in/ask", status_code=202)
async def ask_in(body: Forgot, request: Request, p: Given) -> dict[str, Any]:
    """A link to sign in without a password. The same for every address."""
    _spend(request, p, body.email)
    await p.signups.ask(SIGN_IN, email=body.email)
    return {"mail": p.signups.sends_mail}


@router.post("/sign-in/link")
async def opened_in(body: Token, request: Request, p: Given) -> dict[str, Any]:
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    return {"email": (await p.signups.opened(SIGN_IN, body.token)).email}


@router.post("/sign-in/finish")
async def enter(body: Entering, request: Request, p: Given) -> Response:
    """Signed in; a second factor is asked for as ever."""
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    email = (await p.signups.opened(SIGN_IN, body.token)).email
    p.live.spend("sign_in_email", email)
    await p.seconds.pass_at(email, body.code)
    made = await p.signups.enter(body.token, browser=request.headers.get("user-agent", ""))
    response = JSONResponse({"operator": {"id": made.operator.id, "name": made.operator.name}})
    give_cookie(response, p, made.token)
    return response


@router.post("/reset/link")
async def opened_reset(body: Token, request: Request, p: Given) -> dict[str, Any]:
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    return {"email": (await p.signups.opened(RESET, body.token)).email}


@router.post("/reset/finish", status_code=204)
async def reset(body: Resetting, request: Request, p: Given) -> Response:
    own_page(request, p)
    p.live.spend("sign_in_address", client_address(request))
    await p.signups.reset(body.token, password=body.password)
    return Response(status_code=204)


def _spend(request: Request, p: Parts, email: str) -> None:
    own_page(request, p)
    p.live.spend("door_address", client_address(request))
    p.live.spend("door_email", email.strip().lower())
