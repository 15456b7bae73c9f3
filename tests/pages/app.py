"""The app in Streamlit's own test harness, with or without a list loaded."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from lib.clients import ClientList
from lib.session.state import KEY, State
from lib.texts import Language

ROOT = Path(__file__).parents[2]


def first_visit() -> AppTest:
    """The app as it opens for somebody new."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()


def open_app(page: str = "clients", clients: ClientList | None = None, language: Language = "fr") -> AppTest:
    """A page of the app as a visitor sees it who has loaded that list."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.session_state[KEY] = State(language=language, clients=clients)
    app.run()
    if page != "clients":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def state_of(app: AppTest) -> State:
    """The visitor's session."""
    found: State = app.session_state[KEY]
    return found


def words(app: AppTest) -> str:
    """Every sentence on the page, without Markdown's marks."""
    parts = [element.value for element in [*app.title, *app.header, *app.markdown, *app.caption, *app.info]]
    return "\n".join(str(part) for part in parts).replace("**", "").replace("\\", "")
