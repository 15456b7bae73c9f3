"""What is kept comes back as it was; bytes of others are refused, never an exception of another kind."""

import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.clients.model import ClientList
from lib.keeping import client_bytes, codec
from lib.keeping.errors import KeepingError
from lib.keeping.model import Head, Reading, Screen
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_file
from tests.lists import TOY, list_of, sold
from tests.plan.test_plan import PLANS
from tests.reading.files import csv
from tests.reading.test_choices_json import CHOICES, OPTIONS, places

READINGS = st.builds(Reading, CHOICES, OPTIONS, st.booleans())
SCREENS = st.builds(
    Screen,
    language=st.sampled_from(["fr", "en"]),
    page=st.sampled_from(["clients", "tiers"]),
    threshold_unit=st.sampled_from(["share", "clients", "amount"]),
    budget_unit=st.sampled_from(["hours", "money"]),
    typed_budget=st.integers(0, 10**9),
    typed_amounts=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**9)), max_size=5).map(tuple),
    reference=st.sampled_from(["start", "scenario"]),
    reference_name=st.text(max_size=9),
)
HEADS = st.builds(
    Head,
    plan=PLANS,
    reading=st.none() | READINGS,
    scenarios=st.lists(st.builds(Scenario, st.text(max_size=9), PLANS, st.text()), max_size=2).map(tuple),
    before=st.lists(PLANS, max_size=3).map(tuple),
    undone=st.lists(PLANS, max_size=2).map(tuple),
    last_plan=st.none() | PLANS,
    screen=SCREENS,
)


@given(HEADS)
def test_a_head_survives(head: Head) -> None:
    assert codec.from_bytes(codec.to_bytes(head)) == head


@cache
def with_everything() -> ClientList:
    """Numbers, account managers, hours, days, articles, clients at zero and below, questions and remarks."""
    rows = [
        ["N° client", "Client", "Date", "Article", "Montant", "Commercial", "Heures"],
        [101, "Dupont", "04/03/2025", "A1", 1200, "Ann", 2],
        [102, "Durand", "05/03/2025", "A2", 800.5, "Tom", 1],
        [103, "Martin", "06/03/2025", "A1", -300, "Tom", ""],
        [101, "Dupont", "07/04/2025", "A3", 99.99, "Ann", 4],
        [104, "Petit", "08/04/2025", "A1", 0, "", ""],
        [105, "Leroy", "", "A1", 12, "", ""],
    ]
    return read_file(csv(rows), "ventes.csv")


