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
SEARCH: Final = ToolSpec(
    name="search_knowledge",
    description=(
        "Search the business's knowledge again, in other words or for another part of the question, when the search "
        "results at hand do not hold the answer."
    ),
    schema={
        "type": "object",
        "properties": {"query": {"type": "string", "description": "A few words in the language of the knowledge."}},
        "required": ["query"],
        "additionalProperties": False,
    },
)
SAVE_CONTACT: Final = ToolSpec(
    name="save_contact",
    description=(
        "Keep contact details that the visitor has told in this conversation. Never guess any. With `ask`, the visitor "
        "is shown a field for one detail that you need to help them; do not ask for it in words, too."
    ),
    schema={
        "type": "object",
        "properties": {
            **{name: {"type": "string"} for name in ("name", "email", "phone")},
            "ask": {"type": "string", "enum": ["name", "email", "phone"]},
        },
        "additionalProperties": False,
    },
)
REQUESTS: Final = frozenset({REQUEST_PERSON.name, LEAVE_REQUEST.name})
ANSWERED: Final = frozenset({SEARCH.name, SAVE_CONTACT.name})
TOOLS: Final = {
    Team.HERE: (SEARCH, SAVE_CONTACT, REQUEST_PERSON),
    Team.AWAY: (SEARCH, SAVE_CONTACT, LEAVE_REQUEST),
    Team.CALLED: (SEARCH, SAVE_CONTACT),
}
