"""What the demo's team has made for itself: saved replies, test questions, a key, a webhook that has done its work."""

from __future__ import annotations

from itertools import cycle
from typing import Final

from deskbell.app import System
from deskbell.features.conversations.model import Owner
from deskbell.features.webhooks.ports import Answer
from deskbell.features.webhooks.service import AT_ONCE
from deskbell.features.workspaces.model import Operator
from deskbell.runtime.scope import WorkspaceScope

REPLIES: Final = (
    (
        "Opening hours",
        "Hello {{contact.first_name|there}}, we are open Tuesday to Saturday, until six.",
    ),
    ("Ready to collect", "Good news, {{contact.first_name|hello}}: your bike is ready. We are here until six."),
    ("Estimate", "A written estimate is £30, which come off the bill if we do the repair. Shall I book you in?"),
    ("Battery test", "A battery test takes ten minutes and costs £20. Bring the key and the charger."),
    ("Goodbye", "Thank you for asking, and good riding! {{operator.first_name}}, {{workspace.name}}"),
)
MUST_KNOW: Final[tuple[tuple[str, str, list[str]], ...]] = (
    ("How much is a full service?", "answer", ["£145"]),
    ("When are you open on Saturday?", "answer", ["9:00", "17:00"]),
    ("Can I return a worn helmet?", "answer", ["unworn"]),
    ("Do you sell unicycles?", "unknown", []),
    ("My battery is hot, can I talk to somebody?", "handoff", []),
)
HEARD: Final = ("conversation.created", "handoff.requested", "conversation.closed")


async def furnish(system: System, scope: WorkspaceScope, owner: Operator) -> None:
    features, better = system.features, system.better
    for name, text in REPLIES:
        await features.replies.add(scope, Owner(owner.id, owner.name), name=name, text=text)
    for question, expect, facts in MUST_KNOW:
        await better.golden.add(scope, owner.name, question=question, expect=expect, facts=facts)
    await features.keys.make(
        scope, (owner.id, owner.name), name="Order desk", rights=["contacts:read", "knowledge:read"]
    )
    await _webhook(system, scope)
    if system.connections is None:  # asking a model would cost something
        await better.golden.start(scope, owner.name, draft=False)
    who = Owner(owner.id, owner.name)
    await features.directory.add(scope, who, name="Clara Benbow", email="clara@benbow-cycles.example", phone=None)
    found, _ = await features.gaps.found(scope, status=None)
    for gap in found:
        if "wheelchair" in gap.question:
            await features.gaps.decide(scope, gap.id, "ignored")


async def _webhook(system: System, scope: WorkspaceScope) -> None:
    """It has heard what happened of late, and was turned off: nobody listens there, and the demo calls nobody."""
    hooks, statuses = system.features.webhooks, cycle([200] * 6 + [503])
    made, _ = await hooks.make(scope, address="https://orders.harbourbikes.example/deskbell", events=HEARD)
    for row in (await system.reading.feed(scope, None)).summaries[:6]:
        await hooks.happened(scope, (await system.reading.snapshot(scope, row["id"])).events)
    while deliveries := await hooks.claim(most=AT_ONCE):
        for delivery in deliveries:
            await hooks.answered(delivery, Answer(next(statuses)))
    await hooks.change(scope, made["id"], address=made["address"], events=HEARD, on=False)
