"""The app in Streamlit's own test harness, with or without a list loaded."""

import json
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from lib.clients.model import ClientList
from lib.screen.state import KEY, Loaded, State
from lib.texts import Language
from lib.tiers.live_figures import BOLD
from lib.tiers.widgets.board.component import STEP
from lib.tiers.widgets.board.moves import Moves

ROOT = Path(__file__).parents[2]
SENTENCES = ("changes", "plan", "edges", "notices")


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


class Board:
    """The live part of the meeting page, as its browser has it: what it was told, and moves of the hand."""

    def __init__(self, app: AppTest) -> None:
        self.app = app
        self.parts = {part.proto.id.rsplit("-", 1)[-1]: part.proto for part in app.get("bidi_component")}

    @property
    def is_there(self) -> bool:
        return STEP in self.parts

    @property
    def answer(self) -> dict[str, Any]:
        """What the last answer holds."""
        told: dict[str, Any] = json.loads(self.parts[STEP].json)
        return told

    @property
    def said(self) -> dict[str, Any]:
        """What it says of the plan, figure by figure (lib.tiers.live_figures.said)."""
        said: dict[str, Any] = self.answer["said"]
        return said

    @property
    def sentences(self) -> list[str]:
        """The headline and what is said below the table."""
        meaning = self.answer["meaning"] or {}
        said = [self.said["headline"], *(line for part in SENTENCES for line in meaning.get(part, ()))]
        return [sentence.replace(BOLD, "") for sentence in said]

    def move(self, what: str, index: int = 0, value: object = None, number: int | None = None) -> AppTest:
        """Move something; with a number, as a browser does that may have sent it before."""
        if number is None:
            number = state_of(self.app).part(Moves).answered + 1
        states = self.app._tree.get_widget_states()
        moves = json.dumps({"moves": [[number, what, index, value]]})
        states.widgets.append(WidgetState(id=self.parts[STEP].id, json_value=moves))
        return self.app._run(states)

    def threshold(self, index: int, percent: int) -> AppTest:
        """Move the slider of a threshold."""
        return self.move("threshold", index, f"{percent / 100:.2f}")

    def budget(self, index: int, percent: int) -> AppTest:
        """Move the slider of a budget."""
        return self.move("budget", index, percent)

    def type(self, index: int, typed: str) -> AppTest:
        """Type a threshold in the unit that is chosen."""
        return self.move("typed", index, [self.answer["unit"], typed])


class TypedGrid:
    """A grid to type in, as its browser has it."""

    def __init__(self, app: AppTest, key: str) -> None:
        self.app = app
        parts = {part.proto.id.rsplit("-", 1)[-1]: part.proto for part in app.get("bidi_component")}
        self.proto = parts[key]

    @property
    def told(self) -> dict[str, Any]:
        """What the last answer holds."""
        told: dict[str, Any] = json.loads(self.proto.json)
        return told

    @property
    def columns(self) -> list[str]:
        """The keys of the columns."""
        return [column["key"] for column in self.told["columns"]]

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The cells by row and column."""
        rows = self.told["rows"]
        return {row["key"]: dict(zip(self.columns, row["cells"], strict=True)) for row in rows}

    @property
    def faults(self) -> dict[tuple[str, str], str]:
        """What is said about cells, by row and column."""
        rows = self.told["rows"]
        return {(row["key"], column): said for row in rows for column, said in row["faults"].items()}

    def send(self, *moves: list[object]) -> AppTest:
        """What a browser sends: moves that it has no answer to."""
        states = self.app._tree.get_widget_states()
        states.widgets.append(WidgetState(id=self.proto.id, json_value=json.dumps({"moves": moves})))
        return self.app._run(states)

    def set(self, row: str, column: str, value: str | bool) -> AppTest:
        """Type into a cell, or tick its box."""
        return self.send([self.told["answered"] + 1, "set", [[row, column, value]]])

    def delete(self, row: str) -> AppTest:
        """Delete a row."""
        return self.send([self.told["answered"] + 1, "delete", [row]])


def tier_rows(app: AppTest) -> list[list[str]]:
    """The cells of the tier table on the meeting page, row by row."""
    answer = Board(app).answer
    return [
        [tier["name"], *cells] for tier, cells in zip(answer["tiers"], answer["said"]["rows"], strict=True)
    ]


def clients_by_tier(app: AppTest) -> list[int]:
    """How many clients each tier has, by the tier table."""
    return [int("".join(filter(str.isdigit, row[1]))) for row in tier_rows(app)]


def words(app: AppTest) -> str:
    """Every sentence on the page, without the marks of what is bold."""
    parts = [element.value for element in [*app.title, *app.header, *app.markdown, *app.caption, *app.info]]
    parts += Board(app).sentences if Board(app).is_there else []
    return "\n".join(str(part) for part in parts).replace("**", "").replace("\\", "")


def number_in(app: AppTest, key: str) -> float | None:
    """The number that a field of the French page shows, None where it is empty."""
    shown = app.text_input(key=key).value or ""
    return float(shown.replace("\u202f", "").replace(",", ".")) if shown else None
