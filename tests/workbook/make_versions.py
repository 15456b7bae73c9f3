"""Keep a workbook of the format in force: `python -m tests.workbook.make_versions`.

Run it when `lib.workbook.stored.VERSION` has gone up. The files of earlier versions stay as they are: every
one of them must open for ever. Its plan, list and scenarios are invented: `tests.workbook.test_reopen`.
"""

from pathlib import Path

from lib.workbook.stored import VERSION
from tests.workbook.test_reopen import CLIENTS, FULL, SCENARIOS, written

VERSIONS = Path(__file__).parent / "versions"

if __name__ == "__main__":
    VERSIONS.mkdir(exist_ok=True)
    (VERSIONS / f"version_{VERSION}.xlsx").write_bytes(written(CLIENTS, FULL, SCENARIOS))
