"""What Streamlit writes itself is in the reader's language, also when the language changes and when the
connection is lost."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from lib.screen.page_top.words import GAP, streamlit_words
from tests.browser.conftest import Server
from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import ten_clients

ENGLISH = {theirs for theirs, _ in streamlit_words("fr")}
LABELS = """() => [...document.querySelectorAll("[aria-label], [placeholder]")].flatMap(
    (element) => [element.getAttribute("aria-label"), element.getAttribute("placeholder")])"""


def english_labels(page: Page) -> list[str]:
    """What is still said as Streamlit says it, and what is said in French is not."""
    patterns = [re.compile(re.escape(word).replace(re.escape(GAP), ".*")) for word in ENGLISH]
    said = [label for label in page.evaluate(LABELS) if label]
    return [label for label in said if any(pattern.fullmatch(label) for pattern in patterns)]


def test_labels_follow_the_language(page: Page) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible()
    for title in ("Le palmarès", "Le profit"):
        go_to(page, title)
        expect(page.get_by_label(re.compile("^Aide\u00a0: ")).first).to_be_attached()
        assert english_labels(page) == []
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Aller au contenu")
    page.get_by_role("textbox", name="Frais fixes").fill("12 000")
    expect(page.get_by_test_id("InputInstructions").filter(has_text="Entrée pour valider")).to_be_visible()
    page.get_by_text("EN", exact=True).click()
    expect(page.get_by_label("Help for Fixed costs")).to_be_visible()
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Skip to main content")
    page.get_by_text("FR", exact=True).click()
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Aller au contenu")


def test_the_chip_of_an_uploaded_file_is_french(page: Page, tmp_path: Path) -> None:
    page.locator("input[type=file]").set_input_files(ten_clients(tmp_path / "clients.csv"))
    expect(page.get_by_text("10 clients classés")).to_be_visible()
    expect(page.get_by_role("button", name="Retirer clients.csv")).to_be_visible()
    expect(page.get_by_role("button", name="Ajouter des fichiers")).to_be_visible()
    assert english_labels(page) == []
    # Its size, which is written as in English, is not shown.
    chip = page.get_by_test_id("stFileChip").inner_text()
    assert chip.split() == ["clients.csv"]


def test_a_lost_connection_is_said_in_french(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path)
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    try:
        page.goto(server.address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Vos clients")
    finally:
        server.kill()
    expect(page.get_by_role("dialog")).to_contain_text("Connexion perdue", timeout=60_000)
    expect(page.get_by_role("dialog")).to_contain_text("Palmarès ne répond plus")
    context.close()
