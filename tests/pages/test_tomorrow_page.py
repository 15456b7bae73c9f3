"""The page about tomorrow: which periods, who moved, a past year added, and lists that say too little."""

from functools import cache

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lib.base.clock import today
from lib.clients.model import ClientList
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.tomorrow_settings import TomorrowSettings
from lib.reading.clients_from_rows import read_file
from lib.screen.cell_choice import EVERYWHERE
from lib.texts import LANGUAGES, Language, Texts
from lib.tomorrow.forecast import forecast
from lib.tomorrow.forecast.forecast import expected, total
from lib.tomorrow.movement.movements import movement
from lib.tomorrow.periods import pairs
from tests.lists import TOY, list_of, sold
from tests.pages.app import ROOT, TypedGrid, number_in, open_app, state_of, words
from tests.reading import files

YEARS = sold(
    {f"Client {place:03d}": [place * 37 % 101, place * 53 % 97, place * 71 % 89] for place in range(1, 120)},
    2022,
)


def opened(app: AppTest, part: str) -> AppTest:
    """One part of the page."""
    return app.segmented_control(key="tomorrow_part").select(part).run()


def sample(name: str) -> ClientList:
    path = ROOT / "sample_data" / name
    return read_file(path.read_bytes(), path.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_shows_two_years(language: Language) -> None:
    app = open_app("tomorrow", sample(f"clients_{language}.xlsx"), language)
    said = words(app)
    assert {"fr": "Comparées : 2025 et 2024", "en": "Compared: 2025 and 2024"}[language] in said.replace(
        "\u00a0", " "
    )
    for part, tables in (("movement", 0), ("tiers", 1), ("wear", 1), ("what_if", 1), ("candidates", 1)):
        assert len(opened(app, part).dataframe) == tables, part


def test_other_periods_can_be_chosen_and_enter_the_plan() -> None:
    app = open_app("tomorrow", YEARS, "en")
    assert "Compared: 2024 and 2023, the last two years of your list" in words(app)
    app.selectbox(key="periods").select("years_2023").run()
    assert not app.exception
    assert state_of(app).plan.tomorrow.periods == "years_2023"
    assert "Compared: 2023 and 2022" in words(app)
    app.slider(key="tolerance").set_value(0).run()
    assert state_of(app).plan.tomorrow.tolerance == 0


def test_the_matrix_can_be_asked_for_names_by_select_boxes() -> None:
    app = opened(open_app("tomorrow", YEARS, "en"), "tiers")
    moves = movement(compute(YEARS, Plan()), pairs(YEARS)[0])
    app.selectbox(key="moved_from").select(moves.tiers).run()
    assert not app.exception
    shown = app.dataframe[0].value
    new = ((moves.then == 0) & (moves.now > 0)).sum()
    assert len(shown) == new
    assert set(shown["Status"]) == {"New"}
    app.selectbox(key="moved_from").select(EVERYWHERE).run()
    app.selectbox(key="moved_to").select(moves.tiers).run()
    assert set(app.dataframe[0].value["Status"]) == {"Lost"}
    app.button_group(key="statuses").set_value(["growing"]).run()
    assert Texts("en")("list.nothing") in words(app)


def test_three_periods_give_every_client_a_curve() -> None:
    app = opened(open_app("tomorrow", YEARS, "en"), "tiers")
    curves = app.dataframe[0].value["Over time"]
    assert all(len(curve) == 3 for curve in curves)
    two = sold({"A": [5, 6], "B": [3, 2]})
    assert "Over time" not in opened(open_app("tomorrow", two, "en"), "tiers").dataframe[0].value


def test_a_list_without_time_says_what_it_needs_and_takes_a_past_year() -> None:
    app = open_app("tomorrow", list_of(TOY), "en")
    assert "This list says nothing of time" in words(app)
    assert not app.dataframe
    past = files.xlsx([["Client", "Revenue"], ["client 001", 300], ["Client 002", 250], ["Client 999", 40]])
    app.file_uploader(key="earlier_0").upload("Sales 2024.xlsx", past, "application/octet-stream").run()
    assert not app.exception
    assert number_in(app, "earlier_0_then") == 2024
    app.button(key="earlier_add").click().run()
    assert not app.exception
    assert "found again by number: 0; by name: 2; not in your list: 1" in words(app)
    assert "1 client has left" in words(app)


def test_a_past_year_that_cannot_be_read_leaves_the_list_as_it_was() -> None:
    clients = list_of(TOY)
    app = open_app("tomorrow", clients, "en")
    app.file_uploader(key="earlier_0").upload("x.xlsx", b"nothing", "application/octet-stream").run()
    app.button(key="earlier_add").click().run()
    assert not app.exception
    assert len(app.error) == 1
    assert state_of(app).clients is clients


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rows",
    [
        [["2025-03-01", "A", 5], ["2025-03-28", "B", 7]],
        [["2025-03-01", "A", 5], ["2025-03-05", "B", 7]],
        [["2024-01-02", "A", 5], ["2031-03-05", "B", 7]],
        [["2031-03-05", "A", 5], ["2031-03-06", "B", 7]],
        [["?", "A", 5], ["?", "B", 7]],
        [["2021-01-02", "A", 5], ["2021-12-28", "A", 5], ["2025-12-28", "B", 7]],
        [["2024-01-02", "A", -5], ["2025-12-28", "B", 7]],
        [["2023-12-28", "A", 5], ["2024-12-30", "A", 5], ["2025-12-30", "B", 7], ["2025-12-30", "A", -20]],
    ],
)
def test_whatever_the_dates_say_the_page_speaks(rows: list[list[object]], language: Language) -> None:
    clients = read_file(files.xlsx([["Date", "Client", "Montant HT"], *rows]), "a.xlsx")
    app = open_app("tomorrow", clients, language)
    assert not app.exception
    assert len(words(app)) > 100


