"""What is said to have changed between two moments, and when something was."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from lib.clients.model import Repair
from lib.keeping.history import TOGETHER, cause_of, is_same_state
from lib.keeping.model import Contents, Screen
from lib.keeping.sentences import when_words
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.reading.options import ReadingOptions
from lib.texts import Language, Texts
from tests.keeping.test_store import CONTENTS, READING
from tests.lists import list_of
from tests.plan.test_plan import PLANS


def with_head(**changes: Any) -> Contents:
    return replace(CONTENTS, head=replace(CONTENTS.head, **changes))


def with_reading(**changes: Any) -> Contents:
    return with_head(reading=replace(READING, choices=replace(READING.choices, **changes)))


REPAIR = Repair("liste", 2, "CA", "?", "12")
BEFORE: list[tuple[Contents | None, Contents, str | None]] = [
    (None, CONTENTS, "list"),
    (CONTENTS, replace(CONTENTS, files=(("autre.csv", b"x"),)), "list"),
    (CONTENTS, replace(CONTENTS, clients=list_of([1, 2])), "list"),
    (CONTENTS, with_head(reading=None), "list"),
    (with_head(reading=None), CONTENTS, "list"),
    (CONTENTS, with_reading(repairs=(REPAIR,)), "repairs"),
    (CONTENTS, with_reading(merges=(("a", "b"),)), "same_or_not"),
    (CONTENTS, with_reading(kept_apart=(("a", "b"),)), "same_or_not"),
    (CONTENTS, with_reading(client="Nom"), "reading"),
    (CONTENTS, with_head(reading=replace(READING, options=ReadingOptions(day_first=True))), "reading"),
    (CONTENTS, with_head(scenarios=(Scenario("mine", Plan()),)), "scenarios"),
    (CONTENTS, with_head(screen=Screen(page="tiers")), None),
    (CONTENTS, with_head(plan=Plan()), None),
    (CONTENTS, CONTENTS, None),
]


@pytest.mark.parametrize(("before", "after", "cause"), BEFORE)
def test_a_change_is_called_by_what_it_is(
    before: Contents | None, after: Contents, cause: str | None
) -> None:
    assert cause_of(before, after) == cause


@given(PLANS, PLANS)
def test_every_change_of_a_plan_makes_a_state_and_nothing_else_does(before: Plan, after: Plan) -> None:
    """Also of each of its fields alone."""
    for field in fields(Plan):
        try:
            changed = replace(before, **{field.name: getattr(after, field.name)})
        except ValueError:  # that field fits no plan with the others
            continue
        cause = cause_of(with_head(plan=before), with_head(plan=changed))
        assert (cause is None) == (changed == before), field.name
    assert cause_of(with_head(plan=before), with_head(plan=replace(before))) is None


def test_a_state_lasts_ten_minutes_from_when_it_began() -> None:
    began = datetime(2026, 3, 4, 18, 4, tzinfo=UTC)
    for cause, later, same in (
        ("cuts", timedelta(0), True),
        ("cuts", TOGETHER - timedelta(seconds=1), True),
        ("cuts", TOGETHER, False),
        ("budgets", timedelta(0), False),
    ):
        assert is_same_state(("cuts", began), cause, began + later) is same  # type: ignore[arg-type]
    assert not is_same_state(None, "cuts", began)


WHEN: dict[Language, tuple[str, str, str]] = {
    "fr": ("aujourd’hui à 18:04", "hier à 18:04", "le 2 mars 2026 à 18:04"),
    "en": ("today at 6:04 PM", "yesterday at 6:04 PM", "on March 2, 2026 at 6:04 PM"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_moment_is_said_as_one_says_it(language: Language) -> None:
    """By the days of the calendar, not by hours: what was five minutes before midnight was yesterday."""
    moment = datetime(2026, 3, 2, 18, 4, tzinfo=UTC)
    said = [
        when_words(moment, (moment + timedelta(days=days)).date(), Texts(language)).replace("\u202f", " ")
        for days in range(3)
    ]
    assert tuple(said) == WHEN[language]
    late = moment.replace(hour=23, minute=55)
    today = (late + timedelta(minutes=6)).date()
    assert when_words(late, today, Texts(language)).startswith(WHEN[language][1].split()[0])
