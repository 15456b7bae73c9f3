"""The reading process starts fast: it loads what the kind of the file needs, and never pandas."""

import subprocess
import sys

import pytest

from lib.reading.process import PROJECT

STARTS = {"zip": b"PK\x03\x04", "old workbook": bytes.fromhex("D0CF11E0A1B11AE1"), "text": b"client;ca\n"}


@pytest.mark.parametrize("kind", STARTS)
def test_nothing_loads_pandas_before_a_file_is_read(kind: str) -> None:
    asked = f"import sys; from lib.parsing.child import prepare; prepare({STARTS[kind]!r}); "
    command = [sys.executable, "-c", asked + "print('pandas' in sys.modules)"]
    assert subprocess.check_output(command, cwd=PROJECT, text=True).strip() == "False"
