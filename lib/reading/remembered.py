"""What the user has corrected, kept for the next file with the same headings. It holds headings and how to
read them, nothing of any client."""

import hashlib
from dataclasses import fields, replace

from lib.reading.choices import ROLES, Choices
from lib.reading.source import Sheet

Remembered = dict[str, dict[str, str | bool | None]]
"""Key of a row of headings → the choices made for it; plain JSON."""

KEPT = (*ROLES, "currency_column", "rates", "day_first", "pool_missing_clients")
WITHOUT_TAX = "without_tax"
"""Under this name, in one text, the headings of an amount and of the tax that is taken off it."""


def key_of(sheet: Sheet) -> str:
    """What stands for the headings of a sheet."""
    return hashlib.sha256("\n".join(sheet.headings).encode()).hexdigest()[:32]


def to_remember(known: Remembered, sheet: Sheet, choices: Choices) -> Remembered:
    """What was known, and the choices made for this sheet."""
    kept = {name: getattr(choices, name) for name in KEPT}
    return {**known, key_of(sheet): {**kept, WITHOUT_TAX: "\n".join(choices.without_tax)}}


def is_remembered(known: Remembered, sheet: Sheet) -> bool:
    """Whether the user has made choices for these headings."""
    return key_of(sheet) in known


def remembered_choices(known: Remembered, sheet: Sheet, proposed: Choices) -> Choices:
    """The choices proposed, with what was chosen the last time for the same headings."""
    kept = known.get(key_of(sheet), {})
    names = {field.name for field in fields(Choices)}
    headings = set(sheet.headings)
    fitting = {
        name: value
        for name, value in kept.items()
        if name in names and name in KEPT and (value is None or isinstance(value, bool) or value in headings)
    }
    if not fitting:
        return proposed
    levied = str(kept.get(WITHOUT_TAX) or "")
    without_tax = tuple(levied.split("\n")) if levied and headings.issuperset(levied.split("\n")) else ()
    return replace(proposed, **fitting, without_tax=without_tax)  # type: ignore[arg-type]
