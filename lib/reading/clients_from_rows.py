"""From the rows of one sheet or several to clients, with an account of every row."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.money import LIMIT, Amounts
from lib.clients.model import (
    Assumed,
    ClientList,
    Column,
    Example,
    ImportReport,
    Merged,
    Question,
    Remark,
    Role,
    RowGroup,
    client_list,
)
from lib.clients.purchases import Purchases
from lib.clients.sales import Sales
from lib.parsing.errors import ReadingError
from lib.reading.bought import purchases_of
from lib.reading.choices import ROLES, Choices, Proposal, headings_of
from lib.reading.client_columns import OF_THE_CLIENT, UNTOLD
from lib.reading.client_identity import Identity, identified
from lib.reading.history import history_of, undated_remark
from lib.reading.notices import remarks
from lib.reading.opening import open_source
from lib.reading.process import Cancel, Progress
from lib.reading.proposal import propose, sheets_read
from lib.reading.repairs import applied
from lib.reading.replay import decisions_of
from lib.reading.rows import Lines, lines_of, tidy
from lib.reading.source import Source
from lib.reading.text_column import Coded, Mask, any_of, stacked
from lib.reading.two_groups import two_groups_remark

Codes = npt.NDArray[np.int64]

EXAMPLES = 5
MOST_MERGED = 200
"""Clients with several names that are listed in the report."""


def read_clients(
    source: Source, choices: Choices, progress: Progress | None = None, cancel: Cancel | None = None
) -> ClientList:
    """Add up the rows of the chosen sheets by client.

    `progress` is told the step and the share done; once `cancel` says yes, reading stops.

    Raises ReadingError: unknown_sheet, unknown_column, no_client_column, no_number_column, no_clients,
    amounts_too_large, cancelled.
    """
    check_fits(source, choices)
    source = source.wanted(choices, progress, cancel)
    parts = []
    names = sheets_read(source, choices)
    for done, name in enumerate(names):
        _step("add_up", done / len(names), progress, cancel)
        parts.append(lines_of(source.sheet(name), choices))
    _step("rank", 0.0, progress, cancel)
    _check_size(parts)
    identity = identified(parts, choices)
    parts = identity.parts
    table, merged, (sales, purchases, noticed) = _by_client(parts, choices)
    if not (table["revenue"] > 0).any():
        raise ReadingError("no_clients", sheet=choices.sheet, column=choices.client or "")
    noticed = [*undated_remark(sales, choices), *noticed]
    report = _report(source, choices, identity, merged, noticed)
    report = replace(_with_repairs(report, source, choices, names), decisions=decisions_of(source, choices))
    days = parts[0].sheet.sums.days if parts[0].sheet.sums is not None else None
    return replace(client_list(table, report, choices.currency, sales, purchases), days=days)


def check_fits(source: Source, choices: Choices) -> None:
    """Hold choices, which may come from outside, against a file. Raises ReadingError: unknown_sheet,
    unknown_column, where it has no such sheets and columns."""
    for sheet in map(source.sheet, sheets_read(source, choices)):
        for heading in headings_of(choices):
            if heading not in sheet.headings:
                raise ReadingError("unknown_column", column=heading, sheet=sheet.name)


def _step(step: str, share: float, progress: Progress | None, cancel: Cancel | None) -> None:
    if cancel is not None and cancel():
        raise ReadingError("cancelled")
    if progress is not None:
        progress(step, share)


def _check_size(parts: list[Lines]) -> None:
    total = 0.0
    for lines in parts:
        data = ~any_of(lines.outside.values())
        total += np.abs(lines.amount[data].astype(np.float64)).sum()
        if total >= LIMIT:
            raise ReadingError("amounts_too_large", sheet=lines.sheet.name)


def _by_client(
    parts: list[Lines], choices: Choices
) -> tuple[pd.DataFrame, tuple[Merged, ...], tuple[Sales | None, Purchases | None, list[Remark]]]:
    """One row a client, which of them had several names, and their sales over time and by what was bought:
    the number counts where there is one, else the name."""
    used = [lines.used for lines in parts]
    clients = _kept(stacked([lines.client for lines in parts]), used)
    numbers = _kept(stacked([lines.number for lines in parts]), used)
    own = numbers.filled(clients)
    keys = _merged(own, choices.merges)
    present, codes = _numbered(keys.codes)
    texts = [keys.texts[client] for client in present]
    # What was bought is added up beside the rest: in a full sheet it takes as long as the names.
    with ThreadPoolExecutor(1) as beside:
        purchases = beside.submit(purchases_of, parts, choices, codes)
        table, several = _table(
            parts, codes, texts, _of_the_first(clients, own, choices.merges), set(numbers.texts)
        )
        sales = history_of(parts, choices, codes)
    by_number = [Merged(table["client"][client], names, "number") for client, names in several.items()]
    chosen = [Merged(group[0], group, "chosen") for group in choices.merges if group[0] in set(texts)]
    return (
        table,
        (*by_number[:MOST_MERGED], *chosen),
        (sales, purchases.result(), two_groups_remark(parts, choices, codes)),
    )


def _table(
    parts: list[Lines], codes: Codes, keys: list[str], clients: Coded, numbers: set[str]
) -> tuple[pd.DataFrame, dict[int, tuple[str, ...]]]:
    """One row a client, and the names of those that have several."""
    amounts = np.concatenate([lines.amount[lines.used] for lines in parts])
    revenue = np.zeros(len(keys), dtype=np.int64)
    np.add.at(revenue, codes, amounts)
    lines_of_rows = _lines_of_rows(parts)
    names, several = _names(codes, len(keys), clients, lines_of_rows)
    table = pd.DataFrame(
        {
            "client": pd.Series([name or key for key, name in zip(keys, names, strict=True)], dtype="str"),
            "number": pd.Series([key if key in numbers else "" for key in keys], dtype="str"),
            "revenue": revenue,
            "rows": np.bincount(codes, lines_of_rows, minlength=len(keys)).astype(np.int64),
        }
        | _extras(parts, codes, len(keys))
    )
    return table, several


def _numbered(keys: npt.NDArray[np.int32]) -> tuple[Codes, Codes]:
    """The different keys in their order, and for each row the number of its key among them."""
    times = np.bincount(keys)
    return np.flatnonzero(times), (np.cumsum(times > 0) - 1)[keys]


def rows_of_clients(source: Source, choices: Choices) -> dict[str, tuple[int, dict[int, str]]]:
    """Where in the file the clients are: by sheet, the row of the headings, and the key of the client by row
    (its number, or its name where it has none), both counted as the spreadsheet does.

    Raises ReadingError as `read_clients` does.
    """
    by_sheet = {}
    names = sheets_read(source, choices)
    parts = identified([lines_of(source.sheet(name), choices) for name in names], choices).parts
    for name, lines in zip(names, parts, strict=True):
        keys = _merged(lines.number.filled(lines.client), choices.merges)
        used = np.flatnonzero(lines.used)
        texts, codes = keys.texts, keys.codes[used].tolist()
        first = lines.sheet.row_number(0)
        rows = {first + int(row): texts[code] for row, code in zip(used, codes, strict=True)}
        by_sheet[name] = (first - 1, rows)
    return by_sheet


def _extras(parts: list[Lines], codes: Codes, count: int) -> dict[str, Amounts | pd.Series]:
    """What else the list says of each client: sums of figures or, of what is said of the client
    itself, the largest; and of texts the most frequent."""
    columns: dict[str, Amounts | pd.Series] = {}
    for name in parts[0].extras.figures:
        figures = np.concatenate([lines.extras.figures[name][lines.used] for lines in parts])
        columns[name] = np.full(count, UNTOLD if name in OF_THE_CLIENT else 0, dtype=np.int64)
        add_up = np.maximum if name in OF_THE_CLIENT else np.add
        add_up.at(columns[name], codes, figures)
    for name in parts[0].extras.texts:
        texts = _kept(stacked([lines.extras.texts[name] for lines in parts]), [lines.used for lines in parts])
        columns[name] = pd.Series(
            _names(codes, count, texts.mapped(tidy), _lines_of_rows(parts))[0], dtype="str"
        )
    return columns


def _of_the_first(clients: Coded, own: Coded, merges: tuple[tuple[str, ...], ...]) -> Coded:
    """The names without those of clients that were merged into another."""
    given_up = {key for group in merges for key in group[1:]}
    if not given_up:
        return clients
    empty = Coded(["", *clients.texts], clients.codes + 1)
    return Coded(empty.texts, np.where(own.where(given_up.__contains__), 0, empty.codes).astype(np.int32))


def _kept(column: Coded, used: list[Mask]) -> Coded:
    return Coded(column.texts, column.codes[np.concatenate(used)])


def _merged(keys: Coded, merges: tuple[tuple[str, ...], ...]) -> Coded:
    """The keys with those of each group replaced by its first, also where groups have a key in common."""
    first: dict[str, str] = {}
    for group in merges:
        given_up = {first.get(key, key) for key in group}
        earlier = [key for key, kept in first.items() if kept in given_up]
        first |= dict.fromkeys([*group, *earlier], first.get(group[0], group[0]))
    return keys.mapped(lambda key: first.get(key, key)) if first else keys


def _lines_of_rows(parts: list[Lines]) -> Codes:
    """How many lines each row that is used stands for."""
    return np.concatenate([lines.sheet.counts(lines.used) for lines in parts])


def _names(
    codes: Codes, count: int, clients: Coded, lines: Codes
) -> tuple[list[str], dict[int, tuple[str, ...]]]:
    """The name of each client: the most frequent one, of equals the first in the alphabet, so that the order
    of the rows does not matter; and the names of those that have several. `lines` says how many lines each
    row stands for."""
    last = np.zeros(count, dtype=np.int32)
    last[codes] = clients.codes
    if (last[codes] == clients.codes).all():
        return [clients.texts[name] for name in last.tolist()], {}
    different = len(clients.texts)
    pairs, places = np.unique(codes * different + clients.codes, return_inverse=True)
    rows = np.bincount(places, lines, minlength=len(pairs)).astype(np.int64)
    named: list[dict[str, int]] = [{} for _ in range(count)]
    for pair, times in zip(pairs.tolist(), rows.tolist(), strict=True):
        client, name = divmod(pair, different)
        if clients.texts[name]:
            named[client][clients.texts[name]] = times
    best = [min(names, key=lambda name: (-names[name], name), default="") for names in named]
    several = {client: tuple(sorted(names)) for client, names in enumerate(named) if len(names) > 1}
    return best, several


def _report(
    source: Source, choices: Choices, identity: Identity, merged: tuple[Merged, ...], undated: list[Remark]
) -> ImportReport:
    parts = identity.parts
    aside = _groups(choices, parts, [lines.aside for lines in parts])
    rows_used = sum(lines.sheet.count(lines.used) for lines in parts)
    total_used = sum(int(lines.amount[lines.used].sum()) for lines in parts)
    proposal = propose(source, choices.sheet)
    return ImportReport(
        source=source.name,
        sheet=", ".join(lines.sheet.name for lines in parts),
        columns=_columns(proposal.columns, choices),
        rows_read=rows_used + sum(group.rows for group in aside),
        rows_used=rows_used,
        total_file=total_used + sum(group.amount for group in aside),
        total_used=total_used,
        set_aside=aside,
        not_counted=(*_titles(parts), *_groups(choices, parts, [lines.outside for lines in parts])),
        shape=_shape(proposal.shape, parts),
        totals=tuple(check for lines in parts for check in lines.totals),
        merged=merged,
        remarks=(*remarks(source, choices, proposal), *_unreadable(parts), *undated),
        questions=_questions(proposal, choices, identity),
        assumed=(*_assumed(parts), *identity.assumed),
    )


def _with_repairs(
    report: ImportReport, source: Source, choices: Choices, names: tuple[str, ...]
) -> ImportReport:
    """The report with the repairs that are in force and what they change, by adding up without them."""
    repairs = tuple(repair for name in names for repair in applied(source.sheet(name), choices.repairs))
    if not repairs:
        return report
    without = [lines_of(source.sheet(name), replace(choices, repairs=())) for name in names]
    before = sum(int(lines.amount[lines.used].sum()) for lines in without)
    return replace(report, repairs=repairs, repaired_amount=report.total_used - before)


def _questions(proposal: Proposal, choices: Choices, identity: Identity) -> tuple[Question, ...]:
    """What is asked, each question once, with what was answered: first of the columns, then of the rows."""
    in_rows = [question for lines in identity.parts for question in lines.questions]
    asked = [*proposal.questions, *in_rows, *identity.questions]
    once = {question.code: question for question in reversed(asked)}
    codes = dict.fromkeys(question.code for question in asked)
    return tuple(replace(once[code], chosen=choices.answer(code) or "") for code in codes)


def _assumed(parts: list[Lines]) -> tuple[Assumed, ...]:
    """What was decided without asking, over all sheets."""
    sums: dict[str, Assumed] = {}
    for assumed in (assumed for lines in parts for assumed in lines.assumed):
        key = f"{assumed.code} {assumed.details.get('currency', '')}"
        before = sums.get(key, replace(assumed, rows=0, amount=0))
        sums[key] = replace(before, rows=before.rows + assumed.rows, amount=before.amount + assumed.amount)
    return tuple(sums.values())


def _unreadable(parts: list[Lines]) -> list[Remark]:
    """Cells of the further columns that are no numbers; they count for nothing, and that is said."""
    return [
        Remark("unreadable_cells", {"sheet": lines.sheet.name, "column": heading, "count": count})
        for lines in parts
        for heading, count in lines.extras.unreadable.items()
    ]


def _shape(shape: str, parts: list[Lines]) -> str:
    """One row a client, or several."""
    if shape not in ("clients", "lines"):
        return shape
    keys = stacked([lines.number.filled(lines.client) for lines in parts])
    used = np.concatenate([lines.used for lines in parts])
    once = int(np.bincount(keys.codes[used], _lines_of_rows(parts)).max(initial=0)) <= 1
    return "clients" if once else "lines"


def _groups(choices: Choices, parts: list[Lines], masks: list[dict[str, Mask]]) -> tuple[RowGroup, ...]:
    """One group a reason, over all sheets, with its first examples."""
    groups = []
    for reason in dict.fromkeys(reason for by_reason in masks for reason in by_reason):
        rows_by_part = [
            np.flatnonzero(by_reason[reason]) if reason in by_reason else np.zeros(0, int)
            for by_reason in masks
        ]
        rows = sum(
            lines.sheet.count(by_reason[reason])
            for lines, by_reason in zip(parts, masks, strict=True)
            if reason in by_reason
        )
        if rows:
            pairs = list(zip(parts, rows_by_part, strict=True))
            amount = sum(int(lines.amount[part_rows].sum()) for lines, part_rows in pairs)
            examples = [
                _example(lines, choices, int(row))
                for lines, part_rows in pairs
                for row in part_rows[:EXAMPLES]
            ]
            groups.append(RowGroup(reason, rows, amount, tuple(examples[:EXAMPLES])))
    return tuple(groups)


def _titles(parts: list[Lines]) -> list[RowGroup]:
    """The rows above the headings, so that every row of the sheets is accounted for."""
    titles = [Example(lines.sheet.name, row, text) for lines in parts for row, text in lines.sheet.titles()]
    return [RowGroup("title", len(titles), 0, tuple(titles[:EXAMPLES]))] if titles else []


def _example(lines: Lines, choices: Choices, row: int) -> Example:
    """The cell that shows it: the one of the amount, or the row's first text where that is empty."""
    sheet = lines.sheet
    headings = [choices.revenue, *choices.periods[:1], choices.quantity, choices.unit_price, choices.debit]
    cells = (sheet.at(heading, row) for heading in (*headings, *sheet.headings) if heading)
    number = 0 if sheet.is_added_up else sheet.row_number(row)
    return Example(sheet.name, number, next((cell for cell in cells if cell), ""))


def _columns(proposed: dict[Role, Column], choices: Choices) -> dict[Role, Column]:
    """The columns that were used: as recognised, or as the user has chosen."""
    columns: dict[Role, Column] = {}
    for role in ROLES:
        heading = getattr(choices, role)
        if heading is not None:
            column = proposed.get(role)
            columns[role] = column if column and column.heading == heading else Column(heading, 1.0, "chosen")
    return columns


def read_file(data: bytes, name: str, **overrides: str | bool | None) -> ClientList:
    """The client list of a file as it is recognised, with some choices made by the caller instead.

    Raises ReadingError as `open_source` and `read_clients` do.
    """
    source = open_source(data, name)
    sheet = overrides.pop("sheet", None)
    choices = propose(source, sheet if isinstance(sheet, str) else None).choices
    return read_clients(source, replace(choices, **overrides))  # type: ignore[arg-type]
