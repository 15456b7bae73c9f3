"""From one period to the other: bridge, migration and retention against pandas and published figures."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.plan.compute import compute, tier_index
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.tomorrow_settings import TomorrowSettings
from lib.reading.clients_from_rows import read_file
from lib.tomorrow.movement.movements import (
    ABSENT,
    NOWHERE,
    STATUSES,
    Movement,
    bridge,
    cell_of,
    client_moves,
    migration,
    movement,
    retention,
    retention_in_all,
)
from lib.tomorrow.periods import Pair, Period, pairs
from tests.lists import sold
from tests.shared_data import shared

YEARS = Pair("years", Period(54 * 12, 12), Period(55 * 12, 12))
"""2025 against 2024, also where nobody bought in one of them."""
ABC = Plan(method="share", tier_count=3)


def moves_of(clients: ClientList, plan: Plan = ABC, pair: Pair | None = None) -> Movement:
    return movement(compute(clients, plan), pair or pairs(clients)[0])


def northwind() -> ClientList:
    path = shared("business/derived/northwind_order_lines.xlsx")
    return read_file(path.read_bytes(), path.name)


def rfm() -> ClientList:
    path = shared("business/derived/rfm_data_orders.xlsx")
    return read_file(path.read_bytes(), path.name)


def northwind_lines(path: Path) -> pd.DataFrame:
    table = pd.read_excel(path, engine="openpyxl")
    amount = table["UnitPrice"] * table["Quantity"] * (1 - table["Discount"])
    return pd.DataFrame({"client": table["CustomerID"], "day": table["OrderDate"], "amount": amount})


def rfm_lines(path: Path) -> pd.DataFrame:
    table = pd.read_excel(path, engine="openpyxl")
    return table.set_axis(["client", "day", "amount"], axis="columns")


def reference(
    lines: pd.DataFrame, then: tuple[str, str], now: tuple[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The few lines of pandas: amounts of both periods, ABC classes of each (the client that crosses the
    threshold is in the upper class, equals stay together), and their crosstab."""
    day = pd.to_datetime(lines["day"])
    sums = {
        name: lines[(day >= start) & (day < end)].groupby("client")["amount"].sum()
        for name, (start, end) in {"then": then, "now": now}.items()
    }
    both = pd.DataFrame(sums).fillna(0)
    for name, missing in (("then", "new"), ("now", "lost")):
        larger = both.groupby(name)[name].sum().sort_index(ascending=False).cumsum().shift(fill_value=0)
        before = both[name].map(larger) / both[name].sum()
        both[f"class_{name}"] = pd.cut(before, [-1, 0.8 - 1e-12, 0.95 - 1e-12, 2], labels=list("ABC")).astype(
            str
        )
        both.loc[both[name] <= 0, f"class_{name}"] = missing
    return both, pd.crosstab(both["class_then"], both["class_now"])


def by_class(clients: ClientList, plan: Plan, pair: Pair) -> pd.DataFrame:
    found = migration(moves_of(clients, plan, pair)).clients
    return pd.DataFrame(found, index=[*"ABC", "new"], columns=[*"ABC", "lost"])


@pytest.mark.parametrize(
    ("read", "lines", "file", "kind", "then", "now"),
    [
        (
            northwind,
            northwind_lines,
            "northwind_order_lines",
            "same_months",
            ("1997-01", "1997-05"),
            ("1998-01", "1998-05"),
        ),
        (rfm, rfm_lines, "rfm_data_orders", "years", ("2005-01", "2006-01"), ("2006-01", "2007-01")),
        (rfm, rfm_lines, "rfm_data_orders", "years_2004", ("2003-01", "2004-01"), ("2004-01", "2005-01")),
    ],
)
def test_the_matrix_and_the_bridge_are_those_of_pandas(
    read: Callable[[], ClientList],
    lines: Callable[[Path], pd.DataFrame],
    file: str,
    kind: str,
    then: tuple[str, str],
    now: tuple[str, str],
) -> None:
    clients = read()
    pair = next(pair for pair in pairs(clients) if pair.key == kind)
    both, table = reference(lines(shared(f"business/derived/{file}.xlsx")), then, now)
    ours = by_class(clients, ABC, pair)
    assert ours.loc[:, ours.any()].to_dict() == table.reindex(ours.index, fill_value=0).to_dict()
    moves = moves_of(clients, ABC, pair)
    steps, change = bridge(moves), both["now"] - both["then"]
    stayed = (both["then"] > 0) & (both["now"] > 0)
    expected = [
        both["then"].sum(),
        both["then"][both["now"] == 0].sum(),
        -change[stayed & (change < 0)].sum(),
        change[stayed & (change > 0)].sum(),
        both["now"][both["then"] == 0].sum(),
        both["now"].sum(),
    ]
    found = [steps.then, steps.lost, steps.shrunk, steps.grown, steps.new, steps.now]
    assert [one / UNIT for one in found] == pytest.approx(expected, abs=0.005)
    for tier, one in retention(moves):
        members = both[both["class_then"] == "ABC"[tier]]
        gross = members[["then", "now"]].min(axis="columns").sum() / members["then"].sum()
        assert (one.gross, one.net) == pytest.approx((gross, members["now"].sum() / members["then"].sum()))