def test_the_largest_losses_and_gains_are_named() -> None:
    clients = sold({"Left": [90, 0], "*Less*": [80, 70], "Came": [0, 60], "More": [10, 30], "Same": [5, 5]})
    said = words(open_app("tomorrow", clients, "en"))
    assert "The largest losses: Left (lost, −90) · *Less* (−10)." in said
    assert "The largest gains: Came (new, +60) · More (+20)." in said


def test_all_clients_new() -> None:
    clients = sold({"A": [0, 5], "B": [0, 3], "C": [-1, 3]})
    app = open_app("tomorrow", clients, "en")
    assert "All your clients are new (3 clients)" in words(app)
    assert "There are no sales in 2024" in words(app)


def test_a_plan_with_other_periods_opens_on_a_list_that_has_none() -> None:
    app = open_app("tomorrow", list_of(TOY))
    state_of(app).change_with(tomorrow=TomorrowSettings(periods="rolling"))
    app.run()
    assert not app.exception


def test_real_order_lines() -> None:
    app = open_app("tomorrow", sample("factures_fr.csv"))
    assert not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_will_buy_again_is_told_with_its_proof(language: Language) -> None:
    app = open_app("tomorrow", orders(), language)
    opened(app, "purchases")
    assert not app.exception
    said = words(app)
    assert {"fr": "Peut-on s’y fier", "en": "Can this be trusted?"}[language] in app.subheader[0].value
    whole = total(orders(), today())
    assert Texts(language).money(whole.revenue, None) in said.replace("\\", "")
    first = expected(orders(), today()).sort_values("revenue", ascending=False)["client"].iloc[0]
    assert app.dataframe[0].value.iloc[0, 0] == first
    app.selectbox(key="purchase_order").select("chance").run()
    assert app.dataframe[0].value.iloc[0, 0] != first


def test_without_a_proof_that_holds_nothing_is_foretold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast, "WRONG", 0.0)
    app = open_app("tomorrow", orders(), "en")
    opened(app, "purchases")
    assert not app.exception
    assert "too much to foretell" in words(app)
    assert "your present clients should place" not in words(app)
    assert not app.dataframe


def test_without_days_the_page_says_what_the_forecast_needs() -> None:
    app = open_app("tomorrow", YEARS, "en")
    opened(app, "purchases")
    assert not app.exception
    assert "counts by month or by year" in words(app)
    assert "at least 50 clients" in words(app)
    assert not app.dataframe


@cache
def orders() -> ClientList:
    """A shop with 150 clients, each with a rhythm of its own; some stop."""
    random = np.random.default_rng(2)
    lines = ["Client;Date;Montant HT"]
    for client in range(150):
        day, apart = float(random.integers(0, 300)), random.gamma(2, 30)
        while day < 900:
            moment = np.datetime64("2023-01-01") + int(day)
            lines.append(f"Client {client:03d};{moment};{random.integers(50, 500)}")
            if random.random() < 0.1:
                break
            day += random.exponential(apart) + 1
    return read_file("\n".join(lines).encode(), "orders.csv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_erosion_and_what_if_are_told(language: Language) -> None:
    app = open_app("tomorrow", sample(f"clients_{language}.xlsx"), language)
    opened(app, "wear")
    assert not app.exception
    slider = next(one for one in app.slider if one.key and one.key.startswith("erosion_"))
    before = words(app)
    slider.set_value(30).run()
    assert words(app) != before
    opened(app, "what_if").segmented_control(key="what_if").select("three_halve").run()
    assert not app.exception
    assert len(app.dataframe) == 1


def test_a_candidate_is_pinned_marked_and_dismissed_in_the_plan() -> None:
    app = open_app("tomorrow", sample("clients_en.xlsx"), "en")
    opened(app, "candidates")
    row, cells = list(TypedGrid(app, "candidates").rows.items())[1]
    assert (cells["pinned"], cells["mark"], cells["dismiss"]) == (False, "", False)

    def typed(column: str, value: str | bool) -> TomorrowSettings:
        TypedGrid(app, "candidates").set(row, column, value)
        assert not app.exception
        return state_of(app).plan.tomorrow

    ((client,), (placed,)) = typed("pinned", True).pinned, state_of(app).plan.placed
    assert placed.client == client
    assert typed("mark", "2").potentials == ((client, 2),)
    plan = state_of(app).plan
    for wrong in ("4", "-1", "1,5", "much"):
        assert typed("mark", wrong) == plan.tomorrow
        grid = TypedGrid(app, "candidates")
        assert grid.rows[row]["mark"] == wrong
        assert "from 0 to 3" in grid.faults[row, "mark"]
    assert typed("mark", "2").potentials == ((client, 2),)
    assert TypedGrid(app, "candidates").faults == {}
    assert typed("pinned", False).pinned == ()
    assert typed("dismiss", True).dismissed == (client,)
    assert row not in TypedGrid(app, "candidates").rows
