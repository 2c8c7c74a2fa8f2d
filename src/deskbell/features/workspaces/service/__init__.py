"""Workspaces, the people in them, signing in, the assistant's settings; who is reachable is in presence.py."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from deskbell.features.audit.service import note
from deskbell.features.workspaces import rules, store
from deskbell.features.workspaces.model import (
    AssistantSettings,
    Limits,
    Operator,
    SignedIn,
    SignInsEnded,
    Times,
)
from deskbell.features.workspaces.service.presence import Presence
from deskbell.features.workspaces.service.presence import anyone_reachable as anyone_reachable
from deskbell.features.workspaces.service.presence import on_shift as on_shift
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

SIGN_IN_LASTS = 30 * 24 * 3_600_000
SHORTEST_WAIT, LONGEST_WAIT = 30_000, 900_000
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 1_000
DEFAULT_PROMPT = (
    "Be friendly, clear and brief. Answer only from the business's knowledge. "
    "When you do not know, say so and offer a person from the team."
)


class Hasher(Protocol):
    """Password hashing (argon2id)."""

    def hash(self, password: str) -> str: ...

    def matches(self, hashed: str, password: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    workspace_id: str
    operator: Operator


def hashed(token: str) -> str:
    """What is stored of a random token. 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


class Workspaces(Presence):
    def __init__(self, db: Database, clock: Clock, ids: Ids, hasher: Hasher) -> None:
        super().__init__(db, clock)
        self._ids = ids
        self._hasher = hasher
        self._one_hash_at_a_time = asyncio.Semaphore(1)
        self._decoy: str | None = None

    async def create(
        self,
        *,
        name: str,
        owner_name: str,
        owner_email: str,
        password: str,
        assistant_name: str = "Ada",
        prompt: str = DEFAULT_PROMPT,
    ) -> NewWorkspace:
        """A new workspace and its owner. Raises invalid (what to correct), conflict (the address is known)."""
        email = checked_email(owner_email)
        check_password(password)
        title = clean(name)
        if not 1 <= len(title) <= 100:
            raise Refused("invalid", "The workspace's name needs 1 to 100 characters.")
        password_hash = await self.hash_password(password)
        now, workspace_id = self._clock.now(), self._ids.new("ws")
        settings = AssistantSettings(assistant_name, prompt, 1, now)

        async def work(tx: Tx) -> str:
            if await store.login_any_workspace(tx, email) is not None:
                raise Refused("conflict", f"There is already a login for {email}.")
            login_id = self._ids.new("login")
            await store.insert_workspace_any_workspace(tx, id=workspace_id, name=title, assistant=settings, now=now)
            await store.put_login_any_workspace(tx, id=login_id, email=email, password_hash=password_hash, now=now)
            return login_id

        login_id = await self._db.write(ANY_WORKSPACE, work)
        scope = WorkspaceScope(workspace_id)
        operator = await self._add(scope, login_id, clean(owner_name) or email, email, "owner")
        return NewWorkspace(workspace_id, operator)

    async def add_operator(
        self, scope: WorkspaceScope, *, name: str, email: str, password: str, role: str = "operator"
    ) -> Operator:
        """A further person with a login of their own. Raises invalid, conflict."""
        address, now = checked_email(email), self._clock.now()
        password_hash = await self.hash_password(password)

        async def work(tx: Tx) -> str:
            if await store.login_any_workspace(tx, address) is not None:
                raise Refused("conflict", f"There is already a login for {address}.")
            login_id = self._ids.new("login")
            await store.put_login_any_workspace(tx, id=login_id, email=address, password_hash=password_hash, now=now)
            return login_id

        return await self._add(scope, await self._db.write(ANY_WORKSPACE, work), clean(name), address, role)

    async def _add(self, scope: WorkspaceScope, login_id: str, name: str, email: str, role: str) -> Operator:
        operator_id, now = self._ids.new("op"), self._clock.now()

        async def work(tx: Tx) -> None:
            await store.insert_operator(tx, id=operator_id, login_id=login_id, name=name, role=role, now=now)

        await self._db.write(scope, work)
        return Operator(scope.workspace_id, operator_id, name, email, role, True)

    # --- signing in ----------------------------------------------------------------------------------------------

    async def sign_in(self, email: str, password: str) -> SignedIn:
        """Raises wrong_credentials."""
        return await self.start_sign_in(*await self.known(email, password))

    async def known(self, email: str, password: str) -> tuple[Operator, str]:
        """(operator, login id). Raises wrong_credentials; time and words are the same for unknown addresses."""

        async def find(tx: Tx) -> tuple[str, str, Operator | None] | None:
            row = await store.login_any_workspace(tx, email.strip().lower())
            if row is None:
                return None
            operators = await store.operators_of_login_any_workspace(tx, row["id"])
            return row["id"], row["password_hash"], operators[0] if operators else None

        found = await self._db.read(ANY_WORKSPACE, find)
        if self._decoy is None:
            self._decoy = await self.hash_password("nobody has this password")
        right = await self.password_matches(found[1] if found else self._decoy, password)
        if found is None or not right or found[2] is None:
            raise Refused("wrong_credentials", "The e-mail address or the password is not right.")
        return found[2], found[0]

    async def start_sign_in(self, operator: Operator, login_id: str, *, browser: str = "") -> SignedIn:
        """`browser`: what it says of itself."""
        token, now = self._ids.secret(), self._clock.now()
        expires_at = now + SIGN_IN_LASTS

        async def work(tx: Tx) -> None:
            await store.insert_sign_in_any_workspace(
                tx,
                token_hash=hashed(token),
                operator=operator,
                login_id=login_id,
                browser=browser[:300],
                now=now,
                expires_at=expires_at,
            )

        await self._db.write(ANY_WORKSPACE, work)
        return SignedIn(operator, token, expires_at)

    async def sign_out(self, token: str) -> None:
        async def work(tx: Tx) -> None:
            await store.delete_sign_in_any_workspace(tx, hashed(token))
            tx.after_commit(SignInsEnded(frozenset([hashed(token)])))

        await self._db.write(ANY_WORKSPACE, work)

    async def operator_by_token(self, token: str) -> Operator | None:
        async def work(tx: Tx) -> Operator | None:
            return await store.operator_by_sign_in_any_workspace(tx, hashed(token), self._clock.now())

        return await self._db.read(ANY_WORKSPACE, work)

    async def operator_by_email(self, email: str) -> tuple[Operator, str] | None:
        """(operator, login id), for the demo's own sign-in."""

        async def work(tx: Tx) -> tuple[Operator, str] | None:
            row = await store.login_any_workspace(tx, email)
            operators = await store.operators_of_login_any_workspace(tx, row["id"]) if row else []
            return (operators[0], row["id"]) if row and operators else None

        return await self._db.read(ANY_WORKSPACE, work)

    async def any_exists(self) -> bool:
        async def work(tx: Tx) -> bool:
            return await store.count_any_workspace(tx) > 0

        return await self._db.read(ANY_WORKSPACE, work)

    # --- the workspace -------------------------------------------------------------------------------------------

    async def name(self, scope: WorkspaceScope) -> str:
        async def work(tx: Tx) -> str:
            return await store.workspace_name(tx) or ""

        return await self._db.read(scope, work)

    async def example(self, scope: WorkspaceScope) -> bool:
        """Whether the inbox shows a made-up conversation while there is no real one."""
        return await self._db.read(scope, store.example)

    async def remove_example(self, scope: WorkspaceScope) -> None:
        await self._db.write(scope, store.remove_example)

    async def times(self, scope: WorkspaceScope) -> Times:
        return await self._db.read(scope, times)

    async def save_times(self, scope: WorkspaceScope, wanted: Times) -> None:
        """In force from the next wait on. Raises invalid."""
        _checked_wait(wanted.pickup, "The wait for somebody to come")
        _checked_wait(wanted.silence, "The wait for an owner's answer")

        async def work(tx: Tx) -> None:
            await store.save_times(tx, wanted)
            await note(tx, "times.saved", now=self._clock.now(), **asdict(wanted))

        await self._db.write(scope, work)

    async def assistant(self, scope: WorkspaceScope) -> AssistantSettings:
        return await self._db.read(scope, assistant_settings)

    async def save_assistant(
        self,
        scope: WorkspaceScope,
        *,
        name: str | None,
        prompt: str | None,
        version: int,
        options: Mapping[str, Any] | None = None,
    ) -> AssistantSettings:
        """In force from the next turn on, without restart. Raises invalid, conflict (saved by somebody meanwhile)."""
        now = self._clock.now()

        async def work(tx: Tx) -> AssistantSettings:
            old = await assistant_settings(tx)
            wanted = rules.settings(old, name=name, prompt=prompt, options=options or {})
            return await put_assistant(tx, wanted, over=version, now=now)

        return await self._db.write(scope, work)

    async def password_matches(self, password_hash: str, password: str) -> bool:
        async with self._one_hash_at_a_time:
            return await asyncio.to_thread(self._hasher.matches, password_hash, password)

    async def hash_password(self, password: str) -> str:
        """Raises invalid when it is too short. One at a time: each takes megabytes for a moment."""
        check_password(password)
        async with self._one_hash_at_a_time:
            return await asyncio.to_thread(self._hasher.hash, password)


