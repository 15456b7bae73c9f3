"""A long file that was uploaded, in a real browser: its account, answers, articles, what is told of it."""

import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from playwright.sync_api import Page, expect

from lib.lakes.uploads import HELD

LINES = HELD + 1
ODD = 1_000
"""Lines whose status has to be asked about."""


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One line more than are held: ten clients, two families, and a status nobody knows."""
    place = np.arange(LINES)
    columns = {
        "Client": _coded([f"Client {number}" for number in range(10)], place % 10),
        "Famille": _coded(["Vin", "Bière"], (place % 10) // 8),
        # Where lines have documents, an answer is asked of the engine anew.
        "Facture": pa.array([f"FA{number:07d}" for number in place.tolist()]),
        "Statut": _coded(["Payée", "Zébrée"], place < ODD),
        "Montant": pa.array((place * 7919 % 100_003) / 4),
    }
    file = tmp_path_factory.mktemp("long") / "lignes.parquet"
    pyarrow.parquet.write_table(pa.table(columns), file)
    return file


def _coded(texts: list[str], codes: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(texts)).cast(pa.string())


def upload(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("10 clients classés")).to_be_visible(timeout=60_000)


def test_a_long_upload_is_answered_asked_about_its_articles_and_told_of(page: Page, long_file: Path) -> None:
    upload(page, long_file)
    page.get_by_text("Non, les écarter", exact=True).click()
    expect(page.get_by_text(re.compile(r"999.001 lignes sur 1.000.001"))).to_be_visible(timeout=60_000)
    page.get_by_text("Ajuster la lecture").click()
    expect(page.get_by_text("a été additionnée par le moteur")).to_be_visible()
    page.get_by_role("link", name="Demain").first.click()
    page.get_by_text("Articles", exact=True).first.click()
    expect(page.get_by_text("Qui appeler, et avec quoi")).to_be_visible(timeout=60_000)
    page.reload()
    page.get_by_text("Articles", exact=True).first.click()
    expect(page.get_by_text("Qui appeler, et avec quoi")).to_be_visible()


def test_an_answer_is_not_lost_where_its_hand_goes_on_while_it_is_read(page: Page, long_file: Path) -> None:
    upload(page, long_file)
    page.get_by_text("Non, les écarter", exact=True).click()
    page.get_by_role("button", name="Arrêter la lecture").wait_for()
    page.get_by_role("link", name="Le palmarès").first.click()
    expect(page.get_by_role("button", name="Arrêter la lecture")).to_have_count(0, timeout=60_000)
    page.get_by_role("link", name="Vos clients").first.click()
    expect(page.get_by_text(re.compile(r"999.001 lignes sur 1.000.001"))).to_be_visible(timeout=60_000)


def test_an_answer_can_be_stopped_and_the_list_stays(page: Page, long_file: Path) -> None:
    upload(page, long_file)
    page.get_by_text("Non, les écarter", exact=True).click()
    # It is gone once all is read: no hand is as slow as one that looks for where to click.
    page.get_by_role("button", name="Arrêter la lecture").dispatch_event("click")
    expect(page.get_by_role("alert").filter(has_text="La lecture a été arrêtée avant la fin")).to_be_visible()
    expect(page.get_by_text("10 clients classés")).to_be_visible()
    expect(page.get_by_role("radio", name="Oui, les compter (proposé)")).to_be_checked()
