"""The built-in assistant as a model's stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from deskbell.features.assistant import builtin
from deskbell.features.assistant.builtin import meaning, team
from deskbell.features.assistant.model import Begun, Team
from deskbell.features.assistant.ports import CitationDelta, Finished, ModelEvent, TextDelta, ToolCall, Usage
from deskbell.features.assistant.tools import REQUEST_PERSON
from deskbell.features.knowledge.model import Found


class BuiltIn:
    """The assistant that needs no model, as a model's stream. `pause`: seconds between its words."""

    def __init__(self, pause: float) -> None:
        self._pause = pause

    async def stream(self, begun: Begun, found: Found) -> AsyncGenerator[ModelEvent, None]:
        if begun.history and not begun.answers and team.accepts(begun.question, begun.history[-1].text):
            yield ToolCall("", REQUEST_PERSON.name, {})
            return
        answer = builtin.compose(
            meaning.asked(begun), found.hits, answerable=found.answerable, lang=begun.language, team=begun.facts.team,
            files=bool(begun.files),
        )  # fmt: skip
        if not answer.answered and begun.options.calls == "early" and begun.facts.team is Team.HERE:
            yield ToolCall("", REQUEST_PERSON.name, {})
            return
        for piece in builtin.chunks(answer.text):
            yield TextDelta(piece)
            await asyncio.sleep(self._pause)
        for passage_id in answer.citations:
            yield CitationDelta(passage_id, "")
        yield Finished("end_turn", Usage(), "built-in")
