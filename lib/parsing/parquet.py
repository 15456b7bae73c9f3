"""Parquet: columns with names, which become the first row."""

import io

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from lib.parsing.tables import coded


def read_parquet(data: bytes) -> pa.Table:
    """The columns as text below a row of their names."""
    table = parquet.read_table(io.BytesIO(data))
    return coded([_headed(name, table.column(name)) for name in table.column_names])


def _headed(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array([name], pa.string()), *as_text(column).chunks])


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The cells of a column as text."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        texts = pa.chunked_array([pa.array([str(value) for value in column.to_pylist()], pa.string())])
    elif pa.types.is_floating(column.type):
        texts = pc.cast(column, pa.string())
    else:
        texts = column.cast(pa.string())
    return pa.chunked_array(texts) if isinstance(texts, pa.Array) else texts
