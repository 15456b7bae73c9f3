"""What PostgreSQL does in its own way: materialized views, kinds of columns that other engines do not know,
and answers by its COPY. Several of its processes may work on those, which they may not where rows are fetched
through a cursor, and no row becomes an object of Python's."""

import io
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import csv

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TRUE, _FALSE = "t", "f"
_AMOUNT = "decimal(18, 2)"
"""What money comes to: its own kind has two places, and no more digits."""
_MATERIALIZED = """
    SELECT schemaname, matviewname FROM pg_matviews
    WHERE has_table_privilege(format('%I.%I', schemaname, matviewname), 'SELECT')
"""
_KINDS = """
    SELECT attname, typ.typtype, base.typname,
        information_schema._pg_numeric_precision(base.oid, typ.typtypmod),
        information_schema._pg_numeric_scale(base.oid, typ.typtypmod)
    FROM pg_attribute
    JOIN pg_type typ ON typ.oid = atttypid
    JOIN pg_type base ON base.oid = CASE typ.typtype WHEN 'd' THEN typ.typbasetype ELSE typ.oid END
    WHERE attrelid = format('%%I.%%I', %s::text, %s::text)::regclass AND attnum > 0 AND NOT attisdropped
"""
"""The columns of a table, what sort their kind is (d: a domain, e: an enumeration), and the kind itself, or
that below a domain."""
_BELOW_DOMAINS = {
    "int2": "int16",
    "int4": "int32",
    "int8": "int64",
    "float4": "float32",
    "float8": "float64",
    "date": "date",
    "timestamp": "timestamp",
}


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


def materialized_views(backend: Any) -> list[tuple[str, str]]:
    """Those that may be read, by their schema and name: no catalogue that other engines share lists them."""
    return list(backend.con.execute(_MATERIALIZED).fetchall())


def in_usual_kinds(backend: Any, table: "ir.Table", schema: str | None, name: str) -> "ir.Table":
    """A table whose columns are texts, numbers, days or yes and no: money and domains as what they hold,
    words of an enumeration and all else as texts."""
    told = backend.con.execute(_KINDS, [schema or backend.current_database, name]).fetchall()
    changed: dict[str, Any] = {}
    for column, *kind in told:
        if column in table.columns:
            usual = _in_usual_kind(table[column], *kind)
            if usual is not table[column]:
                changed[column] = usual
    return table.mutate(**changed) if changed else table


def _in_usual_kind(column: Any, sort: str, base: str, precision: int | None, scale: int | None) -> Any:
    if base == "money":
        return column.cast(_AMOUNT)
    if sort == "d" and base in _BELOW_DOMAINS:
        return column.cast(_BELOW_DOMAINS[base])
    if sort == "d" and base == "numeric":
        return column.cast(f"decimal({precision}, {scale})" if precision else "decimal")
    if sort == "e":
        return column.concat("")  # to Ibis it is a text already, and would be cast to none
    held = column.type()
    simple = held.is_string() or held.is_numeric() or held.is_date() or held.is_timestamp()
    return column if simple else column.cast("string")


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
    with backend.con.cursor() as cursor, cursor.copy(asked) as copied:
        rows = iter(copied)
        first = next(rows, None)
        if first is None:
            return schema.empty_table()
        return csv.read_csv(
            io.BufferedReader(_Rows(chain([first], rows)), 1 << 20),
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
