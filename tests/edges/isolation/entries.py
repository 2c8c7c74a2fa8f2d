"""What the matrix knows: every route and frame with who may call it; and what is stored of the neighbour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRouter
from starlette.routing import BaseRoute, Route

from deskbell.edges.web.late import Late
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import ANY_WORKSPACE
from tests import databases
from tests.edges.live.harness import Frame, Served

CANARY = "acme-canary-7f3a"


@dataclass(frozen=True)
class Case:
    """Who may call a route. `ids`: the path names something of a workspace. `body`: a request that would be good."""

    who: str
    ids: bool = False
    body: Any = None


ROUTES = {
    "GET /healthz": Case("anybody"),
    "GET /readyz": Case("anybody"),
    "GET /version": Case("anybody"),
    "GET /metrics": Case("anybody"),
    "GET /w/{name}": Case("anybody"),
    "GET /w/{key}/says.js": Case("anybody"),
    "GET /": Case("anybody"),
    "GET /welcome": Case("anybody"),
    "GET /welcome/{name}": Case("anybody"),
    "GET /inbox": Case("anybody"),
    "GET /inbox/{name:path}": Case("anybody"),
    "GET /sign-in": Case("anybody"),
    "GET /sign-in/mail": Case("anybody"),
    "GET /join": Case("anybody"),
    "GET /analytics": Case("anybody"),
    "GET /sign-up": Case("anybody"),
    "GET /reset": Case("anybody"),
    "GET /contacts": Case("anybody"),
    "GET /contacts/{_:path}": Case("anybody"),
    "GET /knowledge": Case("anybody"),
    "GET /knowledge/{_:path}": Case("anybody"),
    "GET /settings/{_:path}": Case("anybody"),
    "POST /v1/visitors": Case("anybody"),
    "GET /v1/stream": Case("ticket"),
    "WS /v1/ws": Case("ticket"),
    "WS /desk/v1/ws": Case("ticket"),
    "POST /v1/tickets": Case("visitor"),
    "POST /v1/frames": Case("visitor", body={"t": "pong"}),
    "GET /v1/conversation": Case("visitor"),
    "POST /v1/attachments": Case("visitor"),
    "GET /v1/attachments/{file_id}": Case("visitor", ids=True),
    "GET /v1/attachments/{workspace_id}/{file_id}": Case("anybody", ids=True),
    "POST /desk/v1/attachments": Case("operator", body={"any": "text"}),
    "GET /desk/v1/attachments/{file_id}": Case("operator", ids=True),
    "GET /v1/conversations": Case("visitor"),
    "POST /v1/erasure": Case("visitor"),
    "POST /v1/identify": Case("visitor", body={"user": {"name": "Gina"}}),
    "POST /desk/v1/sign-in": Case("anybody"),
    "GET /desk/v1/door": Case("anybody"),
    "POST /desk/v1/sign-up": Case("anybody", body={"email": "new@globex.example", "business": "New"}),
    "POST /desk/v1/sign-up/link": Case("invited", body={"token": "x"}),
    "POST /desk/v1/sign-up/finish": Case("invited", body={"token": "x", "name": "N", "password": "long enough"}),
    "GET /desk/v1/sign-ins": Case("operator"),
    "DELETE /desk/v1/sign-ins/{sign_in_id}": Case("operator", ids=True),
    "GET /desk/v1/second-factor": Case("operator"),
    "POST /desk/v1/second-factor": Case("operator", body={"password": "correct horse"}),
    "POST /desk/v1/second-factor/confirm": Case("coded", body={"code": "x"}),
    "POST /desk/v1/second-factor/end": Case("operator", body={"password": "correct horse"}),
    "POST /desk/v1/sign-in/ask": Case("anybody", body={"email": "new@globex.example"}),
    "POST /desk/v1/sign-in/link": Case("invited", body={"token": "x"}),
    "POST /desk/v1/sign-in/finish": Case("invited", body={"token": "x"}),
    "POST /desk/v1/reset": Case("anybody", body={"email": "new@globex.example"}),
    "POST /desk/v1/reset/link": Case("invited", body={"token": "x"}),
    "POST /desk/v1/reset/finish": Case("invited", body={"token": "x", "password": "long enough"}),
    "POST /desk/v1/sign-out": Case("operator"),
    "GET /desk/v1/me": Case("operator"),
    "GET /desk/v1/team": Case("operator"),
    "POST /desk/v1/team/invitations": Case("operator", body={"email": "new@globex.example", "role": "operator"}),
    "DELETE /desk/v1/team/invitations/{invitation_id}": Case("operator", ids=True),
    "PUT /desk/v1/team/members/{operator_id}": Case("operator", ids=True, body={"role": "admin"}),
    "DELETE /desk/v1/team/members/{operator_id}": Case("operator", ids=True),
    "POST /desk/v1/invitation": Case("invited", body={"token": "x"}),
    "POST /desk/v1/join": Case("invited", body={"token": "x", "name": "N", "password": "long enough"}),
    "PUT /desk/v1/password": Case("operator", body={"current": "correct horse", "new": "correct horse"}),
    "POST /desk/v1/sign-out-elsewhere": Case("operator"),
    "POST /desk/v1/tickets": Case("operator"),
    "POST /desk/v1/frames": Case("operator", body={"t": "pong"}),
    "GET /desk/v1/conversations": Case("operator"),
    "GET /desk/v1/conversations/{conversation_id}": Case("operator", ids=True),
    "GET /desk/v1/conversations/{conversation_id}/events": Case("operator", ids=True),
    "GET /desk/v1/conversations/{conversation_id}/summary": Case("operator", ids=True),
    "POST /desk/v1/conversations/{conversation_id}/summary": Case("operator", ids=True),
    "POST /desk/v1/conversations/{conversation_id}/suggestion": Case("operator", ids=True),
    "POST /desk/v1/conversations/{conversation_id}/rewrite": Case(
        "operator", ids=True, body={"text": "Hello", "how": "shorter"}
    ),
    "POST /desk/v1/conversations/{conversation_id}/translation": Case(
        "operator", ids=True, body={"text": "Hello", "to": "de"}
    ),
    "GET /desk/v1/search": Case("operator"),
    "GET /desk/v1/unsent": Case("operator"),
    "PUT /desk/v1/conversations/{conversation_id}/unsent": Case(
        "operator", ids=True, body={"mode": "text", "text": "mine"}
    ),
    "GET /desk/v1/reports": Case("operator"),
    "GET /desk/v1/reports.csv": Case("operator"),
    "GET /desk/v1/tags": Case("operator"),
    "GET /desk/v1/views": Case("operator"),
    "POST /desk/v1/views": Case("operator", body={"name": "Mine", "view": "all", "query": "tag=late"}),
    "DELETE /desk/v1/views/{view_id}": Case("operator", ids=True),
    "GET /desk/v1/replies": Case("operator"),
    "POST /desk/v1/replies": Case("operator", body={"name": "Mine", "text": "Hello"}),
    "PUT /desk/v1/replies/{reply_id}": Case("operator", ids=True, body={"name": "M", "text": "Hi", "version": 1}),
    "POST /desk/v1/replies/{reply_id}/files": Case("operator", ids=True, body={"files": ["file_1"]}),
    "DELETE /desk/v1/replies/{reply_id}": Case("operator", ids=True),
    "GET /desk/v1/contacts": Case("operator"),
    "GET /desk/v1/contacts.csv": Case("operator"),
    "POST /desk/v1/contacts": Case("operator", body={"name": "Mine"}),
    "POST /desk/v1/contacts/imports": Case("operator", body="email"),
    "GET /desk/v1/contacts/{contact_id}": Case("operator", ids=True),
    "PUT /desk/v1/contacts/{contact_id}": Case("operator", ids=True, body={"name": "Mine", "version": 1}),
    "GET /desk/v1/workspace": Case("owner"),
    "POST /desk/v1/workspace/file": Case("owner", body={"password": "correct horse"}),
    "GET /desk/v1/workspace/file/{pack_id}": Case("owner", ids=True),
    "POST /desk/v1/workspace/leaving": Case("owner", body={"password": "correct horse", "name": "Globex"}),
    "DELETE /desk/v1/workspace/leaving": Case("owner"),
    "DELETE /desk/v1/workspace/example": Case("operator"),
    "GET /desk/v1/retention": Case("operator"),
    "PUT /desk/v1/retention": Case("operator", body={"days": 90}),
    "POST /desk/v1/assistant/calls": Case("operator", body={"text": "Hi"}),
    "GET /desk/v1/reports/sources": Case("operator"),
    "GET /desk/v1/reports/sources/{source_id}": Case("operator", ids=True),
    "GET /desk/v1/changes": Case("operator"),
    "GET /desk/v1/audit": Case("operator"),
    "GET /desk/v1/audit.csv": Case("operator"),
    "DELETE /desk/v1/conversations/{conversation_id}/messages/{seq}": Case("operator", ids=True),
    "GET /desk/v1/contacts/{contact_id}/merge": Case("operator", ids=True),
    "POST /desk/v1/contacts/{contact_id}/merge": Case(
        "operator", ids=True, body={"other": "con_1", "version": 1, "other_version": 1, "sure": True}
    ),
    "GET /desk/v1/contacts/{contact_id}/erasure": Case("operator", ids=True),
    "POST /desk/v1/contacts/{contact_id}/erasure": Case("operator", ids=True, body={"confirmed": True}),
    "GET /desk/v1/contacts/{contact_id}/everything.json": Case("operator", ids=True),
    "PUT /desk/v1/contacts/{contact_id}/consent": Case("operator", ids=True, body={"given": False, "version": 1}),
    "GET /desk/v1/sites": Case("operator"),
    "POST /desk/v1/sites": Case("operator", body={"name": "Second"}),
    "PUT /desk/v1/sites/{site_id}": Case("operator", ids=True, body={"name": "Mine"}),
    "POST /desk/v1/sites/{site_id}/look": Case("operator", ids=True, body={"address": "http://127.0.0.1/"}),
    "GET /desk/v1/sites/{site_id}/preview.js": Case("operator", ids=True),
    "DELETE /desk/v1/sites/{site_id}": Case("operator", ids=True),
    "POST /desk/v1/sites/{site_id}/key": Case("operator", ids=True, body={"keep_days": 0}),
    "DELETE /desk/v1/sites/{site_id}/old-key": Case("operator", ids=True),
    "PUT /desk/v1/sites/{site_id}/switch": Case("operator", ids=True, body={"off": True}),
    "GET /desk/v1/sites/{site_id}/identity": Case("operator", ids=True),
    "POST /desk/v1/sites/{site_id}/identity": Case("operator", ids=True),
    "GET /desk/v1/capture": Case("operator"),
    "PUT /desk/v1/capture": Case("operator", body={"fields": ["name"], "version": 0}),
    "GET /desk/v1/assistant": Case("operator"),
    "PUT /desk/v1/assistant/draft": Case("operator", body={"name": "Mine", "edit": 0}),
    "POST /desk/v1/assistant/publish": Case("operator", body={"edit": 1, "version": 1}),
    "GET /desk/v1/assistant/versions": Case("operator"),
    "GET /desk/v1/assistant/changes": Case("operator"),
    "POST /desk/v1/assistant/restore": Case("operator", body={"number": 1, "version": 2}),
    "DELETE /desk/v1/assistant/draft": Case("operator"),
    "GET /desk/v1/hours": Case("operator"),
    "PUT /desk/v1/hours": Case("operator", body={"always": False, "zone": "UTC", "week": {}, "version": 0}),
    "GET /desk/v1/hours/waits": Case("operator"),
    "PUT /desk/v1/hours/waits": Case("operator", body={"pickup": 60, "silence": 60}),
    "PUT /desk/v1/hours/early": Case("operator", body={"on": True}),
    "POST /desk/v1/hours/simulate": Case("operator", body={"somebody": False, "zone": "Asia/Tokyo"}),
    "GET /desk/v1/hours/countries": Case("operator"),
    "GET /desk/v1/hours/holidays": Case("operator"),
    "GET /desk/v1/assistant/spending": Case("operator"),
    "GET /desk/v1/assistant/receipts/{turn_id}": Case("operator", ids=True),
    "GET /desk/v1/devices": Case("operator"),
    "POST /desk/v1/devices": Case(
        "operator",
        body={
            "name": "Mine",
            "endpoint": "https://push.example/x",
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    ),
    "PUT /desk/v1/devices/{device_id}": Case("operator", ids=True, body={"name": "Mine"}),
    "DELETE /desk/v1/devices/{device_id}": Case("operator", ids=True),
    "POST /desk/v1/devices/{device_id}/test": Case("operator", ids=True),
    "POST /desk/v1/devices/receipts": Case("anybody", body={"receipt": "x"}),
    "GET /desk/v1/mails": Case("operator"),
    "PUT /desk/v1/mails/settings": Case("operator", body={"fallback": "mallory@globex.example", "version": 0}),
    "POST /desk/v1/mails/test": Case("operator"),
    "POST /desk/v1/mails/{mail_id}/again": Case("operator", ids=True),
    "GET /desk/v1/billing": Case("owner"),
    "POST /desk/v1/billing/refresh": Case("owner"),
    "POST /desk/v1/billing/checkout": Case("owner", body={"plan": "team"}),
    "POST /desk/v1/billing/portal": Case("owner"),
    "PUT /desk/v1/billing/plan": Case("owner", body={"plan": "team"}),
    "PUT /desk/v1/billing/cancel": Case("owner", body={"cancel": True}),
    "GET /desk/v1/keys": Case("operator"),
    "POST /desk/v1/keys": Case("operator", body={"name": "Mine", "rights": ["contacts:read"]}),
    "DELETE /desk/v1/keys/{key_id}": Case("operator", ids=True),
    "GET /desk/v1/webhooks": Case("operator"),
    "POST /desk/v1/webhooks": Case(
        "operator", body={"address": "https://mine.example/in", "events": ["message.created"]}
    ),
    "PUT /desk/v1/webhooks/{webhook_id}": Case(
        "operator",
        ids=True,
        body={"address": "https://mine.example/in", "events": ["message.created"], "on": True},
    ),
    "DELETE /desk/v1/webhooks/{webhook_id}": Case("operator", ids=True),
    "POST /desk/v1/webhooks/{webhook_id}/secret": Case("operator", ids=True),
    "POST /desk/v1/webhooks/{webhook_id}/test": Case("operator", ids=True),
    "GET /desk/v1/webhooks/{webhook_id}/deliveries": Case("operator", ids=True),
    "POST /desk/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/again": Case("operator", ids=True),
    "GET /api/v1/conversations": Case("key"),
    "GET /api/v1/conversations/{conversation_id}": Case("key", ids=True),
    "GET /api/v1/conversations/{conversation_id}/messages": Case("key", ids=True),
    "POST /api/v1/conversations/{conversation_id}/messages": Case("key", ids=True, body={"text": "from a program"}),
    "POST /api/v1/conversations/{conversation_id}/close": Case("key", ids=True),
    "POST /api/v1/conversations/{conversation_id}/reopen": Case("key", ids=True),
    "GET /api/v1/contacts": Case("key"),
    "POST /api/v1/contacts": Case("key", body={"name": "Mine"}),
    "GET /api/v1/contacts/{contact_id}": Case("key", ids=True),
    "PATCH /api/v1/contacts/{contact_id}": Case("key", ids=True, body={"name": "Mine"}),
    "GET /api/v1/sources": Case("key"),
    "POST /api/v1/sources": Case("key", body={"title": "T", "body": "a text"}),
    "GET /api/v1/sources/{source_id}": Case("key", ids=True),
    "PUT /api/v1/sources/{source_id}": Case("key", ids=True, body={"title": "T", "body": "a text"}),
    "DELETE /api/v1/sources/{source_id}": Case("key", ids=True),
    "POST /hooks/stripe": Case("signed"),
    "GET /chat/-/page.css": Case("anybody"),
    "GET /chat/-/page.js": Case("anybody"),
    "GET /chat/-/look": Case("anybody"),
    "GET /chat/{key}": Case("anybody"),
    "POST /v1/resume": Case("anybody"),
    "GET /mail/stop/{token}": Case("anybody"),
    "POST /mail/stop/{token}": Case("anybody"),
    "GET /desk/v1/origins": Case("operator"),
    "POST /desk/v1/origins": Case("operator", body={"kind": "site", "address": "https://globex.example/"}),
    "GET /desk/v1/origins/{origin_id}/pages": Case("operator", ids=True),
    "PUT /desk/v1/origins/{origin_id}": Case("operator", ids=True, body={"include": ["/help/*"]}),
    "GET /desk/v1/knowledge": Case("operator"),
    "POST /desk/v1/knowledge": Case("operator", body={"format": "deskbell-knowledge/1", "entries": []}),
    "POST /desk/v1/origins/{origin_id}/refresh": Case("operator", ids=True),
    "DELETE /desk/v1/origins/{origin_id}": Case("operator", ids=True),
    "POST /desk/v1/files": Case("operator", body={"any": "text"}),
    "GET /desk/v1/sources": Case("operator"),
    "POST /desk/v1/sources": Case("operator", body={"kind": "qa", "question": "q?", "body": "a"}),
    "POST /desk/v1/console": Case("operator", body={"question": "Do you deliver?"}),
    "GET /desk/v1/golden": Case("operator"),
    "POST /desk/v1/golden": Case("operator", body={"question": "Do you deliver?", "expect": "answer"}),
    "PUT /desk/v1/golden/{golden_id}": Case("operator", ids=True, body={"question": "q?", "expect": "unknown"}),
    "DELETE /desk/v1/golden/{golden_id}": Case("operator", ids=True),
    "POST /desk/v1/golden/runs": Case("operator", body={"draft": False}),
    "DELETE /desk/v1/golden/runs": Case("operator"),
    "GET /desk/v1/golden/runs/{run_id}": Case("operator", ids=True),
    "GET /desk/v1/gaps": Case("operator"),
    "GET /desk/v1/gaps.csv": Case("operator"),
    "GET /desk/v1/gaps/{gap_id}": Case("operator", ids=True),
    "PUT /desk/v1/gaps/{gap_id}": Case("operator", ids=True, body={"status": "ignored"}),
    "POST /desk/v1/gaps/{gap_id}/answer": Case("operator", ids=True, body={"question": "q?", "body": "a"}),
    "GET /desk/v1/sources/{source_id}": Case("operator", ids=True),
    "GET /desk/v1/sources/{source_id}/versions": Case("operator", ids=True),
    "PUT /desk/v1/sources/{source_id}": Case("operator", ids=True, body={"question": "q?", "body": "a", "version": 1}),
    "DELETE /desk/v1/sources/{source_id}": Case("operator", ids=True),
}

# What makes each frame a good one, but for the conversation. `harmless`: it may name one and cannot touch it.
OPERATOR_FRAMES: dict[str, Frame] = {
    "msg": {"d": {"cid": "m1", "text": "from mallory"}},
    "take": {"e": 1},
    "soon": {"e": 1},
    "release": {"e": 1},
    "offer": {"e": 1},
    "return": {"e": 1},
    "close": {"e": 1},
    "block": {"e": 1},
    "unblock": {"e": 1},
    "sub": {"d": {"after": 0}},
    "sync": {"d": {"after": 1}},
    "unsub": {"harmless": True},
    "bulk": {"d": {"frames": [{"t": "pong"}]}, "harmless": True},
    "tag": {"d": {"add": ["mine"]}},
    "snooze": {"d": {"until": 2_000_000_000_000}},
    "read": {"d": {"upto": 1}},
    "unread": {},
    "typing": {"harmless": True},
    "available": {"d": {"on": True}, "harmless": True},
    "pong": {"harmless": True},
    "looking": {"harmless": True},
}
VISITOR_FRAMES: dict[str, Frame] = {
    "msg": {"d": {"cid": "g1", "text": "from gina"}},
    "request": {"d": {"cid": "g2"}},
    "cancel": {},
    "retry": {},
    "close": {},
    "thumb": {"d": {"cid": "g3", "of": 1, "thumb": "up"}},
    "stop": {},
    "survey": {"d": {"cid": "g5", "score": 1}},
    "transcript": {},
    "detail": {"d": {"cid": "g4", "field": "email", "value": "gina@globex.example"}},
    "sync": {"d": {"after": 1}},
    "read": {"d": {"upto": 1}},
    "typing": {},
    "pong": {},
    "begin": {},
}


@dataclass
class Targets:
    """Things of Acme, which Globex must not see. `ids`: by the name that a path's parameter has."""

    ids: dict[str, str]
    secrets: list[str]

    @property
    def conversation(self) -> str:
        return self.ids["conversation_id"]

    @property
    def source(self) -> str:
        return self.ids["source_id"]


