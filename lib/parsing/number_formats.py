"""The currencies that an xlsx's cell styles show, and where its sheets are."""

import re
import zipfile
from xml.etree.ElementTree import Element, fromstring

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "$": "USD",
    "CHF": "CHF",
    "Fr.": "CHF",
    "EUR": "EUR",
    "USD": "USD",
    "GBP": "GBP",
    "CAD": "CAD",
    "MAD": "MAD",
    "kr": "SEK",
    "zł": "PLN",
}
_LOCALES = {"en-CA": "CAD", "fr-CA": "CAD", "1009": "CAD", "C0C": "CAD", "fr-CH": "CHF", "100C": "CHF"}
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_QUOTED = re.compile(r'\[\$([^\]-]*)(?:-([^\]]*))?\]|"([^"]*)"')
LARGEST_PART = 50 << 20
"""Bytes of a workbook's own lists (styles, names) that are looked at; no honest one comes near."""


def currency_of(code: str) -> str | None:
    """The currency a number format shows, None for none or an unknown one."""
    for sign, locale, quoted in _QUOTED.findall(code):
        shown = (sign or quoted).strip()
        if sign == "$" and locale in _LOCALES:
            return _LOCALES[locale]
        if shown in SIGNS:
            return SIGNS[shown]
    return next((SIGNS[sign] for sign in ("€", "£") if sign in code), None)


def style_currencies(archive: zipfile.ZipFile) -> list[str | None]:
    """The currency of each cell style, by its number."""
    try:
        root = _tree(archive, "xl/styles.xml")
    except KeyError:
        return []
    codes = {
        number_format.get("numFmtId"): number_format.get("formatCode", "")
        for number_format in _all(root, "numFmt")
    }
    styles = next(_all(root, "cellXfs"), None)
    return [] if styles is None else [currency_of(codes.get(style.get("numFmtId"), "")) for style in styles]


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → its file in the archive, in the workbook's order."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _tree(archive, "xl/_rels/workbook.xml.rels")
    }
    paths = {}
    for sheet in _all(_tree(archive, "xl/workbook.xml"), "sheet"):
        target = next((relations[value] for key, value in sheet.items() if key.endswith("}id")), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            paths[sheet.get("name", "")] = path
    return paths


def _all(root: Element, name: str):  # type: ignore[no-untyped-def]
    yield from root.iter(_MAIN + name)
    yield from root.iter(_STRICT + name)


def _tree(archive: zipfile.ZipFile, path: str) -> Element:
    with archive.open(path) as file:
        return fromstring(file.read(LARGEST_PART))


def column_number(letters: str) -> int:
    """A column's letters as a number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(column: int) -> str:
    """The letters of a column by its number from 0."""
    letters = ""
    while column >= 0:
        letters = chr(65 + column % 26) + letters
        column = column // 26 - 1
    return letters
