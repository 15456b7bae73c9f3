"""A column of text, coded: each different text once, and for each row the number of its text.

Whatever is asked of a text is then asked once, however many rows hold it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.parsing.tables import as_texts, number_texts

CLOSE = 4
"""Whole numbers are close together where their range is no longer than so many times the column."""

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Coded:
    """Row i holds texts[codes[i]]; "" is an empty cell."""

    texts: list[str]
    codes: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def where(self, test: Callable[[str], bool], hint: str | None = None) -> Mask:
        """The rows whose text passes the test. Texts in which the pattern `hint` is not found, whatever the
        case, are known to fail: it is sought in all of them at once."""
        if not self.texts:
            return np.zeros(len(self.codes), dtype=bool)
        if hint is None:
            passed = np.fromiter(map(test, self.texts), dtype=bool, count=len(self.texts))
        else:
            passed = self._hinted(hint)
            for code in np.flatnonzero(passed):
                passed[code] = test(self.texts[code])
        return passed[self.codes] if passed.any() else np.zeros(len(self.codes), dtype=bool)

    @cached_property
    def _array(self) -> pa.Array:
        """The different texts as Arrow holds them."""
        return pa.array(self.texts, pa.string())

    def _hinted(self, hint: str) -> Mask:
        matches = pc.match_substring_regex(self._array, hint, ignore_case=True)
        return np.array(matches.to_numpy(zero_copy_only=False))

    @cached_property
    def empty(self) -> Mask:
        """The rows without a text; not to be changed."""
        if "" not in self.texts:
            return np.zeros(len(self.codes), dtype=bool)
        rows: Mask = self.codes == self.texts.index("")
        return rows

    def mapped(self, function: Callable[[str], str], hint: str | None = None) -> "Coded":
        """The column with each text changed; texts that become equal are one. Texts in which the pattern
        `hint` is not found are known to stay as they are."""
        if hint is not None and not self._hinted(hint).any():
            return self
        code_of: dict[str, int] = {}
        codes = [code_of.setdefault(function(text), len(code_of)) for text in self.texts]
        return Coded(list(code_of), np.array(codes, dtype=np.int32)[self.codes] if codes else self.codes)

    def extracted(self, pattern: str) -> "Coded":
        """What the first group of a pattern of RE2, called `part`, finds in each text, in capitals; "" where
        it is not found."""
        if not self.texts:
            return self
        part = pc.struct_field(pc.extract_regex(self._array, pattern), "part")
        parts = pc.utf8_upper(pc.fill_null(part, "")).dictionary_encode()
        return Coded(parts.dictionary.to_pylist(), np.asarray(parts.indices)[self.codes].astype(np.int32))

    def stripped(self) -> "Coded":
        """The column without blanks around its texts."""
        return self.mapped(str.strip, r"^\s|\s$")

    def filled(self, other: "Coded") -> "Coded":
        """The column with its empty cells taken from another."""
        empty = self.empty
        if not empty.any():
            return self
        code_of = {text: code for code, text in enumerate(self.texts)}
        more = np.array(
            [code_of.setdefault(text, len(code_of)) for text in other.texts] or [0], dtype=np.int32
        )
        codes = np.where(empty, more[other.codes], self.codes)
        return Coded(list(code_of), codes.astype(np.int32))

    def beside(self, other: "Coded") -> "Coded":
        """Each text before that of another column, with a blank between; "" where the other is empty."""
        width = len(other.texts) or 1
        pairs, codes = np.unique(self.codes.astype(np.int64) * width + other.codes, return_inverse=True)
        texts = [
            f"{self.texts[pair // width]} {other.texts[pair % width]}".strip()
            if other.texts[pair % width]
            else ""
            for pair in pairs.tolist()
        ]
        code_of: dict[str, int] = {}
        new = [code_of.setdefault(text, len(code_of)) for text in texts]
        return Coded(list(code_of), np.array(new or [0], dtype=np.int32)[codes.astype(np.int64)])

    def below(self, marked: Mask) -> "Coded":
        """The column with the text of the last marked row in every row below it; "" above the first."""
        last = np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1))
        empty = len(self.texts)
        return Coded([*self.texts, ""], np.where(last < 0, empty, self.codes[last]).astype(np.int32))

    def replaced(self, rows: Mask, other: "Coded") -> "Coded":
        """The column with some rows taken from another."""
        both = stacked([self, other])
        return Coded(both.texts, np.where(rows, both.codes[len(self) :], both.codes[: len(self)]))

    def with_texts(self, typed: Mapping[int, str]) -> "Coded":
        """The column with other texts in some rows."""
        code_of = {text: code for code, text in enumerate(self.texts)}
        codes = self.codes.copy()
        for row, text in typed.items():
            codes[row] = code_of.setdefault(text, len(code_of))
        return Coded(list(code_of), codes)

    def present(self, rows: Mask) -> list[str]:
        """The different texts of some rows, in the order of their codes."""
        return [self.texts[code] for code in np.flatnonzero(np.bincount(self.codes[rows]))]

    def at(self, row: int) -> str:
        """The text of a row."""
        return self.texts[int(self.codes[row])]


def coded(column: pa.ChunkedArray | pa.Array) -> Coded:
    """An Arrow column of texts, coded or not, or of numbers."""
    whole = _one_array(column)
    if pa.types.is_decimal(whole.type):
        whole = pa.array(number_texts(whole), pa.string())
    if len(whole) == 0:
        return Coded([], np.zeros(0, dtype=np.int32))
    texts = as_texts(whole)
    return Coded(texts.dictionary.to_pylist(), np.asarray(texts.indices))


def is_number(kind: pa.DataType) -> bool:
    """Whether a column holds numbers: those of a workbook, or the exact sums of an engine."""
    return bool(pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def texts_of(column: pa.ChunkedArray | pa.Array) -> list[str]:
    """The texts of an Arrow column, row by row."""
    whole = _one_array(column)
    return number_texts(whole) if is_number(whole.type) else whole.to_pylist()


def codes_of_numbers(numbers: pa.ChunkedArray) -> Codes:
    """For each row a number that stands for its own, -1 for null, without making texts of them: whole numbers
    that lie close together, such as those of documents, stand for themselves."""
    empty, values = np.asarray(numbers.is_null()), np.asarray(numbers.fill_null(0))
    filled = values[~empty]
    low, high = filled.min(initial=np.inf), filled.max(initial=-np.inf)
    if high - low < CLOSE * len(values) and (filled == np.floor(filled)).all():
        return np.where(empty, -1, values - low).astype(np.int32)
    return np.asarray(_one_array(numbers).dictionary_encode().indices.fill_null(-1))


def below(text: str, column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column with one more text above it."""
    texts = as_texts(column).cast(pa.string())
    return pa.concat_arrays([pa.array([text], pa.string()), texts]).dictionary_encode()


def _one_array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    if isinstance(column, pa.Array):
        return column
    return column.combine_chunks() if column.num_chunks else pa.array([], column.type)


def constant(text: str, rows: int) -> Coded:
    """A column that holds one text everywhere."""
    return Coded([text], np.zeros(rows, dtype=np.int32))


def stacked(columns: list[Coded]) -> Coded:
    """Columns one below the other."""
    if len(columns) == 1:
        return columns[0]
    code_of: dict[str, int] = {}
    parts = []
    for column in columns:
        codes = [code_of.setdefault(text, len(code_of)) for text in column.texts]
        parts.append(np.array(codes or [0], dtype=np.int32)[column.codes])
    return Coded(list(code_of), np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32))


def any_of(masks: Iterable[Mask]) -> Mask:
    """The rows that are in at least one mask."""
    first, *others = masks
    either = first.copy()
    for mask in others:
        either |= mask
    return either
