"""Two periods held against each other, and what becomes of every client: figures that follow the list."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import RULE, Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, cell_text, units
from lib.excel.changes import opening_line
from lib.excel.columns import FIRST, HEAD, write_numbers, write_texts
from lib.excel.names import name_cells, name_columns
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
from lib.tomorrow.periods import pair_of

_CLIENT, _NUMBER, _STATUS, _FROM, _PLACE_THEN, _TO, _PLACE_NOW, _THEN, _NOW, _CHANGE = range(10)
"""Columns of the list. The places, hidden, hold the tiers as numbers from 1, 0 for none: they stand beside
the tiers, so that whoever sorts the rows takes them along."""
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
_LIST_COLUMNS = dict(zip(_LIST_NAMES, (_THEN, _NOW, _CHANGE, _PLACE_THEN, _PLACE_NOW), strict=True))
_RETAINED = {"retention_then": 2, "retention_kept": 3, "retention_now": 4, "retention_gross": 5}
"""What the columns are called in formulas, in the table of what is left of each tier."""


def write_tomorrow(book: Book) -> None:
    """Bridge, matrix and retention on one sheet, every client on the next; none without two periods."""
    pair = pair_of(book.clients, book.result.plan.tomorrow.periods, book.made_on)
    if pair is None:
        return
    moves = movement(book.result, pair)
    table = client_moves(book.result, pair)
    sheet = book.sheet("tomorrow", landscape=True)
    # So that no heading stands at the foot of a page without its rows.
    sheet.fit_to_pages(1, 2)
    columns = _write_moves(book, table, moves)
    _Figures(book, sheet, moves, columns if len(table) <= MOST_ROWS else None).write()


def _write_moves(book: Book, table: pd.DataFrame, moves: Movement) -> _Columns:
    """Everyone who bought in one of the two periods, the largest change first."""
    texts = book.texts
    then, now = (period_name(period, texts) for period in (moves.pair.then, moves.pair.now))
    headings = [
        Heading(texts("tomorrow.column.client"), "text", 44),
        Heading(texts("tomorrow.column.number"), "text", 14),
        Heading(texts("tomorrow.column.status"), "text", 12),
        Heading(texts("tomorrow.column.tier_then"), "text", 9),
        Heading(texts("workbook.tier_number"), "integer", 9),
        Heading(texts("tomorrow.column.tier_now"), "text", 9),
        Heading(texts("workbook.tier_number"), "integer", 9),
        Heading(then, "cents", 17),
        Heading(now, "cents", 17),
        Heading(texts("tomorrow.column.change"), "cents", 17),
    ]
    for start in range(0, len(table), MOST_ROWS):
        sheet = book.sheet("movements")
        opening_line(book, sheet, 0, ("tiers",))
        book.head(sheet, HEAD, headings)
        sheet.freeze_panes(FIRST, 1)
        for column in (_PLACE_THEN, _PLACE_NOW):
            sheet.set_column(column, column, None, None, {"hidden": True})
        rows = table.iloc[start : start + MOST_ROWS]
        _write_rows(book, sheet, rows, moves.tiers)
        sheet.autofilter(HEAD, 0, HEAD + len(rows), _CHANGE)
        if start == 0:
            name_columns(book, sheet, _LIST_COLUMNS, (FIRST, HEAD + len(rows)))
    return _LIST_NAMES


def _write_rows(book: Book, sheet: Worksheet, rows: pd.DataFrame, tiers: int) -> None:
    names = [*(book.result.plan.tier_name(tier) for tier in range(tiers)), ""]
    text, cents, quiet = book.format(), book.format("cents"), book.quiet()
    write_texts(sheet, _CLIENT, rows["client"].tolist(), text)
    write_texts(sheet, _NUMBER, rows["number"].tolist(), text)
    words = {status: book.texts(f"tomorrow.status.{status}") for status in rows["status"].unique()}
    write_texts(sheet, _STATUS, rows["status"].map(words).tolist(), text)
    for column, number_column, key in ((_FROM, _PLACE_THEN, "tier_then"), (_TO, _PLACE_NOW, "tier_now")):
        in_tiers = rows[key].tolist()
        write_texts(sheet, column, (names[tier] for tier in in_tiers), text)
        write_numbers(sheet, number_column, (tier + 1 for tier in in_tiers), quiet)
    for column, key in ((_THEN, "then"), (_NOW, "now"), (_CHANGE, "change")):
        write_numbers(sheet, column, map(units, rows[key].tolist()), cents)


class _Figures:
    """The sheet of figures, written from the top down. Without `columns` there are values only."""

    def __init__(self, book: Book, sheet: Worksheet, moves: Movement, columns: _Columns | None) -> None:
        self.book, self.sheet, self.moves, self.columns = book, sheet, moves, columns
        self.texts = book.texts
        self.then, self.now = (
            period_name(period, self.texts) for period in (moves.pair.then, moves.pair.now)
        )
        self.names = [book.result.plan.tier_name(tier) for tier in range(moves.tiers)]

    def write(self) -> None:
        sheet = self.sheet
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 12, 15)
        pair = self.texts("tomorrow.pair", now=self.now, then=self.then)
        self.book.title(sheet, f"{self.texts('page.tomorrow')} · {pair}")
        opening_line(self.book, sheet, 1, ("tiers",))
        row = self._sentences(2) + 1
        row = self._bridge(row) + 1
        row = self._matrix(row, "clients") + 1
        row = self._matrix(row, "then") + 1
        row = self._matrix(row, "now") + 1
        self._retention(row)

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

    def _retention(self, head: int) -> None:
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
