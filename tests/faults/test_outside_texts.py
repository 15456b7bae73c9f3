"""Texts from outside stay texts, wherever they come in and wherever they go out."""

import ast
import csv as csv_files
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import lxml.html
import openpyxl
import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from lib.base.outside import LONGEST_FILE_NAME, in_csv, in_file_name, plain
from lib.exports import client_csv, pictures, print_page, slides
from lib.exports.plan_workbook import plan_file
from lib.people.assignment import assign
from lib.people.contacts import calendar_file, rounds
from lib.plan.compute import compute
from lib.plan.links import to_link
from lib.plan.plan import Plan
from lib.screen.frame import PAGES
from lib.texts import Texts
from lib.tiers.argument import argument
from tests.faults import outside_texts
from tests.faults.outside_texts import ELSEWHERE, FILE_NAME, TEXTS, plans, scenarios
from tests.lists import TOY, list_of
from tests.office import DAY
from tests.pages.app import first_visit, open_app, state_of

ROOT = Path(__file__).parents[2]
PANELS = ("columns", "by_hand", "works", "scenarios", "placing", "methods", "rules", "own", "handouts")
AS_TEXT = {
    *("TextInput.default", "TextInput.value", "TextInput.placeholder", "TextArea.default", "TextArea.value"),
    *("TextArea.placeholder", "Selectbox.options", "Selectbox.raw_value", "MultiSelect.options"),
    *("MultiSelect.raw_values", "Html.body", "BidiComponent.json", "VegaLiteChart.spec"),
    *("Dataframe.columns", "DownloadButton.url"),
}
"""Fields that the page shows as they are, or that hold no Markdown; every other one may be Markdown."""


PATTERNS = {
    text: re.compile(rf"(?<!\\){re.escape(text.strip())}(?!\\)")
    for text in TEXTS
    if plain(text.strip()) != text.strip()
}
"""Those of which Markdown would make something, so that they cannot stay as they are."""


def raw(text: str) -> set[str]:
    """The hostile texts that stand in a text unescaped: nothing before them, or within them, is a mark of
    escape."""
    return {hostile for hostile, pattern in PATTERNS.items() if pattern.search(text)}


