"""The service catalogue, and the hours it asks for against each tier's budget, as formulas."""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lib.base.bounds import bounds_of
from lib.excel.book import DAY, LOSS, Book, Heading, Kind
from lib.excel.cells import cell_text, units
from lib.excel.changes import opening_line, quoted
from lib.excel.entries import Entry, EntryName
from lib.excel.names import name_cells, name_columns
from lib.excel.validation import allow_choice, allow_numbers, explain
from lib.plan.roles import PERFORMERS
from lib.plan.services import EXACT, ONCE, Service, ServiceCatalogue, load
from lib.services.sentences import floor_sentences

_NAMES = {"service_names": 0, "service_minutes": 1, "service_roles": 2, "service_costs": 3}
"""What the columns of the services are called in formulas, and when the workbook comes back."""
_COST, _TIMES = 3, 4


def write_services(book: Book, sheet: Worksheet, row: int) -> None:
    """Catalogue, then work against budget, from a row of the sheet of the tiers on; nothing without
    services."""
    catalogue = book.result.plan.services
    if not catalogue.services:
        return
    title = book.texts("workbook.sheet.services")
    sheet.write_string(row, 0, title, book.format(bold=True, font_size=13, indent=0))
    opening_line(book, sheet, row + 1, ("tiers", "services"), "")
    first = row + 3
    _write_catalogue(book, sheet, first, catalogue)
    below = _write_load(book, sheet, first, len(catalogue.services))
    book.lines(sheet, below, floor_sentences(book.result, book.texts), book.format(font_color=LOSS))


def _write_catalogue(book: Book, sheet: Worksheet, first: int, catalogue: ServiceCatalogue) -> None:
    texts, tiers = book.texts, book.tiers
    headings = [
        Heading(texts("services.column.name"), "text", 34),
        Heading(texts("services.column.minutes"), "minutes", 10),
        Heading(texts("services.column.performer"), "text", 20),
        Heading(texts("services.column.direct_cost"), "money", 10),
        *(Heading(texts("workbook.times", tier=tier.name), "number", 10) for tier in tiers),
        *(Heading(texts("workbook.automated", tier=tier.name), "percent", 12) for tier in tiers),
    ]
    book.head(sheet, first - 1, headings, is_long=True)
    for block, key in enumerate(("workbook.times", "workbook.automated")):
        for index in range(len(tiers)):
            _write_tier_heading(book, sheet, (first - 1, _TIMES + block * len(tiers) + index), (key, index))
    for index, service in enumerate(catalogue.services):
        _write_entries(book, sheet, first + index, (index, service))
    _allow(book, sheet, first, first + len(catalogue.services) - 1)


def _write_tier_heading(book: Book, sheet: Worksheet, cell: tuple[int, int], about: tuple[str, int]) -> None:
    """A heading that names a tier as it is called on the settings."""
    key, index = about
    said = book.texts(key, tier=book.tiers[index].name)
    before, after = book.texts(key, tier="\0").split("\0")
    formula = f"={quoted(before)}&INDEX(tier_names,{index + 1})&{quoted(after)}"
    book.follow(sheet, *cell, formula, book.heading("number"), cell_text(said))
    book.show_if_used(sheet, (*cell, *cell), index)


def _write_entries(book: Book, sheet: Worksheet, row: int, numbered: tuple[int, Service]) -> None:
    """What is typed of a service. With another number of tiers, times and parts are stretched over them."""
    index, service = numbered
    entries: list[tuple[EntryName, float | str, Kind]] = [
        ("service_names", service.name, "text"),
        ("service_minutes", float(service.minutes), "minutes"),
        ("service_roles", book.texts(f"performer.{service.performer}"), "text"),
        ("service_costs", units(service.direct_cost), "cents"),
    ]
    for name, value, kind in entries:
        book.entry(sheet, (row, _NAMES[name]), Entry(name, value, index), kind)
    stretched = [service.for_tiers(count) for count in range(1, len(book.tiers) + 1)]
    by_tier: list[tuple[EntryName, list[list[float]], Kind]] = [
        ("service_times", [[times / ONCE for times in fitting.times] for fitting in stretched], "number"),
        (
            "service_automated",
            [[part / 100 for part in fitting.automated] for fitting in stretched],
            "percent",
        ),
    ]
    for block, (name, values, kind) in enumerate(by_tier):
        for tier in range(len(book.tiers)):
            cell = (row, _TIMES + block * len(book.tiers) + tier)
            by_count = [given[tier] if tier < len(given) else 0.0 for given in values]
            formula = f"=CHOOSE(tiers_used,{','.join(f'{value:.16g}' for value in by_count)})"
            entry = Entry(name, by_count[len(book.result.tiers) - 1], index, tier)
            book.tier_entry(sheet, cell, tier, (entry, kind, formula))


