"""What was recognised in a file, how sure that is, what has to be asked, and the fields to correct it."""

from dataclasses import replace

import streamlit as st

from lib.clients.model import Question
from lib.reading.choices import COLUMN_QUESTIONS, Choices, Proposal
from lib.reading.proposal import alike_sheets, propose
from lib.reading.remembered import is_remembered, to_remember
from lib.reading.sentences import answer_words, question_sentence
from lib.reading.source import Sheet
from lib.reading.widgets import column_memory
from lib.reading.widgets.opening import Origin, opening, origin_on_page, read_again
from lib.screen.frame import plain, say, show
from lib.screen.state import state
from lib.texts import Texts

PREVIEW_ROWS = 5
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "MAD", "XOF", "SEK", "PLN", "JPY")
NONE = ""
"""The option that stands for no column, no currency."""

MAIN = ("client", "number", "revenue", "quantity", "unit_price")
FURTHER = ("discount", "date", "cost", "margin", "hours", "account_manager", "segment", "article")
LEDGER = ("account", "debit", "credit", "journal", "label", "kind")
A_ROW = 5
"""Fields beside each other."""
NARROW = 220
"""Pixels of a field with short options."""


def column_choices(texts: Texts, shown: Origin) -> None:
    """The shape of the list, the questions, and a field for each column that can be corrected."""
    source, choices = shown.source, shown.choices
    sheet = source.sheet(choices.sheet)
    proposal = propose(source, choices.sheet)
    st.markdown(texts(f"reading.shape.{proposal.shape}"))
    clients = state().clients
    questions = clients.report.questions if clients is not None else proposal.questions
    for place, question in enumerate(_open_questions(questions, sheet)):
        _ask(texts, choices, question, place)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(source.sheets) > 1:
            _field(texts, choices, "sheet", [one.name for one in source.sheets], texts("clients.sheet"))
        if alike := alike_sheets(source, sheet):
            _further_sheets(texts, choices, [one.name for one in alike])
    _fields(texts, choices, proposal, sheet, MAIN)
    found = [texts(f"reading.role.{name}") for name in (*FURTHER, *LEDGER) if getattr(choices, name)]
    with st.expander(
        texts("clients.further.found" if found else "clients.further", columns=", ".join(found))
    ):
        _fields(texts, choices, proposal, sheet, FURTHER)
        _fields(texts, choices, proposal, sheet, LEDGER)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _field(texts, choices, "currency", [NONE, *CURRENCIES], texts("clients.currency"))
        if choices.pool_missing_clients or _rows_without_client():
            _pool_toggle(texts, choices)


def _open_questions(questions: tuple[Question, ...], sheet: Sheet) -> list[Question]:
    """Once the user has said something of the columns, they are no longer asked about."""
    settled = is_remembered(opening().remembered, sheet)
    return [one for one in questions if not (settled and one.code.endswith(("_unsure", "_column")))]


