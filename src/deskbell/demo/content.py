"""The demo's workspace: who and what is in it, and putting it there through the same verbs that everybody uses."""

from __future__ import annotations

from typing import Any, Final

from deskbell.app import System
from deskbell.around import Around
from deskbell.demo import knowledge
from deskbell.demo.stories import DAY, STORIES, Line, Story
from deskbell.features.conversations.model import Owner, Posted
from deskbell.features.conversations.service import Conversations, Page, Visitor, Writing
from deskbell.features.handoff.rules import asks_for_person
from deskbell.features.sites.model import Site
from deskbell.features.workspaces.model import Operator
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope

BUSINESS: Final = "Harbour Bikes"
SITE_KEY: Final = "demo"
OWNER_NAME, OWNER_EMAIL = "Nora Penrose", "owner@example.com"
COLLEAGUE_NAME, COLLEAGUE_EMAIL = "Mia Trevena", "mia@example.com"
ASSISTANT: Final = "Ada"
PROMPT: Final = """You answer for Harbour Bikes, a bicycle shop with workshop and rental at the harbour of Port Ellery.

Sound like a good shop assistant: warm, plain, brief. Two or three sentences are usually enough.
Answer only from the shop's knowledge. Never promise a date, a discount or that something is in stock: that is for Nora
and Mia to do, so offer to call them.
Somebody who has had an accident, or whose e-bike battery is hot or swollen, needs a person at once."""
APPEARANCE: Final[dict[str, Any]] = {
    "color": "#0b4a6f",
    "side": "right",
    "greeting": "Hello! I'm Ada, the AI assistant at Harbour Bikes. Ask me about repairs, rentals or bikes. "
    "Nora and Mia are a click away, too.",
    "suggestions": [
        "When are you open?",
        "How much is a full service?",
        "Can I rent an e-bike for a day?",
        "Can I talk to a person?",
    ],
}


class Then(Around):
    """A moment in the past with the team at their desks; also the clock of what happened then."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:
        return self.at

    async def anyone_reachable(self, tx: Tx, now: int) -> bool:  # noqa: ARG002
        return True


async def seed(system: System, *, password: str) -> None:
    """The demo's workspace, unless there is a workspace already."""
    if await system.workspaces.any_exists():
        return
    new = await system.workspaces.create(
        name=BUSINESS,
        owner_name=OWNER_NAME,
        owner_email=OWNER_EMAIL,
        password=password,
        assistant_name=ASSISTANT,
        prompt=PROMPT,
    )
    scope = WorkspaceScope(new.workspace_id)
    colleague = await system.workspaces.add_operator(
        scope, name=COLLEAGUE_NAME, email=COLLEAGUE_EMAIL, password=password
    )
    site = await system.sites.create(scope, name="harbourbikes.example", key=SITE_KEY, appearance=APPEARANCE)
    for heading, body in knowledge.entries(knowledge.FILE.read_text(encoding="utf-8")):
        if knowledge.is_question(heading):
            await system.knowledge.add(scope, kind="qa", question=heading, body=body)
        else:
            await system.knowledge.add(scope, kind="text", title=heading, body=body)
    for story in STORIES:
        await _tell(system, site, story, {"owner": new.operator, "colleague": colleague})


async def _tell(system: System, site: Site, story: Story, team: dict[str, Operator]) -> None:
    """Let a past conversation happen, line by line, in its own time."""
    now = system.clock.now()
    then = Then((now // DAY - story.days) * DAY + story.at if story.days else now - story.at)
    verbs = Conversations(Writing(system.db, then, system.ids, then, asks_for_person))
    known, _ = await system.sites.new_visitor(site, lang="en")
    scope, visitor = WorkspaceScope(site.workspace_id), Visitor(known.id, site.id, known.contact_id)
    people = {name: Owner(operator.id, operator.name) for name, operator in team.items()}
    posted: Posted | None = None
    speaker = people["owner"]
    for number, line in enumerate(story.lines):
        then.at += line.after if number else 0
        cid = f"{known.id}-{number}"
        if posted is None or line.by == "visitor":
            page = Page(f"/demo/shop{story.page[0]}", story.page[1])
            posted = await verbs.visitor.says(scope, visitor, cid=cid, text=line.text, page=page)
        else:
            speaker = people[line.by]
            posted = await _says(verbs, scope, speaker, posted.conversation_id, cid, line)
    if posted is not None and story.closed:
        await verbs.operator.close(scope, speaker, posted.conversation_id, epoch=posted.epoch)


async def _says(
    verbs: Conversations, scope: WorkspaceScope, who: Owner, conversation_id: str, cid: str, line: Line
) -> Posted:
    kind = "note" if line.note else "text"
    posted = await verbs.operator.says(scope, who, conversation_id, cid=cid, text=line.text, kind=kind)
    await verbs.operator.read(scope, who, conversation_id, posted.seq)
    return posted
