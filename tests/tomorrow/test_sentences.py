"""What the page about tomorrow says, whole sentences in both languages: of none, of one and of many."""

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest

from lib.base.money import UNIT
from lib.plan.compute import PlanResult, compute
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.profit.profit import profit_of
from lib.reading.clients_from_rows import read_file
from lib.texts import Language, Texts
from lib.texts.wording import Sentences
from lib.tomorrow.ahead.candidates import candidates, fading
from lib.tomorrow.ahead.erosion import erosion
from lib.tomorrow.ahead.sentences import (
    candidate_sentences,
    cover_sentences,
    fading_sentences,
    what_if_sentences,
)
from lib.tomorrow.ahead.tables import what_if_table
from lib.tomorrow.ahead.what_if import today as as_it_is
from lib.tomorrow.ahead.what_if import what_if
from lib.tomorrow.forecast.bgnbd import BuyingModel
from lib.tomorrow.forecast.forecast import Check, Fit, Reason
from lib.tomorrow.forecast.gamma_gamma import ValueModel
from lib.tomorrow.forecast.histories import Histories
from lib.tomorrow.forecast.sentences import check_sentences, doubt_sentences, missing_sentences
from lib.tomorrow.movement.movements import movement
from lib.tomorrow.movement.sentences import (
    bridge_sentences,
    migration_sentences,
    period_sentences,
    retention_sentences,
)
from lib.tomorrow.periods import pairs
from tests.lists import TOY, list_of, sold
from tests.tomorrow.test_ahead import DAY, PLAN, SHOP, at

FR, EN = Texts("fr"), Texts("en")
BOTH = pytest.mark.parametrize("language", ["fr", "en"])


def said(sentences: Sentences, texts: Texts) -> list[str]:
    """Sentences as they are read, without marks and with plain spaces."""
    written = [texts(key, **values) for key, values in sentences]
    return [line.replace("**", "").replace("\u202f", " ").replace("\xa0", " ") for line in written]


RESULT, PAIR = at(SHOP, PLAN)
RISING = candidates(RESULT, PAIR, DAY)
"""Doubled and Climber, who gain 100 each."""
NOBODY = {
    "fr": "Personne ne monte assez pour couvrir cette perte.",
    "en": "Nobody is climbing enough to make up for that loss.",
}
COVERS: list[tuple[str, pd.DataFrame, int, dict[str, list[str]]]] = [
    ("no loss", RISING, 0, {"fr": [], "en": []}),
    ("nobody", RISING.iloc[:0], 50, {name: [line] for name, line in NOBODY.items()}),
    ("all fall", RISING.assign(gain=-UNIT), 50, {name: [line] for name, line in NOBODY.items()}),
    (
        "enough",
        RISING,
        200,
        {
            "fr": [
                "S’ils gagnent encore autant que cette année (200), vos meilleurs espoirs (2 candidats) "
                "couvrent 100 % de cette perte.",
                "La relève est là, si l’on s’occupe d’elle.",
            ],
            "en": [
                "If they gain as much again as this year (200), your best hopes (2 candidates) make up for "
                "100% of that loss.",
                "The next ones are there, if somebody looks after them.",
            ],
        },
    ),
    (
        "one is pinned",
        RISING.assign(pinned=RISING["client"] == "Doubled"),
        400,
        {
            "fr": [
                "S’ils gagnent encore autant que cette année (100), ceux que vous avez retenus (1 candidat) "
                "couvrent 25 % de cette perte.",
                "La relève ne suffit pas : il faut retenir davantage, ou conquérir.",
            ],
            "en": [
                "If they gain as much again as this year (100), those you have pinned (1 candidate) make up "
                "for 25% of that loss.",
                "The next ones are not enough: keep more, or win new ones.",
            ],
        },
    ),
]


@BOTH
@pytest.mark.parametrize(
    ("table", "lost", "words"), [case[1:] for case in COVERS], ids=[c[0] for c in COVERS]
)
def test_whether_the_next_ones_cover_a_loss(
    table: pd.DataFrame, lost: int, words: dict[str, list[str]], language: Language
) -> None:
    texts = Texts(language)
    assert said(cover_sentences(table, lost * UNIT, RESULT, texts), texts) == words[language]


