"""The grammar over the word lists that tells a request for a human; pure, and no words of any language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from deskbell.features.handoff.lexicon.reading import Clause, books_for, clauses, words_of
from deskbell.features.handoff.lexicon.shape import (
    AFTER,
    AWAY,
    BOSS,
    BREAK,
    CALLBACK,
    CAN,
    DESK,
    DEVICE,
    EXIST,
    FILL,
    GREET,
    HUMAN,
    IDENT,
    KNOW,
    LINK,
    MACHINE,
    MEMBER,
    MOVE,
    MY,
    NEG,
    NEGPOST,
    NUMBER,
    PAST,
    PERSON,
    REAL,
    REFUSE,
    SOMEONE,
    STAFF,
    TALK,
    TEAM,
    TOWARD,
    VOID,
    WHEN,
    WHOLE,
    WHY,
    WISH,
)

Reason = Literal["contact", "wish", "presence", "bare", "no_machine", "callback"]
Order = Literal["vo", "ov", "free"]

_ANYONE = HUMAN | STAFF | MEMBER | PERSON | SOMEONE | DESK | TEAM
_CERTAIN = HUMAN | STAFF
_VERB = TALK | LINK | MOVE
_NO = NEG | REFUSE
_SMALL = FILL | MY | WISH | CAN | REAL | EXIST | AFTER
_BARE_ITEMS = 7


@dataclass(frozen=True, slots=True)
class Match:
    """Why a message counts as a request for a human, and in which language it was read."""

    reason: Reason
    lang: str


def detect(text: str, lang: str | None = None) -> Match | None:
    """The first reading of the message, language by language, in which it asks for a human."""
    words = words_of(text, lang)
    for book in books_for(words, lang):
        parts = [_sharpened(clause) for clause in clauses(words, book)]
        reason = _bare(parts) or next(filter(None, (_asked(clause, book.order) for clause in parts)), None)
        if reason:
            return Match(reason, book.code)
    return None


def _sharpened(clause: Clause) -> Clause:
    """Roles made certain by their neighbours: a real person is a human; who "are you ..." is about is nobody's wish."""
    roles = list(clause)
    for at, role in enumerate(clause):
        if role & (PERSON | SOMEONE | MEMBER | TEAM) and _near_real(clause, at):
            roles[at] |= HUMAN
        if role & (PERSON | SOMEONE | MEMBER) and _belongs_to_desk(clause, at):
            roles[at] |= STAFF
    told = False
    for at, role in enumerate(clause):
        if role & IDENT:
            told = not any(
                part & (WISH | CAN | KNOW | REFUSE) and not part & BREAK for part in clause[max(0, at - 2) : at]
            )
        elif role & (WISH | TALK | LINK | AFTER) and not role & FILL:
            told = False
        elif told and role & (_ANYONE | MACHINE | WHOLE):
            roles[at] = 0
    return roles


def _near_real(clause: Clause, at: int) -> bool:
    return any(clause[i] & REAL and not clause[i] & _VERB for i in (at - 2, at - 1, at + 1) if 0 <= i < len(clause))


def _belongs_to_desk(clause: Clause, at: int) -> bool:
    """Whether the word goes on with where the person works: somebody from your support team."""
    for role in clause[at + 1 : at + 5]:
        if role & (DESK | TEAM):
            return True
        if not role & FILL or role & _VERB:
            return False
    return False


def _bare(parts: list[Clause]) -> Reason | None:
    """A message of nothing but the person, politeness and particles: "agent please"."""
    items = [role for part in parts for role in part]
    certain = _CERTAIN | DESK | (PERSON if any(role & REAL for role in items) else 0)
    if len(items) > _BARE_ITEMS or not any(role & certain for role in items):
        return None
    polite = items[0] & GREET and len(parts) == 1
    allowed = _ANYONE | _SMALL | GREET | _VERB
    if polite or any(
        not role & allowed or (role & (_NO | NEGPOST | MY | AWAY) and not role & _ANYONE) for role in items
    ):
        return None
    return "bare"


