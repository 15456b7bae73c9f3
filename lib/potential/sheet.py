"""The matrix in the workbook, and every client and prospect with what it could buy."""

from typing import NamedTuple

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import DAY, RULE, Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, cell_text, text_width, units
from lib.excel.changes import Watched, opening_line
from lib.excel.columns import FIRST, HEAD, write_numbers, write_texts
from lib.excel.names import name_cells, name_columns
from lib.look.palette import TIER_COLOURS
from lib.plan.potentials import UNKNOWN_AMOUNT
from lib.potential.matrix import COLUMNS, MEASURES, Matrix, Measure, is_told, matrix, members
from lib.potential.sentences import (
    class_name,
    giant_sentences,
    prospect_sentences,
    wallet_sentences,
    weight_sentences,
)
from lib.potential.tables import column_titles, row_names

_DEPENDS: tuple[Watched, ...] = ("tiers", "time")
_KINDS: dict[Measure, Kind] = {
    "clients": "integer",
    "revenue": "money",
    "headroom": "money",
    "minutes": "duration",
}
_LOOK_AT = 2_000


class _Column(NamedTuple):
    key: str
    kind: Kind
    width: float


_NAMES = {
    "row": "potential_rows",
    "class_number": "potential_classes",
    "revenue": "potential_revenues",
    "headroom": "potential_headrooms",
    "minutes": "potential_minutes",
}
"""What the columns of the list are called in formulas."""


def write_potential(book: Book) -> None:
    """The matrix with its sentences, and the list it adds up; nothing where no potential is known."""
    if not is_told(book.clients, book.result.plan.potential):
        return
    table = members(book.result)
    sheet = book.sheet("potential")
    sheet.fit_to_pages(1, 1)
    _write_members(book, table)
    _write_matrix(book, sheet, live=book.live and len(table) <= MOST_ROWS)


def _write_matrix(book: Book, sheet: Worksheet, live: bool) -> None:
    texts, crossed = book.texts, matrix(book.result)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, COLUMNS + 1, 16)
    book.title(sheet, texts("page.potential"))
    opening_line(book, sheet, 1, _DEPENDS)
    said = [
        *wallet_sentences(book.result, texts),
        *giant_sentences(book.result, texts),
        *(prospect_sentences(book.result, texts) if crossed.clients[crossed.prospects].any() else []),
        *weight_sentences(book.result, texts),
    ]
    row = book.paragraphs(sheet, 2, said, (COLUMNS + 2, 30 + 16.0 * (COLUMNS + 1))) + 1
    for measure in MEASURES:
        row = _write_measure(book, sheet, row, (crossed, measure), live) + 1


def _write_measure(book: Book, sheet: Worksheet, head: int, what: tuple[Matrix, Measure], live: bool) -> int:
    """One block: the tiers and the prospects by class, with the sums of both; the row after it."""
    (crossed, measure), texts = what, book.texts
    values, kind, names = getattr(crossed, measure), _KINDS[measure], row_names(book.result, texts)
    titles = [texts(f"potential.measure.{measure}"), *(class_name(c, texts) for c in range(COLUMNS))]
    for column, title in enumerate([*titles, texts("workbook.total")]):
        sheet.write_string(head, column, cell_text(title), book.heading("text" if not column else kind))
    block = f"potential_{measure}_cells"
    for row, name in enumerate(names):
        line = head + 1 + row
        if row < len(book.result.tiers):
            book.tier_cell(sheet, (line, 0), row)
        else:
            sheet.write_string(line, 0, cell_text(name), book.format())
        for column in range(COLUMNS):
            value = _shown(values[row, column], measure)
            _put(book, sheet, (line, column + 1), _formula(measure, row, column), (kind, value), live)
        total = _shown(values[row].sum(), measure)
        _put(
            book, sheet, (line, COLUMNS + 1), f"=SUM(INDEX({block},{row + 1},0))", (kind, total), live,
            bold=True,
        )  # fmt: skip
    last = head + len(names)
    sheet.write_string(last + 1, 0, texts("workbook.total"), book.total())
    for column in range(COLUMNS + 1):
        inside = column < COLUMNS
        total = _shown(values[:, column].sum() if inside else values.sum(), measure)
        formula = f"=SUM(INDEX({block},0,{column + 1}))" if inside else f"=SUM({block})"
        _put(book, sheet, (last + 1, column + 1), formula, (kind, total), live, bold=True, top=1)
    name_cells(book, block, sheet, (head + 1, 1), (last, COLUMNS))
    faint = book.workbook.add_format({"font_color": RULE})
    nothing = {"type": "cell", "criteria": "==", "value": 0, "format": faint, "stop_if_true": True}
    scale = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": TIER_COLOURS[2]}
    for rule in (nothing, scale):
        sheet.conditional_format(head + 1, 1, last, COLUMNS, rule)
    return last + 2