def test_northwind_january_to_april_is_what_is_published() -> None:
    clients = northwind()
    pair = pairs(clients)[0]
    assert (pair.kind, pair.now.start, pair.now.end) == ("same_months", date(1998, 1, 1), date(1998, 4, 1))
    steps, kept = bridge(moves_of(clients)), retention_in_all(moves_of(clients))
    figures = [steps.then, steps.new, steps.grown, steps.shrunk, steps.lost, steps.now]
    published = [191_321.88, 66_804.45, 209_487.61, 20_336.92, 24_986.79, 422_290.24]
    assert [one / UNIT for one in figures] == pytest.approx(published, abs=0.006)
    assert kept is not None
    assert (kept.net, kept.gross) == pytest.approx((1.858051, 0.763102), abs=1e-6)


def test_a_hand_made_case_with_every_status_and_the_edge_of_stable() -> None:
    clients = sold(
        {
            "Gone": [100, 0],
            "Came": [0, 50],
            "Edge": [100, 110],
            "Over": [1000, 1101],
            "Under": [100, 90],
            "Less": [100, 89],
            "Credit": [20, -5],
            "Nothing": [0, -1],
        }
    )
    moves = moves_of(clients)
    names = [*clients.ranked["client"], *clients.set_apart["client"]]
    found = {name: STATUSES[status] for name, status in zip(names, moves.status, strict=True)}
    assert found == {
        "Gone": "lost",
        "Came": "new",
        "Edge": "stable",
        "Over": "growing",
        "Under": "stable",
        "Less": "shrinking",
        "Credit": "lost",
        "Nothing": "absent",
    }
    assert (moves.credit_then, moves.credit_now) == (0, -6 * UNIT)
    narrow = moves_of(clients, Plan(tomorrow=TomorrowSettings(tolerance=9)))
    assert STATUSES[narrow.status[names.index("Edge")]] == "growing"


def test_where_the_later_year_is_the_list_its_tiers_are_those_of_the_plan() -> None:
    clients = sold({f"Client {place}": [place, 1000 // place] for place in range(1, 40)}, ranked_by_last=True)
    placed = Placement("Client 7", 0, "for tomorrow")
    result = compute(clients, Plan(placed=(placed,)))
    moves = movement(result, pairs(clients)[0])
    assert moves.tier_now[: clients.count].tolist() == tier_index(result).tolist()
    assert moves.tier_now[clients.ranked["client"].tolist().index("Client 7")] == 0


def test_a_rate_wants_a_base_and_those_who_come_or_go_have_no_ranks_to_gain() -> None:
    clients = sold({"Large": [1000, 1100], "Tiny": [1, 40], "New": [0, 500], "Lost": [30, 0]})
    result = compute(clients, ABC)
    table = client_moves(result, pairs(clients)[0]).set_index("client")
    assert table.loc["Large", "growth"] == pytest.approx(0.1)
    assert np.isnan(table.loc["Tiny", "growth"])
    assert table["rank_gain"].dropna().to_dict() == {"Large": 0.0, "Tiny": 0.0}
    assert table["change"].tolist() == sorted(table["change"], key=lambda change: -abs(change))


amounts = st.lists(st.tuples(st.integers(-3, 400), st.integers(-3, 400)), min_size=1, max_size=40).filter(
    lambda rows: any(then + now > 0 for then, now in rows)
)
plans = st.sampled_from(
    [ABC, Plan(), Plan(method="headtail"), Plan(method="count", counts=(2, 5)), Plan(tier_count=6)]
)


@given(amounts, plans)
def test_the_matrix_adds_up_to_the_tiers_and_the_bridge_to_the_last_ten_thousandth(
    rows: list[tuple[int, int]], plan: Plan
) -> None:
    clients = sold({f"Client {place:02d}": list(row) for place, row in enumerate(rows)})
    moves = moves_of(clients, plan, YEARS)
    found, steps = migration(moves), bridge(moves)
    tiers = range(moves.tiers)
    assert found.clients[:-1].sum(axis=1).tolist() == [int((moves.tier_then == tier).sum()) for tier in tiers]
    assert found.clients[:, :-1].sum(axis=0).tolist() == [
        int((moves.tier_now == tier).sum()) for tier in tiers
    ]
    assert found.then[:-1].sum(axis=1).tolist() == [
        int(moves.then[moves.tier_then == tier].sum()) for tier in tiers
    ]
    assert found.now[:, :-1].sum(axis=0).tolist() == [
        int(moves.now[moves.tier_now == tier].sum()) for tier in tiers
    ]
    assert (found.then.sum(), found.now.sum()) == (steps.then, steps.now)
    assert found.clients.sum() == (moves.status != ABSENT).sum()
    assert steps.then - steps.lost - steps.shrunk + steps.grown + steps.new == steps.now
    assert steps.now + moves.credit_now == sum(now for _, now in rows) * UNIT
    for _, one in retention(moves):
        assert 0 <= one.gross <= 1
        assert one.gross <= one.net
    assert ((moves.tier_then == NOWHERE) == (moves.then == 0)).all()
    last = (moves.tiers + 1) ** 2 - 1
    assert ((cell_of(moves) == last) == (moves.status == ABSENT)).all()


@given(amounts, plans, st.randoms(use_true_random=False))
def test_any_order_of_the_rows_gives_the_same(rows, plan, random) -> None:  # type: ignore[no-untyped-def]
    named = {f"Client {place:02d}": list(row) for place, row in enumerate(rows)}
    shuffled = list(named.items())
    random.shuffle(shuffled)
    one, other = sold(named), sold(dict(shuffled))
    tables = [client_moves(compute(clients, plan), YEARS) for clients in (one, other)]
    pd.testing.assert_frame_equal(*tables)
