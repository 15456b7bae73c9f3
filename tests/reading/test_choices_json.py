"""How a list is read survives the way to JSON and back; JSON of others is refused or does no harm."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.clients.model import Repair
from lib.parsing.encodings import BY_HAND
from lib.parsing.errors import ReadingError
from lib.reading.choices import ROLES, Alternative, Choices
from lib.reading.choices_json import (
    VERSION,
    ChoicesError,
    from_json,
    options_from_json,
    options_to_json,
    to_json,
)
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.options import ReadingOptions
from lib.reading.proposal import propose
from lib.reading.repairs import typed_repair, with_repair
from lib.reading.source import Source
from tests.reading.files import csv

HEADINGS = st.none() | st.text(max_size=12)
SEVERAL = st.lists(st.text(max_size=12), max_size=4).map(tuple)
GROUPS = st.lists(st.lists(st.text(min_size=1), min_size=2, max_size=4, unique=True).map(tuple)).map(tuple)
REPAIRS = st.lists(
    st.builds(
        Repair,
        sheet=st.text(max_size=9),
        row=st.integers(1, 2_000_000),
        heading=st.text(max_size=9),
        before=st.text(),
        after=st.text(max_size=200),
        others=st.lists(st.tuples(st.text(max_size=9), st.text()), max_size=4).map(tuple),
    ),
    max_size=4,
    unique_by=lambda repair: (repair.sheet, repair.row, repair.heading),
).map(tuple)
ALTERNATIVES = st.lists(
    st.builds(
        Alternative,
        code=st.text(max_size=9),
        value=st.text(max_size=9),
        changes=st.lists(
            st.tuples(st.sampled_from(["client", "number", "otherwise"]), HEADINGS)
            | st.tuples(st.sampled_from(["periods", "earlier", "also"]), SEVERAL)
            | st.tuples(st.just("day_first"), st.booleans()),
            max_size=3,
        ).map(tuple),
    ),
    max_size=3,
).map(tuple)
CHOICES = st.builds(
    Choices,
    sheet=st.text(max_size=12),
    **dict.fromkeys(ROLES, HEADINGS),
    first_name=HEADINGS,
    otherwise=HEADINGS,
    town=HEADINGS,
    currency_column=HEADINGS,
    rates=HEADINGS,
    without_tax=SEVERAL,
    periods=SEVERAL,
    earlier=SEVERAL,
    also=SEVERAL,
    pool_missing_clients=st.booleans(),
    currency=st.none() | st.sampled_from(["EUR", "XOF"]),
    day_first=st.booleans(),
    merges=GROUPS,
    kept_apart=GROUPS,
    repairs=REPAIRS,
    answers=st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=4).map(
        lambda answers: tuple(answers.items())
    ),
    alternatives=ALTERNATIVES,
)
OPTIONS = st.builds(
    ReadingOptions,
    encoding=st.none() | st.sampled_from(BY_HAND),
    delimiter=st.none() | st.sampled_from(";,\t|"),
    decimal_mark=st.none() | st.sampled_from(",."),
    day_first=st.none() | st.booleans(),
    heading_row=st.none() | st.integers(0, 9),
    last_row=st.none() | st.integers(10, 999),
    sheets=st.lists(st.text(min_size=1, max_size=9), max_size=3, unique=True).map(tuple),
)


@given(CHOICES)
def test_choices_survive_json(choices: Choices) -> None:
    assert from_json(json.loads(json.dumps(to_json(choices)))) == choices


@given(OPTIONS)
def test_what_was_told_by_hand_survives_json(options: ReadingOptions) -> None:
    assert options_from_json(json.loads(json.dumps(options_to_json(options)))) == options


@pytest.fixture(scope="module")
def opened() -> Source:
    """Two columns that may be the amount, two currencies, a cell to repair: something for every choice."""
    rows = [
        ["Client", "Date", "Amount", "Revenue", "Currency"],
        ["Dupont", "04/03/2025", 1200, 1100, "EUR"],
        ["Durand", "05/03/2025", 800, 900, "EUR"],
        ["Dupond", "31/03/2025", 300, 200, "CHF"],
        ["Martin", "06/04/2025", "?", "?", "EUR"],
    ]
    return open_source(csv(rows), "ventes.csv")


@pytest.fixture(scope="module")
def chosen(opened: Source) -> Choices:
    """What somebody may have made of that file."""
    choices = propose(opened).choices
    repair = typed_repair(opened.sheets[0], choices, 5, choices.revenue or "", "450,50", ",")
    choices = with_repair(choices, repair).answered("rate_CHF", "1,05").answered("homonyms", "apart")
    return from_json(
        to_json(choices) | {"merges": [["Dupont", "Dupond"]], "kept_apart": [["Durand", "Martin"]]}
    )


def test_the_list_read_again_is_the_same(opened: Source, chosen: Choices) -> None:
    before = read_clients(opened, chosen)
    after = read_clients(opened, from_json(json.loads(json.dumps(to_json(chosen)))))
    assert after.ranked.equals(before.ranked)
    assert after.report == before.report
    assert before.report.repairs, "the repair is part of it"


def test_questions_can_still_be_answered(opened: Source) -> None:
    """What an answer changes comes back with the choices."""
    choices = propose(opened).choices
    assert choices.alternatives, "the file has two columns that may be the amount"
    back = from_json(json.loads(json.dumps(to_json(choices))))
    for alternative in choices.alternatives:
        answer = (alternative.code, alternative.value)
        assert back.answered(*answer) == choices.answered(*answer)


ONE = {"version": VERSION, "sheet": "A"}
REPAIR = {"sheet": "A", "row": 2, "heading": "x", "before": "", "after": "1", "others": []}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (None, "not_choices"),
        ([], "not_choices"),
        ({}, "version"),
        (ONE | {"version": VERSION + 1}, "version"),
        (ONE | {"version": True}, "version"),
        ({"version": VERSION}, "not_choices"),
        (ONE | {"sheet": 3}, "not_choices"),
        (ONE | {"sheet": "\ud800"}, "not_choices"),
        (ONE | {"merges": [["alone"]]}, "not_choices"),
        (ONE | {"answers": [["a", "1"], ["a", "2"]]}, "not_choices"),
        (ONE | {"repairs": [REPAIR, REPAIR | {"after": "2"}]}, "not_choices"),
        (ONE | {"repairs": [REPAIR | {"row": 0}]}, "not_choices"),
        (ONE | {"repairs": [REPAIR | {"after": "1" * 201}]}, "not_choices"),
        (ONE | {"repairs": [REPAIR | {"row": row} for row in range(1, 2_002)]}, "not_choices"),
        (ONE | {"alternatives": [{"code": "c", "value": "v", "changes": [["answers", "x"]]}]}, "not_choices"),
        (ONE | {"alternatives": [{"code": "c", "value": "v", "changes": [["periods", "x"]]}]}, "not_choices"),
        (ONE | {"alternatives": [{"code": "c", "value": "v", "changes": [["_", "x"]]}]}, "not_choices"),
    ],
)
def test_anything_else_is_refused(values: object, code: str) -> None:
    with pytest.raises(ChoicesError) as refused:
        from_json(values)
    assert refused.value.code == code


JUNK = st.sampled_from(
    [None, True, -1, 2**70, 0.5, "", "Currency", "Amount", "x" * 300, [], [[]], {}, ["a", "b"]]
)


def places(plain: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a JSON value."""
    inside = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for key, value in inside:
        yield (*above, key)
        yield from places(value, (*above, key))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_choices_changed_by_others_do_no_harm(opened: Source, chosen: Choices, data: st.DataObject) -> None:
    """Whatever is changed inside: it is refused, or the file is read with it, or the reading says why not."""
    values: Any = deepcopy(to_json(chosen))
    for way in data.draw(
        st.lists(st.sampled_from(list(places(values))), min_size=1, max_size=3, unique=True)
    ):
        inside = values
        try:
            for key in way[:-1]:
                inside = inside[key]
            inside[way[-1]] = data.draw(JUNK)
        except (LookupError, TypeError):
            continue  # a change before has taken the place away
    try:
        choices = from_json(values)
        assert from_json(to_json(choices)) == choices
        read_clients(opened, choices)
    except (ChoicesError, ReadingError):
        pass
