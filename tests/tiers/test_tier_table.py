"""The table of tiers: its cells, and names that are never HTML."""

import lxml.html

from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from lib.tiers.tier_table import COLUMNS, SHORT, tier_table
from tests.lists import TOY, list_of

EN = Texts("en")


def cells(html: str) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in lxml.html.fromstring(html).iter("tr")]


def test_one_row_a_tier() -> None:
    result = compute(list_of(TOY), Plan(method="share", tier_count=3, budget_minutes=60_000))
    head, first, _, third = cells(tier_table(result, EN, "GBP"))
    assert len(head) == len(COLUMNS) + 1
    assert first == ["A", "5", "£840", "84.0%", "×\u202f6.7", "75%", "333 h", "66 h 40", "£3", "0.40"]
    assert third[:4] == ["C", "2", "£40", "4.0%"]
    assert [len(row) for row in cells(tier_table(result, EN, None, SHORT))] == [6] * 4


def test_a_tier_without_time_has_no_revenue_per_hour() -> None:
    result = compute(list_of(TOY), Plan(budget_minutes=0))
    assert {row[8] for row in cells(tier_table(result, EN, None))[1:]} == {"–"}


def test_a_name_is_text_whatever_it_looks_like() -> None:
    name = '<img src=x onerror="1">'
    result = compute(list_of(TOY), Plan(tier_names=(name,)))
    html = tier_table(result, EN, None)
    assert "<img" not in html
    assert cells(html)[1][0] == name
