"""Web sites with the widget: who may use the key, what it looks like there, and whether it was seen."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.configured import base_address, written
from deskbell.edges.web.operator.principal import Given, SignedIn, scope
from deskbell.edges.web.parts import Parts
from deskbell.features.sites import rules
from deskbell.features.sites.model import Site
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused, not_found

router = APIRouter(prefix="/desk/v1/sites", tags=["operator"], route_class=Bounded)
Line = Annotated[str, Field(max_length=300)]
Language = Annotated[str, Field(max_length=10)]


class Script(Response):
    media_type = "text/javascript"


class First(BaseModel):
    model_config = ConfigDict(extra="forbid")

    greeting: str = Field(default="", max_length=1_000)
    suggestions: list[Line] = Field(default=[], max_length=20)


class Words(First):
    label: Line = Field(default="", description="Beside the icon of the launcher.")
    notice: Line = Field(default="", description="One line above the conversation, which can be dismissed.")


class PageWords(BaseModel):
    """What is said first on some pages; the first that fits counts. `on`: a path or an address, `*` is anything."""

    model_config = ConfigDict(extra="forbid")

    on: str = Field(max_length=400)
    words: dict[Language, First] = Field(default={}, max_length=20)


class Nudge(BaseModel):
    """A line above the launcher. `on` empty: everywhere; `at`: seconds, or percent; `returning`: who wrote before."""

    model_config = ConfigDict(extra="forbid")

    on: str = Field(default="", max_length=400)
    when: Literal["after", "idle", "scroll", "leave"] = "after"
    at: int = Field(default=0, ge=0, le=1_000)
    returning: bool = False
    text: dict[Language, Line] = Field(default={}, max_length=20)


class Look(Words):
    """`words`: what the widget says in other languages than the site's own, `lang`."""

    color: str = Field(default="", max_length=20)
    side: Literal["", "left", "right"] = ""
    store: Literal["", "local", "session", "none"] = ""
    files: bool = False
    theme: Literal["", "light", "dark"] = ""
    x: int | None = Field(default=None, ge=0, le=10_000, description="Pixels from the side; unset: 20.")
    y: int | None = Field(default=None, ge=0, le=10_000, description="Pixels from the bottom; unset: 20.")
    phone_x: int | None = Field(default=None, ge=0, le=10_000, description="On telephones; unset: as `x`.")
    phone_y: int | None = Field(default=None, ge=0, le=10_000, description="On telephones; unset: as `y`.")
    z: int | None = Field(default=None, ge=0, description="z-index; unset: 2147483000.")
    radius: Literal[0, 8, 16] | None = Field(default=None, description="Of the corners; unset: 16.")
    icon: str = Field(default="", max_length=2_000, description="bubble, spark, question, or the path of an own one.")
    lang: str = Field(default="", max_length=10)
    pages: list[PageWords] = Field(default=[], max_length=20)
    nudges: list[Nudge] = Field(default=[], max_length=20)
    hide_on: list[Line] = Field(default=[], max_length=50)
    hide_closed: bool = False
    thumbs: bool = Field(default=True, description="Visitors may say what they think of an answer.")
    sound: bool = Field(default=True, description="A soft tone for new messages, until the visitor chooses.")
    brand: bool = Field(default=True, description="Say that it is Deskbell, below the conversation.")
    words: dict[Language, Words] = Field(default={}, max_length=20)


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=300)
    origins: list[Line] = Field(default=[], max_length=200)
    appearance: Look = Look()


@router.get("")
async def all_sites(who: SignedIn, p: Given) -> dict[str, Any]:
    seen = await p.sites.seen(scope(who))
    return {"sites": [_shown(p, site, seen.get(site.id)) for site in await p.sites.all(scope(who))]}


@router.post("", status_code=201)
async def add(body: Wanted, who: SignedIn, p: Given) -> dict[str, Any]:
    _check_role(who[0])
    look = body.appearance.model_dump(exclude_unset=True)
    return _shown(p, await p.sites.create(scope(who), name=body.name, origins=body.origins, appearance=look))


@router.put("/{site_id}")
async def edit(site_id: str, body: Wanted, who: SignedIn, p: Given) -> dict[str, Any]:
    _check_role(who[0])
    look = body.appearance.model_dump(exclude_unset=True)
    return await _told(
        who, p, await p.sites.edit(scope(who), site_id, name=body.name, origins=body.origins, appearance=look)
    )


