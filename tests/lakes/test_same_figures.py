"""The figures of an engine are those of the same lines in a file: ranking, account, questions, what was
assumed."""

import io
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.clients.coverage import coverage
from lib.clients.model import ClientList
from lib.keeping.client_bytes import from_bytes, to_bytes
from lib.lakes.asking import Period
from lib.lakes.engines import Engine
from lib.lakes.lake import Lake, looked_at
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.document_kinds import MAY_TELL, begins_with_credit_note, kind_of
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.samples import ROWS
from tests.lakes.back_ends import KINDS, engine_with, skip_without
from tests.lakes.odd_lines import Oddities, odd_lines
from tests.shared_data import shared

EVERYTHING = Oddities(texts=True, kinds=True, statuses=True, currencies=True, refunds=True)
NUMBERS = Oddities(kinds=True, statuses=True, currencies=True, refunds=True)
BEGINNINGS = (
    *("avoir", "avoirs", "credit note", "crédit-notes", "credit memo", "facture d'avoir", "note de crédit"),
    *(
        "remboursement",
        "refund",
        "gutschrift",
        "storno",
        "nota de crédito",
        "nota de abono",
        "nota di credito",
    ),
    *(
        "facture d'acompte",
        "factures client acompte",
        "fact acompte",
        "fac d'acompte",
        "fa acompte",
        "fa_acompte",
    ),
    *("faacompte", "acompte", "acompte client", "avance client", "deposit invoice", "down payment"),
    *(
        "down-payment request",
        "downpayment",
        "advance",
        "advance payment",
        "prepayment",
        "prepayment invoice",
    ),
    *(
        "anzahlung",
        "anzahlungsrechnung",
        "abschlagsrechnung",
        "factura de anticipo",
        "anticipo",
        "fattura di acconto",
    ),
    *(
        "fattura d'acconto",
        "acconto",
        "acconti",
        "arrhes",
        "aco",
        "fac aco",
        "faa",
        "fadep",
        "fda",
        "386",
        "td02",
    ),
)
"""How the words of credit notes and deposits are written, by `lib.reading.document_kinds`."""
RATES = (("rate_USD", "0.9137"), ("rate_CHF", "1,04"))


def of_a_file(lines: pa.Table, answers: tuple[tuple[str, str], ...] = ()) -> ClientList:
    """The list as the reader of files has it."""
    file = io.BytesIO()
    pyarrow.parquet.write_table(lines, file)
    source = open_source(file.getvalue(), "lines.parquet")
    return read_clients(source, answered(propose(source).choices, answers))


def answered(choices: Choices, answers: tuple[tuple[str, str], ...]) -> Choices:
    for code, value in answers:
        choices = choices.answered(code, value)
    return choices


def of_an_engine(
    lake: Lake, answers: tuple[tuple[str, str], ...] = (), period: Period | None = "day"
) -> ClientList:
    choices = answered(lake.proposal().choices, answers)
    return read_clients(replace(lake.source_by(choices, period), asked=None), choices)


def account(clients: ClientList) -> dict[str, Any]:
    """All that a list says of itself, but for where its cells are."""
    report = clients.report
    return {
        "ranked": clients.ranked.to_dict("list"),
        "set apart": clients.set_apart.to_dict("list"),
        "currency": clients.currency,
        "read": (report.rows_read, report.rows_used, report.total_file, report.total_used, report.shape),
        "aside": sorted((group.reason, group.rows, group.amount) for group in report.set_aside),
        "not counted": sorted((group.reason, group.rows) for group in report.not_counted),
        "questions": [
            (question.code, question.options, question.proposed, question.details.get("count"))
            for question in report.questions
        ],
        "assumed": [
            (assumed.code, assumed.rows, assumed.amount)
            for assumed in report.assumed
            if assumed.code != "not_compared"
        ],
    }


