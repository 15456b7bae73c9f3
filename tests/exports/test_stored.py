"""What a workbook holds of its plan, read again: the same at any length, and refused where it says what no
version of ours has written."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib.base.typed_json import to_plain
from lib.clients.model import ClientList
from lib.exports.stored import VERSION, NotOursError, to_plain_scenario
from lib.exports.stored import unpacked as read
from lib.parsing.stored_plan import LONG
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.plan.plan_json import to_json
from tests.lists import list_of
from tests.parsing.test_stored_plan import unpacked

SCENARIO = Scenario("Wider", Plan(), "asked by the board")
Values = dict[str, Any]


def values_of(clients: ClientList) -> Values:
    """What is stored of a plan."""
    return {
        "version": VERSION,
        "plan": to_json(Plan()),
        "scenarios": [to_plain_scenario(SCENARIO)],
        "clients": to_plain(clients),
        "entries": [],
        "made_on": "2026-03-04",
    }


def stored(values: Values) -> Any:
    return read(unpacked(json.dumps(values).encode()))


@pytest.mark.parametrize("count", [3, LONG, LONG + 1, 3 * LONG])
def test_a_plan_comes_back_however_long_its_list_is(count: int) -> None:
    """Long lists travel as columns, short ones as they are."""
    clients = list_of(range(1, count + 1))
    back = stored(values_of(clients))
    assert (back.plan, back.scenarios, back.made_on) == (Plan(), (SCENARIO,), date(2026, 3, 4))
    pd.testing.assert_frame_equal(back.clients.ranked, clients.ranked)
    assert back.clients.report == clients.report


def _newer(values: Values) -> None:
    values["version"] = VERSION + 1


def _no_name(values: Values) -> None:
    values["scenarios"][0]["name"] = 7


def _no_notes(values: Values) -> None:
    values["scenarios"][0]["notes"] = None


def _old_key(values: Values) -> None:
    values.update(version=2, entries=[{"key": "nobody", "column": 1, "value": 2.0}])


def _old_column(values: Values) -> None:
    values.update(version=2, entries=[{"key": "tier_1", "column": 99, "value": 2.0}])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_newer, "newer"),
        (_no_name, "damaged"),
        (_no_notes, "damaged"),
        (_old_key, "damaged"),
        (_old_column, "damaged"),
    ],
)
def test_what_no_version_has_written_is_refused(change: Callable[[Values], None], code: str) -> None:
    values = values_of(list_of([3, 2, 1]))
    stored(json.loads(json.dumps(values)))
    change(values)
    with pytest.raises(NotOursError) as error:
        stored(values)
    assert error.value.code == code


@pytest.mark.parametrize("column", ["revenue", "rows"])
def test_figures_that_are_no_whole_numbers_are_refused(column: str) -> None:
    clients = list_of([3, 2, 1])
    ranked = clients.ranked.assign(**{column: clients.ranked[column] + 0.5})
    with pytest.raises(NotOursError, match="damaged"):
        stored(values_of(ClientList(ranked, clients.set_apart, clients.report)))


def test_a_list_without_a_client_above_nothing_is_refused() -> None:
    clients = list_of([3, 2, 1])
    ranked = clients.ranked.assign(revenue=-clients.ranked["revenue"])
    with pytest.raises(NotOursError, match="damaged"):
        stored(values_of(ClientList(ranked, clients.set_apart, clients.report)))
