"""Whose installation this is: one person's own computer, or a server for several visitors."""

from urllib.parse import urlsplit

import streamlit as st

from lib.screen.visitor import has_login, shared_database

OWN = {"localhost", "127.0.0.1", "::1"}
"""The names of this computer."""
_HANDED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a proxy in between says."""


def is_personal() -> bool:
    """Whether the app listens to this computer only, and the browser is on it.

    A server behind a proxy may listen to its own computer as well; its visitors give themselves away by what
    the proxy says of them, or by the name under which their browser knows the app. Nobody signs in to their
    own computer.
    """
    return st.get_option("server.address") in OWN and not _comes_from_elsewhere() and not has_login()


def keeps_nothing() -> bool:
    """Whether what a visitor does is gone with their session: on a server without a database for those who
    sign in."""
    return not is_personal() and shared_database() is None


def _comes_from_elsewhere() -> bool:
    headers = st.context.headers
    if any(name in headers for name in _HANDED_ON):
        return True
    told = (f"//{headers.get('host') or ''}", headers.get("origin") or "")
    return any(host not in OWN for host in map(_host, told) if host is not None)


def _host(address: str) -> str | None:
    """The computer in an address; "" for one that cannot be read."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return ""
