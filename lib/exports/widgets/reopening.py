"""An exported plan that is dropped on the front page: it opens with its list, or on this year's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from lib.clients.model import ClientList
from lib.exports.reopen import Changed, Reopened, reopened
from lib.exports.stored import NotOursError
from lib.parsing.errors import ReadingError
from lib.plan.compare import Scenario, free_name
from lib.plan.compute import compute
from lib.reading.source import Source
from lib.reading.widgets.opening import put_in_force
from lib.screen.frame import say
from lib.screen.state import state
from lib.texts import Texts
from lib.tiers.list_changes import ListChanges, list_changes

_ERRORS = {"damaged": "plan_damaged", "newer": "plan_newer"}
MOST_CHANGES = 12
"""Changes made in Excel that are listed."""


@dataclass(frozen=True, eq=False)
class _Opened:
    found: Reopened
    compared: ListChanges | None
    """With the list that was loaded before and stays."""


@dataclass
class _LastOpened:
    """What the session keeps of the plan that was opened last, to speak about it."""

    opened: _Opened | None = None


def take_plan(sources: Sequence[Source]) -> bool:
    """Open the plan of an exported workbook; False where there is none, or where its list has to be read
    in the ordinary way. Raises ReadingError for one that is damaged or too new."""
    state().part(_LastOpened).opened = None
    try:
        found = reopened(sources[0]) if len(sources) == 1 else None
    except NotOursError as error:
        raise ReadingError(_ERRORS[error.code]) from error
    if found is None:
        return False
    loaded = state().clients
    _keep_scenarios(found.scenarios)
    state().open_plan(found.plan)
    if found.clients is None:
        return False
    this_year = loaded if loaded is not None and not _same_list(loaded, found.clients) else None
    if this_year is None:
        _take_list(found.clients)
    state().part(_LastOpened).opened = _Opened(found, _compared(found, this_year) if this_year else None)
    return True


def _keep_scenarios(kept: Sequence[Scenario]) -> None:
    """Add the scenarios of the file to those there are."""
    for one in kept:
        if one not in state().scenarios:
            name = free_name(one.name, [other.name for other in state().scenarios])
            state().scenarios = [*state().scenarios, replace(one, name=name)]


def _same_list(one: ClientList, other: ClientList) -> bool:
    return one.ranked.equals(other.ranked) and one.set_apart.equals(other.set_apart)


def _take_list(clients: ClientList) -> None:
    put_in_force(clients, None)


def _compared(found: Reopened, this_year: ClientList) -> ListChanges:
    assert found.clients is not None
    return list_changes(compute(found.clients, found.plan), compute(this_year, found.plan))


def reopened_words(texts: Texts) -> None:
    """What was opened, what was changed in Excel, and who changed tier since."""
    opened = state().part(_LastOpened).opened
    if opened is None:
        return
    found = opened.found
    assert found.clients is not None
    with st.container(border=True):
        say(
            texts,
            "reopen.opened" if found.made_on else "reopen.opened_undated",
            clients=texts.plural("count.clients", found.clients.count),
            source=found.clients.report.source,
            day=texts.date(found.made_on) if found.made_on else "",
        )
        _say_changes(texts, found)
        if opened.compared is not None:
            _say_comparison(texts, found, opened.compared)
            st.button(
                texts("reopen.own_list"),
                icon=":material/history:",
                key="own_list",
                on_click=_open_own_list,
                args=(opened,),
            )
        st.page_link("pages/tiers.py", label=texts("reopen.next"), icon=":material/arrow_forward:")


def _open_own_list(opened: _Opened) -> None:
    assert opened.found.clients is not None
    _take_list(opened.found.clients)
    state().part(_LastOpened).opened = replace(opened, compared=None)


def _say_changes(texts: Texts, found: Reopened) -> None:
    if not found.changes:
        say(texts, "reopen.unchanged")
        return
    st.markdown(texts.plural("reopen.changed", len(found.changes)))
    for one in found.changes[:MOST_CHANGES]:
        values = {"entry": entry_name(one, texts), "before": shown(one, one.before, texts)}
        key = "reopen.taken" if one.taken else "reopen.refused"
        say(texts, key, **values, after=shown(one, one.after, texts))
    if len(found.changes) > MOST_CHANGES:
        st.markdown(texts.plural("reopen.more", len(found.changes) - MOST_CHANGES))


def entry_name(one: Changed, texts: Texts) -> str:
    """What a cell of the settings stands for."""
    kind, _, number = one.key.rpartition("_")
    if number.isdigit():
        return texts(f"reopen.entry.{kind}_{one.column}", number=number)
    return texts(f"reopen.entry.{one.key}")


def shown(one: Changed, value: float | str, texts: Texts) -> str:
    """A value of an entry as a person writes it."""
    try:
        number = float(value)
    except ValueError:
        return str(value) or texts("reopen.nothing")
    is_share = one.key.startswith("tier_") or one.key in ("margin", "capacity")
    return texts.percent(number, 1) if is_share else texts.number(number, 1)


def _say_comparison(texts: Texts, found: Reopened, compared: ListChanges) -> None:
    moved = compared.ups + compared.downs
    say(
        texts,
        "reopen.compared" if found.made_on else "reopen.compared_undated",
        clients=texts.plural("reopen.moved", moved),
        day=texts.date(found.made_on) if found.made_on else "",
        ups=texts.integer(compared.ups),
        downs=texts.integer(compared.downs),
        new=texts.integer(compared.new),
        gone=texts.integer(compared.gone),
    )
