"""A year of follow-up written down, sent back and counted: once, and only what can be."""

import io
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exports.plan_workbook import write_plan
from lib.exports.slides import slides
from lib.follow_up.progress import late_clients, progress, real_minutes, with_real_minutes
from lib.follow_up.returned import Account, is_done, read_returned
from lib.follow_up.sentences import account_sentences, late_sentences, progress_sentences
from lib.parsing.follow_up_mark import SIGN
from lib.people.assignment import assign
from lib.people.contacts import calendar_file, rounds
from lib.plan.compute import PlanResult, compute
from lib.plan.errors import PlanError
from lib.plan.follow_up import Contact, FollowUp, list_mark, read_contacts, written_contacts
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.services import ServiceCatalogue
from lib.plan.tail import tail_ratio_of
from lib.texts import LANGUAGES, Texts
from lib.texts.wording import without_emphasis
from tests.follow_up.filled import CLIENTS, FR, MONTHS, PLAN, START, Row, filled, followed, rows_of
from tests.lists import list_of
from tests.office import load, same_after_recalculation

APRIL = date(2026, 4, 2)


@cache
def workbook() -> bytes:
    return write_plan(followed(), FR, START)


def day_in(row: Row, day: int = 15) -> date:
    """A day in the month of a planned contact."""
    name, year = row.month.split(" ")
    return date(int(year), MONTHS.index(name) + 1, day)


def taken(data: bytes, result: PlanResult, today: date = APRIL) -> tuple[PlanResult, Account]:
    """The plan with what a file says."""
    follow_up, account = read_returned(data, "suivi.xlsx", result, today)
    return compute(result.clients, replace(result.plan, follow_up=follow_up)), account


def troubles(account: Account) -> dict[str, int]:
    return {trouble.problem: trouble.rows for trouble in account.troubles}


def test_every_planned_contact_has_its_row() -> None:
    """A: 12 visits and 4 calls; B: 5 × 4 visits and 5 × 2 calls."""
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    planned = [row for row in rows_of(book) if row.client]
    by_service = {name: [row for row in planned if row.service == name] for name in ("Visite", "Appel")}
    assert {name: len(rows) for name, rows in by_service.items()} == {"Visite": 32, "Appel": 14}
    assert len([row for row in by_service["Visite"] if row.client == "Client 001"]) == 12
    assert {row.planned for row in by_service["Visite"]} == {60}
    assert {row.sheet.title for row in by_service["Appel"]} == {"Olga – suivi"}
    marks = [row.sheet.cell(row.number, 9).value for row in rows_of(book)]
    assert len(set(marks)) == len(marks)


def test_the_sheet_is_protected_around_what_is_filled_in() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook()))["Ann – suivi"]
    assert sheet.protection.sheet
    unlocked = {cell.column for cell in sheet[6] if not cell.protection.locked}
    assert unlocked == {6, 7, 8}
    free = {cell.column for cell in sheet[sheet.max_row] if not cell.protection.locked}
    assert free == {2, 4, 6, 7, 8}
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert {"date", "whole", "textLength", "list"} <= kinds
    hidden = sheet.column_dimensions["I"]
    assert (hidden.hidden, hidden.min, hidden.max) == (True, 9, 10)


def test_a_year_is_followed_and_comes_back_as_it_was_written() -> None:
    """Every contact is done in its month with its minutes; in the end nothing is late and the hours are those
    of the plan: 32 visits of 60 and 14 calls of 20 minutes. Olga has the calls, and A with its 12 visits."""

    def fill(book: openpyxl.Workbook) -> None:
        for row in rows_of(book):
            if row.client:
                row.fill(day_in(row), row.planned, "Rappeler")

    result, account = taken(filled(workbook(), fill), followed(), date(2027, 1, 10))
    assert (account.new, account.troubles, set(account.people)) == (46, (), {"Olga", "Ann"})
    of = progress(result, assign(result), date(2027, 1, 10))
    total = of.total
    assert (total.planned, total.due, total.done, total.late) == (46, 46, 46, 0)
    assert total.done_minutes == total.planned_minutes == 32 * 60 + 14 * 20
    assert (of.by_month[0] == of.by_month[1]).all()
    assert [of.people[name].done for name in ("Olga", "Ann")] == [26, 20]
    assert {contact.note for contact in result.plan.follow_up.contacts} == {"Rappeler"}


