"""Which columns are what: the proposal, and what the user makes of it."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from lib.clients import Column, Role
from lib.reading.errors import ReadingError
from lib.reading.headings import Meaning, meanings, never_a_client
from lib.reading.source import Sheet, Source
from lib.reading.values import is_nothing, looks_like_error, looks_like_number

SAMPLE_ROWS = 2000
CHOSEN: tuple[Role, ...] = ("client", "number", "revenue", "quantity", "unit_price", "discount", "date")
"""The roles that a client list is made from today."""
NUMERIC: tuple[Role, ...] = ("revenue", "quantity", "unit_price", "discount", "cost", "margin", "hours")
MOSTLY, SOME = 0.6, 0.3
"""A column of numbers has at least this share of numbers among its filled cells."""
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "CHF": "CHF", "¥": "JPY"}


@dataclass(frozen=True)
class Choices:
    """What the user can correct: the sheet, a heading or nothing for each role, how to treat lines without
    a client, the currency (ISO code)."""

    sheet: str
    client: str | None = None
    number: str | None = None
    revenue: str | None = None
    quantity: str | None = None
    unit_price: str | None = None
    discount: str | None = None
    date: str | None = None
    pool_missing_clients: bool = False
    currency: str | None = None


@dataclass(frozen=True)
class Proposal:
    """The choices proposed, and for each role found how sure that is and why."""

    choices: Choices
    columns: dict[Role, Column] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether there are clients and amounts."""
        chosen = self.choices
        return chosen.client is not None and (
            chosen.revenue is not None or (chosen.quantity is not None and chosen.unit_price is not None)
        )


def propose(source: Source, sheet: str | None = None) -> Proposal:
    """Recognise the columns of a sheet, or of the sheet that looks most like a client list: complete, not
    hidden, the most rows. Raises ReadingError: unknown_sheet."""
    if sheet is not None:
        return _recognise(source.sheet(sheet))
    proposals = [(one, _recognise(one)) for one in source.sheets]
    return max(proposals, key=lambda pair: (pair[1].complete, not pair[0].hidden, pair[0].rows))[1]


def _recognise(sheet: Sheet) -> Proposal:
    samples = {heading: _sample(sheet, heading) for heading in sheet.headings}
    columns = _assign(samples)
    if "client" not in columns and "number" in columns:
        columns["client"] = columns.pop("number")
    for role, guess in (("client", _client_by_content), ("revenue", _revenue_by_content)):
        if role not in columns and not (role == "revenue" and {"quantity", "unit_price"} <= set(columns)):
            taken = {column.heading for column in columns.values()}
            if found := guess({heading: cells for heading, cells in samples.items() if heading not in taken}):
                columns[role] = Column(found, 0.4, "content")  # type: ignore[index]
    chosen = {role: columns[role].heading for role in CHOSEN if role in columns}
    currency = _currency(sheet, samples, columns)
    return Proposal(Choices(sheet=sheet.name, currency=currency, **chosen), columns)  # type: ignore[arg-type]


def _sample(sheet: Sheet, heading: str) -> list[str]:
    """Filled cells from the top of a column."""
    cells: list[str] = pc.fill_null(sheet.column(heading).slice(0, SAMPLE_ROWS), "").to_pylist()
    return [cell.strip() for cell in cells if not is_nothing(cell)]


def _assign(samples: dict[str, list[str]]) -> dict[Role, Column]:
    """Give each role the heading that fits it best, and each heading one role; the surest first."""
    found: list[tuple[Meaning, int, str]] = [
        (meaning, place, heading)
        for place, (heading, cells) in enumerate(samples.items())
        for meaning in meanings(heading)
        if _fits(meaning, cells)
    ]
    found.sort(key=lambda one: (-one[0].confidence, one[0].rank, -_year(one[2]), one[1]))
    columns: dict[Role, Column] = {}
    taken: set[str] = set()
    for meaning, _, heading in found:
        if meaning.role not in columns and heading not in taken:
            columns[meaning.role] = Column(heading, meaning.confidence, meaning.reason)
            taken.add(heading)
    return columns


def _fits(meaning: Meaning, cells: list[str]) -> bool:
    """Whether the cells can be what the heading says; an unmistakable heading needs less of a proof."""
    if meaning.role in NUMERIC:
        return _numeric(cells) >= (SOME if meaning.confidence == 1 else MOSTLY)
    return meaning.role != "client" or bool(cells)


def _numeric(cells: list[str]) -> float:
    sound = [cell for cell in cells if not looks_like_error(cell)]
    return sum(looks_like_number(cell) for cell in sound) / len(sound) if sound else 0.0


def _year(heading: str) -> int:
    """The year in a heading: of two alike, the later one counts."""
    digits = "".join(letter if letter.isdigit() else " " for letter in heading).split()
    return next((int(number) for number in digits if len(number) == 4), 0)


def _client_by_content(samples: dict[str, list[str]]) -> str | None:
    """The column of words with the most different ones."""
    words = [
        heading
        for heading, cells in samples.items()
        if cells and _numeric(cells) < 0.2 and not never_a_client(heading)
    ]
    return max(words, key=lambda heading: len(set(samples[heading])), default=None)


def _revenue_by_content(samples: dict[str, list[str]]) -> str | None:
    """The last column of numbers that are not all whole and small in number, else the last of numbers."""
    numbers = [heading for heading, cells in samples.items() if _numeric(cells) >= MOSTLY]
    return numbers[-1] if numbers else None


def _currency(sheet: Sheet, samples: dict[str, list[str]], columns: dict[Role, Column]) -> str | None:
    """The currency of the amounts' number format, or else the one whose sign stands in their heading or
    their cells, if it is but one."""
    column = columns.get("revenue") or columns.get("unit_price")
    if column is None:
        return None
    place = sheet.headings.index(column.heading)
    if place in sheet.currencies:
        return sheet.currencies[place]
    text = " ".join([column.heading, *samples[column.heading][:200]])
    found = {code for sign, code in SIGNS.items() if sign in text} | {
        code for code in SIGNS.values() if code in text
    }
    return found.pop() if len(found) == 1 else None


def column_of(sheet: Sheet, heading: str | None) -> pa.ChunkedArray | None:
    """The column of a heading, None for none. Raises ReadingError: unknown_column."""
    if heading is not None and heading not in sheet.headings:
        raise ReadingError("unknown_column", column=heading, sheet=sheet.name)
    return None if heading is None else sheet.column(heading)
