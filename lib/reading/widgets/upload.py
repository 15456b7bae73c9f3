"""Loading a list: the upload field, the example, the progress of reading and a way to stop it."""

import time
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.exports.widgets.reopening import reopened_words, take_plan
from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.errors import sentence
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.remembered import remembered_choices
from lib.reading.source import Source, combined
from lib.screen.frame import plain
from lib.screen.state import state
from lib.texts import Texts

SAMPLES = Path(__file__).parents[3] / "sample_data"
STEPS = {"parse": (0.0, 0.7), "add_up": (0.75, 0.2), "rank": (0.95, 0.05)}
"""Where each step of reading starts on the bar, and how much of it it fills."""
SHOW_EVERY = 0.2
"""Seconds between two pictures of the progress bar."""

File = tuple[str, Callable[[], bytes]]
"""A name, and what gives the content."""


def upload_box(texts: Texts) -> None:
    """The upload field and the example. What was loaded before stays until another list is read."""
    # Any extension: what a file is, its content says, and what it is not, our own sentences.
    uploaded = st.file_uploader(
        texts("clients.upload"), accept_multiple_files=True, key=f"upload_{state().upload_round}"
    )
    st.button(texts("clients.example"), icon=":material/lightbulb:", key="example", on_click=_ask_for_example)
    if st.session_state.pop("example_wanted", False):
        path = SAMPLES / f"clients_{texts.language}.xlsx"
        _load(texts, [(path.name, path.read_bytes)])
    elif uploaded and st.session_state.get("read_files") != _ids(uploaded):
        _load(texts, [(file.name, file.getvalue) for file in uploaded], _ids(uploaded))
    if uploaded and (locked := st.session_state.get("locked_file")):
        _ask_password(texts, locked)
    _say_error(texts)
    reopened_words(texts)


def _ids(files: list[UploadedFile]) -> tuple[str, ...]:
    return tuple(file.file_id for file in files)


def _ask_for_example() -> None:
    """Empties the upload field, so that the example is what there is."""
    state().upload_round += 1
    st.session_state["example_wanted"] = True


def _ask_password(texts: Texts, name: str) -> None:
    st.text_input(
        texts("clients.password", file=name),
        type="password",
        key="password",
        on_change=_password_given,
        args=(name,),
    )


def _password_given(name: str) -> None:
    st.session_state.setdefault("passwords", {})[name] = st.session_state["password"]
    st.session_state["read_files"] = None


def _load(texts: Texts, files: list[File], ids: tuple[str, ...] = ()) -> None:
    """Read files into the session; an error leaves what was there and is said."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0)
        st.button(
            texts("clients.cancel"), icon=":material/close:", key="cancel", on_click=_cancelled, args=(ids,)
        )
    st.session_state["reading_error"] = None
    try:
        _read(texts, files, _Shown(texts, bar.progress, len(files)))
    except ReadingError as error:
        st.session_state["reading_error"] = error
    st.session_state["read_files"] = ids
    place.empty()


def _cancelled(ids: tuple[str, ...]) -> None:
    """The click has already ended the run that was reading, and with it the process that parsed."""
    st.session_state["read_files"] = ids
    st.session_state["reading_error"] = ReadingError("cancelled")


class _Shown:
    """The progress of reading on a bar. Every picture is also a moment at which a click can end the run."""

    def __init__(self, texts: Texts, show: Callable[[float, str], object], files: int) -> None:
        self.texts, self.show, self.files = texts, show, files
        self.file = 0
        self.start, self.last = time.monotonic(), 0.0

    def __call__(self, step: str, share: float) -> None:
        now = time.monotonic()
        if now - self.last < SHOW_EVERY:
            return
        self.last = now
        start, width = STEPS[step]
        done = (start + width * share) * (self.file + 1) / self.files
        seconds = self.texts.integer(round(now - self.start))
        self.show(min(done, 1.0), self.texts(f"reading.step.{step}", seconds=seconds))


def _read(texts: Texts, files: list[File], shown: _Shown) -> None:
    passwords: dict[str, str] = st.session_state.get("passwords", {})
    st.session_state["locked_file"] = None
    opened, data = [], b""
    for shown.file, (name, content) in enumerate(files):
        data = content()
        try:
            opened.append(open_source(data, name, passwords.get(name), progress=shown))
        except ReadingError as error:
            if error.code.startswith("password"):
                st.session_state["locked_file"] = name
            raise
    st.session_state.pop("passwords", None)
    if take_plan(opened):
        return
    source = combined(opened)
    proposed = propose(source).choices
    choices = remembered_choices(state().remembered, source.sheet(proposed.sheet), proposed)
    # From here on the columns can be corrected, also where no clients are found yet.
    state().take(source, choices)
    state().own_file = (files[0][0], data) if len(files) == 1 else None
    state().clients = read_clients(source, choices, shown)


def read_again(source: Source, choices: Choices) -> None:
    """Read the list with other choices; where that fails, the clients read before stay."""
    st.session_state["reading_error"] = None
    state().choices = choices
    try:
        state().clients = read_clients(source, choices)
    except ReadingError as error:
        st.session_state["reading_error"] = error


def _say_error(texts: Texts) -> None:
    error: ReadingError | None = st.session_state.get("reading_error")
    if error is None:
        return
    st.error(plain(sentence(error, texts)), icon=":material/error:")
    if state().clients is not None:
        st.caption(texts("clients.kept"))
