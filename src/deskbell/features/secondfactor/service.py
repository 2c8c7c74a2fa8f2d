"""A code from one's telephone beside the password: setting it up, asking for it, losing the telephone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import Final

from deskbell.features.secondfactor import store
from deskbell.features.secondfactor.ports import Codes, SealBroken
from deskbell.features.workspaces.model import Operator
from deskbell.features.workspaces.service import Workspaces, hashed
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

RECOVERY_CODES: Final = 10
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
WRONG = "This code is not right, or was used already. Wait for the next one."


@dataclass(frozen=True, slots=True)
class Offered:
    """Shown once, until a code confirms it."""

    secret: str
    picture: str


class SecondFactors:
    def __init__(self, db: Database, clock: Clock, workspaces: Workspaces, codes: Codes) -> None:
        self._db = db
        self._clock = clock
        self._workspaces = workspaces
        self._codes = codes

    async def pass_(self, login_id: str, code: str) -> None:
        """Before somebody is signed in whose password was right. Raises second_factor (a code is wanted, or wrong)."""

        async def look(tx: Tx) -> Row | None:
            return await store.read_any_workspace(tx, login_id)

        kept = await self._db.read(ANY_WORKSPACE, look)
        if kept is None or kept["confirmed_at"] is None:
            return
        given = "".join(code.split()).lower()
        if not given:
            raise Refused("second_factor", "Enter the code that your telephone shows.")
        await self._use(login_id, kept, given)

    async def pass_at(self, email: str, code: str) -> None:
        """Where a link, not a password, is what somebody has. Raises second_factor."""
        login_id = await self._db.read(ANY_WORKSPACE, partial(store.login_at_any_workspace, email=email))
        if login_id is not None:
            await self.pass_(login_id, code)

    async def again(self, who: Operator, *, password: str, code: str) -> None:
        """Before what is dangerous: are they still themselves? Raises wrong_credentials, second_factor."""
        login = await self._sure(who, password)
        await self.pass_(login["id"], code)

    async def _use(self, login_id: str, kept: Row, given: str) -> None:
        """A code works once, and none from before it after it."""
        step = self._codes.step(self._unsealed(kept, login_id), given, now=self._clock.now())

        async def work(tx: Tx) -> bool:
            if step is not None:
                return await store.use_step_any_workspace(tx, login_id, step)
            return await store.use_code_any_workspace(tx, login_id, hashed(given.replace("-", "")))

        if not await self._db.write(ANY_WORKSPACE, work):
            raise Refused("second_factor", WRONG)

    def _unsealed(self, kept: Row, login_id: str) -> str:
        try:
            return self._codes.unseal(kept["secret"], owner=login_id)
        except SealBroken:
            return self._codes.new_secret()  # the server's key is another one: recovery codes still work

    # --- one's own -----------------------------------------------------------------------------------------------

    async def standing(self, who: Operator) -> tuple[bool, int]:
        """(in force, recovery codes that are left)."""
        login = await self._login(who)

        async def look(tx: Tx) -> Row | None:
            return await store.read_any_workspace(tx, login["id"])

        kept = await self._db.read(ANY_WORKSPACE, look)
        on = kept is not None and kept["confirmed_at"] is not None
        return on, int(kept["codes"]) if kept is not None and on else 0

    async def offer(self, who: Operator, *, password: str) -> Offered:
        """Not in force before a code confirms it. Raises wrong_credentials, conflict."""
        login = await self._sure(who, password)
        secret = self._codes.new_secret()
        sealed = self._codes.seal(secret, owner=login["id"])

        async def work(tx: Tx) -> None:
            if not await store.begin_any_workspace(tx, login["id"], sealed):
                raise Refused("conflict", "A second factor is in force already. End it first.")

        await self._db.write(ANY_WORKSPACE, work)
        return Offered(secret, self._codes.picture(self._codes.address(secret, who=who.email)))

    async def confirm(self, who: Operator, code: str) -> list[str]:
        """Put it in force; the recovery codes, which are shown this once. Raises second_factor, conflict."""
        login, now = await self._login(who), self._clock.now()
        codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]

        async def work(tx: Tx) -> None:
            kept = await store.read_any_workspace(tx, login["id"])
            if kept is None or kept["confirmed_at"] is not None:
                raise Refused("conflict", "There is nothing to confirm. Begin again.")
            step = self._codes.step(self._unsealed(kept, login["id"]), "".join(code.split()), now=now)
            if step is None or not await store.use_step_any_workspace(tx, login["id"], step):
                raise Refused("second_factor", WRONG)
            await store.confirm_any_workspace(tx, login["id"], now=now)
            await store.put_codes_any_workspace(tx, login["id"], [hashed(one) for one in codes])

        await self._db.write(ANY_WORKSPACE, work)
        return [f"{one[:5]}-{one[5:]}" for one in codes]

    async def end(self, who: Operator, *, password: str) -> None:
        """Raises wrong_credentials."""
        login = await self._sure(who, password)

        async def work(tx: Tx) -> None:
            await store.remove_any_workspace(tx, login["id"])

        await self._db.write(ANY_WORKSPACE, work)

    async def _login(self, who: Operator) -> Row:
        found = await self._db.read(WorkspaceScope(who.workspace_id), lambda tx: store.login_of(tx, who.id))
        if found is None:
            raise Refused("unauthorised", "Please sign in.")
        return found

    async def _sure(self, who: Operator, password: str) -> Row:
        login = await self._login(who)
        if not await self._workspaces.password_matches(login["password_hash"], password):
            raise Refused("wrong_credentials", "The password is not right.")
        return login
