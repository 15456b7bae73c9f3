"""Lists of what is owed: amounts by how long they have been due, what was paid and what is left."""

import re

import numpy as np

from lib.clients.model import Column
from lib.reading.choices import Columns
from lib.reading.headings import simple
from lib.reading.made_up_columns import amounts_in, are_same
from lib.reading.samples import MOSTLY, Sample

LEAST_BANDS = 2
UNSURE = 0.4
_BAND = re.compile(
    r"^(?:(?:echu|overdue|past due|fallig|vencido|scaduto) )?(?:de )?(?:[><+] ?)?\d{1,3} ?"
    r"(?:(?:-|–|a|to|bis) ?\d{1,3} ?)?\+?(?: ?(?:j|jours|d|days|tage|dias|giorni))?$|"
    r"^period \d$|^older$|^(?:plus de|over|more than|uber|mas de|oltre) \d{1,3}.*$"
)
_NOT_DUE = (
    "current",
    "non echu",
    "a echoir",
    "not due",
    "nicht fallig",
    "no vencido",
    "a scadere",
    "echu",
    "future",
)
_PAID = (
    "paye",
    "payes",
    "regle",
    "regles",
    "encaisse",
    "paid",
    "received",
    "bezahlt",
    "cobrado",
    "pagado",
    "pagato",
)
_LEFT = (
    "reste",
    "restant",
    "du",
    "solde",
    "due",
    "balance",
    "left",
    "offen",
    "pendiente",
    "residuo",
    "impaye",
)
_OWED = ("solde", "balance", "total", "encours", "saldo", "du", "due", "outstanding")


def is_aged(samples: list[Sample]) -> bool:
    """Whether columns part what is owed by how long it has been due: 0-30, 31-60, > 90."""
    headings = [sample.heading.casefold().strip() for sample in samples if sample.numeric >= MOSTLY]
    plain = [" ".join(heading.replace("é", "e").replace("è", "e").split()) for heading in headings]
    bands = sum(bool(_BAND.match(heading)) for heading in plain)
    return bands + sum(heading in _NOT_DUE for heading in plain) > LEAST_BANDS


def what_is_owed(columns: Columns, samples: list[Sample]) -> None:
    """In a list of what is owed by age, the sum of it is the best there is, and no revenue for sure."""
    if not is_aged(samples):
        return
    numbers = [sample for sample in samples if sample.numeric >= MOSTLY and sample.cells]
    sums = [sample for sample in numbers if set(simple(sample.heading).split()) & {*_OWED}]
    column = columns.get("revenue")
    if sums or column is not None:
        heading = sums[0].heading if sums else column.heading if column is not None else ""
        columns["revenue"] = Column(heading, UNSURE, "owed")


def owed_alone(samples: list[Sample]) -> str | None:
    """The column of what is owed, in a list that holds no other amounts."""
    words = {*_OWED, *_LEFT}
    owed = [sample for sample in samples if sample.numeric >= MOSTLY and sample.cells]
    return next((sample.heading for sample in owed if set(simple(sample.heading).split()) & words), None)


def invoiced(columns: Columns, samples: list[Sample]) -> None:
    """Where nothing is called an amount, what was paid and what is left make up what was invoiced."""
    if "revenue" in columns:
        return
    paid, left = _with_words(samples, _PAID), _with_words(samples, _LEFT)
    for sample in samples:
        if sample in (*paid, *left) or sample.numeric < MOSTLY or not sample.cells:
            continue
        for part in paid:
            for rest in left:
                sums = np.nan_to_num(amounts_in(part)) + np.nan_to_num(amounts_in(rest))
                if part is not rest and are_same(np.nan_to_num(amounts_in(sample)), sums):
                    for role in [
                        role for role, column in columns.items() if column.heading == sample.heading
                    ]:
                        del columns[role]
                    columns["revenue"] = Column(sample.heading, 0.9, "sum")
                    return


def _with_words(samples: list[Sample], words: tuple[str, ...]) -> list[Sample]:
    return [
        sample
        for sample in samples
        if set(simple(sample.heading).split()) & {*words} and sample.numeric >= MOSTLY and sample.cells
    ]
