"""What a value of a field may be, declared beside the field: `minutes: Annotated[int, Bounds(0, 6_000)]`.

The check, the widgets and the sentences about a wrong value all read it there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

Value = Any
"""What a field holds."""


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a number may be, in the parts in which it is held.

    `unit` parts make one as people type it: 60 minutes an hour, 10,000 ten-thousandths a currency unit.
    """

    least: int
    most: int
    unit: int = 1

    def __contains__(self, value: int | Decimal) -> bool:
        return self.least <= value <= self.most

    @property
    def least_typed(self) -> float:
        """The least in units, as a widget wants it."""
        return self.least / self.unit

    @property
    def most_typed(self) -> float:
        return self.most / self.unit

    def holds_typed(self, value: float) -> bool:
        """Whether a number as people type it is within the bounds."""
        return self.least <= value * self.unit <= self.most

    @property
    def whole(self) -> tuple[int, int]:
        """The least and the most in whole units."""
        return -(-self.least // self.unit), self.most // self.unit


@dataclass(frozen=True)
class Length:
    """How many characters a text may have, or how many entries a tuple."""

    least: int
    most: int


class Wrong(NamedTuple):
    """A value that its field cannot hold. `row` counts the entries of a table from 1; 0 outside one."""

    field: str
    value: Value
    least: int | None = None
    most: int | None = None
    row: int = 0


_Check = Callable[[str, Value], Iterator[Wrong]]


def wrong_fields(holder: Value) -> list[Wrong]:
    """Every value of a dataclass, and of the dataclasses in its tuples, that its field cannot hold.

    A dataclass that is itself a field is left out: it is checked when it is made.
    """
    kind: Value = type(holder)
    return [wrong for name, check in _checks(kind) for wrong in check(name, getattr(holder, name))]


def bounds_of(kind: type, name: str) -> Bounds:
    """The bounds of a field, or of the entries of a field that holds several. KeyError where it has none."""
    for kept in _kept(get_type_hints(kind, include_extras=True)[name]):
        if isinstance(kept, Bounds):
            return kept
    raise KeyError(name)


def length_of(kind: type, name: str) -> Length:
    """The length of a text or of a tuple. KeyError where none is declared."""
    wanted: Value = get_type_hints(kind, include_extras=True)[name]
    for kept in getattr(wanted, "__metadata__", ()):
        if isinstance(kept, Length):
            return kept
    raise KeyError(name)


def _kept(wanted: Value) -> Iterator[Value]:
    """The notes beside a type and, behind them, beside the types inside it."""
    origin: Value = get_origin(wanted)
    if origin is Annotated:
        yield from wanted.__metadata__
    for inner in get_args(wanted):
        yield from _kept(inner)


@cache
def _checks(kind: Value) -> tuple[tuple[str, _Check], ...]:
    hints = get_type_hints(kind, include_extras=True)
    made = ((choice.name, _check_of(hints[choice.name])) for choice in fields(kind))
    return tuple((name, check) for name, check in made if check)


def _check_of(wanted: Value) -> _Check | None:
    """The check of one type; None where every value will do."""
    origin: Value = get_origin(wanted)
    inner = get_args(wanted)
    if origin is Annotated:
        within = [check for check in map(_noted, wanted.__metadata__) if check]
        deeper = _check_of(inner[0])
        return _all_of([*within, deeper] if deeper else within)
    if origin is Literal:
        return lambda name, value: iter(() if value in inner else (Wrong(name, value),))
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return _each(inner[0])
    if origin is tuple:
        return _by_place([_check_of(each) for each in inner])
    if type(None) in inner:
        checks = [check for each in inner if (check := _check_of(each))]
        return (lambda name, value: iter(()) if value is None else checks[0](name, value)) if checks else None
    return None


def _noted(note: Value) -> _Check | None:
    if isinstance(note, Bounds):
        return lambda name, value: iter(() if value in note else (Wrong(name, value, note.least, note.most),))
    if isinstance(note, Length):
        return lambda name, value: iter(
            () if note.least <= len(value) <= note.most else (Wrong(name, len(value), note.least, note.most),)
        )
    return None


def _all_of(checks: list[_Check]) -> _Check | None:
    def check(name: str, value: Value) -> Iterator[Wrong]:
        for each in checks:
            if wrong := list(each(name, value)):
                return iter(wrong)
        return iter(())

    return check if checks else None


def _each(wanted: Value) -> _Check | None:
    """The check of every entry of a tuple, with its row where the entries are a table of their own."""
    if is_dataclass(wanted):
        return lambda _, values: (
            wrong._replace(row=row) for row, value in enumerate(values, 1) for wrong in wrong_fields(value)
        )
    check = _check_of(wanted)
    return (lambda name, values: (w for value in values for w in check(name, value))) if check else None


def _by_place(checks: list[_Check | None]) -> _Check | None:
    if not any(checks):
        return None
    return lambda name, values: (
        wrong for check, value in zip(checks, values, strict=True) if check for wrong in check(name, value)
    )
