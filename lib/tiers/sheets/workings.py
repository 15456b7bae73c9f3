"""The workings: from the entries to cut ranks and whole minutes, step by step, as the app does it."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.base.money import split
from lib.excel.book import Book
from lib.excel.names import hand_placements, hand_rows, has_numbers, name_cells
from lib.plan.budgets import WHOLE
from lib.plan.cuts import apart
from lib.tiers.sheets.threshold_formulas import (
    Ranges,
    crossed_places,
    cumulative_shares,
    cut_formulas,
    entered_thresholds,
    places,
)

FIRST = 3
"""The row of the first tier, counted from 0."""
COLUMNS = (
    "number",
    "threshold",
    "place",
    "pushed_down",
    "pushed_up",
    "last_rank",
    *("weight", "share_product", "share_rest", "share_base", "share_order", "share"),
    *("minutes_product", "minutes_rest", "minutes_base", "minutes_order", "minutes"),
    "each",
    "one_more",
    "more_to",
)
AT = {key: xl_col_to_name(column) for column, key in enumerate(COLUMNS)}
_WEIGHT = COLUMNS.index("weight")
_PARTED = Ranges(places="client_ranks")
"""Every client's rank is its place."""
_END = f"IF(ties_parted=1,MAX({_PARTED.places}),MAX({Ranges().places}))"
"""The last place."""


def write_workings(book: Book) -> None:
    """Nothing to change here; the other sheets read it by its names."""
    if not book.live:
        return
    texts = book.texts
    sheet = book.hidden_sheet("workings")
    book.title(sheet, texts("workbook.sheet.workings"))
    sheet.write_string(1, 0, texts("workbook.workings.why"), book.format(font_color="#5b6770", indent=0))
    for column, key in enumerate(COLUMNS):
        sheet.write_string(FIRST - 1, column, texts(f"workbook.workings.{key}"), book.heading("integer"))
    sheet.set_row(FIRST - 1, 48)
    sheet.set_column(0, len(COLUMNS) - 1, 18)
    last = FIRST + len(book.tiers) - 1
    for index in range(len(book.tiers)):
        _write_cut(book, sheet, index)
        _write_budget(book, sheet, index)
    names = {"last_ranks": "last_rank", "tier_shares": "share", "tier_minutes": "minutes"}
    for name, key in (
        names | {"tier_each": "each", "tier_one_more": "one_more", "tier_more_to": "more_to"}
    ).items():
        column = COLUMNS.index(key)
        name_cells(book, name, sheet, (FIRST, column), (last, column))
    _write_by_hand(book, sheet, last + 3)


def _write_cut(book: Book, sheet: Worksheet, index: int) -> None:
    """Threshold → the place that crosses it → no tier empty → the last rank of the tier. The last tier that
    is used, and those that are not, end with the list."""
    row, line, tiers = FIRST + index, FIRST + index + 1, len(book.result.tiers)
    result, whole = book.result, book.format("integer")
    client_places, shares = places(result), cumulative_shares(book.clients)
    thresholds = entered_thresholds(result)
    crossed = crossed_places(thresholds, shares, client_places)
    steps = apart(crossed, int(client_places[-1]))
    end = int(client_places[-1])
    columns = AT["threshold"], AT["place"], AT["pushed_down"], AT["pushed_up"]
    kept, parted = (cut_formulas(line, index == 0, columns, ranges) for ranges in (Ranges(), _PARTED))
    inner = index < tiers - 1
    values: tuple[float, ...] = (1, end, end, end, book.clients.count)
    if inner:
        values = (
            thresholds[index],
            crossed[index],
            steps.pushed_down[index],
            steps.settled[index],
            result.cuts[index],
        )
    ends = "1", _END, _END, _END, "ROWS(client_ranks)"
    sheet.write_number(row, 0, index + 1, whole)
    own = (
        f"INDEX(thresholds,A{line})",
        *(_either(one_place, own_place) for one_place, own_place in zip(kept, parted, strict=True)),
    )
    for column, (formula, at_end, value) in enumerate(zip(own, ends, values, strict=True), 1):
        style = book.format("percent") if column == 1 else whole
        book.follow(sheet, row, column, f"=IF(A{line}<tiers_used,{formula},{at_end})", style, value)


def _either(one_place: str, own_place: str) -> str:
    """The formula where equals share a place, or the one where every client has its own."""
    kept, parted = one_place.removeprefix("="), own_place.removeprefix("=")
    return kept if kept == parted else f"IF(ties_parted=1,{parted},{kept})"


def _write_budget(book: Book, sheet: Worksheet, index: int) -> None:
    """Entry → share in whole parts → whole minutes that add up (largest remainder), and those of a client.
    Parts that are all nothing count as equal."""
    row, line = FIRST + index, FIRST + index + 1
    shares = (*book.result.shares, *[0] * (len(book.tiers) - len(book.result.shares)))
    budget, whole = book.result.tier_budget, book.format("integer")
    typed = "SUM(INDEX(budget_shares,1):INDEX(budget_shares,tiers_used))"
    own = f"IF({typed}=0,1,ROUND(N(INDEX(budget_shares,A{line}))*{WHOLE},0))"
    book.follow(sheet, row, _WEIGHT, f"=IF(A{line}<=tiers_used,{own},0)", whole, shares[index])
    _write_split(book, sheet, index, ("weight", "share", str(WHOLE)), (shares, WHOLE))
    _write_split(book, sheet, index, ("share", "minutes", _tier_budget(book)), (shares, budget))
    tier = book.tiers[index]
    each, more = divmod(tier.minutes, tier.clients) if tier.clients else (0, 0)
    minutes, clients = f"{AT['minutes']}{line}", f"INDEX(tier_clients,A{line})"
    cell = COLUMNS.index("each")
    book.follow(sheet, row, cell, f"=IF({clients}=0,0,INT({minutes}/{clients}))", whole, each)
    book.follow(sheet, row, cell + 1, f"=IF({clients}=0,0,MOD({minutes},{clients}))", whole, more)
    more_to = f"=INDEX(tier_starts,A{line})-1+{AT['one_more']}{line}"
    book.follow(sheet, row, cell + 2, more_to, whole, tier.from_rank - 1 + more)


