"""What comes back only in part, or where there is nothing to hold it against."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from lib.exports.plan_workbook import write_plan
from lib.follow_up import returned
from lib.follow_up.progress import in_year, late_clients, months_over, progress, real_minutes
from lib.follow_up.tables import client_progress
from lib.people.assignment import assign
from lib.people.contacts import calendar_file, rounds
from lib.plan.follow_up import NO_FOLLOW_UP, FollowUp, written_contacts
from lib.plan.services import ServiceCatalogue
from lib.texts import LANGUAGES, Language, Texts
from tests.follow_up.filled import CLIENTS, FR, PLAN, START, filled, followed, rows_of
from tests.follow_up.test_follow_up import APRIL, contact, day_in, taken, ticked, troubles, workbook
from tests.pages.app import open_app, state_of, words
from tests.pages.test_follow_up_page import with_a_contact

LATER = date(2027, 1, 10)


def calendar() -> bytes:
    """Ann's calendar, every entry ticked: 20 visits in 12 entries."""
    result = followed()
    assignment = assign(result)
    ann = next(index for index, person in enumerate(assignment.team.people) if person.name == "Ann")
    return ticked(calendar_file(ann, rounds(result, assignment), result, FR, START), "✓")


@pytest.mark.parametrize("day", [b"", b":", b":soon", b":2026", b":20261341", b":99999999"])
def test_an_entry_without_a_readable_day_is_told_and_not_counted(day: bytes) -> None:
    dateless = re.sub(rb"DTSTART[^\r\n]*", b"DTSTART" + day if day else b"X-NONE:1", calendar())
    after, account = taken(dateless, followed(), LATER)
    assert troubles(account) == {"no_date": 12}
    assert account.new == 0
    assert after.plan.follow_up.contacts == ()


def test_a_day_of_another_kind_counts_where_the_beginning_is_gone() -> None:
    """A task has the day on which it is due, or on which it was done."""
    for name in (b"DUE", b"COMPLETED"):
        told = re.sub(rb"DTSTART[^:\r\n]*:", name + b":", calendar())
        assert taken(told, followed(), LATER)[1].new == 20


def test_a_line_that_names_no_client_of_the_list_counts_for_nobody() -> None:
    """Somebody writes a note below the names."""
    noted = calendar().replace(b"Client 002", b"Client 902")
    after, account = taken(noted, followed(), LATER)
    assert account.new == 16
    seen = {found.client for found in after.plan.follow_up.contacts}
    assert seen == {f"Client {rank:03d}" for rank in range(3, 7)}


def test_more_than_a_plan_can_hold_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for most, new in ((20, 20), (19, 0)):
        monkeypatch.setattr(returned, "MOST_CONTACTS", most)
        after, account = taken(calendar(), followed(), LATER)
        assert (account.new, len(after.plan.follow_up.contacts)) == (new, new)
        assert troubles(account) == ({} if new else {"too_many": 0})


def test_without_a_first_month_nothing_is_in_the_year() -> None:
    done = (contact("a", "Client 001", START, 30),)
    assert in_year(FollowUp("", written_contacts(done)), APRIL) == ()
    assert months_over("", APRIL) == 0
    assert real_minutes(CLIENTS, FollowUp("", written_contacts(done)), APRIL).sum() == 0


def test_what_was_done_for_somebody_who_is_on_no_list_is_nobodys_time() -> None:
    done = [contact("a", "Client 002", START, 30), contact("b", "Elsewhere", START, 500)]
    minutes = real_minutes(CLIENTS, FollowUp("2026-01", written_contacts(done)), APRIL)
    assert minutes.tolist() == [0, 30, 0, 0, 0, 0]


@pytest.mark.parametrize("catalogue", [PLAN.services, ServiceCatalogue()])
def test_contacts_are_shown_where_contacts_are_planned(catalogue: ServiceCatalogue) -> None:
    texts = Texts("en")
    done = FollowUp("2026-01", written_contacts([contact("a", "Client 001", START, 30)]))
    result = followed(plan=replace(PLAN, services=catalogue, follow_up=done))
    assignment = assign(result)
    of = progress(result, assignment, APRIL)
    shown = client_progress(of.clients, result, (of, assignment), texts).data
    counted = [texts(f"follow_up.column.{name}") for name in ("due", "done", "late")]
    assert [name in shown.columns for name in counted] == [bool(catalogue.services)] * 3
    assert texts("follow_up.column.done_minutes") in shown.columns


def test_where_nobody_is_late_the_workbook_has_no_list_of_the_late() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for row in rows_of(book):
            if row.client:
                row.fill(day_in(row), row.planned)

    def headings(data: bytes) -> int:
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell.value for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
        return cells.count(FR("follow_up.column.last"))

    begun = FollowUp("2026-01", written_contacts([contact("a", "Client 001", START, 30)]))
    some = followed(plan=replace(PLAN, follow_up=begun))
    all_done, _ = taken(filled(workbook(), fill), followed(), LATER)
    assert [
        len(late_clients(progress(result, assign(result), LATER))) > 0 for result in (some, all_done)
    ] == [
        True,
        False,
    ]
    assert [headings(write_plan(result, FR, LATER)) for result in (some, all_done)] == [1, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_that_come_back_are_dropped_on_the_page(language: Language) -> None:
    """What it brought is told, and is in the plan as one step."""

    def fill(book: openpyxl.Workbook) -> None:
        for row in [row for row in rows_of(book, "Ann") if row.client][:3]:
            row.fill(START + timedelta(2), 45)

    app = open_app("follow_up", CLIENTS, language)
    state_of(app).change(PLAN)
    app.run()
    app.file_uploader(key="returned").upload(
        "suivi.xlsx", filled(workbook(), fill), "application/octet-stream"
    )
    app.run()
    assert not app.exception
    assert [done.minutes for done in state_of(app).plan.follow_up.contacts] == [45, 45, 45]
    assert "suivi.xlsx" in words(app)
    assert app.selectbox(key="follow_up_start")
    state_of(app).undo()
    assert state_of(app).plan == PLAN
    assert not app.run().exception
    assert state_of(app).plan == PLAN, "a file is read once"


def test_time_of_clients_that_are_on_no_list_begins_no_year() -> None:
    app = open_app("follow_up", CLIENTS)
    done = with_a_contact(app, "Elsewhere")
    before = state_of(app).loaded
    app.button(key="next_year").click().run()
    assert not app.exception
    assert state_of(app).loaded is before
    assert state_of(app).plan.follow_up == done
    app.button(key="forget_follow_up").click().run()
    assert state_of(app).plan.follow_up == NO_FOLLOW_UP
