"""What each tier buys and whom to call, against hand-made figures and brute force."""

import io
from datetime import date

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.clients.model import ClientList, client_list
from lib.clients.purchases import MOST_ITEMS, OTHERS, bought
from lib.exports.plan_workbook import plan_file
from lib.mix import widgets
from lib.mix.charts import mix_cells
from lib.mix.mix import USUAL, article_mix, clients_to_call, clients_without, gaps
from lib.mix.sentences import call_sentences, mix_sentences
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.team import Person, Team
from lib.reading.clients_from_rows import read_file
from lib.texts import Texts
from tests.lists import list_of
from tests.pages.app import open_app, state_of, words

# Two clients in A, four in B. A buys wine and beer, half of it cider; B buys wine, and one of it beer.
ROWS = """Client;Famille;Commercial;CA
Alpha;Vin;Marie;300
Alpha;Bière;Marie;100
Alpha;Cidre;Marie;100
Beta;Vin;Marie;350
Beta;Bière;Marie;50
Gamma;Vin;Marie;40
Gamma;Bière;Marie;20
Delta;Vin;Paul;50
Epsilon;Vin;Paul;45
Epsilon;Bière;Paul;5
Epsilon;Bière;Paul;-5
Zeta;Jus;Paul;40
"""
TWO = Plan(method="count", tier_count=2, counts=(2,), budget_minutes=6_000)


@pytest.fixture(scope="module")
def clients() -> ClientList:
    return read_file(ROWS.encode(), "list.csv")


def test_shares_gaps_and_names_by_hand(clients: ClientList) -> None:
    result = compute(clients, TWO)
    mix = article_mix(result)
    assert mix is not None
    assert mix.items == ("Vin", "Bière", "Cidre", "Jus")
    # A refund takes beer from Epsilon: of B only Gamma buys it.
    assert mix.shares.tolist() == [[1, 1, 0.5, 0], [0.75, 0.25, 0, 0.25]]
    assert [(mix.items[gap.item], gap.upper, gap.lower, gap.clients) for gap in gaps(mix, 1)] == [
        ("Bière", 1, 0.25, 3), ("Cidre", 0.5, 0, 4), ("Vin", 1, 0.75, 1),
    ]  # fmt: skip
    called = clients_to_call(result).set_index("client")
    assert called["lacks"].to_dict() == {
        "Beta": ["Cidre"],
        "Gamma": ["Cidre"],
        "Delta": ["Bière", "Cidre"],
        "Epsilon": ["Bière", "Cidre"],
        "Zeta": ["Vin", "Bière", "Cidre"],
    }
    # Beta would buy cider like Alpha, 100; Zeta wine like the three others, 45, and beer like Gamma, 20.
    worth = {"Beta": 100, "Zeta": 65, "Delta": 20, "Epsilon": 20, "Gamma": 0}
    assert {name: amount // 10_000 for name, amount in called["worth"].items()} == worth
    assert list(called.index)[:2] == ["Beta", "Zeta"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sentence_and_the_map(clients: ClientList, language: str) -> None:
    texts, result = Texts(language), compute(clients, TWO)  # type: ignore[arg-type]
    mix = article_mix(result)
    assert mix is not None
    ((key, values),) = mix_sentences(result, mix, texts)
    assert (
        texts("mix.gap.item", item="Bière", upper=texts.percent(1), lower=texts.percent(0.25))
        in values["items"]
    )
    assert texts(key, **values)
    cells = mix_cells(result, mix, texts)
    # Names that are long stand in rows; the tiers, whose names are short, across.
    assert cells["row_name"].tolist()[:2] == [cells["row_name"][0]] * 2
    of_second = cells.loc[cells["column"] == 1, "label"].tolist()
    assert of_second == [texts.percent(share) for share in (0.75, 0.25, 0, 0.25)]


@st.composite
def bought_lists(draw: st.DrawFn) -> ClientList:
    plain = list_of(draw(st.lists(st.integers(1, 50), min_size=2, max_size=9)))
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, plain.count - 1), st.integers(0, 3), st.integers(-3, 9)), min_size=1
        )
    )
    client, item, amount = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    return client_list(
        plain.ranked, plain.report, purchases=bought(client, item, amount, list("abcd"), "article")
    )


@settings(max_examples=120, deadline=None)
@given(bought_lists(), st.integers(2, 4))
def test_against_brute_force(clients: ClientList, count: int) -> None:
    result = compute(clients, Plan(tier_count=count))
    mix, purchases = article_mix(result), clients.purchases
    assert mix is not None
    assert purchases is not None
    entries = zip(purchases.client.tolist(), purchases.item.tolist(), purchases.amount.tolist(), strict=True)
    has = {(client, purchases.items[item]) for client, item, amount in entries if amount > 0}
    tiers = mix.tiers.tolist()
    expected = {}
    for client, tier in enumerate(tiers):
        upper = [other for other, of in enumerate(tiers) if of == max(0, tier - 1)]
        usual = {
            name for name in mix.items if sum((other, name) in has for other in upper) >= USUAL * len(upper)
        }
        if lacks := {name for name in usual if (client, name) not in has}:
            expected[client + 1] = lacks
    called = clients_to_call(result)
    told = {rank: set(items) for rank, items in zip(called["rank"], called["lacks"], strict=True)}
    assert told == expected
    assert all(len(set(items)) == len(items) for items in called["lacks"])


