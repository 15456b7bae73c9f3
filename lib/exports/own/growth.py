"""What grows with the new columns, so that whoever sorts or prints takes them along: the table of Excel, the
filter, its sorting, the area that is printed, the widths."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from lib.exports.own.package import tagged
from lib.exports.own.places import BEHIND, Area, Place, Sheet, headings
from lib.exports.own.sheet_text import letters

_HIDDEN_FILTER, _PRINTED = "_xlnm._FilterDatabase", "_xlnm.Print_Area"
_AREA = re.compile(r"\$[A-Z]{1,3}\$\d+:\$[A-Z]{1,3}\$\d+|\$[A-Z]{1,3}:\$[A-Z]{1,3}")


def own_headings(sheet: Sheet, where: Place, wanted: Sequence[str]) -> list[str]:
    """The headings as they are written: in a table of Excel no two are alike."""
    last = where.first + len(wanted) - 1
    others = {
        text.casefold() for column, text in headings(sheet).items() if not where.first <= column <= last
    }
    return [f"{heading}{BEHIND}" if heading.casefold() in others else heading for heading in wanted]


def grow(sheet: Sheet, where: Place, names: Sequence[str], widths: Sequence[float]) -> None:
    """Let all that belongs to the clients' table reach to the last of the new columns."""
    last = where.first + len(names) - 1
    if where.table is not None:
        _grow_table(sheet.package.changing(where.table.part), where, names)
    tree = sheet.text.tree
    for filter_ in tree.findall(tagged("autoFilter")):
        if _belongs(Area.of(filter_.get("ref")), where):
            _reach(filter_, last)
    for sorting in tree.findall(tagged("sortState")):
        _reach_sorted(sorting, where, last)
    for size in tree.findall(tagged("dimension")):
        _reach(size, last)
    _set_widths(tree, where.first, widths)
    _grow_names(sheet, where, last)


def _belongs(area: Area, where: Place) -> bool:
    return area.meets(replace(where.area, bottom=where.area.top))


def _reach(element: Any, last: int) -> None:
    area = Area.of(element.get("ref"))
    element.set("ref", replace(area, right=max(area.right, last)).reference)


def _reach_sorted(sorting: Any, where: Place, last: int) -> None:
    """Only a sorting of all columns of the table: one of a single column says so by its own cells."""
    area = Area.of(sorting.get("ref"))
    if area.left <= where.area.left and area.right >= where.area.right and area.meets(where.area):
        _reach(sorting, last)


def _grow_table(root: Any, where: Place, names: Sequence[str]) -> None:
    last = where.first + len(names) - 1
    left = Area.of(root.get("ref")).left
    _reach(root, last)
    for filter_ in root.findall(tagged("autoFilter")):
        _reach(filter_, last)
    for sorting in root.iter(tagged("sortState")):
        _reach_sorted(sorting, where, last)
    columns = root.find(tagged("tableColumns"))
    for column, name in enumerate(names, where.first):
        if column - left < len(columns):
            columns[column - left].set("name", name)
            continue
        number = max(int(other.get("id")) for other in columns) + 1
        etree.SubElement(columns, tagged("tableColumn"), id=str(number), name=name)
    columns.set("count", str(len(columns)))


def _set_widths(tree: Any, first: int, widths: Sequence[float]) -> None:
    """The widths of the new columns; ranges of columns that they stand in are parted."""
    columns = tree.find(tagged("cols"))
    if columns is None:
        columns = etree.Element(tagged("cols"))
        tree.find(tagged("sheetData")).addprevious(columns)
    last = first + len(widths) - 1
    for column in list(columns):
        lowest, highest = int(column.get("min")), int(column.get("max"))
        if lowest > last or highest < first:
            continue
        for low, high in ((lowest, first - 1), (last + 1, highest)):
            if low <= high:
                part = etree.Element(tagged("col"), dict(column.attrib))
                part.set("min", str(low))
                part.set("max", str(high))
                column.addprevious(part)
        columns.remove(column)
    for number, width in enumerate(widths, first):
        etree.SubElement(
            columns, tagged("col"), min=str(number), max=str(number), width=str(width), customWidth="1"
        )
    columns[:] = sorted(columns, key=lambda column: int(column.get("min")))


def _grow_names(sheet: Sheet, where: Place, last: int) -> None:
    """The filter as Excel keeps it a second time, and the area that is printed."""
    book = sheet.package.workbook
    number = str(list(sheet.package.sheet_parts()).index(sheet.name))
    for name in book.iter(tagged("definedName")):
        kind = name.get("name")
        if name.get("localSheetId") != number or kind not in (_HIDDEN_FILTER, _PRINTED) or not name.text:
            continue
        name.text = _AREA.sub(lambda match: _wider(match[0], where, last), name.text)
        sheet.package.changing(sheet.package.workbook_part)


def _wider(reference: str, where: Place, last: int) -> str:
    """The reference to the last new column, if the table's last column is in it."""
    area = Area.of(reference)
    if not area.meets(where.area) or area.right < where.area.right:
        return reference
    start, _, end = reference.partition(":")
    return f"{start}:{re.sub('[A-Z]+', letters(max(area.right, last)), end)}"
