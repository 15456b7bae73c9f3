"""Who the visitor is, on a server that has its visitors sign in: an account at an identity provider.

Streamlit does the signing in (OpenID Connect, `[auth]` in its secrets). An account is known by who issued it
and by the issuer's name for it, never by an e-mail address, which can pass on to somebody else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from lib.base.clock import now

SIGNED_IN_FOR = timedelta(days=1)
"""How long a sign-in opens new pages. The browser's cookie lives a month, whatever has become of the account
since."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who has signed in. `key` tells them from everybody else; `name` is what they are called on
    their own screen, "" where the provider does not say."""

    key: str
    name: str


def has_login() -> bool:
    """Whether visitors of this server have to sign in."""
    return "is_logged_in" in st.user


def visitor() -> Visitor | None:
    """Who has signed in; None for nobody, and where the provider does not say who it is."""
    told = dict(st.user)
    account = [told.get("iss"), told.get("sub")]
    if told.get("is_logged_in") is not True or not all(isinstance(part, str) and part for part in account):
        return None
    name = told.get("name") or told.get("email")
    return Visitor(json.dumps(account), name if isinstance(name, str) else "")


def has_signed_in_lately() -> bool:
    """Whether the sign-in is fresh enough to open a page with it."""
    issued = dict(st.user).get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    return now().timestamp() - issued < SIGNED_IN_FOR.total_seconds()


def providers() -> list[str | None]:
    """The names of the identity providers, as `st.login` wants them; None for the one that has no name."""
    section = st.secrets["auth"]
    named = [name for name in section if isinstance(section[name], Mapping) and "client_id" in section[name]]
    return [*([None] if "client_id" in section else []), *named]


def shared_database() -> str | None:
    """The address of the database in which a server keeps what those who sign in do, as its secrets tell it;
    None where it has none."""
    told = st.secrets.get("palmares", {}).get("database") if has_login() else None
    return told if isinstance(told, str) and told else None
