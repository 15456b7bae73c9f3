"""The sheets about tomorrow: what Excel sees, LibreOffice's own reckoning, and the way back."""

import json
import zlib
from base64 import b64decode
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.excel.book import Book
from lib.exports.plan_workbook import write_plan
from lib.exports.reopen import reopened
from lib.exports.stored import NotOursError, packed, unpacked
from lib.parsing.stored_plan import StoredPlan
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.tomorrow_settings import TomorrowSettings
from lib.reading.clients_from_rows import read_file
from lib.reading.opening import open_source
from lib.texts import LANGUAGES, Language, Texts
from lib.texts.wording import without_emphasis
from lib.tomorrow.ahead.candidates import candidates, fading
from lib.tomorrow.ahead.sheet import MOST_WATCHED
from lib.tomorrow.forecast.forecast import check, fit, total
from lib.tomorrow.forecast.sentences import check_sentences
from lib.tomorrow.movement import sheet as sheet_of_movements
from lib.tomorrow.movement.movements import bridge, movement
from lib.tomorrow.periods import pairs
from tests.lists import list_of, sold
from tests.office import load, same_after_recalculation
from tests.tomorrow.test_forecast import cdnow

BOUGHT = {
    f"Client {place:02d}": [place * 37 % 101, place * 53 % 97, place * 71 % 89] for place in range(1, 60)
}
CLIENTS = sold(BOUGHT, first=2023)
OUTLOOK = TomorrowSettings(
    periods="years_2024",
    tolerance=5,
    pinned=("Client 07",),
    dismissed=("Client 03",),
    potentials=(("Client 09", 3),),
)
PLAN = Plan(tier_names=(">5", "B*"), tomorrow=OUTLOOK)
DAY = date(2026, 3, 3)


