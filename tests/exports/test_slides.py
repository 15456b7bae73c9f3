"""The slides that are there where they have something to say, against figures by hand or by pandas."""

import io
from dataclasses import replace
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor
from pptx import Presentation
from pptx.slide import Slide

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.exports.slides import slides
from lib.look.palette import blended
from lib.plan.compute import PlanResult, client_plan, compute
from lib.plan.plan import Plan
from lib.plan.slice_settings import Slice
from lib.reading.clients_from_rows import read_file
from lib.slices.side_by_side import LEAST_DISTANCE, most_telling
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of
from tests.mix.test_mix import ROWS, TWO
from tests.office import DAY, FR


def deck_of(result: PlanResult, texts: Texts = FR) -> list[Slide]:
    return list(Presentation(io.BytesIO(slides(result, texts, DAY))).slides)


class Told(NamedTuple):
    """A slide with a table: its title, the table's cells, and all of its text beside them."""

    title: str
    cells: list[list[str]]
    said: str


def told(result: PlanResult, heading: str, texts: Texts = FR) -> list[Told]:
    """The slides whose table begins with that heading."""
    found = []
    for slide in deck_of(result, texts):
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
            if cells[0][0] == heading:
                found.append(Told(slide.shapes.title.text_frame.text, cells, said))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_tiers_buy(language: Language) -> None:
    """By hand: both of A buy beer, half of it cider; of B one in four beer and nobody cider."""
    texts = Texts(language)
    _, (title, cells, said) = told(
        compute(read_file(ROWS.encode(), "list.csv"), TWO), texts("column.tier"), texts
    )
    assert cells == [
        [texts("column.tier"), "Vin", "Bière", "Cidre", "Jus"],
        ["A", *map(texts.percent, (1, 1, 0.5, 0))],
        ["B", *map(texts.percent, (0.75, 0.25, 0, 0.25))],
    ]
    for item, upper, lower in (("Bière", 1, 0.25), ("Cidre", 0.5, 0), ("Vin", 1, 0.75)):
        assert (
            texts("mix.gap.item", item=item, upper=texts.percent(upper), lower=texts.percent(lower)) in title
        )
    # What is to be won, as added up in the test of the rule.
    assert texts.money(205 * UNIT, None) in said
    assert "**" not in said


def test_of_many_articles_those_of_the_title_are_shown() -> None:
    """Eight articles that all buy, and a small one that only the first tier does."""
    rows = [f"{client};{item};{50 - place}" for client in "ABCD" for place, item in enumerate("abcdefgh")]
    rows += ["A;z;1", "A;a;900"]
    clients = read_file("\n".join(["Client;Article;CA", *rows]).encode(), "list.csv")
    result = compute(clients, Plan(method="count", tier_count=2, counts=(1,)))
    _, (title, cells, _) = told(result, FR("column.tier"))
    assert "z (" in title
    assert cells[0] == ["Groupe", *"abcde", "z"]
    assert cells[1][-1] == FR.percent(1)


@pytest.mark.parametrize(
    "rows",
    ["Client;CA\nA;3\nB;2\n", "Client;Article;CA\nA;x;9\nB;x;2\nC;x;1\n", "Client;Article;CA\nA;x;9\n"],
)
def test_no_slide_where_no_tier_buys_what_the_next_does_not(rows: str) -> None:
    clients = read_file(rows.encode(), "list.csv")
    assert len(deck_of(compute(clients, Plan(tier_count=2)))) == 5


def regions(values: list[str], revenues: list[int]) -> ClientList:
    """A list with a region a client."""
    plain = list_of(revenues)
    table = plain.ranked.assign(region=pd.Series(values, dtype="str"))
    return client_list(table, plain.report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_slices_side_by_side_against_pandas(language: Language) -> None:
    texts = Texts(language)
    clients = regions(["N", "S", "S", "", "N", "S", "N", "", "O", "O"], TOY)
    result = compute(clients, Plan(method="share", tier_count=3, budget_minutes=60_000))
    table = client_plan(result).assign(region=clients.ranked["region"])
    ((title, cells, _),) = told(result, texts("slices.column.region"), texts)
    of = table.groupby("region")
    revenue, time = of["revenue"].sum() / table["revenue"].sum(), of["minutes"].sum() / 60_000
    first = table[table["tier"] == "A"].groupby("region").size()
    for region, clients_of in of.size().items():
        name = region or texts("slices.no_value")
        (row,) = [row for row in cells if row[0] == name]
        shares = [texts.percent(share[region]) for share in (revenue, time)]
        assert row[1:5] == [texts.integer(clients_of), texts.integer(first.get(region, 0)), *shares]
    widest = (time - revenue).abs()[["N", "S", "O"]].idxmax()
    assert title.startswith(str(widest))
    assert texts.percent(revenue[widest]) in title
    assert texts.percent(time[widest]) in title


def test_of_many_slices_the_largest_are_shown_and_the_count_is_said() -> None:
    clients = regions([f"R{place}" for place in range(10)], TOY)
    ((title, cells, said),) = told(compute(clients, Plan(tier_count=2)), FR("slices.column.region"))
    assert [row[0] for row in cells[1:]] == [f"R{place}" for place in range(6)]
    assert title.split()[0] in {row[0] for row in cells}
    assert FR("slices.more", shown="6", count="10") in said


def test_no_slide_of_slices_in_a_slice_nor_without_anything_to_say() -> None:
    clients = regions(["N", "S"] * 5, TOY)
    spoken = Plan(tier_count=2)
    assert len(deck_of(compute(clients, spoken))) == 6
    for static in (False, True):
        inside = compute(clients, replace(spoken, slice=Slice("region", "N", static)))
        assert len(deck_of(inside)) == 5
    assert len(deck_of(compute(clients, replace(spoken, budget_minutes=0)))) == 5
    alike = regions(["N", "S"] * 5, [7] * 10)
    assert len(deck_of(compute(alike, spoken))) == 5


@given(st.lists(st.tuples(st.sampled_from(["", "N", "S", "W"]), st.integers(1, 90)), min_size=2, max_size=12))
def test_the_widest_distance_is_the_widest(rows: list[tuple[str, int]]) -> None:
    rows.sort(key=lambda row: -row[1])
    clients = regions([region for region, _ in rows], [revenue for _, revenue in rows])
    result = compute(clients, Plan(tier_count=2, budget_minutes=6_000))
    telling = most_telling(result, 9)
    table = client_plan(result).assign(region=clients.ranked["region"])
    shares = table.groupby("region")[["revenue", "minutes"]].sum() / table[["revenue", "minutes"]].sum()
    named = shares[shares.index != ""]
    distance = (named["minutes"] - named["revenue"]).abs().max()
    if len(shares) < 2 or distance < LEAST_DISTANCE - 1e-9:
        assert telling is None
    elif distance > LEAST_DISTANCE + 1e-9:
        assert telling is not None
        assert telling.distance(telling.widest) == pytest.approx(distance)


@pytest.mark.parametrize("share", [0, 0.3, 0.5, 1])
def test_a_colour_over_another_is_that_of_a_picture(share: float) -> None:
    under, over = "#fefdfb", "#2f7f95"
    pictures = [Image.new("RGB", (1, 1), colour) for colour in (under, over)]
    wanted = Image.blend(*pictures, share).getpixel((0, 0))
    ours = ImageColor.getrgb(blended(under, over, share))
    assert max(abs(a - b) for a, b in zip(ours, wanted, strict=True)) <= 1
