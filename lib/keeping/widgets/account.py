"""Signing in, before anything else on a server that wants it; who has, and signing out."""

import streamlit as st

from lib.base.outside import plain
from lib.keeping.widgets.session import leave, this_tab
from lib.screen.state import state
from lib.screen.visitor import has_login, providers, visitor
from lib.texts import Texts


def sign_in_first() -> None:
    """Where visitors have to sign in, nobody else gets further than this."""
    if not has_login():
        return
    signed_in = visitor()
    if signed_in is not None and this_tab().owner == signed_in.key:
        return
    texts = Texts(state().language)
    st.title(texts("app.name"), anchor=False)
    st.markdown(texts("keeping.sign_in.why"))
    with st.container(horizontal=True):
        for provider in providers():
            _sign_in_button(texts, provider)
    st.stop()


def _sign_in_button(texts: Texts, provider: str | None) -> None:
    label = texts("keeping.sign_in")
    if provider is not None:
        label = texts("keeping.sign_in.with", provider=plain(provider.capitalize()))
    icon = ":material/login:"
    key = f"sign_in_{provider or 'first'}"
    st.button(label, key=key, icon=icon, type="primary", on_click=st.login, args=(provider,))


def account_menu(texts: Texts) -> None:
    """Who has signed in, and the way out."""
    signed_in = visitor()
    if signed_in is None:
        return
    with st.popover(texts("keeping.account"), icon=":material/person:", type="tertiary", key="account"):
        if signed_in.name:
            st.markdown(texts("keeping.account.name", name=plain(signed_in.name)))
        else:
            st.markdown(texts("keeping.account.nameless"))
        st.button(texts("keeping.sign_out"), key="sign_out", icon=":material/logout:", on_click=_sign_out)


def _sign_out() -> None:
    leave()
    st.logout()
