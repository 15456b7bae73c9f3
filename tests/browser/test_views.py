"""The projector, the slide show and the magnifier of the curve: what is seen from the back of the room."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import handle, middle, settled, tab_to, ten_clients

# Which boards are seen, each time another picture is drawn.
COUNT_BOARDS = """() => {
  window.boards = []
  const look = () => {
    const there = ['board_page', 'board_projector'].filter((key) =>
      document.querySelector(`.st-key-${key}`)?.checkVisibility({ visibilityProperty: true }))
    if (there.length && window.boards.at(-1) !== `${there}`) window.boards.push(`${there}`)
    requestAnimationFrame(look)
  }
  look()
}"""
SIZES = [(1280, 720), (1920, 1080), (1024, 768)]
Box = dict[str, float]


@pytest.fixture
def open_list(page: Page, tmp_path: Path) -> Callable[[list[int]], Page]:
    """The tiers page with clients of those revenues."""

    def load(revenues: list[int]) -> Page:
        lines = [f"Société {number};{revenue}" for number, revenue in enumerate(revenues, 1)]
        file = tmp_path / "clients.csv"
        file.write_text("\n".join(["Client;Chiffre d'affaires", *lines]), encoding="utf-8")
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text(f"{len(revenues)} clients classés")).to_be_visible()
        go_to(page, "Les groupes")
        expect(handle(page, "D", "E")).to_be_visible()
        return page

    return load


@pytest.fixture
def projector(page: Page, tmp_path: Path) -> Page:
    """The view for a projector, with the ten clients."""
    page.locator("input[type=file]").set_input_files(ten_clients(tmp_path / "clients.csv"))
    expect(page.get_by_text("10 clients classés")).to_be_visible()
    go_to(page, "Les groupes")
    page.get_by_role("button", name="Projeter").click()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    expect(handle(page, "D", "E")).to_be_visible()
    return page


def box_of(part: Locator) -> Box:
    part.wait_for()  # a picture that is drawn anew is not there for a moment
    box = part.bounding_box()
    assert box is not None
    return dict(box)


def overlap(one: Box, other: Box) -> float:
    """How much of two boxes lies one over the other, in square pixels."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    up = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return max(0, across) * max(0, up)


def test_the_projector_shows_every_row_at_once_at_any_size(projector: Page) -> None:
    for width, height in SIZES:
        projector.set_viewport_size({"width": width, "height": height})
        parts = [
            projector.get_by_text("Si tous sont traités de la même façon"),
            projector.get_by_role("button", name="Annuler"),
            projector.get_by_role("button", name="Rétablir"),
            projector.get_by_role("group", name=re.compile("Courbe de Pareto")),
            *projector.locator(".shares figcaption").all(),
            *projector.locator(".tiers tr").all(),
            *[projector.get_by_role("slider", name=re.compile(rf"^{tier}\s:")) for tier in "ABCDE"],
            *[projector.get_by_text(f"Figer {tier}", exact=True) for tier in "ABCDE"],
        ]
        for part in parts:
            expect(part).to_be_in_viewport(ratio=1)
        main = projector.get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollHeight <= main.clientHeight"), f"{width} × {height} scrolls"
        figures = [projector.locator(".tiers"), projector.locator(".shares"), parts[0], parts[3]]
        for one, other in combinations(map(box_of, figures), 2):
            assert overlap(one, other) == 0


def test_what_a_boundary_means_covers_no_figure_and_no_other_boundary(projector: Page) -> None:
    for width, height in SIZES:
        projector.set_viewport_size({"width": width, "height": height})
        settled(projector.locator(".picture"))
        for upper, lower in ("AB", "BC", "CD", "DE"):
            projector.mouse.move(*middle(handle(projector, upper, lower).locator(".knob")))
            readout = projector.locator(".readout")
            expect(readout).to_contain_text(f"{upper} | {lower}")
            label = box_of(readout)
            written = [text for text in projector.locator(".picture text").all() if text.text_content()]
            knobs = projector.locator(".handle .knob").all()
            assert [part.text_content() for part in written if overlap(label, box_of(part)) > 4] == []
            assert [part for part in knobs if overlap(label, box_of(part)) > 4] == []


