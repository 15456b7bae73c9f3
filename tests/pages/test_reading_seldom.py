"""What is seldom done while a list is read: long lists, several sheets, clicks that come too late."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import openpyxl
import pytest

from lib.clients.model import Repair
from lib.plan.plan import Plan
from lib.reading.choices import Choices
from lib.reading.rows_to_repair import RowsToRepair
from lib.reading.widgets import (
    account,
    by_hand,
    column_memory,
    columns,
    duplicates,
    opening,
    questions,
    remembering,
    repairs,
    replaying,
    upload,
)
from lib.reading.widgets.opening import Opening, Unopened
from lib.screen.state import Loaded, State
from lib.texts import Texts
from tests.pages.app import open_app, state_of, words
from tests.pages.test_clients_page import HEAD, locked, totals
from tests.pages.test_clients_page import upload as load
from tests.pages.test_reading_page import CHOICES, CLIENTS, SOURCE, typed
from tests.pages.test_reading_page import by_hand as unfolded
from tests.reading import files

FRENCH = Texts("fr")
TEXT = b"Client;Montant\nA;1.234\nB;5.678\n"
GROUP = ("A", "B")
REPAIR = Repair("Clients", 3, "Montant", "?", "5", ())
LATE: dict[str, Callable[[], object]] = {
    "a level": partial(by_hand._level_told, "1"),
    "told by hand": partial(by_hand._tell, "decimal_mark", "."),
    "no longer told by hand": partial(by_hand._untold, "decimal_mark"),
    "further sheets": partial(columns._choose_also, ["A"]),
    "clients pooled": partial(columns._pool, True),
    "a column": partial(columns._choose, "client", "A"),
    "a sheet": partial(columns._choose, "sheet", "A"),
    "parted": partial(duplicates._part, GROUP),
    "all parted": duplicates._part_all,
    "asked again": partial(duplicates._ask_again, GROUP),
    "merged": partial(duplicates._merge, []),
    "refused": partial(duplicates._refuse, []),
    "kept apart": partial(duplicates._keep_apart, (GROUP,)),
    "a rule": partial(account._switch_rule, "cancelled", False),
    "a repair": partial(repairs.take, RowsToRepair((), (), 0), ",", []),
    "undone": partial(repairs._undo, REPAIR),
    "all undone": repairs._undo_all,
    "remembered": partial(remembering.remember, Choices("A")),
    "replayed": replaying._accept,
    "stopped": upload._stopped,
}
"""What a click does, by what it was on."""


@pytest.mark.parametrize("click", LATE.values(), ids=list(LATE))
def test_a_click_that_comes_after_its_list_has_gone_changes_nothing(
    click: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = State(language="fr")
    for module in (opening, duplicates):
        monkeypatch.setattr(module, "state", lambda: mine)
    kept: list[object] = []
    monkeypatch.setattr(column_memory, "keep", kept.append)
    click()
    assert mine.loaded is None
    assert mine.plan == Plan()
    assert not kept
    assert mine.part(Opening) == Opening(remembered=mine.part(Opening).remembered)


def test_a_file_with_a_password_is_not_told_how_to_be_read() -> None:
    app = load(open_app(), ("a.xlsx", locked("un", ("A", 10))))
    app.text_input(key="password").set_value("un").run()
    unfolded(app)
    assert FRENCH("clients.by_hand.locked") in words(app)
    assert "told_last_row" not in {field.key for field in app.text_input}


def several_sheets() -> bytes:
    """A workbook of three sheets, the last of which has other columns."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in (
        ("Nord", [HEAD, ["A", 1]]),
        ("Sud", [HEAD, ["A", 2]]),
        ("Est", [["Nom", "CA"], ["Z", 9]]),
    ):
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return files.saved(workbook)


def test_which_sheets_are_read_is_told_by_hand() -> None:
    app = unfolded(load(open_app(), ("a.xlsx", several_sheets())))
    by_itself = totals(app)
    app.multiselect(key="told_sheets").set_value(["Sud"]).run()
    assert totals(app) == {"A": "2"}
    unfolded(app)
    app.multiselect(key="told_sheets").set_value([]).run()
    assert totals(app) == by_itself == {"A": "1"}


def test_another_sheet_is_chosen_with_columns_of_its_own() -> None:
    app = load(open_app(), ("a.xlsx", several_sheets()))
    app.selectbox(key="choice_sheet").select("Est").run()
    assert totals(app) == {"Z": "9"}
    assert not app.error


