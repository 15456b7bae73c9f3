"""What becomes of the list, said truly, and the say over it: whether it is kept here, and forgetting it."""

import streamlit as st

from lib.base.outside import plain
from lib.keeping.errors import KeepingError
from lib.keeping.places import folder, on_this_computer
from lib.keeping.store import Store
from lib.keeping.widgets.session import (
    KEEP,
    OFF,
    ON,
    begin_anew,
    is_kept_here,
    is_lasting,
    kept,
    store_of,
    this_tab,
)
from lib.reading.widgets import column_memory
from lib.screen.controls import sent
from lib.screen.installation import is_personal
from lib.screen.visitor import visitor
from lib.texts import Texts


def privacy(texts: Texts) -> None:
    """One sentence, a switch, and a way to forget everything."""
    if not is_personal():
        st.caption(_on_a_server(texts))
        _forget_button(texts)
        return
    keeps = is_kept_here()
    told = texts("keeping.privacy.kept" if keeps else "keeping.privacy.not_kept", folder=plain(str(folder())))
    st.caption(told)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.session_state["keep_here"] = keeps
        st.toggle(texts("keeping.switch"), key="keep_here", on_change=_switched)
        _forget_button(texts)


def _on_a_server(texts: Texts) -> str:
    if is_lasting():
        return texts("keeping.privacy.signed_in")
    return texts("keeping.privacy.server" if visitor() is None else "keeping.privacy.signed_in_memory")


def _forget_button(texts: Texts) -> None:
    with st.popover(texts("keeping.forget"), icon=":material/delete_forever:"):
        st.markdown(texts("keeping.forget.what" if is_personal() else "keeping.forget.server"))
        st.button(texts("keeping.forget.sure"), key="forget", type="primary", on_click=_forget)


def _switched() -> None:
    """Keep on this computer from now on; or no longer, and then not what this tab shows either."""
    tab, on = this_tab(), sent("keep_here", True)
    with tab.turn:
        try:
            if not on and tab.held is not None and not tab.lost:
                tab.store.delete(tab.held.id)
            Store(on_this_computer()).set(KEEP, ON if on else OFF)
        except KeepingError as error:
            kept().fault = error.code
            return
        tab.took(None, None)
        tab.store = store_of(tab.token, tab.owner)


def _forget() -> None:
    """Delete everything, in memory and on the disk, and begin anew."""
    tab = this_tab()
    begin_anew()
    try:
        tab.store.forget()
        if is_personal():
            Store(on_this_computer()).forget()
            column_memory.forget()
    except KeepingError as error:
        kept().fault = error.code
    except OSError:
        kept().fault = "read_only"
