"""The calendar of contacts: sums, even months, and files that another program reads."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from lib.clients.model import ClientList
from lib.people.assignment import Assignment, assign
from lib.people.contacts import MONTHS, Round, calendar_file, calendar_table, rounds
from lib.people.working_days import first_working_day, likely_country
from lib.plan.compute import PlanResult, compute
from lib.plan.plan import Plan
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import COUNTRIES, Country, Person, Team
from lib.texts import Texts
from tests.lists import list_of

FR = Texts("fr")
VISIT = Service("Visite", 60, "manager", 0, (1200, 100), (0, 0))
CALL = Service("Appel", 10, "team", 0, (200, 300), (0, 50))
LETTER = Service("Lettre", 0, "automatic", 0, (1200, 1200), (0, 0))
PEOPLE = (Person("Ann", "manager", 60_000), Person("Bob", "manager", 60_000), Person("Tom", "team", 60_000))


def planned(
    count: int = 12, people: tuple[Person, ...] = PEOPLE
) -> tuple[ClientList, PlanResult, Assignment]:
    """Two clients in A, the others in B."""
    clients = list_of([100 - place for place in range(count)])
    plan = Plan(method="count", tier_count=2, counts=(2,), services=ServiceCatalogue((VISIT, CALL, LETTER)),
                team=Team(people))  # fmt: skip
    result = compute(clients, plan)
    return clients, result, assign(result)


def test_contacts_of_the_year_by_hand() -> None:
    """2 × 12 + 10 × 1 visits, 2 × 2 + 10 × 3 × 0.5 calls; letters are nobody's work."""
    _clients, result, found = planned()
    table = calendar_table(rounds(result, found), result, found, FR)
    assert table.groupby("service")["contacts"].sum().to_dict() == {"Visite": 34, "Appel": 19}
    assert set(table[table["service"] == "Appel"]["person"]) == {"Tom"}
    assert table["minutes"].sum() == 34 * 60 + 19 * 10
    months = table[[f"month_{month}" for month in range(MONTHS)]]
    assert list(months.sum(axis=1)) == list(table["contacts"])


@given(st.integers(1, 40), st.integers(1, 500), st.integers(0, 5))
def test_turns_are_even_over_months_and_clients(count: int, contacts: int, tier: int) -> None:
    one = Round(0, 0, tier, 10, np.arange(count), contacts)
    months = one.by_month()
    assert months.sum() == contacts
    assert months.max() - months.min() <= 1
    turns = [one.clients_in(month) for month in range(MONTHS)]
    assert [len(turn) for turn in turns] == list(months)
    times = np.bincount(np.concatenate(turns), minlength=count)
    assert times.max() - times.min() <= 1
    assert times.sum() == contacts


@settings(max_examples=20)
@given(st.integers(3, 40), st.integers(1, 3))
def test_contacts_add_up_to_the_frequencies(count: int, people: int) -> None:
    _clients, result, found = planned(count, PEOPLE[-people:])
    made = rounds(result, found)
    for row, service in enumerate(result.plan.services.services[:2]):
        for tier in range(2):
            own = [one for one in made if (one.service, one.tier) == (row, tier)]
            personal = Fraction(service.times[tier] * (100 - service.automated[tier]), 10_000)
            wanted = personal * result.tiers[tier].clients
            assert abs(sum(one.contacts for one in own) - wanted) <= Fraction(len(own), 2) or not own


def test_work_without_anybody_is_still_counted() -> None:
    _clients, result, found = planned(people=())
    table = calendar_table(rounds(result, found), result, found, FR)
    assert set(table["person"]) == {FR("people.nobody")}
    assert table["contacts"].sum() == 53


