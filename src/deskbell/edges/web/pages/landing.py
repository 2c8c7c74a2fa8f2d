"""The public page about Deskbell and its price, and the small pages that its foot leads to: documents without script,
from this server alone, and a site's widget.
"""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

import deskbell
from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import Parts, parts
from deskbell.features.billing.model import CURRENCY, PLANS, Every, Plan
from deskbell.features.signup.service import CLOSED, FIRST
from deskbell.kit.errors import not_found
from deskbell.kit.text import sections

router = APIRouter(include_in_schema=False)
PAGES: Final = Path(__file__).parent / "welcome"
TITLE: Final = "Deskbell: support chat that rings for a human"
ABOUT: Final = (
    "An AI answers your visitors from what you know and names its source. When somebody wants a person, your telephone "
    "rings. 8 KB on your page, one tag, a flat price, or on your own server."
)
PAPERS: Final = {"privacy": "Privacy", "security": "Security", "accessibility": "Accessibility"}


@router.get("/welcome")
async def welcome(request: Request) -> Response:
    """What Deskbell is, whatever is set."""
    p = parts(request)
    return _landing(request, p, closed=await p.signups.standing() == CLOSED)


@router.get("/")
async def home(request: Request) -> Response:
    """Where strangers are welcome, the page for them; else the inbox."""
    p = parts(request)
    standing = await p.signups.standing()
    if standing == FIRST:
        return RedirectResponse("/sign-up")
    return RedirectResponse("/inbox") if standing == CLOSED else _landing(request, p, closed=False)


@router.get("/welcome/{name}")
async def paper(name: str, request: Request) -> Response:
    p = parts(request)
    if name in ("page.css", "card.png"):
        return files.send_file(request, PAGES, name, cache=files.REVALIDATE)
    if name == "status":
        title, texts = await _status(p)
    elif name in PAPERS:
        ((title, text),) = _texts(name)
        texts = tuple(text.split("\n\n"))
    else:
        raise not_found("page")
    shown = _template("paper").substitute(
        title=title,
        text="".join(f"<p>{escape(text)}</p>" for text in texts),
        foot=_foot(p),
        version=deskbell.__version__,
    )
    return files.answer(request, shown.encode(), "text/html", "no-store" if name == "status" else files.REVALIDATE)


async def _status(p: Parts) -> tuple[str, tuple[str, ...]]:
    good = await p.ready()
    return "Everything works." if good else "Something does not work.", (
        "The server answers, and its database can be read and written."
        if good
        else "The server answers, but its database cannot be read or written just now. What was sent waits in the "
        "browsers and is sent again by itself.",
        f"Deskbell {deskbell.__version__}, asked just now.",
    )


