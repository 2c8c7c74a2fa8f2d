"""The public page about Deskbell and its price: one document without script, and a site's widget."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import Parts, parts
from deskbell.features.billing.model import PLANS
from deskbell.features.signup.service import CLOSED, FIRST

router = APIRouter(include_in_schema=False)
STYLE = """
@font-face{font-family:"Hanken Grotesk";font-weight:100 900;font-display:swap;
src:url("/inbox/fonts/hanken-grotesk-latin.woff2") format("woff2")}
:root{color-scheme:light dark;--paper:light-dark(#fbfaf7,#121210);--card:light-dark(#fff,#1a1917);
--line:light-dark(#e4e0d8,#2e2c28);--ink:light-dark(#1b1a17,#f2efe8);--on:light-dark(#fbfaf7,#1b1a17);
--quiet:light-dark(#5c5850,#b3aea2);--ai:light-dark(#1d5bb8,#8ab4ff);--signal:light-dark(#b93a0a,#ff8f57)}
*{box-sizing:border-box}html{scroll-behavior:smooth}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/27px "Hanken Grotesk",system-ui,sans-serif}
a{color:inherit;text-underline-offset:3px}a:focus-visible,summary:focus-visible{outline:2px solid var(--ai);
outline-offset:3px}
.wide{max-width:1080px;margin:0 auto;padding:0 24px}
header .wide{display:flex;flex-wrap:wrap;align-items:center;gap:8px 24px;padding-block:20px}
.brand{font-weight:650;font-size:19px;margin-right:auto;text-decoration:none}
nav{display:flex;flex-wrap:wrap;gap:8px 22px;align-items:center}nav a{text-decoration:none;padding:6px 0}
.go{display:inline-block;background:var(--ink);color:var(--on);font-weight:600;text-decoration:none;
border-radius:7px;padding:12px 22px}nav .go{padding:7px 15px}
@media(max-width:560px){nav .go{display:none}}
h1{font-size:clamp(38px,6.4vw,60px);line-height:1.04;letter-spacing:-.028em;font-weight:650;margin:0 0 22px;
max-width:15ch;text-wrap:balance}
h2{font-size:clamp(26px,3.4vw,36px);line-height:1.12;letter-spacing:-.02em;font-weight:650;margin:0 0 14px;
text-wrap:balance}
h3{font-size:19px;line-height:26px;margin:0 0 6px;font-weight:650}
p{margin:0 0 16px;max-width:62ch}.quiet{color:var(--quiet)}
.hero{display:grid;grid-template-columns:minmax(0,1.15fr) minmax(0,1fr);gap:56px;align-items:center;
padding-block:clamp(40px,8vw,96px)}
.lead{font-size:20px;line-height:31px;color:var(--quiet);max-width:40ch;margin-bottom:28px}
.facts{display:flex;flex-wrap:wrap;gap:6px 28px;margin:28px 0 0;padding:0;list-style:none;color:var(--quiet);
font-size:15px}
.talk{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:24px;margin:0;font-size:15.5px;
line-height:24px}
.talk p{margin:0 0 12px;max-width:none}.who{display:block;font-size:13px;line-height:19px;color:var(--quiet)}
.ai{border-left:2px solid var(--ai);padding-left:14px}.human{border-left:2px solid var(--ink);padding-left:14px}
.seam{display:flex;align-items:center;gap:12px;margin:18px 0;color:var(--quiet);font-size:13px}
.seam:before,.seam:after{content:"";height:1px;flex:1;background:var(--line)}
.source{font-size:13px;color:var(--ai)}
section{border-top:1px solid var(--line);padding-block:clamp(44px,7vw,84px)}
.three{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:32px 44px;margin-top:30px}
.three p{color:var(--quiet);margin:0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,240px),1fr));gap:20px;margin-top:30px}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:26px}
.card ul{padding-left:18px;margin:14px 0 0;color:var(--quiet)}.price{font-size:34px;line-height:42px;font-weight:650;
font-variant-numeric:tabular-nums;margin:0}
pre{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px;overflow-x:auto;font-size:14px}
details{border-bottom:1px solid var(--line);padding:14px 0}summary{cursor:pointer;font-weight:600}
details p{margin:10px 0 4px;color:var(--quiet)}
footer{border-top:1px solid var(--line);color:var(--quiet);font-size:15px}footer .wide{padding-block:30px 90px}
@media(max-width:820px){.hero,.three{grid-template-columns:minmax(0,1fr)}.hero{gap:36px}}
"""
TALK = """<figure class="talk"><p><span class="who">Visitor</span>Do you deliver on Saturdays?</p>
<p class="ai"><span class="who">Ada, AI assistant</span>Yes. Orders placed by Friday noon arrive on Saturday.
<span class="source">From: Delivery times</span></p>
<p><span class="who">Visitor</span>It is for a wedding. Can I talk to somebody?</p>
<div class="seam">Maya takes over</div>
<p class="human"><span class="who">Maya, from the team</span>Hello! Tell me where the wedding is, and I will make sure
of it.</p></figure>"""
POINTS = (
    (
        "It answers from what you know",
        (
            "Give it your site, files or a few lines of text. Every answer names its source; "
            "where it does not know, it says so and you see the gap."
        ),
    ),
    (
        "It rings for a person",
        (
            "Whoever asks for somebody is heard: the desk rings, then the telephones, up a ladder, "
            "with a deadline for every wait."
        ),
    ),
    (
        "People take over, never talk over",
        (
            "One person owns a conversation. The assistant is silent while they do, and "
            "the visitor always sees who writes."
        ),
    ),
    (
        "Nobody waits in vain",
        (
            "Outside your hours visitors are told when you are back, leave a way to be reached, and "
            "get your answer by mail."
        ),
    ),
    ("One tag", "The widget is 8 KB, has no dependency, sets no cookie, and speaks twelve languages."),
    (
        "Yours",
        (
            "One process and one file of data on your own server, with the key of the model that you choose, or "
            "without any."
        ),
    ),
)
QUESTIONS = (
    (
        "Does it need an AI key?",
        (
            "No. Without one a built-in assistant answers word for word from your knowledge. With "
            "a key for Claude, or any server with the common interface, it answers in its own words."
        ),
    ),
    (
        "What if it does not know?",
        ("It says so, offers a person, and the question is listed among the gaps for you to answer once and for all."),
    ),
    (
        "What if nobody is there?",
        (
            "Visitors are told when you are back. They can leave an address, and your answer "
            "reaches them by mail and in the same conversation."
        ),
    ),
    (
        "Where is the data?",
        (
            "On the server that runs it. The model whose key you gave gets the question and the "
            "matching passages; mail and push go by the services that you set."
        ),
    ),
)


@router.get("/welcome")
async def welcome(request: Request) -> Response:
    """What Deskbell is, whatever is set."""
    return files.answer(request, (await _page(parts(request))).encode(), "text/html", files.REVALIDATE)


@router.get("/")
async def home(request: Request) -> Response:
    """Where strangers are welcome, the page for them; else the inbox."""
    standing = await parts(request).signups.standing()
    if standing == FIRST:
        return RedirectResponse("/sign-up")
    return RedirectResponse("/inbox") if standing == CLOSED else await welcome(request)


@router.get("/welcome/page.css")
async def style(request: Request) -> Response:
    return files.answer(request, STYLE.encode(), "text/css", files.REVALIDATE)


async def _page(p: Parts) -> str:
    closed = await p.signups.standing() == CLOSED
    go = ("/inbox", "Sign in") if closed else ("/sign-up", "Start free")
    enter = "" if closed else '<a href="/inbox">Sign in</a>'
    title = "Deskbell: support chat that rings for a human"
    about = "An AI assistant that answers from what you know, names its source, and rings for a person when needed."
    points = "".join(f"<div><h3>{escape(name)}</h3><p>{escape(text)}</p></div>" for name, text in POINTS)
    asked = "".join(
        f"<details><summary>{escape(one)}</summary><p>{escape(text)}</p></details>" for one, text in QUESTIONS
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="description" content="{about}">
<meta property="og:title" content="{title}"><meta property="og:description" content="{about}">
<link rel="preload" href="/inbox/fonts/hanken-grotesk-latin.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/welcome/page.css"></head><body>
<header><div class="wide"><a class="brand" href="/welcome">Deskbell</a><nav aria-label="Main">
<a href="#how">How it works</a><a href="#price">Price</a><a href="#own">Self-host</a>{enter}
<a class="go" href="{go[0]}">{go[1]}</a></nav></div></header>
<main><div class="wide hero"><div><h1>The bell on your desk, for your web site.</h1>
<p class="lead">{about}</p><a class="go" href="{go[0]}">{go[1]}</a>
<ul class="facts"><li>8 KB in one tag</li><li>Every answer with its source</li><li>Flat price</li></ul></div>
{TALK}</div>
<section id="how"><div class="wide"><h2>Answered at once, by whoever should.</h2>
<div class="three">{points}</div></div></section>
<section id="price"><div class="wide"><h2>One flat price.</h2>{_price(p)}</div></section>
<section id="own"><div class="wide"><h2>Or on your own server.</h2><p class="quiet">The same program, all of it, without
a limit. It needs one small machine.</p><pre>docker compose up -d</pre></div></section>
<section><div class="wide"><h2>Asked before</h2>{asked}</div></section></main>
<footer><div class="wide">Deskbell. The assistant is an AI and says so.</div></footer>{_widget(p)}</body></html>"""


