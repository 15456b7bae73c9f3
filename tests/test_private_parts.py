"""Private parts of Streamlit, XlsxWriter, python-pptx: one module a library uses them; each still exists."""

import ast
import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import streamlit
from pptx.chart.axis import CategoryAxis
from xlsxwriter.worksheet import Worksheet

ROOT = Path(__file__).parents[1]
MODULES = ("lib/screen/streamlit_private.py", "lib/excel/low_memory_sheet.py", "lib/exports/pptx_private.py")
"""The only ones that may use what is not public."""
PRIVATE = re.compile(r"^streamlit\.(?!starlette\.App$)|^pptx\.oxml|^pptx\..*\._|^xlsxwriter\..*\._")
ATTRIBUTES = {"_element", "_write_row"}
STYLE_SHEETS = sorted((ROOT / "lib").rglob("*.css"))
PARTS = sorted(
    {part for sheet in STYLE_SHEETS for part in re.findall(r'data-testid="(\w+)"', sheet.read_text("utf-8"))}
)
CLASSES = sorted(
    {name for sheet in STYLE_SHEETS for name in re.findall(r"\.(st[A-Z]\w*)", sheet.read_text("utf-8"))}
)
OWN_KEYS = sorted(
    {key for sheet in STYLE_SHEETS for key in re.findall(r"\.st-key-(\w+)", sheet.read_text("utf-8"))}
)


def names_used(path: Path) -> set[str]:
    """What a file imports, by its full name, and the attributes it asks for."""
    used: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)):
                used |= {f"{module}.{alias.name}" for alias in node.names}
            case ast.Import():
                used |= {alias.name for alias in node.names}
            case ast.Attribute():
                used.add(node.attr)
    return used


def test_one_module_a_library_uses_what_is_private() -> None:
    for path in [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "lib").rglob("*.py")]:
        private = {name for name in names_used(path) if PRIVATE.search(name) or name in ATTRIBUTES}
        file = path.relative_to(ROOT).as_posix()
        assert not private or file in MODULES, f"{file} uses private parts: {sorted(private)}"


@pytest.mark.parametrize("file", MODULES)
def test_what_is_private_is_still_there(file: str) -> None:
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                known = hasattr(import_module(node.module), alias.name)
                assert known, f"{node.module} has no {alias.name} any more: {file} has to do without it"


def test_xlsxwriter_still_writes_row_by_row() -> None:
    source = inspect.getsource(Worksheet)
    assert hasattr(Worksheet, "_write_row"), (
        "XlsxWriter's Worksheet has no _write_row: LeanSheet frees no memory"
    )
    assert "self._write_row(" in source, "XlsxWriter does not call _write_row: LeanSheet frees no memory"


def test_pptx_still_gives_the_xml_of_an_axis() -> None:
    source = inspect.getsource(CategoryAxis.__mro__[1])
    assert "self._element" in source, (
        "python-pptx's axes have no _element: pptx_private cannot thin the labels"
    )


@cache
def script() -> str:
    """All that the browser gets of Streamlit."""
    files = (Path(streamlit.__file__).parent / "static").rglob("*.js")
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("name", CLASSES)
def test_the_classes_the_style_sheets_speak_of_are_still_given(name: str) -> None:
    assert re.search(rf"\b{name}\b", script()), f"Streamlit gives no class {name}: our style sheets miss it"


@pytest.mark.parametrize("key", OWN_KEYS)
def test_a_style_sheet_speaks_of_containers_that_a_page_makes(key: str) -> None:
    sources = [*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    used = any(f'"{key}"' in source.read_text("utf-8") for source in sources)
    assert used, f"no page has a container with the key {key}: the rule has nothing to style"


@pytest.mark.parametrize("part", PARTS)
def test_what_the_style_sheets_speak_of_is_still_drawn(part: str) -> None:
    assert part in script(), f'Streamlit draws no [data-testid="{part}"]: our style sheets miss it'
