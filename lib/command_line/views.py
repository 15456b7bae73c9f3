"""Which list the command line counts: groups of companies as one client, the firm or a slice of it."""

from dataclasses import asdict, replace

from lib.base.money import to_text
from lib.clients.model import ClientList
from lib.clients.slices import COLUMNS, columns, has_slice, slices
from lib.command_line.answers import Facts
from lib.groups.sentences import first_client_sentence, member_names
from lib.groups.tables import group_table
from lib.plan.compute import PlanResult
from lib.plan.counting import counted
from lib.plan.errors import PlanError
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.slice_settings import Slice
from lib.slices.sentences import slice_sentences
from lib.slices.side_by_side import SliceRow, slice_rows
from lib.texts import Texts
from lib.texts.wording import without_emphasis

BY = "group"
MOST_NAMED = 20
"""Slices that an error names."""


def viewed(by: str | None, part: str | None, static: bool, clients: ClientList) -> Plan:
    """The plan that says what is counted. Raises `PlanError`: by, slice, slice_column, slice_value."""
    if by not in (None, BY):
        raise PlanError("by", value=str(by))
    plan = Plan(groups=GroupSettings(as_one=by == BY))
    return plan if part is None else replace(plan, slice=_slice(part, static, counted(clients, plan)))


def _slice(words: str, static: bool, whole: ClientList) -> Slice:
    """The slice of COLUMN=VALUE, the column by its name or by its heading."""
    said, equals, value = (part.strip() for part in words.partition("="))
    if not equals:
        raise PlanError("slice", value=words)
    headings = {column: whole.report.columns[column].heading for column in whole.report.columns}
    names = {name.casefold(): column for column in COLUMNS for name in (column, headings.get(column, column))}
    column = names.get(said.casefold())
    sizes = () if column is None else slices(whole, column)
    if column is None or not sizes:
        known = ", ".join(column for column in COLUMNS if slices(whole, column))
        raise PlanError("slice_column", value=said, known=known or "–")
    if not has_slice(whole, column, value):
        raise PlanError(
            "slice_value", value=value, known=", ".join(size.value or '""' for size in sizes[:MOST_NAMED])
        )
    return Slice(column, value, static)


def slice_facts(result: PlanResult, whole: ClientList) -> Facts:
    """The slice that was asked for, and all slices of the firm side by side, with the firm's own tiers: the
    clients of each tier, the hours, and the clients that bring the last 20 % with their part of the hours."""
    part, firm = result.part, result.plan if result.firm is None else result.firm.plan
    asked = (
        None
        if part is None
        else {"column": part.column, "value": part.value, "static": result.firm is not None}
    )
    rows = {column: slice_rows(whole, firm, column, static=True) for column in columns(whole)}
    return {"slice": asked, "slices": {column: [_row(row) for row in rows[column]] for column in rows}}


def _row(row: SliceRow) -> Facts:
    facts = asdict(row) | {"revenue": to_text(row.revenue), "hours": row.minutes / 60}
    del facts["minutes"]
    return facts


def group_facts(result: PlanResult) -> Facts:
    """The groups of companies that the list tells, and what the first client weighs one way and the other."""
    read, settings = result.clients.as_read, result.plan.groups
    table = group_table(read, settings.by_hand)
    columns = (table[name].tolist() for name in ("group", "way", "members", "revenue", "revenue_share"))
    groups = [
        {"name": name, "known_by": way, "members": names, "revenue": to_text(revenue), "share": share}
        for name, way, names, revenue, share in zip(*columns, strict=True)
    ]
    largest = {
        "by_client": int(read.revenue[0]) / read.total,
        "counted": int(result.clients.revenue[0]) / result.clients.total,
    }
    return {"groups": {"as_one": settings.as_one, "largest_share": largest, "groups": groups}}


def group_lines(result: PlanResult, texts: Texts) -> list[str]:
    """The groups that count as one client, for a reader; nothing where they do not."""
    clients, settings = result.clients, result.plan.groups
    table = group_table(clients.as_read, settings.by_hand) if settings.as_one else None
    if table is None or table.empty:
        return []
    names = member_names(table["group"].tolist(), texts)
    together = texts.plural("count.clients", int(table["members"].map(len).sum()))
    counted = texts.plural("groups.count", len(table))
    return [
        texts("groups.lines", groups=counted, clients=together, names=names),
        *(without_emphasis(sentence, texts) for sentence in first_client_sentence(clients, texts)),
    ]


def slice_lines(result: PlanResult, chosen: Slice, texts: Texts) -> list[str]:
    """The slice, for a reader; nothing for the whole firm."""
    return [without_emphasis(sentence, texts) for sentence in slice_sentences(result, chosen, texts)]


def view_facts(result: PlanResult, plan: Plan) -> Facts:
    """Groups and slices, for the plan that was asked for."""
    whole = counted(result.clients.as_read, replace(plan, slice=Slice()))
    return group_facts(result) | slice_facts(result, whole)


def view_lines(result: PlanResult, plan: Plan, texts: Texts) -> list[str]:
    """The same for a reader, as far as it was asked for in a plan."""
    return [*group_lines(result, texts), *slice_lines(result, plan.slice, texts)]