def _price(p: Parts) -> str:
    """What is sold on this server; every plan has every feature."""
    if not p.billing.on:
        return (
            '<p class="quiet">Here nothing is sold and nothing is limited: whoever runs this server pays for it. '
            "The model is paid with your own key, to whom it belongs.</p>"
        )
    cards = ""
    for plan in PLANS:
        has = plan.limits
        lines = (
            f"{has.operators} people",
            f"{has.conversations:,} conversations with the AI a month",
            f"{has.sites} web {'site' if has.sites == 1 else 'sites'}",
            f"{has.pages:,} pages of knowledge",
        )
        items = "".join(f"<li>{line}</li>" for line in lines)
        cards += (
            f'<div class="card"><h3>{escape(plan.name)}</h3><p class="price">${plan.price // 100}</p>'
            f'<p class="quiet">a month, before tax</p><ul>{items}</ul></div>'
        )
    return (
        '<p class="quiet">Every plan has every feature. The first 14 days are free, without a card. At a limit what is '
        "there stays and people go on answering; the AI answers from the knowledge alone. Cancelled in two clicks.</p>"
        f'<div class="cards">{cards}</div>'
    )


def _widget(p: Parts) -> str:
    key = p.settings.welcome_site
    return f'<script async src="/w/{escape(key)}.js"></script>' if key else ""
