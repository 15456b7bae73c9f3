"""Lists of other shapes than invoices with one amount: amounts made of several columns, rates, documents told
by words, cells of other kinds than texts and fractions. The same seed gives the same lines."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa

Row = dict[str, Any]

MONTHS = ("Janvier", "Février", "Mars", "Avril", "Mai", "Juin")


def _client(random: Random) -> Row:
    return {"Client": random.choice([f"Atelier {place}" for place in range(25)] + [None])}


def _day(random: Random) -> date:
    return date(2023, 1, 1) + timedelta(days=random.randrange(700))


def _amount(random: Random, least: float = -200) -> float | None:
    return random.choice((*(round(random.uniform(least, 3000), 2),) * 9, None))


def _months(random: Random) -> Row:
    return {**_client(random), **{month: _amount(random) for month in MONTHS}}


def _years(random: Random) -> Row:
    return {**_client(random), **{f"CA {year}": _amount(random) for year in (2021, 2022, 2023)}}


def _debit_and_credit(random: Random) -> Row:
    sides = [_amount(random, 0), random.choice((None, _amount(random, 0)))]
    return {**_client(random), "Date": _day(random), **dict(zip(("Débit", "Crédit"), sides, strict=True))}


def _debit(random: Random) -> Row:
    return {**_client(random), "Date": _day(random), "Débit": _amount(random, 0)}


def _with_tax(random: Random) -> Row:
    amount = _amount(random)
    tax = None if amount is None else random.choice((round(amount * 0.2, 2), 0.0, None))
    return {**_client(random), "Date": _day(random), "Total TTC": amount, "TVA": tax}


def _discounts(random: Random) -> Row:
    return {
        **_client(random),
        "Quantité": random.choice((1, 2, 12, -1, None)),
        "Prix unitaire": _amount(random, 0),
        "Remise": random.choice((0, 0, 5, 12.5, 33.333, None)),
    }


def _rates(random: Random) -> Row:
    currency, rate = random.choice((("USD", 0.5), ("USD", 0.5), ("CHF", 1.25), ("EUR", 1.0), ("EUR", None)))
    return {
        **_client(random),
        "Date": _day(random),
        "Montant HT": _amount(random),
        "Devise": currency,
        "Taux de change": rate,
    }


def _currencies(random: Random) -> Row:
    currency = random.choice(("EUR", "EUR", "€", "USD", "chf", None, "", "?", "divers"))
    return {**_client(random), "Montant HT": _amount(random), "Devise": currency}


def _thousands(random: Random) -> Row:
    return {
        **_client(random),
        "CA en milliers": _amount(random),
        "Devise": random.choice(("EUR", "USD", "CHF")),
    }


def _thousands_given_back(random: Random) -> Row:
    back = random.choice((0, 0, 0, 1, 5000))
    return {**_client(random), "Montant HT": _amount(random), "Montant remboursé en milliers": back}


def _repeated(random: Random) -> Row:
    number = random.randrange(150)
    return {
        "Client": f"Atelier {number % 25}",
        "Facture": f"F{number}",
        "Total facture en milliers": number * 1.5 + 10,
    }


def _worded(random: Random) -> Row:
    number = random.randrange(300)
    word = ("Facture", "Facture", "Avoir", "Facture")[number % 4]
    return {
        **_client(random),
        "Facture": f"{word} n° {number}",
        "Date": _day(random),
        "Montant HT": _amount(random),
    }


def _moments(random: Random) -> Row:
    moment = datetime(2023, 1, 1) + timedelta(minutes=random.randrange(1_000_000))
    return {**_client(random), "Date": random.choice((moment, moment, None)), "Montant HT": _amount(random)}


def _moments_as_keys(random: Random) -> Row:
    since = date(2020, 1, 1) + timedelta(days=random.randrange(4))
    at = datetime(2020, 1, 1, 8) + timedelta(hours=random.randrange(4))
    return {
        **_client(random),
        "Segment": since,
        "Région": random.choice((at, None)),
        "Montant HT": _amount(random),
    }


def _whole(random: Random) -> Row:
    number = random.choice((*range(30), None))
    return {
        "Code client": number,
        "Client": None if number is None else f"Atelier {number}",
        "Facture": random.randrange(500),
        "Date": _day(random),
        "Montant HT": random.choice((0, 1200, -35, 7, None, 10**12, 10**13)),
    }


def _wide(random: Random) -> Row:
    return {
        **_client(random),
        "Montant HT": random.choice(
            (Decimal("12.3456789"), Decimal("-3.00005"), Decimal("10") ** 13, None, Decimal(7))
        ),
    }


SHAPES: Mapping[str, Callable[[Random], Row]] = {
    "months": _months,
    "years": _years,
    "debit_and_credit": _debit_and_credit,
    "debit": _debit,
    "with_tax": _with_tax,
    "discounts": _discounts,
    "rates": _rates,
    "currencies": _currencies,
    "thousands": _thousands,
    "thousands_given_back": _thousands_given_back,
    "repeated": _repeated,
    "worded": _worded,
    "moments": _moments,
    "moments_as_keys": _moments_as_keys,
    "whole": _whole,
    "wide": _wide,
}


def shaped(shape: str, seed: int, lines: int = 300, mark: str | None = None) -> pa.Table:
    """Lines of a shape; all their numbers as texts with this decimal mark, if any."""
    random = Random(f"{shape} {seed}")
    table = pa.Table.from_pylist([SHAPES[shape](random) for _ in range(lines)])
    for position, column in enumerate(table.schema):
        if mark and (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
            cells = [
                None if cell is None else f"{cell}".replace(".", mark) for cell in table[position].to_pylist()
            ]
            table = table.set_column(position, column.name, pa.array(cells, pa.string()))
    return table