@settings(max_examples=60, deadline=None)
@given(bought_lists(), st.integers(2, 4))
def test_who_does_not_buy_an_item(clients: ClientList, count: int) -> None:
    result = compute(clients, Plan(tier_count=count))
    mix = article_mix(result)
    assert mix is not None
    for item, name in enumerate(mix.items):
        without = clients_without(result, mix, item)
        assert sorted(without["rank"]) == [
            rank + 1 for rank in range(clients.count) if not mix.buys[rank, item]
        ]
        assert all(items == [name] for items in without["lacks"])
        assert without["worth"].tolist() == sorted(without["worth"], reverse=True)


def test_a_click_on_a_cell_names_who_does_not_buy(clients: ClientList) -> None:
    """Of B only Gamma buys beer: Delta, Epsilon and Zeta do not."""
    app = open_app("tomorrow", clients)
    state_of(app).steps = [TWO]
    app.session_state["tomorrow_part"] = "mix"
    app.run()
    assert len(app.dataframe[0].value) == 5
    app.selectbox(key="mix_item").set_value(1).run()
    assert app.dataframe[0].value["Client"].tolist() == ["Delta", "Epsilon", "Zeta"]
    app.selectbox(key="mix_tier").set_value(0).run()
    assert not app.exception
    assert not app.dataframe
    app.selectbox(key="mix_item").set_value(2).run()
    assert app.dataframe[0].value["Client"].tolist() == ["Beta"]


def test_a_long_range_keeps_its_largest_items() -> None:
    plain = list_of([5, 3])
    names = [f"item {number}" for number in range(MOST_ITEMS + 50)]
    codes = np.arange(len(names), dtype=np.int64)
    purchases = bought(codes % 2, codes, codes + 1, names, "article")
    assert purchases.items[0] == names[-1]
    assert purchases.items[-1] == OTHERS
    assert purchases.amount.sum() == (codes + 1).sum()
    mix = article_mix(
        compute(client_list(plain.ranked, plain.report, purchases=purchases), Plan(tier_count=2))
    )
    assert mix is not None
    assert len(mix.items) == MOST_ITEMS


def test_the_page_shows_it_or_says_how_to_get_it(clients: ClientList) -> None:
    for loaded, said in ((clients, "Il manque à"), (list_of([5, 3, 1]), "ne nomme pas d’articles")):
        app = open_app("tomorrow", loaded)
        app.session_state["tomorrow_part"] = "mix"
        app.run()
        assert not app.exception
        assert said in words(app)


def test_the_workbook_names_whom_to_call_also_on_the_sheets_of_people(clients: ClientList) -> None:
    texts = Texts("fr")
    plan = Plan(
        method="count", tier_count=2, counts=(2,), budget_minutes=6_000,
        team=Team((Person("Marie"), Person("Paul"))),
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(plan_file(clients, plan, texts, date(2026, 3, 2), ())))
    cells = {str(cell.value) for row in book[texts("workbook.sheet.mix")].iter_rows() for cell in row}
    assert {"Vin", "Beta", "Vin, Bière, Cidre"} <= cells
    people = {str(cell.value) for name in ("Marie", "Paul") for row in book[name].iter_rows() for cell in row}
    assert {texts("column.lacks"), "Bière, Cidre"} <= people
    without = openpyxl.load_workbook(
        io.BytesIO(plan_file(list_of([5, 3]), Plan(), texts, date(2026, 3, 2), ()))
    )
    assert texts("workbook.sheet.mix") not in without.sheetnames


ALIKE = "Client;Article;CA\nA;Vin;30\nA;Sel;10\nB;Vin;20\nB;Sel;1\nC;Vin;5\nC;Sel;2\n"
"""Everybody buys everything."""


def test_where_nobody_lacks_anything_nobody_is_called() -> None:
    alike, texts = read_file(ALIKE.encode(), "list.csv"), Texts("fr")
    plan = Plan(method="count", tier_count=3, counts=(1, 1), budget_minutes=6_000)
    result = compute(alike, plan)
    mix = article_mix(result)
    assert mix is not None
    assert [gaps(mix, lower) for lower in range(3)] == [[], [], []]
    assert call_sentences(result, texts) == []
    book = openpyxl.load_workbook(io.BytesIO(plan_file(alike, plan, texts, date(2026, 3, 2), ())))
    cells = {str(cell.value) for row in book[texts("workbook.sheet.mix")].iter_rows() for cell in row}
    assert {"Vin", "Sel"} <= cells
    assert texts("column.lacks") not in cells


def test_the_first_tier_has_none_above_it(clients: ClientList) -> None:
    mix = article_mix(compute(clients, TWO))
    assert mix is not None
    assert gaps(mix, 0) == []


def test_a_map_that_holds_the_largest_items_alone_says_so(
    clients: ClientList, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Texts("fr")("mix.largest", shown="2", count="4")
    for most in (4, 2):
        monkeypatch.setattr(widgets, "MOST_SHOWN", most)
        app = open_app("tomorrow", clients)
        app.session_state["tomorrow_part"] = "mix"
        app.run()
        assert (said in words(app)) == (most == 2)
