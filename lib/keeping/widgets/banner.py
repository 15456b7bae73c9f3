"""What every page says of keeping, where there is anything to say: another tab, a disk, a damaged store."""

import streamlit as st

from lib.base.outside import plain
from lib.keeping.errors import Code
from lib.keeping.keeper import Tab
from lib.keeping.places import folder
from lib.keeping.widgets.session import go_on, kept, look_on, nothing_said, this_tab
from lib.screen.installation import is_personal
from lib.screen.state import state
from lib.texts import Texts


def keeping_words() -> None:
    """Who has this piece of work, and whether it can be kept."""
    texts, mine, tab = Texts(state().language), kept(), this_tab()
    if mine.elsewhere is not None:
        _elsewhere(texts)
    elif mine.looking is not None:
        _looking(texts)
    elif tab.lost:
        _lost(texts, tab)
    elif (code := tab.fault or mine.fault) is not None:
        st.warning(_fault_words(texts, code), icon=":material/save:")
    if tab.put_aside:
        st.info(texts("keeping.put_aside", folder=plain(str(folder()))), icon=":material/healing:")


def _fault_words(texts: Texts, code: Code) -> str:
    """Why work is not kept. Visitors of a server do not learn where it keeps it."""
    if not is_personal() and code in ("full", "read_only", "unreachable", "damaged", "newer"):
        return texts("keeping.fault.server")
    return texts(f"keeping.fault.{code}", folder=plain(str(folder())))


def _elsewhere(texts: Texts) -> None:
    """This tab would show what another has open."""
    held = kept().elsewhere
    assert held is not None
    with st.container(border=True):
        st.markdown(texts("keeping.elsewhere", name=plain(held.name)))
        with st.container(horizontal=True):
            st.button(
                texts("keeping.take_over"),
                key="take_over",
                type="primary",
                on_click=go_on,
                args=(held.id, True),
            )
            st.button(texts("keeping.look_on"), key="look_on", on_click=look_on, args=(held,))
            st.button(texts("keeping.neither"), key="neither", on_click=nothing_said)


def _looking(texts: Texts) -> None:
    held = kept().looking
    assert held is not None
    with st.container(border=True):
        st.markdown(texts("keeping.looking", name=plain(held.name)))
        st.button(texts("keeping.take_over"), key="take_over", on_click=go_on, args=(held.id, True))


def _lost(texts: Texts, tab: Tab) -> None:
    """This tab had it, and another has taken it over, or has deleted it."""
    name = tab.held.name if tab.held is not None else ""
    with st.container(border=True):
        st.markdown(
            texts("keeping.lost.gone" if tab.fault == "gone" else "keeping.lost.taken", name=plain(name))
        )
        with st.container(horizontal=True):
            if tab.fault == "taken" and tab.held is not None:
                st.button(
                    texts("keeping.take_over"),
                    key="take_over",
                    type="primary",
                    on_click=go_on,
                    args=(tab.held.id, True),
                )
            st.button(texts("keeping.apart"), key="keep_apart", on_click=_keep_apart, args=(tab,))


def _keep_apart(tab: Tab) -> None:
    """Keep what this tab shows as a piece of work of its own."""
    with tab.turn:
        tab.took(None, None)
