"""Real files that lie beside the project, not in it: found there, or else their tests are skipped.

In CI they must have run, so there a missing folder is a failure.
"""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"


def shared(path: str) -> Path:
    """A file or folder of the shared data."""
    found = SHARED / path
    if not found.exists():
        reason = f"the shared data folder beside the project has no {path}: tests on real files need it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found
