"""A session that keeps what it holds and comes back: after F5 as it was, after a restart as it was kept."""

import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from lib.keeping.errors import Code, KeepingError
from lib.keeping.keeper import Tab, keeper
from lib.keeping.model import Contents, Work
from lib.keeping.places import in_memory, on_the_server, on_this_computer
from lib.keeping.store import Held, Store
from lib.keeping.widgets.contents import contents_of, put_back
from lib.keeping.widgets.tab.component import new_token, said_before, tell_token
from lib.reading.widgets.opening import opening
from lib.screen.frame import PAGES
from lib.screen.installation import is_personal
from lib.screen.state import KEY, State, state
from lib.screen.streamlit_private import is_connected, session_id
from lib.screen.visitor import has_signed_in_lately, shared_database, visitor

KEEP, ON, OFF = "keep", "on", "off"
"""The setting that says whether work is kept on this computer, and its values."""
CLOSING = 0.6
"""Seconds in which the connection of a page that is loaded again is known to be closed."""


@dataclass
class Kept:
    """What the session keeps of its own keeping."""

    tab: Tab | None = None
    session: str = ""
    """Streamlit's name of the session that has it now: another one after F5."""
    elsewhere: Held | None = None
    """A piece of work that this tab would show, and that is open in another."""
    looking: Held | None = None
    """A piece of work that this tab shows without keeping what is changed."""
    leads_to: str | None = None
    """The page on which a piece of work was left, as long as the way there has not been gone."""
    fault: Code | None = None
    """Why something that was asked for could not be had."""


def kept() -> Kept:
    """What this session keeps of its own keeping."""
    return state().part(Kept)


def this_tab() -> Tab:
    """The tab of the browser that this session is, once `come_back` has found that out."""
    tab = kept().tab
    assert tab is not None
    return tab


def come_back() -> None:
    """Find out which tab of the browser this is, and give it back what it held; from then on, keep it.

    Until the browser has said it, a page has nothing to show: what it drew would be gone at once.
    """
    is_new = kept().tab is None
    said = said_before()
    if is_new and (said is not None or not st.context.headers):
        _settle(said or "")
    tab = kept().tab
    said = tell_token(tab.token if tab is not None else "")
    if tab is None and said is not None:
        _settle(said)
        st.rerun()
    if tab is None:
        st.stop()
    if (page := kept().leads_to) is not None:
        kept().leads_to = None
        st.switch_page(f"pages/{page}.py")


def _settle(said: str) -> None:
    """Begin this tab, or go on with the one that the browser speaks of. What somebody else had in this tab
    before is not gone on with: then it is a new one."""
    before, language, mine = (keeper.tab_of(said) if said else None), state().language, _owner()
    if before is not None and before.owner not in (None, mine):
        before, said = None, ""
    if before is None:
        _find_again(_begin(said or new_token(), mine), said)
    elif _has_closed(before):
        _adopt(before)
        if before.owner != mine:
            _hand_over(before, mine)
    else:
        _begin(new_token(), mine)
        kept().elsewhere = before.held
    if state().language != language:
        st.rerun()


def _owner() -> str | None:
    """Who opens this page, where visitors sign in."""
    signed_in = visitor()
    return signed_in.key if signed_in is not None and has_signed_in_lately() else None


def _hand_over(tab: Tab, owner: str | None) -> None:
    """What a tab held before its visitor signed in is theirs; where it held nothing, they find again what
    they had in it the last time."""
    with tab.turn:
        tab.owner, tab.store = owner, store_of(tab.token, owner)
        tab.took(None, None)
    if state().loaded is None:
        contents = _find_again(tab, tab.token)
        kept().leads_to = page_of(contents) if contents is not None else None


def _has_closed(tab: Tab) -> bool:
    """Whether the page that showed a tab is gone: a page that is loaded again is closed just before."""
    end = time.monotonic() + CLOSING
    while tab.is_open() and time.monotonic() < end:
        time.sleep(CLOSING / 10)
    return not tab.is_open()


def _begin(token: str, owner: str | None) -> Tab:
    """Keep this session as a tab of that token and owner."""
    known, mine = weakref.ref(state()), kept()
    mine.session = session_id()
    mine.tab = Tab(
        token,
        session=known,
        see=lambda: _seen(known),
        is_open=lambda: is_connected(mine.session),
        owner=owner,
        store=store_of(token, owner),
    )
    keeper.watch(mine.tab)
    return mine.tab


def _seen(known: "weakref.ref[State]") -> Contents | None:
    mine = known()
    return contents_of(mine) if mine is not None else None


def store_of(token: str, owner: str | None = None) -> Store:
    """Where the work of a tab is kept: what somebody does who has signed in, in the server's database; on
    this computer where it is the visitor's own; or else in memory, for that visitor or this tab alone."""
    if owner is not None:
        shared = shared_database()
        return Store(on_the_server(shared) if shared is not None else in_memory(), owner=owner)
    if is_personal() and is_kept_here():
        return Store(on_this_computer())
    return Store(in_memory(), owner=token)


