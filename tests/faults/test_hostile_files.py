"""Files made to take the app's memory: each gets a sentence, and the app stays as small as it was."""

import io
import json
import struct
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest
from pyarrow import parquet

from lib.exports.own import workbook as own_workbook
from lib.exports.own.model import ClientRows, OwnWorkbookError
from lib.exports.reopen import reopened
from lib.exports.stored import NotOursError
from lib.parsing.answers import MOST_CELLS, MOST_ROWS
from lib.parsing.errors import ReadingError
from lib.parsing.stored_plan import LARGEST, MOST_BRACKETS, MOST_COMMAS, SIGN
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.reading.opening import open_source
from lib.reading.process import Limits
from lib.texts import Texts
from tests.faults.memory import grown
from tests.lists import TOY, list_of
from tests.reading import files

MOST_GROWTH = 150
"""Megabytes."""


def plan_workbook(pieces: Iterator[bytes]) -> bytes:
    """A workbook whose hidden sheet holds what these pieces of JSON deflate to."""
    deflate = zlib.compressobj(4)
    packed = b64encode(b"".join([*map(deflate.compress, pieces), deflate.flush()])).decode()
    texts = [packed[start : start + 32_000] for start in range(0, len(packed), 32_000)]
    return files.xlsx([["Client", "CA"], [SIGN, 1], *([text, 1] for text in texts)])


def repeated(piece: bytes, size: int) -> Iterator[bytes]:
    """A list of that piece again and again, in so many bytes."""
    block = piece * (1_000_000 // len(piece))
    yield b'{"version":3,"plan":['
    yield from (block for _ in range(size // len(block) + 1))
    yield b"0]}"


STORES: dict[str, Callable[[], Iterator[bytes]]] = {
    "it inflates without end": lambda: repeated(b" ", LARGEST + (64 << 20)),
    "twenty million lists": lambda: repeated(b"[],", 60_000_000),
    "as many as may be read": lambda: repeated(b"[],", 3 * MOST_BRACKETS - 4_000_000),
    "many numbers": lambda: repeated(b"1,", 2 * MOST_COMMAS - 4_000_000),
    "many texts": lambda: repeated(b'"",', 100_000_000),
    "objects": lambda: repeated(b'{"a":0},', LARGEST - 2_000_000),
    "lists within lists": lambda: iter([b"[" * 900, b"]" * 900]),
    "lists within lists without end": lambda: iter([b"[" * 1_000_000]),
    "a column of mixed kinds": lambda: iter([json.dumps([1, "a"] * 1_000).encode()]),
    "a number beyond 64 bits": lambda: iter([json.dumps([2**64] * 2_000).encode()]),
    "a column that is not there": lambda: iter([b'{"version":3,"plan":{"long_list":7}}']),
    "a number of a million digits": lambda: iter([b'{"version":' + b"9" * 1_000_000 + b"}"]),
    "no object": lambda: iter([b"7"]),
}


@pytest.mark.parametrize("kind", STORES)
def test_a_plan_that_is_none_is_said_and_costs_nothing(kind: str) -> None:
    data = plan_workbook(STORES[kind]())

    def reopen() -> None:
        with pytest.raises((NotOursError, ReadingError)) as caught:
            reopened(open_source(data, "plan.xlsx"))
        assert caught.value.code in ("damaged", "too_large")  # type: ignore[union-attr]

    assert grown(reopen) < MOST_GROWTH


def test_a_number_of_columns_that_travel_is_bounded() -> None:
    rows = 3_000_000
    column = json.dumps([0] * rows, separators=(",", ":")).encode()
    data = plan_workbook(iter([b'{"version":3,"plan":[', *([column, b","] * 11), b"0]}"]))

    def reopen() -> None:
        with pytest.raises((NotOursError, ReadingError)):
            reopened(open_source(data, "plan.xlsx"))

    assert grown(reopen) < MOST_GROWTH


def own(part: bytes, times: int) -> bytes:
    """A workbook of the user's own whose sheet goes on and on."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(files.xlsx([["Client", "CA"], ["A", 2], ["B", 1]]))) as archive,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as new,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            with new.open(name, "w", force_zip64=True) as written:
                if name.endswith("sheet1.xml"):
                    before, _, after = content.partition(b"</sheetData>")
                    written.write(before)
                    for _ in range(times):
                        written.write(part)
                    content = b"</sheetData>" + after
                written.write(content)
    return file.getvalue()


def lying(data: bytes) -> bytes:
    """The same, with sizes in its directory that are a thousandth of what is there."""
    changed = bytearray(data)
    place = 0
    while (place := changed.find(b"PK\x01\x02", place)) >= 0:
        (size,) = struct.unpack_from("<I", changed, place + 24)
        if size > 100_000:
            struct.pack_into("<I", changed, place + 24, size // 1000)
        place += 4
    return bytes(changed)


OWN = {
    "blanks": lambda: own(b" " * (1 << 20), 1_100),
    "rows": lambda: own(b'<row r="9"><c r="A9"/></row>' * 30_000, 600),
    "cells": lambda: own(b"<c/>" * 250_000, 900),
    "lying": lambda: lying(own(b" " * (1 << 20), 1_100)),
}


@pytest.mark.parametrize("kind", OWN)
def test_an_own_workbook_that_blows_up_is_said_and_costs_nothing(kind: str) -> None:
    data, rows = OWN[kind](), {"Sheet": ClientRows(1, {2: 1, 3: 2})}
    result = compute(list_of(TOY), Plan())
    assert len(data) < 12 << 20

    def give_back() -> None:
        assert own_workbook.look(data, rows, result, Texts("en")).reason in ("too_large", "unusual")
        with pytest.raises(OwnWorkbookError):
            own_workbook.own_workbook(data, rows, result, Texts("en"))

    assert grown(give_back) < MOST_GROWTH


def parquet_file(rows: int, columns: int) -> bytes:
    """Rows that repeat take no room in it."""
    column = pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int8()), rows), pa.array(["a"]))
    file = io.BytesIO()
    parquet.write_table(pa.table({f"c{number}": column for number in range(columns)}), file)
    return file.getvalue()


LONG = {
    "lines": (lambda: b"a;1\n" * (MOST_ROWS + 1), "too_many_rows"),
    "37 million lines": (lambda: b"a;1\n" * 37_000_000, "too_many_rows"),
    "rows": (lambda: parquet_file(MOST_ROWS + 1, 2), "too_many_rows"),
    "cells": (lambda: parquet_file(MOST_ROWS - 1, MOST_CELLS // MOST_ROWS + 1), "too_many_cells"),
}


@pytest.mark.parametrize("kind", LONG)
def test_more_than_one_upload_may_have_is_said(kind: str) -> None:
    make, code = LONG[kind]
    data = make()

    def read() -> None:
        with pytest.raises(ReadingError) as caught:
            open_source(data, "long", limits=Limits(seconds=400))
        assert caught.value.code == code
        assert caught.value.details["millions"] in (5, 100)

    assert grown(read) < MOST_GROWTH