def texts_in(message: Message, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a message of the page, with the name of its field."""
    for field, value in message.ListFields():
        here = f"{message.DESCRIPTOR.name}.{field.name}"
        values = value if field.is_repeated else [value]
        if field.type == field.TYPE_MESSAGE and not field.message_type.GetOptions().map_entry:
            for each in values:
                yield from texts_in(each, here)
        elif field.type == field.TYPE_STRING:
            yield from ((here, str(each)) for each in values)


def check_page(app: AppTest, page: str) -> int:
    """Nothing of the page has a hostile text where it would be more than text; how many texts it has."""
    assert not app.exception, page
    count = 0
    for element in app.main:
        for field, text in texts_in(element.proto) if getattr(element, "proto", None) else ():
            count += 1
            if field == "Html.body":
                check_html(text)
            elif field not in AS_TEXT and not field.endswith((".id", ".icon", ".page", ".url")):
                assert not raw(text), f"{page}: {field}"
    return count


def check_html(text: str) -> None:
    """It asks nobody, and runs nothing."""
    tree = lxml.html.fromstring(f"<div>{text}</div>")
    assert not tree.xpath("//script | //img | //a | //iframe | //*[local-name()='image'] | //link | //object")
    attributes = {str(name) for element in tree.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "href")}


def check_all_pages(app: AppTest) -> None:
    for page in PAGES:
        app.switch_page(f"pages/{page}.py")
        for panel in PANELS:
            app.session_state[panel] = True
        app.run()
        assert check_page(app, page) > 10


def test_a_file_that_is_full_of_them() -> None:
    app = first_visit()
    app.file_uploader(key="upload_0").upload(FILE_NAME, outside_texts.text_file(), "text/csv").run()
    assert state_of(app).clients is not None
    check_page(app, "upload")
    check_all_pages(app)


def test_a_sheet_and_names_that_are_none() -> None:
    app = first_visit()
    app.file_uploader(key="upload_0").upload(FILE_NAME + ".xlsx", outside_texts.workbook(), "x").run()
    assert state_of(app).clients is not None
    check_all_pages(app)


@pytest.mark.parametrize("name", TEXTS[:12])
def test_a_file_that_cannot_be_read_is_named_as_it_is(name: str) -> None:
    app = first_visit()
    app.file_uploader(key="upload_0").upload(name, b"PK\x03\x04 no workbook", "x").run()
    assert check_page(app, "upload") > 10


@pytest.mark.parametrize("plan", plans()[::3])
def test_a_link(plan: Plan) -> None:
    clients = list_of(TOY)
    app = first_visit()
    state_of(app).steps[-1:] = []
    app = open_app(clients=clients)
    app.query_params["plan"] = to_link(compute(clients, plan))
    app.run()
    assert state_of(app).plan.tier_names == plan.tier_names
    check_all_pages(app)


@pytest.mark.parametrize("plan", plans()[::4])
def test_what_is_typed(plan: Plan) -> None:
    app = open_app(clients=outside_texts.clients())
    mine = state_of(app)
    mine.change(plan)
    mine.scenarios = list(scenarios(plan))
    check_all_pages(app)


def test_a_plan_that_is_opened_again() -> None:
    app = first_visit()
    plan = plans()[0]
    data = outside_texts.plan_of_another(plan)
    app.file_uploader(key="upload_0").upload(FILE_NAME + ".xlsx", data, "x").run()
    assert state_of(app).plan.tier_names == plan.tier_names
    check_page(app, "upload")
    check_all_pages(app)


PLAN = plans()[1]
RESULT = compute(outside_texts.clients(), PLAN)


def test_the_workbook_holds_them_as_texts() -> None:
    data = plan_file(outside_texts.clients(), PLAN, Texts("fr"), DAY, scenarios(PLAN))
    book = openpyxl.load_workbook(io.BytesIO(data))
    seen = set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert not raw(str(cell.value)), (sheet.title, cell.coordinate)
                elif isinstance(cell.value, str):
                    seen.add(cell.value)
                assert cell.hyperlink is None or not cell.hyperlink.target, (sheet.title, cell.coordinate)
        for chart in sheet._charts:  # type: ignore[attr-defined]
            assert ELSEWHERE not in str(chart.title)
    assert {text for text in TEXTS if text.startswith(("=", "+", "-", "@"))} <= seen
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    assert not [relation for relation in relations if "External" in relation]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_cell_of_the_csv_is_a_formula(language: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type]
    written = client_csv.client_csv(RESULT, texts).decode("utf-8-sig")
    reader = csv_files.reader(
        io.StringIO(written, newline=""), delimiter=client_csv.delimiter(texts.language)
    )
    lines = list(reader)
    assert len(lines) == RESULT.clients.count + 1
    assert {len(line) for line in lines} == {10}
    for cell in (cell for line in lines[1:] for cell in (line[1], line[2], line[6], line[9])):
        assert not _is_formula(cell), cell


def _is_formula(cell: str) -> bool:
    """As the most careless spreadsheet sees it: whatever cannot be seen does not count, nor does width."""
    letters = [mark for mark in unicodedata.normalize("NFKC", cell) if mark.isprintable() and mark != " "]
    return (bool(letters) and letters[0] in "=+-@") or cell.startswith(("\t", "\r", "\n"))


@given(st.text() | st.sampled_from(TEXTS))
def test_a_cell_of_the_csv_keeps_its_text(text: str) -> None:
    assert not _is_formula(in_csv(text))
    assert in_csv(text).removeprefix("'") == text.translate({0: " ", 0x1A: " "}).removeprefix("'")


def test_the_page_to_print_asks_nobody() -> None:
    page = print_page.print_page(RESULT, Texts("fr"), DAY).decode()
    tree = lxml.html.fromstring(page)
    assert not tree.xpath("//script | //img | //a | //iframe | //*[local-name()='image'] | //link")
    assert not [name for element in tree.iter() for name in element.attrib if str(name).startswith("on")]


def test_the_argument_on_the_projector_asks_nobody() -> None:
    for screen in argument(RESULT, Texts("fr")):
        for part in astuple(screen):
            check_html(part)


def test_slides_and_pictures_hold_them_as_texts() -> None:
    data = slides.slides(RESULT, Texts("fr"), DAY)
    Presentation(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert not (name.endswith(".rels") and "External" in archive.read(name).decode()), name
    chart = pictures.pictures(RESULT, Texts("fr"), DAY)
    drawn = pictures.picture(next(iter(chart.values())), "svg").decode()
    assert not re.search(r"<(image|a|script|foreignObject)\b|xlink:href", drawn)


def test_a_calendar_has_no_lines_of_theirs() -> None:
    assignment = assign(RESULT)
    made = rounds(RESULT, assignment)
    person = next(round_.person for round_ in made if round_.person >= 0)
    written = calendar_file(person, made, RESULT, Texts("fr"), DAY)
    entries = Calendar.from_ical(written).walk("VEVENT")
    assert len(entries) > 0
    known = {"SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DTSTAMP", "TRANSP", "UID"}
    assert all(set(entry) == known for entry in entries)


@given(st.text() | st.sampled_from(TEXTS))
def test_a_file_name_is_one_on_every_system(text: str) -> None:
    name = in_file_name(text)
    assert 0 < len(name) <= LONGEST_FILE_NAME
    assert not set(name) & set("/\\:*?\"<>|%$&'\0\r\n\t")
    assert all(mark.isprintable() and unicodedata.category(mark) != "Cf" for mark in name)
    assert name == name.strip(" .")


DOORS = {
    r"st\.html\(": {"lib/screen/frame.py", "lib/tiers/widgets/promise.py", "lib/tiers/widgets/projector.py"},
    r"st\.download_button\(": {"lib/screen/downloads.py"},
    r"st\.(write|image|video|audio|iframe|link_button|logo|latex|json|toast)\(": set(),
    r"unsafe_allow_html|components\.v1|st\.components\.html": set(),
    r"\bhtml import escape|html\.escape\(": {"lib/base/outside.py"},
    r"\bcsv\.writer\(|to_csv\(|DictWriter": {"lib/exports/client_csv.py"},
    r"saxutils": {f"lib/exports/own/{name}.py" for name in ("sheet_text", "tiers_sheet")},
    r"\.write_rich_string\(|\.write_array_formula\(": set(),
    r"\.write_url\(": {"lib/people/sheets/people.py"},
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser": {
        "lib/tiers/widgets/slide_show/slide_show.js"
    },
    r"LinkColumn|ImageColumn|MarkdownColumn": set(),
    r"xlsxwriter\.Workbook\(|xlsxwriter import Workbook": {
        "lib/exports/plan_workbook.py",
        "lib/exports/own/sheet.py",
        "lib/excel/book.py",
    },
}
"""Ways out on which a text could be more than text, and the modules that take them."""


@pytest.mark.parametrize("way", DOORS)
def test_there_is_no_other_way_out(way: str) -> None:
    files = [*(ROOT / "lib").rglob("*.py"), *(ROOT / "lib").rglob("*.js"), *(ROOT / "pages").glob("*.py")]
    users = {file.relative_to(ROOT).as_posix() for file in files if re.search(way, file.read_text("utf-8"))}
    assert users == DOORS[way]


MARKDOWN = {
    *("markdown", "caption", "error", "warning", "info", "success", "title", "header", "subheader"),
    *("metric", "badge", "toast", "spinner", "expander", "popover", "button", "toggle", "checkbox", "radio"),
    *("text_input", "text_area", "selectbox", "multiselect", "slider", "pills"),
    *("segmented_control", "file_uploader", "page_link", "form_submit_button", "select_slider"),
}


def test_a_sentence_is_made_of_the_catalogue_and_of_plain_texts() -> None:
    """What is put into a sentence of `st.markdown` and its like goes through `plain`."""
    for file in [*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            for text in _said(call) if isinstance(call, ast.Call) else ():
                assert not list(_loose(text)), f"{file.relative_to(ROOT)}:{call.lineno}"


def _said(call: ast.Call) -> list[ast.expr]:
    """What a call has Streamlit show as Markdown, or our own field for numbers, whose key comes first."""
    named = [word.value for word in call.keywords if word.arg in ("help", "label", "caption")]
    match call.func:
        case ast.Attribute(attr=shown) if shown in MARKDOWN:
            return call.args[:1] + named
        case ast.Name(id="NumberField"):
            return call.args[1:2] + named
    return []


def _loose(text: ast.expr) -> Iterator[ast.expr]:
    """The names of things that are put into a text as they are: `client.name`, `kept.notes`."""
    match text:
        case ast.Call(func=ast.Name(id="plain")):
            return
        case ast.Call(func=ast.Name(id="texts") | ast.Attribute(value=ast.Name(id="texts"))):
            # Its key, and what it counts or writes as a number, are none.
            yield from (loose for word in text.keywords for loose in _loose(word.value))
            return
        case ast.Attribute(attr=attribute) if attribute in OUTSIDE:
            yield text
        case ast.Subscript(slice=ast.Constant(value=key)) if key in OUTSIDE:
            yield text
    for child in ast.iter_child_nodes(text):
        if isinstance(child, ast.keyword):
            yield from _loose(child.value)
        elif isinstance(child, ast.expr):
            yield from _loose(child)


OUTSIDE = {
    "name",
    "names",
    "notes",
    "client",
    "heading",
    "source",
    "sheet",
    "label",
    "value",
    "reason",
    "folder",
}
"""What things from outside are called."""
