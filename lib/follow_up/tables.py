"""Planned against done as the reader sees it."""

from collections.abc import Sequence

import pandas as pd
from pandas.io.formats.style import Styler

from lib.follow_up.progress import Progress, Sums, sums_of
from lib.follow_up.sentences import last_words
from lib.look.table_style import Formatter, coloured, count_format, styled
from lib.people.assignment import NOBODY, Assignment
from lib.plan.compute import PlanResult
from lib.texts import Texts

_CONTACTS = ("planned", "due", "done")


def tier_progress(result: PlanResult, of: Progress, texts: Texts) -> Styler:
    """A row a tier, and their sum."""
    rows = [
        (tier.name, *sums_of(of.clients[of.clients["tier"] == index]))
        for index, tier in enumerate(result.tiers)
    ]
    table = _sums_table(texts("column.tier"), [*rows, (texts("workbook.total"), *of.total)], of, texts)
    return coloured(table, texts("column.tier"), result.tiers)


def people_progress(of: Progress, texts: Texts) -> Styler:
    """A row a person."""
    rows = [(name or texts("people.nobody"), *sums) for name, sums in of.people.items()]
    return _sums_table(texts("services.column.person"), rows, of, texts)


def _sums_table(first: str, rows: Sequence[tuple[object, ...]], of: Progress, texts: Texts) -> Styler:
    whole = count_format(texts)
    formats: dict[str, Formatter] = {"name": str}
    formats |= dict.fromkeys(Sums._fields, whole)
    formats |= dict.fromkeys(("planned_minutes", "due_minutes", "done_minutes"), texts.hours)
    table = pd.DataFrame(rows, columns=["name", *Sums._fields])
    kept = [name for name in formats if of.with_contacts or name not in ("planned", "due")]
    titles = {name: texts(f"follow_up.column.{name}") for name in kept if name != "name"} | {"name": first}
    return styled(table[kept], {name: formats[name] for name in kept}, texts, titles)


def client_progress(
    page: pd.DataFrame, result: PlanResult, of: tuple[Progress, Assignment], texts: Texts
) -> Styler:
    """Clients (rows of `Progress.clients`) with what was due, what was done, and when they were last seen."""
    (followed, assignment), whole = of, count_format(texts)
    people = assignment.team.people
    table = page.assign(
        tier=[result.tiers[tier].name for tier in page["tier"]],
        person=[people[p].name if p != NOBODY else texts("people.nobody") for p in page["person"]],
        last=[last_words(day, texts) for day in page["last"]],
    )
    formats: dict[str, Formatter] = {"client": str, "tier": str, "person": str}
    if followed.with_contacts:
        formats |= dict.fromkeys(_CONTACTS, whole) | {"late": whole}
    formats |= dict.fromkeys(("due_minutes", "done_minutes"), texts.hours) | {"last": str}
    shared = {"client": texts("column.client"), "tier": texts("column.tier")}
    shared["person"] = texts("people.column.responsible")
    own = {name: texts(f"follow_up.column.{name}") for name in formats if name not in shared}
    return coloured(styled(table[list(formats)], formats, texts, shared | own), shared["tier"], result.tiers)
