"""One turn of the assistant. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier line of the conversation, as the assistant may know it. `by`: contact, assistant or operator."""

    by: str
    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true right now; told with the current question, never in the cached prefix.

    `opening`: the team is open or closed, and until when, in one sentence.
    """

    state: str
    someone_reachable: bool
    page_url: str | None
    page_title: str | None
    after_human: bool
    opening: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that has its row and may speak while the conversation stays at `epoch`."""

    id: str
    workspace_id: str
    conversation_id: str
    epoch: int
    trigger_seq: int
    question: str
    history: tuple[Said, ...]
    facts: Facts
    assistant_name: str
    business: str
    prompt: str
    prompt_version: int


@dataclass(frozen=True, slots=True)
class Citation:
    """`n` is the number in the text, `id` the passage, `source_id` where it stands."""

    n: int
    id: str
    source_id: str
    title: str
    url: str | None = None

    def as_dict(self) -> dict[str, object]:
        shown: dict[str, object] = {"n": self.n, "id": self.id, "source": self.source_id, "title": self.title}
        return {**shown, "url": self.url} if self.url else shown


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a turn's talking ended. `calls_team`: it asked for a person; text after that was thrown away."""

    text: str
    citations: tuple[Citation, ...] = ()
    calls_team: str | None = None
    interrupted: bool = False
    failed: str | None = None
    model: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    stop_reason: str | None = None
