"""The visitor's own e-mail address in a message. Addresses are judged by their form; nothing is looked up."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, pairwise
from typing import Final

_FOUND: Final = re.compile(
    r"""(?<![^\s@<>()\[\],;:"'“”«»|/\\])[^\s@<>()\[\],;:"'“”«»|/\\]{1,64}(?:['/][^\s@<>()\[\],;:"]{1,64})?@[^\s@<>()\[\],;:"'“”«»|/\\!?]+"""
)
MOST: Final = 20  # that could be one are looked at: nobody tells their own address among more, and each costs 0.1 ms
_EDGE: Final = ".…。،!?*_~`-"
_SOMEBODY_ELSES: Final = re.compile(
    r"\b(?:his|her|their|boss's|wife's|husband's|friend's|colleague's|ihre|seine|son|leur|votre|ваш|его|её|их)"
    r"\s+(?:\w+\s+)?(?:e-?mail|mail|address|adresse|adresa|courriel|correo|почта|адрес)\S*\s*(?:\w+\s*){0,3}$"
    r"|\b(?:wrote to|geschrieben an|écrit à|escribí a|scritto a)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# "ana at example dot com", said only by somebody who was asked.
_AT: Final = r"(?:at|arroba|chiocciola|arobase|klammeraffe|apenstaartje|małpa|zavináč|собака|اتّ|snabel-?a|kukac)"
_DOT: Final = r"(?:dot|punkt|punto|point|ponto|punt|kropka|tečka|точка|prik|pont|nokta)"
_SPOKEN_AT: Final = re.compile(rf"\s*[(\[{{<]\s*{_AT}\s*[)\]}}>]\s*|\s+{_AT}\s+|\s*@\s*", re.IGNORECASE)
_SPOKEN_DOT: Final = re.compile(
    rf"\s*[(\[{{<]\s*{_DOT}\s*[)\]}}>]\s*|\s+{_DOT}\s+|\s*\.\s+(?=[a-z]{{2,}}\b)", re.IGNORECASE
)


def valid(address: str) -> str | None:
    """The address in its usual form (host in lower case), or None where mail cannot be sent to it.

    International names, plus parts and quoted local parts are accepted as written; no name server is asked.
    """
    import email_validator

    if not 3 <= len(address) <= 320 or "@" not in address or address != address.strip():
        return None
    try:
        return email_validator.validate_email(
            address, check_deliverability=False, allow_quoted_local=True, strict=True
        ).normalized
    except email_validator.EmailNotValidError:
        return None


def read(text: str, *, asked: bool = False) -> str | None:
    """The first address that is the visitor's own. With `asked`, one that is spelled out in words, too."""
    for found in islice(_FOUND.finditer(text), MOST):
        whole = found.group().removeprefix("mailto:")
        address = valid(unicodedata.normalize("NFC", whole).strip(_EDGE)) or valid(whole.strip("_*~`."))
        if address and "." in address.rpartition("@")[2] and not _SOMEBODY_ELSES.search(text[: found.start()][-80:]):
            return address
    return _spelled_out(text) if asked else None


def _spelled_out(text: str) -> str | None:
    answer = text.strip()
    if (quoted := valid(answer)) is not None:
        return quoted
    pieces = _SPOKEN_AT.split(answer)
    for left, right in islice(pairwise(pieces), MOST):
        before = _SPOKEN_DOT.sub(".", left).split()
        after = _SPOKEN_DOT.sub(".", right).split()
        if before and after and (address := valid(f"{before[-1]}@{after[0].strip(_EDGE + ',;')}")) is not None:
            return address
    return None
