"""Two tables that stand beside each other in one sheet: each alone, or one below the other."""

from dataclasses import replace
from itertools import islice, product

import pyarrow as pa

from lib.reading.dates import period_of, relative_period
from lib.reading.headings import mean_the_same, meanings, simple
from lib.reading.layout import LOOK_AT
from lib.reading.source import Sheet
from lib.reading.text_column import texts_of
from lib.reading.values import looks_like_number

LEFT, RIGHT, BOTH = "left", "right", "both"
SAME_ROWS = 0.9
"""Where this share of the rows names the same client on both sides, it is one table."""


def parted(sheet: Sheet) -> Sheet:
    """A sheet of two tables as it is proposed to be read, with the other ways; a sheet of one as it is."""
    for cut, gap in _cuts(sheet):
        left = _part(sheet, 0, cut, sheet.name)
        right = _part(sheet, cut + gap, sheet.cells.num_columns, f"{sheet.name} · 2")
        if _is_table(left) and _is_table(right) and not _same_rows(left, right):
            both = _below(left, right, f"{sheet.name} · 1 + 2")
            ways = [replace(table, way=way) for way, table in ((LEFT, left), (RIGHT, right), (BOTH, both))]
            proposed = ways.pop((LEFT, RIGHT, BOTH).index(_proposed(left, right)))
            others = [replace(way, name=f"{sheet.name} · 1") if way.way == LEFT else way for way in ways]
            return replace(proposed, name=sheet.name, other_ways=tuple(others))
    return sheet


def _cuts(sheet: Sheet) -> list[tuple[int, int]]:
    """Where a second table may begin, and how many columns without anything part it from the first: behind
    such columns, or where the headings begin again."""
    empty = [_is_empty(sheet, column) for column in range(len(sheet.headings))]
    cuts = []
    for column in range(1, len(sheet.headings) - 1):
        if empty[column - 1]:
            continue
        gap = 0
        while column + gap < len(empty) and empty[column + gap]:
            gap += 1
        again = (
            _bare(sheet.headings[column]) == simple(sheet.headings[0])
            and sheet.headings[column] != sheet.headings[0]
        )
        if gap or again:
            cuts.append((column, gap))
    return cuts


def _is_empty(sheet: Sheet, column: int) -> bool:
    if sheet.layout.parts and sheet.layout.parts[column]:
        return False
    return not any(text.strip() for text in sheet.top(sheet.headings[column], LOOK_AT).texts)


def _bare(heading: str) -> str:
    """A heading without the count that tells it from an earlier one."""
    return simple(_without_count(heading))


def _part(sheet: Sheet, start: int, end: int, name: str) -> Sheet:
    cells = sheet.cells.select(range(start, end)).rename_columns(
        [str(column) for column in range(end - start)]
    )
    marks = replace(sheet.marks, first_column=sheet.marks.first_column + start)
    first_row = sheet.first_row[start:end]
    return replace(sheet, name=name, cells=cells, marks=marks, first_row=first_row, _coded={})


def _is_table(sheet: Sheet) -> bool:
    """Whether there are clients and amounts, by their headings and by the first cells below."""
    return _client(sheet) is not None and _amount(sheet) is not None


def _client(sheet: Sheet) -> str | None:
    return _with_role(sheet, "client")


def _amount(sheet: Sheet) -> str | None:
    named = _with_role(sheet, "revenue")
    periods = [
        heading
        for heading in sheet.headings
        if (period_of(heading) or relative_period(heading)) and _holds_numbers(sheet, heading)
    ]
    return named or next(iter(periods), None)


def _with_role(sheet: Sheet, role: str) -> str | None:
    for heading in sheet.headings:
        means = meanings(_without_count(heading))
        if means and means[0].role == role and (role == "client" or _holds_numbers(sheet, heading)):
            return heading
    return None


def _without_count(heading: str) -> str:
    name, _, count = heading.rpartition(" (")
    return name if name and count.rstrip(")").isdigit() else heading


def _holds_numbers(sheet: Sheet, heading: str) -> bool:
    return any(looks_like_number(text) for text in sheet.top(heading, LOOK_AT).texts)


def _same_rows(left: Sheet, right: Sheet) -> bool:
    """Whether both sides name the same client row by row, so that they are one table."""
    rows = min(left.rows, right.rows)
    sides = ([text.strip() for text in _clients_of(side)[:rows]] for side in (left, right))
    filled = [clients for clients in zip(*sides, strict=True) if all(clients)]
    same = sum(left_client == right_client for left_client, right_client in filled)
    return bool(filled) and same >= SAME_ROWS * len(filled)


def _proposed(left: Sheet, right: Sheet) -> str:
    """Both, where their headings name different periods or they have no client in common; else the one of the
    later period that stands above them, or the left one."""
    periods = [
        period_of(amount) or relative_period(amount) for amount in (_amount(left) or "", _amount(right) or "")
    ]
    if all(periods):
        return BOTH if periods[0] != periods[1] else LEFT
    titles = [_period_above(left), _period_above(right)]
    if all(titles) and titles[0] != titles[1]:
        return RIGHT if titles[1] > titles[0] else LEFT
    names = [{text.strip().casefold() for text in _clients_of(part)} - {""} for part in (left, right)]
    return LEFT if names[0] & names[1] else BOTH


def _period_above(sheet: Sheet) -> str:
    """The period that a title above the headings names."""
    rows = list(islice(sheet.rows_of_text(), sheet.layout.first_row))[:-1]
    return next((period for row in rows for cell in row if cell and (period := period_of(cell))), "")


def _clients_of(sheet: Sheet) -> list[str]:
    return texts_of(sheet.body.column(sheet.headings.index(_client(sheet) or "")))


def _below(left: Sheet, right: Sheet, name: str) -> Sheet:
    """The right table below the left one; a column that only one of them has is empty in the other."""
    partner = _partners(left, right)
    headings = [
        *left.headings,
        *(_without_count(heading) for heading in right.headings if heading not in partner.values()),
    ]
    columns = []
    for heading in left.headings:
        upper = texts_of(left.body.column(left.headings.index(heading)))
        right_heading = partner.get(heading)
        lower = (
            texts_of(right.body.column(right.headings.index(right_heading)))
            if right_heading
            else [""] * right.rows
        )
        columns.append([*upper, *lower])
    for heading in right.headings:
        if heading not in partner.values():
            columns.append([""] * left.rows + texts_of(right.body.column(right.headings.index(heading))))
    cells = [pa.array(texts, pa.string()).dictionary_encode() for texts in columns]
    table = pa.table({str(column): texts for column, texts in enumerate(cells)})
    return replace(
        left,
        name=name,
        cells=table,
        first_row=tuple(headings),
        second_from=left.rows,
        rows_above=left.layout.first_row - 1,
        _coded={},
    )


def _partners(left: Sheet, right: Sheet) -> dict[str, str]:
    """Heading of the left table → the one of the right table that means the same; amounts of different
    periods do not."""
    partners: dict[str, str] = {}
    for left_heading, right_heading in product(left.headings, right.headings):
        if (
            left_heading not in partners
            and right_heading not in partners.values()
            and _same(left_heading, _without_count(right_heading))
        ):
            partners[left_heading] = right_heading
    return partners


def _same(left: str, right: str) -> bool:
    if simple(left) == simple(right):
        return True
    periods = [period_of(heading) or relative_period(heading) for heading in (left, right)]
    return periods[0] == periods[1] and mean_the_same(left, right)
