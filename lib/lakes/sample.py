"""The first lines of a table as a sheet, by which its columns are recognised as those of a file are."""

from collections.abc import Sequence

import pyarrow as pa

from lib.lakes.engines import Engine
from lib.parsing.errors import ReadingError
from lib.parsing.parquet import as_text
from lib.parsing.sheets import Writing
from lib.parsing.tables import coded
from lib.reading.headings import is_email_heading, is_ignored
from lib.reading.opening import without_emails
from lib.reading.process import Cancel, Progress
from lib.reading.samples import ROWS
from lib.reading.source import Sheet


def sample_of(
    engine: Engine, table: str, progress: Progress | None = None, cancel: Cancel | None = None
) -> Sheet:
    """The first lines of a table below its headings. Of columns that are not kept no cell is asked for.

    Raises ReadingError: lake_no_table, lake_failed, lake_empty.
    """
    whole = engine.table(table)
    names = [name for name in whole.columns if not is_private(name)]
    lines = engine.ask(whole.select(names).limit(ROWS), "look", progress, cancel)
    if not lines.num_rows:
        raise ReadingError("lake_empty", table=table)
    rows = lines.num_rows
    columns = [as_text(lines.column(name)) if name in names else _nothing(rows) for name in whole.columns]
    written = Writing(delimiter=engine.delimiter)
    return without_emails(sheet_of(name_of(engine, table), whole.columns, coded(columns), written))


def name_of(engine: Engine, table: str) -> str:
    """What the sheet of a table is called."""
    return engine.address.name if engine.address.is_files else table


def is_private(heading: str) -> bool:
    """Whether nothing of a column is taken: telephone, address, bank account."""
    return is_ignored(heading) and not is_email_heading(heading)


def sheet_of(name: str, headings: Sequence[str], cells: pa.Table, written: Writing) -> Sheet:
    """A sheet whose headings are the names of columns."""
    return Sheet(
        name=name, hidden=False, cells=cells, written=written, first_row=tuple(headings), heading_row=0
    )


def _nothing(rows: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array([""] * rows, pa.string())])