def test_another_program_reads_the_calendar_of_a_person() -> None:
    clients, result, found = planned()
    clients.ranked.loc[0, "client"] = "Müller; Söhne, \\ & Co\nÉcl\0air " + "x" * 100
    made = rounds(result, found)
    person = int(found.person[0])
    data = calendar_file(person, made, result, FR, date(2026, 2, 10))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = Calendar.from_ical(data).walk("VEVENT")
    assert next(event["DTSTART"].dt for event in events) == date(
        2026, 2, 10
    )  # not before the day of the export
    assert len({str(event["UID"]) for event in events}) == len(events)
    own = [one for one in made if one.person == person]
    assert sum(len(str(event["DESCRIPTION"]).split("\n")) for event in events) >= sum(o.contacts for o in own)
    assert "Müller; Söhne, \\ & Co" in str(events[0]["DESCRIPTION"])
    assert str(events[0]["SUMMARY"]).startswith("Visite")
    later = Calendar.from_ical(calendar_file(person, made, result, FR, date(2026, 2, 28))).walk("VEVENT")
    assert [str(event["UID"]) for event in later] == [str(event["UID"]) for event in events]
    assert later[0]["DTSTART"].dt == date(2026, 3, 2)
    assert b"\0" not in data


@pytest.mark.parametrize(("start", "month", "country", "day"), [
    (date(2026, 5, 31), 0, "FR", date(2026, 6, 1)), (date(2026, 2, 1), 0, "FR", date(2026, 2, 2)),
    (date(2026, 5, 1), 1, "FR", date(2026, 6, 1)), (date(2026, 8, 1), 0, "FR", date(2026, 8, 3)),
    # By the law of each country: New Year and 1 May before a weekend, Easter Monday, Independence Day on a
    # Saturday and so on the Friday before, Christmas in Britain with the day that makes up for Boxing Day.
    (date(2026, 12, 31), 1, "FR", date(2027, 1, 4)), (date(2026, 4, 15), 1, "FR", date(2026, 5, 4)),
    (date(2026, 4, 6), 0, "FR", date(2026, 4, 7)), (date(2026, 4, 15), 1, "US", date(2026, 5, 1)),
    (date(2026, 7, 4), 0, "US", date(2026, 7, 6)), (date(2026, 7, 3), 0, "US", date(2026, 7, 6)),
    (date(2026, 7, 14), 0, "FR", date(2026, 7, 15)), (date(2026, 7, 14), 0, "GB", date(2026, 7, 14)),
    (date(2026, 7, 21), 0, "BE", date(2026, 7, 22)), (date(2026, 6, 23), 0, "LU", date(2026, 6, 24)),
    (date(2026, 12, 25), 0, "GB", date(2026, 12, 29)), (date(2026, 12, 25), 0, "FR", date(2026, 12, 28)),
    (date(2026, 8, 1), 0, "CH", date(2026, 8, 3)), (date(2025, 8, 1), 0, "CH", date(2025, 8, 4)),
])  # fmt: skip
def test_entries_stand_on_the_first_working_day_that_is_left(
    start: date, month: int, country: Country, day: date
) -> None:
    assert first_working_day(start, month, country) == day


@given(
    start=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    month=st.integers(0, 11),
    country=st.sampled_from(COUNTRIES),
)
def test_no_entry_is_before_the_export_on_a_weekend_or_on_a_holiday(
    start: date, month: int, country: Country
) -> None:
    day = first_working_day(start, month, country)
    assert day >= start
    assert day.weekday() < 5
    assert day not in country_holidays(country, years=day.year)
    assert 0 <= (day.year - start.year) * 12 + day.month - start.month - month <= 1


def test_the_country_is_that_of_the_list_until_another_is_chosen() -> None:
    assert [likely_country("fr", money) for money in ("EUR", "CHF", None, "XOF")] == ["FR", "CH", "FR", "FR"]
    assert [likely_country("en", money) for money in ("EUR", "USD", None, "GBP")] == ["IE", "US", "GB", "GB"]
    _, result, assignment = planned()
    person = int(assignment.person[0])
    made = rounds(result, assignment)

    def first_day(country: Country | None) -> date:
        plan = replace(result.plan, team=replace(result.plan.team, country=country))
        other = replace(result, plan=plan)
        events = Calendar.from_ical(calendar_file(person, made, other, FR, date(2026, 7, 14))).walk("VEVENT")
        day: date = events[0]["DTSTART"].dt
        return day

    assert [first_day(country) for country in (None, "FR", "US")] == [
        date(2026, 7, 15), date(2026, 7, 15), date(2026, 7, 14)
    ]  # fmt: skip