def test_boundaries_that_crowd_are_spread_under_a_magnifier(open_list: Callable[[list[int]], Page]) -> None:
    page = open_list([200_000 // rank + 50 for rank in range(1, 301)])
    magnifier = page.get_by_role("button", name="Loupe sur les premiers")
    expect(magnifier).to_have_attribute("aria-pressed", "false")
    axis = page.locator(".picture .axis")
    expect(axis).to_contain_text("Part des clients")
    across = [box_of(handle(page, *pair).locator(".knob"))["x"] for pair in ("AB", "BC", "CD", "DE")]
    assert min(third - first for first, third in zip(across, across[2:], strict=False)) < 40
    magnifier.click()
    expect(magnifier).to_have_attribute("aria-pressed", "true")
    expect(axis).to_contain_text("Rang (échelle log.)")
    spread = [box_of(handle(page, *pair).locator(".knob"))["x"] for pair in ("AB", "BC", "CD", "DE")]
    assert min(third - first for first, third in zip(spread, spread[2:], strict=False)) > 40

    # The hand moves on it as it did, and the same is seen on the projector.
    last = handle(page, "D", "E")
    before = last.get_attribute("aria-valuetext")
    x, y = middle(last.locator(".knob"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 25, y, steps=4)
    page.mouse.up()
    expect(last).not_to_have_attribute("aria-valuetext", before or "")
    # To the right and up the curve together, as far as the hand went.
    assert x + 4 < middle(last.locator(".knob"))[0] < x + 28
    page.get_by_role("button", name="Projeter").click()
    expect(magnifier).to_have_attribute("aria-pressed", "true")
    magnifier.click()
    expect(axis).to_contain_text("Part des clients")


def test_never_two_boards_are_seen_while_a_view_gives_way(open_list: Callable[[list[int]], Page]) -> None:
    page = open_list([900, 500, 300, 200, 100, 60, 40])
    page.evaluate(COUNT_BOARDS)
    for view in ("Projeter", "Quitter la projection") * 3:
        page.get_by_role("button", name=view).click()
        settled(page.locator(".picture"))
    seen = page.evaluate("window.boards")
    assert {"board_page", "board_projector"} <= set(seen)
    assert all("," not in boards for boards in seen), seen


def test_the_slide_show_by_keys_and_back_where_the_focus_was(projector: Page) -> None:
    entry = projector.get_by_role("button", name="Diaporama")
    entry.focus()
    projector.keyboard.press("Enter")
    show = projector.get_by_role("dialog", name="Diaporama de l’argument")
    for number, about in enumerate(
        ("Votre propre loi", "Qui fait le chiffre", "Avant, et dans ce plan", "Ce que chacun reçoit",
         "Ce qui change, et pour qui"), 1,
    ):  # fmt: skip
        expect(show.get_by_text(about, exact=True)).to_be_visible()
        expect(show.get_by_text(f"{number} / 5")).to_be_visible()
        inside = show.evaluate("show => show.querySelector('.stage').scrollHeight <= innerHeight")
        assert inside, f"screen {number} does not fit"
        projector.keyboard.press("ArrowRight")
    expect(show.get_by_text("5 / 5")).to_be_visible()
    projector.keyboard.press("Control+z")
    projector.keyboard.press("Home")
    projector.keyboard.press("PageDown")
    projector.keyboard.press("ArrowLeft")
    expect(show.get_by_text("1 / 5")).to_be_visible()
    projector.keyboard.press("Escape")
    expect(show).to_be_hidden()
    expect(entry).to_be_focused()
    # One Escape leaves one view: the projector is still there.
    expect(projector.get_by_role("heading", level=1)).to_be_hidden()
    tab_to(projector, projector.get_by_role("button", name="Quitter la projection"))
    projector.keyboard.press("Escape")
    expect(projector.get_by_role("button", name="Projeter")).to_be_focused()
