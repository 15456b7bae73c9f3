"""The matrix by hand, and that it adds up to what the plan says whatever the list."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedPotential, TypedProspect
from lib.potential.charts import potential_cells
from lib.potential.matrix import MEASURES, hidden_giants, matrix, members, wallet
from lib.potential.sentences import giant_sentences, prospect_sentences, wallet_sentences, weight_sentences
from lib.potential.tables import members_table
from lib.potential.typed_potential import (
    clients_typed,
    prospects_typed,
    read_clients_typed,
    read_prospects_typed,
)
from lib.texts import LANGUAGES, Texts
from lib.texts.wording import without_emphasis
from tests.lists import list_of
from tests.plan.test_potentials import LISTS, with_potential

FR, EN = Texts("fr"), Texts("en")
CLIENTS = with_potential([400, 200, 100, 80, 60, 0], [500, 150, -1, 900, 90, 300])
"""Two tiers: 400 + … The potentials 900, 500, 300, 150, 90 add up to 1,940: A' 900, B' 500, C' the others
(900 and 500 are alone nearest to 647 each)."""
PLAN = Plan(tier_count=2, budget_minutes=1_000, potential=PotentialSettings(prospect_budget=10))


def test_the_matrix_by_hand() -> None:
    """Tier A is 400 alone (400 of 840 is nearest to 420). 900 minutes for the tiers, 450 each; of B's four
    clients two get 113 and two 112."""
    crossed = matrix(compute(CLIENTS, PLAN))
    assert crossed.clients.tolist() == [[0, 1, 0, 0], [1, 0, 2, 1], [0, 0, 1, 0]]
    assert (crossed.revenue // UNIT).tolist() == [[0, 400, 0, 0], [80, 0, 260, 100], [0, 0, 0, 0]]
    assert (crossed.headroom // UNIT).tolist() == [[0, 100, 0, 0], [820, 0, 30, 0], [0, 0, 300, 0]]
    assert crossed.minutes.tolist() == [[0, 450, 0, 0], [112, 0, 225, 113], [0, 0, 100, 0]]


def test_the_wallet_by_hand() -> None:
    """Known: 400 of 500, 200 of 150 (below), 80 of 900, 60 of 90. 740 bought, 100 + 820 + 30 to be won."""
    known = wallet(compute(CLIENTS, PLAN))
    assert (known.known, known.revenue // UNIT, known.headroom // UNIT, known.below) == (4, 740, 950, 1)
    assert known.share == 740 / 1690
    shares = members(compute(CLIENTS, PLAN))["share"].round(4).tolist()
    assert shares[:2] == [0.8, 1.3333]
    assert np.isnan(shares[2])


def test_who_is_small_here_and_large_elsewhere() -> None:
    assert hidden_giants(compute(CLIENTS, PLAN))["client"].tolist() == ["Client 004"]


@given(LISTS, st.integers(0, 50_000), st.tuples(*[st.integers(0, 1_000)] * 3))
def test_the_matrix_adds_up_to_the_plan(
    pairs: list[tuple[int, int]], budget: int, weights: tuple[int, int, int]
) -> None:
    clients = with_potential(*map(list, zip(*pairs, strict=True)))
    settings = PotentialSettings(weights=weights, prospect_budget=7, prospects=(TypedProspect("P", 5),))
    result = compute(clients, Plan(tier_count=3, budget_minutes=budget, potential=settings))
    crossed, tiers = matrix(result), len(result.tiers)
    assert crossed.clients.sum(axis=1).tolist() == [*(tier.clients for tier in result.tiers), 1]
    assert crossed.revenue.sum(axis=1)[:tiers].tolist() == [tier.revenue for tier in result.tiers]
    assert crossed.minutes.sum(axis=1)[:tiers].tolist() == [tier.minutes for tier in result.tiers]
    assert crossed.minutes.sum() == budget
    assert (crossed.headroom >= 0).all()
    for measure in MEASURES:
        cells = potential_cells(result, crossed, measure, FR)
        assert (cells["label"] != "").sum() == (crossed.clients > 0).sum()


def test_sentences_are_said_in_every_language() -> None:
    weighted = PotentialSettings(weights=(200, 100, 50), prospect_budget=10)
    for language in LANGUAGES:
        texts = Texts(language)
        result = compute(CLIENTS, Plan(tier_count=2, potential=weighted))
        said = [
            without_emphasis(sentence, texts)
            for write in (wallet_sentences, giant_sentences, prospect_sentences, weight_sentences)
            for sentence in write(result, texts)
        ]
        assert len(said) == 7
        assert not [sentence for sentence in said if "{" in sentence]
        assert members_table(members(result), result, texts).to_html()
    bare = compute(list_of([5, 4, 3]), Plan(tier_count=2))
    assert wallet_sentences(bare, FR) == []
    marked = PotentialSettings(typed=(TypedPotential("Client 001", mark="A"),))
    assert (
        wallet_sentences(compute(list_of([5, 4]), Plan(potential=marked)), FR)[0][0] == "potential.marks_only"
    )


def test_a_typed_table_goes_there_and_back() -> None:
    settings = PotentialSettings(
        prospects=(TypedProspect("Zoé", 12_345_600, "A"), TypedProspect("Bo", None, "P"))
    )
    for texts in (FR, EN):
        assert read_prospects_typed(prospects_typed(settings, texts), PotentialSettings(), texts) == (
            settings,
            [],
        )


def test_only_the_rows_that_differ_are_taken_and_faults_name_their_cell() -> None:
    rows = CLIENTS.ranked[["client"]].assign(key=CLIENTS.ranked["client"], revenue="1")
    before = clients_typed(rows, {"Client 001": (500 * UNIT, None)}, FR)
    typed = before.copy()
    typed.loc[1, "potential"], typed.loc[2, "potential_mark"], typed.loc[0, "potential"] = "1,5k", "b'", ""
    changed, faults = read_clients_typed(typed, rows["key"].tolist(), before, FR)
    assert faults == []
    assert changed == (
        TypedPotential("Client 001"),
        TypedPotential("Client 002", 1_500 * UNIT),
        TypedPotential("Client 003", None, "B"),
    )
    for wrong in ("beaucoup", "-3"):
        typed.loc[1, "potential"] = wrong
        changed, faults = read_clients_typed(typed, rows["key"].tolist(), before, FR)
        assert (changed, [(fault.row, fault.column) for fault in faults]) == ((), [(2, "potential")])
