"""When each row was sold: from a column of dates, from a column a period, or from the names of the sheets."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.clients.model import Remark
from lib.clients.sales import Days, Grain, Sales, gathered
from lib.reading.amounts import line_amounts
from lib.reading.choices import Choices, one_period
from lib.reading.dates import parse_date, period_of
from lib.reading.rows import Lines, tidy
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask, stacked

EARLIEST, LATEST = date(1970, 1, 1), date(2099, 12, 31)
"""What lies outside is no day of business: an empty cell that was formatted as a date gives 1900."""
_NEVER = np.datetime64("NaT", "D")
_ISO_TIME = r"^\d{4}-\d\d-\d\d[T ]"
_COMPACT = 19_000_000
"""Numbers above are dates such as 20250304, below they are a spreadsheet's count of days since 1900."""
_SPREADSHEET_DAY_0 = np.datetime64("1899-12-30", "D")

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Timed:
    """The days of some rows, and how finely they are told."""

    days: Days
    grain: Grain


def history_of(parts: list[Lines], choices: Choices, codes: Codes) -> Sales | None:
    """The sales of the rows that are used; `codes` says whose each of them is. None without any dates."""
    years = [_start_of(lines.sheet.name) for lines in parts]
    if choices.periods or choices.earlier:
        return _of_columns(parts, choices, codes)
    if choices.date is not None:
        timed = [_days(lines.sheet, choices) for lines in parts]
        days = np.concatenate(
            [dated.days[lines.first_lines][lines.used] for dated, lines in zip(timed, parts, strict=True)]
        )
        if np.isnat(days).all():
            return None
        grain = max((dated.grain for dated in timed), key=["day", "month", "quarter", "year"].index)
        return gathered(
            codes, days, _amounts(parts), grain, _lines(parts), **_articles(parts, choices, codes)
        )
    if len({start for start, _ in filter(None, years)}) < 2 or None in years:
        return None
    named = [period for period in years if period is not None]
    days = np.concatenate(
        [np.full(int(lines.used.sum()), start) for lines, (start, _) in zip(parts, named, strict=True)]
    )
    return gathered(
        codes, days, _amounts(parts), named[0][1], _lines(parts), **_articles(parts, choices, codes)
    )


def undated_rows(lines: Lines, choices: Choices) -> Mask:
    """The rows that are used and whose day cannot be read, where the list has a column of days."""
    if choices.date is None or choices.periods or choices.earlier:
        return lines.used & False
    days = _days(lines.sheet, choices).days[lines.first_lines]
    return lines.used & np.isnat(days) & (not np.isnat(days).all())


def undated_remark(sales: Sales | None, choices: Choices) -> list[Remark]:
    """Rows whose day cannot be read are in the ranking, but in no period; that is said."""
    if sales is None or not sales.undated or choices.date is None:
        return []
    return [Remark("undated", {"column": choices.date, "count": sales.undated})]


def _amounts(parts: list[Lines]) -> npt.NDArray[np.int64]:
    return np.concatenate([lines.amount[lines.used] for lines in parts])


def _lines(parts: list[Lines]) -> npt.NDArray[np.int64]:
    return np.concatenate([lines.sheet.counts(lines.used) for lines in parts])


def _of_columns(parts: list[Lines], choices: Choices, codes: Codes) -> Sales | None:
    """One entry a client and column; empty columns of a client give none."""
    headings = choices.periods or tuple(filter(None, (*choices.earlier, choices.revenue)))
    clients, days, amounts, counts = [], [], [], []
    grains: set[Grain] = set()
    first = 0
    for lines in parts:
        own = codes[first : first + int(lines.used.sum())]
        first += len(own)
        for heading in headings:
            start = _start_of(heading) or _start_of(f"{heading} {lines.sheet.name}")
            if start is None:
                return None
            value = line_amounts(lines.sheet, one_period(choices, heading)).value[lines.used]
            there = np.flatnonzero(value)
            clients.append(own[there])
            amounts.append(value[there])
            counts.append(lines.sheet.counts(lines.used)[there])
            days.append(np.full(len(there), start[0]))
            grains.add(start[1])
    if len(grains) != 1:
        return None
    whose, when = np.concatenate(clients), np.concatenate(days)
    return gathered(whose, when, np.concatenate(amounts), grains.pop(), np.concatenate(counts))


