"""What the command line says about a list and its plan: plain JSON values, or lines of text."""

from lib.base.money import to_text
from lib.clients.model import ClientList, ImportReport, Role, RowGroup
from lib.plan.compute import PlanResult, Tier, compute
from lib.plan.plan import Plan
from lib.ranking.ranking import concentration
from lib.texts import Texts

Facts = dict[str, object]
"""Values that `json` writes. Amounts are decimal strings in currency units, shares are 0–1."""

COLUMNS: tuple[Role, ...] = ("client", "revenue", "quantity", "unit_price", "date")


def facts(result: PlanResult) -> Facts:
    """The import, the concentration of the ranking, and the tiers of the plan."""
    clients = result.clients
    return (
        import_facts(clients)
        | concentration_facts(clients)
        | {
            "abc_limits": abc_limits(clients, result.plan.keep_ties),
            "method": result.plan.method,
            "tiers": [tier_facts(tier) for tier in result.tiers],
        }
    )


def import_facts(clients: ClientList) -> Facts:
    """What became of every row of the file."""
    report = clients.report
    return {
        "source": report.source,
        "sheet": report.sheet,
        "columns": {role: _heading(report, role) for role in COLUMNS},
        "currency": clients.currency,
        "rows_read": report.rows_read,
        "rows_used": report.rows_used,
        "rows_set_aside": [_group(group) for group in report.set_aside],
        "rows_not_counted": [_group(group) for group in report.not_counted],
        "clients": clients.count,
        "clients_set_apart": len(clients.set_apart),
        "total_file": to_text(report.total_file),
        "total_ranked": to_text(clients.total),
    }


def concentration_facts(clients: ClientList) -> Facts:
    """How unequal the ranking is."""
    figures = concentration(clients)
    return {
        "largest_share": figures.largest_share,
        "top5_share": figures.top5_share,
        "top20_share": figures.top20_share,
        "clients_for_80": figures.clients_for_80,
        "own_law": list(figures.own_law),
        "gini": figures.gini,
        "hhi": figures.hhi,
        "effective_clients": figures.effective_clients,
    }


def abc_limits(clients: ClientList, keep_ties: bool) -> Facts:
    """The computed ABC limits: clients in A, B and C, the smallest revenue in A and in B."""
    parts = compute(clients, Plan(method="abc", keep_ties=keep_ties)).tiers
    return {
        "clients": [tier.clients for tier in parts],
        "smallest": [to_text(tier.smallest) for tier in parts[:2]],
    }


def tier_facts(tier: Tier) -> Facts:
    """One tier. Hours are for the period of the budget."""
    per_hour = tier.revenue_per_hour
    return {
        "name": tier.name,
        "clients": tier.clients,
        "revenue": to_text(tier.revenue),
        "share": tier.revenue_share,
        "from_rank": tier.from_rank,
        "to_rank": tier.to_rank,
        "hours": tier.minutes / 60,
        "hours_per_client": tier.minutes_per_client / 60,
        "revenue_per_hour": None if per_hour is None else to_text(per_hour),
        "budget_share": tier.budget_share,
    }


def lines(clients: ClientList, texts: Texts) -> list[str]:
    """The import and the concentration for a reader."""
    report, figures = clients.report, concentration(clients)
    named = {role: heading for role in COLUMNS if (heading := _heading(report, role))}
    return [
        texts("command_line.source", source=report.source, sheet=report.sheet),
        " · ".join(texts(f"command_line.column.{role}", heading=heading) for role, heading in named.items()),
        texts(
            "command_line.rows",
            read=texts.plural("count.rows", report.rows_read),
            used=texts.integer(report.rows_used),
            aside=texts.integer(report.rows_read - report.rows_used),
        ),
        *(_group_line(group, clients, texts) for group in (*report.set_aside, *report.not_counted)),
        texts(
            "command_line.totals",
            file=texts.money(report.total_file, clients.currency, cents=True),
            clients=texts.plural("count.clients", clients.count),
            ranked=texts.money(clients.total, clients.currency, cents=True),
            apart=texts.plural("count.clients", len(clients.set_apart)),
        ),
        texts(
            "command_line.concentration",
            clients=texts.plural("count.clients", figures.clients_for_80),
            share=texts.percent(figures.client_share_for_80),
            law_clients=texts.percent(figures.own_law[0]),
            law_revenue=texts.percent(figures.own_law[1]),
            top20=texts.percent(figures.top20_share, 1),
            gini=texts.number(figures.gini, 2),
            effective=texts.number(figures.effective_clients),
        ),
    ]


def tier_lines(result: PlanResult, currency: str | None, texts: Texts) -> list[str]:
    """The tiers as an aligned table, for a reader."""
    names = ("tier", "clients", "revenue", "revenue_share", "hours", "hours_per_client", "revenue_per_hour")
    rows = [[texts(f"command_line.heading.{name}") for name in names]]
    for tier in result.tiers:
        per_hour = tier.revenue_per_hour
        rows.append(
            [
                tier.name,
                texts.integer(tier.clients),
                texts.money(tier.revenue, currency),
                texts.percent(tier.revenue_share, 1),
                texts.hours(tier.minutes),
                texts.hours(tier.minutes_per_client),
                "–" if per_hour is None else texts.money(per_hour, currency),
            ]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _heading(report: ImportReport, role: Role) -> str | None:
    """The heading of a column; a file without names knows its clients by their number."""
    column = report.columns.get(role)
    if column is None and role == "client":
        column = report.columns.get("number")
    return column.heading if column else None


def _group(group: RowGroup) -> Facts:
    return {"reason": group.reason, "rows": group.rows, "amount": to_text(group.amount)}


def _group_line(group: RowGroup, clients: ClientList, texts: Texts) -> str:
    return texts(
        "command_line.group",
        reason=texts(f"reading.reason.{group.reason}"),
        rows=texts.plural("count.rows", group.rows),
        amount=texts.money(group.amount, clients.currency, cents=True),
    )