def _ask(texts: Texts, choices: Choices, question: Question, place: int) -> None:
    """A question with its answers as buttons; one without options is typed."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(":material/help: " + question_sentence(question, texts, plain))
        if not question.options:
            _typed_answer(texts, choices, question, place)
        for number, option in enumerate(question.options):
            st.button(
                _words_of(texts, question, option),
                key=f"answer_{place}_{number}",
                type="primary" if option == (question.chosen or question.proposed) else "secondary",
                on_click=_change,
                args=(choices.answered(question.code, option),),
            )


def _typed_answer(texts: Texts, choices: Choices, question: Question, place: int) -> None:
    key = f"answer_{place}"
    st.session_state[key] = question.chosen or question.proposed
    st.text_input(
        question_sentence(question, texts, plain),
        key=key,
        label_visibility="collapsed",
        on_change=lambda: _change(choices.answered(question.code, st.session_state[key])),
    )


def _words_of(texts: Texts, question: Question, option: str) -> str:
    """An option in words; where it is the heading that was assumed, yes."""
    if question.code in COLUMN_QUESTIONS and len(question.options) == 1:
        return texts("clients.yes")
    return answer_words(question, option, texts, plain)


def _further_sheets(texts: Texts, choices: Choices, names: list[str]) -> None:
    st.session_state["choice_also"] = list(choices.also)
    st.multiselect(
        texts("clients.also"),
        names,
        key="choice_also",
        on_change=lambda: _change(replace(choices, also=tuple(st.session_state["choice_also"]))),
    )


def _fields(texts: Texts, choices: Choices, proposal: Proposal, sheet: Sheet, names: tuple[str, ...]) -> None:
    options = [NONE, *sheet.headings]
    for first in range(0, len(names), A_ROW):
        for column, name in zip(st.columns(A_ROW), names[first : first + A_ROW], strict=False):
            with column:
                _field(texts, choices, name, options, texts(f"reading.role.{name}"))
                _reason(texts, choices, proposal, name)


def _reason(texts: Texts, choices: Choices, proposal: Proposal, name: str) -> None:
    """How sure it is that a column is what it was taken for, and why."""
    heading = getattr(choices, name)
    found = {role: column for role, column in proposal.columns.items() if role == name}
    column = next(iter(found.values()), None)
    if heading is None:
        return
    if column is None or column.heading != heading:
        st.caption(texts("reading.column.chosen"))
        return
    sure = texts("clients.sure", share=texts.percent(column.confidence))
    st.caption(f"{texts(f'reading.column.{column.reason}')} · {sure}")


def _field(texts: Texts, choices: Choices, name: str, options: list[str], label: str) -> None:
    key = f"choice_{name}"
    shown = getattr(choices, name) or NONE
    st.session_state[key] = shown
    st.selectbox(
        label,
        options if shown in options else [*options, shown],
        format_func=lambda option: _nothing(texts, choices, name) if option == NONE else option,
        key=key,
        on_change=_choose,
        args=(name, key),
        width=NARROW if name == "currency" else "stretch",
    )


def _nothing(texts: Texts, choices: Choices, name: str) -> str:
    if name == "revenue" and choices.periods:
        return texts("clients.from_periods", count=texts.integer(len(choices.periods)))
    if name == "revenue" and choices.debit:
        return texts("clients.from_ledger")
    if name == "revenue":
        return texts("clients.from_product")
    return texts("clients.currency.none" if name == "currency" else "clients.none")


def _choose(name: str, key: str) -> None:
    shown = origin_on_page()
    if shown is None:
        return
    value = st.session_state[key]
    if name == "sheet":
        _change(propose(shown.source, value).choices)
    else:
        _change(replace(shown.choices, **{name: None if value == NONE else value}))  # type: ignore[arg-type]


def _change(choices: Choices) -> None:
    """Read the list again with the user's choices, and remember them for files with the same headings."""
    shown = origin_on_page()
    if shown is None:
        return
    read_again(choices)
    mine = opening()
    mine.remembered = to_remember(mine.remembered, shown.source.sheet(choices.sheet), choices)
    column_memory.keep(mine.remembered)


def _rows_without_client() -> bool:
    clients = state().clients
    return clients is not None and any(group.reason == "no_client" for group in clients.report.set_aside)


def _pool_toggle(texts: Texts, choices: Choices) -> None:
    st.session_state["choice_pool"] = choices.pool_missing_clients
    st.toggle(
        texts("clients.pool"),
        key="choice_pool",
        on_change=lambda: _change(replace(choices, pool_missing_clients=st.session_state["choice_pool"])),
    )


def sheet_preview(texts: Texts, shown: Origin) -> None:
    """The first rows of the sheet, as they are in the file."""
    sheet = shown.source.sheet(shown.choices.sheet)
    say(texts, "clients.preview", file=shown.source.name, sheet=sheet.name)
    show(sheet.preview(PREVIEW_ROWS))
