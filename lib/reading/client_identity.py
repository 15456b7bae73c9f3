"""Who is one client: a number before a name unless the numbers are damaged, and homonyms by their town."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.duplicates import name_words
from lib.reading.email_names import shortened
from lib.reading.headings import is_email_heading, simple
from lib.reading.rows import Lines
from lib.reading.text_column import Coded, Mask, constant, stacked

Codes = npt.NDArray[np.int64]

UNLIKE = 60
"""Names whose different words are less alike than this (of 100) are names of different clients."""
MANY = 0.5
"""Where this share of the numbers stands beside unlike names, none of them tells who the client is."""
FEW = 1
"""As many clients in several towns are asked about however short the list."""
DELIVERED = 0.3
"""Where this share of the clients with several rows is in several towns, the towns are places of delivery."""
_ROUNDED = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{2}$|^\d{8,}0{5}$")
_ROUNDED_HINT = r"e\+?\d\d$|0{5}$"


@dataclass(frozen=True)
class Identity:
    """The lines with the clients told apart, what has to be asked about them, and what was decided."""

    parts: list[Lines]
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def identified(parts: list[Lines], choices: Choices) -> Identity:
    """Tell the clients apart, by the answers that were given or else as is most likely."""
    questions: list[Question] = []
    assumed: list[Assumed] = []
    if choices.number is not None and choices.number != choices.client:
        parts = _without_rounded(parts, choices, assumed)
        parts = _without_unlike(parts, choices, questions, assumed)
        parts = _filled_from_names(parts)
    if choices.town is not None:
        parts = _homonyms_apart(parts, choices, questions)
    parts = _without_addresses(parts, choices, questions)
    return Identity(parts, tuple(questions), tuple(assumed))


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet has rounded a long number: 1,23457E+13, or zeros where its last digits were."""
    return bool(_ROUNDED.match(text)) and (len(text) >= 13 or "e" in text.casefold())


def _without_rounded(parts: list[Lines], choices: Choices, assumed: list[Assumed]) -> list[Lines]:
    """The lines without numbers that were rounded, where there are names to tell clients apart."""
    masks = [lines.number.where(is_rounded, _ROUNDED_HINT) & ~lines.client.empty for lines in parts]
    if not any(mask.any() for mask in masks):
        return parts
    rows, amount = _rows_and_amount(parts, masks)
    assumed.append(Assumed("rounded_numbers", rows, amount, {"column": choices.number or ""}))
    return [_blanked(lines, mask) for lines, mask in zip(parts, masks, strict=True)]


def _without_unlike(
    parts: list[Lines], choices: Choices, questions: list[Question], assumed: list[Assumed]
) -> list[Lines]:
    """The lines without numbers under which unlike names stand: none counts where many are so, else it is
    asked."""
    numbers, clients, used = _stacked(parts)
    counted = used & ~numbers.empty & ~clients.empty
    unlike = _unlike_numbers(numbers, clients, counted)
    if not unlike:
        return parts
    share = len(unlike) / len(np.unique(numbers.codes[counted]))
    if share >= MANY:
        code, doubtful = "numbers_ignored", set(numbers.texts)
    else:
        code, doubtful = "one_number", set(unlike)
    masks = [lines.number.where(doubtful.__contains__) & ~lines.client.empty for lines in parts]
    number, names = next(iter(unlike.items()))
    details: dict[str, str | int] = {
        "column": choices.number or "",
        "numbers": len(unlike),
        "number": number,
        "names": ", ".join(names[:3]),
    }
    if code == "numbers_ignored":
        assumed.append(Assumed(code, *_rows_and_amount(parts, masks), details))
    else:
        questions.append(Question(code, ("names", "number"), "names", details))
        if choices.answer(code) == "number":
            return parts
    return [_blanked(lines, mask) for lines, mask in zip(parts, masks, strict=True)]


def _unlike_numbers(numbers: Coded, clients: Coded, counted: Mask) -> dict[str, list[str]]:
    """The numbers that stand beside unlike names, with these names."""
    several = _codes_with_several(numbers, clients, counted)
    unlike = {}
    for code, name_codes in several.items():
        names = sorted(clients.texts[name_code] for name_code in name_codes)
        if any(are_unlike(left, right) for left, right in combinations(names[:20], 2)):
            unlike[numbers.texts[code]] = names
    return unlike


def _codes_with_several(left: Coded, right: Coded, counted: Mask) -> dict[int, set[int]]:
    """The codes of the first column beside which several texts of the second stand, with their codes. Takes
    two passes over the rows where there are none."""
    left_codes, right_codes = left.codes[counted], right.codes[counted]
    last = np.zeros(len(left.texts) or 1, dtype=np.int32)
    last[left_codes] = right_codes
    different = last[left_codes] != right_codes
    several: dict[int, set[int]] = defaultdict(set)
    if different.any():
        affected = np.isin(left_codes, np.unique(left_codes[different]))
        pairs = np.unique(np.stack([left_codes[affected], right_codes[affected]]), axis=1)
        for left_code, right_code in zip(*pairs.tolist(), strict=True):
            several[left_code].add(right_code)
    return several


