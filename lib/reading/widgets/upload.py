"""Loading a list: the upload field, the example, the progress of reading and a way to stop it."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from lib.base.outside import plain
from lib.parsing.answers import check_rows
from lib.parsing.errors import ReadingError, Refusal
from lib.reading.errors import sentence
from lib.reading.proposal import propose
from lib.reading.remembered import is_remembered, key_of, remembered_choices
from lib.reading.source import Source, combined
from lib.reading.widgets.opening import (
    Origin,
    Unopened,
    Upload,
    opener_of,
    opening,
    read_into_session,
    reopen,
    unopened,
)
from lib.reading.widgets.questions import with_known_rates
from lib.reading.widgets.replaying import offer_to_replay
from lib.screen.state import state
from lib.screen.streamlit_private import UploadedFile
from lib.texts import Texts

SAMPLES = Path(__file__).parents[3] / "sample_data"
STEPS = {
    "parse": (0.0, 0.7),
    "look": (0.0, 0.3),
    "ask": (0.3, 0.45),
    "add_up": (0.75, 0.2),
    "rank": (0.95, 0.05),
}
"""Where each step of reading starts on the bar, and how much of it it fills."""
SHOW_EVERY = 0.2
"""Seconds between two pictures of the progress bar."""

File = tuple[str, Callable[[], bytes]]
"""A name, and what gives the content."""
TakePlan = Callable[[Sequence[Source]], bool]
"""Opens files that are a plan of ours; whether they were one."""


def upload_box(texts: Texts, take_plan: TakePlan) -> None:
    """The upload field and the example. What was loaded before stays until another list is read.

    `take_plan` opens files that are a plan of ours; it says whether they were.
    """
    # Any extension: what a file is, its content says, and what it is not, our own sentences.
    uploaded = st.file_uploader(
        texts("clients.upload"), accept_multiple_files=True, key=f"upload_{opening().upload_round}"
    )
    st.button(texts("clients.example"), icon=":material/lightbulb:", key="example", on_click=_ask_for_example)
    # What is wanted stays so until it is read: whatever draws the page anew meanwhile, reading begins anew.
    if uploaded and opening().files_read != _ids(uploaded):
        opening().example_wanted = False
        _load(texts, [(file.name, file.getvalue) for file in uploaded], take_plan, _ids(uploaded))
    elif opening().example_wanted:
        path = SAMPLES / f"clients_{texts.language}.xlsx"
        _load(texts, [(path.name, path.read_bytes)], take_plan)
        opening().example_wanted = False
    if not uploaded:
        opening().passwords = {}
    elif locked := opening().locked_file:
        _ask_password(texts, locked)
    _say_error(texts)


def reopen_kept(texts: Texts) -> None:
    """Open the files of a list that was kept, with the progress of it; a click stops that, and what cannot be
    opened is said."""
    waiting = unopened()
    if waiting is None or waiting.locked or waiting.failed or waiting is opening().left_closed:
        return
    progress = st.empty()
    with progress.container():
        bar = st.progress(0.0)
        label = texts("clients.cancel")
        st.button(
            label, icon=":material/close:", key="cancel_opening", on_click=_leave_closed, args=(waiting,)
        )
    try:
        reopen(Shown(texts, bar.progress, len(waiting.files)))
    except ReadingError as error:
        opening().error = error.refusal
    progress.empty()


def _leave_closed(waiting: Unopened) -> None:
    opening().left_closed = waiting


def read_waiting(texts: Texts) -> None:
    """Read what a hand has wanted and what takes its time, with the progress of it. A click on the button
    leaves the list as it was; another click ends this run alone: reading begins anew in the next one."""
    waiting = opening().waiting
    if waiting is None:
        return
    area = st.empty()
    with area.container():
        bar = st.progress(0.0)
        label = texts("clients.cancel")
        st.button(label, icon=":material/close:", key="cancel_waiting", on_click=_stopped)
    try:
        waiting.read(Shown(texts, bar.progress))
    except ReadingError as error:
        opening().error = error.refusal
    opening().waiting = None
    area.empty()
    if opening().error is None:
        st.rerun()  # what stands above was drawn of the list of before


def _stopped() -> None:
    """The click has ended the run that was reading, unless all was read already."""
    if opening().waiting is not None:
        opening().waiting = None
        opening().error = Refusal("stopped", {})


def _ids(files: list[UploadedFile]) -> tuple[str, ...]:
    return tuple(file.file_id for file in files)


def _ask_for_example() -> None:
    """Empties the upload field, so that the example is what there is."""
    opening().upload_round += 1
    opening().example_wanted = True


def _ask_password(texts: Texts, name: str) -> None:
    st.text_input(
        texts("clients.password", file=plain(name)),
        type="password",
        key="password",
        on_change=_password_given,
        args=(name,),
    )


def _password_given(name: str) -> None:
    opening().passwords[name] = st.session_state.pop("password")
    opening().files_read = None


def _load(texts: Texts, files: list[File], take_plan: TakePlan, ids: tuple[str, ...] = ()) -> None:
    """Read files into the session; an error leaves what was there and is said."""
    progress_area = st.empty()
    with progress_area.container():
        bar = st.progress(0.0)
        st.button(
            texts("clients.cancel"), icon=":material/close:", key="cancel", on_click=_cancelled, args=(ids,)
        )
    opening().error = None
    try:
        uploads = tuple((name, content()) for name, content in files)
        _read(uploads, Shown(texts, bar.progress, len(files)), take_plan)
    except ReadingError as error:
        opening().error = error.refusal
    opening().files_read = ids
    progress_area.empty()


def _cancelled(ids: tuple[str, ...]) -> None:
    """The click has already ended the run that was reading, and with it the process that parsed."""
    opening().files_read = ids
    opening().example_wanted = False
    opening().passwords = {}
    opening().error = Refusal("cancelled", {})


class Shown:
    """The progress of reading on a bar. Every picture is also a moment at which a click can end the run."""

    def __init__(self, texts: Texts, show: Callable[[float, str], object], files: int = 1) -> None:
        self.texts, self.show, self.files = texts, show, files
        self.file = 0
        self.start, self.last = time.monotonic(), 0.0

    def __call__(self, step: str, share: float) -> None:
        """Show how much of a step is done; of the step "wait", how many files are before."""
        now = time.monotonic()
        if now - self.last < SHOW_EVERY:
            return
        self.last = now
        if step == "wait":
            self.show(0.0, self.texts.plural("reading.step.wait", round(share)))
            return
        start, width = STEPS[step]
        done = (start + width * share) * (self.file + 1) / self.files
        seconds = self.texts.integer(round(now - self.start))
        self.show(min(done, 1.0), self.texts(f"reading.step.{step}", seconds=seconds))


def _read(files: tuple[Upload, ...], shown: Shown, take_plan: TakePlan) -> None:
    opened, locked = _opened(files, shown)
    if take_plan(opened):
        opening().pending = None
        return
    source = combined(opened)
    proposed = propose(source).choices
    sheet = source.sheet(proposed.sheet)
    if is_remembered(opening().remembered, sheet):
        opening().settled.add(key_of(sheet))
    choices = with_known_rates(remembered_choices(opening().remembered, sheet, proposed))
    read_into_session(Origin(source, choices, files[0] if len(files) == 1 else None, files, locked), shown)
    offer_to_replay()


def _opened(files: tuple[Upload, ...], shown: Shown) -> tuple[list[Source], bool]:
    """The files, opened, and whether a password was needed. Passwords stay only where another file of the
    same upload waits for its own."""
    passwords, opening().locked_file = opening().passwords, None
    sources: list[Source] = []
    opener = opener_of(files)
    for shown.file, (name, data) in enumerate(files):
        try:
            sources.append(opener(data, name, passwords.get(name), progress=shown))
            check_rows(sum(sheet.cells.num_rows for source in sources for sheet in source.sheets))
        except ReadingError as error:
            waits = error.code.startswith("password")
            opening().locked_file = name if waits else None
            others = {file for file, _ in files} - {name} if waits else set()
            opening().passwords = {file: passwords[file] for file in others & set(passwords)}
            raise
    opening().passwords = {}
    return sources, bool(passwords)


def _say_error(texts: Texts) -> None:
    error = opening().error
    if error is None:
        return
    st.error(plain(sentence(error, texts)), icon=":material/error:")
    if state().clients is not None:
        st.caption(texts("clients.kept"))
