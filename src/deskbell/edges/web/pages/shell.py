"""The dashboard's shell: one page for all of its addresses."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import parts
from deskbell.kit.errors import Refused

router = APIRouter(include_in_schema=False)


def _page(request: Request) -> Response:
    root = parts(request).static / "inbox"
    if not (root / "index.html").is_file():
        raise Refused("unavailable", "The dashboard is not built. Run make, or install a released package.")
    return files.send_file(request, root, "index.html", cache=files.REVALIDATE)


@router.get("/inbox")
@router.get("/sign-in")
@router.get("/sign-in/mail")
@router.get("/join")
@router.get("/analytics")
@router.get("/sign-up")
@router.get("/reset")
@router.get("/contacts")
@router.get("/contacts/{_:path}")
@router.get("/knowledge")
@router.get("/knowledge/{_:path}")
@router.get("/settings/{_:path}")
async def shell(request: Request) -> Response:
    return _page(request)


@router.get("/inbox/{name:path}")
async def below(name: str, request: Request) -> Response:
    """A built file, or the shell for one of the dashboard's own addresses."""
    root = parts(request).static / "inbox"
    if "." in name.rsplit("/", 1)[-1]:
        cache = files.FOREVER if name.startswith("assets/") else files.REVALIDATE
        response = files.send_file(request, root, name, cache=cache)
        if name == "sw.js":
            response.headers["Service-Worker-Allowed"] = "/"
        return response
    return _page(request)
