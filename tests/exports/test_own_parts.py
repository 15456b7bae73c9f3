"""One's own workbook as programs other than Excel write it, and damaged: another reader finds the columns
right, or it is said why there are none."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lib.exports.own import package as own_package
from lib.exports.own import workbook as own_workbook
from lib.exports.own.columns import with_columns
from lib.exports.own.formulas import counts_cells
from lib.exports.own.model import Apart, ClientRows, OwnWorkbookError, Placed
from lib.exports.own.places import Area
from lib.exports.own.sheet_text import SheetText, cells_of, column_number, letters
from lib.plan.compute import client_plan, compute
from lib.plan.plan import Plan
from lib.texts import Texts
from tests.exports.test_own_workbook import parts
from tests.lists import TOY, list_of

CLIENTS = list_of(TOY)
COUNT = CLIENTS.count
ROWS = {"Liste": ClientRows(1, {row: row - 1 for row in range(2, COUNT + 2)})}
RESULT = compute(CLIENTS, Plan(tier_count=3))
WRITTEN = own_workbook.written(RESULT, Texts("fr"))
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
RELATED = "xl/_rels/workbook.xml.rels"
Edit = Callable[[bytes], bytes]
Around = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]
"""Puts something around a list."""


def plain(change: Around | None = None) -> bytes:
    """A list with formats, and what else is put around it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        money = book.add_format({"num_format": "0.00", "align": "right", "bold": True})
        sheet = book.add_worksheet("Liste")
        sheet.write_row(0, 0, ["Client", "CA"])
        for row, (client, amount) in enumerate(zip(CLIENTS.ranked["client"], TOY, strict=True), 1):
            sheet.write(row, 0, client)
            sheet.write(row, 1, amount, money)
        if change is not None:
            change(book, sheet)
    return file.getvalue()


PLAIN = plain()


