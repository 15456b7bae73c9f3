"""The process that puts columns into a stranger's workbook (`python -m lib.exports.child`).

Its options are those of `own_package.with_columns`; its answer is the workbook, or the `reason` why not.
"""

from collections.abc import Sequence
from typing import Any

from lib.exports.own_package import ClientRows, OwnWorkbookError, with_columns
from lib.parsing.answers import Header, Progress, serve


def work(data: bytes, options: dict[str, Any], progress: Progress) -> tuple[Header, Sequence[Any], bytes]:
    """The workbook with the columns; without a new sheet it is only tried."""
    rows = {name: ClientRows(header, dict(ranks)) for name, (header, ranks) in options["rows"].items()}
    sheet = options["sheet"].encode()
    try:
        file = with_columns(data, rows, options["columns"], options["headings"], sheet)
    except OwnWorkbookError as error:
        return {"reason": error.reason}, (), b""
    return {"reason": None}, (), file if sheet else b""


if __name__ == "__main__":
    serve(work)
