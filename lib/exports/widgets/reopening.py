"""An exported plan that is dropped on the front page: it opens with its list, or on this year's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from lib.base.money import UNIT
from lib.base.outside import plain
from lib.clients.model import ClientList, Decisions
from lib.excel.entries import EntryName
from lib.exports.entered import Change
from lib.exports.reopen import Reopened, reopened, with_refused
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
"""Changes made in Excel that are seen at once."""
MOST_LISTED = 200
_HEIGHT = 420
_HOURS: tuple[EntryName, ...] = ("budget_hours", "person_hours")
_MONEY: tuple[EntryName, ...] = (
    *("owner_cost", "manager_cost", "team_cost", "fixed_costs"),
    *("service_costs", "person_costs"),
)
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
    number: int = 0
    """Part of the keys of its switches: another file has others."""


@dataclass
class _LastOpened:
    """What the session keeps of the plan that was opened last, to speak about it."""

    opened: _Opened | None = None
    count: int = 0
    """Plans opened in this session."""


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
    last = state().part(_LastOpened)
    last.count += 1
    last.opened = _Opened(back, _compared(back, this_year) if this_year else None, last.count)
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
        _say_changes(texts, opened)
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


def _say_changes(texts: Texts, opened: _Opened) -> None:
    """What was changed in Excel: each to be had or not, as long as the plan is the one that was opened."""
    back = opened.back
    if back.lost:
        say(texts, "reopen.lost", names=", ".join(back.lost))
    if back.list_lost:
        say(texts, "reopen.list_lost")
    _say_differences(texts, back)
    if not back.changes:
        say(texts, "reopen.unchanged" if not back.differences else "reopen.no_entry_changed")
        return
    st.markdown(texts.plural("reopen.changed", len(back.changes)))
    is_open = state().plan == back.plan
    with st.container(
        key="reopened_changes", height=_HEIGHT if len(back.changes) > MOST_CHANGES else "content"
    ):
        for index, changed in enumerate(back.changes[:MOST_LISTED]):
            if changed.fate == "impossible":
                say(texts, "reopen.impossible", change=change_words(changed.change, back, texts))
                continue
            st.checkbox(
                plain(change_words(changed.change, back, texts)),
                value=changed.taken,
                key=f"reopened_{opened.number}_{index}",
                disabled=not is_open,
                on_change=_choose,
                args=(changed.change,),
            )
    if len(back.changes) > MOST_LISTED:
        st.markdown(texts.plural("reopen.more", len(back.changes) - MOST_LISTED))
    st.caption(texts("reopen.choose" if is_open else "reopen.moved_on"))


def _choose(change: Change) -> None:
    """Take a change over, or leave it."""
    opened = state().part(_LastOpened).opened
    if opened is None or state().plan != opened.back.plan:
        return
    refused = {changed.change for changed in opened.back.changes if changed.fate == "refused"} ^ {change}
    back = with_refused(opened.back, refused)
    state().open_plan(back.plan)
    state().part(_LastOpened).opened = replace(opened, back=back)


def _say_differences(texts: Texts, back: Reopened) -> None:
    """Where the sheet of the clients is not what the list is."""
    if not back.differences:
        return
    st.markdown(texts.plural("reopen.differences", len(back.differences)))
    for difference in back.differences[:MOST_CHANGES]:
        values = {"client": difference.client}
        if difference.kind in ("amount", "deleted", "added"):
            values |= {
                side: _money(value, back, texts) if value != "" else texts("reopen.nothing")
                for side, value in (("before", difference.before), ("after", difference.after))
            }
        else:
            values |= {
                "before": str(difference.before),
                "after": str(difference.after) or texts("reopen.nothing"),
            }
        say(texts, f"reopen.difference.{difference.kind}", **values)
    if len(back.differences) > MOST_CHANGES:
        st.markdown(texts.plural("reopen.more", len(back.differences) - MOST_CHANGES))


def change_words(change: Change, back: Reopened, texts: Texts) -> str:
    """What was changed, from what to what, with units."""
    return texts(
        "reopen.change",
        entry=entry_name(change, texts),
        before=shown(change, change.before, back, texts),
        after=shown(change, change.after, back, texts),
    )


def entry_name(change: Change, texts: Texts) -> str:
    """What a cell that was changed stands for."""
    about = change.about or texts("reopen.row", number=change.row)
    return texts(f"reopen.entry.{change.name}", number=change.row, tier=change.column + 1, about=about)


def shown(change: Change, value: float | str, back: Reopened, texts: Texts) -> str:
    """A value of an entry as a person writes it, with its unit."""
    if isinstance(value, str):
        return value or texts("reopen.nothing")
    if change.name in _SHARES:
        return texts.percent(value, 1)
    if change.name in _HOURS:
        return texts.hours(value * 60)
    if change.name in _MONEY:
        return _money(value, back, texts)
    if change.name == "service_minutes":
        return texts("time.minutes", minutes=texts.number(value, 0 if value.is_integer() else 1))
    return texts.number(value, 0 if value.is_integer() else 2)


def _money(value: float | str, back: Reopened, texts: Texts) -> str:
    """An amount with its cents, if it has any; what is none as it was typed."""
    try:
        amount = round(float(value) * UNIT)
    except (ValueError, OverflowError):
        return str(value)
    currency = back.clients.currency if back.clients is not None else None
    return texts.money(amount, currency, cents=bool(amount % UNIT))


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
