"""Charts and pictures of a sheet: which cells they cover, and how they are moved aside."""

from dataclasses import dataclass, field
from typing import Any

from lib.exports.own.package import Package

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_COLUMN, _ROW = 609_600, 190_500
"""Excel's usual column and row in EMU, where an anchor names a size instead of its last cell."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """The cells that a chart or a picture covers, from 1. One that is anchored to the page can stand
    anywhere and does not move."""

    anchor: Any = field(repr=False)
    part: str
    left: int
    top: int
    right: int
    bottom: int

    @property
    def movable(self) -> bool:
        """Whether its place is told by a cell."""
        return str(self.anchor.tag) != f"{_DRAWING}absoluteAnchor"

    @classmethod
    def all_of(cls, package: Package, part: str) -> "list[Drawing]":
        """All of a part."""
        kinds = [f"{_DRAWING}{kind}" for kind in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")]
        return [cls._of(anchor, part) for anchor in package.tree(part).iter(*kinds)]

    @classmethod
    def _of(cls, anchor: Any, part: str) -> "Drawing":
        first, last, size = (anchor.find(f"{_DRAWING}{name}") for name in ("from", "to", "ext"))
        left, top = (0, 0) if first is None else _cell(first)
        if last is not None:
            right, bottom = _cell(last)
        else:
            wide, high = (int(size.get(side, 0)) for side in ("cx", "cy")) if size is not None else (0, 0)
            right, bottom = left + wide // _COLUMN, top + high // _ROW
        return cls(anchor, part, left + 1, top + 1, right + 1, bottom + 1)

    def move(self, columns: int) -> None:
        """Further right."""
        for name in ("from", "to"):
            for corner in self.anchor.findall(f"{_DRAWING}{name}"):
                column = corner.find(f"{_DRAWING}col")
                column.text = str(int(column.text) + columns)


def _cell(corner: Any) -> tuple[int, int]:
    column, row = (int(corner.find(f"{_DRAWING}{name}").text) for name in ("col", "row"))
    return column, row
