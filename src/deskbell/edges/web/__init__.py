"""The HTTP edge, by audience: visitor, operator, pages.

FastAPI looks at import whether email-validator is there, and so loads it for a field type that no model of ours has
(0.3 MB, and 15 ms of regular expressions). Whoever checks an address (features/contacts) loads it then.
"""

import sys

_loaded = sys.modules.get("email_validator")
sys.modules["email_validator"] = None  # type: ignore[assignment]  # "there is no such module"
import fastapi.openapi.models  # noqa: E402, F401

if _loaded is None:
    del sys.modules["email_validator"]
else:
    sys.modules["email_validator"] = _loaded
