"""Columns of every type that Parquet holds, as text; pyarrow and Python write what is expected."""

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from lib.base.money import to_text
from lib.lakes.opening import open_lake
from lib.parsing.parquet import read_parquet
from lib.parsing.tables import as_texts
from lib.reading.clients_from_rows import read_clients, read_file

NAMES = ["Dupont & Fils", "Café Zoé", "№ 5 «à l’est»"]
KEY = UUID("12345678-1234-5678-1234-567812345678")


def written(**columns: pa.Array) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pa.table(columns), file)
    return file.getvalue()


def texts(column: pa.Array) -> list[str]:
    """The cells below the heading."""
    heading, *cells = as_texts(read_parquet(written(x=column)).column(0)).to_pylist()
    assert heading == "x"
    return cells


TYPES: dict[str, tuple[pa.Array, str]] = {
    "text": (pa.array(["a", None]), "a"),
    "large text": (pa.array(["a", None], pa.large_string()), "a"),
    "view of text": (pa.array(["a", None], pa.string_view()), "a"),
    "bytes": (pa.array([b"a", None], pa.binary()), "a"),
    "large bytes": (pa.array([b"a", None], pa.large_binary()), "a"),
    "view of bytes": (pa.array([b"a", None], pa.binary_view()), "a"),
    "bytes of one length": (pa.array([b"ab", None], pa.binary(2)), "ab"),
    "bytes that are no text": (pa.array([b"\xff", None], pa.binary()), "\ufffd"),
    "coded text": (pa.array(["a", None]).dictionary_encode(), "a"),
    "coded bytes": (pa.array([b"a", None]).dictionary_encode(), "a"),
    "coded numbers": (pa.array([1.5, None]).dictionary_encode(), "1.5"),
    "whole": (pa.array([2**64 - 1, None], pa.uint64()), "18446744073709551615"),
    "decimal": (pa.array([Decimal("12.50"), None]), "12.50"),
    "large decimal": (pa.array([Decimal("12.50"), None], pa.decimal256(60, 2)), "12.50"),
    "number": (pa.array([0.1, None]), "0.1"),
    "short number": (pa.array([0.1, None], pa.float32()), "0.1"),
    "shorter number": (pa.array(np.array([1.5, np.nan], np.float16), from_pandas=True), "1.5"),
    "flag": (pa.array([True, None]), "true"),
    "day": (pa.array([dt.date(2025, 3, 4), None]), "2025-03-04"),
    "day in milliseconds": (pa.array([dt.date(2025, 3, 4), None], pa.date64()), "2025-03-04"),
    "duration": (pa.array([dt.timedelta(hours=36, minutes=30), None]), "36.5"),
    "list": (pa.array([["a", "b"], None]), "['a', 'b']"),
    "named": (pa.array([{"a": 1}, None]), "{'a': 1}"),
    "key": (pa.ExtensionArray.from_storage(pa.uuid(), pa.array([KEY.bytes, None], pa.binary(16))), str(KEY)),
    "nothing": (pa.array([None, None]), ""),
}


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_text_and_nothing_is_nothing(kind: str) -> None:
    column, text = TYPES[kind]
    assert texts(column) == [text, ""]


@given(st.lists(st.none() | st.text()))
def test_texts_that_do_not_say_that_they_are_some_are_the_same(names: list[str | None]) -> None:
    """Spark, Hive and Impala have long written texts as bytes."""
    encoded = [None if name is None else name.encode("utf-8", "surrogatepass") for name in names]
    as_bytes = texts(pa.array(encoded, pa.binary()))
    try:
        expected = texts(pa.array(names, pa.string()))
    except UnicodeEncodeError:
        return
    assert as_bytes == expected


def sold(kind: pa.DataType) -> bytes:
    names: Sequence[str | None] = [*NAMES, None]
    return written(
        Client=pa.array([None if name is None else name.encode() for name in names], pa.binary()).cast(kind),
        CA=pa.array([400.5, 300.0, 200.0, 7.0]),
    )


@pytest.mark.parametrize("kind", [pa.string(), pa.binary(), pa.large_binary()])
def test_clients_are_called_what_they_are_called(kind: pa.DataType, tmp_path: Path) -> None:
    """Of a file and of a folder of files alike; a line without a client is none."""
    clients = read_file(sold(kind), "a.parquet")
    assert list(clients.ranked["client"]) == NAMES
    assert [(group.reason, group.rows, to_text(group.amount)) for group in clients.report.set_aside] == [
        ("no_client", 1, "7")
    ]
    (tmp_path / "a.parquet").write_bytes(sold(kind))
    lake = open_lake(str(tmp_path / "*.parquet"), None)
    choices = lake.proposal().choices
    assert list(read_clients(lake.source(choices), choices).ranked["client"]) == NAMES
