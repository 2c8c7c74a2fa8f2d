"""What a workspace knows: sources, their passages, and what a search found. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["qa", "text"]


@dataclass(frozen=True, slots=True)
class Source:
    """One thing an operator wrote: a question with its answer (`body`), or a text; or a part of the page `page_id`,
    which is at `address`. Every edit raises `version`.
    """

    id: str
    kind: Kind
    title: str
    question: str | None
    body: str
    version: int
    created_at: int
    updated_at: int
    page_id: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a source. `title`: the question, or the path of headings. `ordinal` counts from 0.

    `url`: of the web page it was read from; told by `addressed`.
    """

    id: str
    source_id: str
    kind: Kind
    ordinal: int
    title: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """`score`: about 1 when every word of the question is in it once, rare words counting most; more when they are
    often, close together or in the title. `recognised`: the share (0-1) of its words that are in it, or nearly, however
    rare."""

    passage: Passage
    score: float
    recognised: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits first. `answerable`: whether they seem to hold the answer at all."""

    query: str
    hits: tuple[Hit, ...]
    answerable: bool


class Earlier(Protocol):
    """An earlier line of the conversation. `by`: contact, assistant or operator."""

    @property
    def by(self) -> str: ...

    @property
    def text(self) -> str: ...