def edited(data: bytes, edits: Mapping[str, Edit | None]) -> bytes:
    """The workbook with some parts changed, or left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(data).items():
            edit = edits.get(name, lambda same: same)
            if edit is not None:
                archive.writestr(name, edit(content))
        for name in set(edits) - set(parts(data)):
            edit = edits[name]
            assert edit is not None
            archive.writestr(name, edit(b""))
    return file.getvalue()


def without(pattern: bytes) -> Edit:
    return instead(pattern, b"")


def instead(pattern: bytes, new: bytes) -> Edit:
    def edit(content: bytes) -> bytes:
        assert re.search(pattern, content, re.DOTALL)
        return re.sub(pattern, new, content, flags=re.DOTALL)

    return edit


Cells = dict[str, list[list[object]]]
"""The cells of each sheet, from A1 on."""


def given_back(data: bytes) -> tuple[Cells, Placed]:
    file, (placed,) = with_columns(data, ROWS, WRITTEN)
    assert with_columns(data, ROWS, WRITTEN, tried=True) == (b"", (placed,))
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    }, placed


def check(data: bytes) -> tuple[Cells, Placed]:
    """The columns hold what the plan says, in the rows of the clients, and nothing else has moved."""
    book, placed = given_back(data)
    cells, first = book["Liste"], column_number(placed.first) - 1
    plan = client_plan(RESULT)
    for row, rank in ROWS["Liste"].ranks.items():
        tier, told, minutes = cells[row - 1][first : first + 3]
        expected = plan.iloc[rank - 1]
        assert (tier, told, minutes) == (expected["tier"], expected["rank"], expected["minutes"])
        assert cells[row - 1][1] == TOY[rank - 1]
    return book, placed


OTHER_PROGRAMS: dict[str, dict[str, Edit | None]] = {
    "no formats": {STYLES: None, RELATED: without(rb"<Relationship [^>]*styles[^>]*>")},
    "no list of formats": {STYLES: without(rb"<cellXfs.*</cellXfs>")},
    "no fonts": {STYLES: without(rb"<fonts.*</fonts>")},
    "fonts without one": {STYLES: instead(rb"<fonts.*</fonts>", b"<fonts/>")},
    "no fills": {STYLES: without(rb"<fills.*</fills>")},
    "no number formats": {STYLES: lambda content: re.sub(rb"<numFmts.*</numFmts>", b"", content)},
    "no counts": {STYLES: without(rb' count="\d+"')},
    "rows without numbers": {SHEET: without(rb'(?<=<row) r="\d+"')},
    "rows without spans": {SHEET: without(rb' spans="[^"]*"')},
    "no size of the sheet": {SHEET: without(rb"<dimension[^>]*>")},
    "the way to the workbook from the top": {"_rels/.rels": instead(rb'Target="xl/', b'Target="/xl/')},
    "ways to the sheets from the top": {
        RELATED: instead(rb'Target="worksheets/', b'Target="/xl/worksheets/')
    },
    "a relation to elsewhere": {
        RELATED: instead(
            rb"</Relationships>",
            b'<Relationship Id="rId99" Type="x/externalLink" Target="https://example.org/a"'
            b' TargetMode="External"/></Relationships>',
        )
    },
    "empty rows below": {SHEET: instead(rb"</sheetData>", b'<row r="40"/><row r="41"></row></sheetData>')},
    "columns beyond the new ones": {
        SHEET: instead(rb"<sheetData>", b'<cols><col min="1" max="50" width="20"/></cols><sheetData>')
    },
}


@pytest.mark.parametrize("kind", OTHER_PROGRAMS)
def test_what_other_programs_leave_out_or_write_otherwise(kind: str) -> None:
    check(edited(PLAIN, OTHER_PROGRAMS[kind]))


def test_a_sheet_of_our_name_that_is_not_ours_stays() -> None:
    book, _ = check(plain(lambda book, _: book.add_worksheet("PALMARÈS").write(0, 0, "À nous")))
    assert [*book] == ["Liste", "PALMARÈS", "Palmarès 2"]
    assert book["PALMARÈS"] == [["À nous"]]
    empty, _ = check(plain(lambda book, _: book.add_worksheet("Palmarès")))  # type: ignore[func-returns-value]
    assert [*empty] == ["Liste", "Palmarès", "Palmarès 2"]


def test_given_back_again_there_is_one_sheet_of_ours() -> None:
    once, _ = with_columns(PLAIN, ROWS, WRITTEN)
    book, placed = check(once)
    assert placed.replaced
    assert [*book] == ["Liste", "Palmarès"]


AROUND: dict[str, tuple[Around, Apart | None]] = {
    "a note far to the right": (lambda _, sheet: sheet.write("Z5", "vu"), None),
    "a note in the way": (lambda _, sheet: sheet.write("D5", "vu"), "taken"),
    "a note below": (lambda _, sheet: sheet.write("D40", "vu"), None),
    "merged in the way": (lambda _, sheet: sheet.merge_range("D5:E6", ""), "taken"),
    "merged elsewhere": (lambda _, sheet: sheet.merge_range("H30:I31", ""), None),
    "hidden": (lambda _, sheet: sheet.set_column("C:C", None, None, {"hidden": True}), "hidden"),
    "hidden elsewhere": (lambda _, sheet: sheet.set_column("H:H", None, None, {"hidden": True}), None),
    "summed up by columns": (lambda _, sheet: sheet.write_formula("H40", "=SUM(B:D)"), "counted"),
    "summed up by rows": (lambda _, sheet: sheet.write_formula("H40", "=COUNTA(2:4)"), "counted"),
    "summed up elsewhere": (lambda _, sheet: sheet.write_formula("H40", "=SUM(B2:B9)"), None),
    "looked up": (lambda _, sheet: sheet.write_formula("H40", '=VLOOKUP("x",(A:Z),2,FALSE)'), "counted"),
    "a named range": (lambda book, _: book.define_name("Tout", "=Liste!$A:$Z"), None),
    "a table of another place": (
        lambda _, sheet: sheet.add_table("H30:I32", {"columns": [{"header": "x"}, {"header": "y"}]}),
        None,
    ),
    "a table in the way": (
        lambda _, sheet: sheet.add_table("D5:E8", {"columns": [{"header": "x"}, {"header": "y"}]}),
        "taken",
    ),
    "a table without headings": (lambda _, sheet: sheet.add_table("A1:B11", {"header_row": False}), "linked"),
    "a filter of another place": (lambda _, sheet: sheet.autofilter("H30:I32"), None),
    "printed elsewhere": (lambda _, sheet: sheet.print_area("H30:I32"), None),
    "a picture in the way": (lambda book, sheet: sheet.insert_chart("C3", chart(book)), None),
    "a picture elsewhere": (lambda book, sheet: sheet.insert_chart("N30", chart(book)), None),
}  # fmt: skip


def chart(book: xlsxwriter.Workbook) -> object:
    made = book.add_chart({"type": "column"})
    made.add_series({"values": ["Liste", 1, 1, 5, 1]})
    return made


@pytest.mark.parametrize("kind", AROUND)
def test_what_stands_around_is_in_the_way_or_is_not(kind: str) -> None:
    change, apart = AROUND[kind]
    data = plain(change)  # type: ignore[arg-type]
    book, placed = given_back(data)
    assert placed.apart == apart
    if apart is None:
        check(data)
    else:
        texts = {cell for row in book["Palmarès"] for cell in row}
        assert set(CLIENTS.ranked["client"]) <= texts


def test_sizes_of_pictures_instead_of_their_last_cells() -> None:
    """Anchored by one cell and a size, it moves aside as well; without a size it covers its cell alone."""
    data = plain(lambda book, sheet: sheet.insert_chart("C3", chart(book)))  # type: ignore[arg-type,func-returns-value]
    drawing = "xl/drawings/drawing1.xml"
    two = parts(data)[drawing]
    for size in (b'<xdr:ext cx="2000000" cy="2000000"/>', b""):
        one = re.sub(rb"<xdr:to>.*?</xdr:to>", size, two, flags=re.DOTALL)
        moved = edited(data, {drawing: lambda _, one=one: one.replace(b"twoCell", b"oneCell")})  # type: ignore[misc]
        book, placed = given_back(moved)
        assert placed.moved == 1
        assert parts(with_columns(moved, ROWS, WRITTEN)[0])[drawing].count(b"<xdr:col>6</xdr:col>") == 1
        assert book["Liste"][1][2] == "A"


DAMAGED: dict[str, tuple[dict[str, Edit | None], str]] = {
    "signed": ({"_xmlsignatures/sig1.xml": lambda _: b"<x/>"}, "signed"),
    "of another kind": ({"[Content_Types].xml": instead(rb"sheet\.main\+xml", b"template.main+xml")}, "kind"),
    "without kinds": ({"[Content_Types].xml": None}, "kind"),
    "without a way in": ({"_rels/.rels": None}, "kind"),
    "a way in that leads nowhere": ({"_rels/.rels": instead(rb"xl/workbook", b"xl/other")}, "unusual"),
    "without its sheets": ({"xl/workbook.xml": without(rb"<sheets>.*</sheets>")}, "unusual"),
    "no XML": ({"xl/workbook.xml": lambda _: b"<workbook"}, "unusual"),
    "UTF-16": ({SHEET: lambda content: content.decode().encode("utf-16")}, "unusual"),
    "entities": ({SHEET: instead(rb"<worksheet", b"<!DOCTYPE a><worksheet")}, "unusual"),
    "without rows": ({SHEET: without(rb"<sheetData>.*</sheetData>")}, "unusual"),
    "with other rows": ({SHEET: instead(rb"<sheetData>.*</sheetData>", b"<sheetData/>")}, "unusual"),
    "rows that never end": ({SHEET: without(rb"</sheetData>")}, "unusual"),
    "a row that never ends": ({SHEET: without(rb"</row>")}, "unusual"),
    "cells without a place": ({SHEET: without(rb'(?<=<c) r="\w+"')}, "unusual"),
    "a column that is no number": (
        {SHEET: instead(rb"<sheetData>", b'<cols><col min="x"/></cols><sheetData>')},
        "unusual",
    ),
    "a sheet that has no number": ({"xl/workbook.xml": instead(rb'sheetId="1"', b'sheetId="a"')}, "unusual"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGED)
@pytest.mark.parametrize("tried", [True, False])
def test_a_damaged_workbook_is_said_also_where_it_is_only_tried(kind: str, tried: bool) -> None:
    """Only the rows themselves are left alone while it is tried."""
    edits, reason = DAMAGED[kind]
    if tried and kind == "with other rows":
        return
    with pytest.raises(OwnWorkbookError) as refused:
        with_columns(edited(PLAIN, edits), ROWS, WRITTEN, tried)
    assert refused.value.reason == reason


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(map(len, parts(PLAIN).values()))
    monkeypatch.setattr(own_package, "LARGEST", size)
    with_columns(PLAIN, ROWS, WRITTEN)
    monkeypatch.setattr(own_package, "LARGEST", size - 1)
    with pytest.raises(OwnWorkbookError) as refused:
        with_columns(PLAIN, ROWS, WRITTEN)
    assert refused.value.reason == "too_large"


def test_a_sheet_that_is_not_there_is_unusual() -> None:
    with pytest.raises(OwnWorkbookError):
        with_columns(PLAIN, {"Autre": ROWS["Liste"]}, WRITTEN)


@settings(max_examples=100)
@given(st.data())
def test_whatever_a_part_holds_it_is_given_back_right_or_refused(data: st.DataObject) -> None:
    """Pieces of XML are taken away, or put there twice, anywhere in any part."""
    names = sorted(name for name in parts(PLAIN) if name.endswith((".xml", ".rels")))
    name = data.draw(st.sampled_from(names))
    content = parts(PLAIN)[name]
    pieces = [match.span() for match in re.finditer(rb'<[^<>]*>|[\w.]+="[^"]*"|(?<=")[^"<>]*(?=")', content)]
    start, end = data.draw(st.sampled_from(pieces))
    new = data.draw(st.sampled_from([b"", content[start:end] * 2, b"0", b"-1", b"9" * 30, b"x", b"\xff"]))
    changed = edited(PLAIN, {name: lambda _: content[:start] + new + content[end:]})
    try:
        file, _ = with_columns(changed, ROWS, WRITTEN)
    except OwnWorkbookError:
        return
    before, after = parts(changed), parts(file)
    assert set(before) <= set(after)
    assert all(before[part] == after[part] for part in before if part.startswith("docProps"))


@given(st.integers(1, 1 << 20))
def test_letters_of_columns(column: int) -> None:
    assert column_number(letters(column)) == column


@pytest.mark.parametrize(("reference", "area"), [
    ("A1", (1, 1, 1, 1)),
    ("$B$2:C9", (2, 2, 3, 9)),
    ("B:D", (2, 1, 4, 1 << 20)),
    ("3:7", (1, 3, 16_384, 7)),
])  # fmt: skip
def test_areas(reference: str, area: tuple[int, int, int, int]) -> None:
    assert Area.of(reference) == Area(*area)
    assert Area.of(Area.of(reference).reference) == Area.of(reference)


@pytest.mark.parametrize(("formula", "ranges"), [
    ("SUM(A1:B2)", ["A1:B2"]),
    ("SUM(A1:B2)+SUM('L''été'!C:D)", ["A1:B2", "C:D"]),
    ("INDEX((A1:B2),1)", ["A1:B2"]),
    ("INDEX(A1:B2,MATCH(1,C:C,0))", []),
    ("SUM(INDEX(A1:B2,(1),1))", []),
    ("A1:B2", ["A1:B2"]),
    ("SUM(1:2)", ["A1:XFD2"]),
    ("SUM(Autre!A1:B2)", []),
    ('IF(A1="A1:B2",1)', []),
    ("SUM(Ventes[CA])", []),
    ("SUM(Ventes)", [""]),
    ("SUM(Ventes[#All])", [""]),
    ("ROWS(Ventes)", []),
    ("SUM(MesVentes)", []),
])  # fmt: skip
def test_what_a_formula_reckons_with(formula: str, ranges: list[str]) -> None:
    text = f"<c><f>{formula.replace('&', '&amp;')}</f></c>".encode()
    assert list(counts_cells(text, True, "L'été", "Ventes")) == ranges
    assert list(counts_cells(text, False, "L'été", None)) == [range_ for range_ in ranges if range_ == "C:D"]


def test_cells_are_parted_with_their_attributes() -> None:
    text = SheetText(
        b'<worksheet><sheetData><row><c r="B1" s="3"/><c r="AA1"><v>1</v></c></row></sheetData></worksheet>'
    )
    ((row, number),) = text.numbered_rows()
    assert number == 1
    assert [(column, content) for column, _, content in cells_of(row)] == [(2, b""), (27, b"<v>1</v>")]
