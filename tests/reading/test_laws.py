"""Whatever a list is written as and whatever stands around it, the same clients give the same ranking."""

import random
from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.base.money import to_text
from lib.clients.model import ClientList
from lib.reading.clients_from_rows import read_file
from tests.reading import files

HEAD = ["Client", "Chiffre d'affaires HT"]
WORDS = [
    "Dupont",
    "Bäckerei Groß",
    "Œuvre",
    "L'Été",
    "Ruiz & Fils",
    "A+B",
    "N/A Conseil",
    "Zoé 24",
    "TotalEnergies",
]
Rows = list[tuple[str, Decimal]]
lines = st.lists(
    st.tuples(st.sampled_from(WORDS), st.decimals("0.01", "99999.99", places=2)), min_size=2, max_size=12
)


def ranking(clients: ClientList) -> list[tuple[str, Decimal]]:
    found = clients.ranked[["client", "revenue"]].to_numpy()
    return [(name, Decimal(to_text(int(revenue)))) for name, revenue in found]


def expected(rows: Rows) -> list[tuple[str, Decimal]]:
    """The oracle: Python's own counter and exact decimals."""
    sums: Counter[str] = Counter()
    for name, amount in rows:
        sums[name] += amount  # type: ignore[assignment]
    return sorted(sums.items(), key=lambda one: (-one[1], one[0]))  # type: ignore[operator,return-value]


def in_french(amount: Decimal) -> str:
    """1 234,56 € with a no-break space, which old encodings have too."""
    return f"{amount:,.2f} €".replace(",", "\u00a0").replace(".", ",")


def written(rows: Rows, form: str) -> tuple[bytes, str]:
    plain: list[list[str | float | None]] = [[*HEAD], *([name, float(amount)] for name, amount in rows)]
    french: list[list[str | float | None]] = [[*HEAD], *([name, in_french(amount)] for name, amount in rows)]
    match form:
        case "xlsx":
            return files.xlsx(plain), "a.xlsx"
        case "xlsx, amounts as French text":
            return files.xlsx(french), "a.xlsx"
        case "csv, French":
            return files.csv(french, encoding="cp1252"), "a.csv"
        case "csv, English":
            return files.csv(plain, ",", "."), "a.csv"
        case "ods":
            return files.ods(plain), "a.ods"
        case _:
            return files.html(french), "a.xls"


FORMS = ["xlsx", "xlsx, amounts as French text", "csv, French", "csv, English", "ods", "html"]


@settings(max_examples=25)
@given(lines, st.sampled_from(FORMS), st.randoms(use_true_random=False))
def test_format_notation_and_order_change_nothing(rows: Rows, form: str, chance: random.Random) -> None:
    shuffled = [*rows]
    chance.shuffle(shuffled)
    data, name = written(shuffled, form)
    clients = read_file(data, name)
    assert ranking(clients) == expected(rows)
    assert clients.report.rows_read == clients.report.rows_used == len(rows)


@settings(max_examples=25)
@given(st.lists(lines, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_titles_blocks_and_totals_change_nothing(blocks: list[Rows], titled: bool, grand_total: bool) -> None:
    rows: list[list[str | float | None]] = (
        [["Ventes de l'année"], ["Édité le 12/01/2026"], []] if titled else []
    )
    for block in blocks:
        rows.append([*HEAD])
        rows += [[name, float(amount)] for name, amount in block]
        rows.append(["Sous-total", float(sum(amount for _, amount in block))])
        rows.append([])
    everything = [line for block in blocks for line in block]
    if grand_total:
        rows.append(["TOTAL GÉNÉRAL", float(sum(amount for _, amount in everything))])
    clients = read_file(files.xlsx(rows), "a.xlsx")
    assert ranking(clients) == expected(everything)
    assert clients.report.totals[0].agrees
    assert clients.report.rows_read == len(everything)