@BOTH
def test_who_is_on_the_way_up(language: Language) -> None:
    texts = Texts(language)
    lines = [
        " ".join(said(candidate_sentences(RISING.iloc[:count], RESULT, PAIR, texts), texts))
        for count in (0, 1, 2)
    ]
    begins = {
        "fr": [
            "En dessous du groupe A, personne n’est en route vers le haut depuis 2024 : aucun client",
            "En dessous du groupe A, 1 client monte depuis 2024, à commencer par Doubled. Cochez",
            "En dessous du groupe A, 2 clients montent depuis 2024, à commencer par Doubled, Climber. Cochez",
        ],
        "en": [
            "Below tier A, nobody is on the way up since 2024: no client gains enough",
            "Below tier A, 1 client has been climbing since 2024, first of all Doubled. Tick",
            "Below tier A, 2 clients have been climbing since 2024, first of all Doubled, Climber. Tick",
        ],
    }[language]
    for line, begin in zip(lines, begins, strict=True):
        assert line.startswith(begin)


@BOTH
def test_who_is_fading(language: Language) -> None:
    """Large has gone from 900 to 500; a second row of the same kind is made up from it."""
    texts = Texts(language)
    falling = fading(RESULT, PAIR, DAY)
    assert falling["client"].tolist() == ["Large"]
    two = pd.concat([falling, falling.assign(client="Other")], ignore_index=True)
    late = {"smaller": False, "late": True}
    tables = [two.iloc[:0], two.iloc[:1], two, two.iloc[:1].assign(**late), two.assign(**late)]
    lines = [" ".join(said(fading_sentences(SHOP, table, texts), texts)) for table in tables]
    assert (
        lines
        == {
            "fr": [
                "Aucun client de vos groupes du haut ne faiblit.",
                "1 client de vos groupes du haut faiblit : Large. En tout, 400 de chiffre d’affaires est "
                "déjà perdu. Un appel, avant un départ.",
                "2 clients de vos groupes du haut faiblissent : Large, Other. En tout, 800 de chiffre "
                "d’affaires est déjà perdu. Un appel, avant un départ.",
                "1 client de vos groupes du haut se tait plus longtemps que d’habitude : Large. Un appel, "
                "avant un départ.",
                "2 clients de vos groupes du haut se taisent plus longtemps que d’habitude : Large, Other. "
                "Un appel, avant un départ.",
            ],
            "en": [
                "No client of your upper tiers is fading.",
                "1 client of your upper tiers is fading: Large. In all, 400 of revenue is lost already. A "
                "call, before anybody leaves.",
                "2 clients of your upper tiers are fading: Large, Other. In all, 800 of revenue is lost "
                "already. A call, before anybody leaves.",
                "1 client of your upper tiers has been silent for longer than usual: Large. A call, before "
                "anybody leaves.",
                "2 clients of your upper tiers have been silent for longer than usual: Large, Other. A call, "
                "before anybody leaves.",
            ],
        }[language]
    )


CLIENTS = list_of([revenue * 1000 for revenue in TOY])


def paid_by(result: PlanResult, fixed: int) -> int | None:
    """The first rank at which what the clients leave has paid the fixed costs; a loop of its own."""
    left = 0
    for rank, amount in enumerate(profit_of(result).contributions.tolist(), 1):
        left += amount
        if left >= fixed * UNIT:
            return rank
    return None


@BOTH
@pytest.mark.parametrize("fixed", [0, 40_000, 100_000, 150_000, 10_000_000])
def test_who_pays_the_fixed_costs_when_the_largest_has_gone(fixed: int, language: Language) -> None:
    """Nothing is said without fixed costs; what can be paid no more, or never could, is said with what is
    missing. A star marks what rests on assumptions."""
    texts = Texts(language)
    result = compute(CLIENTS, Plan(profit=ProfitSettings(fixed_costs=fixed * UNIT)))
    before, after = as_it_is(result), what_if(result, "first_leaves")
    assert after is not None
    head, *rest = said(what_if_sentences("first_leaves", before, after, texts), texts)
    assert head in (
        "Si Client 001 part, vous perdez 400 000, soit 40,0 % du chiffre d’affaires.",
        "If Client 001 leaves, you lose 400,000, 40.0% of your revenue.",
    )
    old, new = paid_by(result, fixed), paid_by(after.result, fixed)
    missing = fixed * UNIT - int(profit_of(after.result).contributions.sum())
    gap = texts.money(missing, None).replace("\u202f", " ")
    wanted = {
        (True, True): {
            "fr": f"Vos frais fixes étaient payés par les clients jusqu’au n° {old}* ; il faudrait aller "
            f"jusqu’au n° {new}*.",
            "en": f"Your fixed costs were paid by client number {old}*; then it would take number {new}*.",
        },
        (True, False): {
            "fr": f"Vos frais fixes ne seraient plus payés : il manquerait {gap}*.",
            "en": f"Your fixed costs would no longer be paid: {gap}* would be missing.",
        },
        (False, False): {
            "fr": f"Vos frais fixes ne sont pas payés aujourd’hui ; il manquerait alors {gap}*.",
            "en": f"Your fixed costs are not paid today; then {gap}* would be missing.",
        },
    }[old is not None, new is not None][language]
    assert rest == ([wanted] if fixed else [])
    shown = what_if_table(before, after, "first_leaves", texts)
    row = shown[shown.iloc[:, 0] == texts("ahead.break_even")].iloc[:, 1:].to_numpy().tolist()
    assert row == ([[f"{old}*" if old else "–", f"{new}*" if new else "–"]] if fixed else [])


