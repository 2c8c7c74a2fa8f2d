"""What a saved reply may hold. The variables are filled in where it is inserted: by the inbox. Pure."""

from __future__ import annotations

import re
from typing import Final

from deskbell.features.replies.model import MOST_NAME, MOST_TEXT, VARIABLES
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

# {{contact.name}}, or with what stands there when it is not known: {{contact.name|there}}. The contact needs no naming.
BRACES: Final = re.compile(r"\{\{([^{}]*)\}\}")


def checked(name: str, text: str) -> tuple[str, str]:
    """Raises invalid with `field`."""
    shown, words = " ".join(clean(name).split()), clean(text)
    if not 1 <= len(shown) <= MOST_NAME:
        raise Refused("invalid", f"A name needs 1 to {MOST_NAME} characters.", field="name")
    if not 1 <= len(words) <= MOST_TEXT:
        raise Refused("invalid", f"A reply needs 1 to {MOST_TEXT} characters.", field="text")
    for found in BRACES.finditer(words):
        variable = found[1].split("|", 1)[0].strip()
        if variable not in VARIABLES and f"contact.{variable}" not in VARIABLES:
            raise Refused(
                "invalid", f"There is no {{{{{variable[:40]}}}}}. Choose among: {', '.join(VARIABLES)}.", field="text"
            )
    return shown, words
