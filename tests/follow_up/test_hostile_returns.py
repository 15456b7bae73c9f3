"""Follow-up files from a hostile hand: a sentence each, and nothing in the plan that was not there before."""

import io
import zipfile

import openpyxl
import pytest

from lib.follow_up.returned import Account, read_returned
from lib.follow_up.sentences import account_sentences
from lib.parsing import returned
from lib.parsing.follow_up_mark import SIGN
from lib.texts import Texts
from tests.follow_up.filled import filled, followed, rows_of
from tests.follow_up.test_follow_up import APRIL, taken, troubles, workbook

FR = Texts("fr")
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + "ha" * 100 + '">'
    + "".join(f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 20}">' for step in range(8))
    + "]><workbook>&i;</workbook>"
)  # fmt: skip


def zipped(**parts: bytes) -> bytes:
    """A file that begins as a workbook does."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return saved.getvalue()


BOMB = zipped(**{"xl__worksheets__sheet1.xml": bytes(returned.LARGEST + 1)})
CALENDAR = b"BEGIN:VCALENDAR\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04" + bytes(99),
        BOMB,
        zipped(**{"[Content_Types].xml": LAUGHS.encode(), "xl__workbook.xml": LAUGHS.encode()}),
        CALENDAR + b"BEGIN:VEVENT\n" * 9,
        CALENDAR + b"BEGIN:VEVENT\nSUMMARY:" + "✓".encode() + b"\nUID:\x00\xff\nEND:VEVENT\n",
        CALENDAR + b"BEGIN:VEVENT\nEND:VEVENT\n" * (returned.MOST_EVENTS + 1),
        workbook()[:-500],
    ],
    ids=["empty", "cut", "bomb", "laughs", "open", "marks", "many", "half"],
)
def test_a_hostile_file_is_one_sentence(data: bytes) -> None:
    follow_up, account = read_returned(data, "=cmd|' /C calc'!A0.xlsx", followed(), APRIL)
    assert follow_up.contacts == ()
    (sentence, *others) = account_sentences(account, FR)
    assert not others
    assert FR(sentence[0], **sentence[1])


def test_a_forged_mark_and_forged_cells_change_nothing_that_they_should_not() -> None:
    def forge(book: openpyxl.Workbook) -> None:
        rows = list(rows_of(book, "Ann"))
        rows[0].sheet.cell(2, 9).value = '{"list": [1], "start": "9999-99", "person": {"a": 1}}'
        rows[0].fill("2026-02-03", "1e999", "x" * 5_000)
        rows[1].fill("2026-02-03", 20, "a\tb\nc\u2028d")
        rows[1].sheet.cell(rows[1].number, 9).value = "two\tfields\n" + "s" * 40
        rows[2].fill("9999-12-31", 20)
        for row, mark in ((rows[4], "two  fields " + "s" * 40), (rows[5], "\u2028 \t")):
            row.fill("2026-02-04", 20)
            row.sheet.cell(row.number, 9).value = mark
        rows[3].fill(True, True)

    result, account = taken(filled(workbook(), forge), followed())
    assert troubles(account) == {"minutes": 1, "future": 1, "no_date": 1}
    contacts = result.plan.follow_up.contacts
    assert sorted(contact.minutes for contact in contacts) == [20, 20, 60]
    assert max(len(contact.note) for contact in contacts) == 200


def test_a_mark_without_anything_behind_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = SIGN
    saved = io.BytesIO()
    book.save(saved)
    _, account = taken(saved.getvalue(), followed())
    assert isinstance(account, Account)
    assert account.new == 0