def test_costs_that_only_the_others_pay_are_no_news() -> None:
    """A first client that costs more than it brings: without it the costs are paid, and nothing is asked."""
    result = compute(CLIENTS, Plan(profit=ProfitSettings(fixed_costs=40_000 * UNIT)))
    before, after = as_it_is(result), what_if(result, "first_leaves")
    assert after is not None
    unpaid = replace(before, break_even=replace(before.break_even, rank=None))
    assert len(what_if_sentences("first_leaves", unpaid, after, EN)) == 1


@BOTH
def test_the_only_client_cannot_be_done_without(language: Language) -> None:
    texts = Texts(language)
    result = compute(list_of([5]), Plan(tier_count=2))
    assert what_if(result, "first_leaves") is None
    (line,) = said(what_if_sentences("first_leaves", as_it_is(result), None, texts), texts)
    assert line == {
        "fr": "Si Client 001 part, il ne reste personne : c’est votre seul client.",
        "en": "If Client 001 leaves, nobody is left: that is your only client.",
    }[language]  # fmt: skip


@pytest.mark.parametrize("years", [[0, 5, 0, 3, -1, 3], [5, -1, 3, -2, 1, 0]])
def test_without_a_first_tier_then_or_now_no_erosion_is_measured(years: list[int]) -> None:
    """All are new, or all have left; of those who left, it is known what they took."""
    by_name = {"A": years[:2], "B": years[2:4], "C": years[4:]}
    result, pair = at(sold(by_name, 2024), Plan(tier_count=2))
    moves = movement(result, pair)
    assert erosion(moves) is None
    assert bool(retention_sentences(result, moves, EN)) is any(then > 0 for then in years[::2])


MOVES: list[tuple[dict[str, list[int]], dict[str, list[str]]]] = [
    (
        {"A": [9, 9], "B": [5, 5], "C": [1, 1]},
        {
            "fr": ["Aucun groupe ne s’est usé : tous ont gardé leur chiffre d’affaires."],
            "en": ["No tier has worn away: all have kept their revenue."],
        },
    ),
    (
        {"A": [9, 9], "B": [5, 2], "C": [1, 1]},
        {
            "fr": ["Le groupe A n’a rien perdu ; le plus usé est le groupe B, de 50,0 %."],
            "en": ["Tier A has lost nothing; the most worn is tier B, by 50.0%."],
        },
    ),
    (
        {"A": [9, 6], "B": [5, 5], "C": [1, 1]},
        {
            "fr": ["C’est le groupe A qui s’est le plus usé : de 33,3 %, soit 3."],
            "en": ["It is tier A that has worn away most: by 33.3%, which is 3."],
        },
    ),
]


@BOTH
@pytest.mark.parametrize(("bought", "words"), MOVES)
def test_how_much_the_tiers_have_worn_away(
    bought: dict[str, list[int]], words: dict[str, list[str]], language: Language
) -> None:
    texts = Texts(language)
    result, pair = at(sold(bought, 2024, ranked_by_last=True), Plan(tier_count=2))
    assert said(retention_sentences(result, movement(result, pair), texts), texts) == words[language]


@BOTH
def test_where_all_are_new_nobody_was_in_the_first_tier(language: Language) -> None:
    texts = Texts(language)
    clients = sold({"A": [0, 5], "B": [0, 3], "C": [-1, 3]}, 2024, ranked_by_last=True)
    result, pair = at(clients, Plan(tier_count=2))
    moves = movement(result, pair)
    (line,) = said(migration_sentences(result, moves, texts), texts)
    assert line == {
        "fr": "aucun client n’a monté, aucun n’est descendu, aucun n’est resté dans son groupe.",
        "en": "no client has climbed, none has fallen, none has stayed in its tier.",
    }[language]  # fmt: skip
    (line,) = said(bridge_sentences(clients, moves, texts), texts)
    new = {"fr": "Tous vos clients sont nouveaux (3 clients)", "en": "All your clients are new (3 clients)"}
    assert line.startswith(new[language])


