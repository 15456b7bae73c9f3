"""The meeting page in a real browser: a boundary dragged by mouse and by finger, and the whole meeting by
keyboard alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_main_job import go_to

REVENUES = [400, 200, 100, 80, 60, 50, 40, 30, 25, 15]
"""The worked example of the method: at five equal slices the tiers hold 1, 1, 1, 2 and 5 clients."""
COLUMN = ".tiers tbody tr td:nth-child(2)"
"""The cells of the table of tiers that say how many clients."""


def ten_clients(path: Path) -> Path:
    """A file of ten clients whose tiers are known."""
    lines = [f"Société {chr(65 + place)};{revenue}" for place, revenue in enumerate(REVENUES)]
    path.write_text("\n".join(["Client;Chiffre d'affaires", *lines]), encoding="utf-8")
    return path


@pytest.fixture
def client_file(tmp_path: Path) -> Path:
    return ten_clients(tmp_path / "clients.csv")


@pytest.fixture
def meeting(page: Page, client_file: Path) -> Page:
    """The tiers page with the ten clients."""
    page.locator("input[type=file]").set_input_files(client_file)
    expect(page.get_by_text("10 clients classés")).to_be_visible()
    go_to(page, "Les groupes")
    expect(handle(page, "D", "E")).to_be_visible()
    return page


def handle(page: Page, upper: str, lower: str) -> Locator:
    """The boundary between two tiers on the curve."""
    return page.get_by_role("slider", name=f"Limite entre {upper} et {lower}")


def slider(page: Page, upper: str, lower: str) -> Locator:
    """The slider of the same threshold."""
    return page.get_by_role("slider", name=re.compile(rf"{upper} \| {lower}"))


def clients_by_tier(page: Page) -> list[int]:
    """The column of clients in the table of tiers."""
    return [int(cell) for cell in page.locator(COLUMN).all_inner_texts()]


def expect_clients(page: Page, clients: list[int]) -> None:
    """Wait for the table of tiers to hold so many clients each, and for the server to know."""
    expect(page.locator(COLUMN)).to_have_text([re.compile(rf"^{count}$") for count in clients])
    expect(page.locator(".board")).to_have_attribute("data-waiting", "0")


def middle(knob: Locator) -> tuple[float, float]:
    box = knob.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def settled(part: Locator) -> None:
    """Wait until a part of the page stands still: what is above it may still grow."""
    before, now = None, part.bounding_box()
    while now != before:
        part.page.wait_for_timeout(300)
        before, now = now, part.bounding_box()


def cuts(page: Page) -> list[int]:
    """How many clients lie above each boundary, as the picture says."""
    texts = [one.get_attribute("aria-valuetext") for one in page.locator(".handle").all()]
    return [int((text or "").split()[0]) for text in texts]


def test_dragging_a_boundary_moves_the_plan_and_undo_restores_it(meeting: Page) -> None:
    expect_clients(meeting, [1, 1, 1, 2, 5])
    last = handle(meeting, "D", "E")
    knob = last.locator(".knob")
    last.scroll_into_view_if_needed()
    x, y = middle(knob)
    meeting.mouse.move(x, y)
    meeting.mouse.down()
    meeting.mouse.move(x + 80, y, steps=8)
    expect(last).to_have_attribute("aria-valuetext", re.compile(r"^[78] clients"))
    expect(meeting.locator(".readout")).to_contain_text("D | E")
    # Not yet let go: everything on the board has moved, the plan has not.
    cut = cuts(meeting)[-1]
    expect_clients(meeting, [1, 1, 1, cut - 3, 10 - cut])
    undo = meeting.get_by_role("button", name="Annuler")
    expect(undo).to_be_disabled()
    meeting.mouse.up()
    expect(undo).to_be_enabled()
    expect_clients(meeting, [1, 1, 1, cut - 3, 10 - cut])
    expect(last).to_be_focused()

    # Far to the left it stops at its neighbour, so that no tier is empty and none other moves.
    x, y = middle(knob)
    meeting.mouse.move(x, y)
    meeting.mouse.down()
    meeting.mouse.move(x - 600, y + 300, steps=8)
    meeting.mouse.up()
    expect_clients(meeting, [1, 1, 1, 1, 6])
    assert cuts(meeting) == [1, 2, 3, 4]

    for clients in ([1, 1, 1, cut - 3, 10 - cut], [1, 1, 1, 2, 5]):
        meeting.get_by_role("button", name="Annuler").click()
        expect_clients(meeting, clients)
        expect(last).to_have_attribute("aria-valuetext", re.compile(rf"^{sum(clients[:4])} clients"))


def test_escape_lets_a_boundary_go_back(meeting: Page) -> None:
    last = handle(meeting, "D", "E")
    last.scroll_into_view_if_needed()
    x, y = middle(last.locator(".knob"))
    meeting.mouse.move(x, y)
    meeting.mouse.down()
    meeting.mouse.move(x + 60, y, steps=4)
    expect(last).not_to_have_attribute("aria-valuetext", re.compile("^5 clients"))
    meeting.keyboard.press("Escape")
    expect(last).to_have_attribute("aria-valuetext", re.compile("^5 clients"))
    meeting.mouse.up()
    expect(meeting.get_by_role("button", name="Annuler")).to_be_disabled()


def test_quick_steps_are_all_kept_and_undone_one_by_one(meeting: Page) -> None:
    last = handle(meeting, "D", "E")
    last.focus()
    for _ in range(3):
        meeting.keyboard.press("ArrowRight")
    expect_clients(meeting, [1, 1, 1, 5, 2])
    for clients in ([1, 1, 1, 4, 3], [1, 1, 1, 3, 4], [1, 1, 1, 2, 5]):
        meeting.keyboard.press("Control+z")
        expect_clients(meeting, clients)
    expect(meeting.get_by_role("button", name="Annuler")).to_be_disabled()
    meeting.keyboard.press("Control+Shift+Z")
    expect_clients(meeting, [1, 1, 1, 3, 4])
    meeting.keyboard.press("Control+y")
    expect_clients(meeting, [1, 1, 1, 4, 3])


def test_the_slider_and_the_curve_follow_each_other(meeting: Page) -> None:
    handle(meeting, "D", "E").focus()
    meeting.keyboard.press("End")
    expect_clients(meeting, [1, 1, 1, 6, 1])
    expect(slider(meeting, "D", "E")).to_have_value("98")
    slider(meeting, "D", "E").focus()
    for _ in range(4):
        meeting.keyboard.press("ArrowLeft")
    expect(handle(meeting, "D", "E")).to_have_attribute("aria-valuetext", re.compile("^8 clients"))
    expect_clients(meeting, [1, 1, 1, 5, 2])


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there."""
    expect(wanted).to_be_attached()
    for _ in range(90):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element.getRootNode().activeElement === element"):
            return
    raise AssertionError("Tab does not reach it")


