"""Our own mistakes: a sentence with a number for the reader; the number and the place in the code for the
log.

The text of an exception can quote a client's name or amount. So no log record holds one: of every exception
that is logged, by whatever library, the type and the lines of code are kept.
"""

import logging
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

import streamlit as st

from lib.screen.state import state
from lib.texts import Texts

_PROJECT = Path(__file__).parents[2]
_NUMBER = "palmares_number"
_MOST_LINES = 12
_LOG = logging.getLogger(__name__)


def say_fault(error: Exception) -> bool:
    """Tell the reader that something went wrong, with the number that the log has too; that it was told."""
    texts = Texts(state().language)
    st.error(texts("frame.fault", number=number_of(error)), icon=":material/error:")
    return True


def number_of(error: BaseException) -> str:
    """The number of a fault, the same whenever it is asked for."""
    if not hasattr(error, _NUMBER):
        setattr(error, _NUMBER, secrets.token_hex(3).upper())
    return str(getattr(error, _NUMBER))


def described(error: BaseException) -> str:
    """A fault without anything that its text could quote: number, types, lines of code, innermost last."""
    kinds = " < ".join(type(each).__name__ for each in _chain(error))
    lines = list(_lines(error.__traceback__))[-_MOST_LINES:]
    return f"[{number_of(error)}] {kinds} ({' > '.join(lines)})"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_MOST_LINES):
        if error is not None:
            yield error
            error = error.__cause__ or error.__context__


def _lines(traceback: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(traceback):
        path = Path(frame.f_code.co_filename)
        name = path.relative_to(_PROJECT) if path.is_relative_to(_PROJECT) else path.name
        yield f"{name}:{line} {frame.f_code.co_name}"


def keep_data_out_of_logs() -> None:
    """From now on no exception is logged with its text, by nobody in this process."""
    logging.setLogRecordFactory(_record)
    threading.excepthook = _thread_failed


def _record(*details: Any, **further: Any) -> logging.LogRecord:
    record = logging.LogRecord(*details, **further)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told = described(error)
        record.msg = f"{record.msg} {told.replace('%', '%%') if record.args else told}"
        record.exc_info = None
    return record


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not issubclass(failed.exc_type, SystemExit):
        _LOG.error("thread", exc_info=failed.exc_value)