def _tier_budget(book: Book) -> str:
    """The minutes that the tiers share, as a formula: without what is kept for prospects."""
    percent = book.result.plan.potential.prospect_budget
    whole = "ROUND(budget_hours*60,0)"
    return f"({whole}-INT({whole}*{percent}/100))" if book.result.prospect_minutes else whole


def _write_split(
    book: Book,
    sheet: Worksheet,
    index: int,
    names: tuple[str, str, str],
    given: tuple[tuple[int, ...], int],
) -> None:
    """A total cut into whole parts by weights: rounded down, then one more for the largest remainders."""
    weights, part, total = names
    values, whole_total = given
    row, line = FIRST + index, FIRST + index + 1
    first, last = FIRST + 1, FIRST + len(book.tiers)
    start = COLUMNS.index(f"{part}_product")
    product, rest, base, order = (xl_col_to_name(start + step) for step in range(4))
    weight = AT[weights]
    everything = f"SUM({weight}${first}:{weight}${last})"
    products = [whole_total * value for value in values]
    rests = [product % sum(values) for product in products]
    bases = [product // sum(values) for product in products]
    places = sorted(range(len(values)), key=lambda tier: (-rests[tier], tier))
    behind = f'COUNTIF({rest}${first}:{rest}${last},">"&{rest}{line})'
    same_above = f"COUNTIF({rest}${first}:{rest}{line},{rest}{line})"
    left = f"{total}-SUM({base}${first}:{base}${last})"
    formulas: list[tuple[str, int]] = [
        (f"={weight}{line}*{total}", products[index]),
        (f"=IF({everything}=0,0,MOD({product}{line},{everything}))", rests[index]),
        (f"=IF({everything}=0,0,({product}{line}-{rest}{line})/{everything})", bases[index]),
        (f"={behind}+{same_above}", places.index(index) + 1),
        (f"={base}{line}+({order}{line}<={left})", int(split(whole_total, values)[index])),
    ]
    for step, (formula, value) in enumerate(formulas):
        book.follow(sheet, row, start + step, formula, book.format("integer"), value)


def _write_by_hand(book: Book, sheet: Worksheet, row: int) -> None:
    """The clients placed by hand: their rank, the tier of the thresholds, the tier they were given."""
    rows = hand_rows(book)
    if not rows:
        return
    for column, key in enumerate(("hand_rank", "hand_before", "hand_after")):
        sheet.write_string(row, column, book.texts(f"workbook.workings.{key}"), book.heading("integer"))
    sheet.set_row(row, 32)
    first, whole = row + 1, book.format("integer")
    in_force = {placed.placement: placed for placed in book.result.exceptions.placed}
    given = [in_force.get(placement) for placement in hand_placements(book)]
    for index in range(rows):
        row, line = first + index, first + index + 1
        placed = given[index] if index < len(given) else None
        # A tier that was renamed is also known by the name that it had on the day of the export.
        chosen = f"INDEX(hand_tiers,{index + 1})"
        named = f"IFERROR(MATCH({chosen},tier_names,0),IFERROR(MATCH({chosen},exported_tier_names,0),0))"
        tier = f"MIN({named},tiers_used)"
        formulas: list[tuple[str, int]] = [
            (
                _rank_formula(book, f"INDEX(hand_clients,{index + 1})", f"C{line}"),
                placed.rank if placed else 0,
            ),
            (f"=IF(A{line}=0,0,MATCH(A{line},tier_starts,1))", placed.by_cuts + 1 if placed else 0),
            (f"={tier}", _tier_written(book, index)),
        ]
        for column, (formula, value) in enumerate(formulas):
            book.follow(sheet, row, column, formula, whole, value)
    for column, name in enumerate(("hand_ranks", "hand_before", "hand_after")):
        name_cells(book, name, sheet, (first, column), (row, column))


def _tier_written(book: Book, index: int) -> int:
    """The number of the tier in a row of the table of clients placed by hand; 0 in a free row."""
    placed = hand_placements(book)
    return min(placed[index].tier + 1, len(book.result.tiers)) if index < len(placed) else 0


def _rank_formula(book: Book, client: str, tier: str) -> str:
    """The first rank with that number, or with that name and no number; 0 where there is none."""
    other = f"(client_names<>{client})"
    if has_numbers(book):
        other = f'(client_numbers<>{client})*(1-(client_numbers="")*(client_names={client}))'
    rank = f"SUMPRODUCT(MIN(client_ranks+{other}*1E9))"
    return f'=IF(OR({client}="",{tier}=0),0,IF({rank}>1E8,0,{rank}))'
