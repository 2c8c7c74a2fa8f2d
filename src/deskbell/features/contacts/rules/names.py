"""The visitor's own name in a message: after a turn of phrase, as a signature, or as the bare answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from deskbell.features.contacts.lexicon import phrases, words

LIMIT: Final = 1_000
MOST: Final = 20  # turns of phrase of a kind that are looked at
LONGEST: Final = 5
# Scripts that are written without spaces between words.
_UNSPACED: Final = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
_WORD: Final = re.compile(
    r"[^\W\d_][^\W\d_\u200c\u200d]*"
    r"(?:[\u0300-\u036f\u0900-\u0dff'ʼ.·\u2010-]?[^\W\d_]+|[\u0900-\u0e7f\u0300-\u036f])*\.?"
)
_UNSPACED_NAME: Final = re.compile(rf"[{_UNSPACED}]+(?:[ ・·][{_UNSPACED}]+)?")
_ASKS: Final = re.compile(r"[?？؟;]|\d{3,}|[$€£@#/=]")
_GREETS: Final = re.compile(rf"(?:{phrases.GREETS})[\s,.!-]*\n+\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cues:
    before: re.Pattern[str]
    maybe: re.Pattern[str]
    after: re.Pattern[str]
    maybe_after: re.Pattern[str]
    never: frozenset[str]
    never_within: tuple[str, ...]
    particles: frozenset[str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    others: re.Pattern[str]


def read(text: str, *, asked: bool = False) -> str | None:
    """The name as it was written, without titles; None where there is none. With `asked`, a bare name counts."""
    said = unicodedata.normalize("NFC", text[:LIMIT]).replace("’", "'").strip()
    if not said:
        return None
    return next(_found(said, asked), None)


def _found(said: str, asked: bool) -> Iterator[str]:
    """All readings, the surest first."""
    yield from _told_surely(said)
    if asked and (bare := _bare(said)) is not None:
        yield bare
    yield from _told_maybe(said)
    if (signed := _signed(said)) is not None:
        yield signed


def _told_surely(said: str) -> Iterator[str]:
    cues = _cues()
    for cue in islice(cues.before.finditer(said), MOST):
        if not cues.others.search(said[: cue.start()][-30:]) and (name := _after_cue(said, cue.end(), sure=True)):
            yield name
    for cue in islice(cues.after.finditer(said), MOST):
        if name := _before_cue(said, cue.start(), sure=True):
            yield name


def _told_maybe(said: str) -> Iterator[str]:
    cues = _cues()
    for cue in islice(cues.maybe_after.finditer(said), MOST):
        if name := _before_cue(said, cue.start(), sure=False):
            yield name
    for cue in islice(cues.maybe.finditer(said), MOST):
        if name := _after_cue(said, cue.end(), sure=False, cue=cue.group().lower().strip()):
            yield name


def _after_cue(said: str, at: int, *, sure: bool, cue: str = "") -> str | None:
    rest = said[at : at + 160].lstrip(" \t:,=\"'“”«»「『-–—*_\n" if sure else " \t\"'“«「")
    for small in ("ist ", "is ", "es ", "est ", "è ", "is: ", "är ", "हैं ", "है "):
        if sure and rest.lower().startswith(small):
            rest = rest[len(small) :].lstrip(" :")
    if re.match(rf"[{_UNSPACED}]", rest):
        return _unspaced(rest)
    run = _run(rest, sure=sure)
    if not run:
        return None
    if sure:
        return " ".join(run)
    return " ".join(run) if _looks_like_one(said, rest, run, cue) else None


def _looks_like_one(said: str, rest: str, run: list[str], cue: str) -> bool:
    """After "I am", "this is", "for": is it a name?"""
    first = run[0]
    cased = first[:1].upper() != first[:1].lower()
    ends = rest[len(_span(rest, run)) :].lstrip()
    if cue in phrases.OF_A_BOOKING:
        return first[:1].isupper() and len(run) >= 2 and bool(_BOOKED.search(said))
    if cased and not first[:1].isupper():
        return (
            cue in phrases.PLAIN and len(run) <= 2 and not ends.strip(".! ") and len(first) > 1 and not _shaped(first)
        )
    if cue.endswith(("'s", "is", "es")) and len(run) == 1 and ends.strip(".! ") and not _GOES_ON.match(ends):
        return False
    if said.isupper() and len(said) > 12:
        return False
    return cased or (len(run) <= 3 and not ends.strip(".!।、。 "))


_GOES_ON: Final = re.compile(r",|(?:and|y|und|et|e|speaking|here|from|calling|writing|aus|de|da)\b", re.IGNORECASE)
_BOOKED: Final = re.compile(
    r"\b(?:book|booked|booking|reserv\w+|table|appointment|party|listed|reserviert|buchung|termin|tisch)\b",
    re.IGNORECASE,
)
_SHAPE: Final = re.compile(
    r"(?:ing|ed|ful|ous|able|ible|ive|less|ment|tion|ally|ity|ness|iert|lich|isch|ungen|ieren|ado|ada|ando|iendo|ito"
    r"|ato|ata)$",
    re.IGNORECASE,
)


def _shaped(word: str) -> bool:
    """Ends as verbs and adjectives do."""
    return len(word) > 5 and _SHAPE.search(word) is not None


def _span(rest: str, run: list[str]) -> str:
    last = rest.find(run[-1])
    for word in run:
        last = rest.find(word, 0 if word == run[0] else last)
    return rest[: last + len(run[-1])]


def _run(rest: str, *, sure: bool) -> list[str]:
    """The words at the start of `rest` that make a name: capitals go with capitals, small letters with small ones."""
    cues = _cues()
    run: list[str] = []
    end = 0
    capital = False
    for found in _WORD.finditer(rest):
        gap = rest[end : found.start()]
        if found.start() and (gap.strip(" \t-") or ("  " in gap and sure and len(gap) > 3) or "\n" in gap):
            break
        word, low = found.group(), found.group().lower().rstrip(".")
        if rest[found.end() : found.end() + 1] in ("_", "@") or re.match(r"\d", rest[found.end() : found.end() + 1]):
            return run or []
        if low in cues.titles and not run:
            end = found.end()
            continue
        if low in cues.suffixes and run:
            break
        if low in cues.particles and (run or word[:1].isupper() or len(rest.split()) > 1):
            run.append(word)
            end = found.end()
            continue
        ends = len(run) >= 2 and capital and word[:1].isupper() and not rest[found.end() :].strip(" .!")
        if (low in cues.never and not ends) or any(part in low for part in cues.never_within):
            break
        upper = word[:1].isupper() or word[:1].upper() == word[:1].lower()
        if any(w.lower() not in cues.particles for w in run) and capital and not upper:
            break
        capital = capital or (upper and low not in cues.particles)
        run.append(word)
        end = found.end()
        if len(run) == LONGEST or (
            len(word.rstrip(".")) > 2 and word.endswith(".") and not re.match(r" [A-Z]", rest[end:])
        ):
            break
        if len(word.rstrip(".")) > 2 and word.endswith("."):
            break
    return _tidied(run, limit=LONGEST if capital else 3)


def _tidied(run: list[str], *, limit: int) -> list[str]:
    cues = _cues()
    kept = run[:limit]
    while kept and kept[-1].lower() in cues.particles and kept[-1].lower() not in ("ben", "das", "al"):
        kept.pop()
    if (
        kept
        and all(word.lower().rstrip(".") in cues.particles for word in kept)
        and kept[0].lower() not in ("ben", "al", "bin", "le", "may")
    ):
        return []
    if not kept or len("".join(kept)) < 2 or len("".join(kept)) > 60:
        return []
    kept[-1] = kept[-1].rstrip(".")
    return [word.removesuffix("'s") if word is kept[-1] else word for word in kept]


def _before_cue(said: str, at: int, *, sure: bool) -> str | None:
    """The name that ends where the turn of phrase begins."""
    start = max(said.rfind(mark, 0, at) for mark in ".!?\n,;:。！") + 1
    head = said[start:at].strip(" \t\"'“”«»-–—")
    if re.search(rf"[{_UNSPACED}]$", head):
        tail = re.split(rf"[^{_UNSPACED}・· ]", head)[-1].strip()
        for start_with in ("私は", "わたしは", "僕は", "こちらは", "저는", "나는", "전 ", "はい", "안녕하세요"):
            tail = tail.rpartition(start_with)[2].strip()
        return _unspaced(tail)
    for skip in range(len(head.split())):
        piece = " ".join(head.split()[skip:])
        run = _run(piece, sure=True)
        if (
            run
            and len(" ".join(run)) >= len(piece.rstrip(".")) - 6
            and piece.split()[-1].strip(".'s") in (run[-1], run[-1] + "'s", run[-1].rstrip("s"))
        ):
            cased = run[0][:1].upper() != run[0][:1].lower()
            if (
                sure
                or (cased and run[0][:1].isupper() and not _shaped(run[0]) and (len(run) > 1 or skip == 0))
                or not cased
            ):
                return " ".join(run)
            return None
    return None


def _unspaced(rest: str) -> str | None:
    found = _UNSPACED_NAME.match(rest)
    if found is None:
        return None
    name = re.split(
        r"(?:です|でございます|と申し|といい|と言い|だよ|입니다|이라고|라고|이에요|예요|이야|이고|ครับ|ค่ะ|คะ|นะ)",
        found.group(),
    )[0].strip()
    name = re.sub(r"(?:さん|さま|様|씨|님|先生|女士|小姐)$", "", name).strip()
    cues = _cues()
    short = len(name.replace(" ", "")) <= (20 if re.match(r"[\u0e00-\u0e7f\u30a0-\u30ff]", name) else 8)
    if not len(name) >= 1 or not short or any(part in name for part in cues.never_within):
        return None
    return name


def _bare(said: str) -> str | None:
    """The whole message is the name."""
    if len(said) > 80 or _ASKS.search(said):
        return None
    cues = _cues()
    lines = [line for line in re.split(r"[\n,!.;。、！]+(?=\s|$)", said) if line.strip()]
    for line in lines[:3]:
        piece = line.strip(" \t\"'“”«»-–—().:*")
        if re.search(rf"[{_UNSPACED}]", piece):
            if (name := _unspaced(piece)) is not None and len(name) >= len(piece) - 4:
                return name
            continue
        tokens = piece.split()
        while tokens and tokens[0].lower().strip(",.!") in phrases.LEADING:
            tokens.pop(0)
        run = _run(" ".join(tokens), sure=True)
        rest = [t for t in tokens if t.lower().strip(".,") not in cues.titles | cues.suffixes]
        if (
            run
            and len(run) == len(rest)
            and any(len(word) > 1 for word in run)
            and not (len(run) == 1 and _is_noise(run[0]))
        ):
            return " ".join(run)
    return None


def _is_noise(word: str) -> bool:
    """A key held down, or consonants hit at random."""
    low = word.lower()
    return len(low) > 3 and (len(set(low)) == 1 or (low.isascii() and not re.search(r"[aeiouy]", low)))


def _signed(said: str) -> str | None:
    """The last line after a greeting, or after a dash."""
    head, mark, last = said.rpartition("\n")
    line = last.strip()
    dashed = re.search(r"[.!?)\s]\s*[-–—~]\s*([^\W\d_][^\d@\n]{1,40})$", said)
    if dashed and not mark:
        line, head = dashed.group(1).strip(), said
    elif not mark or not (_GREETS.search(head + "\n") or line.startswith(("-", "–", "—", "~"))):
        return None
    run = _run(line.strip(" -–—~*"), sure=True)
    tokens = [t for t in line.strip(" -–—~*").split() if t.lower().strip(".") not in _cues().titles]
    whole = bool(run) and len(run) == len(tokens)
    return " ".join(run) if whole and run[0][:1].upper() == run[0][:1] else None


@cache
def _cues() -> _Cues:
    """The tables, made when the first message is read."""
    return _Cues(
        before=_before(phrases.BEFORE),
        maybe=_before(phrases.MAYBE),
        after=_behind(phrases.AFTER),
        maybe_after=_behind(phrases.MAYBE_AFTER),
        never=frozenset(words.NEVER.split()),
        never_within=tuple(words.NEVER_WITHIN.split()),
        particles=frozenset(words.PARTICLES.split()),
        titles=frozenset(words.TITLES.split()),
        suffixes=frozenset(words.SUFFIXES.split()),
        others=re.compile(rf"\b(?:{'|'.join(words.OTHERS.split())})\W*(?:\w+\s+)?$", re.IGNORECASE),
    )


def _phrases(table: str) -> list[str]:
    listed = {phrase.strip() for line in table.splitlines() for phrase in line.split("|")} - {""}
    return sorted(listed, key=len, reverse=True)


def _pattern(phrase: str) -> str:
    return r"\s+".join(re.escape(part) for part in phrase.split())


def _before(table: str) -> re.Pattern[str]:
    listed = _phrases(table)
    spaced = "|".join(_pattern(p) for p in listed if not re.match(rf"[{_UNSPACED}]", p))
    unspaced = "|".join(_pattern(p) for p in listed if re.match(rf"[{_UNSPACED}]", p))
    return re.compile(rf"(?<!\w)(?:{spaced})(?=[\s:,=\"'“-]|$)|(?:{unspaced})", re.IGNORECASE)


def _behind(table: str) -> re.Pattern[str]:
    listed = _phrases(table)
    spaced = "|".join(_pattern(p) for p in listed if not re.match(rf"[{_UNSPACED}]", p))
    unspaced = "|".join(_pattern(p) for p in listed if re.match(rf"[{_UNSPACED}]", p))
    return re.compile(rf"(?<=[\s,])(?:{spaced})(?!\w)|(?:{unspaced})", re.IGNORECASE)