def check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused("invalid", f"The password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters.")


async def assistant_settings(tx: Tx) -> AssistantSettings:
    found = await store.assistant(tx)
    if found is None:
        raise Refused("not_found", "There is no such workspace.")
    return found


async def put_assistant(tx: Tx, wanted: AssistantSettings, *, over: int, now: int) -> AssistantSettings:
    """Put settings in force in the place of version `over`. Raises conflict when that is not in force any more."""
    if not await store.save_assistant(
        tx, name=wanted.name, prompt=wanted.prompt, options=wanted.options, version=over, now=now
    ):
        raise Refused("conflict", "Somebody else saved these settings meanwhile. Reload, then save again.")
    return replace(wanted, version=over + 1, updated_at=now)


async def put_workspace(tx: Tx, *, id: str, name: str, now: int) -> None:
    """One that nobody owns yet."""
    settings = AssistantSettings("Ada", DEFAULT_PROMPT, 1, now)
    await store.insert_workspace_any_workspace(tx, id=id, name=name, assistant=settings, now=now)


async def put_login(tx: Tx, *, id: str, email: str, password_hash: str, now: int) -> None:
    """A new login, or the new password of one."""
    await store.put_login_any_workspace(tx, id=id, email=email, password_hash=password_hash, now=now)


async def name(tx: Tx) -> str:
    return await store.workspace_name(tx) or ""


async def limits(tx: Tx) -> Limits:
    """What the workspace may have. Whoever sells plans writes it; nobody else knows of plans."""
    return await store.limits(tx)


async def put_limits(tx: Tx, wanted: Limits | None) -> None:
    await store.put_limits(tx, wanted)


def check_room(most: int | None, have: int, what: str) -> None:
    """Raises limit when there is no room for one more. What is there already stays."""
    if most is not None and have >= most:
        if not most:
            raise Refused("limit", "There is no plan at present. What is there stays, and the owner can choose one.")
        raise Refused("limit", f"Your plan is full ({what}: {most:,}). The owner can choose a larger one.")


def _checked_wait(milliseconds: int, what: str) -> int:
    if not SHORTEST_WAIT <= milliseconds <= LONGEST_WAIT:
        raise Refused("invalid", f"{what} is between 30 seconds and 15 minutes.")
    return milliseconds


async def times(tx: Tx) -> Times:
    return await store.times(tx) or Times()


def checked_email(text: str) -> str:
    address = text.strip().lower()
    local, _, domain = address.partition("@")
    if not local or "." not in domain or any(ch.isspace() for ch in address) or len(address) > 254:
        raise Refused("invalid", f"{text.strip()!r} is not an e-mail address.")
    return address
