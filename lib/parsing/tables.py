"""Sheets as tables: texts coded, numbers as numbers.

A coded column holds each different text once, and a number a row that names it. Coded columns travel
quickly from process to process, and whatever is asked of a column is answered once for each different text.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.parsing.gaps import Skipped, nearer

MOST_EXACT = 1e15
"""Whole numbers below this are held exactly and written without an exponent."""
EMPTY = pa.StringArray.from_buffers(1, pa.py_buffer(bytes(8)), pa.py_buffer(b""))[0]
"""The empty text. pyarrow would load pandas to make one of Python's, which takes longer than a small file."""
TIME = "1899-12-31 "
"""The day on which readers put a time without a day."""
EARLY_DAY = r"^1(8\d\d|9[012]\d)-\d\d-\d\d \d\d:\d\d:\d\d"
HOUR = 3_600_000.0
"""Milliseconds; a time that is no time of day counts in hours."""


def open_ahead() -> None:
    """What pyarrow opens when it is first asked is opened now: the days of the world's time zones, also for
    times without one. It reads text without the pipe that would hear signals."""
    # Made of bytes: pyarrow would load pandas to make one of Python's values.
    pc.strftime(pa.Array.from_buffers(pa.timestamp("s"), 1, [None, pa.py_buffer(bytes(8))]))
    pa.enable_signal_handlers(False)


def coded(columns: Sequence[pa.Array | pa.ChunkedArray]) -> pa.Table:
    """A table of columns called "0", "1", …: numbers stay numbers, all else becomes coded text; nothing is
    the empty text."""
    arrays = [_coded_or_number(cells) for cells in columns]
    return pa.table({str(column): cells for column, cells in enumerate(arrays)}).combine_chunks()


