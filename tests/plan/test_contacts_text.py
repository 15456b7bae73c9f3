"""The text that holds what was done: what is written comes back, and any other text is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.plan.errors import PlanError
from lib.plan.follow_up import (
    LONGEST_DAY,
    LONGEST_NOTE,
    MOST_CONTACTS,
    Contact,
    FollowUp,
    month_of,
    read_contacts,
    written_contacts,
)

WORDS = st.text("abé ", min_size=1, max_size=6).map(lambda text: " ".join(text.split()) or "x")
CONTACTS = st.lists(
    st.builds(
        Contact,
        WORDS,
        WORDS,
        WORDS,
        WORDS,
        st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        st.integers(1, LONGEST_DAY),
        WORDS,
    ),
    max_size=6,
    unique_by=lambda contact: contact.slot,
)
LINE = "slot\tclient\tservice\tperson\t2026-03-04\t30\tnote"


@given(CONTACTS)
def test_contacts_come_back_by_day(contacts: list[Contact]) -> None:
    read = read_contacts(written_contacts(contacts))
    assert read is not None
    assert sorted(read) == sorted(contacts)
    assert [contact.day for contact in read] == sorted(contact.day for contact in contacts)


@given(CONTACTS, CONTACTS)
def test_what_comes_back_in_the_same_row_replaces_it(first: list[Contact], then: list[Contact]) -> None:
    follow_up = FollowUp().with_contacts(first).with_contacts(then)
    by_slot = {contact.slot: contact for contact in (*first, *then)}
    assert {contact.slot: contact for contact in follow_up.contacts} == by_slot
    assert follow_up.with_contacts(then) == follow_up


def with_field(place: int, text: str) -> str:
    fields = LINE.split("\t")
    fields[place] = text
    return "\t".join(fields)


OTHER = [
    *("\n", "x", LINE.rpartition("\t")[0], f"{LINE}\tmore", f"{LINE}\n", f"{LINE}\n{LINE}"),
    *(with_field(0, ""), with_field(1, "")),
    *(with_field(4, day) for day in ("", "2026-02-30", "04/03/2026", "x")),
    *(with_field(5, minutes) for minutes in ("", "0", "-1", "1.5", "x", str(LONGEST_DAY + 1), "9" * 5_000)),
    with_field(6, "x" * (LONGEST_NOTE + 1)),
]


@pytest.mark.parametrize("text", OTHER, ids=lambda text: repr(text)[-30:])
def test_any_other_text_is_none_and_no_plan_holds_it(text: str) -> None:
    assert read_contacts(LINE) is not None
    assert read_contacts(text) is None
    with pytest.raises(PlanError):
        FollowUp("2026-03", text)


def test_as_many_contacts_as_a_plan_holds() -> None:
    lines = [with_field(0, f"s{number}") for number in range(MOST_CONTACTS + 1)]
    assert len(FollowUp("", "\n".join(lines[:-1])).contacts) == MOST_CONTACTS
    with pytest.raises(PlanError):
        FollowUp("", "\n".join(lines))


@pytest.mark.parametrize(
    "start", ["2026-3", "2026-13", "2026-00", "26-03", "2026/03", "abcd-ef", "²026-03", "2026-03-01"]
)
def test_a_month_that_is_none_begins_no_year(start: str) -> None:
    assert month_of(start) is None
    with pytest.raises(PlanError):
        FollowUp(start)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_its_first_day(year: int, month: int) -> None:
    assert month_of(f"{year:04d}-{month:02d}") == date(year, month, 1)
