"""Our own mistakes: what the reader is told, what the log holds, and what a session keeps."""

import gc
import io
import logging
import threading
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib.screen.faults import described, keep_data_out_of_logs, number_of
from lib.screen.state import KEY
from tests.pages.app import open_app
from tests.reading import files

SECRET = "Dupont & Fils 12 345 €"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    before, hook = logging.getLogRecordFactory(), threading.excepthook
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    keep_data_out_of_logs()
    yield written
    logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(before)
    threading.excepthook = hook


def failed() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(f"100 % {SECRET}") from cause
    except ValueError as error:
        return error


def test_no_text_of_an_exception_reaches_the_log(log: io.StringIO) -> None:
    error = failed()
    other = logging.getLogger("some.library")
    other.error("It failed", exc_info=error)
    other.error("It failed at %s (%d %%)", "a file", 5, exc_info=error)
    try:
        raise error
    except ValueError:
        other.exception("It failed")
    thread = threading.Thread(target=lambda: (_ for _ in ()).throw(error))
    thread.start()
    thread.join()
    written = log.getvalue()
    assert "Dupont" not in written
    assert "12 345" not in written
    assert written.count(number_of(error)) == 4
    assert "It failed at a file (5 %)" in written
    assert "ValueError < KeyError" in written
    assert "tests/screen/test_faults.py" in written.replace("\\", "/")


def test_a_number_stays_and_is_another_for_each() -> None:
    one, other = failed(), failed()
    assert number_of(one) == number_of(one) != number_of(other)
    assert number_of(one) in described(one)


def breaks() -> None:
    """A page that goes wrong with a client's name in hand."""
    from lib.screen.faults import say_fault  # noqa: PLC0415  (Streamlit runs this function alone)

    try:
        raise RuntimeError("Dupont & Fils")
    except RuntimeError as error:
        say_fault(error)


def test_the_reader_gets_a_sentence_with_the_number() -> None:
    app = AppTest.from_function(breaks).run()
    (said,) = app.error
    assert "Dupont" not in said.value
    assert (
        len([word for word in said.value.replace(",", " ").split() if word.isalnum() and len(word) == 6]) >= 1
    )
    for word in ("Streamlit", "traceback", "http"):
        assert word not in said.value


REFUSED = {
    "no table": b"%PDF-1.4 nothing",
    "no list": files.xlsx([["A", "B"], [1, 2], [3, 4]]),
    "damaged": b"PK\x03\x04 broken",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_session_keeps_no_exception(kind: str) -> None:
    app = open_app()
    app.file_uploader[0].set_value(("a.xlsx", REFUSED[kind], "")).run()
    assert app.error
    assert not list(exceptions(app.session_state[KEY]))


def exceptions(held: object) -> Iterator[BaseException]:
    """Every exception that is held, however far down, by what this project made."""
    seen, waiting = set[int](), [held]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, BaseException):
            yield each
        elif isinstance(each, dict | list | tuple | set) or type(each).__module__.startswith("lib."):
            waiting += [one for one in gc.get_referents(each) if not isinstance(one, type)]
