"""Knowledge that is read from elsewhere: files, pages and whole sites."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import unquote

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.features.crawling.model import Origin, Page
from deskbell.features.crawling.service import MOST_FILE
from deskbell.kit.errors import Refused

router = APIRouter()
origins = APIRouter(prefix="/desk/v1/origins", tags=["operator"], route_class=Bounded)
files = APIRouter(prefix="/desk/v1/files", tags=["operator"])  # larger bodies than elsewhere, counted as they come
Line = Annotated[str, Field(max_length=400)]


class NewOrigin(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Literal["page", "site"]
    address: str = Field(max_length=3_000)
    include: list[Line] = Field(default=[], max_length=50)
    exclude: list[Line] = Field(default=[], max_length=50)
    most: int = Field(default=500, ge=1, le=2_000)


class Choice(BaseModel):
    """Globs of addresses or paths, such as /help/*."""

    model_config = ConfigDict(extra="forbid")

    include: list[Line] = Field(default=[], max_length=50)
    exclude: list[Line] = Field(default=[], max_length=50)


@origins.get("")
async def listed(who: SignedIn, p: Given) -> dict[str, Any]:
    return {"origins": [_shown(origin) for origin in await p.crawling.origins(scope(who))]}


@origins.post("", status_code=201)
async def add(body: NewOrigin, who: SignedIn, p: Given) -> dict[str, Any]:
    origin = await p.crawling.add_address(
        scope(who), kind=body.kind, address=body.address, include=body.include, exclude=body.exclude, most=body.most
    )
    return _shown(origin)


@origins.get("/{origin_id}/pages")
async def pages(origin_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    return {"pages": [_page(page) for page in await p.crawling.pages(scope(who), origin_id)]}


@origins.put("/{origin_id}")
async def choose(origin_id: str, body: Choice, who: SignedIn, p: Given) -> dict[str, Any]:
    """Which pages of a site are wanted; the site is read again."""
    return _shown(await p.crawling.choose(scope(who), origin_id, include=body.include, exclude=body.exclude))


@origins.post("/{origin_id}/refresh")
async def refresh(origin_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    return _shown(await p.crawling.refresh(scope(who), origin_id))


@origins.delete("/{origin_id}", status_code=204)
async def remove(origin_id: str, who: SignedIn, p: Given) -> Response:
    await p.crawling.remove(scope(who), origin_id)
    return Response(status_code=204)


@files.post("", status_code=201)
async def upload(request: Request, who: SignedIn, p: Given, name: str = "") -> dict[str, Any]:
    """The file itself is the body; its name is in the address. What it is, is looked at, never believed."""
    content, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_FILE:
            raise Refused("too_long", f"A file may have up to {MOST_FILE // 1_000_000} MB.", field="file")
        content.append(chunk)
    if not size:
        raise Refused("invalid", "The file is empty.", field="file")
    return _shown(await p.crawling.add_file(scope(who), name=unquote(name), content=b"".join(content)))


def _shown(origin: Origin) -> dict[str, Any]:
    return {
        "id": origin.id,
        "kind": origin.kind,
        "address": origin.address,
        "include": list(origin.include),
        "exclude": list(origin.exclude),
        "most": origin.most,
        "state": origin.state,
        "reason": origin.reason,
        "pages": origin.pages,
        "waiting": origin.waiting,
        "troubled": origin.troubled,
        "passages": origin.passages,
        "updated_at": origin.updated_at,
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "address": page.address,
        "title": page.title,
        "state": page.state,
        "reason": page.reason,
        "fetched_at": page.fetched_at,
    }


router.include_router(origins)
router.include_router(files)