def flat(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        inner = getattr(route, "original_router", route)
        yield from flat(inner.routes) if isinstance(inner, APIRouter | Late) else [route]


def routes_of(desk: Served) -> set[str]:
    asgi = desk.world.system.asgi
    http = [route for route in flat(asgi.routes) if isinstance(route, Route)]
    asked = {f"{method} {route.path}" for route in http for method in (route.methods or set()) - {"HEAD"}}
    return asked | {f"WS {path}" for path in asgi.sockets}


async def rows_of_acme(desk: Served) -> dict[str, list[Any]]:
    """Everything stored of Acme, and all tickets to it."""
    wanted = desk.world.acme.scope.workspace_id
    columns = (
        "SELECT table_name AS of, column_name AS name FROM information_schema.columns WHERE table_schema = 'public'"
        if databases.on_postgres()
        else """SELECT t.name AS of, c.name FROM sqlite_schema t CROSS JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table'"""
    )

    async def work(tx: Tx) -> dict[str, list[Any]]:
        known = [(row["of"], row["name"]) for row in await tx.all(columns)]
        scoped = {of: "workspace_id" for of, name in known if name == "workspace_id"} | {"workspace": "id"}
        return {
            of: sorted(await tx.all(f"SELECT * FROM {of} WHERE {key} = :wanted", wanted=wanted), key=repr)
            for of, key in sorted(scoped.items())
        }

    return await desk.world.system.db.read(ANY_WORKSPACE, work)
