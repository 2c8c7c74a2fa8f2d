"""Inviting people, their roles, their leaving; one's own password."""

from __future__ import annotations

from typing import Any

from deskbell.features.audit.service import note
from deskbell.features.conversations.model import Owner
from deskbell.features.conversations.service import Conversations
from deskbell.features.team import rules, store
from deskbell.features.team.model import Invitation, Member
from deskbell.features.workspaces.model import Operator, SignedIn, SignInsEnded
from deskbell.features.workspaces.service import Workspaces, check_room, checked_email, hashed, limits, put_login
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

INVITATION_LASTS = 7 * 24 * 3_600_000


class Team:
    def __init__(
        self, db: Database, clock: Clock, ids: Ids, workspaces: Workspaces, conversations: Conversations
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._workspaces = workspaces
        self._conversations = conversations

    async def members(self, scope: WorkspaceScope) -> list[Member]:
        return await self._db.read(scope, lambda tx: store.members(tx, now=self._clock.now()))

    async def invitations(self, scope: WorkspaceScope) -> list[Invitation]:
        return await self._db.read(scope, lambda tx: store.open_ones(tx, now=self._clock.now()))

    async def invite(self, scope: WorkspaceScope, by: Operator, *, email: str, role: str) -> tuple[Invitation, str]:
        """(the invitation, its token, which is shown this once). Raises invalid, forbidden, conflict (a member)."""
        rules.check_may_manage(by.role, role)
        now, token = self._clock.now(), self._ids.secret()
        invitation = Invitation(
            scope.workspace_id, self._ids.new("inv"), checked_email(email), role, by.id, now, now + INVITATION_LASTS
        )

        async def work(tx: Tx) -> None:
            members = await store.members(tx, now=self._clock.now())
            if any(member.email == invitation.email for member in members):
                raise Refused("conflict", f"{invitation.email} is on the team already.")
            check_room((await limits(tx)).operators, len(members), "operators")
            await store.insert(tx, invitation, token_hash=hashed(token))
            await note(tx, "team.invited", invitation.email, now=now, role=role)

        await self._db.write(scope, work)
        return invitation, token

    async def revoke(self, scope: WorkspaceScope, by: Operator, invitation_id: str) -> None:
        """Raises not_found, forbidden."""

        async def work(tx: Tx) -> None:
            invitation = await store.one(tx, invitation_id)
            if invitation is None:
                raise not_found("invitation")
            rules.check_may_manage(by.role, invitation.role)
            await store.delete(tx, invitation_id)
            await note(tx, "team.uninvited", invitation.email, now=self._clock.now())

        await self._db.write(scope, work)

    # --- joining -------------------------------------------------------------------------------------------------

    async def invited(self, token: str) -> Invitation:
        """Raises not_found: used, revoked, replaced, run out, or never made."""
        now = self._clock.now()

        async def work(tx: Tx) -> Invitation | None:
            return await store.by_token_any_workspace(tx, hashed(token), now=now)

        found = await self._db.read(ANY_WORKSPACE, work)
        if found is None:
            raise Refused("not_found", "This invitation is no longer good. Ask for a new one.")
        return found

    async def join(self, token: str, *, name: str, password: str) -> SignedIn:
        """Accept an invitation, once, and be signed in. Raises not_found, invalid, conflict (works elsewhere)."""
        invitation = await self.invited(token)
        shown = clean(name)
        if not 1 <= len(shown) <= 60:
            raise Refused("invalid", "Your name needs 1 to 60 characters. Visitors read it.")
        password_hash, now = await self._workspaces.hash_password(password), self._clock.now()
        scope = WorkspaceScope(invitation.workspace_id)

        async def login(tx: Tx) -> str:
            known = await store.login_any_workspace(tx, invitation.email)
            if known is not None and known["workspaces"]:
                raise Refused("conflict", f"{invitation.email} already works in another workspace here.")
            login_id = str(known["id"]) if known else self._ids.new("login")
            await put_login(tx, id=login_id, email=invitation.email, password_hash=password_hash, now=now)
            return login_id

        login_id = await self._db.write(ANY_WORKSPACE, login)

        async def belong(tx: Tx) -> str:
            check_room((await limits(tx)).operators, len(await store.members(tx, now=self._clock.now())), "operators")
            if not await store.delete(tx, invitation.id):
                raise Refused("not_found", "This invitation is no longer good. Ask for a new one.")
            await note(tx, "team.joined", shown, now=now, role=invitation.role)
            new_id = self._ids.new("op")
            return await store.join(tx, id=new_id, login_id=login_id, name=shown, role=invitation.role, now=now)

        operator_id = await self._db.write(scope, belong)
        operator = Operator(scope.workspace_id, operator_id, shown, invitation.email, invitation.role, True)
        return await self._workspaces.start_sign_in(operator, login_id)

    # --- changing and leaving ------------------------------------------------------------------------------------

    async def set_role(self, scope: WorkspaceScope, by: Operator, operator_id: str, role: str) -> None:
        """Raises not_found, invalid, forbidden, conflict (nobody would own the workspace)."""

        async def work(tx: Tx) -> None:
            member, members = await self._member(tx, operator_id)
            rules.check_may_manage(by.role, member.role, role)
            if member.role == rules.OWNER != role:
                rules.check_owner_stays(members, member.id)
            await store.set_role(tx, operator_id, role)
            await note(tx, "team.role", member.name, now=self._clock.now(), before=member.role, role=role)

        await self._db.write(scope, work)

    async def remove(self, scope: WorkspaceScope, by: Operator, operator_id: str) -> int:
        """End a membership and all its sign-ins, and free its conversations; how many those were.

        Raises not_found, forbidden, conflict (the only owner).
        """

        async def work(tx: Tx) -> Member:
            member, members = await self._member(tx, operator_id)
            if member.id != by.id:
                rules.check_may_manage(by.role, member.role)
            if member.role == rules.OWNER:
                rules.check_owner_stays(members, member.id)
            await store.remove(tx, operator_id, self._clock.now())
            await note(tx, "team.removed", member.name, now=self._clock.now(), role=member.role)
            tx.after_commit(SignInsEnded(await store.end_sign_ins(tx, operator_id)))
            return member

        member = await self._db.write(scope, work)
        return await self._conversations.operator.leaves(scope, Owner(member.id, member.name))

    async def _member(self, tx: Tx, operator_id: str) -> tuple[Member, list[Member]]:
        members = await store.members(tx, now=self._clock.now())
        found = next((member for member in members if member.id == operator_id), None)
        if found is None:
            raise not_found("operator")
        return found, members

    # --- oneself -------------------------------------------------------------------------------------------------

    async def change_password(self, who: Operator, *, current: str, new: str, token: str) -> None:
        """All other sign-ins end. Raises wrong_credentials, invalid."""
        scope = WorkspaceScope(who.workspace_id)
        known = await self._db.read(scope, lambda tx: store.password_of(tx, who.id))
        if known is None or not await self._workspaces.password_matches(known["password_hash"], current):
            raise Refused("wrong_credentials", "The present password is not right.")
        password_hash, now = await self._workspaces.hash_password(new), self._clock.now()

        async def work(tx: Tx) -> None:
            await put_login(tx, id=known["id"], email=who.email, password_hash=password_hash, now=now)

        await self._db.write(ANY_WORKSPACE, work)
        await self.sign_out_elsewhere(who, token=token)

    async def sign_out_elsewhere(self, who: Operator, *, token: str) -> int:
        """End every sign-in of this operator but the one with `token`; how many those were."""

        async def work(tx: Tx) -> int:
            ended = await store.end_sign_ins(tx, who.id, but=hashed(token))
            tx.after_commit(SignInsEnded(ended))
            return len(ended)

        return await self._db.write(WorkspaceScope(who.workspace_id), work)

    async def sign_ins(self, who: Operator, *, token: str) -> list[dict[str, Any]]:
        """Where this operator is signed in; `here`: with this token."""

        async def work(tx: Tx) -> list[Row]:
            return await store.sign_ins(tx, who.id, now=self._clock.now())

        rows = await self._db.read(WorkspaceScope(who.workspace_id), work)
        here = hashed(token)
        return [{"id": r["id"], "browser": r["browser"], "at": r["at"], "here": r["token_hash"] == here} for r in rows]

    async def end_sign_in(self, who: Operator, sign_in_id: str) -> None:
        """One of one's own. Raises not_found."""

        async def work(tx: Tx) -> None:
            ended = await store.end_sign_in(tx, who.id, sign_in_id)
            if ended is None:
                raise Refused("not_found", "This sign-in has ended already.")
            tx.after_commit(SignInsEnded(frozenset([ended])))

        await self._db.write(WorkspaceScope(who.workspace_id), work)
