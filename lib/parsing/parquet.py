"""Parquet: columns with names, which become the first row."""

import io
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from lib.parsing.tables import coded, in_hours


def read_parquet(data: bytes) -> pa.Table:
    """The columns as text below a row of their names."""
    table = parquet.read_table(io.BytesIO(data))
    return coded([_headed(name, table.column(name)) for name in table.column_names])


def _headed(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array([name], pa.string()), *as_text(column).chunks])


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The cells of a column as text, durations in hours; nothing stays nothing."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if isinstance(column.type, pa.BaseExtensionType) or pa.types.is_nested(column.type):
        texts = pa.array(_said(column.to_pylist()), pa.string())
    elif _are_bytes(column.type):
        texts = _decoded(column)
    elif pa.types.is_duration(column.type):
        texts = in_hours(column).cast(pa.string())
    else:
        texts = column.cast(pa.string())
    return pa.chunked_array([texts]) if isinstance(texts, pa.Array) else texts


def _said(values: list[Any]) -> list[str | None]:
    return [None if value is None else str(value) for value in values]


def _are_bytes(kind: pa.DataType) -> bool:
    """Whether a column holds bytes: so write texts who leave out that they are some."""
    tests = (
        pa.types.is_binary,
        pa.types.is_large_binary,
        pa.types.is_fixed_size_binary,
        pa.types.is_binary_view,
    )
    return any(test(kind) for test in tests)


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:  # no UTF-8
        texts = [None if value is None else value.decode("utf-8", "replace") for value in column.to_pylist()]
        return pa.array(texts, pa.string())