def _asked(clause: Clause, order: Order) -> Reason | None:
    """The first thing in one clause that asks for a human."""
    for at, role in enumerate(clause):
        if role & MACHINE and _shuns_machine(clause, at, order):
            return "no_machine"
        if role & WHOLE and not _denied(clause, at, at, order):
            return "contact"
        if role & TOWARD and _names_somebody(clause, at, order):
            return "contact"
        if role & CALLBACK and _wants_call(clause, at, order):
            return "callback"
        if role & _ANYONE:
            reason = _asked_for(clause, at, order)
            if reason:
                return reason
    return None


def _asked_for(clause: Clause, at: int, order: Order) -> Reason | None:
    """Whether the person at this place of the clause is asked for."""
    role = clause[at]
    if role & (BOSS | MEMBER | PERSON) and at and clause[at - 1] & MY and not clause[at - 1] & FILL:
        return None
    if _informs(clause, at):
        return None
    for place in _places(clause, at, order):
        if _joins(clause, place, at) and not _denied(clause, min(place, at), max(place, at), order):
            return "contact" if clause[place] & _VERB else "wish"
    return "presence" if _present(clause, at) else None


def _places(clause: Clause, at: int, order: Order) -> list[int]:
    """Where in the clause a verb could be that belongs to the person at this place; the nearest first."""
    before = _reachable(clause, at, -1)
    after = _reachable(clause, at, 1)
    if order == "vo":
        after = [i for i in after if clause[i] & AFTER or _directly_after(clause, at, i)]
    return [*before, *after] if order != "ov" else [*after, *before]


def _directly_after(clause: Clause, at: int, verb: int) -> bool:
    """Whether the verb follows closely; a wish must be about somebody certain ("human needed", not "people want")."""
    return (
        bool(clause[at] & (_CERTAIN | DESK)) and verb - at <= 2 and all(part & _SMALL for part in clause[at + 1 : verb])
    )


def _reachable(clause: Clause, at: int, step: int) -> list[int]:
    """The verbs and wishes on one side of the person, with at most two unknown words and eight words in between."""
    found: list[int] = []
    unknown = 0
    i = at + step
    while 0 <= i < len(clause) and abs(i - at) <= 8 and unknown <= 2:
        role = clause[i]
        if role & BREAK and not role & FILL:
            break
        if role & (_VERB | WISH | AFTER):
            found.append(i)
        elif not role & _SMALL and not role & _ANYONE:
            unknown += 1
        i += step
    return found


def _joins(clause: Clause, place: int, at: int) -> bool:
    """Whether the verb or wish at one place can be about the person at the other."""
    verb, role = clause[place], clause[at]
    between = clause[min(place, at) + 1 : max(place, at)]
    unknown = sum(not part & (_SMALL | _VERB | _ANYONE) for part in between)
    if any(part & PAST for part in clause) or any(part & VOID for part in between):
        return False
    if verb & (TALK | LINK | AFTER) and not role & (PERSON | SOMEONE):
        return unknown <= 2
    if verb & (TALK | LINK | AFTER):
        return unknown <= 1
    if verb & MOVE and role & (_CERTAIN | DESK | MEMBER):
        return unknown == 0
    wanted = role & (_CERTAIN | DESK) or (role & (PERSON | MEMBER) and len(between) <= 2)
    return bool(verb & WISH and wanted and unknown == 0 and not _followed_by_other(clause, at))


def _followed_by_other(clause: Clause, at: int) -> bool:
    """Whether the noun goes on: what is wanted is not an agent but an agent's something."""
    return at + 1 < len(clause) and bool(clause[at + 1] & (VOID | NUMBER)) and not clause[at] & HUMAN


def _informs(clause: Clause, at: int) -> bool:
    """Whether the clause is about the hours or the number of a desk, not about being put through to it."""
    role = clause[at]
    if role & _CERTAIN and not role & DESK:
        return _followed_by_other(clause, at)
    if not role & (DESK | TEAM):
        return False
    return any(part & (WHEN | NUMBER) and not part & FILL for part in clause)


