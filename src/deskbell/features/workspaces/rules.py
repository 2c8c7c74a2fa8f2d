"""What the assistant's settings may be. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from deskbell.features.workspaces.model import AssistantOptions, AssistantSettings
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

TONES: Final = ("friendly", "plain", "formal")
LENGTHS: Final = ("short", "medium", "long")
CALLS: Final = ("asked", "needed", "early")
CHOICES: Final = {"tone": TONES, "length": LENGTHS, "calls": CALLS}
LIMITS: Final = {
    "offer_after": (1, 5),
    "message_limit": (1, 200),
    "cap_visitor_day": (0, 10**10),
    "cap_day": (0, 10**12),
    "cap_month": (0, 10**12),
}
PROMPT_LIMIT: Final = 20_000
RULES: Final = 20
RULE_LENGTH: Final = 300
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


def options(stored: Mapping[str, Any]) -> AssistantOptions:
    """From what was saved; what is missing or unknown there takes its default."""
    known: dict[str, Any] = {f.name: stored[f.name] for f in fields(AssistantOptions) if f.name in stored}
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in known.items()}
    return AssistantOptions(**values)


def settings(
    old: AssistantSettings, *, name: str | None, prompt: str | None, options: Mapping[str, Any]
) -> AssistantSettings:
    """`old` with what is wanted; None stays. Raises invalid."""
    new_name = old.name if name is None else clean(name)
    new_prompt = old.prompt if prompt is None else clean(prompt)
    if not 1 <= len(new_name) <= 40:
        raise Refused("invalid", "The assistant's name needs 1 to 40 characters.")
    if len(new_prompt) > PROMPT_LIMIT:
        raise Refused("invalid", f"The instructions may have at most {PROMPT_LIMIT} characters.")
    return replace(old, name=new_name, prompt=new_prompt, options=changed(old.options, options))


def changed(old: AssistantOptions, wanted: Mapping[str, Any]) -> AssistantOptions:
    """`old` with what is wanted. Raises invalid, naming the field and what it may be."""
    values: dict[str, Any] = {f.name: getattr(old, f.name) for f in fields(old)}
    for name, value in wanted.items():
        if name in LIMITS:
            least, most = LIMITS[name]
            if type(value) is not int or not least <= value <= most:
                raise Refused("invalid", f"{name} needs a whole number from {least} to {most}.")
            values[name] = value
        elif name in ("must", "must_not", "call_words"):
            values[name] = _rules(name, value)
        elif name == "languages":
            values[name] = _languages(value)
        elif name == "tone_note":
            values[name] = _text(name, value, 500)
        elif name in CHOICES:
            values[name] = _choice(name, value, CHOICES[name])
        else:
            raise Refused("invalid", f"There is no setting {name}.")
    return AssistantOptions(**values)


def _choice(name: str, value: object, choices: Sequence[str]) -> str:
    if value not in choices:
        raise Refused("invalid", f"{name} is one of {', '.join(choices)}.")
    return str(value)


def _text(name: str, value: object, most: int) -> str:
    text = clean(str(value))
    if len(text) > most:
        raise Refused("invalid", f"{name} may have at most {most} characters.")
    return text


def _rules(name: str, value: Sequence[object]) -> tuple[str, ...]:
    lines = tuple(text for rule in value if (text := " ".join(_text(name, rule, RULE_LENGTH).split())))
    if len(lines) > RULES:
        raise Refused("invalid", f"{name} may have at most {RULES} rules.")
    return lines


def _languages(value: Sequence[object]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(str(code).strip().lower() for code in value))
    wrong = [code for code in codes if not _LANGUAGE.fullmatch(code)]
    if wrong or len(codes) > 30:
        raise Refused("invalid", f"languages are codes of two letters, such as en or de, not {wrong[:1] or 'so many'}.")
    return codes
