"""Sheets as tables: texts coded, numbers as numbers.

A coded column holds each different text once, and a number a row that names it. Coded columns travel
quickly from process to process, and whatever is asked of a column is answered once for each different text.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MOST_EXACT = 1e15
"""Whole numbers below this are held exactly and written without an exponent."""
EMPTY = pa.StringArray.from_buffers(1, pa.py_buffer(bytes(8)), pa.py_buffer(b""))[0]
"""The empty text. pyarrow would load pandas to make one of Python's, which takes longer than a small file."""
HOUR = 3_600_000.0
"""Milliseconds; a time that is no time of day counts in hours."""


def coded(columns: Sequence[pa.Array | pa.ChunkedArray]) -> pa.Table:
    """A table of columns called "0", "1", …: numbers stay numbers, all else becomes coded text; nothing is
    the empty text."""
    arrays = [_coded_or_number(column) for column in columns]
    return pa.table({str(place): column for place, column in enumerate(arrays)}).combine_chunks()


def _coded_or_number(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    if pa.types.is_floating(column.type):
        return column
    if pa.types.is_duration(column.type):
        return pc.divide(column.cast(pa.duration("ms"), safe=False).cast(pa.int64()).cast(pa.float64()), HOUR)
    if pa.types.is_timestamp(column.type):
        days = pc.dictionary_encode(column, null_encoding="encode")
        days = days.combine_chunks() if isinstance(days, pa.ChunkedArray) else days
        texts = pc.strftime(days.dictionary.cast(pa.timestamp("s"), safe=False), "%Y-%m-%d %H:%M:%S")
        return pa.DictionaryArray.from_arrays(days.indices, pc.fill_null(texts, EMPTY))
    return pc.fill_null(column.cast(pa.string()), EMPTY).dictionary_encode()


def number_texts(numbers: pa.Array) -> list[str]:
    """Numbers as a workbook shows them: whole ones without a point, none with an exponent; null is ""."""
    sizes = np.asarray(pc.fill_null(pc.abs(numbers), MOST_EXACT))
    if (sizes < MOST_EXACT).all() and (sizes == np.floor(sizes)).all():
        texts: list[str] = numbers.cast(pa.int64()).cast(pa.string()).to_pylist()
        return texts
    values = numbers.to_pylist()
    return ["" if value is None else _number_text(value) for value in values]


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < MOST_EXACT:
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


def from_rows(rows: Sequence[Sequence[str]]) -> pa.Table:
    """A table of coded columns from rows of different lengths."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    return coded([pa.array(column, pa.string()) for column in columns])


def with_texts(table: pa.Table, texts: Mapping[tuple[int, int], str]) -> pa.Table:
    """The table with other texts in some (row, column) places; places outside it are passed over."""
    for place in {column for _, column in texts if column < table.num_columns}:
        changed = {row: text for (row, column), text in texts.items() if column == place}
        table = table.set_column(place, str(place), _changed(table.column(place), changed))
    return table


def _changed(column: pa.ChunkedArray, texts: Mapping[int, str]) -> pa.DictionaryArray:
    whole = as_texts(column)
    codes = np.array(whole.indices)
    known = len(whole.dictionary)
    new = {text: known + place for place, text in enumerate(dict.fromkeys(texts.values()))}
    for row, text in texts.items():
        if 0 <= row < len(codes):
            codes[row] = new[text]
    dictionary = pa.concat_arrays([whole.dictionary, pa.array(list(new), pa.string())])
    return pa.DictionaryArray.from_arrays(pa.array(codes), dictionary).cast(pa.string()).dictionary_encode()
