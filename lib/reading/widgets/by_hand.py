"""How the file is written and where its table is, told by hand where the evidence misleads."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lib.base.bounds import Bounds
from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.parsing.answers import MOST_ROWS as MOST_LINES
from lib.parsing.encodings import BY_HAND
from lib.parsing.errors import ReadingError
from lib.reading.by_hand import Change, changes
from lib.reading.notices import ENCODING_NAMES
from lib.reading.options import DECIMAL_MARKS, MOST_ROWS, ReadingOptions
from lib.reading.sentences import answer_words, effect_words
from lib.reading.widgets.opening import (
    Origin,
    choices_for,
    open_files,
    opening,
    origin_on_page,
    read_again,
    read_anew,
    wait_for,
)
from lib.reading.widgets.questions import LONG, is_long
from lib.screen.controls import follow, heed
from lib.screen.frame import panel
from lib.screen.number_field import NumberField, number_field
from lib.texts import Texts

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar", ":": "colon"}
PANEL = "by_hand"
"""The key of the panel, under which the session keeps whether it is open."""
AUTOMATIC = ""
"""The option that leaves it to the file."""


def by_hand_panel(texts: Texts, shown: Origin, clients: ClientList | None) -> None:
    """The fields, folded away behind a line that names what was told, and what each of them changes."""
    if not shown.files:
        return
    told = [texts(f"clients.by_hand.{name}") for name in shown.source.options.told]
    label = texts("clients.by_hand.told", names=", ".join(told)) if told else texts("clients.by_hand")
    folded = panel(label, key=PANEL, icon=":material/tune:")
    if folded.open:
        with folded:
            if shown.locked:
                st.markdown(texts("clients.by_hand.locked"))
                return
            if shown.source.asked is not None:
                lines = texts.plural("count.rows", _lines(shown))
                if _lines(shown) > MOST_LINES:
                    most = texts.integer(MOST_LINES)
                    st.markdown(texts("clients.by_hand.too_long", lines=lines, most=most))
                    return
                st.markdown(texts("clients.by_hand.long", lines=lines))
            st.markdown(texts("clients.by_hand.why"))
            _fields(texts, shown)
            _level(texts, shown, clients)
            _told(texts, shown, clients)


def _lines(shown: Origin) -> int:
    """How many lines there are, at most on one sheet."""
    sheets = shown.source.sheets
    return max((int(sheet.sums.lines.sum()) if sheet.sums else sheet.rows for sheet in sheets), default=0)


def _takes_long(shown: Origin) -> bool:
    return shown.source.asked is not None or _lines(shown) > LONG


def _fields(texts: Texts, shown: Origin) -> None:
    options = shown.source.options
    is_text = any(sheet.delimiter for sheet in shown.source.sheets)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _select(texts, "decimal_mark", DECIMAL_MARKS, options.decimal_mark)
        order = {None: None, True: "day_first", False: "month_first"}[options.day_first]
        _select(texts, "day_first", ("day_first", "month_first"), order)
        _row_number(texts, "heading_row", options.heading_row, 0)
        _row_number(texts, "last_row", options.last_row, 1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if is_text:
            _select(texts, "encoding", BY_HAND, options.encoding)
            _select(texts, "delimiter", tuple(DELIMITERS), options.delimiter)
        if len(shown.source.sheets) > 1:
            names = [sheet.name for sheet in shown.source.sheets]
            st.multiselect(
                texts("clients.by_hand.sheets"),
                names,
                follow("told_sheets", [name for name in options.sheets if name in names]),
                key="told_sheets",
                placeholder=texts("clients.by_hand.automatic"),
                on_change=heed("told_sheets", set(names).issuperset, partial(_tell, "sheets")),
            )


def _select(texts: Texts, name: str, values: tuple[str, ...], told: str | None) -> None:
    key = f"told_{name}"
    options = (AUTOMATIC, *values) if told is None or told in values else (AUTOMATIC, *values, told)
    st.selectbox(
        texts(f"clients.by_hand.{name}"),
        options,
        options.index(follow(key, told or AUTOMATIC)),
        format_func=lambda value: _words(texts, name, value),
        key=key,
        on_change=heed(key, options, partial(_tell, name)),
        width=220,
    )


def _words(texts: Texts, name: str, value: str) -> str:
    if value == AUTOMATIC:
        return texts("clients.by_hand.automatic")
    if name == "encoding":
        return ENCODING_NAMES.get(value, value.upper())
    if name == "delimiter":
        return texts(f"clients.delimiter.{DELIMITERS[value]}") if value in DELIMITERS else value
    if name == "decimal_mark":
        return texts("clients.mark.comma" if value == "," else "clients.mark.point")
    return texts(f"reading.answer.date_order.{value}")


def _row_number(texts: Texts, name: str, told: int | None, least: int) -> None:
    about = NumberField(
        f"told_{name}",
        texts(f"clients.by_hand.{name}"),
        Bounds(least, MOST_ROWS),
        partial(_tell, name),
        width=220,
        help=texts(f"clients.by_hand.{name}.help"),
        placeholder=texts("clients.by_hand.automatic"),
        emptied=partial(_tell, name, None),
    )
    number_field(texts, about, told)


def _level(texts: Texts, shown: Origin, clients: ClientList | None) -> None:
    """The level of a pivot table, which is a question as well."""
    asked = (
        [question for question in clients.report.questions if question.code == "pivot_level"]
        if clients
        else []
    )
    for question in asked:
        key = "told_level"
        st.selectbox(
            texts("clients.by_hand.level"),
            question.options,
            question.options.index(follow(key, question.chosen or question.proposed)),
            format_func=partial(answer_words, question, texts=texts),
            key=key,
            on_change=heed(key, question.options, _level_told),
            width=280,
        )


def _level_told(level: str) -> None:
    if (shown := origin_on_page()) is not None:
        read_again(shown.choices.answered("pivot_level", level))


def _tell(name: str, value: object) -> None:
    """Open the file again with one more thing told by hand, or one fewer."""
    shown = origin_on_page()
    if shown is None:
        return
    if value in (None, AUTOMATIC, []):
        open_again(shown, shown.source.options.without(name))
    else:
        told = value == "day_first" if name == "day_first" else value
        open_again(shown, shown.source.options.with_told(name, told))


def open_again(shown: Origin, options: ReadingOptions) -> None:
    """Read the files on the page in another way; where that fails, what is in force stays and it is said."""
    # Its line names what was told, and Streamlit takes another line for another panel.
    st.session_state[PANEL] = True
    if _takes_long(shown):
        opening().error = None
        wait_for(shown, options)
        return
    try:
        source = open_files(shown.files, options)
    except ReadingError as error:
        opening().error = error.refusal
        return
    read_anew(replace(shown, source=source, choices=choices_for(shown, source)))


def _told(texts: Texts, shown: Origin, clients: ClientList | None) -> None:
    """What each thing that was told changes, with a way to take it back."""
    if not shown.source.options.told:
        return
    known = opening().changes
    if known is None or known[0] is not shown.source or known[1] != shown.choices:
        if is_long(clients) and not st.button(texts("clients.question.effects"), key="by_hand_effects"):
            return
        with st.spinner(texts("clients.by_hand.working")):
            told = changes(
                lambda options: open_files(shown.files, options),
                shown.source.options,
                lambda source: choices_for(shown, source),
            )
        known = opening().changes = (shown.source, shown.choices, told)
    currency = clients.currency if clients is not None else shown.choices.currency
    for change in known[2]:
        _change(texts, shown, change, currency)


def _change(texts: Texts, shown: Origin, change: Change, currency: str | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            texts(
                "clients.by_hand.change",
                name=texts(f"clients.by_hand.{change.option}"),
                before=plain(effect_words(change.before, currency, texts)),
                after=plain(effect_words(change.after, currency, texts)),
            )
        )
        st.button(
            texts("clients.by_hand.undo"),
            key=f"untold_{change.option}",
            icon=":material/undo:",
            on_click=_untold,
            args=(change.option,),
        )


def _untold(name: str) -> None:
    if (shown := origin_on_page()) is not None:
        open_again(shown, shown.source.options.without(name))
