"""Reading a file in a real browser: progress, a cancel that works, and a page that stays usable."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_services import cell
from tests.reading import files

ROWS = 1_000_000


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet of a million rows, which takes seconds to read wherever the tests run."""
    first = files.xlsx([["Client", "Montant"], ["A", 1]])
    name = '<c r="A{0}" t="inlineStr"><is><t>Client {1}</t></is></c>'
    row = f'<row r="{{0}}">{name}<c r="B{{0}}"><v>{{1}}</v></c></row>'
    rows = "".join(row.format(number, number % 999) for number in range(3, ROWS)).encode()
    path = tmp_path_factory.mktemp("long") / "longue.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(first)) as small,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as large,
    ):
        for part in small.namelist():
            large.writestr(part, small.read(part).replace(b"</sheetData>", rows + b"</sheetData>"))
    return path


def test_reading_can_be_stopped_and_what_was_loaded_stays(
    page: Page, long_file: Path, tmp_path: Path
) -> None:
    small = tmp_path / "clients.xlsx"
    small.write_bytes(files.xlsx([["Client", "Montant"], ["A", 10], ["B", 5]]))
    field = page.locator("input[type=file]")
    field.set_input_files(small)
    expect(page.get_by_text("2 clients classés")).to_be_visible()

    field.set_input_files(long_file)
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Arrêter la lecture").click()
    expect(page.get_by_text("La lecture a été arrêtée")).to_be_visible()
    expect(page.get_by_text("2 clients classés")).to_be_visible()


def test_a_row_is_put_right_by_typing_into_the_grid(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "clients.xlsx"
    file.write_bytes(files.xlsx([["Client", "Montant"], ["A", 10], ["B", "voir Sylvie"], ["C", "?"]]))
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("link", name="Voir le palmarès")).to_be_visible()
    cell(page, "Montant", 1).click()
    page.keyboard.type("beaucoup")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="n’est pas un montant")).to_be_visible()
    expect(cell(page, "Montant", 2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type("1 200,50")
    page.keyboard.press("Enter")
    # The row that counts leaves the grid; what is typed meanwhile into the next one stays in it.
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 clients classés")).to_be_visible()
    expect(page.get_by_text("2 lignes corrigées à la main")).to_be_visible()
    page.get_by_role("button", name="Annuler").first.click()
    expect(page.get_by_text("2 clients classés")).to_be_visible()
