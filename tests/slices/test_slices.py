"""Slices: ranked in themselves or seen with the firm's own tiers, against independent lines of pandas."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from lib.clients.model import ClientList, client_list, everybody
from lib.clients.slices import columns, slice_of
from lib.clients.slices import slices as slices_of
from lib.command_line.commands import main
from lib.exports.own.workbook import written
from lib.exports.plan_json import plan_json
from lib.exports.plan_workbook import plan_file
from lib.exports.print_page import print_page
from lib.exports.reopen import reopened
from lib.exports.slides import slides
from lib.plan.compare import Scenario
from lib.plan.compute import client_plan, compute, own_plan
from lib.plan.group_settings import GroupSettings
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json
from lib.plan.potential_settings import PotentialSettings, TypedPotential, TypedProspect
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.slice_links import slice_from_link, slice_to_link
from lib.plan.slice_settings import Slice
from lib.plan.team import Person, Team
from lib.reading.clients_from_rows import read_file
from lib.reading.opening import open_source
from lib.screen.state import Loaded, State
from lib.slices import widgets
from lib.slices.sentences import named_after_slice, slice_name, slice_sentences
from lib.slices.side_by_side import slice_rows
from lib.texts import Texts
from tests.lists import list_of
from tests.pages.app import open_app, state_of, words
from tests.shared_data import shared

DAY = date(2026, 3, 2)
ABC = Plan(method="share", tier_count=3, budget_minutes=60_000)
"""Cumulative shares 80 and 95 %."""


@pytest.fixture(scope="module")
def northwind() -> ClientList:
    """The orders of Northwind, with two columns made up from the customers' codes."""
    path = shared("business/derived/northwind_order_lines.xlsx")
    clients = read_file(path.read_bytes(), path.name)
    codes = clients.ranked["number"]
    table = clients.ranked.assign(
        region=codes.str[0].map(lambda letter: "North" if letter < "H" else "South" if letter < "R" else ""),
        account_manager=codes.str[-1].map(lambda letter: "Nancy" if letter < "M" else "Robert"),
    ).astype({"region": "str", "account_manager": "str"})
    return client_list(table, clients.report, clients.currency)


def abc(revenue: pd.Series) -> pd.Series:
    """A, B, C by cumulative shares; the client that crosses a limit is above it."""
    before = revenue.cumsum().shift(fill_value=0) / revenue.sum()
    return before.map(lambda share: "A" if share < 0.8 else "B" if share < 0.95 else "C")


@pytest.mark.parametrize("column", ["region", "account_manager"])
def test_static_and_dynamic_against_pandas(northwind: ClientList, column: str) -> None:
    table = northwind.ranked[["client", "revenue", column]].copy()
    table["firm"] = abc(table["revenue"])
    size = table.groupby("firm")["revenue"].transform("size")
    table["minutes"] = 20_000 / size
    for value, own in table.groupby(column):
        dynamic = compute(northwind, replace(ABC, slice=Slice(column, str(value))))  # type: ignore[arg-type]
        assert client_plan(dynamic)["client"].tolist() == own["client"].tolist()
        assert client_plan(dynamic)["tier"].tolist() == abc(own["revenue"]).tolist()
        hours = 60_000 * own["revenue"].sum() / table["revenue"].sum()
        assert dynamic.budget_minutes == pytest.approx(hours, abs=1)
        static = compute(northwind, replace(ABC, slice=Slice(column, str(value), static=True)))  # type: ignore[arg-type]
        assert client_plan(static)["tier"].tolist() == own["firm"].tolist()
        assert client_plan(static)["minutes"].tolist() == pytest.approx(own["minutes"].tolist(), abs=1)


