"""The list of a past year, added to the one that is loaded."""

from dataclasses import dataclass, replace

import streamlit as st

from lib.base.bounds import Bounds
from lib.base.clock import today
from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.parsing.errors import ReadingError, Refusal
from lib.reading.clients_from_rows import read_file
from lib.reading.earlier_list import EarlierListError, Matched, usual_years, with_earlier
from lib.reading.errors import sentence
from lib.screen.frame import say
from lib.screen.number_field import NumberField, held_number
from lib.screen.state import state
from lib.texts import Texts

YEARS = Bounds(1970, 2099)


@dataclass
class _Earlier:
    """What became of the last list that was added, and to which list."""

    about: ClientList | None = None
    answer: Matched | Refusal | str | None = None
    """How the clients were found again; what was wrong with the file, or, as a code, with the two lists."""
    upload_round: int = 0
    """Part of the uploader's key: a new number empties it."""


def earlier_list(texts: Texts, clients: ClientList, wanted: bool) -> None:
    """The field for the list of a past year; open where the page has nothing else to compare with."""
    clients = clients.as_read
    with st.expander(texts("tomorrow.earlier"), icon=":material/history:", expanded=wanted):
        say(texts, "tomorrow.earlier.how")
        key = f"earlier_{state().part(_Earlier).upload_round}"
        uploaded = st.file_uploader(texts("tomorrow.earlier.file"), key=key)
        if uploaded is None:
            return
        then, now = usual_years(clients, uploaded.name, today().year)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            then = _year(texts, f"{key}_then", texts("tomorrow.earlier.then"), then)
            if clients.sales is None:
                now = _year(texts, f"{key}_now", texts("tomorrow.earlier.now"), now)
            st.button(
                texts("tomorrow.earlier.add"), key="earlier_add", type="primary",
                on_click=_add, args=(clients, uploaded.name, uploaded.getvalue, then, now),
            )  # fmt: skip


def _year(texts: Texts, key: str, label: str, usual: int) -> int:
    return held_number(texts, NumberField(key, label, YEARS, width=180, is_year=True), usual)


def _add(clients: ClientList, name: str, content: object, then: int, now: int) -> None:
    """Put the two lists together; an error leaves the list as it was."""
    assert callable(content)
    earlier = state().part(_Earlier)
    try:
        joined, matched = with_earlier(clients, read_file(content(), name), then, now)
    except ReadingError as error:
        earlier.about, earlier.answer = clients, error.refusal
        return
    except EarlierListError as error:
        earlier.about, earlier.answer = clients, error.code
        return
    loaded = state().loaded
    assert loaded is not None
    state().loaded = replace(loaded, clients=joined)
    earlier.about, earlier.answer = joined, matched
    earlier.upload_round += 1


def earlier_answer(texts: Texts, clients: ClientList) -> None:
    """How the clients were found again, or why the list could not be added."""
    earlier = state().part(_Earlier)
    if earlier.about is not clients.as_read:
        return
    answer = earlier.answer
    if isinstance(answer, Matched):
        say(
            texts,
            "tomorrow.earlier.matched",
            by_number=texts.integer(answer.by_number),
            by_name=texts.integer(answer.by_name),
            gone=texts.integer(answer.gone),
        )
    elif isinstance(answer, str):
        st.error(texts(f"tomorrow.earlier.{answer}"), icon=":material/error:")
    else:
        assert isinstance(answer, Refusal)
        st.error(plain(sentence(answer, texts)), icon=":material/error:")
