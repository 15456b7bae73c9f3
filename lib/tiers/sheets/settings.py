"""The settings: every cell that is there to be changed, and the choices behind the plan in words."""

from typing import Literal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lib.base.bounds import bounds_of
from lib.excel.book import ENTRY_LOOK, LOSS, QUIET, Book, Kind
from lib.excel.cells import cell_text, units
from lib.excel.changes import quoted
from lib.excel.entries import Entry, EntryName
from lib.excel.names import (
    costs_by_hand,
    hand_placements,
    hand_rows,
    has_profit,
    name_cells,
    name_columns,
)
from lib.excel.validation import allow_choice, allow_numbers, explain
from lib.plan.cuts import MOST_TIERS
from lib.plan.hour_costs import paid_hour
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.profit_settings import FULL, ProfitSettings, one_rate
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.team import team_of
from lib.tiers.sheets.method import write_method
from lib.tiers.sheets.threshold_formulas import entered_thresholds, threshold_written

_WIDTHS = (42, 18, 32, 16, 18)
_LABEL, _VALUE = 0, 1
_ProfitEntry = Literal["margin", "owner_cost", "manager_cost", "team_cost", "capacity", "fixed_costs"]
"""The entries of profit, each with a label of its own."""
_ROLE_COSTS: dict[StaffRole, _ProfitEntry] = {
    "owner": "owner_cost",
    "manager": "manager_cost",
    "team": "team_cost",
}
_PLAIN = {"bg_color": "#ffffff", "border": 1, "border_color": "#ffffff"}
_HAND: tuple[EntryName, ...] = ("hand_clients", "hand_tiers", "hand_reasons", "hand_kept")
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
    row = _write_method(book, sheet, row)
    row = _write_tiers(book, sheet, row + 1)
    row = _write_profit(book, sheet, row + 1)
    row = _write_by_hand(book, sheet, row + 1)
    row = _write_words(book, sheet, row + 1)
    write_method(book, sheet, row + 2, _WIDTHS)
    sheet.fit_to_pages(1, 0)


def _label(book: Book, sheet: Worksheet, row: int, key: str) -> None:
    sheet.write_string(row, _LABEL, book.texts(key), book.format())


def _write_hours(book: Book, sheet: Worksheet, row: int) -> int:
    _label(book, sheet, row, "tiers.hours")
    book.entry(sheet, (row, _VALUE), Entry("budget_hours", book.result.budget_minutes / 60), "hours")
    allow_numbers(book, sheet, (row, _VALUE) * 2, bounds_of(Plan, "budget_minutes").whole, "hours")
    name_cells(book, "budget_hours", sheet, (row, _VALUE), (row, _VALUE))
    return row + 1


def _write_method(book: Book, sheet: Worksheet, row: int) -> int:
    """The method and the number of tiers; beside them what becomes of a number that the method or the list
    does not allow."""
    texts, plan = book.texts, book.result.plan
    _label(book, sheet, row, "tiers.method")
    _label(book, sheet, row + 1, "tiers.count")
    if not book.live:
        sheet.write_string(row, _VALUE, texts(f"method.{plan.method}"), book.format())
        sheet.write_number(row + 1, _VALUE, len(book.result.tiers), book.format("integer"))
        sheet.write_string(row, _VALUE + 1, texts("workbook.needs_the_app"), book.quiet())
        return row + 2
    sheet.merge_range(row, _VALUE, row, _VALUE + 1, "", book.entry_format("text"))
    book.entry(sheet, (row, _VALUE), Entry("tier_method", texts(f"method.{plan.method}")))
    book.entry(sheet, (row + 1, _VALUE), Entry("tier_count", float(plan.tier_count)), "integer")
    counts = bounds_of(Plan, "tier_count")
    choices = [str(count) for count in range(counts.least, counts.most + 1)]
    allow_choice(book, sheet, (row, _VALUE) * 2, "=method_words", "method")
    allow_choice(book, sheet, (row + 1, _VALUE) * 2, choices, "count")
    for name, line in (("tier_method", row), ("tier_count", row + 1)):
        name_cells(book, name, sheet, (line, _VALUE), (line, _VALUE))
    before, after = texts("workbook.tiers_given", count="\0").split("\0")
    said = f"{quoted(before)}&tiers_used&{quoted(after)}"
    differs = len(book.result.tiers) != plan.tier_count
    shown = texts("workbook.tiers_given", count=str(len(book.result.tiers))) if differs else ""
    formula = f'=IF(tiers_used=tier_count,"",{said})'
    sheet.write_formula(row + 1, _VALUE + 1, formula, book.quiet(), shown)
    return row + 2