def test_side_by_side_against_pandas(northwind: ClientList) -> None:
    table = client_plan(compute(northwind, ABC)).assign(region=northwind.ranked["region"])
    first = int((table["revenue"].cumsum() < 0.8 * table["revenue"].sum()).sum()) + 1
    table["tail"] = table["minutes"].where(table["rank"] > first, 0)
    rows = slice_rows(northwind, ABC, "region", static=True)
    assert [row.value for row in rows][-1] == ""
    for row in rows:
        own = table[table["region"] == row.value]
        assert row.clients == len(own)
        assert row.revenue == own["revenue"].sum()
        assert row.tiers == tuple((own["tier"] == tier).sum() for tier in "ABC")
        assert row.minutes == own["minutes"].sum()
        assert row.tail_clients == (own["rank"] > first).sum()
        assert row.tail_minutes == pytest.approx(own["tail"].sum() / own["minutes"].sum())
    for row in slice_rows(northwind, ABC, "region", static=False):
        own_tiers = abc(table[table["region"] == row.value]["revenue"].reset_index(drop=True))
        assert row.tiers == tuple((own_tiers == tier).sum() for tier in "ABC")


@st.composite
def sliced(draw: st.DrawFn) -> tuple[ClientList, Plan]:
    revenues = draw(st.lists(st.integers(-3, 90), min_size=2, max_size=14).filter(lambda r: max(r) > 0))
    regions = draw(st.lists(st.sampled_from(["", "N", "n", "S", "W"]), min_size=len(revenues), max_size=14))
    plain = list_of(revenues)
    table = everybody(plain).assign(region=pd.Series((regions * 9)[: len(revenues)], dtype="str"))
    clients = client_list(table, plain.report)
    moved = draw(st.lists(st.integers(0, clients.count - 1), max_size=5, unique=True))
    names = clients.ranked["client"].tolist()
    placed = tuple(Placement(names[row], draw(st.integers(0, 4))) for row in moved)
    plan = Plan(
        tier_count=draw(st.integers(2, 5)),
        budget_minutes=draw(st.integers(0, 4_000)),
        placed=placed if draw(st.booleans()) else (),
        services=ServiceCatalogue(
            (Service("Visit", 60, "manager", times=(300, 200, 100), automated=(0, 0, 0)),)
        ),
    )
    return clients, plan


@settings(max_examples=200, deadline=None)
@given(sliced())
def test_slices_are_a_partition(drawn: tuple[ClientList, Plan]) -> None:
    """Clients, revenue and hours of all slices are the firm's; with the firm's tiers every client has its
    tier and time, also by the plan that leaves with the slice."""
    clients, plan = drawn
    whole = compute(clients, plan)
    firm = client_plan(whole).set_index("client")
    sizes = slices_of(clients, "region")
    for static in (False, True):
        names: list[str] = []
        minutes, revenue = 0, 0
        for size in sizes:
            result = compute(clients, replace(plan, slice=Slice("region", size.value, static)))
            table = client_plan(result).set_index("client")
            assert result.clients.count == size.clients == len(table)
            assert (
                table["minutes"].sum() == result.budget_minutes == sum(tier.minutes for tier in result.tiers)
            )
            assert table["revenue"].sum() == size.revenue == sum(tier.revenue for tier in result.tiers)
            if static:
                own = firm.loc[table.index]
                assert table["minutes"].tolist() == own["minutes"].tolist()
                assert table["tier"].tolist() == own["tier"].tolist()
                seen = [tier for tier in whole.tiers if tier.name in set(own["tier"])]
                assert [(tier.name, tier.fill) for tier in result.tiers] == [
                    (tier.name, tier.fill) for tier in seen
                ]
                assert [tier.clients for tier in result.tiers] == [
                    (own["tier"] == tier.name).sum() for tier in seen
                ]
                if len(result.tiers) > 1:  # a plan of its own has two tiers or more
                    alone = client_list(everybody(result.clients), clients.report)
                    again = client_plan(compute(alone, own_plan(result)))
                    assert again["tier"].tolist() == own["tier"].tolist()
            names.extend(table.index)
            minutes += result.budget_minutes
            revenue += size.revenue
        assert sorted(names) == sorted(firm.index)
        assert (minutes, revenue) == (plan.budget_minutes, clients.total)


