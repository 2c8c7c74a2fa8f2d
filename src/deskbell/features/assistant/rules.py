"""The assistant's numbers and small decisions. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from deskbell.features.assistant.model import Used
from deskbell.features.conversations.model import Event
from deskbell.features.knowledge.lexicon.stopwords import stopwords
from deskbell.features.knowledge.lexicon.words import words

BURST: Final = 700
MAX_RESTARTS: Final = 2
MAX_ATTEMPTS: Final = 3  # turns that died without an end, for one and the same question
TURN_LEASE: Final = 8_000
RENEW_EVERY: Final = 2_500
CHECKPOINT_EVERY: Final = 500
FIRST_TEXT_WITHIN: Final = 20.0
STILL_AFTER: Final = 12.0  # without a word, the visitor is told that the answer is being made
SILENT_FOR: Final = 10.0  # within an answer
ANSWER_WITHIN: Final = 27.0  # whatever happens, so that a visitor looks at a final state within 30 seconds
HISTORY: Final = 40  # entries of the log that are remembered at least
FORGETS: Final = 20  # at once, so that the beginning of the prompt stays the same for as many
PASSAGES: Final = 6
FOUND_AGAIN: Final = 4  # passages of a search that the model asked for
ROUNDS: Final = 3  # in which a model may use tools, for one answer
ANSWERS_A_LINE: Final = "Answers a line of yours"  # as the widget calls it (frontend/widget/src/says.ts)
SOON: Final = 15 * 60_000
FOLLOW_UPS: Final = 3
LONGEST_FOLLOW_UP: Final = 80
NEAR: Final = 0.4  # of the best passage's score, and at least
CLEAR: Final = 0.5  # : what is shown as another question


def lines_answered(events: Sequence[Event]) -> dict[int, str]:
    """By seq: what their page had shown a visitor above the launcher, of the message that answers it. Browsers tell it
    with every message from then on; the first one counts, if it came soon.
    """
    found: dict[int, str] = {}
    known: set[int] = set()
    for event in events:
        for did in event.body.get("page", {}).get("did", ()):
            if did["name"] != ANSWERS_A_LINE or did["at"] in known:
                continue
            known.add(did["at"])
            if abs(event.at - did["at"]) < SOON:
                found[event.seq] = " ".join(did["data"].get("line", "").split())
    return found


def restart(*, newest: int, answering: int, restarts: int) -> bool:
    """A newer message makes the running answer moot, but not for ever: a fast typist still gets an answer."""
    return newest > answering and restarts < MAX_RESTARTS


def give_up(*, attempts: int) -> bool:
    """A question whose answers keep dying is not asked for ever: that would cost money and tell the visitor nothing."""
    return attempts >= MAX_ATTEMPTS


def forgotten(seq: int) -> int:
    """Up to which entry of the log the assistant has forgotten a conversation that stands at `seq`."""
    return max(0, (seq - HISTORY) // FORGETS * FORGETS)


def units(text: str) -> int:
    """Length in UTF-16 units, as browsers count."""
    return len(text) + sum(1 for ch in text if ch > "\uffff")


def pause_for_burst(*, last_message_at: int, now: int) -> int:
    """Milliseconds to wait until the visitor has stopped typing messages."""
    return max(0, last_message_at + BURST - now)


def follow_ups(used: Sequence[Used], said: str) -> tuple[str, ...]:
    """What could be asked next, nearest first: questions that the knowledge answers, and the headings beside the one
    that was just read from. Not what was `said` already, by whomever; nothing where the answer rests on nothing.
    """
    nearest = max((one.score for one in used), default=0.0)
    read = {one.source_id for one in used if one.cited}
    if not read:
        return ()
    told = _stems(said)
    found: dict[str, None] = {}
    for one in used:
        if one.cited or one.score < max(NEAR * nearest, CLEAR):
            continue
        heading = one.title.rsplit("›", 1)[-1].strip()
        asks = re.match(r"[^?？؟]+[?？؟]", heading)
        text = asks[0] if asks else heading if "›" in one.title and one.source_id in read else ""
        stems = _stems(text)
        if 0 < len(text) <= LONGEST_FOLLOW_UP and 3 * len(stems - told) >= len(stems) > 0:
            found[text] = None
    return tuple(found)[:FOLLOW_UPS]


def _stems(text: str) -> set[str]:
    found = words(text)
    return {word[:4] for word in set(found) - stopwords(found)}