def test_the_level_of_a_pivot_table_is_told_by_hand_as_well() -> None:
    rows = [["Étiquettes de lignes", "Somme"], ["Paul", 1000], ["Chaise", 600], ["Table", 400], ["Léa", 500]]
    rows += [["Chaise", 200], ["Table", 300], ["Total général", 1500]]
    app = unfolded(load(open_app(), ("a.xlsx", files.xlsx(rows))))
    assert totals(app) in ({"Paul": "1000", "Léa": "500"}, {"Chaise": "800", "Table": "700"})
    for level, ranked in (("1", {"Paul": "1000", "Léa": "500"}), ("2", {"Chaise": "800", "Table": "700"})):
        app.selectbox(key="told_level").select(level).run()
        assert totals(app) == ranked
        unfolded(app)


def test_the_effects_of_a_long_list_are_worked_out_when_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(questions, "LONG", 1)
    text = "N° facture;Client;Statut;Montant\nF1;A;Payée;10\nF2;B;Annulée;3\nF3;B;Zorg;4\nF4;C;Payée;5\n"
    app = load(open_app(), ("a.csv", text.encode()))
    assert not app.radio(key="answer_status_zorg").proto.captions
    assert "Sans cette règle" not in words(app)
    app.button(key="effects_status_zorg").click().run()
    counted, aside = app.radio(key="answer_status_zorg").proto.captions
    assert "3 clients, 19,00" in counted.replace("\u202f", " ")
    assert "2 clients, 15,00" in aside.replace("\u202f", " ")
    app.radio(key="answer_status_zorg").set_value("aside").run()
    assert totals(app) == {"A": "10", "C": "5"}


def test_a_long_list_is_read_anew_where_that_can_be_seen_and_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_hand, "LONG", 1)
    monkeypatch.setattr(questions, "LONG", 1)
    app = unfolded(load(open_app(), ("a.csv", TEXT)))
    app.selectbox(key="told_decimal_mark").set_value(".").run()
    assert not app.exception
    assert totals(app) == {"A": "1.234", "B": "5.678"}
    unfolded(app)
    assert "sans ce réglage" not in words(app)
    assert "by_hand_effects" in {button.key for button in app.button}
    monkeypatch.setattr(questions, "LONG", 2)
    unfolded(app)
    assert "sans ce réglage" in words(app)
    app.text_input(key="told_heading_row").set_value("3").run()
    assert app.error, "with the last row as headings there is no list"
    assert totals(app) == {"A": "1.234", "B": "5.678"}


def test_corrections_of_columns_hold_where_the_file_is_read_in_another_way() -> None:
    text = "Client;Montant HT;Montant livré\nA;1.234;7\nB;5.678;9\n"
    app = load(open_app(), ("a.csv", text.encode()))
    app.selectbox(key="choice_revenue").select("Montant livré").run()
    unfolded(app)
    app.selectbox(key="told_decimal_mark").set_value(".").run()
    assert totals(app) == {"B": "9", "A": "7"}


def test_an_answer_about_close_columns_is_remembered_for_the_same_headings() -> None:
    text = "Client;Montant HT;Total HT\nA;10;7\nB;5;9\nC;2;4\n"
    app = load(open_app(), ("a.csv", text.encode()))
    other = next(
        option for option in app.radio(key="answer_revenue_column").proto.options if "Total" in option
    )
    before = totals(app)
    app.radio(key="answer_revenue_column").set_value("Total HT" if "Total HT" in other else other).run()
    after = totals(app)
    assert after != before
    load(app, ("b.csv", f"{text}D;1;3\n".encode()))
    assert {name: amount for name, amount in totals(app).items() if name != "D"} == after


def test_the_sum_of_columns_of_months_is_called_so() -> None:
    rows = [["Client", "Janvier 2024", "Février 2024"], ["A", 10, 20], ["B", 1, 2]]
    app = load(open_app(), ("a.xlsx", files.xlsx(rows)))
    assert totals(app) == {"A": "30", "B": "3"}
    assert FRENCH("clients.from_periods", count="2") in app.selectbox(key="choice_revenue").options


