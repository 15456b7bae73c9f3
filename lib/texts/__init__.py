"""Everything a person reads: the French and English catalogues, and numbers in the reader's notation.

The main type is `Texts`. Each language has a folder of gettext catalogues (`*.po`) whose msgids are keys
("tiers.title"); Babel reads them and writes numbers, money and dates.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Literal, get_args

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import (
    NumberPattern,
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
    parse_pattern,
)

from lib.base.money import to_decimal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True)
class Notation:
    """What the app has to know of a language beside its catalogues and Babel's marks."""

    excel: str
    """The language in Excel's number formats, hexadecimal."""
    percent_space: str = ""
    """What stands between a number and its percent sign."""
    money_space: str | None = None
    """What stands between an amount and the sign of its currency behind it; None: the sign stands before."""
    semicolon: str = "; "


NOTATIONS: dict[Language, Notation] = {
    "fr": Notation("40C", percent_space="\u202f", money_space="\u00a0", semicolon=" ; "),
    "en": Notation("809"),
}
CATALOGUES = Path(__file__).parent
NONE = ".0"
"""The end of the key under which a plural says that there is nothing to count."""
MINUS = "\u2212"
"""The sign of a negative number; the hyphen of the keyboard is too short, and a line may break after it."""


@dataclass(frozen=True)
class Texts:
    """One language: its sentences and its way of writing numbers."""

    language: Language

    @property
    def notation(self) -> Notation:
        """What Babel does not know of how the language is written here."""
        return NOTATIONS[self.language]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key, its {fields} filled with values. KeyError for an unknown key."""
        return _message(self.language, key).format(**values)

    def plural(self, key: str, count: int, **values: object) -> str:
        """The sentence of that key in the form that fits the count, which also fills {count}."""
        return self.form(key, count).format(count=self.integer(count), **values)

    def form(self, key: str, count: int) -> str:
        """The sentence of that key in the form that fits the count, its {fields} still open: for none at all
        that of KEY.0, where the catalogue says it in words of its own.

        KeyError for an unknown key.
        """
        if not count and self.has(key + NONE):
            return _message(self.language, key + NONE)
        form = _translations(self.language).ngettext(key, key + "*", count)
        if form in (key, key + "*"):
            raise KeyError(key)
        return form

    def has(self, key: str) -> bool:
        """Whether the catalogue has that key."""
        return _translations(self.language).gettext(key) != key

    def integer(self, value: int) -> str:
        """A whole number: 12 345."""
        return _signed(format_decimal(int(value), format=_pattern(0), locale=_locale(self.language)))

    def number(self, value: float, digits: int = 1) -> str:
        """A number with that many decimals: 12,3."""
        rounded = round(value, digits)
        return _signed(format_decimal(rounded, format=_pattern(digits), locale=_locale(self.language)))

    def percent(self, share: float | Decimal, digits: int = 0) -> str:
        """A share between 0 and 1 as a percentage: 24 %."""
        written = format_percent(
            share,
            format=_pattern(digits, after=self.notation.percent_space + "%"),
            locale=_locale(self.language),
        )
        return _signed(written)

    def money(self, amount: int, currency: str | None, cents: bool = False) -> str:
        """An amount in ten-thousandths, in whole units or with cents: 1 234 €."""
        digits = 2 if cents else 0
        value = round(to_decimal(amount), digits)
        if currency is None:
            return _signed(format_decimal(value, format=_pattern(digits), locale=_locale(self.language)))
        written = format_currency(
            value,
            currency,
            format=self._money_pattern(digits),
            locale=_locale(self.language),
            currency_digits=False,
        )
        return _signed(written)

    def short_money(self, amount: int, currency: str | None) -> str:
        """An amount in ten-thousandths as a label has room for it, to three digits: 1,23 M€, 45,6 k€."""
        value = to_decimal(amount)
        value = round(value, 2 - value.adjusted()) if value else value
        digits = 0 if abs(value) < 1000 else 2 - value.adjusted() % 3
        locale, space = _locale(self.language), self.notation.money_space
        if currency is None or space is not None:
            written = format_compact_decimal(value, locale=locale, fraction_digits=digits)
            # The prefix of thousands belongs to the unit: k€, as in km.
            gap = "" if not space or currency is None or written[-1].isalpha() else space
            return _signed(written + gap + self.symbol(currency))
        return _signed(format_compact_currency(value, currency, locale=locale, fraction_digits=digits))

    def symbol(self, currency: str | None) -> str:
        """The sign of a currency, "" when it is not known."""
        return get_currency_symbol(currency, locale=_locale(self.language)) if currency else ""

    def date(self, day: date) -> str:
        """A day in words: 3 mars 2026."""
        return format_date(day, format="long", locale=_locale(self.language))

    def time_of_day(self, moment: datetime) -> str:
        """The time on a clock: 18:04, 6:04 PM."""
        return format_time(moment, format="short", locale=_locale(self.language))

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12: févr., Feb."""
        return str(_locale(self.language).months["stand-alone"]["abbreviated"][number])

    def hours(self, minutes: float) -> str:
        """A length of time for a person: 2 h 10, 45 min."""
        whole = round(minutes)
        if whole < 60:
            return self("time.minutes", minutes=self.integer(whole))
        hours, rest = divmod(whole, 60)
        if rest == 0 or hours >= 100:
            return self("time.hours", hours=self.integer(round(whole / 60)))
        return self("time.hours_minutes", hours=self.integer(hours), minutes=f"{rest:02d}")

    def name_of(self, language: Language) -> str:
        """What a language is called in this one: anglais, French."""
        return str(_locale(language).get_display_name(_locale(self.language)))

    def country(self, code: str) -> str:
        """What a country (ISO 3166) is called."""
        return str(_locale(self.language).territories[code])

    def listing(self, items: Mapping[str, str]) -> str:
        """Pairs in one line: A 12 · B 34."""
        return " · ".join(f"{name} {value}" for name, value in items.items())

    def _money_pattern(self, digits: int) -> NumberPattern:
        space = self.notation.money_space
        return _pattern(digits, before="¤") if space is None else _pattern(digits, after=space + "¤")


def _signed(written: str) -> str:
    """A number that Babel wrote, with a true minus sign."""
    return written.replace("-", MINUS)


def marks(language: Language) -> tuple[str, str]:
    """The decimal and the thousands mark of a language."""
    symbols = _locale(language).number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


@cache
def keys(language: Language) -> frozenset[str]:
    """Every key of a language's catalogues."""
    return frozenset(
        message.id if isinstance(message.id, str) else message.id[0]
        for message in _catalogue(language)
        if message.id
    )


def is_plural(language: Language, key: str) -> bool:
    """Whether the sentence of a key has a form for one and another for many."""
    return key in {message.id[0] for message in _catalogue(language) if isinstance(message.id, tuple)}


# A step of the meeting page writes a hundred numbers: Babel reads a locale or a pattern anew each time when
# it gets it as text.
@cache
def _locale(language: Language) -> Locale:
    return Locale(language)


@cache
def _pattern(digits: int, before: str = "", after: str = "") -> NumberPattern:
    return parse_pattern(before + "#,##0" + ("." + "0" * digits if digits else "") + after)


def _message(language: Language, key: str) -> str:
    sentence = _translations(language).gettext(key)
    if sentence == key:
        raise KeyError(key)
    return sentence


@cache
def _catalogue(language: Language) -> Catalog:
    merged = Catalog(locale=language)
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    merged[message.id] = message
    return merged


@cache
def _translations(language: Language) -> GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, _catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
