"""When what was sold: dates in any notation, columns and sheets that are periods, and what cannot be read."""

from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.reading.clients_from_rows import read_clients, read_file
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.source import combined
from tests.reading import files
from tests.shared_data import shared

Entries = list[tuple[str, str, float]]


def entries(clients: ClientList) -> Entries:
    """(client, day, amount in units), as they are kept."""
    sales = clients.sales
    assert sales is not None
    names = [*clients.ranked["client"], *clients.set_apart["client"]]
    days, amounts = sales.day.astype(str).tolist(), sales.amount.tolist()
    return [
        (names[client], day, amount / UNIT)
        for client, day, amount in zip(sales.client.tolist(), days, amounts, strict=True)
    ]


def test_lines_are_added_up_by_client_and_day() -> None:
    rows = [
        ["Date", "Client", "Montant HT"],
        ["2025-03-01", "B", 5],
        ["2025-03-01", "B", 7],
        ["2024-12-31", "B", 1],
        ["2025-01-02", "A", 100],
        ["2025-01-03", "C", -4],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert entries(clients) == [
        ("A", "2025-01-02", 100),
        ("B", "2024-12-31", 1),
        ("B", "2025-03-01", 12),
        ("C", "2025-01-03", -4),
    ]
    assert clients.sales is not None
    assert clients.sales.lines.tolist() == [1, 1, 2, 1]
    assert clients.sales.grain == "day"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("03/04/2025", "14/04/2025"),
        ("04/03/2025", "04/14/2025"),
        ("2025-04-03 08:26:00", "2025-04-14T17:00:00"),
        ("3 avril 2025", "14 avril 2025"),
        ("20250403", "20250414"),
        ("45750", "45761"),
    ],
)
def test_dates_in_any_notation(first: str, second: str) -> None:
    rows = [["Date", "Client", "Montant HT"], [first, "A", 1], [second, "A", 2]]
    for data, name in ((files.xlsx(rows), "a.xlsx"), (files.csv(rows), "a.csv")):
        assert entries(read_file(data, name)) == [("A", "2025-04-03", 1), ("A", "2025-04-14", 2)]


def test_days_that_a_workbook_stores_as_dates() -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for row in (
        ["Date", "Client", "Montant HT"],
        [datetime(2025, 4, 3, 9, 30), "A", 1],
        [date(2025, 4, 14), "A", 2],
    ):
        workbook.active.append(row)
    clients = read_file(files.saved(workbook), "a.xlsx")
    assert entries(clients) == [("A", "2025-04-03", 1), ("A", "2025-04-14", 2)]


def test_rows_without_a_day_stay_in_the_ranking_and_are_said() -> None:
    rows = [
        ["Date", "Client", "Montant HT"],
        ["2025-03-01", "A", 5],
        ["", "A", 7],
        ["1900-01-00", "B", 2],
        ["bientôt", "B", 3],
        *[[f"2025-04-{day:02d}", "B", 1] for day in range(1, 29)],
    ]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert clients.total == 45 * UNIT
    assert clients.sales is not None
    assert (clients.sales.undated, clients.sales.undated_amount) == (3, 12 * UNIT)
    assert [one.details["count"] for one in clients.report.remarks if one.code == "undated"] == [3]


def test_a_column_a_year_keeps_the_earlier_years_and_the_clients_that_were_lost() -> None:
    rows = [["Client", "CA 2023", "CA 2024", "CA 2025"], ["A", 5, 10, 20], ["B", None, 100, None]]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert clients.sales is not None
    assert clients.sales.grain == "year"
    assert entries(clients) == [
        ("A", "2023-01-01", 5),
        ("A", "2024-01-01", 10),
        ("A", "2025-01-01", 20),
        ("B", "2024-01-01", 100),
    ]
    assert clients.set_apart["client"].tolist() == ["B"]
    assert clients.report.rows_used == 2


def test_a_column_a_month() -> None:
    rows = [["Client", "janv. 2025", "févr. 2025", "Total"], ["A", 10, 20, 30], ["B", 1, None, 1]]
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert clients.sales is not None
    assert clients.sales.grain == "month"
    assert entries(clients) == [("A", "2025-01-01", 10), ("A", "2025-02-01", 20), ("B", "2025-01-01", 1)]


