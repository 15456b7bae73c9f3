"""The other files of a plan, opened with programs of their kind."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation

from lib.base.money import UNIT
from lib.base.outside import BEGINNINGS, in_csv
from lib.clients.model import ClientList
from lib.exports import client_csv, pictures, plan_json, print_page, slides
from lib.plan.compare import Scenario
from lib.plan.compute import client_plan, compute
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json
from lib.reading.clients_from_rows import read_file
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of
from tests.pages.app import ROOT

DAY = date(2026, 3, 3)


def sample(language: Language) -> ClientList:
    path = ROOT / "sample_data" / f"clients_{language}.xlsx"
    return read_file(path.read_bytes(), path.name)


def named(*names: str) -> ClientList:
    clients = list_of([100 * (len(names) - place) for place in range(len(names))])
    return replace(clients, ranked=clients.ranked.assign(client=list(names)))


def rows_of(data: bytes, delimiter: str) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("language", "delimiter", "decimal"), [("fr", ";", ","), ("en", ",", ".")])
def test_the_csv_holds_the_plan(language: Language, delimiter: str, decimal: str) -> None:
    clients = sample(language)
    result = compute(clients, Plan())
    data = client_csv.client_csv(result, Texts(language))
    read = pd.read_csv(io.BytesIO(data), sep=delimiter, decimal=decimal, encoding="utf-8-sig", dtype={2: str})
    wanted = client_plan(result)
    assert read.iloc[:, 1].tolist() == wanted["client"].tolist()
    assert (
        sum(Decimal(row[3].replace(decimal, ".")) for row in rows_of(data, delimiter)[1:])
        == Decimal(clients.total) / UNIT
    )
    assert read.iloc[:, 7].sum() == Plan().budget_minutes
    assert read.iloc[:, 6].tolist() == wanted["tier"].tolist()
    assert read.iloc[-1, 5] == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    "beginning",
    [
        *("=", "+", "-", "@", "\t", "\r", " =", "\n", "\t =", "\uff1d", "\uff0b", "\uff0d", "\uff20"),
        *("\u200b=", "\ufeff=", "\xa0=", "\u202e=", "\u2060\uff1d", "\u3000+", "\x0b@", "\u2028-", "\xad="),
    ],
)
def test_no_name_is_a_formula_in_the_csv(beginning: str) -> None:
    name = f'{beginning}HYPERLINK("x";"y")'
    clients = named("A", name)
    rows = rows_of(client_csv.client_csv(compute(clients, Plan()), Texts("fr")), ";")
    assert rows[2][1] == "'" + name


@given(st.text())
def test_other_texts_stay_as_they_are(text: str) -> None:
    kept = in_csv(text)
    assert not kept.lstrip(" ").startswith(BEGINNINGS)
    assert kept.removeprefix("'").translate({0: " ", 0x1A: " "}) == text.removeprefix("'").translate(
        {0: " ", 0x1A: " "}
    )


def test_names_of_any_script_go_through_every_file() -> None:
    odd = ["Ünï & <b>çødé</b>", "עברית", "客戶 😀", "x" * 32_767, "_x0041_", "a\x0bb\x01", "]]>"]
    clients = named(*odd)
    result = compute(clients, Plan())
    texts = Texts("en")
    rows = rows_of(client_csv.client_csv(result, texts), ",")
    assert [row[1] for row in rows[1:]] == odd
    page = print_page.print_page(result, texts, DAY).decode()
    assert "<b>çødé" not in page
    Presentation(io.BytesIO(slides.slides(result, texts, DAY)))
    assert pictures.picture_archive(result, texts, DAY)


def test_the_json_gives_the_plan_back() -> None:
    plan = Plan(method="share", tier_names=("Or", "Argent", "Bronze", "D", "E"))
    data = json.loads(plan_json.plan_json(compute(list_of(TOY), plan), [Scenario("Mars", plan, "noté")]))
    scenarios = data.pop("scenarios")
    assert data.pop("part_of_firm") is None
    assert from_json(data) == plan
    assert [one["name"] for one in scenarios] == ["Mars"]
    assert from_json(scenarios[0]["plan"]) == plan


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_a_sharp_picture_and_a_drawing(language: Language) -> None:
    clients = sample(language)
    archive = pictures.picture_archive(compute(clients, Plan()), Texts(language), DAY)
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        names = files.namelist()
        for name in names:
            data = files.read(name)
            if name.endswith(".png"):
                with Image.open(io.BytesIO(data)) as picture:
                    assert picture.width >= 1600
                    # More than one colour: something is drawn.
                    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 20
            else:
                assert ElementTree.fromstring(data).tag.endswith("svg")
                assert b"http://www.w3.org" in data
    assert len(names) == 2 * 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_with_native_charts(language: Language) -> None:
    clients = sample(language)
    result = compute(clients, Plan())
    texts = Texts(language)
    deck = Presentation(io.BytesIO(slides.slides(result, texts, DAY)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles), "outlines and screen readers find a title on every slide"
    assert len(set(titles)) == len(titles) == 6
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    cumulative = list(charts[0].plots[0].series[0].values)
    assert cumulative == sorted(cumulative)
    assert cumulative[-1] == pytest.approx(1)
    compared = [list(series.values) for series in charts[1].plots[0].series]
    assert [values[1] for values in compared] == pytest.approx([tier.revenue_share for tier in result.tiers])
    assert [sum(column) for column in zip(*compared, strict=True)] == pytest.approx([1] * 4)
    table = next(shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert [row[1] for row in cells[1:]] == [texts.integer(tier.clients) for tier in result.tiers]
    everything = " ".join(
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
    )
    assert "**" not in everything
    assert "{" not in everything


def test_the_csv_names_who_looks_after_a_client() -> None:
    result = compute(list_of(TOY), Plan())
    people = [f"=Person {place}" for place in range(len(TOY))]
    rows = rows_of(client_csv.client_csv(result, Texts("fr"), people), ";")
    place = rows[0].index("Responsable")
    assert [row[place] for row in rows[1:]] == [f"'{name}" for name in people]
    assert "Responsable" not in rows_of(client_csv.client_csv(result, Texts("fr")), ";")[0]


def test_one_client_leaves_every_file() -> None:
    for clients in (list_of([5]), list_of(TOY)):
        result = compute(clients, Plan())
        for texts in map(Texts, LANGUAGES):
            assert slides.slides(result, texts, DAY)
            assert print_page.print_page(result, texts, DAY)
            assert client_csv.client_csv(result, texts)
            assert pictures.picture_archive(result, texts, DAY)
