"""The front page once a list is read: the account, questions, rules that are switched, repairs, reading by
hand."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lib.base.money import to_text
from lib.base.typed_json import to_plain
from lib.clients.model import ClientList
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.rows_to_repair import rows_to_repair
from lib.reading.widgets import repairs
from lib.reading.widgets.opening import Origin
from lib.screen.state import Loaded, State
from lib.screen.typed_grid.moves import Move, Value
from lib.texts import Texts
from tests.pages.app import TypedGrid, open_app, state_of, words
from tests.pages.test_clients_page import HEAD, totals, upload
from tests.reading import files
from tests.shared_data import SHARED, shared

ODD = (SHARED / "odd" / "expected.json").read_text("utf-8") if (SHARED / "odd").exists() else "[]"
EXPECTED: list[dict[str, object]] = json.loads(ODD)


def typed(app: AppTest, row: int, cells: dict[str, str]) -> AppTest:
    """Type into cells of a row of the grid of repairs, by their headings."""
    grid = TypedGrid(app, "repair")
    keys = {column["title"]: column["key"] for column in grid.told["columns"]}
    place = next(key for key, shown in grid.rows.items() if shown["row"] == Texts("fr").integer(row))
    grid.send([grid.told["answered"] + 1, "set", [[place, keys[name], text] for name, text in cells.items()]])
    assert not app.exception
    return app


@pytest.mark.parametrize("wanted", EXPECTED, ids=[str(one["file"]) for one in EXPECTED])
def test_every_question_of_an_odd_list_is_on_the_page(wanted: dict[str, object]) -> None:
    path = shared(f"odd/{wanted['file']}")
    app = upload(open_app(language="en"), (path.name, path.read_bytes()))
    clients = state_of(app).clients
    assert clients is not None
    assert "row" in app.header[0].value
    asked = {question.code for question in clients.report.questions}
    keys = {str(one.key) for one in [*app.radio, *app.text_input, *app.button]}
    assert all({f"answer_{code}", f"confirm_{code}"} & keys for code in asked)
    if "ask" in wanted and "ranked" not in wanted:
        assert asked


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["A", 10], ["B", 5], ["Total", 15]], "2 lignes sur 2 font 15,00 : c’est le total du fichier"),
        ([["A", 10], ["B", 5], ["Total", 16]], "2 lignes sur 2 font 15,00 : le fichier annonce 16,00"),
        ([["A", 10], ["B", "?"]], "1 ligne sur 2 fait 10,00 ; le fichier ne porte pas de total"),
        ([["A", 10], ["", 5], ["Total", 15]], "avec les 5,00 mis de côté, c’est le total du fichier"),
    ],
)
def test_the_account_comes_first_and_says_whether_it_agrees(rows: list[list[object]], said: str) -> None:
    app = upload(open_app(), ("a.xlsx", files.xlsx([HEAD, *rows])))
    assert said in app.header[0].value.replace("\\", "").replace("\u00a0", " ")


def test_a_plain_list_asks_nothing_and_folds_its_columns_away() -> None:
    app = upload(open_app(), ("a.xlsx", files.xlsx([HEAD, ["A", 10], ["B", 5]])))
    assert not app.radio
    (columns,) = [one for one in app.expander if "Colonnes" in one.label]
    assert columns.label == "Colonnes reconnues\u00a0: client, chiffre d’affaires"
    assert not columns.proto.expanded


def test_an_answer_shows_what_it_gives_counts_and_is_changed_back() -> None:
    path = shared("odd/deposit_and_final.csv")
    app = upload(open_app(), (path.name, path.read_bytes()))
    before = totals(app)
    assert "2 clients, 1\u202f500,00" in " ".join(app.radio(key="answer_deposits").proto.captions)
    app.radio(key="answer_deposits").set_value("within").run()
    assert totals(app) != before
    assert "Vos réponses" in [one.value for one in app.subheader]
    app.radio(key="answer_deposits").set_value("beside").run()
    assert totals(app) == before


def test_what_is_proposed_can_be_confirmed() -> None:
    path = shared("odd/pivot_two_levels.xlsx")
    app = upload(open_app(), (path.name, path.read_bytes()))
    before = totals(app)
    app.button(key="confirm_pivot_level").click().run()
    assert totals(app) == before
    assert "confirm_pivot_level" not in {one.key for one in app.button}


def test_a_rate_is_typed_once_refused_when_it_is_none_and_known_to_the_next_file() -> None:
    rows = [["Client", "Montant", "Devise"], ["A", 10, "EUR"], ["B", 100, "USD"], ["C", 5, "EUR"]]
    app = upload(open_app(), ("a.xlsx", files.xlsx(rows)))
    assert "B" not in totals(app)
    app.text_input(key="answer_rate_USD").set_value("cher").run()
    assert "n’est pas un cours" in words(app)
    app.text_input(key="answer_rate_USD").set_value("0,5").run()
    assert totals(app)["B"] == "50"
    upload(app, ("b.xlsx", files.xlsx([*rows, ["D", 10, "USD"]])))
    assert totals(app)["D"] == "5"
    app.text_input(key="answer_rate_USD").set_value("").run()
    assert "D" not in totals(app)


def test_a_rule_is_switched_off_and_on_with_its_effect() -> None:
    path = shared("odd/status_fr.csv")
    app = upload(open_app(), (path.name, path.read_bytes()))
    before = totals(app)
    assert "Sans cette règle" in words(app)
    app.toggle(key="rule_cancelled").set_value(False).run()
    assert totals(app) != before
    assert "Avec cette règle" in words(app)
    app.toggle(key="rule_cancelled").set_value(True).run()
    assert totals(app) == before


def test_a_row_is_put_right_in_its_place_and_that_is_undone() -> None:
    rows = [HEAD, ["A", 10], ["B", "voir Sylvie"], [None, 7]]
    app = upload(open_app(), ("a.xlsx", files.xlsx(rows)))
    typed(app, 3, {"Montant": "1 200,50"})
    typed(app, 4, {"Client": "C"})
    assert totals(app) == {"B": "1200.5", "A": "10", "C": "7"}
    said = words(app).replace("\u202f", " ").replace("\u00a0", " ")
    assert "2 lignes corrigées à la main (+1 207,50)" in said
    app.button(key="undo_0").click().run()
    assert totals(app) == {"A": "10", "C": "7"}
    app.button(key="undo_0").click().run()
    assert totals(app) == {"A": "10"}


def test_what_is_no_amount_is_refused_in_words() -> None:
    app = upload(open_app(), ("a.xlsx", files.xlsx([HEAD, ["A", 10], ["B", "voir Sylvie"]])))
    typed(app, 3, {"Montant": "beaucoup", "Client": "B*"})
    (said,) = TypedGrid(app, "repair").faults.values()
    assert "« beaucoup » n’est pas un montant" in said.replace("\u00a0", " ")
    assert not app.error
    assert totals(app) == {"A": "10"}


def test_what_was_done_by_hand_is_offered_on_a_later_file_and_looked_at_before() -> None:
    rows = [HEAD, ["A", 10], ["B", "voir Sylvie"], ["Durand SARL", 3], ["DURAND", 2]]
    app = upload(open_app(), ("mai.xlsx", files.xlsx(rows)))
    typed(app, 3, {"Montant": "5"})
    app.button(key="merge_0").click().run()
    later = files.xlsx([HEAD, ["Z", 1], *rows[1:]])
    upload(app, ("juin.xlsx", later))
    assert "B" not in totals(app)
    assert "voir Sylvie" in str(app.dataframe[0].value.to_numpy())
    app.button(key="replay").click().run()
    assert totals(app) == {"A": "10", "B": "5", "Durand SARL": "5", "Z": "1"}
    upload(app, ("juillet.xlsx", later))
    app.button(key="no_replay").click().run()
    assert "B" not in totals(app)
    assert "replay" not in {one.key for one in app.button}


def test_what_was_done_by_hand_goes_with_the_plan_and_is_offered_on_next_years_list() -> None:
    head = ["Client", "Montant", "Devise", "Téléphone", "Courriel"]
    rows: list[list[object]] = [
        head,
        ["A", 10, "EUR", "01 02 03 04 05", "a@exemple.fr"],
        ["B", "voir Sylvie", "EUR", "06 07 08 09 10", "b@exemple.fr"],
        ["C", 20, "USD", "", ""],
        ["Durand SARL", 3, "EUR", "", ""],
        ["DURAND", 2, "EUR", "", ""],
    ]
    app = upload(open_app(), ("2024.xlsx", files.xlsx(rows)))
    typed(app, 3, {"Montant": "5"})
    app.button(key="merge_0").click().run()
    app.text_input(key="answer_rate_USD").set_value("0,5").run()
    assert totals(app) == {"A": "10", "B": "5", "C": "10", "Durand SARL": "5"}
    clients = state_of(app).clients
    assert clients is not None
    plan = write_plan(compute(clients, Plan()), Texts("fr"))
    # What the plan holds is mailed: the cells that tell a row apart are no telephone numbers.
    assert "06 07" not in json.dumps(to_plain(clients))
    assert "exemple.fr" not in json.dumps(to_plain(clients))
    next_year = upload(open_app(), ("plan.xlsx", plan))
    upload(next_year, ("2025.xlsx", files.xlsx([*rows, ["Z", 1, "EUR", "", ""]])))
    assert totals(next_year) == {"A": "10", "C": "10", "Durand SARL": "3", "DURAND": "2", "Z": "1"}
    next_year.button(key="replay").click().run()
    assert totals(next_year) == {"A": "10", "C": "10", "B": "5", "Durand SARL": "5", "Z": "1"}
    assert not next_year.exception


def test_what_is_told_by_hand_is_compared_with_repairs_in_force() -> None:
    app = upload(open_app(), ("a.csv", b"Client;Montant\nA;10\nB;?\nC;5\n"))
    typed(app, 3, {"Montant": "7"})
    by_hand(app)
    app.text_input(key="told_last_row").set_value("3").run()
    by_hand(app)
    assert totals(app) == {"A": "10", "B": "7"}
    said = words(app).replace("\u00a0", " ")
    assert "sans ce réglage : 3 clients, 22,00 (A, B, C) – avec : 2 clients, 17,00 (A, B)" in said


def test_clients_kept_apart_can_be_proposed_again() -> None:
    app = upload(open_app(), ("a.xlsx", files.xlsx([HEAD, ["Durand SARL", 10], ["DURAND", 5]])))
    app.button(key="refuse_0").click().run()
    assert "merge_0" not in {one.key for one in app.button}
    app.button(key="again_0").click().run()
    assert "merge_0" in {one.key for one in app.button}


def by_hand(app: AppTest) -> AppTest:
    app.session_state["by_hand"] = True
    app.run()
    assert not app.exception
    return app


def test_the_reading_is_adjusted_by_hand_with_what_that_changes() -> None:
    data = b"Client;Montant\nA;1.234\nB;5.678\n"
    app = by_hand(upload(open_app(), ("a.csv", data)))
    assert totals(app) == {"A": "1234", "B": "5678"}
    app.selectbox(key="told_decimal_mark").set_value(".").run()
    by_hand(app)
    assert totals(app) == {"A": "1.234", "B": "5.678"}
    assert "sans ce réglage" in words(app)
    app.text_input(key="told_last_row").set_value("2").run()
    by_hand(app)
    assert totals(app) == {"A": "1.234"}
    app.button(key="untold_last_row").click().run()
    by_hand(app)
    app.button(key="untold_decimal_mark").click().run()
    assert totals(app) == {"A": "1234", "B": "5678"}


def test_a_reading_by_hand_that_gives_nothing_is_said_and_can_be_taken_back() -> None:
    app = by_hand(upload(open_app(), ("a.csv", b"Client;Montant\nA;1\nB;2\n")))
    app.text_input(key="told_heading_row").set_value("3").run()
    by_hand(app)
    assert app.error
    assert totals(app) == {"A": "1", "B": "2"}
    app.text_input(key="told_heading_row").set_value("").run()
    assert not app.exception
    assert not app.error
    assert totals(app) == {"A": "1", "B": "2"}


SOURCE = open_source(files.xlsx([HEAD, ["A", 10], ["B", "voir Sylvie"], [None, 7]]), "a.xlsx")
CHOICES = propose(SOURCE).choices
CLIENTS: ClientList = read_clients(SOURCE, CHOICES)
ROWS = st.sampled_from(["3 Clients", "4 Clients", "9 Clients", "-1", "x"])
KEYS = st.sampled_from(["cell_0", "cell_1", "cell_9", "cell_", "row", "reason", "cell_x"])
VALUES = st.booleans() | st.text(max_size=20) | st.sampled_from(["5", "7,5"])


@settings(max_examples=40)
@given(st.lists(st.tuples(ROWS, KEYS, VALUES), max_size=4).map(tuple))
def test_whatever_the_browser_sends_as_a_repair_is_a_proposal(
    cells: tuple[tuple[str, str, Value], ...],
) -> None:
    mine = State(language="fr", loaded=Loaded(CLIENTS, Origin(SOURCE, CHOICES)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lib.reading.widgets.opening.state", lambda: mine)
        repairs.take(rows_to_repair(SOURCE, CHOICES, 10), ",", [Move(1, cells)])
    assert mine.clients is not None
    assert to_text(mine.clients.total) is not None
