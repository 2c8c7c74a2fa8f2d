"""Our own page around a site's widget: to look at it, to link to, where the link of a mail opens the conversation; and
the end of such mails.
"""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from deskbell.edges.web.bounded import Bounded
from deskbell.edges.web.configured import box
from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import client_address, parts
from deskbell.edges.web.problems import APP_POLICY
from deskbell.runtime.scope import WorkspaceScope

router = APIRouter(include_in_schema=False, route_class=Bounded)
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": APP_POLICY.format(frames="'self'"),  # owners meet their widget in a frame of ours
}
STYLE = """body{margin:0;background:#fbfaf7;color:#1b1a17;font:17px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:18vh 1.5rem 2rem}h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}
p{margin:0 0 1rem;color:#6b675f}button{font:inherit;font-weight:600;color:#fff;background:#1b1a17;border:0;
border-radius:6px;padding:.7rem 1.2rem}
.host{padding:28px 24px;color:#e4dfd5;background:#fbfaf7}
.host::before{content:"";display:block;height:420px;background:linear-gradient(currentcolor 18px,#0000 0) 0 0/45% 100%,
linear-gradient(currentcolor 10px,#0000 0) 0 44px/90% 100%,linear-gradient(currentcolor 10px,#0000 0) 0 68px/82% 100%,
linear-gradient(currentcolor 10px,#0000 0) 0 92px/88% 100%,linear-gradient(currentcolor 160px,#0000 0) 0 132px/90% 100%;
background-repeat:no-repeat}[data-theme=dark] .host{color:#2e2c28;background:#121210}
@media (prefers-color-scheme:dark){body{background:#1b1a17;color:#fbfaf7}p{color:#a8a399}
button{color:#1b1a17;background:#fbfaf7}}"""
# The token stands behind the #, which browsers send to nobody; it is taken out of the address at once.
SCRIPT = """const { key, box, gone } = document.currentScript.dataset;
const token = new URLSearchParams(location.hash.slice(1)).get("r");
const begin = () => {
  window.deskbell = { q: [["open"]] };
  const script = document.createElement("script");
  script.src = "/w/" + key + ".js" + location.search;
  script.dataset.out = script.dataset.shifts = "";
  script.dataset.lang = new URLSearchParams(location.search).get("lang") || navigator.language;
  document.head.append(script);
};
if (!token) begin();
else {
  history.replaceState(null, "", location.pathname);
  const headers = { "Content-Type": "application/json" };
  fetch("/v1/resume", { method: "POST", headers, body: JSON.stringify({ token }) })
    .then(async (answer) => {
      if (!answer.ok) throw 0;
      const { visitor, store } = await answer.json();
      const area = store === "session" ? sessionStorage : localStorage;
      area[box + "visitor"] = JSON.stringify({ ...visitor, at: Date.now() });
    })
    .catch(() => (document.querySelector("p").textContent = gone))
    .finally(begin);
}
"""
STAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your page</title>'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    '<link rel="stylesheet" href="/chat/-/page.css"></head><body class="host"></body></html>'
)
GONE = "This link does not work any more. You can write to us here."


class Resume(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: str = Field(min_length=20, max_length=100)


def _page(title: str, text: str, more: str = "", *, status: int = 200) -> Response:
    body = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<link rel="stylesheet" href="/chat/-/page.css"></head><body><main><h1>{escape(title)}</h1>'
        f"<p>{escape(text)}</p>{more}</main></body></html>"
    )
    return Response(body, status, HEADERS, "text/html")


@router.get("/chat/-/page.css")
async def style(request: Request) -> Response:
    return files.answer(request, STYLE.encode(), "text/css", files.REVALIDATE)


@router.get("/chat/-/page.js")
async def script(request: Request) -> Response:
    return files.answer(request, SCRIPT.encode(), "text/javascript", files.REVALIDATE)


@router.get("/chat/-/look")
async def stage() -> Response:
    """An empty page, on which the inbox shows a widget before it is saved."""
    return Response(STAGE, media_type="text/html", headers=HEADERS)


@router.get("/chat/{key}")
async def hosted(key: str, request: Request) -> Response:
    p = parts(request)
    site = await p.sites.by_key(key)
    if site is None:
        return _page("Nothing here", "There is no chat at this address. Look for a newer link.", status=404)
    name = await p.workspaces.name(WorkspaceScope(site.workspace_id))
    if site.off:
        return _page(name, "This chat is switched off at the moment. Please come back later.")
    begin = (
        f'<script src="/chat/-/page.js" data-key="{escape(site.key)}" data-box="{box(site)}" '
        f'data-gone="{escape(GONE)}"></script>'
    )
    return _page(name, "Your conversation with us is in the corner of this page.", begin)


@router.post("/v1/resume")
async def resume(body: Resume, request: Request) -> dict[str, Any]:
    """Exchange a mail's link for a visitor's token. Raises not_found."""
    p = parts(request)
    p.live.spend("address_visitors", client_address(request))
    opened = await p.mails.visitors.open(body.token)
    token = await p.sites.another_token(WorkspaceScope(opened.workspace_id), opened.visitor_id)
    return {"visitor": {"id": opened.visitor_id, "token": token}, "store": opened.store}


@router.get("/mail/stop/{token}")
async def ask_to_stop(token: str) -> Response:
    """A page only: programs that look at links must not unsubscribe anybody."""
    action = f'<form method="post" action="/mail/stop/{escape(token)}"><button>Stop these mails</button></form>'
    return _page("No more mails?", "You will get no more mails about your conversations with us.", action)


@router.post("/mail/stop/{token}")
async def stop(token: str, request: Request) -> Response:
    """Also what mail programs send by themselves (RFC 8058)."""
    address = await parts(request).mails.visitors.stop(token)
    return _page("Done", f"{address} gets no more mails from us.")
