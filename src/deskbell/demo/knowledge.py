"""What the demo's shop knows is in knowledge.md. The shop's page (pages/shop.html) tells the same facts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from deskbell.app import System
from deskbell.kit.text import sections
from deskbell.runtime.scope import WorkspaceScope

FILE: Final = Path(__file__).with_name("knowledge.md")


async def learn(system: System, scope: WorkspaceScope, text: str) -> None:
    """Let a workspace know what stands in a text, a source for each heading."""
    for heading, body in sections(text):
        if heading.endswith("?"):
            await system.knowledge.add(scope, kind="qa", question=heading, body=body)
        else:
            await system.knowledge.add(scope, kind="text", title=heading, body=body)
