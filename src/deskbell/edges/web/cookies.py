"""The cookie that keeps an operator signed in: its name, and how it is given. Never whose it is."""

from __future__ import annotations

from starlette.responses import Response

from deskbell.edges.web.parts import Parts
from deskbell.features.workspaces.service import SIGN_IN_LASTS


def cookie_name(p: Parts) -> str:
    return "__Host-deskbell" if p.settings.secure_cookies else "deskbell"


def give_cookie(response: Response, p: Parts, token: str) -> None:
    response.set_cookie(
        cookie_name(p),
        token,
        max_age=SIGN_IN_LASTS // 1000,
        path="/",
        secure=p.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
