"""Files of visitors: sent with a token, seen at an address that is signed and soon over."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse

from deskbell.edges.web.parts import MOST, client_address
from deskbell.edges.web.passing import Name, handed, taken
from deskbell.edges.web.visitor.routes import Given, Known
from deskbell.features.files.model import Sender
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope

router = APIRouter(prefix="/v1/attachments", tags=["visitor"])


@router.post("", status_code=201)
async def send(who: Known, request: Request, p: Given, name: Name = "") -> dict[str, Any]:
    """The file is the body; the answer is what a message names. Raises forbidden, invalid, too_long, limit, rate."""
    visitor = who[0]
    if not visitor.may_send_files:
        raise Refused("forbidden", "Files cannot be sent here.")
    p.live.spend("visitor_files", visitor.id)
    p.live.spend("address_files", client_address(request))
    scope, sender = WorkspaceScope(visitor.workspace_id), Sender(visitor_id=visitor.id)
    async with taken(request) as body:
        file = await p.files.receive(scope, sender, name, body)
    return {"file": file.as_dict()}


@router.get("/{file_id}")
async def address(file_id: str, who: Known, p: Given) -> dict[str, Any]:
    """Where the browser finds it for an hour. Raises not_found."""
    p.live.spend("visitor_looks", who[0].id)
    found = await p.files.address(WorkspaceScope(who[0].workspace_id), who[0].id, file_id)
    return {"address": f"/v1/attachments/{found}"}


@router.get("/{workspace_id}/{file_id}")
async def content(
    workspace_id: str,
    file_id: str,
    p: Given,
    until: Annotated[int, Query(ge=0, le=MOST)] = 0,
    sign: Annotated[str, Query(max_length=64)] = "",
) -> FileResponse:
    scope = WorkspaceScope(workspace_id)
    return handed(*await p.files.by_address(scope, file_id, until=until, sign=sign), anywhere=True)
