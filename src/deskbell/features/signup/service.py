"""How a stranger becomes the owner of a workspace, and how a forgotten password is replaced.

What is asked at the door is written down by one statement, whoever is known here and whoever is not. Looking the
address up, and writing to it, is the worker's: answer and time tell nothing.
"""

from __future__ import annotations

import asyncio
from typing import Final

from deskbell.features.mail.service import Mails
from deskbell.features.signup import store
from deskbell.features.signup.model import RESET, SIGN_IN, SIGN_UP, Ask, Letter, Link
from deskbell.features.sites.service import Sites
from deskbell.features.workspaces.model import Operator, SignedIn, SignInsEnded
from deskbell.features.workspaces.service import (
    Workspaces,
    check_password,
    checked_email,
    hashed,
    put_login,
    put_workspace,
)
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

LASTS: Final = {SIGN_UP: 48 * 3_600_000, RESET: 3_600_000, SIGN_IN: 15 * 60_000}
PAGES: Final = {SIGN_UP: "sign-up", RESET: "reset", SIGN_IN: "sign-in"}
AT_ONCE: Final = 8
FIRST, OPEN, CLOSED = "first", "open", "closed"
GONE = "This link is no longer good: it was used, replaced or is too old. Ask for a new one."


class SignUps:
    """`setting`: DESKBELL_SIGN_UP; empty: open for the first workspace only."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        ids: Ids,
        workspaces: Workspaces,
        sites: Sites,
        mails: Mails,
        *,
        public_url: str,
        setting: str,
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._workspaces = workspaces
        self._sites = sites
        self._mails = mails
        self._base = public_url
        self._setting = setting
        self._one_first = asyncio.Lock()

    async def standing(self) -> str:
        """`first`: the server is new, and whoever signs up is in at once. `open`, by a link in a mail. `closed`."""
        if self._setting == CLOSED:
            return CLOSED
        if not await self._workspaces.any_exists():
            return FIRST
        return OPEN if self._setting == OPEN else CLOSED

    @property
    def sends_mail(self) -> bool:
        return self._mails.configured

    # --- asking --------------------------------------------------------------------------------------------------

    async def first(self, *, email: str, business: str, name: str, password: str) -> SignedIn:
        """The first workspace of a server. Raises invalid, conflict (there is one already)."""
        async with self._one_first:
            if await self.standing() != FIRST:
                raise Refused("conflict", "Somebody was faster. Reload the page.")
            shown, title = _checked_name(name), _business(business)
            made = await self._workspaces.create(name=title, owner_name=shown, owner_email=email, password=password)
        await self._sites.create(WorkspaceScope(made.workspace_id), name=title)
        return await self._workspaces.sign_in(email, password)

    async def ask(self, kind: str, *, email: str, business: str = "") -> None:
        """Raises invalid, and forbidden where nobody can sign up."""
        if kind == SIGN_UP:
            if await self.standing() == CLOSED:
                raise Refused("forbidden", "Nobody can sign up on this server. Ask for an invitation.")
            business = _business(business)
        ask = Ask(self._ids.new("ask"), kind, checked_email(email), business, self._clock.now())

        async def work(tx: Tx) -> None:
            await store.ask_any_workspace(tx, ask)

        await self._db.write(ANY_WORKSPACE, work)

    async def step(self) -> None:
        """Answer what was asked, by mail; the worker calls it every second."""

        async def waiting(tx: Tx) -> list[Ask]:
            return await store.asks_any_workspace(tx, AT_ONCE)

        for ask in await self._db.read(ANY_WORKSPACE, waiting):
            letter = await self._letter(ask)
            if letter is not None and self._mails.configured:
                await self._post(letter)
            await self._answered(ask)

    async def _answered(self, ask: Ask) -> None:
        async def work(tx: Tx) -> None:
            await store.answered_any_workspace(tx, ask.id)

        await self._db.write(ANY_WORKSPACE, work)

    async def _post(self, letter: Letter) -> None:
        async def work(tx: Tx) -> None:
            await self._mails.post.door(
                tx, letter.email, title=letter.title, lead=letter.lead, button=letter.button, foot=letter.foot
            )

        await self._db.write(WorkspaceScope(letter.workspace_id), work)

    async def _letter(self, ask: Ask) -> Letter | None:
        token = self._ids.secret()

        async def work(tx: Tx) -> Letter | None:
            login = await store.login_any_workspace(tx, ask.email)
            works = str(login["workspace_id"]) if login and login["workspace_id"] else None
            if ask.kind == SIGN_UP and works is not None:
                return self._known(works, ask.email)
            if ask.kind != SIGN_UP and works is None:
                return None
            link = await self._put_link(tx, ask, works, token)
            return {SIGN_UP: self._confirm, RESET: self._replace, SIGN_IN: self._enter}[ask.kind](link, token)

        return await self._db.write(ANY_WORKSPACE, work)

    async def _put_link(self, tx: Tx, ask: Ask, works: str | None, token: str) -> Link:
        """For a sign-up there is one workspace that waits, however often somebody asks."""
        earlier = await store.link_to_any_workspace(tx, ask.kind, ask.email)
        workspace_id = works or (earlier.workspace_id if earlier else self._ids.new("ws"))
        if works is None and earlier is None:
            await put_workspace(tx, id=workspace_id, name=ask.business, now=self._clock.now())
        elif works is None:
            await store.name_any_workspace(tx, workspace_id, ask.business)
        link = Link(ask.kind, ask.email, workspace_id, self._clock.now() + LASTS[ask.kind])
        await store.put_link_any_workspace(tx, link, hashed(token))
        return link

    def _confirm(self, link: Link, token: str) -> Letter:
        return Letter(
            link.workspace_id,
            link.email,
            "Confirm your address",
            "Somebody, probably you, signed up for Deskbell with this address. Choose a password, and it begins.",
            ("Go on", self._address(link, token)),
            "The link works once, for 48 hours. If it was not you, do nothing: nothing was made in your name.",
        )

    def _replace(self, link: Link, token: str) -> Letter:
        return Letter(
            link.workspace_id,
            link.email,
            "A new password",
            "Somebody, probably you, forgot the password of this address. Here a new one is chosen.",
            ("Choose a new password", self._address(link, token)),
            "The link works once, for an hour. If it was not you, do nothing: your password stays.",
        )

    def _enter(self, link: Link, token: str) -> Letter:
        return Letter(
            link.workspace_id,
            link.email,
            "Sign in",
            "Somebody, probably you, asked to sign in to Deskbell with this address and without a password.",
            ("Sign in", self._address(link, token)),
            "The link works once, for 15 minutes. If it was not you, do nothing: nobody comes in without it.",
        )

    def _known(self, workspace_id: str, email: str) -> Letter:
        return Letter(
            workspace_id,
            email,
            "You have a login already",
            "Somebody, probably you, signed up for Deskbell with this address. It has a login here: sign in with it.",
            ("Sign in", f"{self._base}/inbox"),
            "If you forgot the password, choose Forgot it? there. If it was not you, do nothing.",
        )

    def _address(self, link: Link, token: str) -> str:
        # Behind the #, so that it reaches no server's log.
        return f"{self._base}/{PAGES[link.kind]}#{token}"

    async def print_link(self, email: str) -> str:
        """For the command line, where no mail is sent: a link for who signed up or has a login. Raises not_found."""
        address, token = checked_email(email), self._ids.secret()

        async def work(tx: Tx) -> Link | None:
            login = await store.login_any_workspace(tx, address)
            kind, workspace_id = RESET, login["workspace_id"] if login else None
            if workspace_id is None:
                earlier = await store.link_to_any_workspace(tx, SIGN_UP, address)
                if earlier is None:
                    return None
                kind, workspace_id = SIGN_UP, earlier.workspace_id
            link = Link(kind, address, workspace_id, self._clock.now() + LASTS[kind])
            await store.put_link_any_workspace(tx, link, hashed(token))
            return link

        await self.step()
        link = await self._db.write(ANY_WORKSPACE, work)
        if link is None:
            raise Refused("not_found", f"Nobody signed up with {address}, and it has no login.")
        return self._address(link, token)

    # --- behind the link -----------------------------------------------------------------------------------------

    async def opened(self, kind: str, token: str) -> Link:
        """Raises not_found."""

        async def work(tx: Tx) -> Link:
            return await self._good(tx, kind, token)

        return await self._db.read(ANY_WORKSPACE, work)

    async def _good(self, tx: Tx, kind: str, token: str) -> Link:
        link = await store.link_any_workspace(tx, hashed(token), now=self._clock.now())
        if link is None or link.kind != kind:
            raise Refused("not_found", GONE)
        return link

    async def finish(self, token: str, *, name: str, password: str) -> SignedIn:
        """Own the workspace, with a first site, and be signed in. Raises not_found, invalid, conflict."""
        await self.opened(SIGN_UP, token)
        shown, now = _checked_name(name), self._clock.now()
        check_password(password)
        password_hash = await self._workspaces.hash_password(password)

        async def work(tx: Tx) -> tuple[Link, str, str]:
            link = await self._good(tx, SIGN_UP, token)
            known = await store.login_any_workspace(tx, link.email)
            if known is not None and known["workspace_id"]:
                raise Refused("conflict", f"{link.email} already works in another workspace here. Sign in with it.")
            login_id, operator_id = str(known["id"]) if known else self._ids.new("login"), self._ids.new("op")
            await store.use_any_workspace(tx, hashed(token))
            await put_login(tx, id=login_id, email=link.email, password_hash=password_hash, now=now)
            await store.own_any_workspace(
                tx, link=link, login_id=login_id, operator_id=operator_id, name=shown, now=now
            )
            return link, login_id, operator_id

        link, login_id, operator_id = await self._db.write(ANY_WORKSPACE, work)
        scope = WorkspaceScope(link.workspace_id)
        await self._sites.create(scope, name=await self._workspaces.name(scope))
        operator = Operator(link.workspace_id, operator_id, shown, link.email, "owner", True)
        return await self._workspaces.start_sign_in(operator, login_id)

    async def enter(self, token: str, *, browser: str) -> SignedIn:
        """Be signed in by a link. Raises not_found."""

        async def work(tx: Tx) -> str:
            link = await self._good(tx, SIGN_IN, token)
            await store.use_any_workspace(tx, hashed(token))
            return link.email

        found = await self._workspaces.operator_by_email(await self._db.write(ANY_WORKSPACE, work))
        if found is None:
            raise Refused("not_found", GONE)
        return await self._workspaces.start_sign_in(*found, browser=browser)

    async def reset(self, token: str, *, password: str) -> None:
        """All sign-ins of this person end. Raises not_found, invalid."""
        await self.opened(RESET, token)
        password_hash, now = await self._workspaces.hash_password(password), self._clock.now()

        async def work(tx: Tx) -> None:
            link = await self._good(tx, RESET, token)
            await store.use_any_workspace(tx, hashed(token))
            login = await store.login_any_workspace(tx, link.email)
            if login is None:
                raise Refused("not_found", GONE)
            await put_login(tx, id=login["id"], email=link.email, password_hash=password_hash, now=now)
            tx.after_commit(SignInsEnded(await store.end_sign_ins_any_workspace(tx, login["id"])))

        await self._db.write(ANY_WORKSPACE, work)


def _checked_name(name: str) -> str:
    shown = clean(name)
    if not 1 <= len(shown) <= 60:
        raise Refused("invalid", "Your name needs 1 to 60 characters. Visitors read it.")
    return shown


def _business(name: str) -> str:
    shown = " ".join(clean(name).split())
    if not 1 <= len(shown) <= 60:
        raise Refused("invalid", "The name of your business needs 1 to 60 characters.")
    return shown
