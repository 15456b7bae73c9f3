"""An exported workbook that comes back: the same plan, the same clients, and what was changed in Excel."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from pandas.testing import assert_frame_equal

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.exports.plan_workbook import write_plan
from lib.exports.reopen import Reopened, reopened, with_refused
from lib.exports.stored import SHEET, VERSION, NotOursError
from lib.plan.budgets import shares_from_percents
from lib.plan.compare import Scenario
from lib.plan.compute import client_plan, compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.plan_json import to_json
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import ONCE, Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.reading.opening import open_source
from lib.services.examples import example
from lib.texts import Texts
from tests.exports.test_what_if import changed, put, set_budget, set_thresholds
from tests.lists import TOY, list_of
from tests.office import DAY, FR, SORT_BY, edited, load

CLIENTS = list_of(TOY)
FULL = Plan(
    method="share",
    tier_count=3,
    budget_minutes=77_777,
    tier_names=("Or", "", "=Bronze"),
    placed=(Placement("Client 010", 0, "new contract"), Placement("Client 006", 1, frozen=True)),
    services=example("trade", FR).for_tiers(3),
    team=Team(
        (Person("Olga", "owner", cost_per_hour=45 * UNIT), Person("Tom", "team", cost_per_hour=45 * UNIT)),
        (("Client 001", "", "Tom"),),
    ),
    profit=ProfitSettings(fixed_costs=123_456),
)
VERSIONS = Path(__file__).parent / "versions"
SCENARIOS = (Scenario("Prudent", Plan(tier_count=2), "note\nà deux lignes 🎉"), Scenario("Autre", FULL))


def written(clients: ClientList, plan: Plan, scenarios: tuple[Scenario, ...] = ()) -> bytes:
    return write_plan(compute(clients, plan), FR, DAY, scenarios)


def back(data: bytes) -> Reopened:
    found = reopened(open_source(data, "plan.xlsx"))
    assert found is not None
    return found


def test_everything_comes_back() -> None:
    found = back(written(CLIENTS, FULL, SCENARIOS))
    assert (found.plan, found.before, found.scenarios, found.made_on) == (FULL, FULL, SCENARIOS, DAY)
    assert found.changes == ()
    assert found.clients is not None
    assert_frame_equal(found.clients.ranked, CLIENTS.ranked)
    assert found.clients.report == CLIENTS.report


names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


percents = st.integers(0, 100)
money = st.integers(0, 10**7)
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
services = st.builds(
    Service,
    name=st.text("abé=🎉", min_size=1, max_size=8),
    minutes=st.integers(0, 600),
    performer=st.sampled_from(["owner", "manager", "team", "automatic"]),
    direct_cost=money,
    times=st.tuples(*[st.integers(0, 52 * ONCE)] * 3),
    automated=st.tuples(*[percents] * 3),
)
roles = st.sampled_from(["owner", "manager", "team"])
people = st.builds(
    Person, st.text("abcé=[]/", min_size=1, max_size=6), roles, st.integers(0, 100_000), st.none() | money
)
teams = st.lists(people, max_size=3, unique_by=lambda person: person.name.casefold())
plans = st.builds(
    Plan,
    method=st.sampled_from(["equal", "share", "abc", "headtail"]),
    tier_count=st.integers(2, 6),
    budget_minutes=st.integers(0, 10**6),
    budget_mix=percents,
    keep_ties=st.booleans(),
    thresholds=st.lists(st.decimals(0, 1, places=6), max_size=4).map(lambda found: tuple(sorted(found))),
    placed=st.sampled_from([(), (Placement("first", 1, "=why"),), (Placement("first", 0, frozen=True),)]),
    services=st.lists(services, max_size=3).map(lambda found: ServiceCatalogue(tuple(found))),
    team=teams.map(lambda found: Team(tuple(found))),
    profit=st.builds(
        ProfitSettings,
        margin_source=st.sampled_from(["all", "tier", "file"]),
        margin=st.integers(0, 10_000),
        tier_margins=st.lists(st.integers(0, 10_000), max_size=6).map(tuple),
        capacity=st.integers(20, 100),
        fixed_costs=money,
        time_source=st.sampled_from(["budget", "services"]),
    ),
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(
    rows=st.lists(st.tuples(names, names, st.integers(-(10**12), 10**12)), max_size=12),
    plan=plans,
    kept=st.lists(st.builds(Scenario, words, plans, words), max_size=2).map(tuple),
)
def test_export_import_export_is_the_same(
    rows: list[tuple[str, str, int]], plan: Plan, kept: tuple[Scenario, ...]
) -> None:
    table = pd.DataFrame([*rows, ("first", "", 5)], columns=["client", "number", "revenue"])
    table = table.assign(rows=1).astype({"client": "str", "number": "str"})
    clients = client_list(table, CLIENTS.report, "EUR")
    data = written(clients, plan, kept)
    found = back(data)
    assert (found.plan, found.scenarios, found.changes) == (plan, kept, ())
    assert found.clients is not None
    assert_frame_equal(found.clients.ranked, clients.ranked)
    assert_frame_equal(found.clients.set_apart, clients.set_apart)
    again = written(found.clients, found.plan, found.scenarios)
    assert cells(again) == cells(data)


def cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load(data)}


def test_what_was_changed_in_excel_is_taken_over_and_said() -> None:
    data = changed(written(CLIENTS, Plan(tier_count=3)), set_budget(20, 30, 50))
    found = back(data)
    assert found.plan == Plan(
        tier_count=3, budget_minutes=74_070, budget_shares=shares_from_percents([20, 30, 50])
    )
    assert [(one.change.name, one.change.row, one.taken) for one in found.changes] == [
        ("budget_hours", 1, True), ("budget_shares", 1, True), ("budget_shares", 2, True),
        ("budget_shares", 3, True),
    ]  # fmt: skip
    assert (found.changes[0].change.before, found.changes[0].change.after) == (1600, 1234.5)


def test_thresholds_that_were_changed_keep_the_shares_that_were_seen() -> None:
    before = Plan(tier_count=3, budget_mix=50)
    found = back(changed(written(CLIENTS, before), set_thresholds(0.5, 0.9)))
    assert found.plan.thresholds == (Decimal("0.5"), Decimal("0.9"))
    assert found.plan.budget_shares == compute(CLIENTS, before).shares
    equal = back(changed(written(CLIENTS, Plan(tier_count=3)), set_thresholds(0.5, 0.9)))
    assert equal.plan == Plan(tier_count=3, thresholds=(Decimal("0.5"), Decimal("0.9")))


def test_a_client_placed_by_hand_in_excel() -> None:
    def place(book: Workbook) -> None:
        put(book, "hand_clients", "Client 009", 2)
        put(book, "hand_tiers", "Or", 2)
        put(book, "hand_reasons", "asked for", 2)
        put(book, "hand_tiers", "B")

    found = back(changed(written(CLIENTS, FULL), place))
    assert found.plan.placed == (
        Placement("Client 010", 1, "new contract"),
        Placement("Client 006", 1, frozen=True),
        Placement("Client 009", 0, "asked for"),
    )


def test_names_reasons_and_who_is_kept_come_back() -> None:
    def change(book: Workbook) -> None:
        put(book, "tier_names", "Platine")
        put(book, "tier_names", "Argent", 1)
        put(book, "hand_reasons", "other")
        put(book, "hand_kept", "Oui")
        put(book, "hand_kept", "no", 1)

    opened = back(changed(written(CLIENTS, FULL), change))
    assert opened.plan == replace(
        FULL,
        tier_names=("Platine", "Argent", "=Bronze"),
        placed=(Placement("Client 010", 0, "other", frozen=True), Placement("Client 006", 1)),
    )
    assert all(each.taken for each in opened.changes)
    same_letter = back(changed(written(CLIENTS, FULL), lambda book: put(book, "tier_names", "A")))
    assert same_letter.plan.tier_names == ("", "", "=Bronze")


@pytest.mark.parametrize("name", ["", "=Bronze", "x" * 80])
def test_a_name_that_no_tier_can_have_is_said(name: str) -> None:
    opened = back(changed(written(CLIENTS, FULL), lambda book: put(book, "tier_names", name)))
    assert opened.plan == FULL
    assert [(each.change.name, each.fate) for each in opened.changes] == [("tier_names", "impossible")]


def test_tiers_of_clients_placed_by_hand_follow_a_new_name(office: Path) -> None:
    data = edited(
        written(CLIENTS, FULL),
        office,
        f"""
        {entry_statement("tier_names", 0, "Platine")}
        document.calculateAll()""",
    )
    opened = back(data)
    assert opened.plan == replace(FULL, tier_names=("Platine", "", "=Bronze"))
    assert [each.change.name for each in opened.changes] == ["tier_names"]
    names = [
        cell.value
        for row in load(data, values=True)["Groupes et services"].iter_rows(max_col=1)
        for cell in row
    ]
    assert names[3:6] == ["Platine", "B", "=Bronze"]


def entry_statement(name: str, row: int, value: str) -> str:
    """LibreOffice's Basic that types a text into an entry."""
    return f"""cells = document.NamedRanges.getByName("{name}").getReferredCells()
        cells.getCellByPosition(0, {row}).setString("{value}")"""


