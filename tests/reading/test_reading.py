"""From a file to clients: real files, hand-made ones, and laws that hold whatever the file looks like."""

import io
import json
import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.base.money import to_text
from lib.clients.model import ClientList
from lib.parsing.errors import ReadingError
from lib.reading.clients_from_rows import read_clients, read_file
from lib.reading.errors import sentence
from lib.reading.opening import open_source
from lib.reading.process import Limits
from lib.reading.proposal import propose
from lib.reading.source import Source
from lib.texts import LANGUAGES, Texts
from tests.reading import files
from tests.shared_data import shared

HEAD = ["Client", "Chiffre d'affaires"]
FOUR: list[list[str | float]] = [
    ["Müller & Fils", 400.5],
    ["Œuvres d'Été", 200.25],
    ["NA", 100],
    ["00121", 80],
]


def ranking(clients: ClientList) -> list[tuple[str, int]]:
    return list(zip(clients.ranked["client"], clients.ranked["revenue"], strict=True))


EXPECTED = [("Müller & Fils", 4005000), ("Œuvres d'Été", 2002500), ("NA", 1000000), ("00121", 800000)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", files.xlsx([HEAD, *FOUR])),
        ("a.csv", files.csv([HEAD, *FOUR])),
        ("a.csv", files.csv([HEAD, *FOUR], ",", ".")),
        ("a.csv", files.csv([HEAD, *FOUR], "\t", ".")),
        ("a.csv", files.csv([HEAD, *FOUR], "|", ".")),
        ("a.csv", files.csv([HEAD, *FOUR], encoding="utf-8-sig")),
        ("a.csv", files.csv([HEAD, *FOUR], encoding="cp1252")),
        ("a.csv", files.csv([HEAD, *FOUR], encoding="mac_roman")),
        ("a.csv", files.csv([HEAD, *FOUR], encoding="utf-16")),
        ("a.xls", files.html([HEAD, *FOUR])),
        ("a.txt", files.csv([HEAD, *FOUR])),
        ("wrong.csv", files.xlsx([HEAD, *FOUR])),
    ],
)
def test_every_format_gives_the_same_ranking(name: str, data: bytes) -> None:
    assert ranking(read_file(data, name)) == EXPECTED


