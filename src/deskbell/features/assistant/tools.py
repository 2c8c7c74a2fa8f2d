"""The tools a model is given: few and harmless."""

from __future__ import annotations

from typing import Final

from deskbell.features.assistant.model import Team
from deskbell.features.assistant.ports import ToolSpec

REQUEST_PERSON: Final = ToolSpec(
    name="request_person",
    description=(
        "Ask the business's team to take over this conversation. Use it when the visitor wants a person, is upset, "
        "or needs something done that you cannot do. Write nothing after calling it: the visitor is told by the system."
    ),
    schema={
        "type": "object",
        "properties": {"reason": {"type": "string", "description": "Why a person is needed, in a few words."}},
        "required": ["reason"],
        "additionalProperties": False,
    },
)
LEAVE_REQUEST: Final = ToolSpec(
    name="leave_request",
    description=(
        "Nobody from the team is here now. Pass the visitor's request to the team for a later answer. Use it when the "
        "visitor wants a person or needs something done. Write nothing after calling it: the system tells the visitor."
    ),
    schema=REQUEST_PERSON.schema,
)
REQUESTS: Final = frozenset({REQUEST_PERSON.name, LEAVE_REQUEST.name})
TOOLS: Final = {Team.HERE: (REQUEST_PERSON,), Team.AWAY: (LEAVE_REQUEST,), Team.CALLED: ()}