def test_who_looks_after_a_client_comes_back_and_nobody_unknown() -> None:
    def change(book: Workbook) -> None:
        put(book, "client_responsible", "tom", 3)
        put(book, "client_responsible", "Nobody", 4)
        put(book, "client_responsible", "", 5)

    opened = back(changed(written(CLIENTS, FULL), change))
    fates = {each.change.about: each.fate for each in opened.changes}
    assert fates == {"Client 004": "taken", "Client 005": "impossible", "Client 006": "impossible"}
    assert ("Client 004", "", "Tom") in opened.plan.team.by_hand
    assert opened.plan.team.by_hand[0] == ("Client 001", "", "Tom")
    assert opened.differences == ()


def test_what_differs_from_the_list_is_named_wherever_the_rows_are(office: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Clients"]
        sheet["C3"].value = float(str(sheet["C3"].value)) + 0.01
        sheet["B4"].value = "Other"
        sheet.delete_rows(7)
        sheet["B20"].value, sheet["C20"].value = "New", 17

    opened = back(changed(written(CLIENTS, FULL), change))
    assert opened.changes == ()
    assert opened.plan == FULL
    named = [(each.kind, each.client) for each in opened.differences]
    assert named == [
        ("amount", "Client 001"),
        ("name", "Client 002"),
        ("deleted", "Client 005"),
        ("added", "New"),
    ]
    sorted_rows = edited(
        written(CLIENTS, FULL),
        office,
        'SortBy(document, "Clients", "A2:O12", 1, False)',
        SORT_BY,
    )
    assert back(sorted_rows).differences == ()
    assert back(sorted_rows).changes == ()


def test_one_cell_that_no_plan_can_hold_takes_no_other_with_it() -> None:
    def change(book: Workbook) -> None:
        put(book, "person_hours", 12)
        put(book, "person_roles", "astronaut", 1)
        put(book, "thresholds", "many")
        put(book, "thresholds", 0.97, 1)

    opened = back(changed(written(CLIENTS, FULL), change))
    fates = {(each.change.name, each.change.row): each.fate for each in opened.changes}
    assert fates == {
        ("person_hours", 1): "taken", ("person_roles", 2): "impossible",
        ("thresholds", 1): "impossible", ("thresholds", 2): "taken",
    }  # fmt: skip
    assert [person.minutes for person in opened.plan.team.people] == [720, FULL.team.people[1].minutes]
    assert opened.plan.thresholds[1] == Decimal("0.97")


def test_a_formula_whose_result_was_not_kept_is_no_change() -> None:
    usual = replace(
        FULL, team=Team((Person("Olga", "owner"), Person("Tom", "team", cost_per_hour=45 * UNIT)))
    )
    opened = back(changed(written(CLIENTS, usual), lambda book: put(book, "person_hours", 12, 1)))
    assert [each.change.name for each in opened.changes] == ["person_hours"]
    assert opened.plan.team.people[0] == Person("Olga", "owner")


def test_a_sheet_of_clients_that_nobody_recognises_is_said() -> None:
    opened = back(changed(written(CLIENTS, FULL), lambda book: book.remove(book["Clients"])))
    assert opened.list_lost
    assert not back(written(CLIENTS, FULL)).list_lost


def test_a_change_that_is_refused_is_as_if_it_had_not_been() -> None:
    data = changed(written(CLIENTS, Plan(tier_count=3)), set_budget(20, 30, 50))
    opened = back(data)
    hours = opened.changes[0].change
    without_hours = with_refused(opened, {hours})
    assert without_hours.plan == Plan(tier_count=3, budget_shares=shares_from_percents([20, 30, 50]))
    assert [each.fate for each in without_hours.changes] == ["refused", "taken", "taken", "taken"]
    everything = {each.change for each in opened.changes}
    assert with_refused(opened, everything).plan == opened.before
    assert with_refused(opened, ()).plan == opened.plan


@pytest.mark.parametrize("wrong", ["many", -5, 1e9, "=1+"])
def test_what_no_plan_can_hold_is_said_and_not_taken(wrong: float | str) -> None:
    data = changed(written(CLIENTS, Plan()), lambda book: put(book, "budget_hours", wrong))
    found = back(data)
    assert found.plan == Plan()
    assert [(one.change.name, one.taken) for one in found.changes] == [("budget_hours", False)]


SETTINGS = 'document.Sheets.getByName("Réglages et méthode")'
MOVES = {
    "a column before all others": SETTINGS + ".Columns.insertByIndex(0, 1)",
    "a column between": SETTINGS + ".Columns.insertByIndex(1, 2)",
    "rows above and between": f"""settings = {SETTINGS}
        settings.Rows.insertByIndex(26, 2)
        settings.Rows.insertByIndex(10, 1)
        settings.Rows.insertByIndex(0, 4)
        document.Sheets.getByName("Groupes et services").Rows.insertByIndex(14, 2)
        document.Sheets.getByName("Personnes et contacts").Rows.insertByIndex(2, 1)""",
    "columns of services and people": """
        document.Sheets.getByName("Groupes et services").Columns.insertByIndex(1, 1)
        document.Sheets.getByName("Personnes et contacts").Columns.insertByIndex(1, 1)""",
    "sheets renamed and moved": f"""{SETTINGS}.setName("L'an prochain!")
        document.Sheets.getByName("Groupes et services").setName("Nos services")
        document.Sheets.moveByName("Nos services", 0)
        document.Sheets.removeByName("Rapport d’import")""",
    "the hidden sheet shown and moved": """stored = document.Sheets.getByName("palmares")
        stored.IsVisible = True
        stored.setName("Autre chose")
        stored.Columns.insertByIndex(0, 1)
        stored.Rows.insertByIndex(0, 3)""",
}
NAMED = 'document.NamedRanges.getByName("{}").getReferredCells().getCellByPosition(0, {}).{}\n'
CHANGES = "".join(
    NAMED.format(*change)
    for change in (
        ("budget_hours", 0, "Value = 800"),
        ("hand_clients", 2, 'String = "Client 009"'),
        ("hand_tiers", 2, 'String = "Or"'),
        ("service_minutes", 0, "Value = 95"),
        ("person_hours", 1, "Value = 1200"),
    )
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one profile of LibreOffice for all edits."""
    return tmp_path_factory.mktemp("office")


@pytest.mark.parametrize("changes", ["", CHANGES], ids=["as exported", "changed"])
@pytest.mark.parametrize("moves", MOVES.values(), ids=MOVES)
def test_entries_are_found_wherever_they_were_moved(moves: str, changes: str, office: Path) -> None:
    found = back(edited(written(CLIENTS, FULL), office, changes + moves))
    assert found.before == FULL
    assert found.lost == ()
    if not changes:
        assert (found.plan, found.changes) == (FULL, ())
        return
    first, *others = FULL.services.services
    olga, tom = FULL.team.people
    assert found.plan == replace(
        FULL,
        budget_minutes=48_000,
        placed=(*FULL.placed, Placement("Client 009", 0)),
        services=replace(FULL.services, services=(replace(first, minutes=95), *others)),
        team=replace(FULL.team, people=(olga, replace(tom, minutes=72_000))),
    )
    assert [(one.change.name, one.taken) for one in found.changes] == [
        ("budget_hours", True), ("hand_clients", True), ("hand_tiers", True),
        ("service_minutes", True), ("person_hours", True),
    ]  # fmt: skip


def test_entries_whose_cells_are_gone_stay_as_they_were_and_are_named(office: Path) -> None:
    gone = 'document.Sheets.getByName("Réglages et méthode").Rows.removeByIndex(3, 1)'
    found = back(edited(written(CLIENTS, FULL), office, gone))
    assert (found.plan, found.changes, found.lost) == (FULL, (), ("budget_hours",))


def test_a_service_and_a_person_more_and_one_less() -> None:
    def change(book: Workbook) -> None:
        for name in ("names", "minutes", "roles", "costs"):
            put(book, f"service_{name}", "", 1)
        for sheet, name in (
            ("Groupes et services", "service_times"),
            ("Groupes et services", "service_automated"),
        ):
            for row in book[sheet][str(book.defined_names[name].attr_text).split("!")[1]][1:2]:
                for cell in row:
                    cell.value = None
        put(book, "person_names", "Thomas", 1)
        put(book, "person_roles", "dirigeant", 1)
        put(book, "person_costs", "45.5", 1)

    found = back(changed(written(CLIENTS, FULL), change))
    first, _, *others = FULL.services.services
    assert found.plan.services.services == (first, *others)
    assert found.plan.team == Team(
        (
            FULL.team.people[0],
            replace(FULL.team.people[1], name="Thomas", role="owner", cost_per_hour=455_000),
        ),
        (("Client 001", "", "Thomas"),),
    )
    assert all(one.taken for one in found.changes)


def test_a_role_that_nobody_knows_is_not_taken() -> None:
    found = back(changed(written(CLIENTS, FULL), lambda book: put(book, "person_roles", "pilote")))
    assert found.plan == FULL
    assert [(one.change.name, one.change.after, one.taken) for one in found.changes] == [
        ("person_roles", "pilote", False)
    ]


def test_changes_in_a_workbook_of_version_2_are_taken_over(office: Path) -> None:
    def change(book: Workbook) -> None:
        put(book, "budget_hours", 800)
        put(book, "hand_tiers", "B")
        ((sheet, cells),) = book.defined_names["hand_clients"].destinations
        _, top, *_ = range_boundaries(cells)
        book[sheet].cell(top, 3).value = "another reason"

    kept = (VERSIONS / "version_2.xlsx").read_bytes()
    first, second = FULL.placed
    moved = (replace(first, tier=1, reason="another reason"), second)
    assert back(changed(kept, change)).plan == replace(FULL, budget_minutes=48_000, placed=moved)
    inserted = edited(kept, office, 'document.Sheets.getByName("Réglages").Columns.insertByIndex(0, 1)')
    assert (back(inserted).plan, back(inserted).changes) == (FULL, ())


def test_a_workbook_of_version_1_opens() -> None:
    plan = Plan(tier_count=4, budget_minutes=600)
    first = {"version": 1, "tier_count": 4, "budget_minutes": 600, "outlook": to_json(plan)["tomorrow"]}
    data = changed(written(CLIENTS, plan), lambda made: None)
    old = changed(data, lambda made: (made.remove(made[SHEET]), made["Réglages et méthode"].__setitem__(
        "B90", json.dumps(first))))  # fmt: skip
    found = back(old)
    assert (found.plan, found.clients, found.changes) == (plan, None, ())


@pytest.mark.parametrize("version", range(2, VERSION + 1))
def test_a_kept_workbook_of_every_version_opens(version: int) -> None:
    found = back((VERSIONS / f"version_{version}.xlsx").read_bytes())
    assert (found.plan, found.scenarios, found.made_on, found.changes) == (FULL, SCENARIOS, DAY, ())
    assert found.clients is not None
    assert_frame_equal(found.clients.ranked, CLIENTS.ranked)


def test_a_workbook_that_is_not_ours_is_none_of_ours() -> None:
    assert reopened(open_source(b"client;ca\nA;5\nB;4\n", "list.csv")) is None
    data = changed(written(CLIENTS, Plan()), lambda book: book.remove(book[SHEET]))
    assert reopened(open_source(data, "plan.xlsx")) is None


def spoil(text: str) -> Callable[[Workbook], None]:
    return lambda book: book[SHEET].__setitem__("A2", text)


@pytest.mark.parametrize("text", ["", "x", "AAAA", "eJyrVkrLz1eyUkpKLFKqBQAdegQ0", "é"])
def test_a_damaged_plan_is_said(text: str) -> None:
    with pytest.raises(NotOursError) as caught:
        reopened(open_source(changed(written(CLIENTS, Plan()), spoil(text)), "plan.xlsx"))
    assert caught.value.code == "damaged"


def test_the_list_keeps_what_else_it_knows() -> None:
    table = CLIENTS.ranked.assign(minutes=range(10), account_manager="Ann", segment="", margin=range(10))
    clients = client_list(table, replace(CLIENTS.report, remarks=()), "EUR")
    found = back(write_plan(compute(clients, Plan()), Texts("en"), date(2026, 1, 31)))
    assert found.clients is not None
    assert_frame_equal(found.clients.ranked, clients.ranked)
    assert found.clients.currency == "EUR"
    assert client_plan(compute(found.clients, found.plan)).equals(client_plan(compute(clients, Plan())))