def _shown(value: int, measure: Measure) -> float:
    if measure == "minutes":
        return float(value) / DAY
    return float(value) if measure == "clients" else units(value)


def _formula(measure: Measure, row: int, column: int) -> str:
    """A cell of the matrix, added up from the list."""
    which = f"potential_rows,{row + 1},potential_classes,{column + 1}"
    if measure == "clients":
        return f"=COUNTIFS({which})"
    added = f"=SUMIFS(potential_{measure}s,{which})" if measure != "minutes" else ""
    return added or f"=SUMIFS(potential_minutes,{which})"


def _put(
    book: Book,
    sheet: Worksheet,
    cell: tuple[int, int],
    formula: str,
    what: tuple[Kind, float],
    live: bool,
    **style: object,
) -> None:
    kind, value = what
    shown = book.format(kind, **style)
    if live:
        sheet.write_formula(*cell, formula, shown, value)
    else:
        sheet.write_number(*cell, value, shown)


def _columns(book: Book, table: pd.DataFrame) -> list[_Column]:
    columns = [
        _Column("rank", "integer", 8),
        _Column("client", "text", text_width(table["client"].iloc[:_LOOK_AT], 24, 46)),
        _Column("number", "text", 14),
        _Column("tier", "text", 12),
        _Column("potential_class", "text", 12),
        _Column("revenue", "money", 16),
        _Column("potential", "money", 16),
        _Column("headroom", "money", 16),
        _Column("share", "percent", 14),
        _Column("minutes", "duration", 12),
        _Column("row", "integer", 9),
        _Column("class_number", "integer", 9),
    ]
    return columns if table["number"].any() else [column for column in columns if column.key != "number"]


def _write_members(book: Book, table: pd.DataFrame) -> None:
    """Clients by rank, then the prospects; the two last columns only formulas read."""
    titles = column_titles(book.texts) | {
        "row": book.texts("workbook.tier_number"),
        "class_number": book.texts("potential.column.potential_class"),
        "minutes": book.texts("column.minutes"),
    }
    columns = _columns(book, table)
    at = {column.key: index for index, column in enumerate(columns)}
    headings = [Heading(titles[column.key], column.kind, column.width) for column in columns]
    for start in range(0, len(table), MOST_ROWS):
        sheet = book.sheet("potential_clients", landscape=True)
        opening_line(book, sheet, 0, _DEPENDS)
        book.head(sheet, HEAD, headings)
        sheet.freeze_panes(FIRST, 2)
        sheet.set_column(at["row"], at["class_number"], 9, None, {"hidden": True})
        rows = table.iloc[start : start + MOST_ROWS]
        _write_rows(book, sheet, rows, at)
        # The hidden columns belong to their rows: whoever sorts takes them along.
        sheet.autofilter(HEAD, 0, HEAD + len(rows), at["class_number"])
        sheet.print_area(0, 0, HEAD + len(rows), at["minutes"])
        if start == 0:
            named = {name: at[key] for key, name in _NAMES.items()}
            name_columns(book, sheet, named, (FIRST, HEAD + len(rows)))


def _write_rows(book: Book, sheet: Worksheet, rows: pd.DataFrame, at: dict[str, int]) -> None:
    names, texts = row_names(book.result, book.texts), book.texts
    write_texts(sheet, at["client"], rows["client"].tolist(), book.format())
    if "number" in at:
        write_texts(sheet, at["number"], rows["number"].tolist(), book.format())
    write_texts(sheet, at["tier"], [names[row] for row in rows["row"]], book.format(align="center"))
    classes = [class_name(potential_class, texts) for potential_class in rows["potential_class"]]
    write_texts(sheet, at["potential_class"], classes, book.format(align="center"))
    write_numbers(sheet, at["revenue"], map(units, rows["revenue"].tolist()), book.format("money"))
    write_numbers(sheet, at["minutes"], (rows["minutes"] / DAY).tolist(), book.format("duration"))
    write_numbers(sheet, at["row"], (rows["row"] + 1).tolist(), book.format("integer"))
    write_numbers(sheet, at["class_number"], (rows["potential_class"] + 1).tolist(), book.format("integer"))
    money, percent, whole = book.format("money"), book.format("percent"), book.format("integer")
    lines = zip(
        rows["rank"].tolist(), rows["potential"].tolist(), rows["headroom"].tolist(), rows["share"].tolist(),
        strict=True,
    )  # fmt: skip
    for row, (rank, potential, headroom, share) in enumerate(lines, FIRST):
        book.put(sheet, (row, at["rank"]), rank or None, whole)
        known = potential != UNKNOWN_AMOUNT
        book.put(sheet, (row, at["potential"]), units(potential) if known else None, money)
        book.put(sheet, (row, at["headroom"]), units(headroom) if known else None, money)
        book.put(sheet, (row, at["share"]), share if potential > 0 else None, percent)
