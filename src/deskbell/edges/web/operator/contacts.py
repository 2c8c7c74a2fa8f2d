"""The people a workspace knows: list, one, changes; as a sheet, and from one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.operator.principal import Administrator, Given, SignedIn, scope
from deskbell.edges.web.parts import MOST
from deskbell.features.contacts.model import Details
from deskbell.features.conversations.model import Owner
from deskbell.features.directory.model import Contact, Wanted
from deskbell.features.directory.rules import wanted_words
from deskbell.features.directory.service import Opened
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused

router = APIRouter()
contacts = APIRouter(prefix="/desk/v1/contacts", tags=["operator"], route_class=Bounded)
files = APIRouter(prefix="/desk/v1/contacts", tags=["operator"])  # larger bodies than elsewhere, counted as they come
MOST_FILE = 5_000_000
Words = Annotated[str | None, Field(max_length=400)]
Moment = Annotated[int | None, Query(ge=0, le=MOST)]


class Fields(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Words = None
    email: Words = None
    phone: Words = None


class Edit(Fields):
    custom: dict[Annotated[str, Field(max_length=200)], Annotated[str, Field(max_length=2_000)]] = Field(
        default={}, max_length=100
    )
    version: int = Field(ge=1, le=MOST)


class Agreed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    given: bool
    text: str = Field(default="", max_length=2_000)
    version: int = Field(ge=1, le=MOST)


class Merging(BaseModel):
    """`version`s: as they were compared. `sure`: they are known to be one person, though no site has signed it."""

    model_config = ConfigDict(extra="forbid")

    other: str = Field(max_length=64)
    version: int = Field(ge=1, le=MOST)
    other_version: int = Field(ge=1, le=MOST)
    sure: bool = False


def wanted(
    q: Annotated[str, Query(max_length=4_000)] = "",
    has: Literal["any", "name", "email", "phone"] | None = None,
    source: Literal["widget", "operator", "import"] | None = None,
    site: Annotated[str | None, Query(max_length=64)] = None,
    consent: bool | None = None,
    since: Moment = None,
    until: Moment = None,
) -> Wanted:
    return Wanted(wanted_words(q), has, source, site, consent, since, until)


Filtered = Annotated[Wanted, Depends(wanted)]


@contacts.get("")
async def listed(
    who: SignedIn,
    p: Given,
    which: Filtered,
    by: Literal["recent", "new"] = "recent",
    before: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> dict[str, Any]:
    found = await p.directory.page(scope(who), which, by=by, before=before, limit=limit)
    return {"contacts": [_shown(one) for one in found.contacts], "next": found.next, "total": found.total}


@contacts.get(".csv")
async def as_sheet(who: Administrator, p: Given, which: Filtered, bom: bool = True) -> StreamingResponse:
    """What the filters leave, newest first. `bom`: for spreadsheets, which take it for UTF-8 by this mark."""
    headers = {"Content-Disposition": 'attachment; filename="contacts.csv"'}
    await p.audit.noted(scope(who), "contacts.exported")
    text = p.directory.sheet(scope(who), which, mark=bom)
    return StreamingResponse(text, media_type="text/csv; charset=utf-8", headers=headers)


@contacts.post("", status_code=201)
async def add(body: Fields, who: SignedIn, p: Given) -> dict[str, Any]:
    made = await p.directory.add(scope(who), _owner(who), **body.model_dump())
    return _opened(await p.directory.one(scope(who), made))


@contacts.get("/{contact_id}")
async def one(contact_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    return _opened(await p.directory.one(scope(who), contact_id))


@contacts.put("/{contact_id}")
async def edit(contact_id: str, body: Edit, who: SignedIn, p: Given) -> dict[str, Any]:
    details = Details(body.name, body.email, body.phone)
    await p.directory.edit(
        scope(who), _owner(who), contact_id, details=details, custom=body.custom, version=body.version
    )
    return _opened(await p.directory.one(scope(who), contact_id))


@contacts.put("/{contact_id}/consent")
async def consent(contact_id: str, body: Agreed, who: SignedIn, p: Given) -> dict[str, Any]:
    await p.directory.consent(
        scope(who), _owner(who), contact_id, given=body.given, text=body.text, version=body.version
    )
    return _opened(await p.directory.one(scope(who), contact_id))


@contacts.get("/{contact_id}/merge")
async def compare(
    contact_id: str, who: Administrator, p: Given, other: Annotated[str, Query(max_length=64)] = ""
) -> dict[str, Any]:
    """This contact beside another, and what they would be as one. Nothing happens."""
    found = await p.directory.compare(scope(who), contact_id, other)
    both = [_shown(one) for one in found.contacts]
    return {"contacts": both, "after": found.after.as_dict(), "unproved": found.unproved}


@contacts.post("/{contact_id}/merge")
async def merge(contact_id: str, body: Merging, who: Administrator, p: Given) -> dict[str, Any]:
    """The other one becomes this one, for good."""
    await p.directory.merge(
        scope(who), _owner(who), contact_id, body.other, versions=(body.version, body.other_version), sure=body.sure
    )
    return _opened(await p.directory.one(scope(who), contact_id))


@files.post("/imports")
async def bring_in(request: Request, who: Administrator, p: Given) -> dict[str, Any]:
    """The file itself is the body."""
    content, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_FILE:
            raise Refused("too_long", f"A file may have up to {MOST_FILE // 1_000_000} MB.")
        content.append(chunk)
    report = await p.directory.bring_in(scope(who), _owner(who), b"".join(content))
    await p.audit.noted(scope(who), "contacts.imported")
    return asdict(report)


def _owner(who: tuple[Operator, str]) -> Owner:
    return Owner(who[0].id, who[0].name)


def _shown(contact: Contact) -> dict[str, Any]:
    last = {"id": contact.last_id, "state": contact.last_state, "at": contact.last_at} if contact.last_id else None
    return {
        "id": contact.id,
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "source": contact.origin,
        "site": contact.site,
        "custom": contact.custom,
        "consents": [
            {"text": c.text, "at": c.at, "by": c.by, "conversation": c.conversation_id, "withdrawn_at": c.withdrawn_at}
            for c in contact.consents
        ],
        "version": contact.version,
        "created_at": contact.created_at,
        "last": last,
        "conversations": contact.conversations,
    }


def _opened(opened: Opened) -> dict[str, Any]:
    told = {
        one.field: {"source": one.source, "by": one.by, "conversation": one.conversation_id, "at": one.at}
        for one in opened.told
    }
    return {
        "contact": _shown(opened.contact),
        "told": told,
        "timeline": opened.conversations,
        "also": [one.as_dict() for one in opened.also],
        "alike": [_shown(one) for one in opened.alike],
    }


router.include_router(files)
router.include_router(contacts)
