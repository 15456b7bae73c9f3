"""What somebody chose who still saw the choices of before is put on top of those that have come since."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lib.reading.choices import Choices

CODES = ("cancelled", "pending", "deposits", "rate_USD")
ANSWERS = st.dictionaries(st.sampled_from(CODES), st.sampled_from(("on", "off", "aside")))
BASE = Choices("Sheet", client="Client", revenue="Amount")


def with_answers(answers: dict[str, str], **changed: str | None) -> Choices:
    return replace(BASE, answers=tuple(answers.items()), **changed)


@given(ANSWERS, ANSWERS, ANSWERS)
def test_both_changes_hold_and_the_later_one_where_they_meet(
    before: dict[str, str], first: dict[str, str], second: dict[str, str]
) -> None:
    merged = with_answers(first).changed_too(with_answers(before), with_answers(second))
    for code in CODES:
        told = second if second.get(code) != before.get(code) else first
        assert merged.answer(code) == told.get(code)


def test_columns_that_were_chosen_meanwhile_stay() -> None:
    first = with_answers({"pending": "aside"}, region="Region")
    second = with_answers({}, segment="Segment", revenue="Net")
    merged = first.changed_too(with_answers({}), second)
    assert (merged.region, merged.segment, merged.revenue) == ("Region", "Segment", "Net")
    assert merged.answer("pending") == "aside"


@given(ANSWERS, ANSWERS)
def test_nothing_changed_changes_nothing(before: dict[str, str], since: dict[str, str]) -> None:
    assert with_answers(since).changed_too(with_answers(before), with_answers(before)) == with_answers(since)
