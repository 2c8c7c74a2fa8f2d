"""Splitting a text into passages that can be found and cited one by one. Pure; knows nothing of searching."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SHORTEST: Final = 300
AIM: Final = 700
LONGEST: Final = 900
TITLE: Final = 200
PATH: Final = " › "

_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_UNDERLINE: Final = re.compile(r"(=+|-{3,})[ \t]*")
_FENCE: Final = re.compile(r"[ \t]*(```|~~~)")
_SENTENCE: Final = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'»”)\]]))\s+(?![a-z])|(?<=[。！？।؟])\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    title: str
    text: str


@dataclass(slots=True)
class _Section:
    path: list[str]
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def split(title: str, text: str) -> list[Piece]:
    """Short texts stay whole. Longer ones are cut at headings, then paragraphs, sentences, words; at most LONGEST.

    Nothing is lost: a heading is in the title of its passages (or is the text where it stands alone).
    """
    text = text.strip()
    if len(text) <= LONGEST:
        return [Piece(title[:TITLE], text)] if text else []
    return [Piece(_path(title, section.path), part) for section in _sections(text) for part in _packed(section.text)]


def sentences(text: str) -> list[str]:
    """The sentences of a text; line breaks end one, too."""
    lines = (line.strip() for line in text.split("\n"))
    return [part for line in lines if line for part in _SENTENCE.split(line) if part]


def _path(title: str, headings: list[str]) -> str:
    """`Title › Heading › Subheading`, cut in front: the nearest heading says most."""
    steps = [title] if title else []
    steps += [heading for heading in headings if heading and heading != title]
    path = PATH.join(steps)
    return path if len(path) <= TITLE else "…" + path[-(TITLE - 1) :]


def _sections(text: str) -> Iterator[_Section]:
    """Stretches of text under one heading. A heading with nothing under it, not even another, becomes a text."""
    section = _Section([], [])
    for level, line in _marked(text.split("\n")):
        if not level:
            section.lines.append(line)
            continue
        if section.text:
            yield section
        elif section.path and level <= len(section.path):
            yield _Section(section.path[:-1], [section.path[-1]])
        path = (section.path + [""] * 6)[: level - 1]
        section = _Section([*path, line], [])
    if section.text:
        yield section
    elif section.path:
        yield _Section(section.path[:-1], [section.path[-1]])


def _marked(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each line with the level of heading it is; 0 for ordinary text. Long headings count as text."""
    fenced = False
    skip = False
    for i, line in enumerate(lines):
        if skip:
            skip = False
            continue
        if _FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else _HEADING.fullmatch(line)
        below = lines[i + 1] if i + 1 < len(lines) else ""
        above = lines[i - 1] if i else ""
        if heading and 0 < len(heading[2]) <= TITLE:
            yield len(heading[1]), heading[2]
        elif not fenced and 0 < len(line.strip()) <= 80 and not above.strip() and _UNDERLINE.fullmatch(below):
            skip = True
            yield 1 if below.startswith("=") else 2, line.strip()
        else:
            yield 0, line


def _packed(text: str) -> list[str]:
    """Neighbouring paragraphs together up to about AIM characters; what is left over joins its neighbour if it fits."""
    packs: list[str] = []
    for block, joint in _blocks(text):
        room = LONGEST if packs and min(len(packs[-1]), len(block)) < SHORTEST else AIM
        if packs and len(packs[-1]) + len(joint) + len(block) <= room:
            packs[-1] += joint + block
        else:
            packs.append(block)
    return packs


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Paragraphs, and the parts of those that are too long, each with what had stood in front of it."""
    for paragraph in re.split(r"\n[ \t]*\n\s*", text):
        if not paragraph.strip():
            continue
        joint = "\n\n"
        if len(paragraph) <= LONGEST:
            yield paragraph.strip(), joint
            continue
        for line in paragraph.split("\n"):
            for part in _short(line.strip()):
                yield part, joint
                joint = " "
            joint = "\n"


def _short(line: str) -> Iterator[str]:
    """Sentences of a line; where one is too long, cut between words, or anywhere when there is nothing between."""
    for sentence in _SENTENCE.split(line):
        rest = sentence
        while len(rest) > LONGEST:
            cut = rest.rfind(" ", SHORTEST, LONGEST + 1)
            cut = cut if cut > 0 else LONGEST
            yield rest[:cut].rstrip()
            rest = rest[cut:].lstrip()
        if rest:
            yield rest
