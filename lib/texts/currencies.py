"""The currencies that there are."""

from babel.numbers import list_currencies

ISO = frozenset(list_currencies())
"""The code of every currency of ISO 4217, those of the past included."""
