"""One's own workbook with further columns beside the clients, and a sheet of the tiers.

Columns are never put in between: that would move cells which formulas, names, charts and filters point at.
"""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.exports.own.growth import grow, own_headings
from lib.exports.own.model import CellKind, ClientRows, OwnWorkbookError, Placed, Value, Written
from lib.exports.own.package import Package
from lib.exports.own.places import Place, Sheet, cell_value, place
from lib.exports.own.sheet_text import SheetText, cells_of, letters, row_with, style_of
from lib.exports.own.styles import Styles
from lib.exports.own.tiers_sheet import ApartRows, tiers_sheet

NEW_SHEET = "Palmarès"
_NARROW, _WIDE = 9, 40
"""The widths of columns in characters."""


@dataclass(frozen=True, eq=False)
class _Work:
    package: Package
    styles: Styles
    written: Written


def with_columns(
    data: bytes, rows: Mapping[str, ClientRows], written: Written, tried: bool = False
) -> tuple[bytes, tuple[Placed, ...]]:
    """The workbook with the new columns and the sheet of the tiers, and where the columns are;
    with `tried` only the latter.

    Raises OwnWorkbookError.
    """
    try:
        package = Package(data)
        work = _Work(package, Styles(package, written.codes), written)
        placed, apart = list[Placed](), list[ApartRows]()
        for name, client_rows in rows.items():
            sheet = _sheet(package, name, client_rows)
            where = place(sheet, len(written.headings), written.known)
            placed.append(_placed(name, where, len(written.headings)))
            if where.apart is not None:
                apart.append(ApartRows(name, client_rows))
            else:
                _write(work, sheet, where, tried)
        _write_tiers(work, apart)
        return b"" if tried else package.written(), tuple(placed)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise OwnWorkbookError("unusual") from error
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        # Places and numbers that are none, in a part that no program of ours has written.
        raise OwnWorkbookError("unusual") from error


def _sheet(package: Package, name: str, rows: ClientRows) -> Sheet:
    part = package.sheet_parts().get(name)
    if part is None:
        raise OwnWorkbookError("unusual")
    return Sheet(package, part, name, SheetText(package.read(part)), rows)


def _placed(sheet: str, where: Place, width: int) -> Placed:
    if where.apart is not None:
        return Placed(sheet, apart=where.apart)
    first, last = letters(where.first), letters(where.first + width - 1)
    return Placed(sheet, first, last, len(where.drawings), replaced=where.replaces)


def _write(work: _Work, sheet: Sheet, where: Place, tried: bool) -> None:
    """The columns of a sheet; where it is only tried its rows, which take longest, stay as they are."""
    headings, ranks = work.written.headings, sheet.rows.ranks
    titles = own_headings(sheet, where, headings)
    values: dict[int, Sequence[Value]] = {
        row: work.written.columns[rank - 1] for row, rank in ranks.items()
    } | ({sheet.rows.header: titles} if sheet.rows.header else {})
    if not tried:
        _fill(work.styles, sheet, where, values)
    grow(sheet, where, titles, _widths(titles, work.written.columns))
    _make_room(work.package, where, len(headings))
    work.package.changed[sheet.part] = sheet.text.written()


def _fill(styles: Styles, sheet: Sheet, where: Place, values: Mapping[int, Sequence[Value]]) -> None:
    """Write the values into their rows; other rows of the table lose what stands there from an earlier time,
    and look like their neighbours."""
    missing, empty = set(values), [None] * len(next(iter(values.values()), ()))

    def filled(row: bytes, number: int) -> bytes:
        if number not in values and not where.area.top <= number <= where.area.bottom:
            return row
        missing.discard(number)
        texts = values.get(number, empty)
        neighbour = _neighbour(row, where.first)
        if number == sheet.rows.header:
            return row_with(row, number, where.first, texts, [neighbour] * len(texts))
        kinds: list[CellKind] = ["text" if isinstance(text, str) else "integer" for text in texts]
        looks = [styles.like(neighbour, kind) if neighbour else 0 for kind in kinds]
        return row_with(row, number, where.first, texts, looks)

    sheet.text.change(filled)
    if missing - {sheet.rows.header}:
        raise OwnWorkbookError("unusual")


def _neighbour(row: bytes, first: int) -> int:
    """The format of the last cell before a column."""
    styles = [style_of(attributes) for column, attributes, _ in cells_of(row) if column < first]
    return styles[-1] if styles else 0


def _widths(headings: Sequence[str], columns: Sequence[Sequence[Value]]) -> list[float]:
    """Wide enough for what stands in them; a heading has room for the button of its filter."""
    longest = [len(heading) + 4 for heading in headings]
    for row in columns:
        longest = [max(most, len(str(value or ""))) for most, value in zip(longest, row, strict=True)]
    return [min(_WIDE, max(_NARROW, length + 1)) for length in longest]


def _make_room(package: Package, where: Place, width: int) -> None:
    """Move what covers the new columns right of them."""
    if where.drawings:
        distance = where.first + width - min(drawing.left for drawing in where.drawings)
        for drawing in where.drawings:
            package.changing(drawing.part)
            drawing.move(max(distance, 0))


def _write_tiers(work: _Work, apart: Sequence[ApartRows]) -> None:
    """The sheet of the tiers: instead of an earlier one, or else the last one."""
    package, content = work.package, tiers_sheet(work.written, work.styles, apart)
    parts = package.sheet_parts()
    for name, part in parts.items():
        if name.startswith(NEW_SHEET) and _first_text(package, part) in work.written.titles:
            package.changed[part] = content
            return
    taken = {name.casefold() for name in parts}
    names = (NEW_SHEET, *(f"{NEW_SHEET} {number}" for number in range(2, 1000)))
    package.add_sheet(next(name for name in names if name.casefold() not in taken), content)


def _first_text(package: Package, part: str) -> str:
    """What the first cell of a sheet holds."""
    for row, _ in SheetText(package.read(part)).numbered_rows():
        for cell in cells_of(row):
            return cell_value(package, cell)
    return ""
