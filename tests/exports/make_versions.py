"""Keep a workbook of the format in force: `python -m tests.exports.make_versions`.

Run it when `lib.exports.stored.VERSION` has gone up. The files of earlier versions stay as they are: every
one of them must open for ever. Its plan, list and scenarios are invented: `tests.exports.test_reopen`.
"""

from pathlib import Path

from lib.exports.stored import VERSION
from tests.exports.test_reopen import CLIENTS, FULL, SCENARIOS, written

VERSIONS = Path(__file__).parent / "versions"

if __name__ == "__main__":
    VERSIONS.mkdir(exist_ok=True)
    (VERSIONS / f"version_{VERSION}.xlsx").write_bytes(written(CLIENTS, FULL, SCENARIOS))
