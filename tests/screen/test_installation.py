"""Whose installation it is: only who sits at this computer has work kept on it."""

import pytest

from lib.screen import installation


class Context:
    """What Streamlit knows of a connection: its headers, by their names in small letters."""

    def __init__(self, **headers: str) -> None:
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.mark.parametrize(
    ("address", "headers", "personal"),
    [
        ("localhost", {}, True),
        ("localhost", {"host": "localhost:8501", "origin": "http://localhost:8501"}, True),
        ("127.0.0.1", {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}, True),
        ("::1", {"host": "[::1]:8501"}, True),
        ("0.0.0.0", {"host": "localhost:8501"}, False),
        ("", {}, False),
        (None, {}, False),
        ("localhost", {"host": "palmares.example.org"}, False),
        ("localhost", {"host": "localhost:8501", "origin": "https://palmares.example.org"}, False),
        ("localhost", {"host": "localhost:8501", "x_forwarded_for": "192.0.2.7"}, False),
        ("localhost", {"host": "localhost:8501", "forwarded": "for=192.0.2.7"}, False),
        ("localhost", {"host": "localhost.example.org:8501"}, False),
        ("localhost", {"host": "[broken"}, False),
    ],
)
def test_a_visitor_from_elsewhere_is_never_at_home(
    monkeypatch: pytest.MonkeyPatch, address: str | None, headers: dict[str, str], personal: bool
) -> None:
    monkeypatch.setattr(installation.st, "get_option", lambda _: address)
    monkeypatch.setattr(installation.st, "context", Context(**headers))
    assert installation.is_personal() is personal


@pytest.mark.parametrize(
    ("address", "user", "database", "keeps_nothing"),
    [
        ("localhost", {}, None, False),
        ("localhost", {"is_logged_in": False}, None, True),
        ("localhost", {"is_logged_in": True}, "postgresql://database/palmares", False),
        ("0.0.0.0", {}, None, True),
        ("0.0.0.0", {}, "postgresql://database/palmares", True),
        ("0.0.0.0", {"is_logged_in": True}, None, True),
        ("0.0.0.0", {"is_logged_in": True}, "", True),
        ("0.0.0.0", {"is_logged_in": True}, "postgresql://database/palmares", False),
    ],
)
def test_a_server_keeps_what_somebody_does_who_signs_in_and_has_a_database(
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    user: dict[str, bool],
    database: str | None,
    keeps_nothing: bool,
) -> None:
    """Nobody signs in to their own computer, and what is in a database has an owner."""
    for name, value in {
        "get_option": lambda _: address,
        "context": Context(),
        "user": user,
        "secrets": {"palmares": {"database": database}},
    }.items():
        monkeypatch.setattr(installation.st, name, value)
    assert installation.keeps_nothing() is keeps_nothing
    assert installation.is_personal() is (address == "localhost" and not user)
