"""The HTTP edge, by audience: visitor, operator, pages.

FastAPI loads two things that no model of ours has, and takes it well when they are not there (docs/decisions/0075):
email-validator for a field type (0.3 MB, and 15 ms of regular expressions), which whoever checks an address
(features/contacts) loads then; and the first Pydantic, to ask of each route whether it uses it (1.2 MB). Its own
models of OpenAPI, which no server of ours asks for, are left unfinished until somebody does (1.2 MB, 0106).
"""

import sys

from pydantic import BaseModel, ConfigDict

_loaded = sys.modules.get("email_validator")
sys.modules["email_validator"] = None  # type: ignore[assignment]  # "there is no such module"
sys.modules.setdefault("pydantic.v1", None)  # type: ignore[arg-type]
BaseModel.model_config = ConfigDict(defer_build=True)
import fastapi.openapi.models  # noqa: E402, F401

BaseModel.model_config = ConfigDict()
if _loaded is None:
    del sys.modules["email_validator"]
else:
    sys.modules["email_validator"] = _loaded