def are_unlike(left: str, right: str) -> bool:
    """Whether two names can hardly be one client's: the words that they have not in common are unlike."""
    left_words, right_words = set(name_words(left).split()), set(name_words(right).split())
    left_rest = " ".join(sorted(left_words - right_words))
    right_rest = " ".join(sorted(right_words - left_words))
    if not left_rest or not right_rest or left_rest.replace(" ", "") == right_rest.replace(" ", ""):
        return False
    return fuzz.ratio(left_rest, right_rest) < UNLIKE


def _filled_from_names(parts: list[Lines]) -> list[Lines]:
    """A row without a number takes that of its name, where the name has one number elsewhere."""
    numbers, clients, used = _stacked(parts)
    missing = numbers.empty & ~clients.empty
    known = used & ~numbers.empty & ~clients.empty
    if not missing.any() or not known.any():
        return parts
    several = _codes_with_several(clients, numbers, known)
    number_of = np.full(len(clients.texts), -1, dtype=np.int32)
    number_of[clients.codes[known]] = numbers.codes[known]
    number_of[list(several)] = -1
    taken = np.where(missing & (number_of[clients.codes] >= 0), number_of[clients.codes], numbers.codes)
    return _with(parts, "number", Coded(numbers.texts, taken.astype(np.int32)))


def _homonyms_apart(parts: list[Lines], choices: Choices, questions: list[Question]) -> list[Lines]:
    """Clients of the same name in several towns, where no number tells them apart: in a list with one row a
    client they are several, among invoices one; both are asked."""
    numbers, clients, used = _stacked(parts)
    towns = stacked([lines.sheet.column(choices.town or "") for lines in parts]).mapped(simple)
    counted = used & numbers.empty & ~clients.empty & ~towns.empty
    homonyms = _codes_with_several(clients, towns, counted)
    if not homonyms:
        return parts
    lines = np.concatenate([part.sheet.counts(np.ones(len(part.client), bool)) for part in parts])
    rows = np.bincount(clients.codes[counted], lines[counted], minlength=len(clients.texts))
    pairs = np.unique(clients.codes[counted].astype(np.int64) * len(towns.texts) + towns.codes[counted])
    once = len(pairs) >= 0.9 * int(lines[counted].sum()) and choices.date is None and choices.document is None
    if not once and len(homonyms) > max(FEW, DELIVERED * int((rows > 1).sum())):
        return parts
    names = sorted(clients.texts[code] for code in homonyms)
    details: dict[str, str | int] = {"names": len(names), "client": names[0], "column": choices.town or ""}
    proposed = "apart" if once else "together"
    questions.append(Question("homonyms", ("apart", "together"), proposed, details))
    if (choices.answer("homonyms") or proposed) == "together":
        return parts
    shown = stacked([lines.sheet.column(choices.town or "") for lines in parts])
    affected = counted & np.isin(clients.codes, list(homonyms))
    return _with(parts, "client", _with_town(clients, shown, affected))


def _with_town(clients: Coded, towns: Coded, affected: Mask) -> Coded:
    """The names with the town of their row behind them, where they are affected."""
    texts = list(clients.texts)
    code_of: dict[tuple[int, str], int] = {}
    codes = clients.codes.copy()
    for row in np.flatnonzero(affected).tolist():
        town = " ".join(towns.at(row).split())
        key = (int(clients.codes[row]), simple(town))
        if key not in code_of:
            code_of[key] = len(texts)
            texts.append(f"{clients.texts[key[0]]} ({town})")
        codes[row] = code_of[key]
    return Coded(texts, codes)


def _without_addresses(parts: list[Lines], choices: Choices, questions: list[Question]) -> list[Lines]:
    """E-mail addresses as names are shortened, unless they are wanted whole."""
    if not is_email_heading(choices.client or ""):
        return parts
    clients = stacked([lines.client for lines in parts]).mapped(str.casefold)
    questions.append(
        Question("emails", ("shortened", "whole"), "shortened", {"column": choices.client or ""})
    )
    if choices.answer("emails") != "whole":
        clients = clients.mapped(shortened(clients.texts).__getitem__)
    return _with(parts, "client", clients)


def _stacked(parts: list[Lines]) -> tuple[Coded, Coded, Mask]:
    numbers = stacked([lines.number for lines in parts])
    clients = stacked([lines.client for lines in parts])
    return numbers, clients, np.concatenate([lines.used for lines in parts])


def _with(parts: list[Lines], field: str, column: Coded) -> list[Lines]:
    """The lines with a column that was worked out for all of them together."""
    ends = np.cumsum([len(lines.client) for lines in parts])[:-1]
    codes = np.split(column.codes, ends)
    return [
        replace(lines, **{field: Coded(column.texts, part)})  # type: ignore[arg-type]
        for lines, part in zip(parts, codes, strict=True)
    ]


def _blanked(lines: Lines, mask: Mask) -> Lines:
    """The lines without the numbers of some rows."""
    number = Coded(["", *lines.number.texts], np.where(mask, 0, lines.number.codes + 1).astype(np.int32))
    return replace(lines, number=constant("", len(mask)) if mask.all() else number)


def _rows_and_amount(parts: list[Lines], masks: Iterable[Mask]) -> tuple[int, int]:
    pairs = [(lines, mask & lines.used) for lines, mask in zip(parts, masks, strict=True)]
    rows = sum(lines.sheet.count(mask) for lines, mask in pairs)
    return rows, sum(int(lines.amount[mask].sum()) for lines, mask in pairs)