@BOTH
@pytest.mark.parametrize("undated", [0, 1, 2])
def test_lines_without_a_date_are_counted(undated: int, language: Language) -> None:
    rows = [f"A;{year}-{month:02d}-15;5" for year in (2024, 2025) for month in range(1, 13)]
    rows += [f"A;{'?' * (place + 1)};7" for place in range(undated)]
    clients = read_file("\n".join(["Client;Date;Montant HT", *rows]).encode(), "a.csv")
    texts = Texts(language)
    told = said(period_sentences(clients, pairs(clients, DAY)[0], DAY, texts), texts)
    wanted = {
        "fr": ["1 ligne sans date lisible", "2 lignes sans date lisible"],
        "en": ["1 line without a readable date", "2 lines without a readable date"],
    }[language]
    assert [line.startswith(wanted[undated - 1]) for line in told[1:]] == ([True] if undated else [])


def model(repeats: Any = (1, 2, 3), value: Any = (10.0, 20.0, 30.0)) -> Fit:
    x = np.asarray(repeats, dtype=np.int64)
    ones = np.ones(len(x))
    past = Histories(np.arange(len(x)), x, ones, ones * 2, np.asarray(value, dtype=float))
    buying, spending = BuyingModel(0.243, 4.414, 0.793, 2.426, 0.0), ValueModel(6.0, 4.0, 15.0, 0.0)
    return Fit(date(2025, 12, 31), past, buying, spending)


def proof(expected: float, actual: int) -> Check:
    return Check(date(2025, 6, 30), expected, actual, pd.DataFrame())


VERDICTS: list[tuple[Check | None, dict[str, list[str]]]] = [
    (None, {"fr": ["Sans preuve, pas de prévision"], "en": ["No forecast without a proof"]}),
    (
        proof(110.4, 100),
        {
            "fr": [
                "Vérifié sur votre propre passé : en ne connaissant que les achats jusqu’au 30 juin 2025, le "
                "modèle en aurait prévu 110 de plus d’ici au 31 décembre 2025 ; il y en a eu 100.",
                "Il se trompe de 10 % : pour l’ensemble, on peut s’y fier",
            ],
            "en": [
                "Tested on your own past: knowing only the purchases up to June 30, 2025, the model would "
                "have foretold 110 more by December 31, 2025; there were 100.",
                "It is wrong by 10%: for all clients together it can be trusted",
            ],
        },
    ),
    (
        proof(60, 100),
        {
            "fr": ["Vérifié sur votre propre passé", "Il se trompe de 40 % : trop pour prévoir."],
            "en": ["Tested on your own past", "It is wrong by 40%: too much to foretell."],
        },
    ),
    (
        proof(12, 0),
        {
            "fr": ["Vérifié sur votre propre passé : le modèle aurait prévu 12 achats", "Rien de ce qu’il"],
            "en": [
                "Tested on your own past: the model would have foretold 12 purchases",
                "Nothing of what it",
            ],
        },
    ),
]


@BOTH
@pytest.mark.parametrize(("tested", "begins"), VERDICTS)
def test_the_verdict_on_the_model(
    tested: Check | None, begins: dict[str, list[str]], language: Language
) -> None:
    texts = Texts(language)
    lines = said(check_sentences(tested, model(), texts), texts)
    assert [line.startswith(begin) for line, begin in zip(lines, begins[language], strict=True)] == [
        True
    ] * len(lines), lines
    assert "inf" not in " ".join(lines).split()


TIES: list[tuple[Any, Any, list[str]]] = [
    ((1, 2, 3), (10.0, 20.0, 30.0), ["forecast.tied_more"]),
    ((1, 2, 3), (30.0, 20.0, 10.0), ["forecast.tied_less"]),
    ((1, 2, 3), (20.0, 20.0, 20.0), []),
    ((2, 2, 2), (10.0, 20.0, 30.0), []),
    ((1, 2, 3, 0), (10.0, 30.0, 10.0, 0.0), []),
]


@pytest.mark.parametrize(("repeats", "value", "keys"), TIES)
def test_how_often_and_how_much_may_go_together(repeats: Any, value: Any, keys: list[str]) -> None:
    """Clients who have bought once say nothing of it; nor does anything that is the same for all."""
    assert [key for key, _ in doubt_sentences(model(repeats, value))] == keys


@BOTH
@pytest.mark.parametrize("reason", get_args(Reason))
def test_why_there_is_no_forecast_is_said_with_what_it_takes(reason: Reason, language: Language) -> None:
    why, needs = said(missing_sentences(reason, texts := Texts(language)), texts)
    assert "{" not in why
    assert "50" in needs
    assert "30" in needs
