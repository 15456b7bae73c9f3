"""The service catalogue, and the hours it asks for against each tier's budget, as formulas."""

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import LOSS, Book, Heading, Kind
from lib.excel.cells import units
from lib.excel.entries import Entry, EntryName
from lib.excel.names import name_cells, name_columns
from lib.plan.services import EXACT, ONCE, Service, ServiceCatalogue, load
from lib.services.sentences import floor_sentences
from lib.tiers.sheets.tiers import COLUMN

FIRST = 1
"""The row of the first service, counted from 0."""
_NAMES = {"service_names": 0, "service_minutes": 1, "service_roles": 2, "service_costs": 3}
"""What the columns of the services are called in formulas, and when the workbook comes back."""
_COST, _TIMES = 3, 4


def write_services(book: Book) -> None:
    """Catalogue, then work against budget; no sheet without services."""
    catalogue = book.result.plan.services.for_tiers(len(book.result.tiers))
    if not catalogue.services:
        return
    sheet = book.sheet("services", landscape=True)
    _write_catalogue(book, sheet, catalogue)
    row = _write_load(book, sheet, FIRST + len(catalogue.services) + 1, len(catalogue.services))
    book.lines(sheet, row, floor_sentences(book.result, book.texts), book.format(font_color=LOSS))
    sheet.freeze_panes(1, 1)


def _write_catalogue(book: Book, sheet: Worksheet, catalogue: ServiceCatalogue) -> None:
    texts, tiers = book.texts, book.result.tiers
    headings = [
        Heading(texts("services.column.name"), "text", 34),
        Heading(texts("services.column.minutes"), "integer", 10),
        Heading(texts("services.column.performer"), "text", 22),
        Heading(texts("services.column.direct_cost"), "money", 10),
        *(Heading(texts("workbook.times", tier=tier.name), "number", 10) for tier in tiers),
        *(Heading(texts("workbook.automated", tier=tier.name), "percent", 12) for tier in tiers),
    ]
    book.head(sheet, 0, headings)
    for row, service in enumerate(catalogue.services, FIRST):
        _write_entries(book, sheet, row, service)


def _write_entries(book: Book, sheet: Worksheet, row: int, service: Service) -> None:
    """What is typed of a service."""
    entries: list[tuple[EntryName, float | str, Kind]] = [
        ("service_names", service.name, "text"),
        ("service_minutes", float(service.minutes), "integer"),
        ("service_roles", book.texts(f"performer.{service.performer}"), "text"),
        ("service_costs", units(service.direct_cost), "cents"),
    ]
    for name, value, kind in entries:
        book.noted(sheet, (row, _NAMES[name]), Entry(name, value, row - FIRST), book.format(kind))
    by_tier: list[tuple[EntryName, list[float], Kind]] = [
        ("service_times", [times / ONCE for times in service.times], "number"),
        ("service_automated", [percent / 100 for percent in service.automated], "percent"),
    ]
    for block, (name, values, kind) in enumerate(by_tier):
        for tier, value in enumerate(values):
            cell = (row, _TIMES + block * len(values) + tier)
            book.noted(sheet, cell, Entry(name, value, row - FIRST, tier), book.format(kind))


def _write_load(book: Book, sheet: Worksheet, row: int, services: int) -> int:
    """Clients, work, budget and what is left of it, below each tier's column."""
    texts, tiers = book.texts, book.result.tiers
    loads = load(book.result.plan.services, [tier.clients for tier in tiers]).by_tier.tolist()
    labels = ("column.clients", "workbook.work", "workbook.budget", "workbook.left")
    for line, key in enumerate(labels):
        sheet.write_string(row + line, _COST, texts(key), book.format(bold=True, align="right"))
    last = FIRST + services - 1
    automatic = texts("performer.automatic")
    for index, (tier, exact) in enumerate(zip(tiers, loads, strict=True)):
        column, number = _TIMES + index, index + 1
        hours = exact / EXACT / 60
        by_hand = f'1-INDEX(service_automated,0,{number}),--(service_roles<>"{automatic}")'
        product = f"SUMPRODUCT(service_minutes,INDEX(service_times,0,{number}),{by_hand})"
        cells: list[tuple[str, float]] = [
            (f"=INDEX(tier_clients,{number})", tier.clients),
            (f"={product}*INDEX(service_clients,1,{number})/60", hours),
            (f"=INDEX(tiers,{number},{COLUMN['hours']})", tier.minutes / 60),
            (
                f"=INDEX(service_budgets,1,{number})-INDEX(service_work,1,{number})",
                tier.minutes / 60 - hours,
            ),
        ]
        for line, (formula, value) in enumerate(cells):
            style = book.format("integer" if line == 0 else "hours", bold=line == 3)
            sheet.write_formula(row + line, column, formula, style, value)
    columns = _TIMES, _TIMES + len(tiers) - 1
    for line, name in enumerate(("service_clients", "service_work", "service_budgets")):
        name_cells(book, name, sheet, (row + line, columns[0]), (row + line, columns[1]))
    name_cells(book, "service_times", sheet, (FIRST, columns[0]), (last, columns[1]))
    name_cells(book, "service_automated", sheet, (FIRST, columns[1] + 1), (last, columns[1] + len(tiers)))
    name_columns(book, sheet, _NAMES, (FIRST, last))
    return row + len(labels) + 1