def test_who_was_moved_by_hand_moves_nobody_else_in_a_slice() -> None:
    """By hand: of A (1, 2), B (3, 4) and C (5, 6) the first goes to C and the sixth to A. The slice of 1, 3
    and 5 is C, B, C; that of 2, 4 and 6 A, B, A; that of 4 and 6 B, A."""
    plain = list_of([60, 50, 40, 30, 20, 10])
    placed = (Placement("Client 001", 2), Placement("Client 006", 0))
    plan = Plan(method="count", tier_count=3, counts=(2, 2), placed=placed)
    for regions, value, tiers in (
        ("NSNSNS", "N", ["C", "B", "C"]),
        ("NSNSNS", "S", ["A", "B", "A"]),
        ("NNNSNS", "S", ["B", "A"]),
        ("NNNNNS", "S", ["A"]),
    ):
        clients = client_list(plain.ranked.assign(region=list(regions)), plain.report)
        result = compute(clients, replace(plan, slice=Slice("region", value, static=True)))
        assert client_plan(result)["tier"].tolist() == tiers


ROWS = """Client;Code;Région;Commercial;Famille;Date;CA HT
Alpha;C1;Nord;Marie;Vin;2025-01-05;100
Alpha;C1;Nord;Marie;Bière;2025-02-05;20
Beta;C2;Sud;Paul;Vin;2025-01-05;80
Gamma;C3;Nord;Marie;Cidre;2025-03-05;60
Delta;C4;Sud;Paul;Bière;2025-01-05;50
Epsilon;C5;Est;Marie;Vin;2025-04-05;40
Epsilon;C5;Est;Marie;Vin;;5
Zeta;C6;Sud;Paul;Vin;2025-01-05;-10
"""


@pytest.fixture(scope="module")
def clients() -> ClientList:
    return read_file(ROWS.encode(), "list.csv")