def test_quantity_times_unit_price_less_discount() -> None:
    rows = [
        ["Customer", "Qty", "Unit price", "Discount"],
        ["A", 3, 9.99, 0.05],
        ["B", 7, 0.333, 0],
        ["A", 1, 1, ""],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == [("A", 294715), ("B", 23310)]  # 3 × 9.99 × 0.95 = 28.4715, and 1


def test_a_discount_in_percent_is_told_by_its_size() -> None:
    rows = [["Customer", "Qty", "Unit price", "Discount"], ["A", 10, 10, 15], ["B", 1, 10, 0]]
    assert ranking(read_file(files.xlsx(rows), "a.xlsx")) == [("A", 850000), ("B", 100000)]


def test_the_number_tells_clients_of_one_name_apart() -> None:
    rows = [["N° client", "Client", "CA"], ["1.0", "Martin", 10], [2, "Martin", 5], [1, "Martin", 7]]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert list(clients.ranked["number"]) == ["1", "2"]
    assert list(clients.ranked["revenue"]) == [170000, 50000]


def test_every_row_is_accounted_for() -> None:
    rows = [
        HEAD,
        ["A", 100],
        ["B", 50],
        ["Sous-total", 150],
        HEAD,
        ["", 30],
        ["C", "abc"],
        ["D", ""],
        ["E", "#DIV/0!"],
        ["F", -20],
        ["", ""],
        ["Total général", 310],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    report = clients.report
    aside = {group.reason: (group.rows, to_text(group.amount)) for group in report.set_aside}
    outside = {group.reason: group.rows for group in report.not_counted}
    assert aside == {
        "no_client": (1, "30"),
        "not_a_number": (1, "0"),
        "no_amount": (1, "0"),
        "error_cell": (1, "0"),
    }
    assert outside == {"heading": 1, "total": 2, "blank": 1}
    assert (report.rows_read, report.rows_used) == (7, 3)
    assert (to_text(report.total_file), to_text(report.total_used)) == ("160", "130")
    assert clients.total + clients.total_set_apart == report.total_used
    assert next(group for group in report.set_aside if group.reason == "not_a_number").examples[0].row == 7


def test_a_client_called_total_is_a_client() -> None:
    rows = [HEAD, ["TotalEnergies", 100], ["Total Location SARL", 50], ["Total", 150]]
    assert [name for name, _ in ranking(read_file(files.xlsx(rows), "a.xlsx"))] == [
        "TotalEnergies",
        "Total Location SARL",
    ]


def test_an_unnamed_total_at_the_end_does_not_count() -> None:
    rows = [HEAD, ["A", 100], ["B", 50], ["", 150]]
    assert to_text(read_file(files.xlsx(rows), "a.xlsx").report.total_file) == "150"


def test_lines_without_a_client_can_be_pooled() -> None:
    source = open_source(files.xlsx([HEAD, ["A", 100], ["", 30], ["", 40]]), "a.xlsx")
    choices = propose(source).choices
    pooled = read_clients(source, replace(choices, pool_missing_clients=True))
    assert [revenue for _, revenue in ranking(pooled)] == [1000000, 700000]
    assert pooled.report.set_aside == ()


def test_the_sheet_with_the_list_is_found() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(files.xlsx([HEAD, *FOUR], "Liste")))
    notes = workbook.create_sheet("Notes", 0)
    notes["A1"] = "Lisez-moi"
    source = open_source(files.saved(workbook), "a.xlsx")
    assert [sheet.name for sheet in source.sheets] == ["Notes", "Liste"]
    assert propose(source).choices.sheet == "Liste"


CASES = {
    "empty": b"",
    "empty ": b" \n ",
    "not_a_table": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "broken_zip": files.xlsx([HEAD, *FOUR])[:-200],
    "no_number_column": files.xlsx([["Client", "Ville"], ["A", "Lyon"], ["B", "Metz"]]),
    "no_clients": files.xlsx([HEAD, ["A", 0], ["B", -5]]),
    "not_a_table ": b"%PDF-1.4 ...",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CASES)
def test_bad_files_get_one_sentence(code: str, language: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_file(CASES[code], "a.xlsx")
    assert caught.value.code == code.strip()
    said = sentence(caught.value, Texts(language))  # type: ignore[arg-type]
    assert said.endswith(".")
    assert "{" not in said


def test_a_text_file_under_a_workbooks_name_is_read() -> None:
    assert ranking(read_file(files.csv([HEAD, *FOUR]), "liste.xlsx")) == EXPECTED


def test_one_client_is_a_list() -> None:
    assert ranking(read_file(files.xlsx([HEAD, ["Seul", 5]]), "a.xlsx")) == [("Seul", 50000)]


def test_a_reader_that_dies_or_hangs_leaves_the_app_alive() -> None:
    with pytest.raises(ReadingError) as slow:
        open_source(files.xlsx([HEAD, *FOUR]), "a.xlsx", limits=Limits(seconds=0.01))
    assert slow.value.code == "too_slow"
    with pytest.raises(ReadingError) as large:
        open_source(files.xlsx([HEAD, *FOUR]), "a.xlsx", limits=Limits(megabytes=5))
    assert large.value.code in {"too_large", "unreadable"}


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=12)


@settings(max_examples=15)
@given(data=st.data())
def test_shuffling_notation_and_format_change_nothing(data: st.DataObject) -> None:
    names = [f"Client {name.strip()}" for name in data.draw(st.lists(NAMES, min_size=1, max_size=12))]
    cents = data.draw(st.lists(st.integers(-(10**7), 10**9), min_size=len(names), max_size=len(names)))
    rows = [[name, cent / 100] for name, cent in zip(names, cents, strict=True)]
    if max(sum(c for n, c in zip(names, cents, strict=True) if n == name) for name in names) <= 0:
        return
    plain = read_file(files.xlsx([HEAD, *rows]), "a.xlsx")
    random.Random(1).shuffle(rows)
    title: files.Rows = [["Ventes de l'exercice", None], [None, None]]
    other = read_file(files.csv([*title, ["Customer", "Revenue"], *rows], ",", "."), "b.csv")
    assert ranking(other) == ranking(plain)
    assert other.report.total_file == plain.report.total_file == sum(cents) * 100


REFERENCE_FILES = [
    ("online_retail_2010_12", 0),
    ("online_retail_2010_12", 1),
    ("northwind", 0),
    ("bike_sales", 0),
    ("rfm_orders", 0),
    ("montpellier_2012", 0),
    ("montpellier_2012", 1),
    ("montpellier_2012", 2),
]


@pytest.mark.parametrize(("name", "place"), REFERENCE_FILES)
def test_real_files_without_any_help(name: str, place: int) -> None:
    reference = json.loads(shared("reference.json").read_text("utf-8"))[name]
    path = shared(reference["files"][place])
    clients = read_file(path.read_bytes(), path.name)
    report = clients.report
    aside = {group.reason: (group.rows, group.amount) for group in report.set_aside}
    assert (report.rows_read, report.rows_used) == (reference["lines_read"], reference["lines_used"])
    assert to_text(report.total_used) == reference["net_total_of_used_lines"]
    assert (clients.count, len(clients.set_apart)) == (
        reference["clients_net_positive"],
        reference["clients_set_apart"],
    )
    assert to_text(clients.total) == reference["ranked"]["total_exact"]
    without_client = aside.get("no_client", (0, 0))
    assert without_client == (
        reference["lines_without_client"],
        round(reference["amount_without_client"] * 10_000),
    )


def nasty_files() -> list[Path]:
    folder = Path(__file__).parents[3] / "shared" / "data" / "nasty"
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", nasty_files(), ids=lambda path: path.name)
def test_nasty_files_get_a_table_or_a_sentence(path: Path) -> None:
    try:
        clients = read_file(path.read_bytes(), path.name)
    except ReadingError as error:
        said = sentence(error, Texts("fr"))
        assert said
    else:
        assert clients.report.rows_read == clients.report.rows_used + sum(
            group.rows for group in clients.report.set_aside
        )


def test_the_nasty_files_were_there() -> None:
    shared("nasty")
    assert len(nasty_files()) > 200


def test_choices_are_checked(tmp_path: Path) -> None:
    source: Source = open_source(files.xlsx([HEAD, *FOUR]), "a.xlsx")
    choices = propose(source).choices
    for wrong, code in (
        (replace(choices, sheet="x"), "unknown_sheet"),
        (replace(choices, revenue="x"), "unknown_column"),
        (replace(choices, client=None), "no_client_column"),
        (replace(choices, revenue=None), "no_number_column"),
    ):
        with pytest.raises(ReadingError) as caught:
            read_clients(source, wrong)
        assert caught.value.code == code