def test_a_whole_meeting_with_the_keyboard_alone(meeting: Page) -> None:
    tab_to(meeting, slider(meeting, "D", "E"))
    meeting.keyboard.press("ArrowRight")
    expect(slider(meeting, "D", "E")).to_have_value("85")
    expect_clients(meeting, [1, 1, 1, 3, 4])
    expect(slider(meeting, "D", "E")).to_be_focused()

    budget = meeting.get_by_role("slider", name=re.compile(r"^A\s:"))
    tab_to(meeting, budget)
    for _ in range(5):
        meeting.keyboard.press("ArrowRight")
    expect(budget).to_have_value("25")
    expect(meeting.get_by_text(re.compile(r"400\u00a0h")).first).to_be_visible()

    tab_to(meeting, handle(meeting, "C", "D"))
    meeting.keyboard.press("ArrowRight")
    expect_clients(meeting, [1, 1, 2, 2, 4])
    meeting.keyboard.press("Control+z")
    expect_clients(meeting, [1, 1, 1, 3, 4])
    expect(handle(meeting, "C", "D")).to_be_focused()

    # Tab from the end of the page comes round to its beginning, where the button is.
    projector = meeting.get_by_role("button", name="Projeter")
    tab_to(meeting, projector)
    meeting.keyboard.press("Enter")
    expect(meeting.get_by_role("heading", level=1)).to_be_hidden()
    expect(meeting.get_by_role("navigation")).to_be_hidden()
    expect(meeting.get_by_role("table")).to_be_visible()
    tab_to(meeting, handle(meeting, "D", "E"))
    meeting.keyboard.press("ArrowRight")
    expect(meeting.get_by_role("table").get_by_role("row").nth(5)).to_contain_text("3")
    meeting.keyboard.press("Escape")
    expect(meeting.get_by_role("heading", level=1)).to_be_visible()
    expect_clients(meeting, [1, 1, 1, 4, 3])