def test_the_same_file_twice_counts_once_and_a_corrected_row_replaces_itself() -> None:
    def first(book: openpyxl.Workbook) -> None:
        for row in list(rows_of(book, "Ann"))[:3]:
            row.fill(date(2026, 1, 20), 30)

    def second(book: openpyxl.Workbook) -> None:
        first(book)
        rows = list(rows_of(book, "Ann"))
        rows[0].fill(date(2026, 1, 21), 45, "corrigé")
        rows[3].fill(date(2026, 2, 3), 10)

    result, account = taken(filled(workbook(), first), followed())
    assert (account.new, account.changed, account.same) == (3, 0, 0)
    again, account = taken(filled(workbook(), first), result)
    assert (account.new, account.changed, account.same) == (0, 0, 3)
    assert again.plan == result.plan
    result, account = taken(filled(workbook(), second), result)
    assert (account.new, account.changed, account.same) == (1, 1, 2)
    assert sum(contact.minutes for contact in result.plan.follow_up.contacts) == 45 + 30 + 30 + 10


def test_one_persons_part_sent_alone_counts_as_well() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for name in book.sheetnames:
            if name != "Ann – suivi":
                del book[name]
        next(rows_of(book)).fill(date(2026, 1, 20), 30)

    _, account = taken(filled(workbook(), fill), followed())
    assert (account.new, account.people, account.troubles) == (1, ("Ann",), ())


def test_what_cannot_be_counted_is_told_and_the_rest_counts() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        rows = list(rows_of(book, "Ann"))
        rows[0].fill(APRIL + timedelta(1), 30)
        rows[1].fill(None, 30)
        rows[2].fill("bientôt", 30)
        rows[3].fill("12/02/2026", "beaucoup")
        rows[4].fill(date(2026, 2, 1))
        rows[5].fill(date(2026, 2, 1), 100_000)
        rows[6].fill(date(2026, 2, 1), -5)
        rows[7].fill(date(2026, 2, 2), "1h")
        rows[-1].fill(date(2026, 2, 3), 15)
        rows[-1].sheet.cell(rows[-1].number, 2).value = "Personne de connu"
        rows[-2].fill(date(2026, 2, 3), 25)
        rows[-2].sheet.cell(rows[-2].number, 2).value = "Client 004"

    result, account = taken(filled(workbook(), fill), followed())
    assert troubles(account) == {"future": 1, "no_date": 2, "minutes": 3, "no_minutes": 1, "strangers": 1}
    minutes = sorted(contact.minutes for contact in result.plan.follow_up.contacts)
    assert minutes == [1, 25, 60, 60, 60, 60]
    assert account.new == 6


def test_another_list_a_newer_sheet_and_an_older_plan_say_so() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        next(rows_of(book, "Ann")).fill(date(2026, 1, 20), 30)

    def newer(book: openpyxl.Workbook) -> None:
        fill(book)
        for sheet in book.worksheets:
            if str(sheet.cell(1, 9).value or "").startswith(SIGN):
                sheet.cell(1, 9).value = f"{SIGN} 99"

    other = list_of([9, 8, 7])
    other = replace(other, ranked=other.ranked.assign(client=["Xa", "Xb", "Xc"]))
    older = write_plan(followed(CLIENTS, Plan()), FR, START)
    for data, result, problem in (
        (filled(workbook(), fill), followed(other), "another_list"),
        (filled(workbook(), newer), followed(), "newer"),
        (older, followed(), "older"),
        (workbook(), followed(), "nothing"),
        (b"PK\x03\x04 nothing of the kind", followed(), "unreadable"),
        (b"Client;CA\nA;3", followed(), "unreadable"),
        (_plain_workbook(), followed(), "not_ours"),
    ):
        after, account = taken(data, result)
        assert after.plan.follow_up.contacts == ()
        assert problem in troubles(account)
        assert account.new == 0


def _plain_workbook() -> bytes:
    saved = io.BytesIO()
    openpyxl.Workbook().save(saved)
    return saved.getvalue()


def test_next_years_list_takes_what_it_knows() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for row in rows_of(book, "Ann"):
            if row.month.startswith("janv"):
                row.fill(date(2026, 1, 20), 30)

    next_year = list_of([500, 300])
    _, account = taken(filled(workbook(), fill), followed(next_year))
    assert account.new >= 1
    assert set(troubles(account)) <= {"strangers"}


def ticked(data: bytes, mark: str) -> bytes:
    return data.replace(b"SUMMARY:", f"SUMMARY:{mark} ".encode())


