"""The switch that counts groups as one client, what it changes, and groups made by hand."""

from dataclasses import dataclass, replace

import streamlit as st

from lib.clients.groups import grouping, places_by_key
from lib.clients.keys import key_of
from lib.clients.model import ClientList, everybody
from lib.clients.naming import client_name
from lib.clients.search import search
from lib.groups.sentences import group_sentences
from lib.groups.tables import group_table, styled_groups
from lib.plan.group_settings import LONGEST_NAME, GroupSettings
from lib.screen.controls import follow, heed, sent
from lib.screen.frame import say, show, tell
from lib.screen.state import state
from lib.screen.views import ROWS
from lib.texts import Texts

FOUND = 30
"""Clients that a search offers."""


def group_panel(texts: Texts, clients: ClientList) -> None:
    """The switch, the sentence about the first client, the groups, and a form to make some by hand."""
    read, settings = clients.as_read, state().plan.groups
    st.header(texts("groups.title"), anchor=False)
    if grouping(read, settings.by_hand).groups or settings.as_one:
        st.toggle(
            texts("groups.as_one"),
            follow("groups_as_one", settings.as_one),
            key="groups_as_one",
            help=texts("groups.as_one.help"),
            on_change=heed("groups_as_one", (False, True), _count_as_one),
        )
    tell(texts, group_sentences(read, settings, texts))
    panel = st.expander(texts("groups.edit"), icon=":material/account_tree:", key="groups", on_change="rerun")
    if not panel.open:
        return
    with panel:
        table = group_table(read, settings.by_hand)
        if len(table):
            show(styled_groups(table.head(ROWS), texts, read.currency))
        say(texts, "groups.by_hand.how")
        _form(texts, read)
        _made_by_hand(texts, read)


def _count_as_one(as_one: bool) -> None:
    state().change_with(groups=replace(state().plan.groups, as_one=as_one))


@dataclass
class _Chosen:
    """The keys of the clients that are about to be brought together."""

    keys: tuple[str, ...] = ()

    def choose(self, keys: list[str]) -> None:
        self.keys = tuple(keys)


def _form(texts: Texts, read: ClientList) -> None:
    """Search clients, choose several, name their group. Only a few are sent to the browser."""
    chosen = state().part(_Chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(texts("list.search"), icon=":material/search:", key="group_search", width=200)
        ranks = search(read, words.strip(), FOUND) if words.strip() else ()
        labels = {key: client_name(read, rank) for rank in ranks if (key := _key(read, rank))}
        known, table = places_by_key(read), everybody(read)["client"]
        labels |= {key: str(table.iloc[known[key]]) for key in chosen.keys if key in known}
        picked = st.multiselect(
            texts("groups.clients"),
            list(labels),
            follow("group_clients", [key for key in chosen.keys if key in labels]),
            format_func=lambda key: labels.get(key, ""),
            key="group_clients",
            placeholder=texts("placing.search_first"),
            width=380,
            on_change=heed("group_clients", set(labels).issuperset, chosen.choose),
        )
        st.text_input(texts("groups.name"), max_chars=LONGEST_NAME, key="group_name", width=220)
        st.button(texts("groups.bring_together"), key="group_make", disabled=len(picked) < 1, on_click=_make)
        st.button(
            texts("groups.take_out"), key="group_out", disabled=not picked, on_click=_take_out,
            help=texts("groups.take_out.help"),
        )  # fmt: skip
    if state().part(_Refused).code:
        st.warning(texts(f"groups.refused.{state().part(_Refused).code}"))


def _key(read: ClientList, rank: int) -> str:
    client, number = read.ranked.loc[rank - 1, ["client", "number"]]
    return key_of(str(client), str(number))


@dataclass
class _Refused:
    """Why the last group was not made; "" where it was."""

    code: str = ""


def _make() -> None:
    """Bring the chosen clients together. Without a name the group has that of the largest of them; one client
    alone joins the group of that name."""
    name = " ".join(sent("group_name", "").split())[:LONGEST_NAME].strip()
    keys, read = state().part(_Chosen).keys, state().clients
    if read is None or not keys:
        return
    if len(keys) < 2 and name.casefold() not in _known_names(read):
        state().part(_Refused).code = "alone"
        return
    known = places_by_key(read)
    first = min((key for key in keys if key in known), key=known.__getitem__, default="")
    if first:
        usual = str(everybody(read)["client"].iloc[known[first]])[:LONGEST_NAME].strip()
        _decide(keys, name or usual)


def _known_names(read: ClientList) -> set[str]:
    return {group.name.casefold() for group in grouping(read, state().plan.groups.by_hand).groups}


def _take_out() -> None:
    """The chosen clients count by themselves, whatever the list says."""
    _decide(state().part(_Chosen).keys, "")


def _decide(keys: tuple[str, ...], name: str) -> None:
    """Give clients to a group; groups that the list itself names get these as well, by what they are
    called."""
    read, settings = state().clients, state().plan.groups
    assert read is not None
    others = tuple(pair for pair in settings.by_hand if pair[0] not in keys)
    joined = tuple((key, name) for key in keys)
    if name:
        joined = (*joined, *_own_members(read, settings, name, {*keys, *(key for key, _ in others)}))
    state().change_with(groups=replace(settings, as_one=True, by_hand=(*others, *joined)))
    state().part(_Chosen).keys = ()
    state().part(_Refused).code = ""
    st.session_state["group_name"] = ""


def _own_members(
    read: ClientList, settings: GroupSettings, name: str, decided: set[str]
) -> tuple[tuple[str, str], ...]:
    """The members that a group of that name has already, as pairs of the hand."""
    table = everybody(read)
    rows = [
        row
        for group in grouping(read, settings.by_hand).groups
        if group.name.casefold() == name.casefold()
        for row in group.members
    ]
    keys = [key_of(*table.loc[row, ["client", "number"]].astype(str)) for row in rows]
    return tuple((key, name) for key in keys if key not in decided)


def _made_by_hand(texts: Texts, read: ClientList) -> None:
    """What was decided by hand, group by group, each to be taken back."""
    names: dict[str, list[str]] = {}
    known, table = places_by_key(read), everybody(read)["client"]
    for key, name in state().plan.groups.by_hand:
        names.setdefault(name, []).append(str(table.iloc[known[key]]) if key in known else key)
    for index, (name, clients) in enumerate(names.items()):
        with st.container(horizontal=True, vertical_alignment="center"):
            listed = ", ".join(clients)
            if name:
                say(texts, "groups.made", group=name, clients=listed)
            else:
                say(texts, "groups.taken_out", clients=listed)
            st.button(
                texts("placing.let_go"), key=f"group_let_go_{index}", icon=":material/close:",
                on_click=_let_go, args=(name,),
            )  # fmt: skip


def _let_go(name: str) -> None:
    settings = state().plan.groups
    kept = tuple(pair for pair in settings.by_hand if pair[1] != name)
    state().change_with(groups=replace(settings, by_hand=kept))
