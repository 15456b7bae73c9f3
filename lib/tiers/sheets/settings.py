"""The settings: every cell that is there to be changed, and the choices behind the plan in words."""

from typing import Literal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lib.base.bounds import bounds_of
from lib.excel.book import LOSS, QUIET, Book, Kind
from lib.excel.cells import cell_text, units
from lib.excel.entries import Entry, EntryName
from lib.excel.names import hand_placements, hand_rows, name_cells, name_columns
from lib.plan.budgets import WHOLE
from lib.plan.plan import Plan
from lib.plan.profit_settings import FULL, ProfitSettings, one_rate
from lib.tiers.sheets.threshold_formulas import entered_thresholds

_WIDTHS = (42, 18, 32, 16, 18)
_LABEL, _VALUE = 0, 1
_ProfitEntry = Literal["margin", "owner_cost", "manager_cost", "team_cost", "capacity", "fixed_costs"]
"""The entries of profit, each with a label of its own."""
_HAND: tuple[EntryName, ...] = ("hand_clients", "hand_tiers", "hand_reasons")
"""The names of the columns of the table of clients placed by hand."""


def write_settings(book: Book) -> None:
    """Hours, thresholds, budgets, margins and costs, clients placed by hand; then the plan in words.

    The yellow cells are entries: tiers, clients and profit follow them by formulas.
    """
    texts = book.texts
    sheet = book.sheet("settings")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    book.title(sheet, texts("workbook.sheet.settings"))
    said = texts("workbook.entries" if book.live else "workbook.not_live")
    book.paragraph(sheet, 1, said, (len(_WIDTHS), float(sum(_WIDTHS))), font_color=QUIET)
    row = _write_hours(book, sheet, 3)
    row = _write_tiers(book, sheet, row + 1)
    row = _write_profit(book, sheet, row + 1)
    row = _write_by_hand(book, sheet, row + 1)
    _write_words(book, sheet, row + 1)


def _label(book: Book, sheet: Worksheet, row: int, key: str) -> None:
    sheet.write_string(row, _LABEL, book.texts(key), book.format())


def _write_hours(book: Book, sheet: Worksheet, row: int) -> int:
    _label(book, sheet, row, "tiers.hours")
    book.entry(sheet, (row, _VALUE), Entry("budget_hours", book.result.plan.budget_minutes / 60), "hours")
    _allow(book, sheet, row, _VALUE, bounds_of(Plan, "budget_minutes").whole, "hours")
    name_cells(book, "budget_hours", sheet, (row, _VALUE), (row, _VALUE))
    return row + 1


def _allow(
    book: Book,
    sheet: Worksheet,
    row: int,
    column: int,
    bounds: tuple[float | str, float | str],
    kind: str,
) -> None:
    """Only numbers between bounds, which may be formulas; the cell says what it wants when it is chosen."""
    texts = book.texts
    rule = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": bounds[0],
        "maximum": bounds[1],
        "input_title": texts("workbook.entry"),
        "input_message": texts(f"workbook.entry.{kind}"),
        "error_title": texts("workbook.refused"),
        "error_message": texts("workbook.refused.number"),
    }
    sheet.data_validation(row, column, row, column, rule)


def _write_tiers(book: Book, sheet: Worksheet, row: int) -> int:
    """Threshold, part of the time and margin of each tier; the time should add up to 100 %."""
    texts, tiers = book.texts, book.result.tiers
    by_tier = book.result.plan.profit.margin_source == "tier"
    keys = ["column.tier", "workbook.threshold", "workbook.budget_share"]
    titles = [texts(key) for key in keys] + ([texts("workbook.margin")] if by_tier else [])
    for column, title in enumerate(titles):
        sheet.write_string(row, column, title, book.heading("text" if column == 0 else "percent"))
    sheet.set_row(row, 52)
    thresholds = entered_thresholds(book.result)
    first, last = row + 1, row + len(tiers)
    for index, tier in enumerate(tiers):
        row = first + index
        sheet.write_string(row, 0, cell_text(tier.name), book.tier_format(index))
        if index < len(thresholds):
            book.entry(sheet, (row, 1), Entry("thresholds", thresholds[index], index), "percent")
            above = xl_rowcol_to_cell(row - 1, 1) if index else "0"
            below = xl_rowcol_to_cell(row + 1, 1)
            _allow(book, sheet, row, 1, (f"={above}", f"={below}"), "threshold")
        else:
            sheet.write_number(row, 1, 1, book.format("percent"))
        share = book.result.shares[index] / WHOLE
        book.entry(sheet, (row, 2), Entry("budget_shares", share, index), "percent")
        _allow(book, sheet, row, 2, (0, 1), "share")
        if by_tier:
            margin = book.result.plan.profit.margin_of_tier(index) / FULL
            book.entry(sheet, (row, 3), Entry("tier_margins", margin, index), "percent")
            _allow(book, sheet, row, 3, (0, 1), "margin")
    names = {"tier_names": 0, "thresholds": 1, "budget_shares": 2} | ({"tier_margins": 3} if by_tier else {})
    name_columns(book, sheet, names, (first, last))
    row = last + 1
    sheet.write_string(row, 0, texts("workbook.total"), book.total())
    sheet.write_blank(row, 1, None, book.total())
    sheet.write_formula(row, 2, "=SUM(budget_shares)", book.total("percent"), 1)
    warning = _quoted(texts("workbook.not_whole"))
    check = f'=IF(ABS({xl_rowcol_to_cell(row, 2)}-1)<0.00005,"","{warning}")'
    sheet.write_formula(row, 3, check, book.format(font_color=LOSS), "")
    return row + 1