def _denied(clause: Clause, first: int, last: int, order: Order) -> bool:
    """Whether the stretch from the first to the last place is negated, and not merely impossible so far."""
    if any(_denies(clause, i) for i in range(first, last)):
        return True
    if order != "vo" and any(part & (NEGPOST | REFUSE) for part in clause[last + 1 : last + 4]):
        return not any(part & (CAN | KNOW) and not part & FILL for part in clause[last + 1 : last + 4])
    if order == "ov":
        return False
    for i in range(first - 1, max(-1, first - 6), -1):
        if clause[i] & _NO:
            return _denies(clause, i)
        if clause[i] & MACHINE or not clause[i] & (_SMALL | _VERB | KNOW):
            return False
    return False


def _denies(clause: Clause, at: int) -> bool:
    """Whether the negation at this place is one: not "cannot", "do not know how", "why not", "not a robot but"."""
    role = clause[at]
    if not role & _NO:
        return False
    around = clause[max(0, at - 2) : at] + clause[at + 1 : at + 3]
    if any(part & (KNOW | WHY) or (part & CAN and not role & REFUSE and not part & FILL) for part in around):
        return False
    return not any(part & MACHINE for part in clause[at + 1 : at + 7])


def _shuns_machine(clause: Clause, at: int, order: Order) -> bool:
    """Whether the clause turns the machine at this place down."""
    before, after = clause[max(0, at - 7) : at], clause[at + 1 : at + 6]
    acts = any(part & (_VERB | WISH | AFTER) for part in before + after)
    if clause[at] & DEVICE and not any(part & (TALK | LINK | AFTER) for part in before + after):
        return False
    if order != "vo" and any(part & (NEGPOST | REFUSE) for part in after):
        return acts or any(part & REFUSE for part in after)
    if order == "ov":
        return False
    if any(part & (REFUSE | AWAY) for part in before):
        return acts or len(clause) <= 4
    return any(part & NEG for part in before) and (acts or all(part & (_NO | MACHINE | FILL) for part in clause))


def _names_somebody(clause: Clause, at: int, order: Order) -> bool:
    """Whether one wishes to talk to one or two unknown words at the end of the clause: a name, or a calling."""
    wished = any(part & (WISH | CAN) for part in clause[max(0, at - 3) : at]) or bool(clause[at] & AFTER)
    named = [part for part in clause[at + 1 :] if not part & FILL]
    if not wished or not 1 <= len(named) <= 2 or any(named) or any(part & IDENT for part in clause[:at]):
        return False
    return not _denied(clause, at, at, order)


def _wants_call(clause: Clause, at: int, order: Order) -> bool:
    """Whether "call me" ends there or goes on with when and where: "call me Ishmael" is about a name."""
    follows = clause[at + 1] if at + 1 < len(clause) else FILL
    if not follows & (FILL | WHEN | NUMBER | BREAK | WISH | CAN):
        return False
    if any(part & (KNOW | WHY | PAST) for part in clause[max(0, at - 4) : at]):
        return False
    return not _denied(clause, at, at, order)


def _present(clause: Clause, at: int) -> bool:
    """Whether the clause asks if such a person is there."""
    if any(part & WHEN and not part & (FILL | EXIST) for part in clause):
        return False
    sides = [_exists(clause, at, step) for step in (-1, 1)]
    return EXIST in sides if clause[at] & _CERTAIN else sides[0] == EXIST and sides[1] != 0


def _exists(clause: Clause, at: int, step: int) -> int:
    """What one side of the person says of its being there: EXIST, FILL if by a word that is often idle, or nothing."""
    found = 0
    i = at + step
    while 0 <= i < len(clause) and abs(i - at) <= 4 and clause[i] & _SMALL:
        if clause[i] & EXIST and not clause[i] & MY:
            if not clause[i] & FILL:
                return EXIST
            found = FILL
        i += step
    return found
