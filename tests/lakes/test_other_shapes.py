"""Lists whose amounts are made of several columns, in thousands, with rates, or with cells of other kinds:
the figures of the file, and what is refused or left as it is."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest

from lib.clients.coverage import coverage
from lib.clients.model import ClientList
from lib.lakes import lake as lakes
from lib.lakes.bought import itemised
from lib.lakes.lake import Lake, dated, looked_at, read_lake
from lib.parsing.errors import ReadingError
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.samples import ROWS
from tests.lakes.back_ends import engine_with
from tests.lakes.shapes import SHAPES, shaped
from tests.lakes.test_same_figures import account, answered, of_a_file, of_an_engine

IN_EUROS = (("rate_USD", "0.5"), ("rate_CHF", "1.25"), ("currency_mixed", "EUR"))
"""Rates by which amounts of hundredths stay exact: a sum is rounded once, in a file each line is."""


def lake_of(lines: pa.Table, folder: Path, kind: str = "parquet") -> Lake:
    """A table whose lines are added up by the engine."""
    engine, table = engine_with(kind, lines, folder)
    return looked_at(engine, table, read_whole=0)


def sales(clients: ClientList) -> list[tuple[Any, ...]]:
    """What each client has bought when."""
    if clients.sales is None:
        return []
    told = clients.sales
    return sorted(zip(told.client.tolist(), told.day.tolist(), told.amount.tolist(), strict=True))


def same_as_the_file(lake: Lake, lines: pa.Table, answers: tuple[tuple[str, str], ...] = ()) -> None:
    expected = of_a_file(lines, answers)
    with_days = of_an_engine(lake, answers)
    assert account(with_days) == account(of_an_engine(lake, answers, None)) == account(expected)
    assert with_days.report.remarks == expected.report.remarks
    assert sales(with_days) == sales(expected)


@pytest.mark.parametrize(("kind", "mark"), [("parquet", None), ("csv", ",")])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_figures_of_the_file(
    shape: str, kind: str, mark: str | None, tmp_path: Path
) -> None:
    lines = shaped(shape, 1, mark=mark)
    same_as_the_file(lake_of(lines, tmp_path, kind), lines, IN_EUROS)


@pytest.mark.parametrize("kind", ["postgres", "sqlite"])
@pytest.mark.parametrize("shape", ["with_tax", "discounts", "thousands", "thousands_given_back"])
def test_amounts_of_several_columns_are_those_of_the_file_in_databases(
    shape: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("database") if kind == "postgres" else None
    lines = shaped(shape, 12)
    engine, table = engine_with(kind, lines, tmp_path, url)
    same_as_the_file(looked_at(engine, table, read_whole=0), lines, IN_EUROS)
    engine.close()


@pytest.mark.parametrize("side", ["times", "divided"])
def test_rates_of_the_rows_count_on_either_side_and_tell_the_currency_of_the_firm(
    side: str, tmp_path: Path
) -> None:
    """Also where most rows are in another currency."""
    lines = shaped("rates", 3)
    lake = lake_of(lines, tmp_path)
    assert lake.proposal().choices.currency == "EUR"
    same_as_the_file(lake, lines, (("rate_side", side),))


@pytest.mark.parametrize("shape", ["currencies", "thousands"])
def test_amounts_of_currencies_without_a_rate_stay_apart(shape: str, tmp_path: Path) -> None:
    lines = shaped(shape, 2)
    same_as_the_file(lake_of(lines, tmp_path), lines)


@pytest.mark.parametrize("cell", [date(2023, 5, 1), 2023.0, 7, True])
def test_what_is_no_text_tells_clients_apart_as_in_the_file(cell: object, tmp_path: Path) -> None:
    lines = shaped("years", 4).append_column("Segment", pa.array([cell, None, cell] * 100))
    lake = lake_of(lines, tmp_path)
    file = io.BytesIO()
    pyarrow.parquet.write_table(lines, file)
    source = open_source(file.getvalue(), "lines.parquet")
    expected = read_clients(source, replace(propose(source).choices, segment="Segment"))
    assert {*expected.ranked["segment"]} - {""}
    assert account(read_lake(lake, replace(lake.proposal().choices, segment="Segment"))) == account(expected)


def test_credit_notes_that_only_words_tell_count_the_same_as_the_file(tmp_path: Path) -> None:
    lines = shaped("worded", 5, 600)
    for answers in ((), (("credit_notes", "off"),)):
        same_as_the_file(lake_of(lines, tmp_path), lines, answers)


@pytest.mark.parametrize(
    "days",
    [
        [date(1, 1, 1), date(1023, 5, 4), date(9999, 12, 31)],
        [date(1, 1, 1), date(2023, 5, 4), date(2024, 2, 29)],
        [None, date(2023, 5, 4), date(9999, 12, 31)],
        [None, None, date(9999, 12, 31)],
    ],
)
def test_days_that_no_sale_can_have_are_none(days: list[date | None], tmp_path: Path) -> None:
    """Such as 0001-01-01, which is not of 2001."""
    lines = pa.table({"Client": ["A", "B", "C"] * 20, "Date": days * 20, "Montant HT": [1.5, 2.5, 3.5] * 20})
    lake = lake_of(lines, tmp_path)
    choices = replace(lake.proposal().choices, date="Date")
    clients = read_lake(lake, choices)
    sound = [day for day in days if day and 1970 <= day.year <= 2099]
    covered = coverage(read_clients(replace(lake.source_by(choices, None), asked=None), choices))
    assert ((covered.first, covered.last) if covered else ()) == ((min(sound), max(sound)) if sound else ())
    assert clients.total == 150_0000
    assert {day for _, day, _ in sales(clients)} == {*sound}


def test_sales_are_as_fine_as_can_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shaped("rates", 6, 900)
    monkeypatch.setattr(lakes, "WITH_DAYS", 0)
    lake = lake_of(lines, tmp_path)
    choices = answered(lake.proposal().choices, IN_EUROS)
    clients = read_lake(lake, choices)
    everybody = clients.count + len(clients.set_apart)
    months = everybody * 24
    assert months < lines.num_rows
    for most, grain in ((lines.num_rows, "day"), (months, "month"), (everybody * 22, "year")):
        monkeypatch.setattr(lakes, "MOST_GROUPS", most)
        told = dated(lake, clients, choices).sales
        assert told is not None
        assert (told.grain, told.total) == (grain, clients.total)


def test_what_says_nothing_of_time_stays_as_it_is(tmp_path: Path) -> None:
    lake = lake_of(shaped("years", 7), tmp_path)
    choices = lake.proposal().choices
    clients = read_lake(lake, choices)
    assert dated(lake, clients, choices) is clients


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"segment": "Secteur"}, "unknown_column"),
        ({"client": None}, "no_client_column"),
        ({"revenue": None}, "no_number_column"),
    ],
)
def test_columns_that_are_not_there_are_said(changes: dict[str, Any], code: str, tmp_path: Path) -> None:
    lake = lake_of(shaped("moments", 8), tmp_path)
    choices = replace(lake.proposal().choices, **changes)
    with pytest.raises(ReadingError) as error:
        read_lake(lake, choices)
    assert error.value.code == code


def test_a_ledger_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shaped("debit_and_credit", 9)
    lake = lake_of(lines, tmp_path)
    choices = lake.proposal().choices
    monkeypatch.setattr(lakes, "MOST_OF_A_LEDGER", lines.num_rows - 1)
    with pytest.raises(ReadingError) as error:
        read_lake(lake, choices)
    assert (error.value.code, error.value.details["rows"]) == ("lake_ledger", lines.num_rows)
    monkeypatch.setattr(lakes, "MOST_OF_A_LEDGER", lines.num_rows)
    assert account(read_lake(lake, choices)) == account(of_a_file(lines))


def test_articles_that_no_line_names_leave_the_list_as_it_is(tmp_path: Path) -> None:
    lines = shaped("moments", 10).append_column("Article", pa.array([""] * 300))
    lake = lake_of(lines, tmp_path)
    choices = replace(lake.proposal().choices, article="Article")
    clients = read_lake(lake, choices)
    assert itemised(lake, clients, choices) is clients


def test_looking_for_articles_can_be_stopped_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shaped("moments", 11).append_column("Article", pa.array(["Stylo", "Gomme", "Règle"] * 100))
    lake = lake_of(lines, tmp_path)
    choices = replace(lake.proposal().choices, article="Article")
    clients = read_lake(lake, choices)

    def stopped(*_: object) -> None:
        raise ReadingError("cancelled")

    with monkeypatch.context() as patch:
        patch.setattr(Lake, "source_by", stopped)
        with pytest.raises(ReadingError) as error:
            itemised(lake, clients, choices)
    assert error.value.code == "cancelled"
    purchases = itemised(lake, clients, choices).purchases
    assert purchases is not None
    assert sorted(purchases.items) == ["Gomme", "Règle", "Stylo"]


@pytest.mark.parametrize(
    "large", ["461168601842", "461168601843", "999999999999", "10000000000000", "1,234,567,890,123"]
)
@pytest.mark.parametrize("late", [False, True])
def test_amounts_too_large_to_be_added_are_those_of_the_file(large: str, late: bool, tmp_path: Path) -> None:
    """Also where the first lines promise plain numbers, and a later one is too large."""
    few = ["12.5", "7"] * (ROWS if late else 50)
    amounts = pa.array([*few, large] if late else [large, *few])
    clients = pa.array([f"C{place % 7}" for place in range(len(few) + 1)])
    lines = pa.table({"Client": clients, "Montant HT": amounts})
    same_as_the_file(lake_of(lines, tmp_path, "csv"), lines)
