"""Rules of reading at the ends of what they take: much of a thing, none of it, and what is broken off."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pyarrow as pa
import pytest

from lib.base.money import UNIT, to_text
from lib.parsing.errors import ReadingError
from lib.reading import effects, process
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.process import DEFAULT
from lib.reading.proposal import propose
from lib.reading.repairs import RepairError, replayed, typed_repair, with_repair
from lib.reading.sentences import account_sentence, asked_lines
from lib.reading.source import Source
from lib.reading.tax_basis import tax_basis
from lib.reading.text_column import coded
from lib.texts import Texts
from tests.reading import files
from tests.reading.test_history import entries
from tests.reading.test_revenue import asked, ranking, read


def opened(rows: files.Rows, name: str = "a.xlsx") -> tuple[Source, Choices]:
    source = open_source(files.excel(rows), name)
    return source, propose(source).choices


def test_an_answer_about_the_order_of_dates_is_the_order_itself() -> None:
    text = "Customer,Date,Amount\nA,03/02/2025,10\nA,05/04/2025,5\n"
    assert [day for _, day, _ in entries(read(text, date_order="day_first"))] == ["2025-02-03", "2025-04-05"]
    assert [day for _, day, _ in entries(read(text, date_order="month_first"))] == [
        "2025-03-02",
        "2025-05-04",
    ]


def test_an_answer_about_a_column_is_that_column() -> None:
    text = "Tiers;Autre;Débit;Crédit\nX;A;1;7\nY;B;5;2\n"
    assert ranking(read(text, revenue_unsure="Crédit")) == {"X": "7", "Y": "2"}
    assert ranking(read(text, client_unsure="Autre", revenue_unsure="Débit")) == {"B": "5", "A": "1"}


def test_a_list_that_is_not_wanted_any_more_is_not_read_to_its_end() -> None:
    with pytest.raises(ReadingError) as stopped:
        read_clients(*opened([["Client", "CA"], ["A", 1.0]]), cancel=lambda: True)
    assert stopped.value.code == "cancelled"


ROWS: files.Rows = [
    ["Facture", "Client", "Montant", "Poids"],
    ["F1", "A", 100.5, 1.0],
    ["F2", "B", 50.0, 2.0],
    ["F1", "A", 100.5, 1.0],
    ["F3", "C", 20.0, 3.0],
    ["F4", "C", 21.0, 3.0],
]


@pytest.mark.parametrize(("weight", "copied"), [(1.0, True), (7.0, False), (None, False)])
def test_a_row_is_a_copy_where_its_stored_numbers_are_the_same_too(
    weight: float | None, copied: bool
) -> None:
    rows = [*ROWS[:3], [*ROWS[3][:3], weight], *ROWS[4:]]
    clients = read_clients(*opened(rows))
    assert ranking(clients)["A"] == ("100.5" if copied else "201")
    assert asked(clients.report) == (("copied_rows",) if copied else ())


@pytest.mark.parametrize("written", [files.parquet, files.excel])
def test_days_that_are_stored_as_numbers(written: Callable[[files.Rows], bytes]) -> None:
    """Counted by a spreadsheet, or written as eight figures; what is no day there stays undated."""
    rows: files.Rows = [
        ["Client", "Date", "Montant HT"],
        ["A", 45000, 1.0],
        ["A", 20250304, 2.0],
        ["A", 20251399, 4.0],
    ]
    source = open_source(written(rows), "a")
    clients = read_clients(source, propose(source).choices)
    # 45 000 days after 30 December 1899, by Python's own calendar
    assert entries(clients) == [("A", "2023-03-15", 1), ("A", "2025-03-04", 2)]
    assert clients.sales is not None
    assert clients.sales.undated_amount == 4 * UNIT


def test_columns_of_years_and_of_months_have_no_history_together() -> None:
    source, choices = opened([["Client", "2023", "01/2024"], ["A", 10.0, 5.0], ["B", 7.0, 1.0]])
    clients = read_clients(source, replace(choices, revenue=None, periods=("2023", "01/2024")))
    assert ranking(clients) == {"A": "15", "B": "8"}
    assert clients.sales is None


def test_subtotals_that_are_right_are_said_where_no_total_is() -> None:
    clients = read("Client;CA HT\nA;10\nB;5\nTotal A-B;15\nC;3\nD;4\n")
    assert [check.agrees for check in clients.report.totals] == [True]
    assert "subtotal is right" in account_sentence(clients, Texts("en"))


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (
            "Date;Nom;Libellé;Débit;Crédit\n13/02/2025;A;Facture 12;120;\n14/02/2025;A;Chèque 1;;120\n",
            "including",
        ),
        ("Client;TPS;TVQ;Taxes;Total\nA;5,00;9,98;14,98;114,98\nB;10,00;19,95;29,95;229,95\n", "excluding"),
        ("Client;CA HT\nA;10\nB;5\n", "excluding"),
        ("Client;CA TTC\nA;10\nB;5\n", "including"),
        ("Client;CA\nA;10\nB;5\n", None),
    ],
)
def test_whether_tax_is_in_the_revenue_is_said_by_what_was_done_or_by_the_heading(
    text: str, basis: str | None
) -> None:
    assert tax_basis(read(text).report) == basis


def test_a_question_without_an_answer_is_said_to_have_none() -> None:
    clients = read("Client;Devise;Montant\nA;EUR;10\nB;USD;100\nC;EUR;5\n")
    kept, rate = asked_lines(clients.report, Texts("en"))
    assert kept.endswith("– EUR (proposed)")
    assert rate.endswith("stay aside. – no answer")


def test_a_file_whose_rows_were_mended_says_so() -> None:
    clients = read("Client;Ville;CA HT\nA;Lyon;10\nB;Brest; Centre;5\nC;Lille;3\nD;Nice;1\n")
    assert [one.details["count"] for one in clients.report.remarks if one.code == "mended_rows"] == [1]


def test_effects_that_are_kept_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "MOST_KNOWN", 2)
    source, choices = opened([["Client", "CA"], ["A", 1.0], ["B", 3.0]])
    for revenue in (*"abcd", "CA"):
        wanted = replace(choices, revenue="CA", answers=(("any", revenue),))
        assert to_text(effects.effect_of(source, wanted).total) == "4"
    assert len(effects._known[source]) == 2


def test_nothing_is_found_in_a_column_without_rows() -> None:
    assert len(coded(pa.array([], pa.string())).extracted("(?P<part>x)")) == 0


def test_repairs_beyond_the_most_are_refused_and_those_of_a_row_alone_are_not_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lib.reading.repairs.MOST_REPAIRS", 1)
    source, choices = opened([["Client", "CA"], ["A", 1.0], ["B", "?"], ["C", "?"]])
    sheet = source.sheet(choices.sheet)
    first = typed_repair(sheet, choices, 3, "CA", "5", ",")
    full = with_repair(choices, first)
    with pytest.raises(RepairError) as refused:
        with_repair(full, typed_repair(sheet, choices, 4, "CA", "5", ","))
    assert refused.value.code == "too_many"
    again = with_repair(full, replace(first, after="7"))
    assert [repair.after for repair in again.repairs] == ["7"]
    for lost in (replace(first, others=()), replace(first, others=(("Elsewhere", "x"),))):
        assert replayed(source, [choices.sheet], [lost]).missing == (lost,)


def test_a_repair_below_the_last_row_changes_nothing() -> None:
    source, choices = opened([["Client", "CA"], ["A", 1.0], ["B", "?"]])
    repair = typed_repair(source.sheet(choices.sheet), choices, 3, "CA", "5", ",")
    clients = read_clients(source, replace(choices, repairs=(replace(repair, row=99),)))
    assert ranking(clients) == {"A": "1"}


def test_a_cell_of_a_column_that_is_not_there_is_refused() -> None:
    source, choices = opened([["Client", "CA"], ["A", 1.0]])
    with pytest.raises(ReadingError) as refused:
        source.sheet(choices.sheet).at("Nothing", 0)
    assert (refused.value.code, refused.value.details["column"]) == ("unknown_column", "Nothing")


def test_an_article_that_no_counted_row_names_gives_no_purchases() -> None:
    clients = read("Client;Article;Montant HT\nA;;600\nB;;400\n;Port;3\n")
    assert ranking(clients) == {"A": "600", "B": "400"}
    assert clients.purchases is None


@pytest.mark.parametrize("fine", ["1,5 €", "1,00000001 €", "-1,000000000001 €"])
def test_large_amounts_beside_finely_written_ones_are_exact(fine: str) -> None:
    """Together they need more figures than a machine word has."""
    clients = read(f"Client;CA HT\nA;9000000000,25 €\nA;{fine}\nB;5 €\n")
    rounded = {
        "1,5 €": "9000000001.75",
        "1,00000001 €": "9000000001.25",
        "-1,000000000001 €": "8999999999.25",
    }
    assert ranking(clients) == {"A": rounded[fine], "B": "5"}


@pytest.mark.parametrize("large", ["1" + 19 * "0", f"{19 * '9'},5", "-1" + 25 * "0"])
def test_what_is_too_large_for_an_amount_is_set_aside(large: str) -> None:
    clients = read(f"Client;CA HT\nA;{large} €\nB;5 €\n")
    assert ranking(clients) == {"B": "5"}
    assert sum(group.rows for group in clients.report.set_aside) == 1


def test_accounts_above_their_lines_are_known_where_numbers_are_stored() -> None:
    """The days are those that a spreadsheet counts."""
    rows: files.Rows = [
        ["Date", "Libellé", "Débit", "Crédit"],
        [411001, "Garage Été", None, None],
        [45670, "Facture F1", 1200, None],
        [45671, "Virement", None, 1200],
        [411002, "Lac", None, None],
        [45672, "Facture F2", 300, None],
    ]
    clients = read_clients(*opened(rows))
    assert ranking(clients) == {"Garage Été": "1200", "Lac": "300"}
    assert [(group.reason, to_text(group.amount)) for group in clients.report.set_aside] == [
        ("payment", "-1200")
    ]


def test_a_reading_that_is_stopped_at_once_reads_nothing() -> None:
    with pytest.raises(ReadingError) as stopped:
        open_source(files.csv(ROWS), "a.csv", limits=replace(DEFAULT, cancel=lambda: True))
    assert stopped.value.code == "cancelled"


def test_a_process_that_always_wants_another_module_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[list[str]] = []

    class Wanting:
        """A process that never has what it needs."""

        def __init__(self, module: str, data: bytes, limits: object, modules: list[str]) -> None:
            starts.append(modules)

        def ask(self, *_: object) -> SimpleNamespace:
            return SimpleNamespace(header={"needs": f"module {len(starts)}"})

        def close(self) -> None:
            """Nothing is left."""

    monkeypatch.setattr(process, "Talk", Wanting)
    with pytest.raises(ReadingError) as refused:
        process.apart("any", b"", {})
    assert refused.value.code == "unreadable"
    assert starts == [[], ["module 1"], ["module 1", "module 2"]]
