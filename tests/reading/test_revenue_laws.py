"""What is added to a list without being revenue changes nothing, or changes it by exactly its amount."""

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.parsing.sheet_marks import Marks
from lib.parsing.sheets import Writing
from lib.reading.clients_from_rows import read_clients
from lib.reading.proposal import propose
from lib.reading.source import Sheet, Source

Row = list[str]
NAMES = ("Dupont", "Martin", "Leroy SA", "Atelier 9")
names = st.sampled_from(NAMES)
cents = st.integers(1, 5_000_000)
sales = st.lists(st.tuples(names, cents), min_size=2, max_size=9)
few = settings(max_examples=30, deadline=None)


def source_of(rows: Sequence[Row]) -> Source:
    """The rows of a text file, as they come from the process that opens it."""
    columns = zip(*rows, strict=True)
    cells = {
        str(place): pa.array(column, pa.string()).dictionary_encode() for place, column in enumerate(columns)
    }
    return Source("list.csv", (Sheet("list", False, pa.table(cells), Marks(), Writing(delimiter=";")),))


def read(rows: Sequence[Row]) -> ClientList:
    source = source_of(rows)
    return read_clients(source, propose(source).choices)


def ranking(clients: ClientList) -> list[tuple[str, int]]:
    return [(name, int(revenue)) for name, revenue in clients.ranked[["client", "revenue"]].to_numpy()]


def money(amount: int) -> str:
    return f"{amount // 100},{amount % 100:02d}" if amount >= 0 else "-" + money(-amount)


