"""The clients as CSV: Python's own reader finds what the plan says, in either language, with and without
people."""

import csv
import io
from decimal import Decimal

import pytest

from lib.base.money import UNIT
from lib.exports.client_csv import client_csv, delimiter
from lib.plan.compute import client_plan, compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of

CLIENTS = list_of(TOY)
PLAN = Plan(tier_count=3, placed=(Placement("Client 010", 0, "=1+1"), Placement("Client 009", 1, "")))
RESULT = compute(CLIENTS, PLAN)
PEOPLE = [f"@person {rank}" for rank in range(len(TOY))]


def rows(language: Language, responsible: list[str] | None) -> list[dict[str, str]]:
    written = client_csv(RESULT, Texts(language), responsible).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline=""), delimiter=delimiter(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("responsible", [None, PEOPLE])
def test_every_client_stands_there_with_what_it_gets(
    language: Language, responsible: list[str] | None
) -> None:
    texts = Texts(language)
    read, plan = rows(language, responsible), client_plan(RESULT)
    assert [row[texts("column.client")] for row in read] == list(plan["client"])
    revenue = [Decimal(row[texts("column.revenue")].replace(",", ".")) for row in read]
    assert [int(amount * UNIT) for amount in revenue] == CLIENTS.revenue.tolist()
    shares = [float(row[texts("column.revenue_share")].replace(",", ".")) for row in read]
    assert shares == pytest.approx([amount / sum(TOY) for amount in TOY], abs=1e-6)
    assert [int(row[texts("handouts.minutes")]) for row in read] == plan["minutes"].tolist()
    assert [row[texts("column.tier")] for row in read] == list(plan["tier"])
    people = [row.get(texts("people.column.responsible")) for row in read]
    assert people == ([None] * len(read) if responsible is None else [f"'{name}" for name in responsible])


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_was_placed_by_hand_is_said_and_nothing_is_a_formula(language: Language) -> None:
    read = rows(language, PEOPLE)
    by_hand = [row[Texts(language)("handouts.by_hand")] for row in read]
    assert [bool(words) for words in by_hand] == list(client_plan(RESULT)["placed"] != "")
    assert sum("1+1" in words for words in by_hand) == 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in read for cell in row.values())
