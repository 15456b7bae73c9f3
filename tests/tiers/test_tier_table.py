"""The cells of the table of tiers."""

from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from lib.tiers.tier_table import COLUMNS, SHORT, cells
from tests.lists import TOY, list_of

EN = Texts("en")


def test_one_row_a_tier() -> None:
    first, _, third = compute(list_of(TOY), Plan(method="share", tier_count=3, budget_minutes=60_000)).tiers
    said = cells(first, EN, "GBP")
    assert len(said) == len(COLUMNS)
    assert said == [
        "5",
        "£840",
        "84.0%",
        "×\u202f6.7",
        "75%",
        "333\u00a0h",
        "66\u00a0h\u00a040",
        "£3",
        "0.40",
    ]
    assert cells(third, EN, "GBP")[:3] == ["2", "£40", "4.0%"]
    assert cells(first, EN, None, SHORT) == ["5", "840", "84.0%", "333\u00a0h", "66\u00a0h\u00a040"]


def test_a_tier_without_time_has_no_revenue_per_hour() -> None:
    tiers = compute(list_of(TOY), Plan(budget_minutes=0)).tiers
    assert {cells(tier, EN, None)[7] for tier in tiers} == {"–"}