def test_after_the_projector_the_focus_is_where_it_was(meeting: Page) -> None:
    projector = meeting.get_by_role("button", name="Projeter")
    projector.focus()
    meeting.keyboard.press("Enter")
    expect(meeting.get_by_role("button", name="Quitter la projection")).to_be_visible()
    meeting.keyboard.press("Escape")
    expect(projector).to_be_focused()


def to_the_end(page: Page) -> None:
    """Scroll a page that is drawn to its end."""
    page.wait_for_function(
        """() => {
            const main = document.querySelector('[data-testid=stMain]');
            main.scrollTo(0, main.scrollHeight);
            return main.scrollTop > 100;
        }"""
    )


def test_a_page_opens_at_its_top(meeting: Page) -> None:
    to_the_end(meeting)
    go_to(meeting, "Le profit")
    expect(meeting.get_by_role("heading", level=1)).to_have_text("Le profit")
    expect(meeting.get_by_role("heading", level=1)).to_be_in_viewport()
    to_the_end(meeting)
    go_to(meeting, "Les groupes")
    expect(handle(meeting, "D", "E")).to_be_visible()
    expect(meeting.get_by_role("heading", level=1)).to_be_in_viewport()


def test_the_names_of_tiers_are_there_in_full(meeting: Page) -> None:
    name = "Très grands comptes"
    meeting.get_by_text("Noms, couleurs et clients").click()
    field = meeting.get_by_role("textbox", name="Nom du groupe A")
    field.fill(name)
    field.press("Enter")
    expect(handle(meeting, name, "B")).to_be_visible()
    cell = meeting.get_by_role("rowheader", name=name)
    assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth"), "the table cuts the name off"
    expect(meeting.locator(".shares span").filter(has_text=name).first).to_be_visible()
    beside = meeting.locator(".picture text").filter(has_text="Très grands").filter(has_text="comptes")
    expect(beside.first).to_be_visible()


@pytest.mark.parametrize("language", ["FR", "EN"])
@pytest.mark.parametrize("width", [1280, 1440, 390])
def test_what_a_slider_means_is_there_in_full(page: Page, language: str, width: int) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text("173 clients classés")).to_be_visible()
    go_to(page, "Les groupes")
    page.get_by_text(language, exact=True).click()
    page.set_viewport_size({"width": width, "height": 844})
    labels = page.locator(".row > label[for]")
    expect(labels.last).to_contain_text({"FR": "par client", "EN": "per client"}[language])
    for label in labels.all():
        assert label.evaluate("label => label.scrollWidth <= label.clientWidth"), label.text_content()


def test_a_heading_that_does_not_say_what_it_is_is_explained(meeting: Page) -> None:
    heading = meeting.get_by_role("columnheader", name="Intensité")
    expect(heading).to_have_attribute("title", re.compile("part du temps"))


def test_undo_in_a_text_field_belongs_to_the_text(meeting: Page) -> None:
    handle(meeting, "D", "E").focus()
    meeting.keyboard.press("ArrowRight")
    expect_clients(meeting, [1, 1, 1, 3, 4])
    field = meeting.get_by_role("textbox", name="Heures par an, en tout")
    field.focus()
    field.press("Control+z")
    handle(meeting, "C", "D").focus()
    meeting.keyboard.press("ArrowRight")
    expect_clients(meeting, [1, 1, 2, 2, 4])


