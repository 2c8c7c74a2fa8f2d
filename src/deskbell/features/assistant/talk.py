"""One answer while it is being made: what the model says goes through the gate, then to the visitor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskbell.features.assistant import rules
from deskbell.features.assistant.builtin import team
from deskbell.features.assistant.events import Delta
from deskbell.features.assistant.model import Begun, Citation, Team
from deskbell.features.assistant.prompt import secret, told
from deskbell.features.files.model import Picture
from deskbell.features.knowledge.lexicon.words import words
from deskbell.features.knowledge.model import Found, Hit, Passage

if TYPE_CHECKING:
    from deskbell.features.assistant.checks.gate import Gate, Measure


class Fenced(Exception):
    """The conversation has moved on: not another word."""


class Stopped(Exception):
    """The visitor has read enough: what was said is kept."""


@dataclass(slots=True)
class Talk:
    """`fenced` is set from outside, the moment the conversation moves on; `stopped`, when the visitor has read enough.
    `first_at`: when the first words went out.
    """

    begun: Begun
    publish: Callable[[object], None]
    now: Callable[[], int]
    text: list[str] = field(default_factory=list)
    units: int = 0
    size: int = 0
    cited: dict[str, Citation] = field(default_factory=dict)
    gate: Gate | None = None
    fenced: bool = False
    stopped: bool = False
    first_at: int | None = None
    heard: int = 0
    hits: list[Hit] = field(default_factory=list)
    pictures: tuple[Picture, ...] = ()

    def so_far(self) -> str:
        return "".join(self.text)

    def said(self) -> str:
        """What is worth keeping."""
        return self.so_far().strip()

    def say(self, text: str) -> None:
        """Hand text on. Raises Fenced instead when a person has taken over, Stopped when the visitor wants no more."""
        if self.fenced:
            raise Fenced
        if self.stopped:
            raise Stopped
        if not text:
            return
        b = self.begun
        self.publish(Delta(b.workspace_id, b.conversation_id, b.epoch, b.id, self.units, text))
        self.first_at = self.first_at or self.now()
        self.text.append(text)
        self.units += rules.units(text)
        self.size += len(text)

    def hear(self, text: str) -> None:
        """What the model says. Raises Ungrounded, Fenced."""
        assert self.gate is not None
        self.heard += len(text)
        self._pass(*self.gate.feed(text))

    def over(self) -> None:
        """The model has finished."""
        assert self.gate is not None
        self._pass(*self.gate.end())

    def cite(self, passage: Passage) -> None:
        """Put the passage's number behind what was just said, unless it stands there already."""
        assert self.gate is not None
        known = self.cited.get(passage.id)
        if known is None:
            known = Citation(len(self.cited) + 1, passage.id, passage.source_id, passage.title, passage.url)
            self.cited[passage.id] = known
        self._pass(*self.gate.cite(known.n))

    def _pass(self, text: str, anew: bool) -> None:
        if anew:
            self.text.clear()
            self.units = self.size = 0
        self.say(text)

    async def reassure(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """When nothing has been said for a while: shown, not kept, and gone with the first word of the answer."""
        await sleep(rules.STILL_AFTER)
        if self.size == 0 and not self.fenced:
            b = self.begun
            self.publish(Delta(b.workspace_id, b.conversation_id, b.epoch, b.id, 0, team.working(b.language)))

    def restart(self) -> None:
        """Begin again from nothing (the model failed before it said anything worth keeping)."""
        self.text.clear()
        self.cited.clear()
        self.units = self.size = 0

    def replace(self, text: str) -> None:
        self.restart()
        self.say(text)

    def measured(self, found: Found) -> None:
        """From here on the text, from its beginning, is measured by what was found."""
        self.hits = list(found.hits)
        from deskbell.features.assistant.checks.gate import Gate  # with all its words, by the first question

        self.gate = Gate(self._measure())

    def learned(self, found: Found) -> None:
        """More was found in the middle of the answer."""
        assert self.gate is not None
        have = {hit.passage.id for hit in self.hits}
        self.hits += [hit for hit in found.hits if hit.passage.id not in have]
        self.gate.measure = self._measure()

    def adrift(self) -> bool:
        """A long answer that cites nothing and has nothing to do with what was told."""
        from deskbell.features.assistant.checks import grounded

        b = self.begun
        known = [f"{hit.passage.title}\n{hit.passage.text}" for hit in self.hits]
        if self.pictures:  # what is seen there is no word of what was told
            return False
        return not self.cited and grounded.adrift(self.said(), b.question, (*known, *told(b)))

    def _measure(self) -> Measure:
        from deskbell.features.assistant.checks import grounded, links
        from deskbell.features.assistant.checks.gate import Measure

        b = self.begun
        passages = [hit.passage for hit in self.hits]
        known = [f"{passage.title}\n{passage.text}" for passage in passages]
        # What was read from a web page may be anybody's: a comment there names no host that visitors are sent to.
        written = [passage.text for passage in passages if passage.url is None]
        pages = [passage.url for passage in passages if passage.url]
        return Measure(
            grounded.support((*known, *pages, *told(b)), b.question),
            tuple(frozenset(words(text)) for text in known),
            links.hosts([*b.own_origins, *written, *pages, b.prompt]),
            team.of_people(b.language, b.facts.team),
            offers_too=b.facts.team is not Team.HERE,
            secret=secret(b.workspace_id),
        )
