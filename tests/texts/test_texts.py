"""Numbers, money and dates as French and English readers write them."""

from datetime import date
from decimal import Decimal

import pytest

from lib.base.money import UNIT
from lib.texts import LANGUAGES, MINUS, NONE, Language, Texts, is_plural, keys, marks

FR, EN = Texts("fr"), Texts("en")
THIN, WIDE = "\u202f", "\u00a0"


def test_numbers() -> None:
    assert FR.integer(1_234_567) == f"1{THIN}234{THIN}567"
    assert EN.integer(1_234_567) == "1,234,567"
    assert FR.number(12.345) == "12,3"
    assert EN.number(1234.5, 2) == "1,234.50"
    assert FR.integer(-5) == "−5"


def test_percentages() -> None:
    assert FR.percent(0.2449) == f"24{THIN}%"
    assert EN.percent(0.2449) == "24%"
    assert FR.percent(0.2449, 1) == f"24,5{THIN}%"
    assert EN.percent(Decimal("0.999"), 1) == "99.9%"
    assert FR.percent(1) == f"100{THIN}%"


def test_money() -> None:
    amount = 1_234_567 * UNIT // 100
    assert FR.money(amount, "EUR") == f"12{THIN}346{WIDE}€"
    assert EN.money(amount, "GBP") == "£12,346"
    assert FR.money(amount, "EUR", cents=True) == f"12{THIN}345,67{WIDE}€"
    assert EN.money(amount, "USD", cents=True) == "$12,345.67"
    assert FR.money(amount, None, cents=True) == f"12{THIN}345,67"
    assert EN.money(amount, None) == "12,346"
    assert FR.money(-amount, "EUR") == f"−12{THIN}346{WIDE}€"
    assert EN.money(-amount, "GBP", cents=True) == "−£12,345.67"
    assert EN.symbol("GBP") == "£"
    assert FR.symbol(None) == ""


def test_short_amounts_carry_their_prefix_at_the_unit() -> None:
    assert FR.short_money(45_600 * UNIT, "EUR") == f"45,6{WIDE}k€"
    assert FR.short_money(-1_234_567 * UNIT, "EUR") == f"−1,23{WIDE}M€"
    assert FR.short_money(12 * UNIT, "EUR") == f"12{WIDE}€"
    assert FR.short_money(45_600 * UNIT, None) == f"45,6{WIDE}k"
    assert EN.short_money(-45_600 * UNIT, "GBP") == "−£45.6K"


def test_no_number_has_the_hyphen_of_the_keyboard_for_a_minus() -> None:
    for texts in (FR, EN):
        written = [
            texts.integer(-5), texts.number(-1.5), texts.percent(-0.1), texts.money(-5 * UNIT, None),
            texts.money(-5 * UNIT, "EUR"), texts.short_money(-5_000 * UNIT, "EUR"),
        ]  # fmt: skip
        assert all("-" not in number and MINUS in number for number in written)


def test_lengths_of_time() -> None:
    assert FR.hours(45) == "45\u00a0min"
    assert FR.hours(60) == "1\u00a0h"
    assert FR.hours(130) == "2\u00a0h\u00a010"
    assert EN.hours(125) == "2\u00a0h\u00a005"
    assert FR.hours(59.7) == "1\u00a0h"
    assert FR.hours(96_000) == f"1{THIN}600\u00a0h"
    assert FR.hours(6_030) == "100\u00a0h"  # nobody plans a hundred hours to the minute
    assert EN.hours(0) == "0\u00a0min"


def test_dates() -> None:
    assert FR.date(date(2026, 3, 3)) == "3 mars 2026"
    assert EN.date(date(2026, 3, 3)) == "March 3, 2026"


@pytest.mark.parametrize(
    ("texts", "count", "sentence"),
    [
        (FR, 0, "aucun client"),
        (FR, 1, "1 client"),
        (FR, 2, "2 clients"),
        (FR, 12_345, f"12{THIN}345 clients"),
        (EN, 0, "no client"),
        (EN, 1, "1 client"),
        (EN, 12_345, "12,345 clients"),
    ],
)
def test_plurals(texts: Texts, count: int, sentence: str) -> None:
    assert texts.plural("count.clients", count) == sentence


def test_an_unknown_key_is_an_error_and_not_a_sentence() -> None:
    with pytest.raises(KeyError):
        FR("no.such.key")
    with pytest.raises(KeyError):
        FR.plural("no.such.key", 2)
    assert not FR.has("no.such.key")
    assert FR.has("app.name")
    assert "app.name" in keys("fr")


def test_marks() -> None:
    assert marks("fr") == (",", THIN)
    assert marks("en") == (".", ",")


def test_months() -> None:
    assert (FR.month(2), EN.month(12)) == ("févr.", "Dec")


FROM_ONE = (
    "reading.assumed.",
    "reading.account.",
    "reading.period",
    "reading.months",
    "reading.step.wait",
    "clients.",
    "reopen.changed",
    "reopen.more",
    "reopen.differences",
    "own.moved",
    "keeping.",
    "names.and_others",
    "people.automatic_again",
    "people.unassigned_clients",
    "profit.",
    "ahead.fading",
    "ahead.silent",
    "ahead.recall",
    "forecast.quiet_clients",
    "groups.damaged",
)
"""Counts that are said only where there is something to count; an empty list has a sentence of its own."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_has_words_for_none_one_and_many(language: Language) -> None:
    texts = Texts(language)
    plurals = [key for key in keys(language) if is_plural(language, key)]
    assert len(plurals) > 50
    for key in plurals:
        assert texts.form(key, 1)
        assert texts.form(key, 2) == texts.form(key, 12_345)
        if not key.startswith(FROM_ONE):
            assert texts.has(key + NONE), (
                f"{key} has no words for none: write {key}{NONE}, or name it in FROM_ONE"
            )
            assert "{count}" not in texts.form(key, 0)


def test_none_is_said_of_counts_only() -> None:
    for language in LANGUAGES:
        said = {key.removesuffix(NONE) for key in keys(language) if key.endswith(NONE)}
        assert all(key in keys(language) and is_plural(language, key) for key in said)
