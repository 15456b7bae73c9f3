"""What every method and number of tiers gives on this list: thresholds, parts of the time, who serves.

The clients do not change in a workbook, so the app has worked all of it out; formulas take the row of the
method and the number that are chosen on the settings.
"""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from lib.base.bounds import bounds_of
from lib.excel.book import Book, Kind
from lib.excel.names import name_cells
from lib.plan.budgets import WHOLE
from lib.plan.compare import Alternative, alternatives
from lib.plan.compute import PlanResult
from lib.plan.cuts import METHODS, MOST_TIERS
from lib.plan.plan import Plan
from lib.plan.roles import STAFF_ROLES
from lib.tiers.sheets.threshold_formulas import entered_thresholds, parts_ties

_FIRST = 6
"""The row of the first alternative, counted from 0."""
_ROW, _USED, _PARTED = 1, 2, 3
"""The rows of the figures that are in force."""
_KEY, _COUNT, _TIERS, _TIES, _THRESHOLDS = range(5)
_SHARES = _THRESHOLDS + MOST_TIERS - 1
_ROLES = _SHARES + MOST_TIERS
_WIDTH = _ROLES + MOST_TIERS


def method_words(book: Book) -> list[str]:
    """What the methods are called, in their order."""
    return [book.texts(f"method.{method}") for method in METHODS]


def write_choices(book: Book) -> None:
    """The alternatives, a row each, and what is in force; nothing where formulas do not follow."""
    if not book.live:
        return
    sheet, texts = book.hidden_sheet("choices"), book.texts
    book.title(sheet, texts("workbook.sheet.choices"))
    chosen = alternatives(book.result)
    _write_in_force(book, sheet, chosen)
    titles = [
        *("tiers.method", "tiers.count", "workbook.choices.used", "workbook.choices.parted"),
        *["workbook.threshold"] * (MOST_TIERS - 1),
        *["workbook.budget_share"] * MOST_TIERS,
        *["column.mode"] * MOST_TIERS,
    ]
    for column, key in enumerate(titles):
        sheet.write_string(_FIRST - 1, column, texts(key), book.heading())
    words = dict(zip(METHODS, method_words(book), strict=True))
    for row, alternative in enumerate(chosen, _FIRST):
        sheet.write_string(row, _KEY, words[alternative.method], book.format())
        for column, (kind, value) in enumerate(_figures(alternative), _COUNT):
            sheet.write_number(row, column, value, book.format(kind))
    last = _FIRST + len(chosen) - 1
    name_cells(book, "choice_methods", sheet, (_FIRST, _KEY), (last, _KEY))
    name_cells(book, "choice_counts", sheet, (_FIRST, _COUNT), (last, _COUNT))
    blocks = {
        "choice_tiers": (_TIERS, _TIES - 1),
        "choice_parted": (_TIES, _THRESHOLDS - 1),
        "choice_thresholds": (_THRESHOLDS, _SHARES - 1),
        "choice_shares": (_SHARES, _ROLES - 1),
        "choice_roles": (_ROLES, _WIDTH - 1),
    }
    for name, (left, right) in blocks.items():
        name_cells(book, name, sheet, (_FIRST, left), (last, right))
    for row, word in enumerate(words.values(), _FIRST):
        sheet.write_string(row, _WIDTH + 1, word, book.format())
    name_cells(book, "method_words", sheet, (_FIRST, _WIDTH + 1), (_FIRST + len(words) - 1, _WIDTH + 1))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, _WIDTH, 12)


def _write_in_force(book: Book, sheet: Worksheet, chosen: Sequence[Alternative]) -> None:
    """The row of what is chosen, that of the day of the export for what is no choice; its number of tiers,
    and whether clients of equal revenue may be parted."""
    plan, counts = book.result.plan, bounds_of(Plan, "tier_count")
    numbers = counts.most - counts.least + 1
    own = next(
        row
        for row, other in enumerate(chosen, 1)
        if (other.method, other.tier_count) == (plan.method, plan.tier_count)
    )
    of_one_method = f"INDEX(choice_counts,1):INDEX(choice_counts,{numbers})"
    method = f"MATCH(tier_method,choice_methods,0)-1+MATCH(tier_count,{of_one_method},0)"
    cells = (
        (_ROW, "choice_row", f"=IFERROR({method},{own})", own),
        (_USED, "tiers_used", "=INDEX(choice_tiers,choice_row)", len(book.result.tiers)),
        (_PARTED, "ties_parted", "=INDEX(choice_parted,choice_row)", int(parts_ties(book.result))),
    )
    for row, name, formula, value in cells:
        sheet.write_string(row, 0, book.texts(f"workbook.choices.{name}"), book.format())
        sheet.write_formula(row, 1, formula, book.format("integer"), value)
        name_cells(book, name, sheet, (row, 1), (row, 1))


def _figures(alternative: Alternative) -> list[tuple[Kind, float]]:
    """The cells of a row after the method; nought where there is no such tier."""
    result = alternative.result
    tiers = len(result.tiers)
    thresholds = [*entered_thresholds(result), *[0.0] * MOST_TIERS][: MOST_TIERS - 1]
    roles = [STAFF_ROLES.index(tier.mode) + 1 for tier in result.tiers]
    return [
        ("integer", alternative.tier_count),
        ("integer", tiers),
        ("integer", int(parts_ties(result))),
        *(("percent", threshold) for threshold in thresholds),
        *(("percent", share) for share in entered_shares(result)),
        *(("integer", role) for role in [*roles, *[0] * (MOST_TIERS - tiers)]),
    ]


def entered_shares(result: PlanResult) -> list[float]:
    """The parts of the time (0–1) of all tiers that there can be; nought where there is none."""
    return [share / WHOLE for share in result.shares] + [0.0] * (MOST_TIERS - len(result.shares))
