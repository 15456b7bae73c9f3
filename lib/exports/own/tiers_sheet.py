"""The sheet "Palmarès" of one's own workbook: the tiers, and the clients of sheets that have no room."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lib.exports.own.model import CellKind, ClientRows, Value, Written
from lib.exports.own.package import MAIN
from lib.exports.own.sheet_text import cells_text
from lib.exports.own.styles import Styles

_HEAD = "#f3efe7"
_WIDTHS = (30, 14, 18, 18, 16, 16)
_ROW_OF_HEADINGS = 4


@dataclass(frozen=True)
class ApartRows:
    """A sheet of clients whose columns stand here."""

    sheet: str
    rows: ClientRows


def tiers_sheet(written: Written, styles: Styles, apart: Sequence[ApartRows]) -> bytes:
    """The XML of the sheet."""
    rows = [
        _row(1, [written.title], [styles.own("text", bold=True, size=16)]),
        _row(2, [written.about], [styles.own("text")]),
        *_tier_rows(written, styles),
    ]
    number, links = _ROW_OF_HEADINGS + len(written.tiers) + 2, list[str]()
    for block in apart:
        rows += [_row(number, [f"{written.apart_title} {block.sheet}"], [styles.own("text", bold=True)])]
        made, links_of_block = _client_rows(written, styles, block, number + 1)
        rows += made
        links += links_of_block
        number += len(made) + 2
    return _sheet_xml("".join(rows), links).encode()


def _tier_rows(written: Written, styles: Styles) -> list[str]:
    kinds, last = written.tier_kinds, len(written.tiers) - 1
    heads = [styles.own(_head_kind(kind), bold=True, fill=_HEAD) for kind in kinds]
    made = [_row(_ROW_OF_HEADINGS, written.tier_headings, heads)]
    for index, values in enumerate(written.tiers):
        looks = [styles.own(kind, bold=index == last) for kind in kinds]
        made.append(_row(_ROW_OF_HEADINGS + 1 + index, values, looks))
    return made


def _head_kind(kind: CellKind) -> CellKind:
    return "text" if kind == "text" else "integer"


def _client_rows(
    written: Written, styles: Styles, block: ApartRows, first: int
) -> tuple[list[str], list[str]]:
    """A row a client, with a link to its own one, in the order of the sheet."""
    head, text, number = (
        styles.own("text", bold=True, fill=_HEAD), styles.own("text"), styles.own("integer")
    )  # fmt: skip
    headings = (written.client_heading, *written.headings)
    made, links, seen = [_row(first, headings, [head] * len(headings))], list[str](), set[int]()
    for row, rank in sorted(block.rows.ranks.items()):
        if rank in seen:
            continue
        seen.add(rank)
        at = first + len(made)
        values = (written.clients[rank - 1], *written.columns[rank - 1])
        made.append(_row(at, values, [text if isinstance(value, str) else number for value in values]))
        target = "'" + block.sheet.replace("'", "''") + f"'!A{row}"
        links.append(f'<hyperlink ref="A{at}" location={quoteattr(target)}/>')
    return made, links


def _row(number: int, values: Sequence[Value], styles: Sequence[int]) -> str:
    return f'<row r="{number}">{cells_text(values, 1, number, styles=styles).decode()}</row>'


def _sheet_xml(rows: str, links: Sequence[str]) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, 1)
    )
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>{linked}"
        '<pageSetup paperSize="9" fitToHeight="0"/></worksheet>'
    )
