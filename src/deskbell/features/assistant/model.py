"""One turn of the assistant. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from deskbell.features.files.model import File
from deskbell.features.workspaces.model import AssistantOptions, AssistantSettings


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier line of the conversation, as the assistant may know it. `by`: contact, assistant or operator.
    `answers`: what their page had shown them above the launcher, as the visitor's browser tells it.
    """

    by: str
    text: str
    name: str | None = None
    answers: str = ""


class Team(Enum):
    """What may be said of people: they can be called, they cannot, they have been called and nobody has come yet."""

    HERE = "here"
    AWAY = "away"
    CALLED = "called"


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
    today: str = ""

    @property
    def team(self) -> Team:
        if self.state == "waiting":
            return Team.CALLED
        return Team.HERE if self.someone_reachable else Team.AWAY


@dataclass(frozen=True, slots=True)
class Spent:
    """Millionths of the currency, before this turn; and how many answers of a model the conversation has had.

    `conversations`: others with a model in them this month, of `allowed` (None: as many as come).
    """

    visitor_day: int = 0
    day: int = 0
    month: int = 0
    answers: int = 0
    conversations: int = 0
    allowed: int | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that has its row and may speak while the conversation stays at `epoch`.

    `files`: what came with the question. Of earlier ones the history only tells the names. `answers`: see `Said`.
    """

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
    options: AssistantOptions = field(default_factory=AssistantOptions)
    language: str | None = None
    spent: Spent = Spent()
    own_origins: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    answers: str = ""


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
class Used:
    """A passage that a turn was given. `version`: of its source, at that time."""

    id: str
    source_id: str
    title: str
    version: int
    score: float
    cited: bool

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "source": self.source_id,
            "title": self.title,
            "version": self.version,
            "score": round(self.score, 3),
            "cited": self.cited,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a turn's talking ended. `calls_team`: it asked for a person; text after that was thrown away.

    `checked`: `ok`, `ungrounded` or `leak` (replaced by "I don't know"), `promise` (a promised person was taken out).
    `degraded`: why it was not the model that was asked first: a cap, a limit, a failure.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    calls_team: str | None = None
    interrupted: bool = False
    stopped: bool = False
    failed: str | None = None
    model: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    stop_reason: str | None = None
    cache_read: int = 0
    cost: int = 0
    checked: str = "ok"
    degraded: str | None = None
    first_text_at: int | None = None
    used: tuple[Used, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """`edit` grows with each save; `based_on`: the version that was in force when it was begun; `by`: who saved it."""

    settings: AssistantSettings
    edit: int
    based_on: int
    by: str


@dataclass(frozen=True, slots=True)
class Version:
    """Settings that are or were in force. `by`: who published them ("": they came with the workspace); `restores`: the
    version that was brought back with them."""

    settings: AssistantSettings
    by: str
    restores: int | None
