"""Slices and groups of companies in a browser: the filter beside the title, the switch, and a link."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import go_to

ROWS = ["Client;Code client;Région;Maison mère;Famille;CA HT"]
ROWS += [
    f"Société {number};C{number};{region};{parent};Vin;{1000 // number}"
    for number in range(1, 13)
    for region, parent in [("Nord" if number % 2 else "Sud", "Bellevue" if number in (2, 3) else "")]
]


@pytest.fixture
def ranking(page: Page, tmp_path: Path) -> Page:
    """The ranking of twelve clients in two regions."""
    file = tmp_path / "clients.csv"
    file.write_text("\n".join(ROWS), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("12 clients classés")).to_be_visible()
    go_to(page, "Le palmarès")
    return page


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_role("combobox", name=field).click()
    page.get_by_role("option", name=option).click()


def test_a_slice_is_on_every_page_and_its_link_opens_it_again(ranking: Page) -> None:
    headline = ranking.get_by_text(
        "Région : Sud, périmètre classé pour lui-même : 6 clients".replace(" :", "\u00a0:")
    )
    ranking.get_by_role("button", name="Périmètre").click()
    choose(ranking, "Regarder par", "Région")
    choose(ranking, "Périmètre", "Sud (6 clients)")
    expect(headline).to_be_visible()
    link = ranking.get_by_test_id("stCode").inner_text().strip()
    assert "Sud" not in link
    ranking.keyboard.press("Escape")
    for name in ("Les groupes", "Le plan"):
        go_to(ranking, name)
        expect(headline).to_be_visible()
    ranking.get_by_role("button", name="Périmètre").click()
    ranking.get_by_role("button", name="Revenir à toute la maison").click()
    expect(headline).to_be_hidden()
    ranking.goto(link)
    expect(headline).to_be_visible()


def test_groups_count_as_one_client_and_open_to_their_members(ranking: Page) -> None:
    expect(ranking.get_by_text("2 clients de votre liste appartiennent")).to_be_visible()
    ranking.get_by_text("Compter les sociétés d’un même groupe").click()
    expect(ranking.get_by_text("Les sociétés d’un même groupe comptent pour un seul client.")).to_be_visible()
    go_to(ranking, "Le plan")
    expect(ranking.get_by_text("11 clients").first).to_be_visible()
