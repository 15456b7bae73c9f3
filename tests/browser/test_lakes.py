"""The second door of the front page in a real browser: a path, its account and ranking, refusal, cancel."""

from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest
from playwright.sync_api import Page, expect

LINES = pa.table({"Client": ["Ambre", "Basile", "Ambre", None], "Montant": [10.5, 40.25, 20.0, 5.0]})


def ask_for(page: Page, path: Path) -> None:
    """Open the second door, where it is closed, and name a path."""
    field = page.get_by_role("textbox", name="Chemin ou adresse")
    if not field.is_visible():
        page.get_by_text("Un grand fichier ou une base de données").click()
    field.fill(str(path))
    field.press("Enter")


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A database whose only table has more lines than any engine adds up in an hour."""
    file = tmp_path / "sans-fin.duckdb"
    with closing(duckdb.connect(file)) as database:
        database.execute(
            'CREATE VIEW lignes AS SELECT \'Client \' || (i % 1000) AS "Client", 1.5 AS "Montant"'
            " FROM range(1_000_000_000_000) lignes(i)"
        )
    return file


def test_a_path_gives_an_account_and_a_ranking(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "lignes.parquet"
    pyarrow.parquet.write_table(LINES, file)
    ask_for(page, file)
    expect(page.get_by_text("2 clients classés")).to_be_visible()
    page.get_by_role("link", name="Voir le palmarès").click()
    expect(page.get_by_text("Basile", exact=True).first).to_be_attached()


def test_a_path_that_leads_nowhere_is_a_sentence(page: Page, tmp_path: Path) -> None:
    ask_for(page, tmp_path / "absent.parquet")
    expect(page.get_by_role("alert").filter(has_text="n’existe pas")).to_be_visible()
    assert page.get_by_text("Traceback").count() == 0


def test_what_an_engine_does_can_be_stopped_and_it_goes_on_answering(
    page: Page, endless: Path, tmp_path: Path
) -> None:
    ask_for(page, endless)
    page.get_by_role("button", name="Arrêter la lecture").click()
    expect(page.get_by_role("alert").filter(has_text="La lecture a été arrêtée")).to_be_visible()
    file = tmp_path / "lignes.parquet"
    pyarrow.parquet.write_table(LINES, file)
    ask_for(page, file)
    expect(page.get_by_text("2 clients classés")).to_be_visible()
