"""The HTTP edge, by audience: visitor, operator, pages.

FastAPI loads two things that no model of ours has, and takes it well when they are not there (docs/decisions/0075):
email-validator for a field type (0.3 MB, and 15 ms of regular expressions), which whoever checks an address
(features/contacts) loads then; and the first Pydantic, to ask of each route whether it uses it (1.2 MB).
"""

import sys

_loaded = sys.modules.get("email_validator")
sys.modules["email_validator"] = None  # type: ignore[assignment]  # "there is no such module"
sys.modules.setdefault("pydantic.v1", None)  # type: ignore[arg-type]
import fastapi.openapi.models  # noqa: E402, F401

if _loaded is None:
    del sys.modules["email_validator"]
else:
    sys.modules["email_validator"] = _loaded