def _write_tiers(book: Book, sheet: Worksheet, row: int) -> int:
    """Threshold, part of the time and margin of each tier; the time should add up to 100 %. Until somebody
    types them, thresholds and parts are those of the method and the number of tiers."""
    texts, tiers = book.texts, book.tiers
    by_tier = book.result.plan.profit.margin_source == "tier"
    keys = ["column.tier", "workbook.threshold_set", "workbook.budget_share"]
    keys += ["workbook.margin"] if by_tier else []
    titles = [texts(key) for key in [*keys, "workbook.threshold_reached"]]
    for column, title in enumerate(titles):
        sheet.write_string(row, column, title, book.heading("text" if column == 0 else "percent"))
    sheet.set_row(row, 52)
    first, last = row + 1, row + len(tiers)
    for index, tier in enumerate(tiers):
        row = first + index
        name = Entry("tier_names", tier.name, index)
        book.tier_entry(sheet, (row, 0), index, (name, "text", ""))
        _write_threshold(book, sheet, row, index)
        share = Entry("budget_shares", tier.budget_share, index)
        formula = f"=INDEX(choice_shares,choice_row,{index + 1})"
        book.tier_entry(sheet, (row, 2), index, (share, "percent", formula))
        allow_numbers(book, sheet, (row, 2) * 2, (0, 1), "share")
        if by_tier:
            margin = Entry("tier_margins", book.result.plan.profit.margin_of_tier(index) / FULL, index)
            book.tier_entry(sheet, (row, 3), index, (margin, "percent", ""))
            allow_numbers(book, sheet, (row, 3) * 2, (0, 1), "margin")
        _write_reached(book, sheet, (row, len(keys)), index)
    explain(book, sheet, (first, 0, last, 0), "tier_name")
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


def _write_threshold(book: Book, sheet: Worksheet, row: int, index: int) -> None:
    """Where a tier ends. The last one that is used ends with the list: nothing to choose."""
    last, number = len(book.result.tiers) - 1, index + 1
    value = threshold_written(entered_thresholds(book.result), index)
    inner = f"INDEX(choice_thresholds,choice_row,{min(number, MOST_TIERS - 1)})"
    formula = f'=IF({number}<tiers_used,{inner},IF({number}=tiers_used,1,""))'
    if index == MOST_TIERS - 1 or (index == last and not book.live):
        book.follow(sheet, row, 1, formula, book.format("percent"), value)
        book.show_if_used(sheet, (row, 1, row, 1), index)
        return
    entry, above = Entry("thresholds", value, index), xl_rowcol_to_cell(row - 1, 1) if index else "0"
    # The cell of the last tier is an entry as soon as there are more tiers.
    style = book.entry_format("percent") if index < last else book.format("percent", locked=False)
    book.entry(sheet, (row, 1), entry, "percent", formula, style)
    book.show_if_used(sheet, (row, 1, row, 1), index)
    if book.live:
        book.look(sheet, (row, 1, row, 1), f"={number}=tiers_used", _PLAIN)
        if index >= last:
            book.look(sheet, (row, 1, row, 1), f"={number}<tiers_used", ENTRY_LOOK)
    allow_numbers(book, sheet, (row, 1) * 2, (f"={above}", f"={xl_rowcol_to_cell(row + 1, 1)}"), "threshold")


def _write_reached(book: Book, sheet: Worksheet, place: tuple[int, int], index: int) -> None:
    """The cumulative share down to the last client of a tier, beside where its threshold was set."""
    boundaries = book.result.boundaries
    value: float | str = 1.0 if index == len(boundaries) else ""
    if index < len(boundaries):
        value = boundaries[index].share
    down_to = f"SUMPRODUCT(MAX((client_ranks<=INDEX(last_ranks,{index + 1}))*client_cumulative))"
    formula = f'=IF({index + 1}>tiers_used,"",{down_to})'
    book.follow(sheet, *place, formula, book.format("percent"), value)


def _quoted(text: str) -> str:
    """A text inside a formula's quotation marks."""
    return text.replace('"', '""')