def test_sheets_and_files_that_are_years() -> None:
    this, last = [["Client", "CA"], ["A", 10], ["B", 5]], [["Client", "CA"], ["A", 4], ["C", 9]]
    workbook = openpyxl.Workbook()
    for name, rows in (("2024", last), ("2025", this)):
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(row)
    del workbook["Sheet"]
    by_sheet = read_file(files.saved(workbook), "a.xlsx")
    opened = [
        open_source(files.xlsx(rows), name)
        for name, rows in (("Ventes 2024.xlsx", last), ("Ventes 2025.xlsx", this))
    ]
    source = combined(opened)
    by_file = read_clients(source, propose(source).choices)
    expected = [
        ("A", "2024-01-01", 4),
        ("A", "2025-01-01", 10),
        ("C", "2024-01-01", 9),
        ("B", "2025-01-01", 5),
    ]
    assert sorted(entries(by_sheet)) == sorted(expected) == sorted(entries(by_file))


def test_without_a_word_about_time_there_is_no_history() -> None:
    assert read_file(files.xlsx([["Client", "CA"], ["A", 1], ["B", 2]]), "a.xlsx").sales is None
    unreadable = [["Date", "Client", "CA"], ["?", "A", 1], ["?", "B", 2]]
    assert read_file(files.xlsx(unreadable), "a.xlsx").sales is None


@given(
    st.lists(
        st.tuples(
            st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.sampled_from("ABCDE"), st.integers(-50, 99)
        ),
        min_size=1,
        max_size=30,
    ).filter(lambda rows: any(amount > 0 for _, _, amount in rows)),
    st.randoms(use_true_random=False),
)
def test_entries_are_what_pandas_groups_and_any_order_of_the_rows_gives_them(rows, random) -> None:  # type: ignore[no-untyped-def]
    table = pd.DataFrame(rows, columns=["day", "client", "amount"])
    grouped = table.groupby(["client", "day"])["amount"].sum()
    expected = [(client, str(day), float(amount)) for (client, day), amount in grouped.items()]
    random.shuffle(rows)
    written = [
        ["Date", "Client", "Montant HT"],
        *[[str(day), client, amount] for day, client, amount in rows],
    ]
    clients = None
    try:
        clients = read_file(files.csv(written), "a.csv")
    except Exception as error:  # a list of which nobody is above zero has no ranking
        assert "no_clients" in str(error)  # noqa: PT017
        return
    assert sorted(entries(clients)) == expected


def test_northwind_by_month_is_what_pandas_finds() -> None:
    path = shared("business/derived/northwind_order_lines.xlsx")
    clients = read_file(path.read_bytes(), path.name)
    assert clients.sales is not None
    table = pd.read_excel(path, engine="openpyxl")
    amount = table["UnitPrice"] * table["Quantity"] * (1 - table["Discount"])
    expected = amount.groupby(pd.to_datetime(table["OrderDate"]).dt.to_period("M")).sum()
    ours = pd.Series(clients.sales.amount / UNIT).groupby(clients.sales.day.astype("datetime64[M]")).sum()
    assert ours.to_numpy() == pytest.approx(expected.to_numpy(), abs=0.01)


def test_how_many_articles_each_client_has_bought() -> None:
    rows = [
        ["Date", "Client", "Code article", "Montant HT"],
        ["2025-03-01", "B", "X1", 5],
        ["2025-03-02", "B", "x1 ", 7],
        ["2025-03-02", "B", "Y", 1],
        ["2025-03-02", "A", "Y", 100],
        ["2025-03-03", "A", "", 1],
        ["2025-03-03", "A", "Z", -1],
    ]
    sales = read_file(files.xlsx(rows), "a.xlsx").sales
    assert sales is not None
    assert sales.articles is not None
    assert (sales.articles.tolist(), sales.range_size) == ([1, 2], 2)
    without = read_file(files.xlsx([[row[0], row[1], row[3]] for row in rows]), "a.xlsx").sales
    assert without is not None
    assert (without.articles, without.range_size) == (None, 0)


def test_northwind_articles_are_what_pandas_counts() -> None:
    path = shared("business/derived/northwind_order_lines.xlsx")
    clients = read_file(path.read_bytes(), path.name)
    table = pd.read_excel(path, engine="openpyxl")
    article = next(name for name in table.columns if name.lower().startswith("product"))
    expected = table.groupby("CustomerID")[article].nunique()
    assert clients.sales is not None
    assert clients.sales.articles is not None
    keys = clients.ranked["number"].where(clients.ranked["number"] != "", clients.ranked["client"])
    assert clients.sales.articles.tolist() == expected[keys].tolist()
    assert clients.sales.range_size == table[article].nunique()
