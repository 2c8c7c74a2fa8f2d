"""Between the model and the visitor: an answer's text, sentence by sentence, as it streams. Pure.

Words go through as they come, except in a sentence that could become a promise, holds a figure, an address or a link:
that one waits until it is whole. A promised person is taken out and the truth put in its place; a stated figure that
nothing supports ends the answer (Ungrounded).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from deskbell.features.assistant.checks import Leaked, Ungrounded, grounded, links, promises
from deskbell.features.assistant.checks.secrets import NOTHING, Secret
from deskbell.features.knowledge.lexicon.stopwords import stopwords
from deskbell.features.knowledge.lexicon.words import words

_END: Final = re.compile("[.!?…؟।]+[\"'”’)\\]*_]*(?=\\s)|[。！？]+|\n")
_HELD: Final = re.compile("[\\d@\\[\\]!<`\ue000\u0e00-\u0e7f\u3040-\u9fff]|://|www\\.", re.IGNORECASE)
_MARK: Final = re.compile("\ue000(\\d+)\ue001")
_OURS: Final = re.compile("[\ue000\ue001]")  # a model that writes our marks would cite at will
_FORGED: Final = re.compile(r"[ \t]?\[\d{1,2}\](?!\()")
ENOUGH: Final = 0.8
SHORT: Final = 3  # words; too few to be recognised as those of a passage
LONGEST: Final = 1_200  # characters of one sentence, after which it is judged as it stands


@dataclass(frozen=True, slots=True)
class Measure:
    """What this turn's answer is measured by. `truth`: the server's own sentence about people, in this state."""

    support: grounded.Support
    passages: tuple[frozenset[str], ...]
    allowed: frozenset[str]
    truth: str
    offers_too: bool
    secret: Secret = NOTHING


@dataclass(slots=True)
class Gate:
    """`feed` and `end` give (text that may be shown, begin anew): with `anew` it replaces everything shown so far."""

    measure: Measure
    shown: str = ""
    broken_promises: int = 0
    _rest: str = ""
    _out: int = 0  # of the unfinished sentence, what is shown already
    _told: bool = False
    _anew: bool = field(default=False)

    def feed(self, text: str) -> tuple[str, bool]:
        """Raises Ungrounded."""
        return self._take(_OURS.sub("", text))

    def _take(self, text: str) -> tuple[str, bool]:
        self._rest += text
        before = self.shown
        while (end := _END.search(self._rest)) is not None or len(self._rest) > LONGEST:
            at = end.end() if end else LONGEST
            self._judge(self._rest[:at])
            self._rest, self._out = self._rest[at:], 0
        self._trickle()
        return self._news(before)

    def cite(self, n: int) -> tuple[str, bool]:
        """The number of a source, behind what was just said."""
        mark = f"\ue000{n}\ue001"
        last = self._rest or self.shown
        return ("", False) if last.endswith((mark, f" [{n}]")) else self._take(mark)

    def end(self) -> tuple[str, bool]:
        before = self.shown
        if self._rest:
            self._judge(self._rest)
            self._rest, self._out = "", 0
        return self._news(before)

    def _news(self, before: str) -> tuple[str, bool]:
        if self._anew:
            self._anew = False
            return self.shown, True
        return self.shown[len(before) :], False

    def _trickle(self) -> None:
        """Of the unfinished sentence, the whole words that cannot do any harm."""
        if _HELD.search(self._rest) or promises.cue(self._rest) or self.measure.secret.may_begin(self._rest):
            return
        safe = max(self._rest.rfind(" "), self._rest.rfind("\n")) + 1
        self.shown += self._rest[self._out : safe]
        self._out = max(self._out, safe)

    def _judge(self, sentence: str) -> None:
        bare = _FORGED.sub("", sentence)
        plain = _MARK.sub("", bare)
        if self.measure.secret.leaks(self.shown, sentence):
            raise Leaked
        if self._promises(plain):
            self._take_back(sentence)
            return
        if grounded.unsupported(plain, self.measure.support):
            raise Ungrounded
        tamed = links.tame(bare, self.measure.allowed, self.measure.support.emails)
        tamed = _MARK.sub(r" [\1]", tamed)
        if tamed[: self._out] != sentence[: self._out]:  # what was taken out reaches into what is shown
            self.shown = self.shown[: -self._out] if self._out else self.shown
            self._out, self._anew = 0, True
        self.shown += tamed[self._out :]

    def _promises(self, sentence: str) -> bool:
        if (
            not promises.promises(sentence, offers_too=self.measure.offers_too)
            or sentence.strip() in self.measure.truth
        ):
            return False
        if self.measure.offers_too:
            return True
        # What the knowledge says of calls and visits is no promise of ours, as long as it is said in its words.
        said = set(words(sentence))
        said -= stopwords(list(said))
        known = any(len(said & passage) >= ENOUGH * len(said) for passage in self.measure.passages)
        return len(said) < SHORT or not known

    def _take_back(self, sentence: str) -> None:
        self.broken_promises += 1
        if self._out:
            self.shown = self.shown[: -self._out]
            self._anew = True
        if not self._told:
            self._told = True
            tail = sentence[len(sentence.rstrip()) :]
            lead = sentence[: len(sentence) - len(sentence.lstrip())]
            self.shown += lead + self.measure.truth + tail
