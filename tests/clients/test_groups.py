"""Groups: which clients belong together, and the list in which each group is one client."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.clients.company_numbers import siren_of
from lib.clients.groups import by_group, grouping, members
from lib.clients.model import ClientList, ImportReport, client_list, everybody
from lib.clients.purchases import Purchases
from lib.clients.sales import gathered
from lib.plan.compute import client_plan, compute
from lib.plan.errors import PlanError
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan

# The SIREN 732 829 320 is the example of the INSEE; its establishments differ in the last five digits.
SIRET, OTHER_SIRET = "73282932000074", "73282932000066"


def listed(rows: list[tuple[str, str, int]], **columns: list[str]) -> ClientList:
    """A list of (client, number, revenue in units), with further columns in the same order."""
    table = pd.DataFrame(
        {
            "client": pd.Series([client for client, _, _ in rows], dtype="str"),
            "number": pd.Series([number for _, number, _ in rows], dtype="str"),
            "revenue": np.array([revenue * 10_000 for _, _, revenue in rows], dtype=np.int64),
            "rows": np.ones(len(rows), dtype=np.int64),
            **{name: pd.Series(values, dtype="str") for name, values in columns.items()},
        }
    )
    return client_list(table, ImportReport("list.csv", "list", {}, len(rows), len(rows), 0, 0))


def shown(clients: ClientList) -> list[tuple[str, int]]:
    names, revenue = everybody(clients)["client"].tolist(), everybody(clients)["revenue"].tolist()
    return [(name, amount // 10_000) for name, amount in zip(names, revenue, strict=True)]


def test_three_of_one_parent_count_as_one_and_the_first_client_changes() -> None:
    """Hand-made: 15 % by client, 31 % by group, as the sentence of the ranking says it."""
    rows = [("Alpha", "", 15), ("Nord SA", "", 12), ("Nord Est", "", 10), ("Nord Ouest", "", 9)]
    rows += [(f"Petit {i}", "", 6) for i in range(9)]
    clients = listed(rows, group=["", "Nord", "NORD ", "nord", *[""] * 9])
    one = by_group(clients, ())
    assert clients.total == one.total == 100 * 10_000
    assert shown(one)[:3] == [("Nord", 31), ("Alpha", 15), ("Petit 0", 6)]
    assert members(one, 1)["client"].tolist() == ["Nord SA", "Nord Est", "Nord Ouest"]
    assert members(one, 2).empty


def test_a_parent_belongs_to_its_own_group_by_name_or_number() -> None:
    rows = [("Mère", "C1", 10), ("Fille", "C2", 20), ("Petite-fille", "C3", 5), ("Autre", "C4", 50)]
    clients = listed(rows, group=["", "C1", "Fille", ""])
    assert shown(by_group(clients, ())) == [("Autre", 50), ("Mère", 35)]


def test_one_client_that_names_itself_or_a_group_alone_stays_what_it_is() -> None:
    clients = listed([("Seul", "C1", 10), ("Autre", "C2", 5)], group=["Seul", "Holding"])
    assert by_group(clients, ()) is clients
    assert grouping(clients).circles == ()


def test_a_circle_counts_as_one_and_is_told() -> None:
    clients = listed([("A", "", 10), ("B", "", 5), ("C", "", 1)], group=["B", "A", ""])
    assert [group.members for group in grouping(clients).groups] == [(0, 1)]
    assert grouping(clients).circles == (("A", "B"),)


def test_one_siren_is_one_client_and_a_damaged_number_tells_nothing() -> None:
    assert siren_of(SIRET) == siren_of("732 829 320 00066") == siren_of("732829320") == "732829320"
    assert (
        siren_of("7.3282932E+13") == siren_of("73282932000075") == siren_of("73282932") == siren_of("") == ""
    )
    rows = [("Alpha Lyon", "1", 10), ("Alpha Lille", "2", 20), ("Beta", "3", 5), ("Gamma", "4", 5)]
    clients = listed(rows, company_number=[SIRET, OTHER_SIRET, "7.32829E+13", "7.32829E+13"])
    told = grouping(clients)
    assert [(group.name, group.way, group.members) for group in told.groups] == [
        ("Alpha Lille", "company_number", (0, 1))
    ]
    assert told.damaged == 2


def test_the_client_number_tells_the_siren_where_it_is_one() -> None:
    assert len(by_group(listed([("A", SIRET, 10), ("B", OTHER_SIRET, 5)]), ()).ranked) == 1


def test_hand_goes_before_column_and_column_before_number() -> None:
    rows = [("A", "1", 10), ("B", "2", 9), ("C", "3", 8), ("D", "4", 7)]
    clients = listed(rows, group=["X", "X", "", ""], company_number=[SIRET, "", OTHER_SIRET, OTHER_SIRET])
    # C and D have the number of A, which is in the only group of that number: they join it.
    assert [group.members for group in grouping(clients).groups] == [(0, 1, 2, 3)]
    by_hand = (("1", ""), ("3", "Y"), ("2", "Y"))
    # D, of which nothing else is known, goes where the only other establishment is that is in a group.
    assert [(group.name, group.members) for group in grouping(clients, by_hand).groups] == [("Y", (1, 2, 3))]


def test_numbers_of_two_groups_decide_nothing() -> None:
    rows = [("A", "1", 10), ("B", "2", 9), ("C", "3", 8), ("D", "4", 7)]
    clients = listed(rows, group=["X", "Y", "", "X"], company_number=[SIRET, OTHER_SIRET, SIRET, ""])
    assert [group.members for group in grouping(clients).groups] == [(0, 3)]


def test_a_group_takes_the_words_of_its_largest_member_that_has_any() -> None:
    rows = [("A", "1", 10), ("B", "2", 9), ("C", "3", 30)]
    clients = listed(rows, group=["X", "X", ""], account_manager=["", "Marie", "Paul"])
    assert by_group(clients, ()).ranked["account_manager"].tolist() == ["Paul", "Marie"]


def test_credit_notes_and_clients_set_apart_count_in_their_group() -> None:
    clients = listed([("A", "", 10), ("B", "", -4), ("C", "", -9), ("D", "", 3)], group=["X", "X", "Y", "Y"])
    assert shown(by_group(clients, ())) == [("X", 6), ("Y", -6)]


def test_a_client_in_two_groups_by_hand_is_no_plan() -> None:
    with pytest.raises(PlanError, match="client_in_two_groups"):
        GroupSettings(by_hand=(("1", "X"), ("1", "Y")))


@st.composite
def lists(draw: st.DrawFn) -> ClientList:
    size = draw(st.integers(1, 12))
    revenues = draw(st.lists(st.integers(-20, 60), min_size=size, max_size=size).filter(lambda r: max(r) > 0))
    groups = draw(
        st.lists(st.sampled_from(["", "X", "y", "Y", "C2", "c0", "C5"]), min_size=size, max_size=size)
    )
    numbers = draw(st.lists(st.sampled_from(["", SIRET, OTHER_SIRET, "12"]), min_size=size, max_size=size))
    named = listed(
        [(f"C{i}", "", revenue) for i, revenue in enumerate(revenues)], group=groups, company_number=numbers
    )
    places = np.arange(size, dtype=np.int64).repeat(2)
    days = np.tile(np.array(["2025-01-01", "2025-02-01"], dtype="datetime64[D]"), size)
    amounts = np.tile(np.array([1, 2], dtype=np.int64), size)
    item = np.tile(np.array([0, 1], dtype=np.int32), size)
    return client_list(
        everybody(named), named.report, None, gathered(places, days, amounts),
        Purchases(places.astype(np.int32), item, amounts, ("a", "b")),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    clients=lists(), by_hand=st.dictionaries(st.sampled_from(["C0", "C1", "C3"]), st.sampled_from(["", "H"]))
)
def test_groups_add_up_and_go_without_a_trace(clients: ClientList, by_hand: dict[str, str]) -> None:
    """Every client is in one row, sums stay to the cent, and off is the list as it was."""
    settings_of_groups = GroupSettings(as_one=True, by_hand=tuple(by_hand.items()))
    one = by_group(clients, settings_of_groups.by_hand)
    before, after = everybody(clients), everybody(one)
    for column in ("revenue", "rows"):
        assert before[column].sum() == after[column].sum()
    assert one.sales is not None
    assert clients.sales is not None
    assert one.purchases is not None
    assert one.sales.is_sound(len(after))
    assert one.purchases.is_sound(len(after))
    assert one.sales.total == one.purchases.amount.sum() == clients.sales.total
    if one is not clients:
        assert one.made_from is not None
        sums = np.zeros(len(after), dtype=np.int64)
        np.add.at(sums, one.made_from.places, before["revenue"].to_numpy())
        assert sums.tolist() == after["revenue"].tolist()
    if one.count:
        assert compute(clients, Plan(groups=settings_of_groups)).clients is one or one is clients
        assert client_plan(compute(clients, Plan(groups=settings_of_groups)))["minutes"].sum() == 96_000
    off = compute(clients, Plan(groups=GroupSettings(by_hand=settings_of_groups.by_hand)))
    assert off.clients is clients
    pd.testing.assert_frame_equal(client_plan(off), client_plan(compute(clients, Plan())))
