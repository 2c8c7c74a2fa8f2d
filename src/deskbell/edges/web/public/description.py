"""The OpenAPI description of the public API, with what the framework cannot know: keys, refusals, headers."""

from __future__ import annotations

from typing import Any, Final

from deskbell.edges.web.public.shapes import Problem

ABOUT: Final = (
    "Read and write what a workspace holds. Owners and admins make keys (Settings, API keys); a key is sent as "
    "`Authorization: Bearer dbk_...` and acts for whoever made it. Refusals are problem+json (RFC 9457). "
    "Times are ISO 8601 in UTC."
)
REFUSALS: Final = {
    "401": "There is no such key, or it was revoked.",
    "403": "The key may not do that.",
    "409": "Something newer stands in the way, or the same request is being carried out.",
    "413": "That is more than can be sent at once.",
    "422": "Something is missing or cannot be.",
    "429": "Too many requests. `Retry-After` says how long to wait.",
    "503": "It could not be stored just now. Ask again.",
}
MISSING: Final = "There is no such thing in this workspace."
GONE: Final = "What was made with this `Idempotency-Key` is not there any more."
LIMITS: Final = {
    "RateLimit-Policy": {
        "schema": {"type": "string"},
        "description": 'How many requests a key has: `"api";q=120;w=60`',
    },
    "RateLimit": {"schema": {"type": "string"}, "description": 'What is left, and until when: `"api";r=119;t=60`'},
}


def finished(described: dict[str, Any]) -> dict[str, Any]:
    described["info"]["description"] = ABOUT
    described["security"] = [{"key": []}]
    components = described["components"]
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    schemas = components["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = Problem.model_json_schema()
    for path, verbs in described["paths"].items():
        for verb in verbs.values():
            refusals = REFUSALS | {"400": "The body is no JSON."}
            if "{" in path:
                refusals |= {"404": MISSING}
            elif any(one["name"] == "Idempotency-Key" for one in verb.get("parameters", ())):
                refusals |= {"404": GONE}
            for answer in verb["responses"].values():
                answer["headers"] = LIMITS
            verb["responses"] |= {status: _refusal(text) for status, text in sorted(refusals.items())}
    return described


def finished_inside(described: dict[str, Any]) -> dict[str, Any]:
    """That of the whole interface: all may be refused with a problem (a frame with a `nack`), .csv is a sheet."""
    schemas = described["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = Problem.model_json_schema()
    for path, verbs in described["paths"].items():
        for verb in verbs.values():
            answers = verb["responses"]
            answers.pop("422", None)
            answers["4XX"] = _refusal("It is refused, in words.")
            if path.endswith("/frames"):
                answers["4XX"]["content"]["application/json"] = {}
            if path.endswith(".csv"):
                answers["200"]["content"] = {"text/csv": {}}
    return described


def _refusal(text: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": text, "content": content}
