"""The demo's own pages: a made-up shop with the widget, and visitor and operator side by side. Only in demo mode."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

import deskbell
from deskbell.edges.web.cookies import cookie_name, give_cookie
from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import parts
from deskbell.kit.errors import not_found

router = APIRouter(include_in_schema=False)
PAGES: Final = Path(deskbell.__file__).parent / "demo" / "pages"
OWNER: Final = "owner@example.com"


@router.get("/demo")
async def stage(request: Request) -> Response:
    return files.send_file(request, PAGES, "stage.html", cache=files.REVALIDATE)


@router.get("/demo/shop")
async def shop(request: Request) -> Response:
    return files.send_file(request, PAGES, "shop.html", cache=files.REVALIDATE)


@router.get("/demo/assets/{name}")
async def asset(name: str, request: Request) -> Response:
    return files.send_file(request, PAGES / "assets", name, cache=files.REVALIDATE)


@router.get("/demo/inbox")
async def inbox(request: Request) -> Response:
    """Sign the demo's owner in, unless somebody of the demo already is, and go to the inbox."""
    p = parts(request)
    response = RedirectResponse("/inbox", status_code=303, headers={"Cache-Control": "no-store"})
    token = request.cookies.get(cookie_name(p), "")
    if token and await p.workspaces.operator_by_token(token) is not None:
        return response
    owner = await p.workspaces.operator_by_email(OWNER)
    if owner is None:
        raise not_found("operator")
    give_cookie(response, p, (await p.workspaces.start_sign_in(*owner)).token)
    return response