@lru_cache(maxsize=2)
def _template(name: str) -> Template:
    return Template((PAGES / f"{name}.html").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _texts(name: str) -> list[tuple[str, str]]:
    return sections((PAGES / f"{name}.md").read_text(encoding="utf-8"))


def _landing(request: Request, p: Parts, *, closed: bool) -> Response:
    sold = p.billing.on
    lowest = f"${min(plan.price for plan in PLANS) // 100}"
    page = _template("page").substitute(
        title=TITLE,
        about=ABOUT,
        base=escape(p.settings.public_url),
        go="/inbox" if closed else "/sign-up",
        go_text="Sign in" if closed else "Start free",
        links=_links(p),
        enter="" if closed else '<a class="enter" href="/inbox">Sign in</a>',
        ask=_ask(p),
        third=f"<b>{lowest}</b>a month, flat" if sold else "<b>$0</b>a seat or an answer",
        ours_people=f"From {lowest} a month for the team, flat" if sold else "Nothing, on your own server",
        ours_ai="Included, up to a limit that you know" if sold else "What your own model's key costs, or nothing",
        price_head="Flat, and known before." if sold else "Nothing is sold here.",
        price_lead=(
            "Every plan has every feature. The first 14 days are free, without a card. By the year, two months are."
            if sold
            else "Here nothing is sold and nothing is limited: whoever runs this server pays for it."
        ),
        price=_price(closed=closed) if sold else _free(),
        questions=_questions(),
        facts=_facts(p),
        foot=_foot(p),
        version=deskbell.__version__,
        widget=_widget(p),
    )
    return files.answer(request, page.encode(), "text/html", files.REVALIDATE)


def _links(p: Parts) -> str:
    """The handbook and the program's text, where the owner of this server says that they are."""
    known = (("Docs", p.settings.docs), ("Source", p.settings.source))
    return "".join(f'<a href="{escape(to)}" rel="noopener">{title}</a>' for title, to in known if to)


def _ask(p: Parts) -> str:
    """Ask the real one, where there is one. Without a script it leads to the answers below."""
    if not p.settings.welcome_site:
        return '<a class="plain" href="#how">See how it works</a>'
    return (
        '<a class="plain" href="#questions" data-deskbell-ask="Does it need an AI key?">Ask it: does it need a key?</a>'
    )


def _questions() -> str:
    return "".join(
        f"<details><summary>{escape(asked)}</summary><p>{escape(text)}</p></details>"
        for asked, text in _texts("questions")
    )


def _card(plan: Plan) -> str:
    has = plan.limits
    lines = (
        f"{has.operators} people",
        f"{has.conversations:,} AI conversations a month",
        f"{has.sites} web {'site' if has.sites == 1 else 'sites'}",
        f"{has.pages:,} pages of knowledge",
    )
    items = "".join(f"<li>{line}</li>" for line in lines)
    return (
        f'<div class="plan"><h3>{escape(plan.name)}</h3><p class="price">${plan.price // 100}</p>'
        f'<p class="small">US dollars a month, before tax<br>or ${plan.costs(Every.YEAR) // 100:,} a year</p>'
        f"<ul>{items}</ul></div>"
    )


_OWN: Final = (
    '<div class="plan"><h3>Your own server</h3><p class="price">$0</p><p class="small">MIT licence</p>'
    "<ul><li>Everything</li><li>No limit</li><li>Your own model's key, or none</li></ul></div>"
)


def _price(*, closed: bool) -> str:
    """What is sold on this server; every plan has every feature."""
    go = "" if closed else '<div class="ways"><a class="go" href="/sign-up">Start free</a></div>'
    return f'<div class="plans">{"".join(map(_card, PLANS))}{_OWN}</div>{_terms("terms")}{go}'


def _free() -> str:
    return f'<div class="plans">{_OWN}</div>{_terms("terms_own")}'


def _terms(name: str) -> str:
    said = "".join(f"<p><b>{escape(about)}</b>{escape(text)}</p>" for about, text in _texts(name))
    return f'<div class="terms">{said}</div>'


def _facts(p: Parts) -> str:
    """For search engines (schema.org)."""
    offers = [
        {
            "@type": "Offer",
            "name": f"{plan.name}, by the {every}",
            "price": plan.costs(every) / 100,
            "priceCurrency": CURRENCY.upper(),
        }
        for plan in PLANS
        for every in Every
        if p.billing.on
    ] or [{"@type": "Offer", "price": 0, "priceCurrency": CURRENCY.upper()}]
    program: dict[str, Any] = {
        "@type": "SoftwareApplication",
        "name": "Deskbell",
        "description": ABOUT,
        "applicationCategory": "BusinessApplication",
        "operatingSystem": "Web, Linux",
        "softwareVersion": deskbell.__version__,
        "url": f"{p.settings.public_url}/welcome",
        "offers": offers,
    }
    asked = [
        {"@type": "Question", "name": name, "acceptedAnswer": {"@type": "Answer", "text": text}}
        for name, text in _texts("questions")
    ]
    graph = [program, {"@type": "FAQPage", "mainEntity": asked}]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}).replace("<", "\\u003c")


def _foot(p: Parts) -> str:
    links = [(f"/welcome/{name}", title) for name, title in PAPERS.items()] + [("/welcome/status", "Status")]
    if p.settings.imprint:
        links.append((p.settings.imprint, "Imprint"))
    return _links(p) + "".join(f'<a href="{escape(to)}">{title}</a>' for to, title in links)


def _widget(p: Parts) -> str:
    key = p.settings.welcome_site
    return f'<script async src="/w/{escape(key)}.js"></script>' if key else ""