def test_slices_of_groups_side_by_side(clients: ClientList) -> None:
    """Alpha and Beta are one group, in the region of its largest member."""
    plan = Plan(tier_count=2, groups=GroupSettings(as_one=True, by_hand=(("C1", "AB"), ("C2", "AB"))))
    whole = compute(clients, plan).clients
    for static in (False, True):
        rows = slice_rows(whole, plan, "region", static)
        assert [(row.value, row.clients, row.revenue // 10_000) for row in rows] == [
            ("Nord", 2, 260), ("Sud", 1, 50), ("Est", 1, 45),
        ]  # fmt: skip


def test_scenarios_are_compared_in_the_slice_that_is_shown(clients: ClientList) -> None:
    app = open_app("plan", clients)
    mine = state_of(app)
    mine.keep("whole")
    mine.change_with(slice=Slice("region", "Sud"), tier_count=2)
    mine.keep("south")
    app.session_state["scenarios"] = True
    app.run()
    assert not app.exception
    app.switch_page("pages/tiers.py").run()
    assert not app.exception


def test_a_family_is_what_is_bought_of_it(clients: ClientList) -> None:
    wine = slice_of(clients, "family", "vin")
    assert wine is not None
    assert everybody(wine)[["client", "revenue"]].to_numpy().tolist() == [
        ["Alpha", 1_000_000], ["Beta", 800_000], ["Epsilon", 450_000], ["Zeta", -100_000],
    ]  # fmt: skip
    whole = slice_of(clients, "family", "Vin", whole_revenue=True)
    assert whole is not None
    assert whole.revenue.tolist() == [1_200_000, 800_000, 450_000]


def test_the_sales_of_a_slice_are_its_own(clients: ClientList) -> None:
    east = slice_of(clients, "region", "Est")
    assert east is not None
    assert east.sales is not None
    assert (east.sales.total, east.sales.undated_amount) == (400_000, 50_000)
    assert east.sales.is_sound(1)
    north = slice_of(clients, "region", "Nord")
    assert north is not None
    assert north.sales is not None
    assert (north.sales.total, north.sales.undated, north.sales.undated_amount) == (1_800_000, 0, 0)


def test_what_cannot_be_cut_is_not_offered() -> None:
    alone = read_file(b"Client;Region;CA\nA;North;5\nB;North;3\n", "list.csv")
    assert columns(alone) == ()
    many = "Client;Region;CA\n" + "".join(f"C{i};R{i};{i + 1}\n" for i in range(301))
    assert columns(read_file(many.encode(), "list.csv")) == ()
    result = compute(alone, Plan(slice=Slice("region", "South")))
    assert result.part is None
    assert result.clients is alone


def test_own_hours_stay_with_the_slice(clients: ClientList) -> None:
    plan = Plan(slice=Slice("region", "Nord", budget_minutes=600))
    assert compute(clients, plan).budget_minutes == 600
    app = open_app("tiers", clients)
    state_of(app).steps = [Plan(slice=Slice("region", "Nord"))]
    app.run()
    app.text_input(key="hours").set_value("77").run()
    assert state_of(app).plan.slice.budget_minutes == 77 * 60
    assert state_of(app).plan.budget_minutes == Plan().budget_minutes


def test_the_filter_is_on_every_page_and_the_headline_says_it(clients: ClientList) -> None:
    app = open_app("ranking", clients)
    app.session_state["slice"] = True
    app.run()
    app.selectbox(key="slice_column").set_value("region").run()
    assert state_of(app).plan.slice == Slice("region", "Nord")
    app.selectbox(key="slice_value").set_value("Sud").run()
    for page in ("ranking", "tiers", "services", "profit", "tomorrow", "plan"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        headline = "Région : Sud, périmètre classé pour lui-même : 2 clients".replace(" :", "\u00a0:")
        assert headline in words(app), page
    state_of(app).undo()
    state_of(app).undo()
    app.run()
    assert state_of(app).plan.slice == Slice()
    assert "Région" not in words(app)


def test_a_slice_with_the_firms_tiers_is_for_looking_only(clients: ClientList) -> None:
    app = open_app("tiers", clients)
    looking = Plan(slice=Slice("region", "Nord", static=True))
    mine = state_of(app)
    mine.steps = [looking]
    for page in ("tiers", "services", "profit", "tomorrow", "plan", "ranking"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
    mine.change_with(tier_count=3)
    assert mine.plan == looking
    assert mine.notice == "slices.only_looking"
    mine.change_with(slice=Slice())
    mine.change_with(tier_count=3)
    assert mine.plan == Plan(tier_count=3)


def test_of_many_slices_side_by_side_the_largest_are_shown(
    clients: ClientList, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(slices_of(clients, columns(clients)[0]))
    said = Texts("fr")("slices.more", shown="1", count=str(count))
    for most in (count, 1):
        monkeypatch.setattr(widgets, "SHOWN", most)
        app = open_app("plan", clients)
        app.session_state["all_slices"] = True
        app.run()
        assert not app.exception
        assert (said in words(app)) == (most == 1)


def test_the_slice_that_is_shown_is_no_change(clients: ClientList) -> None:
    mine = State(language="fr", loaded=Loaded(clients))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(widgets, "state", lambda: mine)
        widgets._choose_value("Nord")
        widgets._choose_column("region")
        steps = list(mine.steps)
        widgets._choose_value(mine.plan.slice.value)
    assert mine.steps == steps


def test_a_slice_of_another_list_is_said(clients: ClientList) -> None:
    app = open_app("ranking", clients)
    state_of(app).steps = [Plan(slice=Slice("region", "Ouest"))]
    app.run()
    assert "toute la maison est montrée" in words(app)


@pytest.mark.parametrize("static", [False, True])
def test_a_link_says_nothing_of_the_slice_but_where_it_is(clients: ClientList, static: bool) -> None:
    for column in columns(clients):
        for size in slices_of(clients, column):
            chosen = Slice(column, size.value, static)
            text = slice_to_link(chosen, clients)
            assert size.value.casefold() not in text.casefold()
            assert slice_from_link(text, clients) == chosen
    other = read_file(ROWS.replace("Nord", "Ouest").encode(), "list.csv")
    assert slice_from_link(slice_to_link(Slice("region", "Nord"), clients), other) is None


@pytest.mark.parametrize(
    "chosen", [Slice(), Slice("region", "Ouest"), Slice("account_manager", "Nobody", True)]
)
def test_the_whole_firm_and_a_slice_that_is_not_there_have_no_link(
    clients: ClientList, chosen: Slice
) -> None:
    assert slice_to_link(chosen, clients) == ""


def test_a_slice_is_named_and_its_sentence_says_how_it_is_cut(clients: ClientList) -> None:
    texts = Texts("fr")
    assert slice_name(Slice(), texts) == texts("slices.whole")
    for static in (False, True):
        for column, value in (("region", "Nord"), ("family", "Vin")):
            chosen = Slice(column, value, static)  # type: ignore[arg-type]
            ((key, values), *_) = slice_sentences(compute(clients, Plan(slice=chosen)), chosen, texts)
            cut = "slices.static" if static else "slices.dynamic"
            assert key == (f"{cut}.family" if column == "family" else cut)
            assert value in values["slice"]


@pytest.mark.parametrize(
    "text",
    ["", "region", "region.0.3.0000.0", "region.9.3.0000.1", "x.0.1.0000.0", "region.-1.3.aaaa.0", "é" * 900],
)
def test_a_link_that_is_none_shows_the_whole_firm(clients: ClientList, text: str) -> None:
    assert slice_from_link(text, clients) is None


@pytest.mark.parametrize("static", [False, True])
def test_the_workbook_of_a_slice_holds_no_client_of_another(clients: ClientList, static: bool) -> None:
    """A region is mailed to its manager: neither a sheet nor what is hidden may tell of the others."""
    plan = Plan(
        tier_count=2,
        slice=Slice("region", "Sud", static),
        placed=(Placement("C1", 1),),
        team=Team((Person("Marie"), Person("Paul")), (("Alpha", "C1", "Marie"),)),
    )
    texts = Texts("fr")
    file = plan_file(clients, plan, texts, DAY, ())
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        inside = b"".join(parts.read(name) for name in parts.namelist())
    for other in (b"Alpha", b"Gamma", b"Epsilon"):
        assert other not in inside
    assert b"Beta" in inside
    back = reopened(open_source(file, "plan.xlsx"))
    assert back is not None
    assert back.clients is not None
    assert everybody(back.clients)["client"].tolist() == ["Beta", "Delta", "Zeta"]
    assert (back.plan.placed, back.plan.team.by_hand, back.plan.slice) == ((), (), Slice())
    again, before = compute(back.clients, back.plan), compute(clients, plan)
    assert [tier.minutes for tier in again.tiers] == pytest.approx(
        [tier.minutes for tier in before.tiers], abs=1
    )
    assert [tier.clients for tier in again.tiers] == [tier.clients for tier in before.tiers]


@pytest.mark.parametrize("static", [False, True])
def test_whatever_leaves_says_of_which_slice_it_is(clients: ClientList, static: bool) -> None:
    texts = Texts("fr")
    plan = Plan(tier_count=2, slice=Slice("region", "Sud", static))
    result, name = compute(clients, plan), "Région\u00a0: Sud"
    book = openpyxl.load_workbook(io.BytesIO(plan_file(clients, plan, texts, DAY, ())))
    for sheet in (texts("workbook.sheet.summary"), texts("workbook.sheet.clients")):
        said = [str(cell.value) for row in book[sheet]["A1:A6"] for cell in row]
        assert any(name in words for words in said), sheet
    deck = Presentation(io.BytesIO(slides(result, texts, DAY)))
    for slide in deck.slides:
        assert any(shape.has_text_frame and name in shape.text_frame.text for shape in slide.shapes)
    assert name in print_page(result, texts, DAY).decode()
    assert name in written(result, texts).about
    whole = compute(clients, Plan(tier_count=2))
    assert name not in print_page(whole, texts, DAY).decode()


@pytest.mark.parametrize("static", [False, True])
def test_the_json_of_a_slice_is_its_own_plan(clients: ClientList, static: bool) -> None:
    """It says which slice it is, tells nothing of the rest of the firm, and gives the same on the list of the
    slice."""
    plan = Plan(
        tier_count=2,
        slice=Slice("region", "Sud", static),
        placed=(Placement("C1", 1), Placement("C2", 0)),
        potential=PotentialSettings((TypedPotential("C3", 9),), (TypedProspect("Omega"),)),
    )
    result = compute(clients, plan)
    data = json.loads(plan_json(result, [Scenario("Alpha first", plan)]))
    assert data.pop("part_of_firm") == {"column": "region", "value": "Sud"}
    assert data.pop("scenarios") == []
    assert not {"C1", "C3", "Omega"} & set(re.findall(r"\w+", json.dumps(data)))
    own = from_json(data)
    assert own.slice == Slice()
    assert [placement.client for placement in own.placed] == ["C2"]
    part = slice_of(clients, "region", "Sud")
    again = client_plan(compute(client_list(everybody(part), part.report), own))
    wanted = client_plan(result)
    assert again["tier"].tolist() == wanted["tier"].tolist()
    assert again["minutes"].tolist() == pytest.approx(wanted["minutes"].tolist(), abs=1)


@pytest.mark.parametrize(
    ("value", "name"),
    [("Sud", "palmares - Sud"), ("", "palmares - (non renseigné)"), ("../a:b\u202e", "palmares - a_b")],
)
def test_files_are_named_after_their_slice(value: str, name: str) -> None:
    clients = client_list(list_of([5, 3, 2]).ranked.assign(region=[value, "N", value]), list_of([1]).report)
    whole = compute(clients, Plan(tier_count=2))
    part = compute(clients, Plan(tier_count=2, slice=Slice("region", value)))
    assert part.part is not None
    assert named_after_slice("palmares", whole, Texts("fr")) == "palmares"
    assert named_after_slice("palmares", part, Texts("fr")) == name


def test_the_workbook_of_the_firm_has_the_slices_side_by_side(clients: ClientList) -> None:
    texts = Texts("fr")
    file = plan_file(clients, Plan(tier_count=2), texts, DAY, ())
    sheet = openpyxl.load_workbook(io.BytesIO(file))[texts("workbook.sheet.slices")]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=9)]
    assert cells[0][:3] == ["Marie", 3, 225]
    assert cells[1][:3] == ["Paul", 2, 130]


def test_the_command_line_takes_a_slice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.csv"
    file.write_text(ROWS, "utf-8")
    for words_said in ("region=sud", "Région=Sud"):
        assert main(["plan", str(file), "--slice", words_said, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["slice"] == {"column": "region", "value": "Sud", "static": False}
        assert (told["clients"], told["total_ranked"]) == (2, "130")
    assert [row["value"] for row in told["slices"]["region"]] == ["Nord", "Sud", "Est"]
    assert sum(row["hours"] for row in told["slices"]["region"]) == pytest.approx(1600)
    assert main(["plan", str(file), "--slice", "region=Sud", "--static", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["slice"]["static"] is True
    for wrong, said in (("region", "COLUMN=VALUE"), ("size=1", "account_manager"), ("region=Ouest", "Nord")):
        assert main(["plan", str(file), "--slice", wrong, "--language", "en"]) == 2
        assert said in capsys.readouterr().err


def test_revenues_of_a_slice_are_in_order() -> None:
    rng = np.random.default_rng(7)
    plain = list_of(rng.integers(1, 50, 300).tolist())
    table = plain.ranked.assign(segment=pd.Series(rng.choice(["a", "b"], 300), dtype="str"))
    clients = client_list(table, plain.report)
    part = slice_of(clients, "segment", "b")
    assert part is not None
    assert (
        part.ranked["client"].tolist() == clients.ranked["client"][clients.ranked["segment"] == "b"].tolist()
    )