def is_lasting() -> bool:
    """Whether what this tab shows is kept beyond the process that serves it."""
    return not this_tab().store.database.is_in_memory


def is_kept_here() -> bool:
    """Whether work is to be kept on this computer: unless somebody has switched it off."""
    try:
        return Store(on_this_computer()).setting(KEEP) != OFF
    except KeepingError:
        return True


def _adopt(tab: Tab) -> None:
    """Go on with the session of the page that was loaded again, as it was to the last step."""
    fresh, earlier = state(), tab.session()
    if not isinstance(earlier, State):
        return
    st.session_state[KEY] = earlier
    kept().session = session_id()
    _take_link(fresh)


def _find_again(tab: Tab, said: str) -> Contents | None:
    """After a restart of the server, or on another one: the piece of work that this tab had."""
    if not said:
        return None
    fresh = State(state().language, steps=state().steps, notice=state().notice)
    try:
        identity = tab.store.held_by(said)
        if identity is not None:
            held, contents = tab.store.open(identity, said)
            _take(tab, held, contents)
            _take_link(fresh)
            return contents
    except KeepingError as error:
        kept().fault = error.code
    return None


def _take_link(fresh: State) -> None:
    """Settings that came in with the address before the tab was known."""
    if fresh.notice is not None:
        if len(fresh.steps) > 1:
            state().open_plan(fresh.plan)
        state().notice = fresh.notice


def go_on(identity: str, take_over: bool = False) -> None:
    """Open a piece of work in this tab, on the page where it was left. Where that cannot be, it is said:
    another tab may have it open. What this tab held before is written and let go of."""
    mine, tab = kept(), this_tab()
    store, token = tab.store, tab.token
    with tab.turn:
        try:
            held, contents = _instead(tab, lambda: store.open(identity, token, take_over))
        except KeepingError as error:
            if error.code == "taken":
                mine.elsewhere = Held(identity, name_of(store, identity), 0)
            else:
                mine.fault = error.code
            return
        _take(tab, held, contents)
    mine.leads_to = page_of(contents)


def _instead(tab: Tab, wanted: Callable[[], tuple[Held, Contents]]) -> tuple[Held, Contents]:
    """Another piece of work, once what the tab held before is written; that is then let go of. Raises
    KeepingError."""
    nothing_said()
    keeper.keep(tab)
    held, contents = wanted()
    _let_go(tab, held)
    return held, contents


def look_on(wanted: Held) -> None:
    """Show a piece of work that another tab has open; what is changed here is not kept."""
    mine, tab = kept(), this_tab()
    with tab.turn:
        try:
            held, contents = _instead(tab, lambda: tab.store.look(wanted.id))
        except KeepingError as error:
            mine.fault = error.code
            return
        _take(tab, held, contents)
        tab.fault, mine.looking = "taken", held


def nothing_said() -> None:
    """Take back what was said of another tab, or of what could not be had."""
    mine = kept()
    mine.fault = mine.elsewhere = mine.looking = None


def _let_go(tab: Tab, other_than: Held) -> None:
    """Let go of the piece of work that a tab has in hand, unless it is the one it goes on with."""
    if tab.held is not None and tab.held.id != other_than.id and not tab.lost:
        tab.store.release(tab.held, tab.token)


def leave() -> None:
    """Write what this tab shows, let go of it, and keep nothing more of it."""
    tab = this_tab()
    keeper.keep(tab)
    keeper.leave(tab)
    if tab.held is not None and not tab.lost:
        # A store that is out of reach lets go of it by itself.
        with suppress(KeepingError):
            tab.store.release(tab.held, tab.token)


def begin_anew() -> None:
    """Show nothing any more, as at a first visit, and keep nothing of what was shown."""
    tab, uploads = this_tab(), opening().upload_round
    keeper.leave(tab)
    st.session_state[KEY] = State(state().language)
    opening().upload_round = uploads + 1
    _begin(new_token(), tab.owner)


def ours() -> Held | None:
    """The piece of work that this tab has in hand."""
    tab = this_tab()
    return None if tab.lost else tab.held


def works_of_visitor() -> list[Work]:
    """The pieces of work of this visitor, the one that was changed last first."""
    try:
        return this_tab().store.works()
    except KeepingError as error:
        kept().fault = error.code
        return []


def name_of(store: Store, identity: str) -> str:
    """What a piece of work is called; "" where it is gone."""
    return next((work.name for work in store.works() if work.id == identity), "")


def page_of(contents: Contents) -> str:
    """The page that was open, for where the way leads after coming back."""
    page = contents.head.screen.page
    return page if page in PAGES else "clients"


def _take(tab: Tab, held: Held, contents: Contents) -> None:
    """Show a piece of work and go on keeping it."""
    with tab.turn:
        mine = state()
        page = mine.page
        put_back(mine, contents)
        mine.page = page
        # What was put back is what is written: only another step is news.
        tab.took(held, contents_of(mine))
