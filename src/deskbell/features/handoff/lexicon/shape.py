"""The shape of a language's word list and the names of the parts a word can play; no words here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

# What a word or phrase does in a message. A word may play several parts.
TALK: Final = 1 << 0  # talk, speak, chat: with somebody
LINK: Final = 1 << 1  # connect, contact, call, put through: to somebody
MOVE: Final = 1 << 2  # transfer, send, find: to a human, but also money to a friend
WISH: Final = 1 << 3  # want, need, give me, looking for
HUMAN: Final = 1 << 4  # human, real person: certain
STAFF: Final = 1 << 5  # representative, operator: stands alone as a request
BOSS: Final = 1 << 6  # manager, supervisor: as STAFF, unless it is "my manager"
MEMBER: Final = 1 << 7  # employee, assistant, team member: needs a verb
PERSON: Final = 1 << 8  # person, people: needs a verb close by
SOMEONE: Final = 1 << 9  # somebody, anyone: needs a verb of talking
DESK: Final = 1 << 10  # customer service, helpdesk: stands alone as a request
TEAM: Final = 1 << 11  # support, sales, billing: needs a verb of talking
MACHINE: Final = 1 << 12  # robot, AI, automated answers
REAL: Final = 1 << 13  # real, live, true, of flesh and blood
NEG: Final = 1 << 14  # not, no, without: before what it denies
NEGPOST: Final = 1 << 15  # a negation that follows what it denies
REFUSE: Final = 1 << 16  # "I do not want" in one word or phrase
AWAY: Final = 1 << 17  # instead of, tired of, rather than
CAN: Final = 1 << 18  # can: "I cannot reach anyone" is no refusal
KNOW: Final = 1 << 19  # know: "I do not know how to reach anyone" is none either
WHY: Final = 1 << 20  # why: "why can nobody ..."
IDENT: Final = 1 << 21  # are you, am I talking to, I am: about who somebody is
MY: Final = 1 << 22  # my, our
FILL: Final = 1 << 23  # articles, please, now, with, to
GREET: Final = 1 << 24  # hello, thanks
EXIST: Final = 1 << 25  # is there, where is, available
WHEN: Final = 1 << 26  # hours, opening times
NUMBER: Final = 1 << 27  # phone number, e-mail address
BUT: Final = 1 << 28  # but: a new clause begins
VOID: Final = 1 << 29  # become, salary, fee: what surrounds it is about something else
WHOLE: Final = 1 << 30  # a request in itself
CALLBACK: Final = 1 << 31  # call me back
PAST: Final = 1 << 32  # yesterday, was talking: a story, not a wish
AFTER: Final = 1 << 33  # to, who can: "a person to talk to"
BREAK: Final = 1 << 34  # about, because: what follows belongs to another thought
TOWARD: Final = 1 << 36  # talk to: whoever is named next, where the message ends with the name
DEVICE: Final = 1 << 35  # computer, program: a machine that is also for sale, so it needs a verb of talking

ROLES: Final[Mapping[str, int]] = {
    "talk": TALK,
    "link": LINK,
    "toward": TALK | TOWARD,
    "move": MOVE,
    "wish": WISH,
    "human": HUMAN,
    "staff": STAFF,
    "boss": STAFF | BOSS,
    "member": MEMBER,
    "person": PERSON,
    "someone": SOMEONE,
    "desk": DESK,
    "team": TEAM,
    "machine": MACHINE,
    "device": MACHINE | DEVICE,
    "real": REAL,
    "neg": NEG,
    "negpost": NEGPOST,
    "refuse": REFUSE,
    "away": AWAY,
    "can": CAN,
    "know": KNOW,
    "why": WHY,
    "ident": IDENT,
    "my": MY,
    "fill": FILL,
    "greet": GREET,
    "exist": EXIST,
    "when": WHEN,
    "number": NUMBER,
    "but": BUT,
    "void": VOID,
    "bait": 0,  # a compound whose words mean something else together: known, but plays no part
    "whole": WHOLE,
    "callback": CALLBACK,
    "past": PAST,
    "after": AFTER,
    "break": BREAK,
}

# Only languages in which a message has one of these are looked at: all others cannot have a match.
TRIGGERS: Final = HUMAN | STAFF | MEMBER | PERSON | SOMEONE | DESK | TEAM | MACHINE | WHOLE | CALLBACK


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words by role, as comma-separated entries.

    An entry is a word or a phrase of up to seven words; what ends in `*` is the beginning of a word. `order` says where
    the verb stands: `vo` before the person it is about, `ov` behind, `free` either way. `prefixes` are particles that
    are written onto a word.
    """

    code: str
    order: Literal["vo", "ov", "free"]
    words: Mapping[str, str]
    prefixes: tuple[str, ...] = ()
