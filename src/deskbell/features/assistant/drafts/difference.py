"""What differs between two settings, as an owner reads it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any, Final

from deskbell.features.workspaces.model import AssistantOptions, AssistantSettings

MOST_LINES: Final = 400  # of texts that are compared line by line; comparing takes the square of it


@dataclass(frozen=True, slots=True)
class Change:
    """One setting. `lines`, of texts and lists: ("same" | "out" | "in", line); otherwise `before` and `after`."""

    field: str
    before: object = None
    after: object = None
    lines: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        if self.lines:
            return {"field": self.field, "lines": [{"is": kind, "text": text} for kind, text in self.lines]}
        return {"field": self.field, "before": self.before, "after": self.after}


def difference(old: AssistantSettings, new: AssistantSettings) -> tuple[Change, ...]:
    """In the order in which the settings are shown; nothing for settings that are the same."""
    found = []
    if old.name != new.name:
        found.append(Change("name", old.name, new.name))
    if old.prompt != new.prompt:
        found.append(Change("prompt", lines=_lines(old.prompt.splitlines(), new.prompt.splitlines())))
    for field in fields(AssistantOptions):
        before, after = getattr(old.options, field.name), getattr(new.options, field.name)
        if before == after:
            continue
        both = isinstance(before, tuple) and isinstance(after, tuple)
        found.append(Change(field.name, lines=_lines(before, after)) if both else Change(field.name, before, after))
    return tuple(found)


def _lines(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if max(len(old), len(new)) > MOST_LINES:
        return (*(("out", line) for line in old), *(("in", line) for line in new))
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [("same", line) for line in old[a:b]]
        else:
            found += [("out", line) for line in old[a:b]] + [("in", line) for line in new[c:d]]
    return tuple(found) or (("same", ""),)
