"""Tables for the screen: numbers in the reader's notation, headings in the reader's language.

A pandas `Styler` keeps the numbers as numbers (they sort and align as such) and shows them as text.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import pandas as pd
from pandas.io.formats.style import Styler

from lib.texts import Texts

Formatter = Callable[[Any], str]
"""What a cell holds, as the reader sees it."""
NOTHING = "–"


class Painted(Protocol):
    """What has a name and a colour: a tier."""

    @property
    def name(self) -> str:
        """As it stands in the table."""

    @property
    def fill(self) -> str:
        """Its colour."""

    @property
    def ink(self) -> str:
        """The colour of text on it."""


def ranking_formats(table: pd.DataFrame, texts: Texts, currency: str | None) -> dict[str, Formatter]:
    """How the columns of the hit-parade are written; the number only where there is one, and last: a phone
    has no room for it before the revenue."""
    formats: dict[str, Formatter] = {
        "rank": count_format(texts),
        "client": str,
        "revenue": money_format(texts, currency),
        "revenue_share": percent_format(texts, 1),
        "cumulative_share": percent_format(texts, 1),
    }
    return formats | ({"number": str} if table["number"].any() else {})


def money_format(texts: Texts, currency: str | None, cents: bool = False) -> Formatter:
    """How amounts are written."""
    return lambda value: NOTHING if pd.isna(value) else texts.money(int(value), currency, cents)


def count_format(texts: Texts) -> Formatter:
    """How ranks and numbers of clients are written; nothing in the row of a group's member."""
    return lambda value: "" if pd.isna(value) else texts.integer(int(value))


def percent_format(texts: Texts, digits: int) -> Formatter:
    """How shares are written."""
    return lambda value: "" if pd.isna(value) else texts.percent(value, digits)


def styled(
    table: pd.DataFrame, formats: dict[str, Formatter], texts: Texts, titles: dict[str, str] | None = None
) -> Styler:
    """The table under headings of the catalogue, or those of `titles`, with its numbers as they are read."""
    headings = {name: texts(f"column.{name}") for name in formats} if titles is None else titles
    shown = table.rename(columns=headings)
    return shown.style.format({headings[name]: write for name, write in formats.items()}).hide(axis="index")


def coloured(styler: Styler, heading: str, tiers: Iterable[Painted]) -> Styler:
    """The tier's name on the tier's colour."""
    fills = {tier.name: (tier.fill, tier.ink) for tier in tiers}

    def colour(value: object) -> str:
        if value not in fills:
            return ""
        fill, ink = fills[str(value)]
        return f"background-color: {fill}; color: {ink}"

    return styler.map(colour, subset=[heading])
