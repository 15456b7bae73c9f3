"""The grids in a real browser: typing, pasting from Excel, leaving the page and coming back, and the keyboard
alone."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_main_job import go_to

EXCEL = (
    'Atelier\t\tÉquipe\t120\t12,5\t2\t1\t0,5\t0\t0\n"Salon ""Pro""\nLyon"\tDirigeant\t480\t300\t1\t1\t0\t0\t0'
)
COLUMNS = ["Service", "Par qui", "Minutes", "Frais", "A", "B", "C", "D", "E"]


def open_services(page: Page) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible(timeout=20_000)
    go_to(page, "Les services")


def start_from_trade(page: Page) -> None:
    page.get_by_role("button", name="Négoce").click()
    expect(cell(page, "Service", 1)).to_have_value("Visite du dirigeant")


def cell(page: Page, column: str, row: int) -> Locator:
    """A cell of a grid on the page, its row counted from 1."""
    label = re.compile(rf"^{re.escape(column)}, ligne {row}(\s:|$)")
    return page.locator(".grid").get_by_role("table").locator("input, select").and_(page.get_by_label(label))


def settled(page: Page) -> None:
    """Everything typed is answered."""
    expect(page.locator(".grid").first).to_have_attribute("data-waiting", "0")


def test_what_is_typed_stays_over_pages_and_wrong_cells_are_answered_beside_them(page: Page) -> None:
    open_services(page)
    start_from_trade(page)
    cell(page, "A", 3).click()
    page.keyboard.type("30,5")
    page.keyboard.press("Enter")
    expect(cell(page, "A", 4)).to_be_focused()
    expect(page.get_by_text(re.compile(r"demande 28\d"))).to_be_visible()
    cell(page, "A", 2).fill("souvent")
    page.keyboard.press("Tab")
    expect(cell(page, "B", 2)).to_be_focused()
    fault = page.get_by_role("alert").filter(
        has_text=re.compile("Ligne 2, colonne A.*souvent.*n’est pas un nombre")
    )
    expect(fault).to_be_visible()
    expect(cell(page, "A", 2)).to_have_attribute("aria-invalid", "true")
    below, field = fault.bounding_box(), cell(page, "A", 2).bounding_box()
    assert below is not None
    assert field is not None
    assert 0 <= below["y"] - field["y"] - field["height"] < 12
    go_to(page, "Le plan")
    go_to(page, "Les services")
    expect(fault).to_be_visible()
    expect(cell(page, "A", 3)).to_have_value("30,5")
    expect(cell(page, "A", 2)).to_have_value("souvent")
    cell(page, "A", 2).fill("8,25")
    page.keyboard.press("Enter")
    expect(fault).to_have_count(0)
    expect(cell(page, "A", 2)).not_to_have_attribute("aria-invalid", "true")


def test_rows_are_pasted_from_excel_and_undone_at_once(visitor: BrowserContext, page: Page) -> None:
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    open_services(page)
    start_from_trade(page)
    page.evaluate("text => navigator.clipboard.writeText(text)", EXCEL.replace("\t\tÉquipe", "\tÉquipe"))
    cell(page, "Service", 6).click()
    page.keyboard.press("Control+v")
    rows = [
        ["Atelier", "Équipe", "120", "12,5", "2", "1", "0,5", "0", "0"],
        ['Salon "Pro" Lyon', "Dirigeant", "480", "300", "1", "1", "0", "0", "0"],
    ]
    for number, values in enumerate(rows, 6):
        for column, value in zip(COLUMNS, values, strict=True):
            expect(cell(page, column, number)).to_have_value(value)
    settled(page)
    expect(cell(page, "Service", 8)).to_have_value("")
    page.get_by_role("button", name="Annuler").click()
    expect(cell(page, "Service", 6)).to_have_value("Lettre d’information")
    expect(cell(page, "Service", 7)).to_have_value("")


def test_a_catalogue_is_written_by_keyboard_alone(page: Page) -> None:
    open_services(page)
    cell(page, "Service", 1).focus()
    for row in (("Visite", "Dir", "90", "1 020,5", "4"), ("Appel", "Aut", "15", "0", "12")):
        for text in row:
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
    settled(page)
    for number, row in enumerate(
        (("Visite", "Dirigeant", "90", "1 020,5", "4"), ("Appel", "Automatique", "15", "0", "12")), 1
    ):
        for column, value in zip(COLUMNS[:5], row, strict=True):
            expect(cell(page, column, number)).to_have_value(value)
    expect(cell(page, "Service", 3)).to_be_focused()
    # Back up, to the cross behind the last cell of the first row.
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    for _ in COLUMNS:
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Supprimer la ligne 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, "Service", 1)).to_have_value("Appel")
    expect(cell(page, "Service", 1)).to_be_focused()
    # Escape takes back what is being typed; so does the browser's own undo.
    page.keyboard.type("Mail")
    page.keyboard.press("Escape")
    expect(cell(page, "Service", 1)).to_have_value("Appel")
    page.keyboard.type("Mail")
    # How many keys one undo takes back is the browser's affair.
    for _ in "Mail":
        if cell(page, "Service", 1).input_value() != "Appel":
            page.keyboard.press("Control+z")
    expect(cell(page, "Service", 1)).to_have_value("Appel")
    settled(page)
    page.get_by_role("button", name="Annuler").click()
    expect(cell(page, "Service", 1)).to_have_value("Visite")


def test_a_grid_of_sixty_services_stays_on_one_screen_and_usable(visitor: BrowserContext, page: Page) -> None:
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    open_services(page)
    block = "\n".join(f"Service {number}\tÉquipe\t{number}" for number in range(1, 61))
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    cell(page, "Service", 1).click()
    page.keyboard.press("Control+v")
    expect(cell(page, "Minutes", 60)).to_have_value("60")
    settled(page)
    cell(page, "Service", 1).click()
    for _ in range(6):
        page.keyboard.press("PageDown")
    expect(cell(page, "Service", 61)).to_be_focused()
    expect(cell(page, "Service", 61)).to_be_in_viewport()
    page.keyboard.type("Service 61")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="60")).to_be_in_viewport()


@pytest.mark.parametrize("part", ["Qui s’occupe de qui", "Contacts par mois"])
def test_the_other_parts_open(page: Page, part: str) -> None:
    open_services(page)
    page.get_by_text(part, exact=True).click()
    expect(page.get_by_text(re.compile("personne"))).not_to_have_count(0)


def test_a_client_is_given_to_somebody_by_hand(page: Page) -> None:
    open_services(page)
    page.get_by_text("Qui s’occupe de qui", exact=True).click()
    choice = cell(page, "Responsable", 2)
    expect(choice).to_be_visible()
    now = choice.input_value()
    other = next(name for name in choice.locator("option").all_inner_texts() if name not in ("", now))
    choice.select_option(other)
    again = page.get_by_role("button", name=re.compile("à la main"))
    expect(again).to_be_visible()
    expect(choice).to_have_value(other)
    again.click()
    expect(choice).to_have_value(now)


def test_a_grid_that_does_not_grow_is_sorted_by_a_click_and_keeps_its_order(page: Page) -> None:
    open_services(page)
    go_to(page, "Demain")
    page.get_by_text("La relève", exact=True).click()
    heading = page.get_by_role("columnheader", name="Gain")
    gains = page.locator(".grid tbody tr > td:nth-child(10)")
    expect(gains.first).to_be_visible()
    as_they_come = gains.all_inner_texts()
    money = [int("".join(filter(str.isdigit, text))) for text in as_they_come]
    assert all(text.startswith("+") for text in as_they_come)
    for order, way in ((sorted(money), "ascending"), (sorted(money, reverse=True), "descending")):
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", way)
        assert [int("".join(filter(str.isdigit, text))) for text in gains.all_inner_texts()] == order
    last = cell(page, "Retenu", len(money))
    last.check()
    settled(page)
    expect(last).to_be_checked()
    heading.get_by_role("button").click()
    expect(cell(page, "Retenu", 1)).to_be_checked()
    assert sorted(gains.all_inner_texts()) == sorted(as_they_come)
