"""The frame of every page: menu, language, title, and the few ways a page puts something on the screen."""

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.look.chart_style import Chart, Theme
from lib.look.table_style import NOTHING
from lib.screen.controls import end_of_answer, follow, heed, say_again, sent_fields
from lib.screen.left_sessions import note
from lib.screen.link import take_over, take_slice
from lib.screen.page_top.component import page_top
from lib.screen.phone import narrowed
from lib.screen.state import state
from lib.screen.streamlit_private import ColumnConfig, StopException, StreamlitPage
from lib.screen.trail.component import trail
from lib.screen.unsaved.component import warn_of_loss
from lib.texts import LANGUAGES, Language, Texts

PAGES = {
    "clients": ":material/upload_file:",
    "ranking": ":material/leaderboard:",
    "tiers": ":material/tune:",
    "potential": ":material/grid_view:",
    "services": ":material/handshake:",
    "profit": ":material/savings:",
    "tomorrow": ":material/trending_up:",
    "plan": ":material/assignment_ind:",
    "follow_up": ":material/task_alt:",
}
"""The pages in their order, each with its icon; `pages/<name>.py`, title `page.<name>`."""

ASIDE = ("method", "accessibility")
"""Pages that other pages link to, and that the menu does not name."""

ICON = Path(__file__).with_name("icon.png")
"""Our own file: Streamlit's icons for the browser's tab would be fetched from outside."""

_menu_is_ours: ContextVar[bool] = ContextVar("menu_is_ours", default=False)
"""Whether `app.py` has put up the menu in the run that is going on."""

_beside_title: ContextVar[Sequence[Callable[[Texts], None]]] = ContextVar("beside_title", default=())
"""What stands beside the title of every page in the run that is going on, before the languages."""

_below_title: ContextVar[Sequence[Callable[[Texts], None]]] = ContextVar("below_title", default=())
"""What stands below it."""

STYLE = Path(__file__).with_name("style.css")


@dataclass
class Panels:
    """Of the panels that were drawn, by their keys: the label, and whether they were open when it was new."""

    labels: dict[str, tuple[str, bool]] = field(default_factory=dict)


def run_page(
    above: Sequence[Callable[[], None]] = (),
    beside_title: Sequence[Callable[[Texts], None]] = (),
    below_title: Sequence[Callable[[Texts], None]] = (),
) -> None:
    """The page that was asked for, under the menu and what stands above every page, with what stands beside
    its title and below it, and the mark of its end."""
    note()
    page = navigation()
    _beside_title.set(beside_title)
    _below_title.set(below_title)
    try:
        for draw in (*above, page.run):
            draw()
    except StopException:
        _end()
        raise
    _end()


def _end() -> None:
    warn_of_loss()
    end_of_answer()


def navigation() -> StreamlitPage:
    """The menu over all pages, in the reader's language."""
    take_over()
    texts = Texts(state().language)
    st.set_page_config(page_title=texts("app.name"), page_icon=str(ICON), layout="wide")
    pages = [
        st.Page(f"pages/{name}.py", title=texts(f"page.{name}"), icon=icon, default=name == "clients")
        for name, icon in PAGES.items()
    ] + [st.Page(f"pages/{name}.py", title=texts(f"page.{name}"), visibility="hidden") for name in ASIDE]
    _menu_is_ours.set(True)
    # Outside the pages: what a page itself puts there is gone between two of them, and everything would move.
    st.html(f"<style>{_style(texts)}</style>")
    return st.navigation(pages, position="top")


def open_page(name: str) -> Texts:
    """Trail, title and language switch; every page starts with this.

    A folder called `pages` makes Streamlit run a page without `app.py`, under a menu of its own making,
    until the first call of `st.navigation` in its process: the first visitor with a deep link would see
    that. A page that finds itself run so puts up our menu and starts over under it.
    """
    if not _menu_is_ours.get():
        navigation()
        st.switch_page(f"pages/{name}.py")
    _menu_is_ours.set(False)
    _settle(name)
    take_slice()
    state().page = name
    texts = Texts(state().language)
    page_top(name, texts.language)
    trail(texts, name)
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        st.title(texts(f"page.{name}"), anchor=False)
        for draw_beside in _beside_title.get():
            draw_beside(texts)
        _language_switch(texts)
    if notice := state().notice:
        st.info(texts(notice), icon=":material/link:")
    for draw_below in _below_title.get():
        draw_below(texts)
    return Texts(state().language)


@cache
def _settle(page: str) -> None:
    """What the modules of a page hold stays to the end. A full collection that looks through all of it each
    time would stop every visitor for a seventh of a second."""
    gc.collect()
    gc.freeze()


