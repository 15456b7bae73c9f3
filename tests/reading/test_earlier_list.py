"""The list of a past year: who is found again, by number and by name, and what the two lists then say."""

import pytest

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_file
from lib.reading.earlier_list import EarlierListError, Matched, usual_years, with_earlier, year_of
from lib.tomorrow.movement.movements import bridge, movement
from lib.tomorrow.periods import pairs
from tests.reading import files


def read(rows: list[list[object]], name: str = "a.xlsx") -> ClientList:
    return read_file(files.xlsx(rows), name)


THIS_YEAR = [
    ["Code client", "Client", "CA"],
    ["1", "Dupont SARL", 100],
    ["2", "Martin", 50],
    ["", "Hôtel du Lac", 30],
    ["4", "Nouvelle", 20],
]
LAST_YEAR = [
    ["Code client", "Client", "CA"],
    ["1", "Dupont (ancien nom)", 80],
    ["", "MARTIN", 60],
    ["", "SARL hotel du lac", 40],
    ["9", "Nouvelle", 7],
    ["8", "Partie", 5],
]


def test_a_number_wins_then_the_name_then_the_words_of_the_name() -> None:
    together, matched = with_earlier(read(THIS_YEAR), read(LAST_YEAR), 2024, 2025)
    assert matched == Matched(by_number=1, by_name=2, gone=2)
    assert together.count == 4
    assert together.set_apart["client"].tolist() == ["Nouvelle", "Partie"]
    assert together.set_apart["number"].tolist() == ["9", "8"]
    (pair,) = pairs(together)
    moves = movement(compute(together, Plan()), pair)
    assert (moves.then // UNIT).tolist() == [80, 60, 40, 0, 7, 5]
    assert (moves.now // UNIT).tolist() == [100, 50, 30, 20, 0, 0]
    steps = bridge(moves)
    assert [one // UNIT for one in (steps.lost, steps.shrunk, steps.grown, steps.new)] == [12, 20, 20, 20]


def test_the_list_itself_stays_what_it_was() -> None:
    clients = read(THIS_YEAR)
    together, _ = with_earlier(clients, read(LAST_YEAR), 2024, 2025)
    assert together.ranked.equals(clients.ranked)
    assert (together.total, together.total_set_apart) == (clients.total, clients.total_set_apart)
    assert together.report == clients.report
    assert clients.sales is None


def test_lines_with_dates_stay_lines_with_dates() -> None:
    heading = ["Date", "Client", "Montant HT"]
    this = read([heading, ["2025-03-01", "A", 5], ["2025-12-28", "B", 7]])
    last = read([heading, ["2024-01-03", "A", 4], ["2024-12-30", "C", 9]])
    together, matched = with_earlier(this, last, 2024, 2025)
    assert together.sales is not None
    assert together.sales.grain == "day"
    assert together.sales.day.astype(str).tolist() == ["2025-12-28", "2024-01-03", "2025-03-01", "2024-12-30"]
    assert matched == Matched(0, 1, 1)
    assert pairs(together)[0].kind == "years"


def test_dates_beside_a_plain_list_are_compared_year_by_year() -> None:
    this = read([["Date", "Client", "Montant HT"], ["2025-03-01", "A", 5], ["2025-12-28", "A", 7]])
    together, _ = with_earlier(this, read([["Client", "CA"], ["A", 9]]), 2024, 2025)
    assert together.sales is not None
    assert together.sales.grain == "year"
    assert (together.sales.amount // UNIT).tolist() == [9, 12]


def test_what_overlaps_or_is_in_another_currency_is_refused() -> None:
    this, last = read(THIS_YEAR), read(LAST_YEAR)
    with pytest.raises(EarlierListError, match="overlap"):
        with_earlier(this, last, 2025, 2025)
    euros = read([["Client", "CA €"], ["A", 1]])
    pounds = read([["Client", "CA £"], ["A", 1]])
    with pytest.raises(EarlierListError, match="currency"):
        with_earlier(euros, pounds, 2024, 2025)


def test_years_come_from_the_names_of_the_files() -> None:
    assert year_of("Ventes 2024.xlsx") == 2024
    assert year_of("clients.xlsx") is None
    named = read(THIS_YEAR, "CA 2023.xlsx")
    assert usual_years(named, "CA 2021.xlsx", 2026) == (2021, 2023)
    assert usual_years(read(THIS_YEAR), "clients.xlsx", 2026) == (2025, 2026)
    assert usual_years(read(THIS_YEAR), "CA 2021.xlsx", 2026) == (2021, 2022)
    dated = read([["Client", "CA 2022", "CA 2023"], ["A", 1, 2]])
    assert usual_years(dated, "x.xlsx", 2026) == (2021, 2022)
