"""The demo's workspace: who and what is in it, and putting it there through the same verbs that everybody uses."""

from __future__ import annotations

from typing import Any, Final

from deskbell.app import System
from deskbell.demo import knowledge, office
from deskbell.demo.past import Past
from deskbell.demo.stories import STORIES
from deskbell.demo.weeks import TODAY
from deskbell.demo.weeks import weeks as earlier
from deskbell.edges.web.pages.landing import PAGES
from deskbell.features.conversations.model import Owner
from deskbell.runtime.db.opening import open_database
from deskbell.runtime.scope import WorkspaceScope

BUSINESS: Final = "Harbour Bikes"
SITE_KEY: Final = "demo"
OWNER_NAME, OWNER_EMAIL = "Nora Penrose", "owner@example.com"
COLLEAGUE_NAME, COLLEAGUE_EMAIL = "Mia Trevena", "mia@example.com"
ASSISTANT: Final = "Ada"
PROMPT: Final = """You answer for Harbour Bikes, a bicycle shop with workshop and rental at the harbour of Port Ellery.

Sound like a good shop assistant: warm, plain, brief. Two or three sentences are usually enough.
Answer only from the shop's knowledge.
Never promise a date, a discount or that something is in stock: only Nora and Mia can, so offer to call them.
Somebody who has had an accident, or whose e-bike battery is hot or swollen, needs a person at once."""
WELCOME_KEY, WELCOME_EMAIL = "deskbell", "deskbell@example.com"
WELCOME_LOOK: Final[dict[str, Any]] = {
    "greeting": "Hello! I'm Ada, Deskbell's own AI assistant. Ask me what it can do.",
    "suggestions": ["Does it need an AI key?", "What if nobody is there?", "Can the bill surprise me?"],
}
APPEARANCE: Final[dict[str, Any]] = {
    "color": "#0b4a6f",
    "side": "right",
    "files": True,
    "greeting": "Hello! I'm Ada, the AI assistant at Harbour Bikes. Ask me about repairs, rentals or bikes. "
    "Nora and Mia are a click away, too.",
    "suggestions": [
        "When are you open?",
        "How much is a full service?",
        "Can I rent an e-bike for a day?",
        "Can I talk to a person?",
    ],
}


async def seed(system: System, *, password: str, weeks: bool = False) -> None:
    """The demo's workspace, unless there is a workspace already. `weeks`: with five weeks behind it."""
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
    await knowledge.learn(system, scope, knowledge.FILE.read_text(encoding="utf-8"))
    team = {"owner": new.operator, "colleague": colleague}
    db = await open_database(system.settings.database_url)
    try:
        past = Past(system, db, site, {name: Owner(one.id, one.name) for name, one in team.items()})
        for story in (*earlier(), *STORIES, *TODAY) if weeks else STORIES:
            await past.tell(story)
        await past.passes(system.clock.now())
    finally:
        await db.close()
    if weeks:
        await office.furnish(system, scope, new.operator)
    await _ourselves(system, password)


async def _ourselves(system: System, password: str) -> None:
    """A second workspace, whose widget stands on the public page and answers about Deskbell."""
    new = await system.workspaces.create(
        name="Deskbell", owner_name=OWNER_NAME, owner_email=WELCOME_EMAIL, password=password, assistant_name=ASSISTANT
    )
    scope = WorkspaceScope(new.workspace_id)
    await system.sites.create(scope, name="Deskbell", key=WELCOME_KEY, appearance=WELCOME_LOOK)
    for file in ("questions.md", "terms.md"):
        await knowledge.learn(system, scope, (PAGES / file).read_text(encoding="utf-8"))
