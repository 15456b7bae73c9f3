"""The process that puts columns into a stranger's workbook (`python -m lib.exports.own.child`).

Its options are those of `columns.with_columns`; its answer is the workbook and where the columns are
(`placed`), or the `reason` why not.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from lib.exports.own.columns import with_columns
from lib.exports.own.model import ClientRows, OwnWorkbookError, Written
from lib.parsing.answers import Header, Progress, serve


def work(data: bytes, options: dict[str, Any], progress: Progress) -> tuple[Header, Sequence[Any], bytes]:
    """The workbook with the columns; with `tried` only where they would go."""
    rows = {name: ClientRows(header, dict(ranks)) for name, (header, ranks) in options["rows"].items()}
    try:
        file, placed = with_columns(data, rows, Written(**options["written"]), options["tried"])
    except OwnWorkbookError as error:
        return {"reason": error.reason}, (), b""
    return {"reason": None, "placed": [asdict(sheet) for sheet in placed]}, (), file


if __name__ == "__main__":
    serve(work)