def test_merged_clients_are_parted_one_by_one() -> None:
    rows = [HEAD, ["Durand SARL", 10], ["DURAND", 5], ["Petit", 12], ["petit", 1]]
    app = load(open_app(), ("a.xlsx", files.xlsx(rows)))
    app.button(key="merge_all").click().run()
    assert totals(app) == {"Durand SARL": "15", "Petit": "13"}
    app.button(key="part_0").click().run()
    assert sorted(totals(app).values()) in (["10", "13", "5"], ["1", "12", "15"])
    app.button(key="part_0").click().run()
    assert len(totals(app)) == 4


def test_of_many_rows_to_repair_the_first_are_shown_and_all_repairs_are_undone_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repairs, "MOST_ROWS", 2)
    app = load(open_app(), ("a.xlsx", files.xlsx([HEAD, ["A", 10], ["B", "?"], ["C", "?"], ["D", "?"]])))
    assert FRENCH("clients.repair.first", count="2") in words(app)
    typed(app, 3, {"Montant": "1"})
    assert FRENCH("clients.repair.first", count="2") not in words(app)
    typed(app, 4, {"Montant": "2"})
    assert totals(app) == {"A": "10", "B": "1", "C": "2"}
    app.button(key="undo_all").click().run()
    assert totals(app) == {"A": "10"}


def test_what_was_refused_is_said_when_its_row_is_not_in_the_grid_any_more() -> None:
    app = load(open_app(), ("a.xlsx", files.xlsx([HEAD, ["A", 10], ["B", "?"], ["C", "?"]])))
    state_of(app).part(Opening).refused_cells = [(replace(REPAIR, row=77, after="cher"), "not_an_amount")]
    app.run()
    assert any("« cher » n’est pas un montant" in told.value.replace("\u00a0", " ") for told in app.error)


def test_repairs_that_no_row_takes_are_counted_and_nothing_is_offered_to_accept() -> None:
    app = load(open_app(), ("mai.xlsx", files.xlsx([HEAD, ["A", 10], ["B", "voir Sylvie"]])))
    typed(app, 3, {"Montant": "5"})
    load(app, ("juin.xlsx", files.xlsx([HEAD, ["A", 10], ["C", 3]])))
    assert FRENCH.plural("clients.replay.missing", 1) in words(app)
    assert "replay" not in {button.key for button in app.button}
    app.button(key="no_replay").click().run()
    assert FRENCH.plural("clients.replay.missing", 1) not in words(app)


def test_a_rate_into_another_currency_than_that_of_the_list_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = State(language="fr")
    mine.part(Opening).rates = {("EUR", "USD"): "0,5", ("CHF", "USD"): "0,9"}
    monkeypatch.setattr(opening, "state", lambda: mine)
    assert questions.with_known_rates(replace(CHOICES, currency="CHF")).answers == (("rate_USD", "0,9"),)
    assert questions.with_known_rates(replace(CHOICES, currency="GBP")).answers == ()


@pytest.mark.parametrize(
    ("changes", "given_back"),
    [({}, True), ({"locked": True}, False), ({"failed": True}, False), ({"files": ()}, False)],
)
def test_of_a_list_that_was_kept_the_file_is_given_back_where_it_can_be_opened(
    changes: dict[str, object], given_back: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Unopened((("a.csv", TEXT),), CHOICES, SOURCE.options)
    mine = State(language="fr", loaded=Loaded(CLIENTS, replace(kept, **changes)))  # type: ignore[arg-type]
    monkeypatch.setattr(opening, "state", lambda: mine)
    assert opening.uploaded_file() == (("a.csv", TEXT) if given_back else None)


def test_what_waits_for_its_turn_says_how_many_files_are_before() -> None:
    shown: list[tuple[float, str]] = []
    upload.Shown(FRENCH, lambda done, said: shown.append((done, said)))("wait", 3)
    assert shown == [(0.0, FRENCH.plural("reading.step.wait", 3))]


def test_a_server_of_several_visitors_keeps_no_corrections(
    elsewhere: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    column_memory.keep({"headings": {"client": "A"}})
    assert column_memory.recall() == {"headings": {"client": "A"}}
    monkeypatch.setattr(column_memory, "is_personal", lambda: False)
    assert column_memory.recall() == {}
    column_memory.keep({})
    column_memory.forget()
    monkeypatch.setattr(column_memory, "is_personal", lambda: True)
    assert column_memory.recall() == {"headings": {"client": "A"}}