LISTS = {
    "toy": lambda: list_of(TOY),
    "years": lambda: sold({"A": [3, 2], "B": [0, 7], "C": [1, 0]}),
    "everything": with_everything,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_survives(name: str) -> None:
    before = LISTS[name]()
    after = client_bytes.from_bytes(client_bytes.to_bytes(before))
    assert after.ranked.equals(before.ranked)
    assert list(after.ranked.dtypes) == list(before.ranked.dtypes)
    assert after.set_apart.equals(before.set_apart)
    assert after.report == before.report
    assert (after.currency, after.total) == (before.currency, before.total)
    assert (after.sales is None) == (before.sales is None)
    if before.sales is not None and after.sales is not None:
        for column in ("client", "day", "amount", "lines", "articles"):
            mine, theirs = getattr(after.sales, column), getattr(before.sales, column)
            assert (mine is None) == (theirs is None)
            assert mine is None or ((mine == theirs).all() and mine.dtype == theirs.dtype)
        assert after.sales.grain == before.sales.grain
        assert after.sales.undated == before.sales.undated


@pytest.mark.parametrize("damaged", [b"", b"no", zlib.compress(b"[]"), zlib.compress(b'{"version": 1}')])
def test_a_head_that_is_none_is_refused(damaged: bytes) -> None:
    with pytest.raises(KeepingError) as refused:
        codec.from_bytes(damaged)
    assert refused.value.code == "unreadable"


@pytest.mark.parametrize("key", ["scenarios", "before", "undone"])
@pytest.mark.parametrize("value", [None, {}, "[]", 3, {"0": {}}])
def test_what_should_be_a_list_and_is_none_is_refused(key: str, value: object) -> None:
    values = json.loads(zlib.decompress(codec.to_bytes(Head(Plan()))))
    assert values[key] == []
    values[key] = value
    with pytest.raises(KeepingError) as refused:
        codec.from_bytes(zlib.compress(json.dumps(values).encode()))
    assert refused.value.code == "unreadable"


def test_a_newer_head_is_refused_as_newer() -> None:
    with pytest.raises(KeepingError) as refused:
        codec.from_bytes(zlib.compress(b'{"version": 2}'))
    assert refused.value.code == "newer"


def test_a_head_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(KeepingError):
        codec.from_bytes(zlib.compress(b" " * (65 << 20)))


@given(st.data())
def test_bytes_that_were_changed_do_no_harm(data: st.DataObject) -> None:
    """A head with any byte changed, a list with any byte changed or cut off."""
    written = bytearray(codec.to_bytes(Head(Plan())))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= data.draw(st.integers(1, 255))
    with suppress(KeepingError):
        assert codec.from_bytes(bytes(written)) == Head(Plan())
    clients = bytearray(client_bytes.to_bytes(list_of(TOY)))
    place = data.draw(st.integers(0, len(clients) - 1))
    clients[place] ^= data.draw(st.integers(1, 255))
    with suppress(KeepingError):
        client_bytes.from_bytes(bytes(clients[: data.draw(st.integers(1, len(clients)))]))


NEVER = st.sampled_from(
    [None, True, -1, 0, 2**40, 2**70, 10**400, 0.5, "", "x", [], [[]], {}, ["a"], [2**40]]
)


def with_told(change: Callable[[Any], None], metadata: bytes = b"palmares") -> bytes:
    """The list with something else told beside its tables."""
    written = client_bytes.to_bytes(with_everything())
    size = int.from_bytes(written[:8], "big")
    with pa.ipc.open_stream(written[8 : 8 + size]) as stream:
        people = stream.read_all()
    told = json.loads(people.schema.metadata[metadata])
    change(told)
    sink = pa.BufferOutputStream()
    changed = people.replace_schema_metadata({metadata: json.dumps(told).encode()})
    with pa.ipc.new_stream(sink, changed.schema) as writer:
        writer.write_table(changed)
    first = bytes(sink.getvalue())
    return len(first).to_bytes(8, "big") + first + written[8 + size :]


def put(inside: Any, way: tuple[Any, ...], value: Any) -> None:
    for key in way[:-1]:
        inside = inside[key]
    inside[way[-1]] = value


@cache
def ways() -> list[tuple[Any, ...]]:
    """The way to everything that is told of the list."""
    found: list[tuple[Any, ...]] = []
    with_told(lambda told: found.extend(places(told)))
    return found


@given(st.data())
def test_a_list_of_which_other_things_are_told_is_one_or_is_refused(data: st.DataObject) -> None:
    way, value = data.draw(st.sampled_from(ways())), data.draw(NEVER)
    try:
        clients = client_bytes.from_bytes(with_told(lambda told: put(told, way, value)))
    except KeepingError:
        return
    assert clients.total == with_everything().total
    again = client_bytes.from_bytes(client_bytes.to_bytes(clients))
    assert again.report == clients.report


@pytest.mark.parametrize(("way", "value"), [
    (("ranked",), -1),
    (("ranked",), 99),
    (("days",), ["2025-01-01"]),
    (("days",), [1, 2]),
    (("sales", "articles"), [2**40] * 5),
    (("sales", "articles"), [1]),
    (("sales", "grain"), "week"),
    (("purchases", "items"), []),
    (("version",), "1"),
])  # fmt: skip
def test_what_cannot_be_told_of_a_list_is_refused(way: tuple[Any, ...], value: Any) -> None:
    with pytest.raises(KeepingError) as refused:
        client_bytes.from_bytes(with_told(lambda told: put(told, way, value)))
    assert refused.value.code == "unreadable"


def test_a_newer_list_is_refused_as_newer() -> None:
    with pytest.raises(KeepingError) as refused:
        client_bytes.from_bytes(with_told(lambda told: put(told, ("version",), client_bytes.VERSION + 1)))
    assert refused.value.code == "newer"


@given(HEADS, st.data())
def test_a_head_of_which_other_things_are_told_is_one_or_is_refused(head: Head, data: st.DataObject) -> None:
    told = json.loads(zlib.decompress(codec.to_bytes(head)))
    put(told, data.draw(st.sampled_from(list(places(told)))), data.draw(NEVER))
    try:
        read = codec.from_bytes(zlib.compress(json.dumps(told).encode()))
    except KeepingError:
        return
    assert codec.from_bytes(codec.to_bytes(read)) == read
