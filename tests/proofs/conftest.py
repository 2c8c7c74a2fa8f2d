"""Long proofs: not collected every day, but by `make proofs` (PROOFS=1)."""

from __future__ import annotations

import os
import shutil

collect_ignore_glob = [] if os.environ.get("PROOFS") else ["test_*.py"]
collect_ignore = [] if shutil.which("soffice") else ["test_office.py"]
