"""A session that keeps and comes back, in Streamlit's own test harness: every page's state, the front page's
offers, forgetting, the switch, two tabs."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lib.keeping.keeper import keeper
from lib.keeping.places import folder, on_this_computer
from lib.keeping.store import Store
from lib.keeping.widgets.contents import contents_of, put_back
from lib.keeping.widgets.session import Kept
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_clients
from lib.reading.repairs import typed_repair, with_repair
from lib.reading.widgets.opening import Origin, Unopened
from lib.screen.state import Baseline, KeptScenario, Loaded, State
from tests.keeping.test_store import bytes_of
from tests.lists import TOY, list_of
from tests.pages.app import first_visit, open_app, state_of, words
from tests.plan.test_plan import PLANS
from tests.reading.files import csv

ROWS = [["Client", "CA"], ["Boulangerie Lefèvre", 400], ["Durand", 200], ["Martin", "?"], ["Petit", 50]]
CLIENTS = csv(ROWS)


@pytest.fixture(autouse=True)
def nobody_else() -> Iterator[None]:
    """No tab of another test is kept beside."""
    yield
    for tab in keeper.tabs():
        keeper.leave(tab)


def uploaded(content: bytes = CLIENTS, name: str = "liste.csv", app: AppTest | None = None) -> AppTest:
    app = app or first_visit()
    app.file_uploader(key="upload_0").upload(name, content, "text/csv").run()
    assert not app.exception
    return app


def tab_of(app: AppTest) -> Kept:
    found = state_of(app).parts[Kept]
    assert isinstance(found, Kept)
    return found


STATES = st.builds(
    State,
    language=st.sampled_from(["fr", "en"]),
    page=st.sampled_from(["clients", "tiers", "plan"]),
    loaded=st.just(Loaded(list_of(TOY))),
    steps=st.lists(PLANS, min_size=1, max_size=3),
    undone=st.lists(PLANS, max_size=2),
    scenarios=st.lists(st.builds(Scenario, st.text(max_size=9), PLANS, st.text()), max_size=2),
    last_plan=st.none() | PLANS,
    threshold_unit=st.sampled_from(["share", "clients", "amount"]),
    typed_amounts=st.dictionaries(st.integers(0, 5), st.integers(0, 10**9), max_size=5),
    budget_unit=st.sampled_from(["hours", "money"]),
    typed_budget=st.integers(0, 10**9),
    reference=st.sampled_from(list(Baseline)) | st.builds(KeptScenario, st.text(max_size=9)),
)


@given(STATES)
def test_everything_that_was_chosen_comes_back(mine: State) -> None:
    """Taken from a session and put into a new one, nothing of it is different; what does not come back is
    named here."""
    contents = contents_of(mine)
    assert contents is not None
    fresh = State("fr")
    put_back(fresh, contents)
    not_kept = {"loaded": None, "parts": {}, "notice": None, "reference_result": None}
    assert replace(fresh, **not_kept) == replace(mine, **not_kept)
    assert fresh.loaded is not None
    assert fresh.loaded.clients is contents.clients


def left(app: AppTest) -> str:
    """Leave a visit as a closed tab does; the piece of work that it held."""
    tab = tab_of(app).tab
    assert tab is not None
    keeper.keep(tab)
    assert tab.fault is None
    assert tab.held is not None
    keeper.leave(tab)
    tab.store.release(tab.held, tab.token)
    return tab.held.id


def coming_back(app: AppTest) -> AppTest:
    """A new visit that goes on with what another has left."""
    identity = left(app)
    later = first_visit()
    later.button(key=f"go_on_{identity}").click().run()
    assert not later.exception
    return later


def test_a_list_is_kept_and_offered_at_the_next_visit() -> None:
    app = uploaded()
    state_of(app).change(Plan(tier_count=3))
    state_of(app).keep("Plus simple")
    left(app)
    offered = words(first_visit())
    assert "Vous travailliez sur liste.csv (3 clients), modifié aujourd’hui" in offered
    mine = state_of(coming_back(app))
    assert mine.plan == Plan(tier_count=3)
    assert [kept.name for kept in mine.scenarios] == ["Plus simple"]
    assert mine.clients is not None
    assert mine.clients.ranked["client"].tolist() == ["Boulangerie Lefèvre", "Durand", "Petit"]


def test_the_offer_of_earlier_work_goes_as_soon_as_a_list_is_there() -> None:
    left(uploaded())
    later = first_visit()
    assert [button for button in later.button if button.key.startswith("go_on_")]
    later.file_uploader(key="upload_0").upload("autre.csv", CLIENTS, "text/csv").run()
    assert not later.exception
    assert not [button for button in later.button if button.key.startswith("go_on_")]


def test_coming_back_leads_to_the_page_that_was_open() -> None:
    app = uploaded()
    app.switch_page("pages/tiers.py").run()
    later = coming_back(app)
    assert state_of(later).page == "tiers"
    assert later.title[0].value == "Les groupes"


def test_the_files_are_opened_again_on_the_front_page_and_give_the_same() -> None:
    """One truth: what is read again from the kept files is the list that was kept."""
    app = uploaded()
    app.switch_page("pages/ranking.py").run()
    later = coming_back(app)
    mine = state_of(later)
    before, loaded = mine.clients, mine.loaded
    assert before is not None
    assert loaded is not None
    assert isinstance(loaded.origin, Unopened), "no page needs the files to be there at once"
    later.switch_page("pages/clients.py").run()
    assert not later.exception
    assert mine.loaded is not None
    read = mine.loaded.origin
    assert isinstance(read, Origin)
    assert mine.clients is before
    again = read_clients(read.source, read.choices)
    assert again.ranked.equals(before.ranked)
    assert again.report == before.report
    assert len(Store(on_this_computer()).works()) == 1


def test_what_was_done_by_hand_comes_back() -> None:
    app = uploaded()
    origin = loaded_origin(app)
    repair = typed_repair(origin.source.sheets[0], origin.choices, 4, "CA", "100", ",")
    choices = replace(with_repair(origin.choices, repair), merges=(("Durand", "Petit"),))
    state_of(app).loaded = Loaded(read_clients(origin.source, choices), replace(origin, choices=choices))
    later = coming_back(app)
    later.switch_page("pages/clients.py").run()
    assert loaded_origin(later).choices == choices
    clients = state_of(later).clients
    assert clients is not None
    assert clients.ranked["client"].tolist() == ["Boulangerie Lefèvre", "Durand", "Martin"]
    assert "1 cellule" in "".join(str(panel.label) for panel in later.expander)


def loaded_origin(app: AppTest) -> Origin:
    loaded = state_of(app).loaded
    assert loaded is not None
    assert isinstance(loaded.origin, Origin)
    return loaded.origin


def test_a_locked_file_is_not_opened_without_its_password() -> None:
    app = uploaded()
    state_of(app).loaded = Loaded(list_of(TOY), replace(loaded_origin(app), locked=True))
    later = coming_back(app)
    later.switch_page("pages/clients.py").run()
    assert isinstance(state_of(later).loaded and state_of(later).loaded.origin, Unopened)  # type: ignore[union-attr]
    assert "10 clients classés" in words(later)
    assert "mot de passe, qui n’est pas gardé" in words(later)


def test_files_that_cannot_be_opened_again_are_said() -> None:
    app = uploaded()
    state_of(app).loaded = Loaded(list_of(TOY), replace(loaded_origin(app), files=(("x.xlsx", b"no"),)))
    later = coming_back(app)
    kept_before = len(Store(on_this_computer()).works())
    later.switch_page("pages/clients.py").run()
    assert not later.exception
    assert "n’ont pas pu être rouverts" in words(later)
    assert "10 clients classés" in words(later)
    left(later)
    assert len(Store(on_this_computer()).works()) == kept_before, "it is the same work, with its files"


def test_forgetting_leaves_nothing() -> None:
    app = uploaded()
    left_on_disk = folder()
    tab = tab_of(app).tab
    assert tab is not None
    keeper.keep(tab)
    assert "Lefèvre".encode() in bytes_of(left_on_disk)
    app.button(key="forget").click().run()
    assert not app.exception
    assert state_of(app).clients is None
    keeper.flush()
    for name in ("Lefèvre", "Durand", "liste.csv"):
        assert name.encode() not in bytes_of(left_on_disk)
    assert "Vous travailliez" not in words(app)
    assert app.file_uploader[0].value == []


def test_the_switch_keeps_nothing_from_now_on_and_comes_back_on() -> None:
    app = uploaded()
    tab = tab_of(app).tab
    assert tab is not None
    keeper.keep(tab)
    app.toggle(key="keep_here").set_value(False).run()
    assert "ni enregistrée" in words(app)
    state_of(app).change(Plan(tier_count=2))
    keeper.keep(tab)
    assert Store(on_this_computer()).works() == []
    assert "Lefèvre".encode() not in bytes_of(folder())
    assert "ni enregistrée" in words(first_visit()), "it stays off for the next visit"
    app.toggle(key="keep_here").set_value(True).run()
    keeper.keep(tab)
    assert len(Store(on_this_computer()).works()) == 1


def test_nothing_is_written_for_the_visitors_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("session", "privacy"):
        monkeypatch.setattr(f"lib.keeping.widgets.{module}.is_personal", lambda: False)
    app = uploaded()
    tab = tab_of(app).tab
    assert tab is not None
    keeper.keep(tab)
    assert tab.held is not None
    assert not folder().exists() or bytes_of(folder()) == b""
    other = first_visit()
    assert "mémoire du serveur" in words(other)
    assert "Vous travailliez" not in words(other)


def test_the_second_tab_says_so_and_can_take_over_or_look_on() -> None:
    first = uploaded()
    tab = tab_of(first).tab
    assert tab is not None
    keeper.keep(tab)
    (work,) = Store(on_this_computer()).works()
    second = first_visit()
    second.button(key=f"go_on_{work.id}").click().run()
    assert "liste.csv est ouvert dans un autre onglet" in words(second)
    assert state_of(second).clients is None
    second.button(key="look_on").click().run()
    assert "Vous regardez liste.csv" in words(second)
    state_of(second).change(Plan(tier_count=6))
    keeper.flush()
    assert plan_kept() == Plan()
    second.button(key="take_over").click().run()
    assert state_of(second).plan == Plan(), "what was changed while looking on is not kept"
    state_of(second).change(Plan(tier_count=4))
    keeper.flush()
    state_of(first).change(Plan(tier_count=2))
    keeper.flush()
    first.run()
    assert "liste.csv continue dans un autre onglet" in words(first)
    assert plan_kept() == Plan(tier_count=4)
    first.button(key="keep_apart").click().run()
    keeper.flush()
    assert [work.name for work in Store(on_this_computer()).works()] == ["liste.csv (2)", "liste.csv"]


def plan_kept() -> Plan:
    store = Store(on_this_computer())
    return store.look(store.works()[-1].id)[1].head.plan


def test_work_is_renamed_deleted_and_put_back() -> None:
    app = uploaded()
    tab = tab_of(app).tab
    assert tab is not None
    keeper.keep(tab)
    state_of(app).change(Plan(tier_count=2))
    keeper.keep(tab)
    (work,) = Store(on_this_computer()).works()
    app.session_state["works"] = True
    app.run()
    app.text_input(key=f"name_{work.id}").set_value("Réunion de mars").run()
    keeper.keep(tab)
    assert [kept.name for kept in Store(on_this_computer()).works()] == ["Réunion de mars"]
    assert app.button(key="state_2").disabled, "it is the one in force"
    app.button(key="state_1").click().run()
    assert state_of(app).plan == Plan()
    state_of(app).undo()
    assert state_of(app).plan == Plan(tier_count=2)
    app.button(key=f"delete_{work.id}").click().run()
    keeper.flush()
    assert Store(on_this_computer()).works() == []
    assert state_of(app).clients is None


def test_an_earlier_way_of_reading_is_put_back() -> None:
    app = uploaded()
    tab = tab_of(app).tab
    assert tab is not None
    keeper.keep(tab)
    before = loaded_origin(app).choices
    changed = replace(before, merges=(("Durand", "Petit"),))
    origin = loaded_origin(app)
    state_of(app).loaded = Loaded(read_clients(origin.source, changed), replace(origin, choices=changed))
    keeper.keep(tab)
    app.session_state["works"] = True
    app.run()
    state_of(app).change(Plan(tier_count=2))
    app.run()
    app.button(key="state_1").click().run()
    assert loaded_origin(app).choices == before
    clients = state_of(app).clients
    assert clients is not None
    assert clients.count == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_front_page_says_the_truth(language: str) -> None:
    app = open_app(language=language)  # type: ignore[arg-type]
    told = {"fr": "gardés au fur et à mesure", "en": "kept here as they change"}
    assert told[language] in words(app)
    assert str(folder()) in words(app)
