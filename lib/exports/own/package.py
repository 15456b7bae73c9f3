"""The package of a stranger's workbook: its parts, what they are related to, how they are written again.

The file is not opened and saved again: no library keeps charts, slicers, pivot tables, form controls,
threaded comments and stored results of formulas all at once. Every part that is not changed stays byte for
byte what it was.
"""

import html
import io
import re
import zipfile
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from lib.exports.own.model import OwnWorkbookError

LARGEST = 1 << 30
"""Bytes to which a workbook may unpack: the sheet of a million rows takes 400 MB."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_STRICT = b"http://purl.oclc.org/ooxml/"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_TYPES = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
_ITEM = re.compile(
    rb"<((?:\w+:)?)si\b[^>]*?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?si[\s/>])[^<]*)*)</\1si>)", re.DOTALL
)
_TEXT = re.compile(rb"<((?:\w+:)?)t\b[^>]*>([^<]*)</\1t>")


def tagged(name: str) -> str:
    """The name of an element of spreadsheets as lxml writes it."""
    return f"{{{MAIN}}}{name}"


def parsed(data: bytes) -> Any:
    """The root of a part, whose text is looked at as it is."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise OwnWorkbookError("unusual") from error


def as_bytes(root: Any) -> bytes:
    """A part as it is written."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def plain(text: bytes) -> str:
    """The text that XML stands for."""
    return html.unescape(text.decode("utf-8", "replace"))


def texts_within(content: bytes) -> str:
    """The texts of an item, which may be written in several pieces."""
    return "".join(plain(text) for _, text in _TEXT.findall(content))


class Package:
    """The parts of a workbook. Raises OwnWorkbookError for what is no workbook that can be written into."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            # No part is unpacked to more than the size that is looked at here.
            if sum(entry.file_size for entry in self.archive.infolist()) > LARGEST:
                raise OwnWorkbookError("too_large")
            self.names = set(self.archive.namelist())
            self.changed: dict[str, bytes] = {}
            self._trees: dict[str, Any] = {}
            self._touched: set[str] = set()
            types = self.read("[Content_Types].xml")
            self.workbook_part = self._main_part()
            book = self.read(self.workbook_part)
        except (zipfile.BadZipFile, KeyError) as error:
            raise OwnWorkbookError("kind") from error
        if not any(kind in types for kind in _WORKBOOK_TYPES):
            raise OwnWorkbookError("kind")
        if _STRICT in book:
            raise OwnWorkbookError("strict")
        if any(name.startswith("_xmlsignatures/") for name in self.names):
            raise OwnWorkbookError("signed")

    def read(self, name: str) -> bytes:
        """One part as text. Those that are not plain UTF-8 XML are not touched."""
        data = self.archive.read(name)
        if b"<!--" in data or b"<![CDATA[" in data or b"<!DOCTYPE" in data or b"\0" in data[:4]:
            raise OwnWorkbookError("unusual")
        return data

    def tree(self, name: str) -> Any:
        """One part, to be looked at."""
        if name not in self._trees:
            self._trees[name] = parsed(self.read(name))
        return self._trees[name]

    def changing(self, name: str) -> Any:
        """One part, to be changed: it is written anew."""
        self._touched.add(name)
        return self.tree(name)

    @property
    def workbook(self) -> Any:
        """The part that names the sheets."""
        return self.tree(self.workbook_part)

    def sheet_parts(self) -> dict[str, str]:
        """The part of each sheet by its name, in their order."""
        targets = self.related(self.workbook_part)
        key = f"{{{RELATIONSHIPS}}}id"
        sheets = self.workbook.iter(tagged("sheet"))
        return {sheet.get("name"): targets[sheet.get(key)] for sheet in sheets if sheet.get(key) in targets}

    def related(self, part: str, kind: str = "") -> dict[str, str]:
        """The parts that one points at, by the name of the relation; only those of a kind."""
        relations = _relations_of(part)
        if relations not in self.names:
            return {}
        folder = PurePosixPath(part).parent
        named = {
            relation.get("Id"): _within(folder, relation.get("Target"))
            for relation in self.tree(relations)
            if relation.get("Type", "").endswith(kind) and relation.get("TargetMode") != "External"
        }
        return {name: target for name, target in named.items() if target in self.names}

    @cached_property
    def shared_texts(self) -> list[bytes]:
        """What the cells share; `texts_within` reads one."""
        parts = self.related(self.workbook_part, "/sharedStrings").values()
        return [item[1] for part in parts for item in _ITEM.findall(self.read(part))]

    @property
    def styles_part(self) -> str | None:
        """The part of the formats, if there is one."""
        return next(iter(self.related(self.workbook_part, "/styles").values()), None)

    def add_sheet(self, name: str, content: bytes) -> None:
        """One more sheet, the last one."""
        folder = PurePosixPath(self.workbook_part).parent / "worksheets"
        number = next(
            number for number in range(1, 1 << 20) if f"{folder}/palmares{number}.xml" not in self.names
        )
        part, identity = f"{folder}/palmares{number}.xml", f"rIdPalmares{number}"
        self.changed[part] = content
        types = self.changing("[Content_Types].xml")
        etree.SubElement(
            types, f"{{{_PACKAGE}content-types}}Override", PartName=f"/{part}", ContentType=_SHEET_TYPE
        )
        etree.SubElement(
            self.changing(_relations_of(self.workbook_part)),
            f"{{{_PACKAGE}relationships}}Relationship",
            Id=identity,
            Type=f"{RELATIONSHIPS}/worksheet",
            Target=f"worksheets/palmares{number}.xml",
        )
        sheets = self.changing(self.workbook_part).find(tagged("sheets"))
        if sheets is None:
            raise OwnWorkbookError("unusual")
        numbers = [int(sheet.get("sheetId", 0)) for sheet in sheets]
        tag = etree.SubElement(
            sheets,
            tagged("sheet"),
            {"name": name, "sheetId": str(max(numbers, default=0) + 1)},
            nsmap={"r": RELATIONSHIPS},
        )
        tag.set(f"{{{RELATIONSHIPS}}}id", identity)

    def written(self) -> bytes:
        """The package, with the parts that were changed."""
        changed = self.changed | {name: as_bytes(self._trees[name]) for name in self._touched}
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self.archive.infolist():
                content = changed.pop(entry.filename, None)
                archive.writestr(entry, self.archive.read(entry) if content is None else content)
            for name, content in changed.items():
                archive.writestr(name, content)
        return file.getvalue()

    def _main_part(self) -> str:
        for relation in self.tree("_rels/.rels"):
            target = _within(PurePosixPath(), relation.get("Target", ""))
            if relation.get("Type", "").endswith("/officeDocument") and target in self.names:
                return target
        raise OwnWorkbookError("unusual")


def _relations_of(part: str) -> str:
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def _within(folder: PurePosixPath, target: str) -> str:
    """The name of a part that is written as a way from a folder."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = []
    for step in (folder / target).parts:
        if step == "..":
            steps = steps[:-1]
        else:
            steps.append(step)
    return "/".join(steps)