class NewKey(BaseModel):
    model_config = ConfigDict(extra="forbid")

    keep_days: int = Field(default=30, ge=0, le=90, description="How long the old key works on; 0: it ends at once.")


@router.post("/{site_id}/key")
async def rekey(site_id: str, body: NewKey, who: SignedIn, p: Given) -> dict[str, Any]:
    """Another key. Pages with the old tag keep their widget, which talks with the new key, for so many days."""
    _check_role(who[0])
    return await _told(who, p, await p.sites.rekey(scope(who), site_id, keep_days=body.keep_days))


@router.delete("/{site_id}/old-key")
async def end_old_key(site_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    """The old key ends now."""
    _check_role(who[0])
    return await _told(who, p, await p.sites.end_old_key(scope(who), site_id))


class Switch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    off: bool


@router.put("/{site_id}/switch")
async def switch(site_id: str, body: Switch, who: SignedIn, p: Given) -> dict[str, Any]:
    """Off: its pages have no widget and its visitors cannot write, until it is on again."""
    _check_role(who[0])
    return await _told(who, p, await p.sites.turn(scope(who), site_id, off=body.off))


@router.get("/{site_id}/preview.js", response_class=Script)
async def preview(
    site_id: str,
    who: SignedIn,
    p: Given,
    request: Request,
    look: Annotated[str, Query(max_length=20_000, description="As `appearance`, in JSON.")] = "{}",
    part: Literal["loader", "says"] = "loader",
    lang: Annotated[str, Query(max_length=35)] = "",
) -> Response:
    """The widget's script as it would be, before anything is saved. It keeps nothing in the browser."""
    site = next((one for one in await p.sites.all(scope(who)) if one.id == site_id), None)
    if site is None:
        raise not_found("site")
    try:
        said = Look.model_validate_json(look).model_dump(exclude_unset=True)
    except ValidationError as error:
        raise Refused("invalid", "That is not a look.", field="look") from error
    site = replace(site, appearance=rules.appearance(said) | {"store": "none"})
    more = f"/desk/v1/sites/{site_id}/preview.js?{urlencode({'part': 'says', 'look': look})}&"
    text = await written(p, site, base_address(p, request), lang, part, at=more)
    return Script(text, headers={"Cache-Control": "private, max-age=60"})


class Page(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: str = Field(min_length=3, max_length=1_000)


@router.post("/{site_id}/look")
async def look(site_id: str, body: Page, who: SignedIn, p: Given) -> dict[str, Any]:
    """Open a page and say what keeps the widget away from it. `fix`: what to add, as it is to be typed."""
    _check_role(who[0])
    p.live.spend("look", who[0].workspace_id)
    looked = await p.installing.look(scope(who), site_id, body.address)
    return {"page": looked.page, "findings": [asdict(one) for one in looked.findings]}


@router.delete("/{site_id}", status_code=204)
async def remove(site_id: str, who: SignedIn, p: Given) -> Response:
    _check_role(who[0])
    await p.sites.remove(scope(who), site_id)
    return Response(status_code=204)


@router.get("/{site_id}/identity")
async def identity(site_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    """What the site signs its visitors' identity with."""
    _check_role(who[0])
    return {"secret": await p.identities.secret(scope(who), site_id)}


@router.post("/{site_id}/identity")
async def renew_identity(site_id: str, who: SignedIn, p: Given) -> dict[str, Any]:
    """Another secret; what was signed with the old one counts no more."""
    _check_role(who[0])
    return {"secret": await p.identities.renew(scope(who), site_id)}


def _check_role(operator: Operator) -> None:
    if operator.role == "operator":
        raise Refused("forbidden", "Ask an owner or an admin.")


async def _told(who: tuple[Operator, str], p: Parts, site: Site) -> dict[str, Any]:
    return _shown(p, site, (await p.sites.seen(scope(who))).get(site.id))


def _shown(p: Parts, site: Site, seen: tuple[int, str] | None = None) -> dict[str, Any]:
    return {
        "id": site.id,
        "key": site.key,
        "name": site.name,
        "origins": list(site.origins),
        "appearance": site.appearance,
        "script": f'<script async src="{p.settings.public_url}/w/{site.key}.js"></script>',
        "off": site.off,
        "old_key_until": site.old_key_until if (site.old_key_until or 0) > p.clock.now() else None,
        "seen": {"at": seen[0], "page": seen[1]} if seen else None,
    }
