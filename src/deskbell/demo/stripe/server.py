"""Stripe's API, checkout page and portal on loopback, and its signed calls. Real requests; the money is not."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Self

import aiohttp
from aiohttp import web

from deskbell.demo.stripe import pages
from deskbell.demo.stripe.books import Books, Refusal
from deskbell.demo.stripe.shapes import Shape, form, listing
from deskbell.runtime.clock import SystemClock
from deskbell.settings import Settings

KEY, SECRET = "sk_test_deskbell", "whsec_deskbell_demo"
DAY = 86_400


class StripeOnLoopback:
    """Serves inside `async with`. `hook`: where its events go; without one they are only kept in `books.events`."""

    def __init__(self, hook: str = "", *, key: str = KEY, secret: str = SECRET, kept: Path | None = None) -> None:
        """`kept`: the file that remembers it from one start to the next."""
        self._clock = SystemClock()
        self.books = Books(lambda: self._clock.now() // 1000, tell=self._told)
        self._kept = kept
        if kept is not None and kept.is_file():
            self.books.restore(json.loads(kept.read_text(encoding="utf-8")))
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._sock.bind(("127.0.0.1", 0))
        self.books.url = f"http://127.0.0.1:{self._sock.getsockname()[1]}"
        self.hook = hook
        self.key = key
        self.secret = secret
        self.asked: list[str] = []  # what was called, as `POST /v1/customers`
        self.headers: dict[str, str] = {}
        self._runner: web.AppRunner | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self._queue: asyncio.Queue[Shape] = asyncio.Queue()
        self._back = ""
        self._caller: aiohttp.ClientSession | None = None

    @property
    def url(self) -> str:
        return self.books.url

    def sold(self, settings: Settings) -> Settings:
        """These settings, with this Stripe."""
        return replace(
            settings, stripe_secret_key=self.key, stripe_webhook_secret=self.secret, stripe_api_base=self.url
        )

    async def __aenter__(self) -> Self:
        return await self.start()

    async def start(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/v1/{path:.*}", self._api)
        app.router.add_route("*", "/pay/{id}", self._page(self._pay))
        app.router.add_route("*", "/portal/{id}", self._page(self._portal))
        app.router.add_route("*", "/invoice/{id}", self._page(self._invoice))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.SockSite(self._runner, self._sock).start()
        self._caller = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10))
        self._calls.add(asyncio.create_task(self._deliver()))
        return self

    async def __aexit__(self, *exc: object) -> None:
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        if self._caller is not None:
            await self._caller.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # --- the API -------------------------------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        path, method = request.match_info["path"], request.method
        self.asked.append(f"{method} /v1/{path}")
        self.headers = dict(request.headers)
        try:
            if request.headers.get("Authorization") != f"Bearer {self.key}":
                raise Refusal(401, "invalid_request_error", "Invalid API Key provided")
            pairs = request.query if method != "POST" else await request.post()
            given = form({name: str(value) for name, value in pairs.items()})
            repeated = request.headers.get("Idempotency-Key", "") if method == "POST" else ""
            known = self.books.answers.get(repeated)
            answer = known if known is not None else self._answer(method, path.split("/"), given)
            if repeated:
                self.books.answers[repeated] = answer
        except Refusal as refusal:
            return web.json_response(refusal.body, status=refusal.status)
        return web.json_response(answer)

    def _answer(self, method: str, path: list[str], given: Shape) -> Shape:
        if method == "DELETE" and path[0] == "subscriptions":
            return self.books.end(path[1])
        answer = self._told_of(path, given) if method == "GET" else self._done(path, given)
        if answer is None:
            url = f"{method}: /v1/{'/'.join(path)}"
            raise Refusal(404, "invalid_request_error", f"Unrecognized request URL ({url})")
        return answer

    def _told_of(self, path: list[str], given: Shape) -> Shape | None:
        books, url = self.books, f"/v1/{'/'.join(path)}"
        match path:
            case ["prices"]:
                keys = list(given.get("lookup_keys", {}).values())
                return listing(url, [one for one in books.all("price") if not keys or one["lookup_key"] in keys])
            case ["checkout", "sessions"]:
                found = books.all("checkout.session", customer=given["customer"], status=given["status"])
                return listing(url, found)
            case ["subscriptions"]:
                books.find(given["customer"], "customer")
                found = books.all("subscription", customer=given["customer"])
                return listing(url, [self._expanded(one, given) for one in found])
            case ["subscriptions", name]:
                return books.find(name, "subscription")
        return None

    def _done(self, path: list[str], given: Shape) -> Shape | None:
        books = self.books
        match path:
            case ["checkout", "sessions", name, "expire"]:
                return books.expire(name)
            case ["subscriptions", name]:
                return self._expanded(books.update(name, given), given)
        made = {
            "customers": books.new_payer,
            "products": books.new_product,
            "prices": books.new_price,
            "checkout/sessions": books.new_checkout,
            "billing_portal/sessions": books.new_portal,
        }.get("/".join(path))
        return made(given) if made else None

    def _expanded(self, sub: Shape, given: Shape) -> Shape:
        if not {"data.latest_invoice", "latest_invoice"} & set(given.get("expand", {}).values()):
            return sub
        return {**sub, "latest_invoice": self.books.objects.get(sub["latest_invoice"])}

    # --- its pages -----------------------------------------------------------------------------------------------

    def _page(
        self, show: Callable[[str, dict[str, str]], str | None]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            given = {name: str(value) for name, value in (await request.post()).items()}
            try:
                body = show(request.match_info["id"], given)
            except Refusal as refusal:
                return web.Response(text=pages.note(str(refusal)), content_type="text/html", status=refusal.status)
            if body is None:
                raise web.HTTPSeeOther(self._back)
            return web.Response(text=body, content_type="text/html")

        return handler

    def _pay(self, id: str, given: dict[str, str]) -> str | None:
        session, problem = self.books.find(id, "checkout.session"), ""
        if given:
            try:
                self.books.pay(id, card=given.get("card", ""))
            except Refusal as refusal:
                problem = str(refusal)
            else:
                self._back = session["success_url"]
                return None
        return pages.checkout(session, problem)

    def _portal(self, id: str, given: dict[str, str]) -> str | None:
        session = self.books.find(id, "billing_portal.session")
        payer = session["customer"]
        if "card" in given:
            self.books.set_card(payer, fails=given["card"] != "pays")
        if "days" in given:
            self.books.advance(int(given["days"]) * DAY)
        found = self.books.all("invoice", customer=payer)
        return pages.portal(session, found, fails=payer in self.books.failing, now=self.books.now())

    def _invoice(self, name: str, given: dict[str, str]) -> str:
        problem = ""
        if given:
            try:
                self.books.settle(name, card=given.get("card", ""))
            except Refusal as refusal:
                problem = str(refusal)
        return pages.invoice(self.books.find(name, "invoice"), problem)

    # --- its calls -----------------------------------------------------------------------------------------------

    def _told(self, event: Shape) -> None:
        if self._kept is not None:
            self._kept.write_text(json.dumps(self.books.saved()), encoding="utf-8")
        if self.hook:
            self._queue.put_nowait(event)

    def signed(self, event: Shape, *, at: int | None = None, secret: str | None = None) -> tuple[bytes, str]:
        """Body and signature of a call. It is signed with the real time, however far its own clock is ahead."""
        body = json.dumps(event).encode()
        stamp = str(self._clock.now() // 1000 if at is None else at)
        key = (secret or self.secret).encode()
        return body, f"t={stamp},v1={hmac.new(key, stamp.encode() + b'.' + body, hashlib.sha256).hexdigest()}"

    async def _deliver(self) -> None:
        while True:
            await self.call(await self._queue.get())
            self._queue.task_done()

    async def call(self, event: Shape) -> int:
        """Tell it; tried again a few times, as Stripe does for days. The last status, 0 where nobody answered."""
        assert self._caller is not None
        status = 0
        for pause in (0.0, 0.2, 1.0, 3.0):
            await asyncio.sleep(pause)
            body, header = self.signed(event)
            try:
                async with self._caller.post(self.hook, data=body, headers={"Stripe-Signature": header}) as answer:
                    status = answer.status
            except aiohttp.ClientError:
                status = 0
            if 200 <= status < 300:
                break
        return status

    async def delivered(self) -> None:
        """Until every event so far was told."""
        await self._queue.join()
