"""Two periods held against each other, and what becomes of every client: figures that follow the list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import RULE, Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, cell_text, units
from lib.excel.changes import opening_line
from lib.excel.columns import HEAD, write_numbers, write_texts
from lib.excel.names import has_numbers, name_cells, name_columns
from lib.look.palette import ACCENT, TIER_COLOURS
from lib.tiers.sheets.chart_figures import BRIDGE, charts_sheet
from lib.tomorrow.movement.movements import Movement, bridge, client_moves, migration, movement, retention
from lib.tomorrow.movement.sentences import (
    bridge_sentences,
    migration_sentences,
    name_sentences,
    period_name,
    retention_sentences,
)
from lib.tomorrow.periods import Pair

_CHART_ROWS = 16
"""Rows that the bridge takes with the chart beside it."""
_STEPS = ("lost", "shrunk", "grown", "new")


class _Columns(NamedTuple):
    """The columns of the list as formulas name them."""

    then: str
    now: str
    change: str
    place_then: str
    place_now: str


_LIST_NAMES = _Columns(
    then="move_then",
    now="move_now",
    change="move_change",
    place_then="move_tiers_then",
    place_now="move_tiers_now",
)
_LIST_KEYS = ("then", "now", "change", "place_then", "place_now")
_HIDDEN = 2
"""The last columns of the list hold the tiers as numbers from 1, 0 for none; they lie beyond all tables of
the sheet, and whoever sorts the rows takes them along."""
_RETAINED = {"retention_then": 2, "retention_kept": 3, "retention_now": 4, "retention_gross": 5}
"""What the columns are called in formulas, in the table of what is left of each tier."""


def write_tomorrow(book: Book, pair: Pair) -> tuple[Worksheet, int]:
    """Bridge, matrix and retention; the sheet, and the row after them."""
    moves = movement(book.result, pair)
    sheet = book.sheet("tomorrow", landscape=True)
    # Lists as long as two sheets have values only.
    columns = _LIST_NAMES if len(client_moves(book.result, pair)) <= MOST_ROWS - MOST_ABOVE else None
    return sheet, _Figures(book, sheet, moves, columns).write()


MOST_ABOVE = 300
"""Rows of the sheet above the list of all clients."""


def write_movements(book: Book, sheet: Worksheet, row: int, pair: Pair, watched: Mapping[int, str]) -> None:
    """Everyone who bought in one of the two periods, the largest change first; `watched` says, by
    place in the list, why somebody is to be watched."""
    moves = movement(book.result, pair)
    table = client_moves(book.result, pair)
    columns = _list_columns(book, moves)
    sheet.set_h_pagebreaks([*sheet.hbreaks, row])
    title = book.format(bold=True, font_size=13, indent=0)
    sheet.write_string(row, 0, book.texts("workbook.sheet.movements"), title)
    head, start = row + 1, 0
    while True:
        rows = table.iloc[start : start + MOST_ROWS - head]
        book.head(sheet, head, [heading for _, heading in columns], is_long=True)
        _write_rows(book, sheet, head + 1, (rows, [key for key, _ in columns], moves, watched))
        last = head + len(rows)
        sheet.autofilter(head, 0, last, len(columns) - 1)
        hidden = len(columns) - _HIDDEN
        sheet.set_column(hidden, len(columns) - 1, 9, None, {"hidden": True})
        if start == 0:
            keys = [key for key, _ in columns]
            named = {name: keys.index(key) for name, key in zip(_LIST_NAMES, _LIST_KEYS, strict=True)}
            name_columns(book, sheet, named, (head + 1, last))
            sheet.print_area(0, 0, last, hidden - 1)
        start += len(rows)
        if start >= len(table):
            return
        sheet, head = book.sheet("movements", landscape=True), HEAD
        opening_line(book, sheet, 0, ())


def _list_columns(book: Book, moves: Movement) -> list[tuple[str, Heading]]:
    """Key and heading of the columns of the list; the last ones are hidden."""
    texts = book.texts
    then, now = (period_name(period, texts) for period in (moves.pair.then, moves.pair.now))
    number = [("number", Heading(texts("tomorrow.column.number"), "text", 14))] if has_numbers(book) else []
    return [
        ("client", Heading(texts("tomorrow.column.client"), "text", 44)),
        *number,
        ("tier_then", Heading(texts("tomorrow.column.tier_then"), "text", 9)),
        ("tier_now", Heading(texts("tomorrow.column.tier_now"), "text", 9)),
        ("then", Heading(then, "cents", 17)),
        ("now", Heading(now, "cents", 17)),
        ("change", Heading(texts("tomorrow.column.change"), "cents", 17)),
        ("growth", Heading(texts("ahead.column.growth"), "percent", 12)),
        ("watched", Heading(texts("workbook.sheet.watch_list"), "text", 32)),
        # Always filled: LibreOffice prints hidden numbers into an empty cell beside them.
        ("status", Heading(texts("tomorrow.column.status"), "text", 14)),
        ("place_then", Heading(texts("workbook.tier_number"), "integer", 9)),
        ("place_now", Heading(texts("workbook.tier_number"), "integer", 9)),
    ]


def _write_rows(
    book: Book,
    sheet: Worksheet,
    first: int,
    given: tuple[pd.DataFrame, list[str], Movement, Mapping[int, str]],
) -> None:
    """The rows of the list, column by column."""
    rows, keys, moves, watched = given
    names = [*(book.result.plan.tier_name(tier) for tier in range(moves.tiers)), ""]
    words = {status: book.texts(f"tomorrow.status.{status}") for status in rows["status"].unique()}
    texts: dict[str, Iterable[str]] = {
        "client": rows["client"].tolist(),
        "number": rows["number"].tolist(),
        "status": rows["status"].map(words).tolist(),
        "tier_then": [names[tier] for tier in rows["tier_then"].tolist()],
        "tier_now": [names[tier] for tier in rows["tier_now"].tolist()],
        "watched": [watched.get(client, "") for client in rows["place"].tolist()],
    }
    numbers: dict[str, Iterable[float | None]] = {
        "then": map(units, rows["then"].tolist()),
        "now": map(units, rows["now"].tolist()),
        "change": map(units, rows["change"].tolist()),
        "growth": [None if pd.isna(growth) else growth for growth in rows["growth"].tolist()],
        "place_then": [tier + 1 for tier in rows["tier_then"].tolist()],
        "place_now": [tier + 1 for tier in rows["tier_now"].tolist()],
    }
    kinds: dict[str, Kind] = {"growth": "percent", "place_then": "integer", "place_now": "integer"}
    for column, key in enumerate(keys):
        if key in texts:
            write_texts(sheet, column, texts[key], book.format(), first)
        else:
            write_numbers(sheet, column, numbers[key], book.format(kinds.get(key, "cents")), first)


class _Figures:
    """The sheet of figures, written from the top down. Without `columns` there are values only."""

    def __init__(self, book: Book, sheet: Worksheet, moves: Movement, columns: _Columns | None) -> None:
        self.book, self.sheet, self.moves, self.columns = book, sheet, moves, columns
        self.texts = book.texts
        self.then, self.now = (
            period_name(period, self.texts) for period in (moves.pair.then, moves.pair.now)
        )
        self.names = [book.result.plan.tier_name(tier) for tier in range(moves.tiers)]

    def write(self) -> int:
        """All tables; the row after them."""
        sheet = self.sheet
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 12, 15)
        pair = self.texts("tomorrow.pair", now=self.now, then=self.then)
        self.book.title(sheet, f"{self.texts('page.tomorrow')} · {pair}")
        opening_line(self.book, sheet, 1, ("tiers",))
        row = self._sentences(2) + 1
        row = self._bridge(row) + 1
        row = self._matrix(row, "clients") + 1
        row = self._matrix(row, "then") + 1
        row = self._matrix(row, "now") + 1
        return self._retention(row)

    def _sentences(self, row: int) -> int:
        book, moves = self.book, self.moves
        said = [
            *bridge_sentences(book.clients, moves, self.texts),
            *name_sentences(book.result, moves.pair, self.texts),
            *migration_sentences(book.result, moves, self.texts),
            *retention_sentences(book.result, moves, self.texts),
        ]
        return book.lines(self.sheet, row, said, book.format(indent=0))

    def _put(self, row: int, column: int, formula: str, kind: Kind, value: float, **style: object) -> None:
        """A figure that follows the list, where it lies on one sheet."""
        shown = self.book.format(kind, **style)
        if self.columns is None:
            self.sheet.write_number(row, column, value, shown)
        else:
            self.sheet.write_formula(row, column, formula, shown, value)

    def _head(self, row: int, titles: Sequence[tuple[str, Kind]]) -> None:
        for column, (title, kind) in enumerate(titles):
            self.sheet.write_string(row, column, cell_text(title), self.book.heading(kind))
        self.sheet.set_row(row, 32)

    def _bridge(self, head: int) -> int:
        """Then, lost, shrunk, grown, new, now."""
        texts, steps = self.texts, bridge(self.moves)
        self._head(head, [(texts("workbook.tomorrow.step"), "text"), (texts("column.amount"), "cents")])
        then, now, change = self.columns[:3] if self.columns else ("", "", "")
        both = f'{then},">0",{now},">0"'
        formulas = (
            f"=SUM({then})",
            f"=-SUMIFS({then},{now},0)",
            f'=SUMIFS({change},{change},"<0",{both})',
            f'=SUMIFS({change},{change},">0",{both})',
            f"=SUMIFS({now},{then},0)",
            "=SUM(bridge_steps)",
        )
        names = (self.then, *(texts(f"tomorrow.bridge.{step}") for step in _STEPS), self.now)
        amounts = (steps.then, -steps.lost, -steps.shrunk, steps.grown, steps.new, steps.now)
        level = 0
        for step, (name, formula, amount) in enumerate(zip(names, formulas, amounts, strict=True)):
            row = head + 1 + step
            whole = step in (0, 5)
            self.sheet.write_string(row, 0, cell_text(name), self.book.format(bold=whole))
            self._put(row, 1, formula, "cents", units(amount), bold=whole)
            foot = 0 if whole else min(level, level + amount)
            so_far = f"SUM(INDEX(bridge_amounts,1):INDEX(bridge_amounts,{step}))"
            own = f"INDEX(bridge_amounts,{step + 1})"
            foot_formula = "=0" if whole else f"=MIN({so_far},{so_far}+{own})"
            self._helper(step, name, (foot_formula, units(foot)), (f"=ABS({own})", units(abs(amount))))
            level = amount if whole else level + amount
        name_cells(self.book, "bridge_amounts", self.sheet, (head + 1, 1), (head + len(names), 1))
        name_cells(self.book, "bridge_steps", self.sheet, (head + 1, 1), (head + len(names) - 1, 1))
        self._chart(head + 1)
        return head + _CHART_ROWS

    def _helper(self, step: int, name: str, foot: tuple[str, float], height: tuple[str, float]) -> None:
        """Where a bar of the bridge stands and how high it is, on the sheet of the charts' figures."""
        sheet, style = charts_sheet(self.book), self.book.format("cents")
        sheet.write_string(1 + step, BRIDGE, cell_text(name), self.book.format())
        self.book.follow(sheet, 1 + step, BRIDGE + 1, foot[0], style, foot[1])
        self.book.follow(sheet, 1 + step, BRIDGE + 2, height[0], style, height[1])

    def _chart(self, first: int) -> None:
        """The bridge as bars that stand on a foot nobody sees."""
        chart = self.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
        name = charts_sheet(self.book).name
        fills = [TIER_COLOURS[0], ACCENT, ACCENT, TIER_COLOURS[2], TIER_COLOURS[2], TIER_COLOURS[0]]
        for column in (1, 2):
            chart.add_series(
                {
                    "categories": [name, 1, BRIDGE, 6, BRIDGE],
                    "values": [name, 1, BRIDGE + column, 6, BRIDGE + column],
                    "gap": 40,
                    "fill": {"none": True} if column == 1 else {"color": TIER_COLOURS[0]},
                    "points": [{"fill": {"color": fill}} for fill in fills] if column == 2 else None,
                }
            )
        chart.set_title({"none": True})
        chart.set_legend({"none": True})
        chart.set_chartarea({"border": {"none": True}})
        chart.show_hidden_data()
        chart.set_x_axis({"line": {"color": RULE}, "num_font": {"size": 10}})
        money = self.book.code("money")
        chart.set_y_axis(
            {"num_format": money, "major_gridlines": {"visible": False}, "line": {"color": RULE}}
        )
        chart.set_size({"width": 620, "height": 260})
        self.sheet.insert_chart(first - 1, 3, chart)

    def _matrix(self, head: int, measure: str) -> int:
        """Tier then by tier now with those new and lost, and the sums of both."""
        texts, tiers = self.texts, self.moves.tiers
        figures, block = getattr(migration(self.moves), measure), f"moves_{measure}"
        kind: Kind = "integer" if measure == "clients" else "money"
        title = texts(f"workbook.tomorrow.{measure}", then=self.then, now=self.now)
        columns = [*self.names, texts("tomorrow.map.lost"), texts("workbook.total")]
        self._head(head, [(title, "text"), *((name, kind) for name in columns)])
        for row, name in enumerate([*self.names, texts("tomorrow.map.new")]):
            line = head + 1 + row
            style = self.book.tier_format(row) if row < len(self.book.result.tiers) else self.book.format()
            self.sheet.write_string(line, 0, cell_text(name), style)
            for column in range(tiers + 1):
                value = float(figures[row, column]) if measure == "clients" else units(figures[row, column])
                self._put(line, column + 1, self._cell(measure, row, column), kind, value)
            total = figures[row].sum()
            value = float(total) if measure == "clients" else units(total)
            self._put(line, tiers + 2, f"=SUM(INDEX({block},{row + 1},0))", kind, value, bold=True)
        foot = head + tiers + 2
        self.sheet.write_string(foot, 0, texts("workbook.total"), self.book.total())
        for column in range(tiers + 2):
            total = figures[:, column].sum() if column <= tiers else figures.sum()
            value = float(total) if measure == "clients" else units(total)
            formula = f"=SUM(INDEX({block},0,{column + 1}))" if column <= tiers else f"=SUM({block})"
            self._put(foot, column + 1, formula, kind, value, bold=True, top=1)
        name_cells(self.book, block, self.sheet, (head + 1, 1), (head + 1 + tiers, tiers + 1))
        self._shade((head + 1, 1, head + 1 + tiers, tiers + 1))
        return foot + 1

    def _shade(self, cells: tuple[int, int, int, int]) -> None:
        """The more, the stronger; nothing is written faintly."""
        faint = self.book.workbook.add_format({"font_color": RULE})
        nothing = {"type": "cell", "criteria": "==", "value": 0, "format": faint, "stop_if_true": True}
        scale = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": TIER_COLOURS[2]}
        for rule in (nothing, scale):
            self.sheet.conditional_format(*cells, rule)

    def _cell(self, measure: str, row: int, column: int) -> str:
        """The formula of one cell of the matrix."""
        if self.columns is None:
            return ""
        tiers = self.moves.tiers
        places = (row + 1 if row < tiers else 0, column + 1 if column < tiers else 0)
        which = f"{self.columns.place_then},{places[0]},{self.columns.place_now},{places[1]}"
        if measure == "clients":
            return f"=COUNTIFS({which})"
        return f"=SUMIFS({self.columns.then if measure == 'then' else self.columns.now},{which})"

    def _retention(self, head: int) -> int:
        """What is left of each tier then: kept, now, gross and net retention, erosion."""
        texts = self.texts
        titles: list[tuple[str, Kind]] = [
            (texts("tomorrow.retention_title"), "text"),
            (texts("tomorrow.column.clients"), "integer"),
            (self.then, "money"),
            (texts("workbook.tomorrow.kept"), "money"),
            (self.now, "money"),
            (texts("tomorrow.column.gross"), "percent"),
            (texts("tomorrow.column.net"), "percent"),
            (texts("tomorrow.column.erosion"), "percent"),
        ]
        self._head(head, titles)
        for row, (tier, retained) in enumerate(retention(self.moves), head + 1):
            own_then, own_kept, own_now, own_gross = (f"INDEX({name},{row - head})" for name in _RETAINED)
            then, now, change, place_then, _ = self.columns or _Columns("", "", "", "", "")
            own = f"{place_then},{tier + 1}"
            kept = f'=SUMIFS({then},{own},{change},">=0")+SUMIFS({now},{own},{change},"<0")'
            cells: list[tuple[str, Kind, float]] = [
                (f"=COUNTIFS({own})", "integer", retained.clients),
                (f"=SUMIFS({then},{own})", "money", units(retained.then)),
                (kept, "money", units(retained.kept)),
                (f"=SUMIFS({now},{own})", "money", units(retained.now)),
                (f"=IF({own_then}=0,0,{own_kept}/{own_then})", "percent", retained.gross),
                (f"=IF({own_then}=0,0,{own_now}/{own_then})", "percent", retained.net),
                (f"=1-{own_gross}", "percent", retained.erosion),
            ]
            style = self.book.tier_format(tier) if tier < len(self.book.result.tiers) else self.book.format()
            self.sheet.write_string(row, 0, cell_text(self.names[tier]), style)
            for column, (formula, kind, value) in enumerate(cells, 1):
                self._put(row, column, formula, kind, value)
        last = head + len(retention(self.moves))
        name_columns(self.book, self.sheet, _RETAINED, (head + 1, last))
        return last + 1
