"""Answers of PostgreSQL by its COPY: several of its processes may work on them, which they may not where rows
are fetched through a cursor, and no row becomes an object of Python's."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import csv

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TRUE, _FALSE = "t", "f"


class _Rows(io.RawIOBase):
    """Rows that come one by one, as a file."""

    def __init__(self, rows: Iterator[bytes | bytearray | memoryview]) -> None:
        super().__init__()
        self._rows, self._rest = rows, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            row = next(self._rows, None)
            if row is None:
                return 0
            self._rest = bytes(row)
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def answer_of(backend: Any, question: "ir.Table") -> pa.Table:
    """The answer to a question, with the kinds of its columns. Raises what the driver raises."""
    schema = question.schema().to_pyarrow()
    if all(map(_is_plain, schema.types)):
        try:
            return _copied(backend, question, schema)
        except (
            pa.ArrowInvalid
        ):  # no line at all, or what only PostgreSQL knows: days before our era, infinity
            pass
    return question.to_pyarrow()


def _copied(backend: Any, question: "ir.Table", schema: pa.Schema) -> pa.Table:
    asked = f"COPY ({backend.compile(question)}) TO STDOUT (FORMAT csv)"
    with backend.con.cursor() as cursor, cursor.copy(asked) as rows:
        return csv.read_csv(
            io.BufferedReader(_Rows(iter(rows)), 1 << 20),
            csv.ReadOptions(column_names=schema.names),
            csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                true_values=[_TRUE],
                false_values=[_FALSE],
            ),
        )


def _is_plain(kind: pa.DataType) -> bool:
    """Whether a text means the same to both sides."""
    usual = (pa.types.is_string, pa.types.is_integer, pa.types.is_decimal, pa.types.is_boolean)
    return pa.types.is_date(kind) or any(is_kind(kind) for is_kind in usual)
