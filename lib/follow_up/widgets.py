"""The page of the follow-up: files that come back, planned against done, and the year that comes next."""

from dataclasses import dataclass, field, replace

import streamlit as st

from lib.base.clock import today
from lib.clients import search
from lib.clients.model import ClientList
from lib.follow_up.progress import Progress, late_clients, real_minutes, with_real_minutes
from lib.follow_up.returned import Account, read_returned
from lib.follow_up.sentences import account_sentences, month_words
from lib.follow_up.tables import client_progress
from lib.people.assignment import Assignment
from lib.people.sheets.log import later_month
from lib.plan.compute import PlanResult
from lib.plan.follow_up import NO_FOLLOW_UP, FollowUp
from lib.plan.team import team_of
from lib.screen.controls import follow, heed
from lib.screen.frame import say, tell
from lib.screen.state import result_in_force, state
from lib.screen.views import paged
from lib.texts import Texts

MOST_FILES = 60
YEARS_BACK = range(-24, 2)
"""Months around this one with which the year can begin."""
_KINDS = ["xlsx", "xlsm", "ics"]


@dataclass
class _Returned:
    """What the files brought that were last dropped here."""

    accounts: list[Account] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """The identities of the files that were read."""


def people_of_the_file(texts: Texts, clients: ClientList) -> None:
    """The account managers that the file names, to begin with."""
    team = team_of(clients, state().plan.team)
    if team.people:
        count = len(team.people)
        st.button(
            texts.plural("follow_up.take_people", count), icon=":material/group_add:", key="take_people",
            on_click=lambda: state().change_with(team=team),
        )  # fmt: skip


def returned_files(texts: Texts) -> None:
    """Where sheets and calendars that come back are dropped, and what they brought."""
    mine = state().part(_Returned)
    files = st.file_uploader(
        texts("follow_up.files"), type=_KINDS, accept_multiple_files=True, key="returned",
        help=texts("follow_up.files.help"),
    )  # fmt: skip
    fresh = [file for file in files if file.file_id not in mine.seen][:MOST_FILES]
    if fresh:
        mine.accounts = []
        with st.spinner(texts("follow_up.reading")):
            for file in fresh:
                mine.seen.add(file.file_id)
                _read(mine, file.getvalue(), file.name)
        st.rerun()
    for account in mine.accounts:
        tell(texts, account_sentences(account, texts))


def _read(mine: _Returned, data: bytes, name: str) -> None:
    """Put what a file says into the plan, as one step that can be undone."""
    result = result_in_force()
    if result is None:
        return
    follow_up, account = read_returned(data, name, result, today())
    mine.accounts.append(account)
    state().change_with(follow_up=follow_up)


def year_choice(texts: Texts) -> None:
    """With which month the year begins that is followed."""
    now = f"{today():%Y-%m}"
    months = [later_month(now, step) for step in YEARS_BACK]
    start = state().plan.follow_up.start
    options = months if start in months else [start, *months]
    shown = follow("follow_up_start", start)
    st.selectbox(
        texts("follow_up.start"), options, options.index(shown) if shown in options else 0,
        format_func=lambda month: month_words(month, texts), key="follow_up_start", width=240,
        on_change=heed("follow_up_start", months, _begin),
    )  # fmt: skip


def _begin(month: str) -> None:
    state().change_with(follow_up=FollowUp(month, state().plan.follow_up.written))


def client_list(texts: Texts, result: PlanResult, of: tuple[Progress, Assignment]) -> None:
    """Those that are late, or all, by name."""
    followed, _ = of
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=380)
        everybody = st.toggle(texts("follow_up.everybody"), key="follow_up_everybody")
    table = followed.clients if everybody else late_clients(followed)
    paged(texts, search.matching(table, words), lambda page: client_progress(page, result, of, texts), "late")


def next_year(texts: Texts, of: Progress) -> None:
    """Begin the next plan with the hours as they were; forget what was followed."""
    say(texts, "follow_up.next.why", hours=texts.hours(int(of.minutes.sum())))
    with st.container(horizontal=True):
        st.button(
            texts("follow_up.next"), icon=":material/event_repeat:", key="next_year",
            on_click=_start_from,
        )  # fmt: skip
        st.button(
            texts("follow_up.forget"), icon=":material/delete:", key="forget_follow_up",
            on_click=lambda: state().change_with(follow_up=NO_FOLLOW_UP),
        )  # fmt: skip


def _start_from() -> None:
    """The list says what every client really took, and the budget is as many hours."""
    loaded, plan = state().loaded, state().plan
    if loaded is None:  # the click came after its list had gone
        return
    minutes = real_minutes(loaded.clients, plan.follow_up, today())
    if not minutes.any():
        return
    state().loaded = replace(loaded, clients=with_real_minutes(loaded.clients, minutes))
    hours = max(1, round(int(minutes.sum()) / 60))
    state().change(replace(plan, budget_minutes=hours * 60, follow_up=NO_FOLLOW_UP))
