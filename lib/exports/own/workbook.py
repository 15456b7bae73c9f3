"""The user's own workbook back, with the tiers in it and everything else as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from lib.base.money import UNIT
from lib.excel.number_codes import number_codes
from lib.exports.own.model import (
    CellKind,
    ClientRows,
    OwnWorkbookError,
    Placed,
    Reason,
    Value,
    Written,
)
from lib.parsing.errors import ReadingError
from lib.plan.compute import PlanResult, client_plan
from lib.reading.about_revenue import about_revenue
from lib.reading.process import Answer, apart
from lib.slices.sentences import part_of_firm
from lib.texts import LANGUAGES, Texts

_COLUMNS = ("tier", "rank", "minutes", "responsible")
_TIERS: dict[str, CellKind] = {
    "tier": "text",
    "clients": "integer",
    "revenue": "money",
    "revenue_share": "percent",
    "hours": "hours",
    "hours_per_client": "hours_each",
}
"""The columns of the sheet of the tiers, and what they hold."""


@dataclass(frozen=True)
class Look:
    """What was found when the workbook was tried: where the columns go, or why it cannot be given back."""

    placed: tuple[Placed, ...] = ()
    reason: Reason | None = None


def own_workbook(
    data: bytes,
    rows: Mapping[str, ClientRows],
    result: PlanResult,
    texts: Texts,
    responsible: Sequence[str] | None = None,
) -> bytes:
    """The workbook with four columns (tier, rank, minutes, who looks after the client) right of the clients
    of each sheet in `rows`, and a sheet with the tiers. The work is done apart.

    `responsible` names a person by rank - 1; without it the column says what kind of person serves the tier.
    Raises OwnWorkbookError.
    """
    return _apart(data, rows, written(result, texts, responsible), tried=False).file


def look(data: bytes, rows: Mapping[str, ClientRows], result: PlanResult, texts: Texts) -> Look:
    """Where the columns would go, or why this file cannot be given back."""
    try:
        header: Any = _apart(data, rows, written(result, texts), tried=True).header
    except OwnWorkbookError as error:
        return Look(reason=error.reason)
    return Look(tuple(Placed(**placed) for placed in header["placed"]))


def written(result: PlanResult, texts: Texts, responsible: Sequence[str] | None = None) -> Written:
    """All that is written into the workbook."""
    plan, clients = client_plan(result), result.clients
    modes = {mode: texts(f"mode.{mode}") for mode in plan["mode"].unique()}
    who = list(responsible) if responsible is not None else [modes[mode] for mode in plan["mode"]]
    columns = zip(plan["tier"], plan["rank"].tolist(), plan["minutes"].tolist(), who, strict=True)
    return Written(
        headings=_headings(texts),
        columns=tuple(columns),
        known=tuple(_headings(Texts(language)) for language in LANGUAGES),
        clients=tuple(plan["client"].tolist()),
        client_heading=texts("column.client"),
        apart_title=texts("own.sheet.clients"),
        title=texts("own.sheet.title"),
        titles=tuple(Texts(language)("own.sheet.title") for language in LANGUAGES),
        about=" · ".join(
            [*part_of_firm(result, texts), clients.report.source, about_revenue(clients, texts)]
        ),
        tier_headings=tuple(texts(f"column.{key}") for key in _TIERS),
        tier_kinds=tuple(_TIERS.values()),
        tiers=_tiers(result, texts),
        codes=number_codes(texts, clients.currency),
    )


def _headings(texts: Texts) -> tuple[str, ...]:
    return tuple(texts(f"own.column.{name}") for name in _COLUMNS)


def _tiers(result: PlanResult, texts: Texts) -> tuple[tuple[Value, ...], ...]:
    """A row a tier, and one of their totals."""
    clients, hours = result.clients, sum(tier.minutes for tier in result.tiers) / 60
    rows: list[tuple[Value, ...]] = [
        (
            tier.name,
            tier.clients,
            tier.revenue / UNIT,
            tier.revenue_share,
            tier.minutes / 60,
            tier.minutes_per_client / 60,
        )
        for tier in result.tiers
    ]
    total = (texts("workbook.total"), clients.count, clients.total / UNIT, 1.0, hours, hours / clients.count)
    return (*rows, total)


def _apart(data: bytes, rows: Mapping[str, ClientRows], what: Written, tried: bool) -> Answer:
    options = {
        "rows": {
            name: (of_clients.header, list(of_clients.ranks.items())) for name, of_clients in rows.items()
        },
        "written": vars(what),
        "tried": tried,
    }
    try:
        answer = apart("lib.exports.own.child", data, options)
    except ReadingError as error:
        raise OwnWorkbookError(
            "too_large" if error.code in ("too_large", "too_slow") else "unusual"
        ) from error
    reason = (answer.header or {}).get("reason")
    for known in get_args(Reason):
        if reason == known:
            raise OwnWorkbookError(known)
    return answer