def _start_of(name: str) -> tuple[np.datetime64, Grain] | None:
    """The first day and the length of the period that a heading or a name tells; None without a year."""
    period = period_of(name)
    if period is None or not period[:4].isdigit() or len(period) < 4:
        return None
    year, rest = period[:4], period[5:]
    if not rest:
        return np.datetime64(f"{year}-01-01", "D"), "year"
    if rest.startswith("T"):
        return np.datetime64(f"{year}-{int(rest[1:]) * 3 - 2:02d}-01", "D"), "quarter"
    return np.datetime64(f"{year}-{rest}-01", "D"), "month"


def _days(sheet: Sheet, choices: Choices) -> _Timed:
    """The day of each row; not a time where the cell says none. Each different text is looked at once."""
    heading = choices.date or ""
    numbers = sheet.numbers(heading)
    if numbers is not None:
        return _Timed(_from_numbers(numbers), "day")
    column = _without_times(sheet.column(heading))
    read = [_from_text(text, choices.day_first) for text in column.texts]
    days = np.array([day for day, _ in read] or [_NEVER], dtype="datetime64[D]")[column.codes]
    grains = {grain for day, grain in read if not np.isnat(day)}
    return _Timed(days, grains.pop() if len(grains) == 1 else "day")


def _without_times(column: Coded) -> Coded:
    """The column without the hours of the day, which make every text a different one."""
    texts = pa.array(column.texts, pa.string())
    if not len(texts) or not pc.any(pc.match_substring_regex(texts, _ISO_TIME)).as_py():
        return column
    cut = pc.if_else(
        pc.match_substring_regex(texts, _ISO_TIME), pc.utf8_slice_codeunits(texts, 0, 10), texts
    ).dictionary_encode()
    return Coded(cut.dictionary.to_pylist(), np.asarray(cut.indices)[column.codes])


def _from_text(text: str, day_first: bool) -> tuple[np.datetime64, Grain]:
    if not text:
        return _NEVER, "day"
    day = parse_date(text, day_first)
    if day is not None:
        return (np.datetime64(day, "D") if EARLIEST <= day <= LATEST else _NEVER), "day"
    return _start_of(text) or (_NEVER, "day")


def _from_numbers(column: pa.ChunkedArray) -> Days:
    """Days counted by a spreadsheet, or written 20250304."""
    values = column.to_numpy().astype(np.float64)
    sound = np.isfinite(values)
    whole = np.where(sound, np.floor(np.where(sound, values, 0)), 0).astype(np.int64)
    days = _SPREADSHEET_DAY_0 + np.where((whole > 25_569) & (whole < 73_051), whole, 0)
    days[(whole <= 25_569) | (whole >= 73_051)] = _NEVER
    for row in np.flatnonzero(whole > _COMPACT):
        days[row] = _from_text(str(whole[row]), True)[0]
    return days


def _articles(parts: list[Lines], choices: Choices, codes: Codes) -> dict[str, object]:
    """How many different articles each client has bought, and how many there are; nothing where the file
    has none."""
    if choices.article is None or any(lines.sheet.is_added_up for lines in parts):
        return {}
    used = np.concatenate([lines.used for lines in parts])
    column = stacked([lines.sheet.column(choices.article) for lines in parts]).mapped(
        lambda text: tidy(text).casefold()
    )
    article = column.codes[used].astype(np.int64)
    named = ~column.empty[used] & (_amounts(parts) > 0)
    width = len(column.texts) or 1
    pairs = np.unique(codes[named] * width + article[named])
    clients = int(codes.max(initial=-1)) + 1
    return {
        "articles": np.bincount(pairs // width, minlength=clients).astype(np.int32),
        "range_size": len(np.unique(pairs % width)),
    }