def _quoted(text: str) -> str:
    """A text inside a formula's quotation marks."""
    return text.replace('"', '""')


def _write_profit(book: Book, sheet: Worksheet, row: int) -> int:
    settings = book.result.plan.profit
    sheet.write_string(row, 0, book.texts("workbook.profit_entries"), book.heading())
    sheet.write_blank(row, 1, None, book.heading())
    paid = bounds_of(ProfitSettings, "owner_cost").most_typed
    entries: list[tuple[_ProfitEntry, Kind, float, float]] = [
        ("owner_cost", "cents", units(settings.owner_cost), paid),
        ("manager_cost", "cents", units(settings.manager_cost), paid),
        ("team_cost", "cents", units(settings.team_cost), paid),
        ("capacity", "percent", settings.capacity / 100, 1),
        (
            "fixed_costs",
            "cents",
            units(settings.fixed_costs),
            bounds_of(ProfitSettings, "fixed_costs").most_typed,
        ),
    ]
    if one_rate(book.clients, settings):
        entries.insert(0, ("margin", "percent", settings.margin / FULL, 1))
    for key, kind, value, most in entries:
        row += 1
        _label(book, sheet, row, f"workbook.{key}")
        book.entry(sheet, (row, _VALUE), Entry(key, value), kind)
        kept = key if key in ("margin", "capacity") else "cost"
        _allow(book, sheet, row, _VALUE, (0.2 if key == "capacity" else 0, most), kept)
        name_cells(book, key, sheet, (row, _VALUE), (row, _VALUE))
    return row + 1


def _write_by_hand(book: Book, sheet: Worksheet, row: int) -> int:
    """The clients that stay in a tier whatever the thresholds say; a few rows are free for more."""
    texts, placed, rows = book.texts, hand_placements(book), hand_rows(book)
    if not rows:
        return row - 1
    for column, key in enumerate(("workbook.hand_client", "column.tier", "workbook.hand_reason")):
        sheet.write_string(row, column, texts(key), book.heading())
    sheet.set_row(row, 36)
    for index in range(rows):
        row += 1
        placement = placed[index] if index < len(placed) else None
        last = len(book.result.tiers) - 1
        tier = book.result.tiers[min(placement.tier, last)].name if placement else ""
        values = (placement.client, tier, placement.reason) if placement else ("", "", "")
        for column, (name, value) in enumerate(zip(_HAND, values, strict=True)):
            book.entry(sheet, (row, column), Entry(name, value, index))
    first = row - rows + 1
    wanted = {"validate": "any", "input_title": texts("workbook.entry")}
    named = wanted | {"input_message": texts("workbook.entry.hand_client")}
    sheet.data_validation(first, 0, row, 0, named)
    choice = {
        "validate": "list",
        "source": "=tier_names",
        "input_title": texts("workbook.entry"),
        "input_message": texts("workbook.entry.hand_tier"),
        "error_title": texts("workbook.refused"),
        "error_message": texts("workbook.entry.hand_tier"),
    }
    sheet.data_validation(first, 1, row, 1, choice)
    name_columns(book, sheet, {name: column for column, name in enumerate(_HAND)}, (first, row))
    return row + 1


def _write_words(book: Book, sheet: Worksheet, row: int) -> None:
    """The choices that are made in the app."""
    texts, plan = book.texts, book.result.plan
    sheet.write_string(row, 0, texts("workbook.in_the_app"), book.heading())
    sheet.write_blank(row, 1, None, book.heading())
    said = [
        ("tiers.method", texts(f"method.{plan.method}")),
        ("tiers.count", texts.integer(len(book.result.tiers))),
        ("tiers.keep_ties", texts("workbook.yes" if plan.keep_ties else "workbook.no")),
    ]
    for key, value in said:
        row += 1
        _label(book, sheet, row, key)
        sheet.write_string(row, _VALUE, value, book.format())
    if book.scenarios:
        row += 2
        sheet.write_string(row, 0, texts("scenarios.title"), book.heading())
        sheet.write_blank(row, 1, None, book.heading())
    for kept in book.scenarios:
        row += 1
        sheet.write_string(row, 0, cell_text(kept.name), book.format())
        sheet.write_string(row, 1, cell_text(kept.notes), book.quiet())