def same_days(left: ClientList, right: ClientList) -> bool:
    ours, theirs = left.sales, right.sales
    assert ours is not None
    assert theirs is not None
    return (
        list(ours.day) == list(theirs.day)
        and list(ours.client) == list(theirs.client)
        and list(ours.amount) == list(theirs.amount)
        and list(ours.lines) == list(theirs.lines)
        and (ours.undated, ours.grain) == (theirs.undated, theirs.grain)
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("oddities", [EVERYTHING, NUMBERS, Oddities(product=True, statuses=True, kinds=True)])
def test_every_engine_gives_the_figures_of_the_file(
    kind: str, oddities: Oddities, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    skip_without(kind)
    lines = odd_lines(7, oddities)
    url = request.getfixturevalue("database") if kind == "postgres" else None
    engine, table = engine_with(kind, lines, tmp_path, url)
    lake = looked_at(engine, table, read_whole=0)
    answers = RATES if oddities.currencies else ()
    expected = of_a_file(lines, answers)
    for period in ("day", None):
        assert account(of_an_engine(lake, answers, period)) == account(expected)
    assert same_days(of_an_engine(lake, answers), expected)
    engine.close()


@pytest.mark.parametrize("oddity", [field.name for field in fields(Oddities)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_oddity_gives_the_figures_of_the_file(oddity: str, seed: int, tmp_path: Path) -> None:
    lines = odd_lines(seed, Oddities(**{oddity: True}))
    engine, table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    assert account(of_an_engine(lake, period=None)) == account(of_a_file(lines))


@pytest.mark.parametrize("oddities", [EVERYTHING, NUMBERS, replace(EVERYTHING, texts=False, product=True)])
@pytest.mark.parametrize("seed", [12, 15, 21, 23, 26, 27])
def test_oddities_that_meet_give_the_figures_of_the_file(
    oddities: Oddities, seed: int, tmp_path: Path
) -> None:
    """Such as a credit note that is marked as refunded, one line of which has a minus."""
    lines = odd_lines(seed, oddities)
    engine, table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    assert account(of_an_engine(lake, RATES, None)) == account(of_a_file(lines, RATES))


def with_repeated_totals(lines: pa.Table, heading: str) -> pa.Table:
    """The lines with what the first of each document says of amounts and persons on all of them, some of them
    without an amount. A client called Total could be a total, which sums are not searched for."""
    told: dict[tuple[str, object], object] = {}
    rows = [row for row in lines.to_pylist() if not str(row["Client"]).upper().strip().startswith("TOTAL")]
    for row in rows:
        for column in ("Montant HT", "Montant remboursé", "Commercial", "Code client"):
            if row.get(column) not in (None, 0, "0,00"):
                told.setdefault((column, row["Facture"]), row[column])
    for row in rows:
        row["Montant remboursé"] = told.get(("Montant remboursé", row["Facture"]), 0.0)
        for column in ("Commercial", "Code client"):
            row[column] = told.get((column, row["Facture"]))
        if row["Montant HT"] not in (None, 0, "0,00"):
            row["Montant HT"] = told["Montant HT", row["Facture"]]
    names = [heading if name == "Montant HT" else name for name in lines.column_names]
    return pa.Table.from_pylist(rows, lines.schema).rename_columns(names)


@pytest.mark.parametrize("kind", KINDS)
def test_totals_that_documents_repeat_count_once_in_every_engine(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    skip_without(kind)
    lines = with_repeated_totals(odd_lines(7, NUMBERS), "Total facture HT")
    url = request.getfixturevalue("database") if kind == "postgres" else None
    engine, table = engine_with(kind, lines, tmp_path, url)
    expected = of_a_file(lines, RATES)
    assert "repeated_total" in [assumed.code for assumed in expected.report.assumed]
    found, wanted = (
        account(of_an_engine(looked_at(engine, table, read_whole=0), RATES, None)),
        account(expected),
    )
    # What a file converts are all its lines, those that repeat a total as well.
    for told in (found, wanted):
        told["assumed"] = [said for said in told["assumed"] if said[0] != "converted"]
    assert found == wanted
    engine.close()


@pytest.mark.parametrize("heading", ["Total facture HT", "Montant HT", "Montant ligne HT"])
@pytest.mark.parametrize("seed", range(31, 37))
def test_totals_that_documents_repeat_count_as_in_the_file(heading: str, seed: int, tmp_path: Path) -> None:
    """As it is answered; and each line for itself where one document beyond the first lines is of another
    kind."""
    oddities = (Oddities(), Oddities(kinds=True, statuses=True), Oddities(texts=True))[seed % 3]
    lines = with_repeated_totals(odd_lines(seed, oddities, 3 * ROWS // 2), heading)
    engine, table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    for answers in ((), (("repeated_total", "each"),), (("repeated_total", "once"),)):
        assert account(of_an_engine(lake, answers, None)) == account(of_a_file(lines, answers))
    other = lines.slice(lines.num_rows - 2).to_pylist()
    for row, amount in zip(other, (11, 12), strict=True):
        row.update(
            {
                "Facture": "FA2025-99999",
                "Client": "Zoé",
                "Code client": "Z1",
                heading: amount if not oddities.texts else str(amount),
            }
        )
    both = pa.concat_tables([lines, pa.Table.from_pylist(other, lines.schema)])
    folder = tmp_path / "both"
    folder.mkdir()
    engine, table = engine_with("parquet", both, folder)
    assert account(of_an_engine(looked_at(engine, table, read_whole=0), period=None)) == account(
        of_a_file(both)
    )


def test_refunds_are_part_of_an_amount_that_is_written_as_text(tmp_path: Path) -> None:
    lines = pa.table(
        {
            "Customer ID": ["a", "b", "a"] * 20,
            "Amount": ["100,00 €", "1 000,00", "50,00"] * 20,
            "Amount Refunded": ["0,00", "250,00", "20,00"] * 20,
            "Converted Amount": ["110,00", "95,00", "55,00"] * 20,
            "Converted Currency": ["chf"] * 60,
        }
    )
    engine, table = engine_with("csv", lines, tmp_path)
    clients = of_an_engine(looked_at(engine, table, read_whole=0), period=None)
    assert account(clients) == account(of_a_file(lines))
    assert clients.total == (110_0000 + 95_0000 * 3 // 4 + 55_0000 - 22_0000) * 20


def test_a_long_list_covers_the_time_of_its_lines_before_its_days_are_asked_for(tmp_path: Path) -> None:
    lines = odd_lines(8, Oddities())
    engine, table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    clients = of_an_engine(lake, period=None)
    assert clients.sales is None
    assert coverage(clients) == coverage(of_a_file(lines))
    for period in ("month", "year"):
        coarse = of_an_engine(lake, period=period)
        assert coarse.sales is not None
        assert coarse.sales.grain == period
        assert coarse.sales.total == of_an_engine(lake).sales.total  # type: ignore[union-attr]
        assert coverage(coarse) == coverage(clients)


def test_what_is_not_looked_for_in_sums_is_said(tmp_path: Path) -> None:
    lines = odd_lines(13, Oddities())
    engine, table = engine_with("parquet", lines, tmp_path)

    def said(read_whole: int) -> list[int]:
        report = of_an_engine(looked_at(engine, table, read_whole=read_whole), period=None).report
        return [assumed.rows for assumed in report.assumed if assumed.code == "not_compared"]

    # Some lines are no documents: those without a client, or without an amount.
    assert 0 < sum(said(0)) <= lines.num_rows
    assert said(lines.num_rows) == []


def test_a_short_table_is_read_like_a_file(tmp_path: Path) -> None:
    lines = odd_lines(4, EVERYTHING)
    engine, table = engine_with("parquet", lines, tmp_path)
    clients = of_an_engine(looked_at(engine, table))
    assert account(clients) == account(of_a_file(lines))
    assert all(example.row for group in clients.report.set_aside for example in group.examples)


def test_rules_that_are_switched_off_and_questions_answered_count_on_the_sums(tmp_path: Path) -> None:
    lines = odd_lines(5, EVERYTHING)
    engine, table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    for answers in (
        (("cancelled", "off"),),
        (("credit_notes", "off"),),
        (("deposits", "within"), ("pending", "aside"), ("status_zzz", "aside")),
        (("refunds", "off"), *RATES),
    ):
        assert account(of_an_engine(lake, answers, None)) == account(of_a_file(lines, answers))


@pytest.mark.parametrize(
    "name",
    ["Online Retail December 2010", "northwind_order_lines", "bike_sales_sample", "rfm_data_orders"],
)
def test_real_lists_give_the_figures_of_the_file(name: str, tmp_path: Path) -> None:
    table = pd.read_excel(shared(f"business/derived/{name}.xlsx"), engine="calamine")
    words = table.select_dtypes(include=["object", "str"]).columns
    table[words] = table[words].map(lambda cell: None if pd.isna(cell) else str(cell))
    lines = pa.Table.from_pandas(table, preserve_index=False)
    engine, name_of_table = engine_with("parquet", lines, tmp_path)
    lake = looked_at(engine, name_of_table, read_whole=0)
    expected = of_a_file(lines)
    assert account(of_an_engine(lake)) == account(expected)
    assert same_days(of_an_engine(lake), expected)


def test_what_is_kept_of_a_long_list_is_the_same_list(tmp_path: Path) -> None:
    engine, table = engine_with("parquet", odd_lines(9, NUMBERS), tmp_path)
    clients = of_an_engine(looked_at(engine, table, read_whole=0), period=None)
    again = from_bytes(to_bytes(clients))
    assert account(again) == account(clients)
    assert coverage(again) == coverage(clients) is not None


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("texts", [False, True])
def test_what_only_later_lines_hold_is_not_overlooked(kind: str, texts: bool, tmp_path: Path) -> None:
    odd = odd_lines(10, Oddities(texts=texts))
    names = ["Code client", "Client", "Date facture", "Commercial", "Montant HT"]
    clean = odd_lines(11, Oddities()).select(names).drop_null()
    clean = pa.concat_tables([clean] * (2 * ROWS // clean.num_rows + 1))
    if texts:
        amounts = clean["Montant HT"].cast(pa.string())
        clean = clean.set_column(names.index("Montant HT"), "Montant HT", amounts)
    lines = pa.concat_tables([clean, odd.select(names)])
    engine, table = engine_with(kind, lines, tmp_path)
    lake = looked_at(engine, table, read_whole=0)
    expected = of_a_file(lines)
    assert expected.report.rows_used < lines.num_rows
    assert account(of_an_engine(lake, period=None)) == account(expected)
    assert account(of_an_engine(lake)) == account(expected)


LATE_LABELS = [
    "Avoir 12",
    "  ACOMPTE 30 %",
    "Crédit pour retour",
    "Note de crédit",
    "Fact. d'acompte 3",
    "«Gutschrift»",
]


@pytest.mark.parametrize("label", [*LATE_LABELS, "Stylo", "Façade", "Acoustique"])
def test_a_label_that_only_a_later_line_has_counts_in_a_text(label: str, tmp_path: Path) -> None:
    """The same labels in the first lines are asked for before anything is added up."""
    names = ["Client", "Facture", "Date facture", "Désignation", "Montant HT"]
    lines = odd_lines(14, Oddities(), 2 * ROWS).filter(pc.field("Montant HT").is_valid())
    usual = pa.array([f"P{place % 7} montage" for place in range(lines.num_rows)])
    told = pa.array([*usual.to_pylist()[:-3], *[label] * 3])
    without_documents = [name for name in names if name != "Facture"]
    for columns in (names, without_documents):
        late = lines.append_column("Désignation", told).select(columns)
        early = late.take(list(range(late.num_rows))[::-1])
        found = {}
        for order, table in {"late": late, "early": early}.items():
            folder = tmp_path / f"{order}{len(columns)}"
            folder.mkdir()
            engine, name = engine_with("csv", table, folder)
            found[order] = account(of_an_engine(looked_at(engine, name, read_whole=0), period=None))
        assert found["late"] == found["early"]


@given(
    st.sampled_from(BEGINNINGS),
    st.sampled_from(["", " ", "«", "- ", "é "]),
    st.text(max_size=8),
    st.booleans(),
)
def test_labels_that_tell_are_all_watched_for(word: str, before: str, after: str, capital: bool) -> None:
    label = before + (word.upper() if capital else word) + after
    if begins_with_credit_note(label) or kind_of(label) == "deposit":
        assert re.search(MAY_TELL, label)


def test_one_question_adds_up_what_the_first_lines_promise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = odd_lines(12, Oddities()).select(["Client", "Date facture", "Montant HT"]).drop_null()
    articles = pa.array([f"P{place % 9}" for place in range(lines.num_rows)])
    lines = lines.append_column("Article", articles)
    engine, table = engine_with("csv", lines, tmp_path)
    asked: list[str] = []
    ask = Engine.ask

    def heard(self: Engine, question: Any, step: str, *rest: Any) -> pa.Table:
        asked.append(step)
        return ask(self, question, step, *rest)

    monkeypatch.setattr(Engine, "ask", heard)
    lake = looked_at(engine, table, read_whole=0)
    clients = of_an_engine(lake, period=None)
    assert account(clients) == account(of_a_file(lines))
    # The first lines, whether there are many, and the sums.
    assert asked == ["look", "look", "ask"]
    assert not engine.backend.con.execute("SELECT * FROM duckdb_tables()").fetchall()