def panel(label: str, key: str, icon: str) -> Any:
    """A part that is folded away, to be drawn only while it is open. With other words in its label it is
    another to Streamlit; it stays as open as it was."""
    labels = state().part(Panels).labels
    known, at_first = labels.get(key, (label, False))
    if known != label:
        at_first = bool(st.session_state.get(key, False))
    labels[key] = label, at_first
    return st.expander(label, at_first, icon=icon, key=key, on_change="rerun")


def aside(texts: Texts) -> None:
    """Links to the pages that the menu does not name."""
    for name in ASIDE:
        st.page_link(f"pages/{name}.py", label=texts(f"page.{name}"))


def require_clients(texts: Texts) -> ClientList:
    """The client list as the plan counts it, or a sentence that says where to get one; then the page ends
    here."""
    clients = state().counted
    if clients is None:
        st.info(texts("frame.no_clients"), icon=":material/upload_file:")
        st.page_link("pages/clients.py", label=texts("frame.to_clients"), icon=":material/arrow_back:")
        st.stop()
    return clients


def say(texts: Texts, key: str, **values: object) -> None:
    """A sentence of the catalogue. Values are shown as they are, never read as Markdown."""
    tell(texts, [(key, values)])


def tell(texts: Texts, sentences: Iterable[tuple[str, Mapping[str, object]]]) -> None:
    """Sentences of the catalogue one under another, each a paragraph of its own, in one element of the page:
    every element costs a step its time. Nothing is put on the page where there are none."""
    said = [
        texts(key, **{name: plain(str(value)) for name, value in values.items()}) for key, values in sentences
    ]
    if said:
        st.markdown("\n\n".join(said))


def part_choice(label: str, names: Mapping[str, str], key: str) -> str:
    """Which part of a page is open, by its code; `names` say what they are called."""
    first = next(iter(names))
    chosen = st.segmented_control(
        label, names, default=first, format_func=names.__getitem__, key=key,
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    return chosen or first


def percent_format(texts: Texts) -> str:
    """How a slider writes its percentage."""
    return f"%d{texts.notation.percent_space}%%"


def show(table: Styler | pd.DataFrame, pictures: dict[str, ColumnConfig] | None = None) -> None:
    """A table as wide as its place; `pictures` are its columns of small charts."""
    widths = narrowed(table.columns, Texts(state().language))
    st.dataframe(
        table, hide_index=True, width="stretch", column_config=widths | (pictures or {}), placeholder=NOTHING
    )


def draw(chart: Callable[[Texts, Theme], Chart], texts: Texts, **tables: pd.DataFrame) -> None:
    """A chart of `lib.look.chart_style` with its data. The chart itself stays the same from step to step."""
    spec = _specification(chart, texts, theme())
    st.vega_lite_chart({**spec, "datasets": tables}, theme=None, width="stretch", key=chart.__name__)


def draw_to_pick(
    chart: Callable[[Texts, Theme], Chart],
    texts: Texts,
    picked: Callable[[list[dict[str, int]]], None],
    **tables: pd.DataFrame,
) -> None:
    """A chart whose marks can be clicked: `picked` is told the fields of those that are, by the selection
    `pick` of the chart. Whatever can be picked must have another control as well, for the keyboard."""
    key = chart.__name__

    def heard() -> None:
        told = sent_fields(key).get("selection", {}).get("pick")
        marks = told if isinstance(told, list) else []
        picked([mark for mark in marks if isinstance(mark, dict)])

    spec = _specification(chart, texts, theme())
    st.vega_lite_chart(
        {**spec, "datasets": tables}, theme=None, width="stretch",
        key=key, on_select=heard, selection_mode="pick",
    )  # fmt: skip


def theme() -> Theme:
    """Whether the reader's screen is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


_specifications: dict[tuple[str, Texts, Theme], dict[str, object]] = {}


def _specification(chart: Callable[[Texts, Theme], Chart], texts: Texts, colours: Theme) -> dict[str, object]:
    key = (chart.__name__, texts, colours)
    if key not in _specifications:
        _specifications[key] = chart(texts, colours).to_dict()
    return _specifications[key]


@cache
def _style(texts: Texts) -> str:
    """The little that neither the theme nor Streamlit's own settings can say: less white above the title,
    and the upload field in the reader's language."""
    return (
        STYLE.read_text("utf-8")
        .replace("UPLOAD", texts("frame.upload"))
        .replace("DROP", texts("frame.drop"))
        .replace("HELP", texts("streamlit.help", name="").strip())
        .replace("RETURNED", texts("frame.drop_returned"))
    )


def _language_switch(texts: Texts) -> None:
    st.segmented_control(
        texts("frame.language"),
        LANGUAGES,
        default=follow("language", state().language),
        format_func=str.upper,
        key="language",
        label_visibility="collapsed",
        on_change=heed("language", LANGUAGES, _speak),
        width="content",
    )


def _speak(language: Language) -> None:
    state().language = language
    say_again()
