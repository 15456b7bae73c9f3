"""Bounds of what the process hands over that reads a file, tried on both sides of each."""

import io
import json
import sys
from typing import Any

import pyarrow as pa
import pytest

from lib.parsing import answers, sandbox
from lib.parsing.answers import Counted, check_rows, check_size, is_small, serve
from lib.parsing.errors import ReadingError


def table(rows: int, columns: int) -> pa.Table:
    return pa.table({str(column): pa.array([0.0] * rows) for column in range(columns)})


@pytest.mark.parametrize(
    ("name", "most", "code"),
    [
        ("MOST_ROWS", 30, "too_many_rows"),
        ("MOST_CELLS", 100, "too_many_cells"),
        ("MOST_BYTES", 800, "too_large"),
    ],
)
def test_tables_together_may_be_so_large_and_no_larger(
    name: str, most: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """30 rows, of 4 and of 3 columns, 8 bytes a cell."""
    tables = [table(10, 4), table(20, 3)]
    monkeypatch.setattr(answers, name, most)
    check_size(tables)
    monkeypatch.setattr(answers, name, most - 1)
    with pytest.raises(ReadingError) as refused:
        check_size(tables)
    assert refused.value.code == code
    assert all(isinstance(value, int) for value in refused.value.details.values())


def test_lines_of_a_text_are_counted_before_it_is_read() -> None:
    check_rows(answers.MOST_ROWS)
    with pytest.raises(ReadingError):
        check_rows(answers.MOST_ROWS + 1)


def test_json_is_small_by_its_length_and_by_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LONGEST_LINE", 20)
    monkeypatch.setattr(answers, "MOST_MARKS", 5)
    assert is_small(b"x" * 20)
    assert not is_small(b"x" * 21)
    assert is_small(b"[{,,,x}]")
    assert not is_small(b"[{,,,,x}]")


def test_no_more_is_read_than_the_bounds_whatever_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LONGEST_LINE", 10)
    monkeypatch.setattr(answers, "MOST_BYTES", 10)
    pipe = Counted(io.BytesIO(b"123456789\n" + b"x" * 10 + b"y" * 11))
    assert pipe.line() == b"123456789\n"
    assert pipe.read(10) == b"x" * 10
    with pytest.raises(ValueError, match="size"):
        pipe.read(11)
    with pytest.raises(ValueError, match="line"):
        Counted(io.BytesIO(b"1234567890\n")).line()
    assert Counted(io.BytesIO()).line() == b""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What a process answers to one piece of work; it is this one, which is not shut."""
    for name in ("limit", "shut"):
        monkeypatch.setattr(answers, name, lambda *_: None)

    class Stream(io.BytesIO):
        @property
        def buffer(self) -> "Stream":
            return self

    def run(work: answers.Work, data: bytes = b"file") -> tuple[dict[str, object], bytes]:
        bounds = {"memory": 1, "seconds": 1, "bytes": len(data), "modules": ["lib.parsing.errors"]}
        asked = json.dumps(bounds).encode() + b"\n" + data + b"{}\n"
        answered = Stream()
        monkeypatch.setattr(sys, "stdin", Stream(asked))
        monkeypatch.setattr(sys, "stdout", answered)
        serve(work, lambda start: None if start == data else pytest.fail("other bytes"))
        line, _, rest = answered.getvalue().partition(b"\n")
        return json.loads(line), rest

    return run


def raising(error: BaseException) -> answers.Work:
    def work(*_: object) -> Any:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ReadingError("empty"), {"error": "empty", "details": {}}),
        (MemoryError(), {"error": "too_large"}),
        (ValueError("Dupont 100"), {"error": "unreadable"}),
        (KeyboardInterrupt("Dupont 100"), {"error": "unreadable"}),
        (sandbox.NotLoadedError("lib.parsing.parquet"), {"needs": "lib.parsing.parquet"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_is_raised_is_a_word_that_quotes_nothing(
    served: Any, error: BaseException, said: dict[str, object]
) -> None:
    assert served(raising(error)) == (said, b"")


def test_an_answer_says_what_comes_after_it(served: Any) -> None:
    said, rest = served(lambda data, *_: ({"x": 1}, [table(2, 1)], data))
    assert said == {"x": 1, "tables": 1, "bytes": 4}
    with pa.ipc.open_stream(rest[: -len(b"file")]) as stream:
        assert stream.read_all().equals(table(2, 1))
    assert rest.endswith(b"file")


@pytest.mark.parametrize("name", ["MOST_BYTES", "LONGEST_LINE", "MOST_MARKS"])
def test_an_answer_beyond_the_bounds_is_not_given(
    served: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, name, 3)
    said, rest = served(lambda data, *_: ({"x": [1, 2]}, [], data))
    assert (said["error"], rest) == ("too_large", b"")
