"""The service catalogue, and the hours it asks for against each tier's budget, as formulas."""

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Heading
from lib.excel.cells import cell_text, units
from lib.excel.entries import Entry
from lib.excel.names import name_cells
from lib.plan.services import EXACT, ONCE, Service, ServiceCatalogue, load
from lib.services.sentences import floor_sentences
from lib.tiers.sheets.tiers import COLUMN

FIRST = 1
"""The row of the first service, counted from 0."""
_NAME, _MINUTES, _WHO, _COST, _TIMES = range(5)


def write_services(book: Book) -> None:
    """Catalogue, then work against budget; no sheet without services."""
    catalogue = book.result.plan.services.for_tiers(len(book.result.tiers))
    if not catalogue.services:
        return
    sheet = book.sheet("services", landscape=True)
    _write_catalogue(book, sheet, catalogue)
    row = _write_load(book, sheet, FIRST + len(catalogue.services) + 1, len(catalogue.services))
    for key, values in floor_sentences(book.result, book.texts):
        sheet.write_string(
            row, 0, book.texts(key, **values).replace("**", ""), book.format(font_color="#b3261e")
        )
        row += 1
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
        sheet.write_string(row, _NAME, cell_text(service.name), book.format())
        sheet.write_number(row, _MINUTES, service.minutes, book.format("integer"))
        sheet.write_string(row, _WHO, texts(f"performer.{service.performer}"), book.format())
        sheet.write_number(row, _COST, units(service.direct_cost), book.format("cents"))
        _note(book, row - FIRST, service)
        for index, (times, automated) in enumerate(zip(service.times, service.automated, strict=True)):
            sheet.write_number(row, _TIMES + index, times / ONCE, book.format("number"))
            sheet.write_number(row, _TIMES + len(tiers) + index, automated / 100, book.format("percent"))


def _note(book: Book, row: int, service: Service) -> None:
    """What a service's row holds, for the day the workbook comes back."""
    book.note(Entry("service_names", service.name, row))
    book.note(Entry("service_minutes", float(service.minutes), row))
    book.note(Entry("service_roles", book.texts(f"performer.{service.performer}"), row))
    book.note(Entry("service_costs", units(service.direct_cost), row))
    for tier, (times, automated) in enumerate(zip(service.times, service.automated, strict=True)):
        book.note(Entry("service_times", times / ONCE, row, tier))
        book.note(Entry("service_automated", automated / 100, row, tier))


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
    named = {
        "service_names": _NAME,
        "service_minutes": _MINUTES,
        "service_roles": _WHO,
        "service_costs": _COST,
    }
    for name, column in named.items():
        name_cells(book, name, sheet, (FIRST, column), (last, column))
    return row + len(labels) + 1