def by_client(listed: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The oracle: a counter of whole cents, as ten-thousandths."""
    sums: Counter[str] = Counter()
    for name, amount in listed:
        sums[name] += amount * UNIT // 100
    return sorted(
        ((name, total) for name, total in sums.items() if total > 0), key=lambda one: (-one[1], one[0])
    )


HEADINGS = 1
"""Rows of headings of each list here."""
HEAD = ["Numéro", "Type", "Client", "Date", "Statut", "Montant HT"]


def invoices(listed: Sequence[tuple[str, int]]) -> list[Row]:
    return [
        [f"FA-{place:03d}", "Facture", name, f"{13 + place % 15}/02/2025", "Payée", money(amount)]
        for place, (name, amount) in enumerate(listed)
    ]


def accounted(clients: ClientList, rows: Sequence[Row]) -> None:
    """Every filled row of the sheet is read, or not counted for a reason; counted here on its own."""
    report = clients.report
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    not_counted = sum(group.rows for group in report.not_counted if group.reason != "blank")
    assert HEADINGS + report.rows_read + not_counted == filled
    assert report.rows_read == report.rows_used + sum(group.rows for group in report.set_aside)
    assert report.total_file == report.total_used + sum(group.amount for group in report.set_aside)


@few
@given(
    sales,
    st.lists(
        st.tuples(
            names, cents, st.sampled_from(["Annulée", "Brouillon", "Refusé", "cancelled", "VOID", "Draft"])
        ),
        max_size=4,
    ),
    st.randoms(use_true_random=False),
)
def test_cancelled_documents_change_nothing_and_are_set_aside_with_their_amount(
    listed: list[tuple[str, int]], dead: list[tuple[str, int, str]], chance: random.Random
) -> None:
    rows = invoices(listed)
    rows += [
        [f"FA-9{place:02d}", "Facture", name, "28/02/2025", status, money(amount)]
        for place, (name, amount, status) in enumerate(dead)
    ]
    chance.shuffle(rows)
    clients = read([HEAD, *rows])
    assert ranking(clients) == by_client(listed)
    aside = sum(group.amount for group in clients.report.set_aside)
    assert aside == sum(amount for _, amount, _ in dead) * UNIT // 100
    accounted(clients, [HEAD, *rows])


@few
@given(
    sales,
    st.lists(st.tuples(names, cents), max_size=3),
    st.booleans(),
    st.sampled_from(["Avoir", "AV", "Credit note"]),
)
def test_a_credit_note_takes_off_exactly_its_amount_however_it_is_signed(
    listed: list[tuple[str, int]], notes: list[tuple[str, int]], signed: bool, word: str
) -> None:
    rows = invoices(listed)
    rows += [
        [f"AV-{place:03d}", word, name, "28/02/2025", "Payée", money(-amount if signed else amount)]
        for place, (name, amount) in enumerate(notes)
    ]
    wanted = by_client([*listed, *((name, -amount) for name, amount in notes)])
    if wanted:
        assert ranking(read([HEAD, *rows])) == wanted


@few
@given(
    sales,
    st.lists(st.tuples(names, cents, st.sampled_from(["Devis", "Commande", "Pro forma", "BL"])), max_size=4),
)
def test_offers_beside_invoices_change_nothing(
    listed: list[tuple[str, int]], offers: list[tuple[str, int, str]]
) -> None:
    rows = invoices(listed)
    rows += [
        [f"X{place}", kind, name, "28/02/2025", "", money(amount)]
        for place, (name, amount, kind) in enumerate(offers)
    ]
    clients = read([HEAD, *rows])
    assert ranking(clients) == by_client(listed)
    accounted(clients, [HEAD, *rows])


@few
@given(st.dictionaries(names, st.lists(cents, min_size=1, max_size=4), min_size=2), st.booleans())
def test_group_headers_with_their_count_change_nothing(
    groups: dict[str, list[int]], named_below: bool
) -> None:
    rows = [["Client", "Facture", "Montant HT"]]
    for name, amounts in groups.items():
        rows.append([f"{name} ({len(amounts)})", "", money(sum(amounts))])
        rows += [
            [name if named_below else "", f"F{place}", money(amount)] for place, amount in enumerate(amounts)
        ]
    clients = read(rows)
    assert ranking(clients) == by_client(
        [(name, amount) for name, amounts in groups.items() for amount in amounts]
    )
    accounted(clients, rows)


@few
@given(
    st.lists(st.tuples(names, st.lists(st.integers(1, 9), min_size=1, max_size=4)), min_size=2, max_size=5)
)
def test_a_documents_total_on_each_of_its_lines_counts_once(documents: list[tuple[str, list[int]]]) -> None:
    rows = [["Facture", "Client", "Article", "Qté", "PU HT", "Total facture HT"]]
    for place, (name, lines) in enumerate(documents):
        total = sum(lines) * 1250
        rows += [
            [f"F{place}", name, f"A{line}", str(count), "12,50", money(total)]
            for line, count in enumerate(lines)
        ]
    wanted = by_client([(name, 1250 * count) for name, lines in documents for count in lines])
    assert ranking(read(rows)) == wanted


@few
@given(
    st.lists(st.tuples(names, st.lists(cents, min_size=1, max_size=3)), min_size=1, max_size=5), st.booleans()
)
def test_lines_that_continue_a_document_belong_to_it(
    documents: list[tuple[str, list[int]]], numbered: bool
) -> None:
    rows = [["Facture", "Date", "Client", "Article", "Montant HT"]]
    for place, (name, amounts) in enumerate(documents):
        for line, amount in enumerate(amounts):
            first = line == 0
            number = f"F{place}" if first or numbered else ""
            rows.append(
                [number, "13/02/2025" if first else "", name if first else "", f"A{line}", money(amount)]
            )
    clients = read(rows)
    assert ranking(clients) == by_client(
        [(name, amount) for name, amounts in documents for amount in amounts]
    )
    assert clients.sales is not None
    assert clients.sales.undated == 0
    accounted(clients, rows)


LEDGER = [
    "JournalCode",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompAuxNum",
    "CompAuxLib",
    "EcritureLib",
    "Debit",
    "Credit",
]
entry = st.tuples(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 900_000)),
        min_size=1,
        max_size=3,
        unique_by=lambda one: one[0],
    ),
    st.integers(0, 2000),
    st.booleans(),
)
"""Clients with what each owes, the tax in ten-thousandths of that, and whether it is a credit note."""


def booked(entries: Sequence[tuple[list[tuple[int, int]], int, bool]]) -> list[Row]:
    rows = []
    for number, (owed, tax, back) in enumerate(entries):
        gross = sum(amount for _, amount in owed)
        net = gross * 10_000 // (10_000 + tax)
        lines = [("411000", f"C{client}", NAMES[client], amount) for client, amount in owed]
        lines += [("707000", "", "", -net), ("445710", "", "", net - gross)]
        for account, code, name, booked_amount in lines:
            amount = -booked_amount if back else booked_amount
            sides = [money(amount), ""] if amount >= 0 else ["", money(-amount)]
            rows.append(["VE", str(number), "20250110", account, code, name, f"Pièce {number}", *sides])
    return rows


def shared_out(entries: Sequence[tuple[list[tuple[int, int]], int, bool]]) -> dict[str, Fraction]:
    """The oracle: each client's exact part of what the accounts of revenue take, in ten-thousandths."""
    sums: dict[str, Fraction] = {}
    for owed, tax, back in entries:
        gross = sum(amount for _, amount in owed)
        net = gross * 10_000 // (10_000 + tax) * UNIT // 100
        for client, amount in owed:
            part = Fraction(net * amount, gross)
            sums[NAMES[client]] = sums.get(NAMES[client], Fraction(0)) + (-part if back else part)
    return sums


@few
@given(st.lists(entry, min_size=1, max_size=6), st.booleans())
def test_a_ledger_gives_revenue_without_tax_shared_exactly(
    entries: list[tuple[list[tuple[int, int]], int, bool]], by_direction: bool
) -> None:
    wanted = shared_out(entries)
    if not any(total > len(entries) for total in wanted.values()):
        return
    rows, head = booked(entries), LEDGER
    if by_direction:
        head = [*LEDGER[:-2], "Montant", "Sens"]
        rows = [[*row[:-2], row[-2] or row[-1], "D" if row[-2] else "C"] for row in rows]
    others = [
        ["AN", "900", "20250101", "411000", "C0", NAMES[0], "A nouveau", "500,00", ""],
        ["AN", "900", "20250101", "512000", "", "", "A nouveau", "", "500,00"],
        ["BQ", "901", "20250115", "512000", "", "", "Virement", "70,00", ""],
        ["BQ", "901", "20250115", "411000", "C1", NAMES[1], "Virement", "", "70,00"],
        ["AC", "902", "20250116", "607000", "", "", "Achat", "30,00", ""],
        ["AC", "902", "20250116", "401000", "F1", "Grossiste", "Achat", "", "30,00"],
    ]
    if by_direction:
        others = [[*row[:-2], row[-2] or row[-1], "D" if row[-2] else "C"] for row in others]
    clients = read([head, *rows, *others])
    found = dict(ranking(clients)) | dict(clients.set_apart[["client", "revenue"]].to_numpy())
    for name, total in wanted.items():
        assert abs(found[name] - total) <= len(
            entries
        )  # each entry is rounded by less than one ten-thousandth
    assert clients.report.total_used == sum(wanted.values())
    accounted(clients, [head, *rows, *others])


@few
@given(sales, st.integers(1, 400), st.lists(st.tuples(names, cents), min_size=1, max_size=4))
def test_a_rate_converts_exactly(
    listed: list[tuple[str, int]], rate: int, foreign: list[tuple[str, int]]
) -> None:
    rows = [["Client", "Devise", "Montant HT"]]
    rows += [[name, "EUR", money(amount)] for name, amount in [*listed, *listed, *listed]]
    rows += [[name, "THB", money(amount)] for name, amount in foreign]
    source = source_of(rows)
    choices = propose(source).choices
    if choices.currency != "EUR":
        return
    without = read_clients(source, choices)
    assert ranking(without) == by_client([*listed, *listed, *listed])
    accounted(without, rows)
    answered = read_clients(source, choices.answered("rate_THB", f"0,{rate:03d}"))
    # A rate of three places and amounts of two: a tenth of a ten-thousandth is rounded, half away from zero.
    converted = [(name, (amount * rate * UNIT // 100 * 2 + 1000) // 2000) for name, amount in foreign]
    total = 3 * sum(amount for _, amount in listed) * UNIT // 100 + sum(amount for _, amount in converted)
    assert answered.total == total


@few
@given(
    sales,
    st.lists(
        st.sampled_from(
            [
                ["", "", "", "", "", ""],
                ["Numéro", "Type", "Client", "Date", "Statut", "Montant HT"],
                ["", "", "Total", "", "", ""],
                ["X9", "Facture", "", "28/02/2025", "Payée", "12,00"],
                ["X8", "Facture", "Dupont", "28/02/2025", "Payée", "voir Sylvie"],
                ["X7", "Facture", "Dupont", "28/02/2025", "Payée", "500 à 800 €"],
                ["X6", "Règlement", "Dupont", "28/02/2025", "Payée", "12,00"],
                ["X5", "Facture", "Dupont", "28/02/2025", "Annulée", ""],
                ["Source : logiciel", "", "", "", "", ""],
            ]
        ),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_every_filled_row_is_used_set_aside_or_named(
    listed: list[tuple[str, int]], others: list[Row], chance: random.Random
) -> None:
    listed = [*listed, *[("Martin", 10_000 + place) for place in range(12)]]
    rows = [*invoices(listed), *others]
    chance.shuffle(rows)
    above = [["Ventes de l'année", "", "", "", "", ""], ["", "", "", "", "", ""]]
    clients = read([*above, HEAD, *rows])
    assert ranking(clients) == by_client(listed)
    accounted(clients, [*above, HEAD, *rows])
