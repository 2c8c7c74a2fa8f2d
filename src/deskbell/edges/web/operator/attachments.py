"""Files that operators send and see."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import FileResponse

from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.passing import Name, handed, taken
from deskbell.features.files.model import Sender

router = APIRouter(prefix="/desk/v1/attachments", tags=["operator"])


@router.post("", status_code=201)
async def send(who: SignedIn, request: Request, p: Given, name: Name = "") -> dict[str, Any]:
    """The file is the body; the answer is what a message names. Raises invalid, too_long, rate."""
    p.live.spend("operator_files", who[0].id)
    async with taken(request) as body:
        file = await p.files.receive(scope(who), Sender(operator_id=who[0].id), name, body)
    return {"file": file.as_dict()}


@router.get("/{file_id}")
async def content(file_id: str, who: SignedIn, p: Given) -> FileResponse:
    return handed(*await p.files.for_operator(scope(who), file_id), anywhere=False)