def _write_profit(book: Book, sheet: Worksheet, row: int) -> int:
    """Margin and costs, where a sheet of profit follows them; a cost that people make is shown."""
    if not has_profit(book):
        return row - 1
    settings = book.result.plan.profit
    sheet.write_string(row, 0, book.texts("workbook.profit_entries"), book.heading())
    sheet.write_blank(row, 1, None, book.heading())
    fixed = bounds_of(ProfitSettings, "fixed_costs").most_typed
    entries: list[tuple[_ProfitEntry, Kind, float, float]] = [
        ("capacity", "percent", settings.capacity / 100, 1),
        ("fixed_costs", "cents", units(settings.fixed_costs), fixed),
    ]
    if one_rate(book.clients, settings):
        entries.insert(0, ("margin", "percent", settings.margin / FULL, 1))
    for key, kind, value, most in entries:
        row += 1
        _label(book, sheet, row, f"workbook.{key}")
        book.entry(sheet, (row, _VALUE), Entry(key, value), kind)
        kept = key if key in ("margin", "capacity") else "cost"
        allow_numbers(book, sheet, (row, _VALUE) * 2, (0.2 if key == "capacity" else 0, most), kept)
        name_cells(book, key, sheet, (row, _VALUE), (row, _VALUE))
    for number, role in enumerate(STAFF_ROLES, 1):
        row += 1
        _write_role_cost(book, sheet, row, role, number)
    return row + 1


def _write_role_cost(book: Book, sheet: Worksheet, row: int, role: StaffRole, number: int) -> None:
    """The cost of a paid hour of a role: an entry, or what the sheet of the people makes of it."""
    key = _ROLE_COSTS[role]
    _label(book, sheet, row, f"workbook.{key}")
    settings = book.result.plan.profit
    if costs_by_hand(book, role):
        book.entry(sheet, (row, _VALUE), Entry(key, units(settings.paid_cost(role))), "cents")
        allow_numbers(book, sheet, (row, _VALUE) * 2, (0, bounds_of(ProfitSettings, key).most_typed), "cost")
        name_cells(book, key, sheet, (row, _VALUE), (row, _VALUE))
        return
    paid = units(paid_hour(settings, team_of(book.clients, book.result.plan.team), role))
    formula = f"=INDEX(paid_hour_costs,{number})"
    book.follow(sheet, row, _VALUE, formula, book.format("cents"), paid)
    sheet.write_string(row, _VALUE + 1, book.texts("workbook.cost_of_people"), book.quiet())


def _write_by_hand(book: Book, sheet: Worksheet, row: int) -> int:
    """The clients that stay in a tier whatever the thresholds say; a few rows are free for more."""
    texts, placed, rows = book.texts, hand_placements(book), hand_rows(book)
    if not rows:
        return row - 1
    keys = ("workbook.hand_client", "column.tier", "workbook.hand_reason", "workbook.hand_kept")
    for column, key in enumerate(keys):
        sheet.write_string(row, column, texts(key), book.heading())
    sheet.set_row(row, 36)
    for index in range(rows):
        row += 1
        placement = placed[index] if index < len(placed) else None
        for column, (name, value) in enumerate(zip(_HAND, _of_placement(book, placement), strict=True)):
            book.entry(sheet, (row, column), Entry(name, value, index))
    first = row - rows + 1
    explain(book, sheet, (first, 0, row, 0), "hand_client")
    allow_choice(book, sheet, (first, 1, row, 1), "=tier_names", "hand_tier")
    allow_choice(book, sheet, (first, 3, row, 3), [texts("workbook.yes"), texts("workbook.no")], "hand_kept")
    name_columns(book, sheet, {name: column for column, name in enumerate(_HAND)}, (first, row))
    return row + 1


def _of_placement(book: Book, placement: Placement | None) -> tuple[str, str, str, str]:
    """Client, tier, reason, and whether it was kept where it was."""
    if placement is None:
        return "", "", "", ""
    tier = book.result.plan.tier_name(placement.tier)
    kept = book.texts("workbook.yes" if placement.frozen else "workbook.no")
    return placement.client, tier, placement.reason, kept


def _write_words(book: Book, sheet: Worksheet, row: int) -> int:
    """The choices that are made in the app; the row after them."""
    texts, plan = book.texts, book.result.plan
    sheet.write_string(row, 0, texts("workbook.in_the_app"), book.heading())
    sheet.write_blank(row, 1, None, book.heading())
    said = [("tiers.keep_ties", texts("workbook.yes" if plan.keep_ties else "workbook.no"))]
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
    return row + 1
