"""How a list is read, as JSON and back: the way of the choices into the store and into a plan's workbook.

What comes back may have been changed by others. It is taken as a proposal: of the right kinds and within
bounds, or not at all. Whether the file has such sheets and columns is seen when it is read with them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import get_type_hints

from lib.base.typed_json import NotPlainError, from_plain, to_plain
from lib.clients.model import Repair
from lib.reading.choices import Alternative, Choices
from lib.reading.options import ReadingOptions
from lib.reading.repairs import LONGEST, MOST_OTHERS, MOST_REPAIRS

VERSION = 1
LAST_ROW = 2**31
"""More lines than any file has."""
_HINTS = get_type_hints(Choices)
_CHANGEABLE = {choice.name for choice in fields(Choices)} - {"repairs", "answers", "alternatives"}
"""What an answer to a question can change."""


class ChoicesError(ValueError):
    """JSON that no choices can be read from: `code` is version, for one that is not known, or not_choices."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def to_json(choices: Choices) -> dict[str, object]:
    """The choices as plain JSON values, with the version of this format. They hold names of clients and cells
    of the file."""
    return {"version": VERSION, **to_plain(choices)}


def from_json(values: object) -> Choices:
    """The choices of `to_json`. What is missing takes its default. Raises `ChoicesError`."""
    if not isinstance(values, Mapping):
        raise ChoicesError("not_choices")
    version = values.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise ChoicesError("version")
    try:
        json.dumps(values, ensure_ascii=False).encode()
        choices: Choices = from_plain(Choices, dict(values))
        sound = all(_rules(choices))
    except (NotPlainError, TypeError, ValueError, RecursionError) as error:
        raise ChoicesError("not_choices") from error
    if not sound:
        raise ChoicesError("not_choices")
    return choices


def options_to_json(options: ReadingOptions) -> dict[str, object]:
    """What was told of a file by hand, as plain JSON values: the options that are set."""
    plain: dict[str, object] = to_plain(options)
    return {name: plain[name] for name in options.told}


def options_from_json(values: object) -> ReadingOptions:
    """The options of `options_to_json`, without those that cannot be."""
    return ReadingOptions.from_values(values if isinstance(values, Mapping) else {})


def _rules(choices: Choices) -> Iterable[bool]:
    """What holds of choices beyond the kinds of their values."""
    yield len(choices.repairs) <= MOST_REPAIRS
    yield _differ((repair.sheet, repair.row, repair.heading) for repair in choices.repairs)
    yield all(map(_is_repair, choices.repairs))
    yield _differ(code for code, _ in choices.answers)
    yield all(len(group) > 1 and all(group) for group in (*choices.merges, *choices.kept_apart))
    yield all(map(_can_change, choices.alternatives))


def _differ(values: Iterable[object]) -> bool:
    listed = list(values)
    return len(set(listed)) == len(listed)


def _is_repair(repair: Repair) -> bool:
    within = 1 <= repair.row <= LAST_ROW and len(repair.others) <= MOST_OTHERS
    return within and len(repair.after) <= LONGEST


def _can_change(alternative: Alternative) -> bool:
    """Whether what an answer changes is there to be changed, and takes such values."""
    for name, value in alternative.changes:
        if name not in _CHANGEABLE:
            return False
        from_plain(_HINTS[name], to_plain(value))
    return True
