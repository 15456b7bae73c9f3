"""What stands beside a threshold: the share that was set and the one that is reached, and why a move changed
nothing. The cases are worked out by hand on lists of a few clients."""

from decimal import Decimal
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from lib.clients.model import ClientList
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import PlanResult, compute
from lib.plan.moves import move_threshold
from lib.plan.plan import Plan
from lib.texts import Texts
from lib.tiers.sentences import threshold_sentence, unmoved_sentence
from tests.lists import list_of

TEN = list_of([400, 200, 100, 80, 60, 50, 40, 30, 25, 15])
"""They reach 40, 60, 70, 78, 84, 89, 93, 96, 98.5 and 100 percent."""


def moved(clients: ClientList, index: int, share: str) -> PlanResult:
    plan = Plan(tier_count=3)
    return compute(clients, move_threshold(clients, plan, index, Decimal(share)))


def said(result: PlanResult, index: int) -> str:
    key, values = threshold_sentence(result, index, Texts("en"))
    return Texts("en")(key, **values).replace("\u00a0", " ").replace("\u202f", " ")


def test_what_was_set_and_what_is_reached_are_said_as_what_they_are() -> None:
    assert said(moved(TEN, 0, "0.45"), 0) == "A | B: 2 clients, set at 45%, reached at 60.0%"
    assert said(moved(TEN, 0, "0.455"), 0) == "A | B: 2 clients, set at 45.5%, reached at 60.0%"


def test_one_figure_where_both_are_the_same() -> None:
    assert "set at" not in said(moved(TEN, 0, "0.6"), 0)
    assert said(moved(TEN, 0, "0.6"), 0) == "A | B: 2 clients, 60.0%, ≥ 200"


def test_inside_one_large_client_a_move_changes_nothing() -> None:
    key, values = unmoved_sentence(moved(TEN, 0, "0.45"), 0, Texts("en"))
    assert key == "tiers.unmoved.client"
    assert values == {"from": "40.0%", "upto": "60.0%", "client": "Client 002"}


def test_at_the_end_of_a_large_client_too() -> None:
    for share in ("0.400001", "0.6"):
        assert unmoved_sentence(moved(TEN, 0, share), 0, Texts("en"))[1]["client"] == "Client 002"


def test_inside_clients_of_the_same_revenue_a_move_changes_nothing() -> None:
    key, values = unmoved_sentence(moved(list_of([50, 10, 10, 10, 10, 4, 3, 3]), 0, "0.6"), 0, Texts("en"))
    assert key == "tiers.unmoved.alike"
    assert values == {"from": "50.0%", "upto": "90.0%", "clients": "4 clients"}


def test_where_a_tier_would_be_empty_a_move_stops() -> None:
    assert unmoved_sentence(moved(list_of([5, 3, 2]), 0, "0.95"), 0, Texts("en"))[0] == "tiers.unmoved.full"


@given(st.lists(st.integers(1, 60), min_size=4, max_size=12), st.integers(0, 1), st.integers(1, 99))
def test_what_is_said_to_be_reached_is_what_the_clients_above_add_up_to(
    revenues: list[int], index: int, percent: int
) -> None:
    revenues.sort(reverse=True)
    result = moved(list_of(revenues), index, str(Decimal(percent) / 100))
    if len(result.tiers) < 3:
        return
    above = result.boundaries[index].rank
    reached = sum(revenues[:above]) / sum(revenues)
    assert f"{Texts('en').percent(reached, 1)}".replace("\u202f", " ").replace("\u00a0", " ") in said(
        result, index
    )


def test_the_workbook_says_both_too() -> None:
    english = Texts("en")
    workbook = load_workbook(BytesIO(write_plan(moved(TEN, 0, "0.45"), english)), data_only=True)
    rows = [[cell.value for cell in row] for row in workbook[english("workbook.sheet.settings")].iter_rows()]
    titles = [english(f"workbook.threshold_{which}") for which in ("set", "reached")]
    head = next(number for number, row in enumerate(rows) if titles[0] in row)
    set_at, reached = map(rows[head].index, titles)
    assert rows[head + 1][set_at] == 0.45
    first, *_ = shares = [row[reached] for row in rows[head + 1 : head + 4]]
    assert first == 0.6
    assert shares[-1] == 1
