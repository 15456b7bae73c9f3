"""Follow-up sheets as people fill them in: with openpyxl, row by row, as Excel would save them."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import NamedTuple

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from lib.clients.model import ClientList
from lib.parsing.follow_up_mark import SIGN
from lib.plan.compute import PlanResult, compute
from lib.plan.plan import Plan
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.texts import Texts
from tests.lists import list_of

FR = Texts("fr")
START = date(2026, 1, 5)
MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
"""As the sheets write them."""
FIRST_ROW = 5


class Row(NamedTuple):
    """A planned contact, or a free row, of a sheet."""

    sheet: Worksheet
    number: int
    month: str
    client: str
    service: str
    planned: int

    def fill(self, day: object, minutes: object = None, note: object = None) -> None:
        """What a person writes."""
        value = datetime.combine(day, time()) if type(day) is date else day
        for column, written in ((6, value), (7, minutes), (8, note)):
            if written is not None:
                self.sheet.cell(self.number, column).value = written  # type: ignore[assignment]


def rows_of(book: openpyxl.Workbook, person: str = "") -> Iterator[Row]:
    """The rows of the follow-up sheets, or of one person's."""
    for sheet in book.worksheets:
        if str(sheet.cell(1, 9).value or "").startswith(SIGN) and sheet.title.startswith(person):
            for number in range(FIRST_ROW, sheet.max_row + 1):
                cells = [sheet.cell(number, column).value for column in (1, 2, 4, 5)]
                month, client, service, planned = (cell or "" for cell in cells)
                yield Row(sheet, number, str(month), str(client), str(service), int(planned or 0))


def filled(data: bytes, fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A workbook after somebody has worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    fill(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


TEAM = Team((Person("Olga", "owner", 60_000), Person("Ann", "manager", 90_000)))
VISIT = Service("Visite", 60, "manager", 0, (1_200, 400), (0, 0))
CALL = Service("Appel", 20, "owner", 0, (400, 200), (0, 0))
PLAN = Plan(tier_count=2, services=ServiceCatalogue((VISIT, CALL)), team=TEAM, budget_minutes=60 * 100)
CLIENTS = list_of([500, 300, 100, 60, 40, 20])
"""Tier A is 500 alone (nearest to half of 1,020), B the five others."""


def followed(clients: ClientList = CLIENTS, plan: Plan = PLAN) -> PlanResult:
    return compute(clients, plan)
