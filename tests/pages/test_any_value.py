"""Whatever a browser sends, in whatever order: no error, and no plan that nobody made.

Requests are made as the browser makes them, with the identities of controls that are on the page or were on
it, and with values of the other language, of another list, of another number of tiers, and with nonsense.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from lib.clients.model import ClientList, client_list
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.services import ServiceCatalogue
from lib.plan.team import Person, Team
from lib.screen.frame import PAGES
from lib.screen.state import Loaded
from lib.services.examples import example
from lib.texts import LANGUAGES, Texts
from lib.tiers.widgets.board.component import STEP
from tests.lists import TOY, list_of, sold
from tests.pages.app import open_app, state_of

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)])
TIMED = list_of(TOY)
TIMED = client_list(TIMED.ranked.assign(minutes=[10] * 9 + [910]), TIMED.report)
YEARS = sold({f"Client {place}": (100 * place, 50 * (12 - place), 300 // place) for place in range(1, 12)})
KNOWN = list_of([*TOY, 0])
KNOWN = client_list(
    pd.concat([KNOWN.ranked, KNOWN.set_apart], ignore_index=True).assign(
        potential=[9_000_000, -1, 5, *[3_000_000] * 8], headcount=-1, potential_mark=["", "B", *[""] * 9]
    ),
    KNOWN.report,
)
SLICED = list_of(TOY)
SLICED = client_list(
    SLICED.ranked.assign(region=["N", "S"] * 5, group=["X", "", "X", *[""] * 7]).astype(
        {"region": "str", "group": "str"}
    ),
    SLICED.report,
)
LISTS = (list_of(TOY), HUNDRED, TIMED, list_of([5]), YEARS, KNOWN, SLICED)
PANELS = (
    "automated", "rules", "placing", "scenarios", "methods", "weights", "handouts", "own", "groups", "slice",
    "all_slices",
)  # fmt: skip
"""Parts that are drawn only when they are open."""
LETTING_GO = ("forget", "keep_here")
"""Controls that are there to take the list away."""
NUMBERS = (-1.0, 0.0, 1.0, 2.0, 37.0, 100.0, 101.0, 1e9)
WORDS = ("", "nonsense", "12", "1,5", "🙂", "A", "fr")
EDITS: tuple[Any, ...] = (
    None,
    {"0": 1},
    [[1, "set", [["99", "name", "x"], ["1", "nobody", "x"], ["1", "pinned", True], ["1", "mark", "x"]]]],
    [
        [
            2,
            "set",
            [["1", "minutes", "1e99"], ["2", "times_5", "4"], ["0", "person", "?"], ["1", "hours", None]],
        ]
    ],
    [
        [3, "set", [["-1", "name", "x"], ["-2", "name", ""]]],
        [4, "delete", ["1", "99", 7]],
        [5, "delete", "1"],
    ],
    [
        [
            6,
            "set",
            [["1", "person", "Ann"], ["2", "dismiss", True], ["3", "pinned", "x"], ["-3", "hours", True]],
        ]
    ],
    [
        ["7", "set", []],
        [float("nan"), "delete", ["1"]],
        [8, "cut", ["1"]],
        [9, "set", "x"],
        [True, "set", []],
    ],
)
"""What a grid sends, and what it never would."""
MOVES: tuple[Any, ...] = (
    None,
    7,
    "x",
    [["x"], None],
    [[1, "threshold", 9, "0.5"]],
    [[2, "threshold", 0, "x"]],
    [[3, "threshold", 0, "0.61"]],
    [[4, "threshold", -1, "NaN"], [5, "budget", 0, 1e400], [6, "budget", 1, -3]],
    [[7, "budget", 2, 55], [8, "lock", 5, "x"], [9, "lock", 1, True]],
    [[10, "unit", 0, "miles"], [11, "unit", 0, []]],
    [[12, "typed", 1, ["amount", "1,5"]], [13, "typed", 4, ["share", "12"]], [14, "typed", 0, "?"]],
    {"0": 1},
    [[17, "undo", 0, None], [18, "reference", 0, {}], [19, "reset", 0, 1]],
    [["15", "undo", 0, 0], [16, "typed", 0, ["clients", "9" * 30]], [float("nan"), "lock", 0, True]],
)
"""What the board of the meeting page sends, and what it never would."""


def filled(plan: Plan) -> Plan:
    """A plan in which every page has something to show."""
    services = ServiceCatalogue(services=example("trade", Texts("fr")).services)
    return replace(plan, services=services, team=Team((Person("Ann", "owner", 60_000, 0),)))


def identities(app: AppTest) -> Iterator[str]:
    """The identities of all controls on the page."""
    for node in app._tree:
        identity = getattr(getattr(node, "proto", None), "id", "")
        if identity.startswith("$$ID"):
            yield identity


def key_of(identity: str) -> str:
    return identity.rsplit("-", 1)[-1]


def states_of(app: AppTest) -> list[WidgetState]:
    """What a browser that shows this page repeats with every request."""
    return list(app._tree.get_widget_states().widgets)


def send(app: AppTest, states: list[WidgetState]) -> None:
    app._run(WidgetStates(widgets=states))


def opened(page: str, clients: ClientList, language: str, tiers: int = 5) -> AppTest:
    app = open_app(page, clients, language)  # type: ignore[arg-type]
    state_of(app).steps = [filled(Plan(tier_count=tiers))]
    for panel in PANELS:
        app.session_state[panel] = True
    return app.run()


@cache
def known_values() -> dict[str, list[WidgetState]]:
    """By key, what the control of that key has been set to on pages in both languages, with several lists
    and numbers of tiers."""
    values = defaultdict(list)
    for number, page in enumerate(PAGES):
        for language in LANGUAGES:
            app = opened(page, LISTS[number % len(LISTS)], language, 2 + number % 5)
            for state in states_of(app):
                values[key_of(state.id)].append(state)
    return dict(values)


def requests(seed: int, known: list[str]) -> list[WidgetState]:
    """A few controls set to what such a control has been elsewhere, or to nonsense of every kind.

    The choices hang on one drawn number, not on draws of their own: what is on a page differs from run to
    run (an offer of earlier work, a sentence said once), and a draw may not.
    """
    chance = Random(seed)
    states = []
    known = [identity for identity in known if key_of(identity) not in LETTING_GO]
    for identity in chance.sample(known, min(len(known), chance.randint(1, 4))):
        elsewhere = known_values().get(key_of(identity), [])
        if elsewhere and chance.random() < 0.5:
            state = WidgetState()
            state.CopyFrom(chance.choice(elsewhere))
            state.id = identity
        else:
            state = nonsense(chance, identity, elsewhere)
        states.append(state)
    return states


def nonsense(chance: Random, identity: str, elsewhere: list[WidgetState]) -> WidgetState:
    """A value of the kind that the control has, but not one that it can have."""
    state = WidgetState(id=identity)
    match elsewhere[0].WhichOneof("value") if elsewhere else None:
        case "double_array_value":
            state.double_array_value.data.append(chance.choice(NUMBERS))
        case "double_value":
            state.double_value = chance.choice(NUMBERS)
        case "int_value":
            state.int_value = int(chance.choice(NUMBERS))
        case "string_value":
            state.string_value = chance.choice(WORDS)
        case "string_array_value":
            state.string_array_value.data.append(chance.choice(WORDS))
        case "bool_value":
            state.bool_value = chance.random() < 0.5
        case "trigger_value":
            state.trigger_value = True
        case _ if key_of(identity) == STEP:
            state.json_value = json.dumps({"moves": chance.choice(MOVES)})
        case _ if key_of(identity).startswith(("grid", "responsible", "candidates", "repair")):
            state.json_value = json.dumps({"moves": chance.choice(EDITS)})
    return state


@settings(max_examples=12, stateful_step_count=10, deadline=None)
class AnyBrowser(RuleBasedStateMachine):
    """One visitor whose browser sends anything."""

    @initialize(page=st.sampled_from([*PAGES]), clients=st.sampled_from(LISTS))
    def visit(self, page: str, clients: ClientList) -> None:
        self.app = opened(page, clients, "fr")
        self.first = state_of(self.app).steps[0]
        self.known = set(identities(self.app))

    @rule(seed=st.integers(0, 2**32 - 1))
    def send_anything(self, seed: int) -> None:
        send(self.app, requests(seed, sorted(self.known)))
        self.known |= set(identities(self.app))

    @rule(page=st.sampled_from([*PAGES]))
    def go_to(self, page: str) -> None:
        self.app.switch_page(f"pages/{page}.py").run()

    @rule(language=st.sampled_from(LANGUAGES))
    def speak(self, language: str) -> None:
        """The language changes while what the browser sends is still in the other."""
        before = states_of(self.app)
        state_of(self.app).language = language  # type: ignore[assignment]
        self.app.run()
        send(self.app, before)

    @rule(clients=st.sampled_from(LISTS))
    def load(self, clients: ClientList) -> None:
        before = states_of(self.app)
        state_of(self.app).loaded = Loaded(clients)
        self.app.run()
        send(self.app, before)

    @rule(tiers=st.integers(2, 6))
    def cut(self, tiers: int) -> None:
        before = states_of(self.app)
        state_of(self.app).change_with(tier_count=tiers, thresholds=())
        self.app.run()
        send(self.app, before)

    @invariant()
    def nothing_is_broken(self) -> None:
        if not hasattr(self, "app"):
            return
        assert not self.app.exception
        mine = state_of(self.app)
        assert mine.clients is not None
        assert compute(mine.clients, mine.plan).tiers
        assert mine.steps[0] == self.first or len(mine.steps) > 200


TestAnyBrowser = AnyBrowser.TestCase


@pytest.mark.parametrize("page", [*PAGES])
@pytest.mark.parametrize(("before", "after"), [("en", "fr"), ("fr", "en")])
def test_the_words_of_the_other_language_change_nothing(page: str, before: str, after: str) -> None:
    app = opened(page, LISTS[-1], before)
    sent = states_of(app)
    plan = state_of(app).plan
    for language in (after, before):
        state_of(app).language = language  # type: ignore[assignment]
        send(app, sent)
        send(app, sent)
        assert not app.exception
        assert state_of(app).plan == plan