def _coded_or_number(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    if pa.types.is_floating(column.type):
        return column
    if pa.types.is_duration(column.type):
        return in_hours(column)
    if pa.types.is_timestamp(column.type):
        days = pc.dictionary_encode(column, null_encoding="encode")
        days = days.combine_chunks() if isinstance(days, pa.ChunkedArray) else days
        texts = pc.strftime(days.dictionary.cast(pa.timestamp("s"), safe=False), "%Y-%m-%d %H:%M:%S")
        return _times_in_hours(pa.DictionaryArray.from_arrays(days.indices, pc.fill_null(texts, EMPTY)))
    return _times_in_hours(pc.fill_null(column.cast(pa.string()), EMPTY).dictionary_encode())


def in_hours(durations: Any) -> Any:
    """A column of durations in hours."""
    milliseconds = durations.cast(pa.duration("ms"), safe=False).cast(pa.int64())
    return pc.divide(milliseconds.cast(pa.float64()), HOUR)


def _times_in_hours(column: Any) -> Any:
    """The column with times of day, which readers put on the day before the first, in hours."""
    if isinstance(column, pa.ChunkedArray):
        column = (
            column.combine_chunks()
            if column.num_chunks
            else pa.array([""], pa.string()).dictionary_encode()[:0]
        )
    if not pc.any(pc.starts_with(column.dictionary, TIME)).as_py():
        return column
    texts = [hours_of(text) if text.startswith(TIME) else text for text in column.dictionary.to_pylist()]
    return (
        pa.DictionaryArray.from_arrays(column.indices, pa.array(texts, pa.string()))
        .cast(pa.string())
        .dictionary_encode()
    )


def columns_of_early_days(batch: Any) -> list[int]:
    """The columns of texts among which are days before 1930: few are days, most are durations."""
    return [
        column
        for column, cells in enumerate(batch.columns)
        if pa.types.is_string(cells.type) and pc.any(pc.match_substring_regex(cells, EARLY_DAY)).as_py()
    ]


def hours_of(text: str) -> str:
    """A time of day in hours: 1899-12-31 02:15:00 is 2.25."""
    hours, minutes, seconds = text[len(TIME) :].split(":")
    return hours_text(int(hours) + int(minutes) / 60 + float(seconds) / 3600)


def hours_text(hours: float) -> str:
    """Hours as a workbook shows a number, to a ten-thousandth."""
    return plain_number(round(hours, 4))


def number_texts(numbers: pa.Array) -> list[str]:
    """Numbers as a workbook shows them: whole ones without a point, none with an exponent; null is ""."""
    if pa.types.is_decimal(numbers.type):
        return ["" if value is None else f"{value.normalize():f}" for value in numbers.to_pylist()]
    sizes = np.asarray(pc.fill_null(pc.abs(numbers), MOST_EXACT))
    if (sizes < MOST_EXACT).all() and (sizes == np.floor(sizes)).all():
        texts: list[str] = numbers.cast(pa.int64()).cast(pa.string()).to_pylist()
        return texts
    values = numbers.to_pylist()
    return ["" if value is None else plain_number(value) for value in values]


def plain_number(value: float) -> str:
    """A number as a workbook shows it."""
    if not math.isfinite(value):
        return str(value)
    if float(value).is_integer() and abs(value) < MOST_EXACT:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def as_texts(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """A column of texts or of numbers as coded text."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_dictionary(whole.type):
        return whole
    if not pa.types.is_floating(whole.type):
        return pc.fill_null(whole, EMPTY).dictionary_encode()
    codes = whole.dictionary_encode(null_encoding="encode")
    texts = pa.array(number_texts(codes.dictionary), pa.string())
    return pa.DictionaryArray.from_arrays(codes.indices, texts)


def column_of(values: Sequence[bool | int | float | str]) -> pa.Table:
    """A table of one column from values of one kind, small whole numbers in half the room. Raises ValueError
    for numbers beyond 64 bits."""
    try:
        column = pa.array(values, pa.string() if isinstance(values[0], str) else None)
    except (pa.ArrowException, OverflowError) as error:
        raise ValueError("no column") from error
    if pa.types.is_integer(column.type):
        with suppress(pa.ArrowException):  # for some it is too little
            column = column.cast(pa.int32())
    return pa.table({"0": column})


def from_rows(rows: Sequence[Sequence[str]]) -> pa.Table:
    """A table of coded columns from rows of different lengths."""
    cells = (
        (row_number, column, text) for row_number, row in enumerate(rows) for column, text in enumerate(row)
    )
    return from_cells(cells).cells


@dataclass(frozen=True)
class Cells:
    """A table of coded columns with long gaps shortened, and what is left out (see gaps.Skipped)."""

    cells: pa.Table = field(repr=False)
    skipped: Skipped = ()


def from_cells(filled: Iterable[tuple[int, int, str]]) -> Cells:
    """A table from its filled cells: row, column, text. It takes what the cells take, however far apart they
    are."""
    columns: dict[int, tuple[list[int], list[str]]] = {}
    for row, column, text in filled:
        if text:
            rows, texts = columns.setdefault(column, ([], []))
            rows.append(row)
            texts.append(text)
    near_rows = nearer({row for rows, _ in columns.values() for row in rows})
    near_columns = nearer(columns)
    height = near_rows.new[-1] + 1 if near_rows.new else 0
    arrays = [_column([], [], height)] * (near_columns.new[-1] + 1 if near_columns.new else 0)
    for column, (rows, texts) in columns.items():
        arrays[near_columns(column)] = _column(list(map(near_rows, rows)), texts, height)
    return Cells(pa.table({str(column): array for column, array in enumerate(arrays)}), near_rows.skipped)


def _column(rows: list[int], texts: list[str], height: int) -> pa.DictionaryArray:
    """A coded column that is empty but for some rows."""
    code_of = {"": 0}
    codes = np.zeros(height, np.int32)
    codes[rows] = [code_of.setdefault(text, len(code_of)) for text in texts]
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(list(code_of), pa.string()))


def with_texts(table: pa.Table, texts: Mapping[tuple[int, int], str]) -> pa.Table:
    """The table with other texts in some (row, column) places; places outside it are passed over."""
    for column in {at for _, at in texts if at < table.num_columns}:
        changed = {row: text for (row, at), text in texts.items() if at == column}
        table = table.set_column(column, str(column), _changed(table.column(column), changed))
    return table


def _changed(column: pa.ChunkedArray, texts: Mapping[int, str]) -> pa.DictionaryArray:
    whole = as_texts(column)
    codes = np.array(whole.indices)
    known = len(whole.dictionary)
    new = {text: known + code for code, text in enumerate(dict.fromkeys(texts.values()))}
    for row, text in texts.items():
        if 0 <= row < len(codes):
            codes[row] = new[text]
    dictionary = pa.concat_arrays([whole.dictionary, pa.array(list(new), pa.string())])
    return pa.DictionaryArray.from_arrays(pa.array(codes), dictionary).cast(pa.string()).dictionary_encode()


def without_wide_gaps(columns: Sequence[pa.Array]) -> list[int]:
    """The places of the columns that stay: those that hold something, and between them no more empty ones
    than may part two tables."""
    filled = [column for column, cells in enumerate(columns) if _holds_something(cells)]
    near = nearer(filled)
    return [
        column - back
        for column, new, before in zip(near.used, near.new, [-1, *near.new], strict=False)
        for back in range(new - before - 1, -1, -1)
    ]


def _holds_something(column: pa.Array) -> bool:
    if column.null_count == len(column):
        return False
    return not pa.types.is_string(column.type) or bool(
        pc.any(pc.greater(pc.binary_length(column), 0)).as_py()
    )