def _allow(book: Book, sheet: Worksheet, first: int, last: int) -> None:
    """What may be typed into the entries of the services."""
    tiers, roles = len(book.tiers), [book.texts(f"performer.{role}") for role in PERFORMERS]
    name, minutes, who, cost = _NAMES.values()
    automated = _TIMES + tiers
    bounds = {field: bounds_of(Service, field).whole for field in ("minutes", "direct_cost", "times")}
    explain(book, sheet, (first, name, last, name), "service")
    allow_choice(book, sheet, (first, who, last, who), roles, "role")
    allow_numbers(book, sheet, (first, minutes, last, minutes), bounds["minutes"], "minutes")
    allow_numbers(book, sheet, (first, cost, last, cost), bounds["direct_cost"], "cost")
    allow_numbers(book, sheet, (first, _TIMES, last, automated - 1), bounds["times"], "times")
    allow_numbers(book, sheet, (first, automated, last, automated + tiers - 1), (0, 1), "automated")


def _write_load(book: Book, sheet: Worksheet, first: int, services: int) -> int:
    """Clients, work, budget and what is left of it, below each tier's column; the row after them."""
    texts, tiers = book.texts, book.tiers
    loads = load(book.result.plan.services, [tier.clients for tier in book.result.tiers]).by_tier.tolist()
    # Excel shows no time below nought.
    labels = ("column.clients", "workbook.work", "workbook.budget", "workbook.left", "workbook.missing")
    last = first + services - 1
    row = last + 2
    for line, key in enumerate(labels):
        sheet.write_string(row + line, _COST, texts(key), book.format(bold=True, align="right"))
    automatic = texts("performer.automatic")
    for index, tier in enumerate(tiers):
        column, number = _TIMES + index, index + 1
        work = loads[index] / EXACT if book.is_used(index) else 0.0
        by_hand = f'1-INDEX(service_automated,0,{number}),--(service_roles<>"{automatic}")'
        left = f"INDEX(service_budgets,1,{number})-INDEX(service_work,1,{number})"
        product = f"SUMPRODUCT(service_minutes,INDEX(service_times,0,{number}),{by_hand})"
        cells: list[tuple[str, float]] = [
            (f"=INDEX(tier_clients,{number})", tier.clients),
            (f"={product}*INDEX(service_clients,1,{number})/{DAY}", work / DAY),
            (f"=INDEX(tier_minutes,{number})/{DAY}", tier.minutes / DAY),
            (f"=MAX(0,{left})", max(0.0, tier.minutes - work) / DAY),
            (f"=MAX(0,-({left}))", max(0.0, work - tier.minutes) / DAY),
        ]
        for line, (formula, value) in enumerate(cells):
            style = book.format("integer" if line == 0 else "duration", bold=line > 2)
            book.follow(sheet, row + line, column, formula, style, value)
        missing = (row + len(labels) - 1, column) * 2
        book.look(sheet, missing, f"={xl_rowcol_to_cell(*missing[:2])}>0", {"font_color": LOSS})
        book.show_if_used(sheet, (row, column, row + len(labels) - 1, column), index)
    columns = _TIMES, _TIMES + len(tiers) - 1
    for line, name in enumerate(("service_clients", "service_work", "service_budgets")):
        name_cells(book, name, sheet, (row + line, columns[0]), (row + line, columns[1]))
    name_cells(book, "service_times", sheet, (first, columns[0]), (last, columns[1]))
    name_cells(book, "service_automated", sheet, (first, columns[1] + 1), (last, columns[1] + len(tiers)))
    name_columns(book, sheet, _NAMES, (first, last))
    return row + len(labels) + 1