def test_a_calendar_with_ticks_counts_and_never_beside_the_sheet() -> None:
    result = followed()
    assignment = assign(result)
    made = rounds(result, assignment)
    ann = next(index for index, person in enumerate(assignment.team.people) if person.name == "Ann")
    calendar = calendar_file(ann, made, result, FR, START)
    assert taken(calendar, result, date(2027, 1, 10))[1].new == 0
    after, account = taken(ticked(calendar, "✓"), result, date(2027, 1, 10))
    assert (account.new, account.people, account.troubles) == (20, ("Ann",), ())
    assert {contact.service for contact in after.plan.follow_up.contacts} == {"Visite"}

    def fill(book: openpyxl.Workbook) -> None:
        for row in rows_of(book, "Ann"):
            if row.client:
                row.fill(day_in(row), row.planned)

    both, account = taken(filled(workbook(), fill), after, date(2027, 1, 10))
    assert account.new == 0
    assert len(both.plan.follow_up.contacts) == 20
    strange = ticked(calendar, "✓").replace(b"@palmares", b"@elsewhere")
    assert troubles(taken(strange, result, date(2027, 1, 10))[1]) == {"unknown_events": 12}


@pytest.mark.parametrize(
    ("event", "done"),
    [
        ({"summary": "✓ Visite"}, True),
        ({"summary": "[x] Visite"}, True),
        ({"summary": "Fait : Visite"}, True),
        ({"summary": "Visite", "status": "COMPLETED"}, True),
        ({"summary": "Visite", "categories": "Clients, Fait"}, True),
        ({"summary": "Visite", "percent-complete": "100"}, True),
        ({"summary": "Visite", "status": "CONFIRMED"}, False),
        ({"summary": "Faites-le"}, False),
        ({}, False),
    ],
)
def test_what_says_that_an_entry_is_done(event: dict[str, str], done: bool) -> None:
    assert is_done(event) == done


def contact(slot: str, client: str, day: date, minutes: int, person: str = "Ann") -> Contact:
    return Contact(slot, client, "Visite", person, day, minutes, "")


def test_progress_by_hand_without_services() -> None:
    """100 h, half to Client 001, half to five others: 600 minutes each. After three months a quarter is due:
    750 and 150. Client 001 had 400, at least half; Client 002 had 70, less; the others nothing, nor the tail
    (the last three)."""
    done = (
        contact("a", "Client 001", date(2026, 1, 9), 400),
        contact("b", "Client 002", date(2026, 3, 9), 70, "Zoé"),
        contact("c", "Client 002", date(2025, 12, 31), 500),
        contact("d", "Nobody", date(2026, 2, 1), 90),
    )
    plan = replace(PLAN, services=ServiceCatalogue(), follow_up=FollowUp("2026-01", written_contacts(done)))
    result = followed(CLIENTS, plan)
    of = progress(result, assign(result), APRIL)
    assert of.months == 3
    assert of.clients["due_minutes"].tolist() == [750, *[150] * 5]
    assert of.clients["done_minutes"].tolist() == [400, 70, 0, 0, 0, 0]
    assert of.clients["late"].tolist() == [0, 1, 1, 1, 1, 1]
    assert late_clients(of)["client"].tolist() == [f"Client 00{rank}" for rank in range(2, 7)]
    assert of.by_month[1].tolist() == [400, 0, 70, *[0] * 9]
    assert of.people["Zoé"].done_minutes == 70
    assert of.tail_ratio == 0.0


def test_the_tail_as_it_really_was_by_hand() -> None:
    """The first 80 % of 1,020 need three clients; the three others bring 120 and had 750 of 1,020 minutes."""
    real = with_real_minutes(CLIENTS, CLIENTS.revenue * 0)
    minutes = real.ranked["minutes"].to_numpy().copy()
    minutes[:] = [10, 10, 250, 250, 250, 250]
    assert tail_ratio_of(CLIENTS, minutes) == pytest.approx(750 / 120)
    assert tail_ratio_of(CLIENTS, minutes * 0) is None
    again = compute(with_real_minutes(CLIENTS, minutes), PLAN)
    assert again.tail_ratio_today == pytest.approx(750 / 120)
    assert again.tiers[0].today_share == pytest.approx(10 / 1020)


