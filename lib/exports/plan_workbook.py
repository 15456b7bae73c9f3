"""The plan as an Excel workbook: what the firm mails, prints, filters and argues over."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter

from lib.base.cache import last_per_list
from lib.clients.model import ClientList
from lib.excel.book import Book
from lib.excel.cells import cell_text
from lib.excel.changes import write_changes
from lib.exports.stored import write_stored
from lib.follow_up.sheet import write_follow_up
from lib.groups.sheet import write_groups
from lib.mix.sheet import write_mix
from lib.people.assignment import assign, people_of
from lib.people.sheets.people import write_people
from lib.plan.compare import Scenario
from lib.plan.compute import PlanResult, compute, of_the_slice_alone
from lib.plan.plan import Plan
from lib.potential.sheet import write_potential
from lib.profit.sheets.contributions import contribution_columns
from lib.profit.sheets.profit import write_profit
from lib.reading.about_revenue import about_revenue
from lib.reading.sheet import write_report
from lib.services.sheet import write_services
from lib.slices.sentences import part_of_firm
from lib.slices.sheet import write_slices
from lib.texts import Texts
from lib.tiers.sheets.chart_figures import write_charts
from lib.tiers.sheets.choices import write_choices
from lib.tiers.sheets.clients import write_clients
from lib.tiers.sheets.settings import write_settings
from lib.tiers.sheets.summary import write_summary
from lib.tiers.sheets.tiers import write_tiers
from lib.tiers.sheets.workings import write_workings
from lib.tomorrow.ahead.sheet import watched_words, write_watch_lists
from lib.tomorrow.movement.sheet import write_movements, write_tomorrow
from lib.tomorrow.periods import pair_of

_LONGEST_PROPERTY = 255
_OPTIONS = {
    "in_memory": True,
    # A client's name stays text, whatever it begins with.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_plan(
    result: PlanResult,
    texts: Texts,
    made_on: date | None = None,
    scenarios: Sequence[Scenario] = (),
) -> bytes:
    """The workbook of a plan, in the reader's language and notation.

    Sheets: Summary (key sentences, tier table, two charts), Clients, Tiers with the services, People with
    their contacts, one a person, and Profit where they were filled in, Tomorrow where there are two periods,
    Import report with the clients set apart, Settings with the method in words.
    `made_on` is the date on the first sheet; what the list dates later is in no period.
    """
    result = of_the_slice_alone(result)
    clients = result.clients
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        responsible, before = _people(result)
        about = " · ".join([*part_of_firm(result, texts), about_revenue(clients, texts)])
        # Scenarios are the firm's, and name clients of other slices.
        kept = tuple(scenarios) if result.part is None else ()
        book = Book(workbook, clients, result, texts, made_on, kept, responsible, before, about)
        workbook.set_properties(_properties(book))
        write_summary(book, made_on)
        write_clients(book, contribution_columns(book))
        write_groups(book)
        write_slices(book)
        write_potential(book)
        write_services(book, *write_tiers(book))
        write_people(book, made_on)
        write_follow_up(book)
        write_profit(book)
        write_mix(book)
        _write_tomorrow(book)
        write_report(book)
        write_settings(book)
        write_workings(book)
        write_choices(book)
        write_charts(book)
        write_changes(book)
        write_stored(book)
    return file.getvalue()


def _write_tomorrow(book: Book) -> None:
    """Two periods held against each other, whom to watch, what became of every client; none without two."""
    pair = pair_of(book.clients, book.result.plan.tomorrow.periods, book.made_on)
    if pair is not None:
        sheet, row = write_tomorrow(book, pair)
        row = write_watch_lists(book, sheet, row + 1, pair)
        write_movements(book, sheet, row + 1, pair, watched_words(book, pair))


@last_per_list
def plan_file(
    clients: ClientList, plan: Plan, texts: Texts, made_on: date, scenarios: tuple[Scenario, ...]
) -> bytes:
    """The workbook of a plan, made once for the same plan, language, day and scenarios."""
    return write_plan(compute(clients, plan), texts, made_on, scenarios)


def _people(result: PlanResult) -> tuple[Sequence[str], Sequence[str]]:
    """By rank: who looks after the client, and who did until now; empty where there are no people."""
    if not result.plan.team.people:
        return (), ()
    table = people_of(result, assign(result))
    return table["person"].tolist(), table["before"].tolist()


def _properties(book: Book) -> dict[str, str | datetime]:
    """What Excel and file managers say about the document; the day it was made comes from the caller."""
    texts, report = book.texts, book.clients.report
    properties: dict[str, str | datetime] = {
        "title": texts("workbook.title"),
        "subject": cell_text(report.source)[:_LONGEST_PROPERTY],
        "author": texts("app.name"),
        "comments": texts("workbook.about"),
    }
    if book.made_on:
        properties["created"] = datetime.combine(book.made_on, time(), tzinfo=UTC)
    return properties
