"""A stored plan that a stranger has made: bounded in every direction; damaged, and no exception."""

import json
import zlib
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.parsing import stored_plan
from lib.parsing.sheets import ParsedSheet
from lib.parsing.stored_plan import LONG, LONG_LIST, SIGN, StoredPlan, parted
from lib.parsing.tables import from_rows

DEEP = 60


def packed(text: bytes) -> str:
    return b64encode(zlib.compress(text)).decode()


def sheet(texts: list[str], name: str = "Plan") -> ParsedSheet:
    return ParsedSheet(name, from_rows([[text] for text in texts]))


def unpacked(text: bytes, parts: int = 1) -> StoredPlan:
    whole = packed(text)
    size = -(-len(whole) // parts)
    rows = [whole[start : start + size] for start in range(0, len(whole), size)]
    _, stored = parted([sheet(["x"], "Clients"), sheet(["", SIGN, *rows])])
    assert stored is not None
    return stored


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN, st.integers(1, 4))
def test_plain_values_come_back_however_they_are_parted(values: Any, parts: int) -> None:
    assert unpacked(json.dumps(values).encode(), parts) == StoredPlan(values)


@pytest.mark.parametrize("values", [
    list(range(LONG + 1)), [0.5] * (LONG + 1), [1, 0.5] * LONG, ["a"] * (LONG + 1), [True] * (LONG + 1),
])  # fmt: skip
def test_long_lists_of_one_kind_travel_as_columns(values: list[Any]) -> None:
    stored = unpacked(json.dumps({"short": values[:LONG], "long": values}).encode())
    assert stored.values == {"short": values[:LONG], "long": {LONG_LIST: 0}}
    assert stored.columns[0].column(0).to_pylist() == values


DAMAGED = {
    "no JSON": b"{",
    "a list of many kinds": json.dumps([1, "a"] * LONG).encode(),
    "flags among numbers": json.dumps([1, True] * LONG).encode(),
    "numbers beyond 64 bits": json.dumps([2**64] * (LONG + 1)).encode(),
    "a column that is told and not there": json.dumps({LONG_LIST: 0}).encode(),
    "too deep": b"[" * DEEP + b"]" * DEEP,
    "objects too deep": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deeper than Python goes": b"[" * 100_000 + b"]" * 100_000,
    "a number of endless digits": b"[" + b"9" * 10_000 + b"]",
    "no text": b"\xff\xfe\xfa",
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_no_export_has_written_is_damaged(kind: str) -> None:
    assert unpacked(DAMAGED[kind]).damaged


@pytest.mark.parametrize("text", ["", "no base64 !", packed(b"{}")[:-6], b64encode(b"no zip").decode()])
def test_what_cannot_be_unpacked_is_damaged(text: str) -> None:
    _, stored = parted([sheet([SIGN, text])])
    assert stored == StoredPlan(damaged=True)


@pytest.mark.parametrize(
    ("name", "most"), [("LARGEST", 9), ("MOST_BRACKETS", 2), ("MOST_COMMAS", 2), ("MOST_ITEMS", None)]
)
def test_bounds_on_both_sides(name: str, most: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"[[1,2,30]]" if most == 9 else b"[[1,2,3]]"
    if most is None:
        most, text = 2 * (LONG + 1), json.dumps({"a": [1] * (LONG + 1), "b": [1] * (LONG + 1)}).encode()
    monkeypatch.setattr(stored_plan, name, most if name != "LARGEST" else len(text))
    assert not unpacked(text).damaged
    monkeypatch.setattr(stored_plan, name, (most if name != "LARGEST" else len(text)) - 1)
    assert unpacked(text).damaged


def test_the_sheet_of_the_plan_is_taken_out_wherever_it_is() -> None:
    others = [sheet(["a"], "A"), sheet(["b"], "B")]
    plan = ParsedSheet("Renamed", from_rows([["", ""], ["note", SIGN], ["", packed(b"[]")]]))
    for place in range(3):
        left, stored = parted([*others[:place], plan, *others[place:]])
        assert (left, stored) == (others, StoredPlan([]))
    assert parted(others) == (others, None)
    assert parted([sheet([*["x"] * 60, SIGN])])[1] is None, "it was exported into the first row"


def test_a_plan_of_version_1_in_a_cell_of_a_short_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps({"version": 1, "method": "equal"})
    old = StoredPlan({"version": 1, "plan": json.loads(text)})
    assert parted([sheet(["x", text])])[1] == old
    assert parted([sheet(["x", text[:-1]])])[1] == StoredPlan(damaged=True)
    monkeypatch.setattr(stored_plan, "_MOST_ROWS", 1)
    assert parted([sheet(["x", text])])[1] is None