@pytest.fixture
def phone(browser: Browser, app_address: str, client_file: Path) -> Iterator[Page]:
    """The tiers page in the hand."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(app_address)
    page.locator("input[type=file]").set_input_files(client_file)
    expect(page.get_by_text("10 clients classés")).to_be_visible()
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Les groupes").click()
    expect(handle(page, "D", "E")).to_be_attached()
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    yield page
    context.close()


class Finger:
    """A finger on the screen."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def drag(self, start: tuple[float, float], across: float) -> None:
        """Put it down and move it sideways, without letting go."""
        x, y = start
        for kind, part in (("touchStart", 0), ("touchMove", 0.2), ("touchMove", 0.5), ("touchMove", 1)):
            point = {"x": x + part * across, "y": y}
            self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})

    def lift(self) -> None:
        self.session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def swipe(self, start: tuple[float, float], across: float) -> None:
        self.drag(start, across)
        self.lift()


def top(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def test_on_a_phone_the_curve_comes_first_then_the_sentence_then_the_sliders(phone: Page) -> None:
    curve = phone.get_by_role("group", name=re.compile("Courbe de Pareto"))
    sentence = phone.get_by_text("Si tous sont traités de la même façon")
    settled(slider(phone, "A", "B"))
    assert top(curve) < top(sentence) < top(slider(phone, "A", "B")) < top(phone.locator(".shares"))
    expect(curve).to_be_in_viewport(ratio=1)


def test_a_whole_meeting_by_touch(phone: Page) -> None:
    """A boundary, a share of the time, a lock, undo, the projector, the slide show: with a finger alone."""
    finger = Finger(phone)
    last = handle(phone, "D", "E")
    settled(last)
    finger.swipe(middle(last.locator(".knob")), 60)
    expect(last).not_to_have_attribute("aria-valuetext", re.compile("^5 clients"))
    cut = cuts(phone)[-1]
    expect_clients(phone, [1, 1, 1, cut - 3, 10 - cut])

    lock = phone.get_by_text("Figer E", exact=True)
    lock.scroll_into_view_if_needed()
    lock.tap()
    expect(phone.get_by_role("checkbox", name="Figer E")).to_be_checked()
    budget = phone.get_by_role("slider", name=re.compile(r"^A\s:"))
    budget.scroll_into_view_if_needed()
    finger.swipe(middle(budget), 60)
    expect(budget).not_to_have_value("20")
    phone.get_by_role("button", name="Annuler").tap()
    expect(budget).to_have_value("20")

    phone.get_by_role("button", name="Projeter").tap()
    expect(phone.get_by_role("heading", level=1)).to_be_hidden()
    expect_clients(phone, [1, 1, 1, cut - 3, 10 - cut])
    phone.get_by_role("button", name="Diaporama").tap()
    show = phone.get_by_role("dialog", name="Diaporama de l’argument")
    expect(show.get_by_text("1 / 5")).to_be_visible()
    finger.swipe((300, 400), -150)
    expect(show.get_by_text("2 / 5")).to_be_visible()
    phone.touchscreen.tap(370, 500)
    expect(show.get_by_text("3 / 5")).to_be_visible()
    phone.touchscreen.tap(20, 500)
    finger.swipe((100, 400), 150)
    expect(show.get_by_text("1 / 5")).to_be_visible()
    phone.touchscreen.tap(195, 500)
    show.get_by_role("button", name="Quitter le diaporama").tap()
    phone.get_by_role("button", name="Quitter la projection").tap()
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect_clients(phone, [1, 1, 1, cut - 3, 10 - cut])


def test_a_finger_moves_a_boundary_on_a_phone(phone: Page) -> None:
    last = handle(phone, "D", "E")
    last.scroll_into_view_if_needed()
    settled(last)
    reach = last.locator(".reach").bounding_box()
    assert reach is not None
    assert reach["width"] >= 44, "too small for a finger"
    assert reach["x"] >= 0
    assert reach["x"] + reach["width"] <= 390
    finger = Finger(phone)
    finger.drag(middle(last.locator(".knob")), 60)
    expect(last).to_have_attribute("aria-valuetext", re.compile(r"^[78] clients"))
    finger.lift()
    cut = cuts(phone)[-1]
    expect_clients(phone, [1, 1, 1, cut - 3, 10 - cut])
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth > innerWidth"
    assert not phone.evaluate(wider), "the page scrolls sideways"
