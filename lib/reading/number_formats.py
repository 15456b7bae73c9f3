"""The currencies in a workbook's number formats, which the fast reader does not give."""

import io
import re
import zipfile
from itertools import islice

from lxml import etree
from openpyxl.utils import column_index_from_string

LOOK_AT = 400_000
"""Bytes from the start of a sheet in which cells are looked at."""

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "$": "USD",
    "CHF": "CHF",
    "EUR": "EUR",
    "USD": "USD",
    "GBP": "GBP",
}
_LOCALES = {"en-CA": "CAD", "fr-CA": "CAD", "1009": "CAD", "C0C": "CAD", "fr-CH": "CHF", "100C": "CHF"}
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+" (?:[a-z]+="[^"]*" )*?s="(\d+)"')
_ANY_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+"')
_QUOTED = re.compile(r'\[\$([^\]-]*)(?:-([^\]]*))?\]|"([^"]*)"')


def currency_of(code: str) -> str | None:
    """The currency a number format shows, None for none or an unknown one."""
    for sign, locale, quoted in _QUOTED.findall(code):
        shown = (sign or quoted).strip()
        if sign == "$" and locale in _LOCALES:
            return _LOCALES[locale]
        if shown in SIGNS:
            return SIGNS[shown]
    return next((SIGNS[sign] for sign in ("€", "£") if sign in code), None)


def currencies(data: bytes, sheets: int) -> list[dict[int, str]]:
    """For each sheet of an xlsx, in its order: column (from 0, the first that is used) → currency. Empty
    where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _styles(archive)
            paths = _sheet_paths(archive)
            return [_columns(archive, path, styles) for path in islice(paths, sheets)] if any(styles) else []
    except (zipfile.BadZipFile, KeyError, OSError, etree.LxmlError, ValueError, IndexError):
        return []


def _tree(archive: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(path), parser)


def _styles(archive: zipfile.ZipFile) -> list[str | None]:
    """The currency of each cell style."""
    root = _tree(archive, "xl/styles.xml")
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    if styles is None:
        return []
    return [currency_of(codes.get(style.get("numFmtId"), "")) for style in styles]


def _sheet_paths(archive: zipfile.ZipFile) -> list[str]:
    """The sheets' files in the workbook's order."""
    relations = {one.get("Id"): one.get("Target", "") for one in _tree(archive, "xl/_rels/workbook.xml.rels")}
    sheets = _tree(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    targets = [next(relations[v] for k, v in sheet.items() if k.endswith("}id")) for sheet in sheets]
    return [target.lstrip("/") if target.startswith("/") else f"xl/{target}" for target in targets]


def _columns(archive: zipfile.ZipFile, path: str, styles: list[str | None]) -> dict[int, str]:
    with archive.open(path) as file:
        start = file.read(LOOK_AT)
    first = min(
        (column_index_from_string(letters.decode()) for letters in set(_ANY_CELL.findall(start))), default=0
    )
    found: dict[int, str] = {}
    for letters, style in _CELL.findall(start):
        if currency := styles[int(style)]:
            found.setdefault(column_index_from_string(letters.decode()) - first, currency)
    return found
