"""The app in Streamlit's own test harness, with or without a list loaded."""

from pathlib import Path

import lxml.html
from streamlit.testing.v1 import AppTest

from lib.clients.model import ClientList
from lib.screen.state import KEY, Loaded, State
from lib.texts import Language

ROOT = Path(__file__).parents[2]


def first_visit() -> AppTest:
    """The app as it opens for somebody new."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()


def open_app(page: str = "clients", clients: ClientList | None = None, language: Language = "fr") -> AppTest:
    """A page of the app as a visitor sees it who has loaded that list."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.session_state[KEY] = State(language=language, loaded=Loaded(clients) if clients else None)
    app.run()
    if page != "clients":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def state_of(app: AppTest) -> State:
    """The visitor's session."""
    found: State = app.session_state[KEY]
    return found


def tier_rows(app: AppTest) -> list[list[str]]:
    """The cells of the tier table on the meeting page, row by row."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    (table,) = [body for body in bodies if 'class="tiers"' in body]
    rows = lxml.html.fromstring(table).findall(".//tbody/tr")
    return [[cell.text_content() for cell in row] for row in rows]


def clients_by_tier(app: AppTest) -> list[int]:
    """How many clients each tier has, by the tier table."""
    return [int("".join(filter(str.isdigit, row[1]))) for row in tier_rows(app)]


def words(app: AppTest) -> str:
    """Every sentence on the page, without Markdown's marks."""
    parts = [element.value for element in [*app.title, *app.header, *app.markdown, *app.caption, *app.info]]
    return "\n".join(str(part) for part in parts).replace("**", "").replace("\\", "")
