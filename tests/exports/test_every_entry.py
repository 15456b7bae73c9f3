"""Every entry changed at once: what LibreOffice calculates is what the app says of the plan that comes back,
or the sheet says that it is from before."""

from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list, everybody
from lib.clients.purchases import bought
from lib.excel.entries import ENTRY_NAMES, EntryName
from lib.exports.plan_workbook import write_plan
from lib.exports.reopen import reopened
from lib.plan.compute import compute
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedProspect
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.reading.opening import open_source
from lib.services.examples import example
from tests.exports.test_sorting import YEARS
from tests.exports.test_what_if import changed
from tests.office import DAY, FR, converted, load, same, without_values

PLAN = Plan(
    tier_count=3,
    services=example("trade", FR).for_tiers(3),
    team=Team((Person("Olga", "owner", 30_000), Person("Ann", "manager", 60_000, 400_000))),
    potential=PotentialSettings(prospects=(TypedProspect("Nova", 900 * UNIT),), weights=(200, 100, 50)),
    groups=GroupSettings(as_one=True),
    profit=ProfitSettings("tier", tier_margins=(2_000, 3_000, 4_000), fixed_costs=100 * UNIT),
)


def with_everything() -> ClientList:
    """A list of which every sheet has something to say: groups, regions, potentials, families of articles."""
    table = everybody(YEARS)
    rows = np.arange(len(table))
    table = table.assign(
        group=pd.Series(np.where(rows % 7 == 3, "Holding", ""), dtype="str"),
        region=pd.Series(np.where(rows % 3 == 0, "Nord", "Sud"), dtype="str"),
        potential=np.where(rows % 4 == 0, table["revenue"] * 3 + UNIT, -1),
    )
    families = ("Vin", "Bière", "Cidre")
    client, item = (places.ravel() for places in np.indices((YEARS.count, len(families))))
    kept = client % (item + 1) == 0
    purchases = bought(client[kept], item[kept], np.full(kept.sum(), UNIT), families, "family")
    return client_list(table, YEARS.report, YEARS.currency, YEARS.sales, purchases)


CLIENTS = with_everything()
COLUMNS: dict[EntryName, tuple[float | str, ...]] = {
    "budget_hours": (1_234,),
    "tier_method": (FR("method.share"),),
    "tier_count": (4,),
    "thresholds": (0.33, 0.71),
    "tier_names": ("Or", "Argent", "=Bronze"),
    "budget_shares": (0.2, 0.3, 0.5),
    "tier_margins": (0.15, 0.25, 0.35),
    "owner_cost": (61,),
    "team_cost": (21.5,),
    "capacity": (0.75,),
    "fixed_costs": (55.5,),
    "hand_clients": ("Client 07",),
    "hand_tiers": ("Or",),
    "hand_reasons": ("contract",),
    "hand_kept": ("Oui",),
    "service_names": ("Journée",),
    "service_minutes": (95,),
    "service_roles": ("Équipe",),
    "service_costs": (12.5,),
    "service_times": (3, 2, 1),
    "service_automated": (0.1, 0.2, 0.3),
    "person_names": ("Olga M.", "Anne"),
    "person_roles": ("Chargé de clientèle",),
    "person_hours": (700, 900),
    "person_costs": (44, 55),
    "client_responsible": ("Anne",),
}
"""What is typed into the first cells of each entry; across where the entry has a column a tier."""
NOT_HERE: set[EntryName] = {"margin", "manager_cost"}
"""Entries that this plan has not: margins by tier stand for the one, a person for the manager’s cost."""
LINES = {FR("workbook.old"), FR("workbook.stale")}


def test_every_entry_is_followed_or_the_sheet_says_so(tmp_path: Path) -> None:
    assert set(COLUMNS) | NOT_HERE == set(ENTRY_NAMES)
    data = changed(write_plan(compute(CLIENTS, PLAN), FR, DAY), _type)
    typed = converted(without_values(data), tmp_path, "xlsx:Calc MS Excel 2007 XML").read_bytes()
    back = reopened(open_source(typed, "plan.xlsx"))
    assert back is not None
    assert [each.change for each in back.changes if not each.taken] == []
    assert {each.change.name for each in back.changes} == set(COLUMNS)
    book = load(typed, values=True)
    wanted = load(write_plan(compute(CLIENTS, back.plan), FR, DAY), values=True)
    old = {sheet.title for sheet in book if LINES & {cell.value for row in sheet["A1:A30"] for cell in row}}
    # On the settings the entries stand where they were typed, with other rows to spare.
    differ = {sheet.title for sheet in book if _differences(sheet.title, book, wanted)} - {
        "Réglages et méthode"
    }
    assert differ - old - _unseen(book) == set(), _differences(min(differ - old), book, wanted)
    # There, nothing but the line above the sentences about the services.
    assert len(_differences("Groupes et services", book, wanted)) == 1
    assert {"Synthèse", "Profit", "Clients", "Groupes et services", "Demain"} <= old
    told = {FR(f"workbook.sheet.{name}") for name in ("groups", "slices", "potential", "mix")}
    assert told <= set(book.sheetnames)


def _type(book: Workbook) -> None:
    for name, values in COLUMNS.items():
        ((sheet, cells),) = book.defined_names[name].destinations
        left, top, *_ = range_boundaries(cells)
        across = name in ("service_times", "service_automated")
        for place, value in enumerate(values):
            cell = book[sheet].cell(top, left + place) if across else book[sheet].cell(top + place, left)
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else "n"


def _unseen(book: Workbook) -> set[str]:
    return {sheet.title for sheet in book if sheet.sheet_state != "visible"}


def _differences(name: str, book: Workbook, wanted: Workbook) -> list[str]:
    """The cells of a sheet that hold something else than in a workbook exported anew."""
    if name not in wanted.sheetnames:
        return [f"no sheet {name}"]
    rows, columns = (
        max(getattr(each[name], side) for each in (book, wanted)) for side in ("max_row", "max_column")
    )
    pairs = [
        (book[name].cell(row, column), wanted[name].cell(row, column))
        for row in range(1, rows + 1)
        for column in range(1, columns + 1)
    ]
    return [
        f"{name}!{here.coordinate}: {here.value} / {there.value}"
        for here, there in pairs
        if not same(here.value, there.value)
    ]
