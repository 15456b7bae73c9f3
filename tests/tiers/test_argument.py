"""The five screens of the slide show: what they say, held against the method's worked example."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.clients.model import ClientList, client_list
from lib.plan.compute import PlanResult, compute
from lib.plan.plan import Plan
from lib.texts import Language, Texts
from lib.tiers.argument import argument
from tests.lists import TOY, list_of

RESULT = compute(list_of(TOY), Plan())
"""Five equal slices of ten clients: 1, 1, 1, 2 and 5 of them; 1,600 hours, 320 a tier."""
FR = Texts("fr")


def said(marked_up: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", marked_up)).replace("\u00a0", " ").replace("\u202f", " ")


def rows(picture: str) -> list[list[str]]:
    """The cells of a table, row by row."""
    lines = re.findall(r"<tr>(.*?)</tr>", picture)
    return [[said(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", line)] for line in lines[1:]]


def with_minutes(minutes: list[int]) -> ClientList:
    clients = list_of(TOY)
    return client_list(clients.ranked.assign(minutes=minutes), clients.report)


def test_the_argument_of_the_worked_example() -> None:
    sentences = [said(screen.sentence) for screen in argument(RESULT, FR)]
    assert sentences[0].startswith("50 % de vos clients (5 clients) font 80 % de votre chiffre d’affaires.")
    assert sentences[1:] == [
        "Le groupe A (1 client) apporte 40 % du chiffre ; le groupe E (5 clients), 16 %.",
        "Si tous sont traités de la même façon, le groupe E (5 clients, 16 % du chiffre) prend 50 % de votre"
        " temps. Dans ce plan : 20 %.",
        "Un client du groupe A reçoit 5,0 fois le temps d’un client du groupe E.",
        "Un client du groupe A passe de 160 h à 320 h par an ; un client du groupe E, de 160 h à 64 h.",
    ]


def test_what_changes_for_a_client_of_each_tier() -> None:
    assert rows(argument(RESULT, FR)[4].picture) == [
        ["A", "160 h", "320 h", "× 2,0"],
        ["B", "160 h", "320 h", "× 2,0"],
        ["C", "160 h", "320 h", "× 2,0"],
        ["D", "160 h", "160 h", "× 1,0"],
        ["E", "160 h", "64 h", "÷ 2,5"],
    ]


def test_what_clients_take_today_is_what_the_plan_is_held_against() -> None:
    result = compute(with_minutes([100, 0, 100, 100, 100, 100, 100, 100, 100, 200]), Plan())
    screens = argument(result, FR)
    assert said(screens[2].sentence).startswith(
        "Aujourd’hui, le groupe E (5 clients, 16 % du chiffre) prend 60 %"
    )
    # Of 1,600 hours 160 for each, but for B none and for one of E twice as much.
    assert [row[1:] for row in rows(screens[4].picture)] == [
        ["160 h", "320 h", "× 2,0"],
        ["0 min", "320 h", "–"],
        ["160 h", "320 h", "× 2,0"],
        ["160 h", "160 h", "× 1,0"],
        ["192 h", "64 h", "÷ 3,0"],
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@given(st.lists(st.integers(1, 900), min_size=1, max_size=40), st.integers(2, 6))
def test_every_list_has_five_screens_with_a_picture(
    language: Language, revenues: list[int], tiers: int
) -> None:
    result = compute(list_of(revenues), Plan(tier_count=tiers))
    screens = argument(result, Texts(language))
    assert len(screens) == 5
    assert all(screen.about and screen.picture for screen in screens)
    assert all(screen.sentence for screen in screens) or len(result.tiers) == 1


def named(name: str) -> PlanResult:
    tiers = (replace(RESULT.tiers[0], name=name), *RESULT.tiers[1:])
    return replace(RESULT, tiers=tiers)


def test_no_name_is_read_as_html_or_sets_itself_in_bold() -> None:
    for screen in argument(named('**<img src=x onerror="x">'), FR):
        whole = screen.sentence + screen.picture + screen.remark
        assert "<img" not in whole
        assert "<strong>&lt;" not in whole
    assert argument(named("**"), FR)[1].sentence.count("<strong>") == 2