NAMES = st.text("abé \t\n'=", min_size=1, max_size=8).filter(str.strip)
CONTACTS = st.lists(
    st.builds(
        Contact,
        NAMES,
        NAMES,
        NAMES,
        NAMES,
        st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        st.integers(1, 1440),
        NAMES,
    ),
    max_size=8,
    unique_by=lambda contact: " ".join(contact.slot.split()),
)


@given(CONTACTS)
def test_contacts_survive_being_written(contacts: list[Contact]) -> None:
    written = written_contacts(contacts)
    read = read_contacts(written)
    assert read is not None
    assert len(read) == len(contacts)
    assert written_contacts(read) == written
    assert FollowUp("2026-01", written).with_contacts(read).written == written


@pytest.mark.parametrize(
    "choices",
    [
        {"start": "2026-13"},
        {"start": "march"},
        {"written": "a\tb"},
        {"written": "s\tc\tv\tp\t2026-01-01\t0\t"},
        {"written": "s\tc\tv\tp\t2026-02-30\t5\t"},
        {"written": "\n".join(["s\tc\tv\tp\t2026-02-03\t5\t"] * 2)},
    ],
)
def test_what_no_follow_up_can_hold_is_refused(choices: dict[str, str]) -> None:
    with pytest.raises(PlanError):
        FollowUp(**choices)


def test_the_next_workbook_has_what_was_done_and_a_sheet_and_a_slide_of_it(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        rows = list(rows_of(book, "Ann"))
        rows[0].fill(date(2026, 1, 20), 35, "bien")
        rows[-1].fill(date(2026, 2, 3), 25, "libre")
        rows[-1].sheet.cell(rows[-1].number, 2).value = "Client 004"

    result, _ = taken(filled(workbook(), fill), followed())
    data = write_plan(result, FR, APRIL)
    book = load(data, values=True)
    again = [row for row in rows_of(book) if row.sheet.cell(row.number, 6).value]
    assert [row.sheet.cell(row.number, 7).value for row in again] == [35, 25]
    assert taken(data, result)[1].same == 2
    sheet = book["Suivi"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("2 faits" in text for text in texts)
    assert same_after_recalculation(data, tmp_path) > 100
    assert "Suivi" not in load(workbook()).sheetnames
    assert len(slides(result, FR, APRIL)) > len(slides(followed(), FR, APRIL))


def test_sentences_are_said_in_every_language() -> None:
    done = FollowUp("2026-01", written_contacts([contact("a", "Client 001", date(2026, 1, 9), 400)]))
    result = followed(CLIENTS, replace(PLAN, follow_up=done))
    of = progress(result, assign(result), APRIL)
    for language in LANGUAGES:
        texts = Texts(language)
        account = Account("x.xlsx", 1, 2, 3, ("Ann",))
        said = [
            *account_sentences(account, texts),
            *progress_sentences(result, of, texts),
            *late_sentences(of, texts),
        ]
        words = [without_emphasis(sentence, texts) for sentence in said]
        assert len(words) == 5
        assert not [word for word in words if "{" in word]


def test_contacts_count_for_the_group_and_for_its_member_again_without() -> None:
    """Clients 002 and 004 are one group of 360: its contacts are written under the larger one."""
    grouped = replace(
        PLAN, groups=GroupSettings(as_one=True, by_hand=(("Client 002", "Duo"), ("Client 004", "Duo")))
    )
    result = followed(CLIENTS, grouped)
    data = write_plan(result, FR, START)

    def fill(book: openpyxl.Workbook) -> None:
        rows = [row for row in rows_of(book) if row.client == "Duo"]
        rows[0].fill(date(2026, 1, 20), 30)
        free = list(rows_of(book, "Ann"))[-1]
        free.fill(date(2026, 1, 21), 15)
        free.sheet.cell(free.number, 2).value = "Duo"

    after, account = taken(filled(data, fill), result)
    assert (account.new, account.troubles) == (2, ())
    assert {contact.client for contact in after.plan.follow_up.contacts} == {"Client 002"}
    together = progress(after, assign(after), APRIL).clients.set_index("client")["done_minutes"]
    assert together["Duo"] == 45
    apart = compute(CLIENTS, replace(PLAN, follow_up=after.plan.follow_up))
    alone = progress(apart, assign(apart), APRIL).clients.set_index("client")["done_minutes"]
    assert (alone["Client 002"], alone["Client 004"]) == (45, 0)
    assert real_minutes(CLIENTS, after.plan.follow_up, APRIL).tolist() == [0, 45, 0, 0, 0, 0]
    assert list_mark(result.clients) == list_mark(CLIENTS)