def written(language: Language = "fr", plan: Plan = PLAN) -> bytes:
    return write_plan(compute(CLIENTS, plan), Texts(language), DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_are_there_where_there_are_two_periods(language: Language) -> None:
    name = Texts(language)("workbook.sheet.tomorrow")
    assert name in load(written(language)).sheetnames
    single = list_of([3, 2, 1])
    without = write_plan(compute(single, Plan()), Texts(language), DAY)
    assert name not in load(without).sheetnames


def test_the_figures_are_those_of_the_periods_that_the_plan_compares() -> None:
    book = load(written("en"), values=True)
    head, *rows = movements(book["Tomorrow"])
    assert head[3:5] == ["2023", "2024"]
    by_name = {row[0]: row[4] for row in rows}
    assert all(by_name[name] == years[1] for name, years in BOUGHT.items() if years[0] or years[1])
    pair = next(pair for pair in pairs(CLIENTS) if pair.key == "years_2024")
    steps = bridge(movement(compute(CLIENTS, PLAN), pair))
    found = {row[0].value: row[1].value for row in book["Tomorrow"].iter_rows() if row[0].value}
    assert found["Lost"] == -steps.lost / UNIT
    assert (found["2023"], found["2024"]) == (steps.then / UNIT, steps.now / UNIT)


def movements(sheet: Worksheet) -> list[list[object]]:
    """The list of all clients, its headings first: the last table of the sheet."""
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return cells[max(place for place, row in enumerate(cells) if row[0] == "Client") :]


def test_libreoffice_calculates_the_same(tmp_path: Path) -> None:
    tomorrow = load(written())["Demain"]
    assert sum(cell.data_type == "f" for row in tomorrow.iter_rows() for cell in row) > 150
    assert same_after_recalculation(written(), tmp_path) > 150


def test_the_choices_come_back_with_the_workbook() -> None:
    data = written()
    found = reopened(open_source(data, "plan.xlsx"))
    assert found is not None
    assert found.plan == PLAN
    assert found.clients is not None
    assert pairs(found.clients) == pairs(CLIENTS)
    again = write_plan(compute(found.clients, found.plan), Texts("fr"), DAY)
    assert movements(load(again)["Demain"]) == movements(load(data)["Demain"])


def test_a_plan_without_an_outlook_is_still_a_plan() -> None:
    assert write_plan(compute(CLIENTS, replace(PLAN, tomorrow=TomorrowSettings())), Texts("en"))


@pytest.mark.parametrize(
    "damage",
    [
        {"client": [0, 999]},
        {"client": [1, 0]},
        {"day": [0]},
        {"amount": [2**60, 2**60]},
        {"amount": [1.5, 2]},
        {"articles": [1]},
    ],
)
def test_sales_that_do_not_fit_are_no_plan_of_ours(damage: dict[str, list[float]]) -> None:
    clients = sold({"A": [0, 3], "B": [0, 2]})
    texts = packed(Book(None, clients, compute(clients, Plan()), Texts("fr")))  # type: ignore[arg-type]
    values = json.loads(zlib.decompress(b64decode("".join(texts[1:]))))
    assert unpacked(StoredPlan(values)).clients is not None
    values["clients"]["sales"] |= damage
    with pytest.raises(NotOursError, match="damaged"):
        unpacked(StoredPlan(values))


def test_the_watch_list_names_who_climbs_and_who_fades() -> None:
    result = compute(CLIENTS, PLAN)
    pair = next(pair for pair in pairs(CLIENTS) if pair.key == "years_2024")
    sheet = load(written("en"), values=True)["Tomorrow"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = [place for place, row in enumerate(cells) if row[0] == "Client"]
    rising, falling = candidates(result, pair, DAY), fading(result, pair, DAY)
    assert len(rising) > 0 < len(falling)
    first, second = (
        cells[head + 1 : head + 1 + min(MOST_WATCHED, len(table))]
        for head, table in zip(heads, (falling, rising), strict=False)
    )
    assert [row[0] for row in first] == falling["client"].tolist()[:MOST_WATCHED]
    assert all(row[4] for row in first)
    assert [row[0] for row in second] == rising["client"].tolist()[:MOST_WATCHED]
    marked = next(row for row in second if row[0] == "Client 09")
    assert marked[7] == 3
    watched = {row[0] for row in movements(sheet)[1:] if row[7]}
    assert watched == {*rising["client"], *falling["client"]}


def shop(busier: int) -> ClientList:
    """The CDNOW sample; in the last seven months every order comes so many times."""
    lines = ["Client,Date,Amount"]
    for _, client, day, _, amount in (
        line.split() for line in cdnow("CDNOW_sample.txt").splitlines() if line
    ):
        bought = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        for again in range(busier if bought >= date(1997, 12, 1) else 1):
            lines.append(f"{client},{bought + timedelta(days=3 * again)},{amount}")
    return read_file("\n".join(lines).encode(), "cdnow.csv")


@pytest.mark.parametrize(("busier", "holds"), [(1, True), (3, False)])
def test_what_the_model_foretells_is_printed_only_where_it_stood_its_test(busier: int, holds: bool) -> None:
    clients, day, texts = shop(busier), date(1998, 12, 31), Texts("en")
    proof, model, foretold = check(clients, day), fit(clients, day), total(clients, day)
    assert proof is not None
    assert model is not None
    assert proof.holds == holds
    sheet = load(write_plan(compute(clients, Plan()), texts, day), values=True)["Tomorrow"]
    said = " ".join(str(cell.value) for (cell,) in sheet["A1:A90"])
    assert (texts.money(foretold.low, clients.currency) in said) == holds
    assert (texts.money(foretold.high, clients.currency) in said) == holds
    for key, values in check_sentences(proof, model, texts):
        assert without_emphasis((key, values), texts) in said


ALL_NEW = sold({"A": [0, 5], "B": [0, 3], "C": [-1, 3]}, 2024, ranked_by_last=True)
STILL = sold({"A": [9, 9], "B": [5, 5], "C": [3, 3], "D": [1, 1]}, 2024, ranked_by_last=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("clients", [ALL_NEW, STILL])
def test_where_nobody_is_to_be_watched_the_sheet_says_so_without_a_table(
    clients: ClientList, language: Language
) -> None:
    texts = Texts(language)
    told = [str(value) for value in cells(write_plan(compute(clients, Plan(tier_count=2)), texts, DAY))]
    assert texts("ahead.fading.none") in told
    assert (texts("ahead.column.score") in told) is (clients is ALL_NEW)
    assert texts("ahead.column.reason") not in told


def cells(data: bytes) -> list[object]:
    """What stands on the sheet about tomorrow of either language."""
    book = load(data)
    (sheet,) = [book[name] for name in book.sheetnames if name in ("Demain", "Tomorrow")]
    return [cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None]


def test_a_list_of_two_sheets_has_all_clients_once_and_figures_without_formulas(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheet_of_movements, "MOST_ROWS", 70)
    monkeypatch.setattr(sheet_of_movements, "MOST_ABOVE", 30)
    book = load(written())
    names = [name for name in book.sheetnames if name.startswith(("Demain", "Mouvements"))]
    listed = [
        str(line[0].value)
        for name in names
        for line in book[name].iter_rows()
        if str(line[0].value).startswith("Client ") and isinstance(line[-1].value, int)
    ]
    moves = movement(compute(CLIENTS, PLAN), pairs(CLIENTS)[1])
    assert sorted(listed) == sorted({*listed})
    assert len(listed) == ((moves.then > 0) | (moves.now > 0)).sum()
    assert len(names) > 1
    assert len(load(written()).sheetnames) == len(book.sheetnames)
