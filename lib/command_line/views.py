"""Which list the command line counts: groups of companies as one client."""

from lib.base.money import to_text
from lib.command_line.answers import Facts
from lib.groups.sentences import first_client_sentence, member_names
from lib.groups.tables import group_table
from lib.plan.compute import PlanResult
from lib.plan.errors import PlanError
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.texts import Texts
from lib.texts.wording import without_emphasis

BY = "group"


def viewed(by: str | None) -> Plan:
    """The plan that says what is counted. Raises `PlanError`: by."""
    if by not in (None, BY):
        raise PlanError("by", value=str(by))
    return Plan(groups=GroupSettings(as_one=by == BY))


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
