"""Formats for the new cells: like those of their neighbours, or of our own."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from lib.exports.own.model import CellKind
from lib.exports.own.package import Package, tagged

_BUILT_IN: dict[CellKind, int] = {"text": 0, "integer": 3}
"""Excel's own number formats: none, and whole numbers with the reader's mark between thousands."""
_FIRST_OWN = 164
"""Excel keeps the smaller numbers of formats for itself."""


class Styles:
    """The formats of a workbook. Without a part for them every number is 0: Excel's usual format."""

    def __init__(self, package: Package, codes: Mapping[str, str]) -> None:
        part = package.styles_part
        self._formats = None if part is None else package.tree(part).find(tagged("cellXfs"))
        if part is not None and self._formats is not None:
            self._root: Any = package.changing(part)
        self._codes = codes
        self._made: dict[tuple[object, ...], int] = {}

    def like(self, style: int, kind: CellKind) -> int:
        """The format of a neighbour, for values of another kind."""
        if self._formats is None or style >= len(self._formats):
            return 0
        key = "like", style, kind
        if key not in self._made:
            copy = deepcopy(self._formats[style])
            copy.set("numFmtId", str(_BUILT_IN[kind]))
            copy.set("applyNumberFormat", "1")
            alignment = copy.find(tagged("alignment"))
            if alignment is not None and kind == "text":
                alignment.attrib.pop("horizontal", None)
            self._made[key] = _place_of(self._formats, copy)
        return self._made[key]

    def own(self, kind: CellKind, bold: bool = False, fill: str = "", size: int = 11) -> int:
        """A format of our own."""
        if self._formats is None:
            return 0
        key = "own", kind, bold, fill, size
        if key not in self._made:
            attributes = {
                "numFmtId": self._number(kind),
                "fontId": self._font(bold, size),
                "fillId": self._fill(fill),
                "borderId": 0,
                "xfId": 0,
            }
            applied = {f"apply{name}": "1" for name in ("NumberFormat", "Font", "Fill")}
            made = etree.Element(
                tagged("xf"), {name: str(number) for name, number in attributes.items()} | applied
            )
            self._made[key] = _place_of(self._formats, made)
        return self._made[key]

    def _number(self, kind: CellKind) -> int:
        if kind in _BUILT_IN:
            return _BUILT_IN[kind]
        key = "number", kind
        if key not in self._made:
            formats = self._root.find(tagged("numFmts"))
            if formats is None:
                formats = etree.Element(tagged("numFmts"))
                self._root.insert(0, formats)
            self._made[key] = _number_of(formats, self._codes[kind])
        return self._made[key]

    def _font(self, bold: bool, size: int) -> int:
        fonts = self._root.find(tagged("fonts"))
        if fonts is None or not len(fonts):
            return 0
        font = deepcopy(fonts[0])
        for name in ("b", "i", "u", "sz"):
            for element in font.findall(tagged(name)):
                font.remove(element)
        font.insert(0, etree.Element(tagged("sz"), val=str(size)))
        if bold:
            font.insert(0, etree.Element(tagged("b")))
        return _place_of(fonts, font)

    def _fill(self, colour: str) -> int:
        fills = self._root.find(tagged("fills"))
        if not colour or fills is None:
            return 0
        fill = etree.Element(tagged("fill"))
        pattern = etree.SubElement(fill, tagged("patternFill"), patternType="solid")
        etree.SubElement(pattern, tagged("fgColor"), rgb=f"FF{colour.lstrip('#')}")
        return _place_of(fills, fill)


def _number_of(formats: Any, code: str) -> int:
    """The number of a number format, which is added where there is none like it."""
    numbers = {each.get("formatCode"): int(each.get("numFmtId", 0)) for each in formats}
    if code not in numbers:
        numbers[code] = max([_FIRST_OWN - 1, *numbers.values()]) + 1
        etree.SubElement(formats, tagged("numFmt"), numFmtId=str(numbers[code]), formatCode=code)
        _count(formats)
    return numbers[code]


def _place_of(elements: Any, wanted: Any) -> int:
    """Where an element stands among others; it is added where there is none like it."""
    said = _said(wanted)
    for index, element in enumerate(elements):
        if _said(element) == said:
            return index
    elements.append(wanted)
    _count(elements)
    return len(elements) - 1


def _said(element: Any) -> tuple[object, ...]:
    """What an element says, whatever the order of its attributes."""
    return element.tag, sorted(element.attrib.items()), [_said(child) for child in element]


def _count(elements: Any) -> None:
    if elements.get("count") is not None:
        elements.set("count", str(len(elements)))
