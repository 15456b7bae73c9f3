"""What the charts about tomorrow are given, and that a browser can draw them."""

import pytest

from lib.clients.model import ClientList
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import LANGUAGES, Language, Texts
from lib.tomorrow.movement.charts import (
    MEASURES,
    Measure,
    bridge_steps,
    migration_cells,
    migration_map,
    waterfall,
)
from lib.tomorrow.movement.movements import Movement, migration, movement
from lib.tomorrow.periods import pairs
from tests.lists import sold

EN = Texts("en")


def moves_of(clients: ClientList) -> Movement:
    return movement(compute(clients, Plan(tier_count=2)), pairs(clients)[0])


def test_the_bars_lead_from_then_to_now() -> None:
    clients = sold({"A": [100, 40], "B": [0, 30], "C": [50, 0], "D": [10, 35]})
    table = bridge_steps(clients, moves_of(clients), EN).set_index("name")
    assert table["start"].tolist() == [0, 160, 110, 50, 75, 0]
    assert table["end"].tolist() == [160, 110, 50, 75, 105, 105]
    assert table["label"].tolist() == ["160", "−50", "−60", "+25", "+30", "105"]
    assert not table["cut"].any()


def test_where_little_has_moved_the_whole_bars_are_cut_and_say_so() -> None:
    clients = sold({"A": [1000, 990], "B": [500, 520]})
    table = bridge_steps(clients, moves_of(clients), EN)
    assert table["cut"].tolist() == [True, False, False, False, False, True]
    assert table["start"].iloc[0] == table["start"].iloc[-1] == 1490 - 20
    assert (table[["start", "end"]].min(axis="columns") >= 1470).all()


@pytest.mark.parametrize("measure", MEASURES)
def test_the_cells_hold_the_matrix(measure: Measure) -> None:
    clients = sold({f"Client {place}": [place * 7 % 11, place * 5 % 13] for place in range(30)})
    result = compute(clients, Plan(tier_count=3, tier_names=("New",)))
    found = migration(movement(result, pairs(clients)[0]))
    cells = migration_cells(result, found, measure, EN)
    assert len(cells) == 15
    assert cells["row_name"].nunique() == cells["column_name"].nunique() == 4
    values = getattr(found, measure)
    for cell in cells.itertuples():
        assert (cell.label == "") == (values[cell.row, cell.column] == 0)
    assert cells["weight"].between(0, 0.62).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_charts_are_sound(language: Language) -> None:
    for chart in (waterfall, migration_map):
        for theme in ("light", "dark"):
            assert chart(Texts(language), theme).to_dict()["layer"]  # type: ignore[arg-type]
