"""An exported plan that is dropped on the front page: it opens with its list, or on this year's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from lib.clients.model import ClientList, Decisions
from lib.excel.entries import EntryName
from lib.exports.entered import Change
from lib.exports.reopen import Reopened, reopened
from lib.exports.stored import NotOursError
from lib.parsing.errors import ReadingError
from lib.plan.compare import Scenario, free_name
from lib.plan.compute import compute
from lib.reading.currencies import rate_of
from lib.reading.repairs import MOST_REPAIRS
from lib.reading.source import Source
from lib.reading.widgets.opening import keep_decisions, opening, put_in_force
from lib.reading.widgets.replaying import offer_to_replay
from lib.screen.frame import say
from lib.screen.state import state
from lib.texts import Texts
from lib.tiers.list_changes import ListChanges, list_changes

_ERRORS = {"damaged": "plan_damaged", "newer": "plan_newer"}
MOST_CHANGES = 12
"""Changes made in Excel that are listed."""
_SHARES: tuple[EntryName, ...] = (
    *("thresholds", "budget_shares", "tier_margins"),
    *("margin", "capacity", "service_automated"),
)
"""Entries that are shown in percent."""


@dataclass(frozen=True, eq=False)
class _Opened:
    back: Reopened
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
        back = reopened(sources[0]) if len(sources) == 1 else None
    except NotOursError as error:
        raise ReadingError(_ERRORS[error.code]) from error
    if back is None:
        return False
    loaded = state().clients
    _keep_scenarios(back.scenarios)
    state().open_plan(back.plan)
    if back.clients is None:
        return False
    _keep_decisions(back.clients.report.decisions)
    this_year = loaded if loaded is not None and not _same_list(loaded, back.clients) else None
    if this_year is None:
        _take_list(back.clients)
    else:
        offer_to_replay()
    state().part(_LastOpened).opened = _Opened(back, _compared(back, this_year) if this_year else None)
    return True


def _keep_decisions(made: Decisions) -> None:
    """Keep what was done by hand on the plan's own list, for this year's; rates that were typed in this
    session stand."""
    if not made.any:
        return
    keep_decisions(replace(made, repairs=made.repairs[:MOST_REPAIRS]))
    for currency, base, rate in made.rates:
        if rate_of(rate) is not None:
            opening().rates.setdefault((base, currency), rate)


def _keep_scenarios(kept: Sequence[Scenario]) -> None:
    """Add the scenarios of the file to those there are."""
    for scenario in kept:
        if scenario not in state().scenarios:
            name = free_name(scenario.name, [other.name for other in state().scenarios])
            state().scenarios = [*state().scenarios, replace(scenario, name=name)]


def _same_list(first: ClientList, second: ClientList) -> bool:
    return first.ranked.equals(second.ranked) and first.set_apart.equals(second.set_apart)


def _take_list(clients: ClientList) -> None:
    put_in_force(clients, None)


def _compared(back: Reopened, this_year: ClientList) -> ListChanges:
    assert back.clients is not None
    return list_changes(compute(back.clients, back.plan), compute(this_year, back.plan))


def reopened_words(texts: Texts) -> None:
    """What was opened, what was changed in Excel, and who changed tier since."""
    opened = state().part(_LastOpened).opened
    if opened is None:
        return
    back = opened.back
    assert back.clients is not None
    with st.container(border=True):
        say(
            texts,
            "reopen.opened" if back.made_on else "reopen.opened_undated",
            clients=texts.plural("count.clients", back.clients.count),
            source=back.clients.report.source,
            day=texts.date(back.made_on) if back.made_on else "",
        )
        _say_changes(texts, back)
        if opened.compared is not None:
            _say_comparison(texts, back, opened.compared)
            st.button(
                texts("reopen.own_list"),
                icon=":material/history:",
                key="own_list",
                on_click=_open_own_list,
                args=(opened,),
            )
        st.page_link("pages/tiers.py", label=texts("reopen.next"), icon=":material/arrow_forward:")


def _open_own_list(opened: _Opened) -> None:
    assert opened.back.clients is not None
    _take_list(opened.back.clients)
    state().part(_LastOpened).opened = replace(opened, compared=None)


def _say_changes(texts: Texts, back: Reopened) -> None:
    if back.lost:
        say(texts, "reopen.lost", names=", ".join(back.lost))
    if not back.changes:
        say(texts, "reopen.unchanged")
        return
    st.markdown(texts.plural("reopen.changed", len(back.changes)))
    for changed in back.changes[:MOST_CHANGES]:
        change = changed.change
        values = {"entry": entry_name(change, texts), "before": shown(change, change.before, texts)}
        key = "reopen.taken" if changed.taken else "reopen.refused"
        say(texts, key, **values, after=shown(change, change.after, texts))
    if len(back.changes) > MOST_CHANGES:
        st.markdown(texts.plural("reopen.more", len(back.changes) - MOST_CHANGES))


def entry_name(change: Change, texts: Texts) -> str:
    """What a cell that was changed stands for."""
    return texts(f"reopen.entry.{change.name}", number=change.row, tier=change.column + 1)


def shown(change: Change, value: float | str, texts: Texts) -> str:
    """A value of an entry as a person writes it."""
    if isinstance(value, str):
        return value or texts("reopen.nothing")
    return texts.percent(value, 1) if change.name in _SHARES else texts.number(value, 1)


def _say_comparison(texts: Texts, back: Reopened, compared: ListChanges) -> None:
    moved = compared.ups + compared.downs
    say(
        texts,
        "reopen.compared" if back.made_on else "reopen.compared_undated",
        clients=texts.plural("reopen.moved", moved),
        day=texts.date(back.made_on) if back.made_on else "",
        ups=texts.integer(compared.ups),
        downs=texts.integer(compared.downs),
        new=texts.integer(compared.new),
        gone=texts.integer(compared.gone),
    )
