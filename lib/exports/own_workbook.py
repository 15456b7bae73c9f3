"""The user's own workbook back, with the tiers in it and everything else as it was."""

from collections.abc import Mapping, Sequence
from typing import get_args

from lib.base.money import UNIT
from lib.exports.own_package import MAIN, ClientRows, OwnWorkbookError, Reason, Value, cells
from lib.parsing.errors import ReadingError
from lib.plan.compute import PlanResult, client_plan
from lib.reading.process import apart
from lib.texts import Texts

_COLUMNS = ("tier", "rank", "minutes", "responsible")


def own_workbook(
    data: bytes,
    rows: Mapping[str, ClientRows],
    result: PlanResult,
    texts: Texts,
    responsible: Sequence[str] | None = None,
) -> bytes:
    """The workbook with four columns (tier, rank, minutes, who looks after the client) after the last one of
    each sheet in `rows`, and a sheet with the tiers. The work is done apart.

    `responsible` names a person by rank - 1; without it the column says what kind of person serves the tier.
    Raises OwnWorkbookError.
    """
    plan = client_plan(result)
    modes = {mode: texts(f"mode.{mode}") for mode in plan["mode"].unique()}
    who = list(responsible) if responsible is not None else [modes[mode] for mode in plan["mode"]]
    columns = list(zip(plan["tier"], plan["rank"].tolist(), plan["minutes"].tolist(), who, strict=True))
    headings = [texts(f"own.column.{name}") for name in _COLUMNS]
    return _apart(data, rows, columns, headings, _tier_sheet(result, texts))


def why_not(data: bytes, rows: Mapping[str, ClientRows]) -> Reason | None:
    """Why this file cannot be given back; None where it can."""
    blank = [None] * len(_COLUMNS)
    clients = max((rank for of_clients in rows.values() for rank in of_clients.ranks.values()), default=0)
    try:
        _apart(data, rows, [blank] * clients, blank, "")
    except OwnWorkbookError as error:
        return error.reason
    return None


def _apart(
    data: bytes,
    rows: Mapping[str, ClientRows],
    columns: Sequence[Sequence[Value]],
    headings: Sequence[Value],
    sheet: str,
) -> bytes:
    options = {
        "rows": {
            name: (of_clients.header, list(of_clients.ranks.items())) for name, of_clients in rows.items()
        },
        "columns": columns,
        "headings": headings,
        "sheet": sheet,
    }
    try:
        answer = apart("lib.exports.child", data, options)
    except ReadingError as error:
        raise OwnWorkbookError(
            "too_large" if error.code in ("too_large", "too_slow") else "unusual"
        ) from error
    reason = (answer.header or {}).get("reason")
    for known in get_args(Reason):
        if reason == known:
            raise OwnWorkbookError(known)
    return answer.file


def _tier_sheet(result: PlanResult, texts: Texts) -> str:
    """The tier table as a sheet of its own."""
    keys = ("tier", "clients", "revenue", "revenue_share", "hours", "hours_per_client")
    rows: list[Sequence[Value]] = [[texts(f"column.{key}") for key in keys]]
    rows += [
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
    written = "".join(
        f'<row r="{number}">{cells(values, 1, number, b"", b"").decode()}</row>'
        for number, values in enumerate(rows, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><cols><col min="1" max="6" width="18" customWidth="1"/></cols>'
        f"<sheetData>{written}</sheetData></worksheet>"
    )
