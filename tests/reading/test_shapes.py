"""The shapes that lists have, each from a small file whose answer can be worked out by hand."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from lib.base.money import to_text
from lib.clients.model import ClientList
from lib.parsing.errors import ReadingError
from lib.parsing.number_formats import column_letters
from lib.reading.clients_from_rows import read_clients, read_file
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.source import combined
from tests.reading import files

Ranking = list[tuple[str, str]]


def ranking(clients: ClientList) -> Ranking:
    return [
        (name, to_text(int(revenue))) for name, revenue in clients.ranked[["client", "revenue"]].to_numpy()
    ]


def reasons(clients: ClientList) -> dict[str, tuple[int, str]]:
    report = clients.report
    return {
        group.reason: (group.rows, to_text(group.amount))
        for group in (*report.set_aside, *report.not_counted)
    }


def test_a_column_a_month_is_added_up_and_said() -> None:
    rows = [
        ["Client", "janv. 2025", "févr. 2025", "mars 2025", "Total"],
        ["A", 10, 20, 30, 60],
        ["B", 1, None, 3, 4],
        ["Total", 11, 20, 33, 64],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == [("A", "60"), ("B", "4")]
    assert clients.report.shape == "months"
    assert (
        "periods" in {remark.code for remark in clients.report.remarks} or clients.report.columns["revenue"]
    )


def test_a_column_a_year_ranks_by_the_latest() -> None:
    rows = [["Client", "CA 2024", "CA 2025"], ["A", 10, 20], ["B", 100, 5]]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == [("A", "20"), ("B", "5")]
    assert clients.report.shape == "years"


def test_a_ledger_counts_invoices_and_credit_notes_but_no_payments() -> None:
    rows = [
        ["Journal", "Compte", "Libellé compte", "Libellé", "Débit", "Crédit"],
        ["VE", "411DUPONT", "Dupont", "Facture 1", 120, None],
        ["VE", "701000", "Ventes", "Facture 1", None, 100],
        ["VE", "411DUPONT", "Dupont", "Avoir 2", None, 20],
        ["BQ", "411DUPONT", "Dupont", "Virement", None, 100],
        ["AN", "411MARTIN", "Martin", "À-nouveau", 500, None],
        ["VE", "411MARTIN", "Martin", "Facture 3", 50, None],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == [("Dupont", "100"), ("Martin", "50")]
    assert clients.report.shape == "ledger"
    assert {"payment", "other_account"} <= set(reasons(clients))


def test_credit_notes_written_without_a_sign_are_taken_off() -> None:
    rows = [
        ["Client", "Type de pièce", "Montant HT"],
        ["A", "Facture", 100],
        ["A", "Avoir", 30],
        ["B", "Facture", 60],
        ["B", "Devis", 900],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == [("A", "70"), ("B", "60")]
    assert reasons(clients) == {"offer": (1, "900")}


def test_amounts_without_tax_come_first() -> None:
    rows = [["Client", "Total TTC", "Total HT"], ["A", 120, 100], ["B", 60, 50]]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == [("A", "100"), ("B", "50")]
    assert "without_tax" in {remark.code for remark in clients.report.remarks}


def test_currencies_are_asked_about_and_never_added() -> None:
    rows = [["Client", "Montant", "Devise"], ["A", 10, "EUR"], ["A", 1000, "CHF"], ["B", 7, "EUR"]]
    source = open_source(files.xlsx(rows), "a.xlsx")
    proposal = propose(source)
    assert [question.code for question in proposal.questions] == ["currency_mixed"]
    assert ranking(read_clients(source, proposal.choices)) == [("A", "10"), ("B", "7")]
    in_francs = read_clients(source, replace(proposal.choices, currency="CHF"))
    assert ranking(in_francs) == [("A", "1000")]
    assert in_francs.currency == "CHF"


def test_headings_of_two_rows_below_titles_far_from_the_corner() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["B2"] = "Rapport des ventes"
    for place, heading in enumerate(["Client", "Ventes", None], 6):
        sheet.cell(12, place, heading)
    for place, heading in enumerate([None, "Quantité", "Montant HT"], 6):
        sheet.cell(13, place, heading)
    sheet.merge_cells("G12:H12")
    for row, cells in enumerate([["A", 2, 30], ["B", 1, 12], [None, 3, 42]], 14):
        for place, value in enumerate(cells, 6):
            sheet.cell(row, place, value)
    clients = read_file(files.saved(workbook), "a.xlsx")
    assert ranking(clients) == [("A", "30"), ("B", "12")]


def test_a_formula_without_its_value_is_said_and_not_read_as_nothing() -> None:
    rows = [["Client", "Montant"], ["A", 10], ["B", 7]]
    workbook = openpyxl.load_workbook(io.BytesIO(files.xlsx(rows)))
    sheet = workbook.worksheets[0]
    sheet["A4"], sheet["B4"] = "C", "=B2*2"
    clients = read_file(files.saved(workbook), "a.xlsx")
    assert ranking(clients) == [("A", "10"), ("B", "7")]
    group = next(one for one in clients.report.set_aside if one.reason == "formula_without_value")
    assert (group.rows, group.examples[0].row, group.examples[0].value) == (1, 4, "=B2*2")


def test_a_boolean_among_amounts_is_no_amount() -> None:
    clients = read_file(files.xlsx([["Client", "Montant"], ["A", 10], ["B", True], ["C", 4]]), "a.xlsx")
    assert ranking(clients) == [("A", "10"), ("C", "4")]
    assert reasons(clients) == {"not_a_number": (1, "0")}


def test_what_is_hidden_is_read_and_said() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(files.xlsx([["Client", "Montant"], ["A", 10], ["B", 7]])))
    workbook.worksheets[0].row_dimensions[3].hidden = True
    clients = read_file(files.saved(workbook), "a.xlsx")
    assert ranking(clients) == [("A", "10"), ("B", "7")]
    assert [remark.code for remark in clients.report.remarks] == ["hidden_rows"]


def test_e_mail_and_telephone_are_not_kept() -> None:
    rows = [["Client", "E-mail", "Téléphone", "Montant"], ["A", "someone@example.com", "06 12", 10]]
    source = open_source(files.xlsx(rows), "a.xlsx")
    kept = " ".join(text for column in source.sheets[0].texts() for text in column.texts)
    assert "someone" not in kept
    assert "06 12" not in kept
    assert list(source.sheets[0].preview(5).columns) == ["Client", "Montant"]
    assert ranking(read_file(files.xlsx(rows), "a.xlsx")) == [("A", "10")]


def test_two_files_of_the_same_layout_are_one_list() -> None:
    first = open_source(files.xlsx([["Client", "Montant"], ["A", 10], ["B", 1]]), "ventes 2024.xlsx")
    second = open_source(files.csv([["Client", "Montant"], ["B", 20], ["C", 3]]), "ventes 2025.csv")
    source = combined([first, second])
    proposal = propose(source)
    clients = read_clients(source, proposal.choices)
    assert ranking(clients) == [("B", "21"), ("A", "10"), ("C", "3")]
    assert clients.report.source == "ventes 2024.xlsx + ventes 2025.csv"
    alone = read_clients(source, replace(proposal.choices, also=()))
    assert ranking(alone) in ([("A", "10"), ("B", "1")], [("B", "20"), ("C", "3")])


def test_sheets_named_after_years_are_read_together_and_others_are_asked_about() -> None:
    for names, also, asked in (
        (("2024", "2025"), 1, ["sheets_years"]),
        (("janvier 2025", "février 2025"), 1, []),
        (("Nord", "Sud"), 0, ["sheets_alike"]),
    ):
        workbook = openpyxl.load_workbook(io.BytesIO(files.xlsx([["Client", "Montant"], ["A", 1]], names[0])))
        sheet = workbook.create_sheet(names[1])
        for row in (["Client", "Montant"], ["B", 2]):
            sheet.append(row)
        source = open_source(files.saved(workbook), "a.xlsx")
        proposal = propose(source)
        assert len(proposal.choices.also) == also
        assert [question.code for question in proposal.questions] == asked
        if "sheets_years" in asked:
            latest = read_clients(source, proposal.choices.answered("sheets_years", "latest"))
            assert ranking(latest) == [("B", "2")]


def test_hours_margin_and_account_manager_come_along() -> None:
    rows = [
        ["Client", "CA HT", "Heures", "Taux de marge", "Commercial"],
        ["A", 1000, 2.5, 0.3, "Léa"],
        ["A", 500, 1, 0.1, "Léa"],
        ["B", 200, "x", 0.5, "Paul"],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert list(clients.ranked["minutes"]) == [210, 0]
    assert [to_text(int(margin)) for margin in clients.ranked["margin"]] == ["350", "100"]
    assert list(clients.ranked["account_manager"]) == ["Léa", "Paul"]
    assert [remark.code for remark in clients.report.remarks] == ["unreadable_cells"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("spreadsheet 2003", files.spreadsheet_2003([["Client", "Montant"], ["A", 10.5], ["B", 2]])),
        ("parquet", files.parquet([["Client", "Montant"], ["A", 10.5], ["B", 2]])),
        ("ods", files.ods([["Client", "Montant"], ["A", 10.5], ["B", 2]])),
    ],
)
def test_less_usual_formats(name: str, data: bytes) -> None:
    assert ranking(read_file(data, name)) == [("A", "10.5"), ("B", "2")]


def test_a_workbook_that_would_fill_the_memory_is_refused_and_the_next_is_read() -> None:
    good, data = files.xlsx([["Client", "Montant"], ["A", 1]]), io.BytesIO()
    slanting = "".join(
        f'<row r="{place}"><c r="{column_letters(place)}{place}"><v>1</v></c></row>'
        for place in range(3, 16_384)
    )
    with zipfile.ZipFile(io.BytesIO(good)) as archive, zipfile.ZipFile(data, "w") as bad:
        for name in archive.namelist():
            whole = archive.read(name).replace(b"</sheetData>", slanting.encode() + b"</sheetData>")
            bad.writestr(name, whole)
    with pytest.raises(ReadingError) as refused:
        open_source(data.getvalue(), "a.xlsx")
    assert refused.value.code in {"too_large", "unreadable"}
    assert ranking(read_file(good, "a.xlsx")) == [("A", "1")]


def test_a_cell_in_the_last_corner_fills_no_memory_and_is_accounted_for() -> None:
    good, data = files.xlsx([["Client", "Montant"], ["A", 1]]), io.BytesIO()
    far_away = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(good)) as archive, zipfile.ZipFile(data, "w") as bad:
        for name in archive.namelist():
            bad.writestr(name, archive.read(name).replace(b"</sheetData>", far_away))
    clients = read_file(data.getvalue(), "a.xlsx")
    assert ranking(clients) == [("A", "1")]
    groups = (*clients.report.set_aside, *clients.report.not_counted)
    assert 1_048_576 in [example.row for group in groups for example in group.examples if example.value]


def test_names_above_their_lines() -> None:
    rows = [
        ["Client", "Facture", "Montant"],
        ["Durand", None, None],
        [None, "F1", 10],
        [None, "F2", 5],
        ["Total Durand", None, 15],
        ["Petit", None, None],
        [None, "F3", 7],
        ["Total Petit", None, 7],
        ["Total général", None, 22],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == [("Durand", "15"), ("Petit", "7")]
    assert reasons(clients) == {"total": (3, "44"), "group": (2, "0")}


def test_totals_of_blocks_and_of_all_without_any_label() -> None:
    rows = [
        ["Client", "CA"],
        ["A", 10],
        ["B", 5],
        [None, 15],
        [],
        ["C", 10],
        ["D", 5],
        [None, 15],
        [None, 30],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert to_text(clients.report.total_file) == "30"
    assert reasons(clients)["total"] == (3, "60")


def test_without_headings_a_code_is_not_taken_for_a_name() -> None:
    rows = [["C001", "Durand", 1200.5], ["C002", "Petit", 300], ["C003", "Roy", 12]]
    assert ranking(read_file(files.xlsx(rows), "a.xlsx"))[0] == ("Durand", "1200.5")
