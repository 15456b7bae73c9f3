"""A server that has its visitors sign in: nobody gets further without, and nobody sees another's work."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from lib.keeping.database import Database
from lib.keeping.keeper import keeper
from lib.keeping.places import folder
from lib.keeping.store import Store
from lib.keeping.widgets.session import Kept
from lib.screen import visitor as visitors
from tests.keeping.test_session import left, uploaded
from tests.pages.app import ROOT, state_of, words

ISSUER = "https://accounts.example.org"
AUTH = {"redirect_uri": "https://palmares.example.org/oauth2callback", "cookie_secret": "s", "client_id": "c"}


def account(subject: str = "1001", **told: Any) -> dict[str, Any]:
    """What Streamlit knows of somebody who has just signed in."""
    known = {"is_logged_in": True, "iss": ISSUER, "sub": subject, "iat": int(time.time())}
    return known | {"email": "anne@example.org", "name": "Anne *Martin*"} | told


ANNE, BRUNO = account("1001"), account("1002", name="Bruno", email="bruno@example.org")


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that wants a sign-in; nobody has, and no tab of another test is kept beside."""
    monkeypatch.setattr(streamlit, "user", {"is_logged_in": False})
    yield
    for tab in keeper.tabs():
        keeper.leave(tab)


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The app as it opens for an account."""

    def opened(told: dict[str, Any], database: str | None = None) -> AppTest:
        monkeypatch.setattr(streamlit, "user", told)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.secrets["auth"] = AUTH
        app.secrets["palmares"] = {"database": database}
        app.run()
        assert not app.exception
        return app

    return opened


def is_in(app: AppTest) -> bool:
    """Whether a visit got past the page that asks to sign in."""
    return [title.value for title in app.title] != ["Palmarès"]


@pytest.mark.parametrize(
    "told",
    [
        {"is_logged_in": False},
        account() | {"is_logged_in": "yes"},
        account(""),
        account() | {"iss": None},
        account() | {"sub": 1001},
        account(iat=int(time.time()) - 90_000),
        account(iat=None),
        account(iat=True),
    ],
)
def test_nobody_gets_further_without_a_fresh_sign_in(visit: Any, told: dict[str, Any]) -> None:
    app = visit(told)
    assert not is_in(app)
    assert not app.get("file_uploader")
    assert [button.label for button in app.button] == ["Se connecter"]


def test_each_provider_has_a_button(visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    named = {
        "redirect_uri": "r",
        "cookie_secret": "s",
        "google": {"client_id": "1"},
        "okta": {"client_id": "2"},
    }
    monkeypatch.setitem(globals(), "AUTH", named)
    assert [button.label for button in visit({"is_logged_in": False}).button] == [
        "Se connecter avec Google",
        "Se connecter avec Okta",
    ]


def test_two_people_see_their_own_work_only(visit: Any, shared_url: str) -> None:
    anne = uploaded(app=visit(ANNE, shared_url))
    assert "gardés sur le serveur" in words(anne)
    left(anne)
    bruno = visit(BRUNO, shared_url)
    assert is_in(bruno)
    assert "sign_out" in [button.key for button in bruno.button], "there is a way out before there is a list"
    assert "Vous travailliez" not in words(bruno)
    assert bruno_has(shared_url) == []
    assert "Vous travailliez sur liste.csv (3 clients)" in words(visit(ANNE, shared_url))
    assert not list(folder().glob("*"))


def bruno_has(url: str) -> list[Any]:
    store = Store(Database(url), owner=f'["{ISSUER}", "1002"]')
    has = store.works()
    store.database.close()
    return has


@pytest.mark.parametrize(
    "other", [account("1001", iss="https://other.example.org"), account("1002"), account("100", name="1")]
)
def test_an_account_is_its_issuer_and_its_name_there(
    visit: Any, shared_url: str, other: dict[str, Any]
) -> None:
    """The same number at another provider, the same e-mail address under another number: somebody else."""
    left(uploaded(app=visit(ANNE, shared_url)))
    assert "Vous travailliez" not in words(visit(other, shared_url))


def test_what_one_forgets_stays_with_the_other(visit: Any, shared_url: str) -> None:
    left(uploaded(app=visit(ANNE, shared_url)))
    bruno = uploaded(app=visit(BRUNO, shared_url), name="autre.csv")
    left(bruno)
    bruno.button(key="forget").click().run()
    assert bruno_has(shared_url) == []
    assert "liste.csv" in words(visit(ANNE, shared_url))


def test_without_a_database_the_memory_is_each_visitor_s_own(visit: Any) -> None:
    anne = uploaded(app=visit(ANNE))
    assert "n’est que dans la mémoire du serveur, pour vous seul" in words(anne)
    left(anne)
    assert "Vous travailliez" not in words(visit(BRUNO))
    later = visit(ANNE)
    assert "Vous travailliez sur liste.csv" in words(later)
    later.button(key="forget").click().run()
    assert not list(folder().glob("*"))


def test_who_signs_out_leaves_nothing_on_the_page(
    visit: Any, shared_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anne = uploaded(app=visit(ANNE, shared_url))
    assert "Vous êtes connecté\xa0: Anne *Martin*." in words(anne)
    anne.button(key="sign_out").click()
    monkeypatch.setattr(streamlit, "user", {"is_logged_in": False})
    anne.run()
    assert not is_in(anne)
    assert "liste.csv" not in words(anne)
    assert state_of(anne).part(Kept).tab not in keeper.tabs()
    assert "Vous travailliez sur liste.csv" in words(visit(ANNE, shared_url))


def test_a_database_that_is_out_of_reach_is_said(visit: Any) -> None:
    anne = visit(ANNE, "postgresql://nobody:none@127.0.0.1:9/none")
    assert is_in(anne)
    anne.run()
    (told,) = [warning.value for warning in anne.warning]
    assert "Le serveur ne peut pas garder votre travail pour l’instant" in told
    assert "nobody" not in told


def test_a_sign_in_opens_pages_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for age, lately in ((0, True), (86_000, True), (86_500, False), (-60, True)):
        monkeypatch.setattr(streamlit, "user", account(iat=int(time.time()) - age))
        assert visitors.has_signed_in_lately() is lately


def test_an_account_without_a_name_is_one(visit: Any) -> None:
    """Some providers say neither a name nor an address."""
    app = visit(account(name=None, email=None))
    assert is_in(app)
    assert "Vous êtes connecté." in words(app)
    assert "sign_out" in [button.key for button in app.button]
    state_of(app).language = "en"
    assert "You are signed in." in words(app.run())
