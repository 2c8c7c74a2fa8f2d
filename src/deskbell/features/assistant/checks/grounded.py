"""Does an answer state what nothing supports? Numbers, prices, times, e-mail addresses, web addresses. Pure.

Support is anything that the turn was told: passages, the conversation, the instructions, the facts of now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from deskbell.features.knowledge.lexicon.stopwords import languages, stopwords
from deskbell.features.knowledge.lexicon.words import is_piece, plain, words

MANY: Final = 40
AT_LEAST: Final = 15  # words that carry meaning
STRANGE: Final = 0.2
_CLUSTER: Final = re.compile(r"\d+(?:[ .,:/'’()\u00a0\u202f-]+\d+)*")
_NUMBER: Final = re.compile(r"\d+(?:[.,:/'’]\d+)*")
_LISTED: Final = re.compile(r"(?m)^\s*\d{1,2}[.)]\s")
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOST: Final = re.compile(r"(?i)(?:https?://|\bwww\.)([^\s/?#)\]>\"']+)")
# One to twelve, as passages write them.
_WORDS: Final = """
one two three four five six seven eight nine ten eleven twelve
ein|eine|einen|einem zwei drei vier funf sechs sieben acht neun zehn elf zwolf
un|une deux trois quatre cinq six sept huit neuf dix onze douze
uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce
uno|una due tre quattro cinque sei sette otto nove dieci undici dodici
um|uma dois|duas tres quatro cinco seis sete oito nove dez onze doze
een twee drie vier vijf zes zeven acht negen tien elf twaalf
en|ett|et tva|to tre fyra|fire fem sex|seks sju|syv atta|atte nio|ni tio|ti elva|elleve tolv
jeden|jedna dwa|dwie trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie
bir iki uc dort bes alti yedi sekiz dokuz on onbir oniki
"""
_ALPHABETS: Final = re.compile(
    "[\u0370-\u03ff\u0400-\u04ff\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]"
)


@dataclass(frozen=True, slots=True)
class Support:
    """What was told, ready to be looked up. `asked`: numbers of the question, with which an answer may reckon."""

    numbers: frozenset[str]
    runs: frozenset[str]
    emails: frozenset[str]
    hosts: frozenset[str]
    reckoned: frozenset[str]
    lenient: bool


def support(told: Iterable[str], question: str) -> Support:
    text = "\n".join((*told, question))
    flat = plain(text)
    said = set(re.findall(r"[^\W\d_]+", flat))
    numbers = {form for number in _NUMBER.findall(flat) for form in _forms(number)}
    numbers |= {str(value) for value, names in _number_words() if names & said}
    runs = {_digits(cluster) for cluster in _CLUSTER.findall(flat)}
    hosts = {host.lower().removeprefix("www.").rstrip(".,;:!?") for host in _HOST.findall(text)}
    emails = {email.lower() for email in _EMAIL.findall(text)}
    reckoned = _reckoned(_NUMBER.findall(plain(question)), numbers)
    return Support(
        frozenset(numbers), frozenset(runs), frozenset(emails), frozenset(hosts), reckoned,
        lenient=_ALPHABETS.search(flat) is not None,
    )  # fmt: skip


def unsupported(sentence: str, known: Support) -> list[str]:
    """What this sentence states and nothing supports; empty when all is well."""
    missing = [email for email in _EMAIL.findall(sentence) if email.lower() not in known.emails]
    rest = _EMAIL.sub(" ", sentence)
    for host in _HOST.findall(rest):
        name = host.lower().removeprefix("www.").rstrip(".,;:!?")
        if not any(name == one or name.endswith("." + one) for one in known.hosts):
            missing.append(host)
    rest = re.sub(r"(?i)(?:https?://|\bwww\.)\S+", " ", rest)
    rest = plain(_LISTED.sub(" ", rest))
    introduces = rest.rstrip().endswith((":", "："))
    for cluster in _CLUSTER.findall(rest):
        digits = _digits(cluster)
        if digits in known.runs or (len(digits) >= 5 and any(digits in run for run in known.runs)):
            continue
        missing += [n for n in _NUMBER.findall(cluster) if not _known(n, known, introduces=introduces)]
    return missing


def adrift(answer: str, question: str, told: Iterable[str]) -> bool:
    """Whether a long statement that cites nothing has nothing to do with what was told: an essay, a poem, a program.

    Only where both are of one language: across languages words tell nothing.
    """
    heard = words(answer)
    if answer.rstrip().endswith(("?", "？", "؟")) or is_piece("".join(heard[:1])):
        return False
    known = words("\n".join((*told, question)))
    if not set(languages(heard)) & set(languages(known)):
        return False
    said = set(heard) - stopwords(heard)
    return len(said) >= AT_LEAST and len(said & set(known)) < STRANGE * len(said)


def _known(number: str, known: Support, *, introduces: bool) -> bool:
    forms = _forms(number)
    if forms & (known.numbers | known.reckoned):
        return True
    small = len(_digits(number)) <= 2 and int(_digits(number)) <= 12
    return small and (known.lenient or introduces)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _forms(number: str) -> set[str]:
    """The ways in which one number may be written: 1.000 and 1000, 29,00 and 29, 17:00 and 5."""
    parts = re.split(r"[.,:/'’]", number)
    forms = {_digits(number).lstrip("0") or "0"}
    if len(parts) > 1 and set(parts[-1]) == {"0"} and len(parts[-1]) == 2:
        forms.add("".join(parts[:-1]).lstrip("0") or "0")
    if len(parts) == 2 and len(parts[1]) <= 2 and parts[1].endswith("0") and ":" not in number:
        forms.add((parts[0] + parts[1].rstrip("0")).lstrip("0") or "0")
    if ":" in number and len(parts) == 2 and len(parts[0]) <= 2:
        hour = int(parts[0])
        other = str(hour - 12 if hour > 12 else hour + 12)
        forms |= {other + parts[1]} | ({other} if parts[1] == "00" else set())
    if "/" in number or (number.count(".") == 2):
        forms |= {part.lstrip("0") or "0" for part in parts}
    return forms


def _reckoned(asked: list[str], numbers: set[str]) -> frozenset[str]:
    mine = [int(_digits(n)) for n in asked if len(_digits(n)) <= 7][:5]
    theirs = [int(n) for n in numbers if len(n) <= 7]
    if not mine or len(theirs) > MANY:
        return frozenset()
    found = {r for a in mine for b in theirs for r in (a * b, a + b, abs(a - b))}
    return frozenset(map(str, found))


@cache
def _number_words() -> tuple[tuple[int, frozenset[str]], ...]:
    lines = [line.split() for line in _WORDS.strip().splitlines()]
    return tuple(
        (n + 1, frozenset(name for line in lines for name in line[n].split("|"))) for n in range(12)
    )  # fmt: skip
