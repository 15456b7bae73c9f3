"""Make the sample files again: `python run.py -m sample_data.make`.

What they are, and what they are for, is told in README.md beside this file. Everything comes from one
seed per firm, and the workbooks carry a fixed date, so a second run gives the same cells.
"""

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import exp
from pathlib import Path
from random import Random
from statistics import NormalDist

import xlsxwriter

from sample_data.words import FIRMS, FRENCH, Firm

HERE = Path(__file__).parent
MADE_ON = datetime(2026, 1, 5, tzinfo=UTC)

CLIENTS, DORMANT, IN_CREDIT, NEW = 180, 5, 2, 12
TOTAL = 2_400_000_00
"""Revenue of 2025 to aim at, in cents."""
STEEPNESS = 1.68
"""Standard deviation of the logarithm of revenue: with 1.68 the first fifth makes about 80 %."""
LINE = 1_300_00
"""Usual amount of an invoice line in cents; a client has as many lines as that takes, 80 at most."""

INVOICE_HEADINGS = (
    "Date",
    "N° facture",
    "N° client",
    "Client",
    "Article",
    "Quantité",
    "Prix unitaire HT",
    "Montant HT",
)


@dataclass(frozen=True)
class Client:
    """A client before it has bought anything. `targets` are the revenues to aim at, in cents by year."""

    number: str
    name: str
    town: str
    sector: str
    manager: str
    targets: dict[int, int]


@dataclass(frozen=True)
class Line:
    """One invoice line; a credit note has a negative quantity. The price is in cents."""

    day: date
    invoice: str
    client: Client
    article: str
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        return self.quantity * self.price


def make(folder: Path = HERE) -> None:
    """Write the three files into a folder."""
    for firm in FIRMS:
        random = Random(firm.seed)
        clients = make_clients(firm, random)
        lines = make_lines(firm, clients, random)
        write_clients(folder / f"clients_{firm.language}.xlsx", firm, clients, lines, random)
        if firm is FRENCH:
            write_lines(folder / "factures_fr.csv", lines)


def make_clients(firm: Firm, random: Random) -> list[Client]:
    """The clients in the order of their numbers, which says nothing about their size."""
    targets = make_targets(random)
    random.shuffle(targets)
    names = make_names(firm, random)
    by_size = sorted(range(len(targets)), key=lambda place: -targets[place][2025])
    for place, name in zip(by_size, firm.largest, strict=False):
        names[place] = name
    return [
        Client(
            number=f"{number:05d}",
            name=name,
            town=random.choice(firm.towns),
            sector=sector,
            manager=random.choice(firm.managers),
            targets=by_year,
        )
        for number, (name, sector), by_year in zip(range(112, 10_000, 7), names, targets, strict=False)
    ]


def make_targets(random: Random) -> list[dict[int, int]]:
    """Revenues of both years: a log-normal curve, then clients that left, are in credit, or are new."""
    active = CLIENTS - DORMANT - IN_CREDIT
    curve = [exp(STEEPNESS * NormalDist().inv_cdf((place + 0.5) / active)) for place in range(active)]
    shaken = [value * exp(random.gauss(0, 0.06)) for value in curve]
    now = [round(TOTAL * value / sum(shaken)) for value in shaken]
    targets = [{2024: round(value * exp(random.gauss(-0.03, 0.22))), 2025: value} for value in now]
    for newcomer in random.sample(targets[: active - 10], NEW):
        newcomer[2024] = 0
    targets += [{2024: random.randint(300_00, 9_000_00), 2025: 0} for _ in range(DORMANT)]
    return targets + [{2024: random.randint(500_00, 4_000_00), 2025: -1} for _ in range(IN_CREDIT)]


def make_names(firm: Firm, random: Random) -> list[tuple[str, str]]:
    """As many different (name, sector) as there are clients."""
    names: dict[str, str] = {}
    while len(names) < CLIENTS:
        sector = random.choice(list(firm.trades))
        trade, surname = random.choice(firm.trades[sector]), random.choice(firm.surnames)
        words = (trade, surname) if firm is FRENCH else (surname, trade)
        name = " ".join((*words, random.choice(firm.legal_forms))).strip()
        if not any(known.startswith(" ".join(words)) for known in names):
            names[name] = sector
    return list(names.items())


def make_lines(firm: Firm, clients: list[Client], random: Random) -> list[Line]:
    """Every invoice line of two years, in the order of the invoices."""
    invoices = [
        (day, client, bought)
        for client in clients
        for year, target in client.targets.items()
        for day, bought in make_invoices(firm, year, target, random)
    ]
    invoices.sort(key=lambda invoice: (invoice[0], invoice[1].number))
    return [
        Line(day, f"{'FA' if bought[0][1] > 0 else 'AV'}{day.year}-{place:05d}", client, *item)
        for place, (day, client, bought) in enumerate(invoices, start=1)
        for item in bought
    ]


def make_invoices(
    firm: Firm, year: int, target: int, random: Random
) -> list[tuple[date, list[tuple[str, int, int]]]]:
    """What one client buys in a year: (day, [(article, quantity, price)]); below 0 a credit note."""
    if target == 0:
        return []
    if target < 0:
        return [(_working_day(year, random), [_item(firm, 250_00, random, sign=-1)])]
    count = max(1, min(80, round(target / LINE)))
    items = [_item(firm, target / count * random.uniform(0.7, 1.3), random) for _ in range(count)]
    invoices = []
    while items:
        size = random.randint(1, 4)
        invoices.append((_working_day(year, random), items[:size]))
        del items[:size]
    return invoices


def _item(firm: Firm, amount: float, random: Random, sign: int = 1) -> tuple[str, int, int]:
    affordable = [article for article, price in firm.articles.items() if price <= amount]
    article = random.choice(affordable or [min(firm.articles, key=firm.articles.__getitem__)])
    price = firm.articles[article]
    return article, sign * max(1, round(amount / price)), price


def _working_day(year: int, random: Random) -> date:
    day = date(year, 1, 2) + timedelta(days=random.randrange(360))
    return day - timedelta(days=max(0, day.weekday() - 4)) if day.day > 2 else date(year, 3, 3 + day.month)


def write_clients(path: Path, firm: Firm, clients: list[Client], lines: list[Line], random: Random) -> None:
    """The client list as a workbook: one row a client, what the invoices add up to."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": MADE_ON.replace(tzinfo=None)})
    sheet = book.add_worksheet(firm.sheet)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    money = book.add_format({"num_format": firm.money_format})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, firm.headings, bold)
    earlier = make_earlier(firm, clients)
    for row, client in enumerate(clients, start=1):
        bought = [line for line in lines if line.client is client]
        before, now = (sum(line.amount for line in bought if line.day.year == year) for year in (2024, 2025))
        orders = len({line.invoice for line in bought if line.day.year == 2025 and line.quantity > 0})
        sheet.write_row(row, 0, (client.number, client.name, client.town, client.sector, client.manager))
        sheet.write_number(row, 5, orders)
        for column, cents in ((6, earlier[client.number]), (7, before), (8, now), (9, _margin(now, random))):
            sheet.write_number(row, column, cents / 100, money)
        sheet.write_number(row, 10, _hours(now, random))
        sheet.write_datetime(row, 11, max(line.day for line in bought), day)
    _dress(sheet)
    book.close()


def make_earlier(firm: Firm, clients: list[Client]) -> dict[str, int]:
    """Revenue of 2023 by client number, in cents; there are no invoices of that year."""
    random = Random(firm.seed + 2023)
    bought = {client.number: client.targets[2024] * exp(random.gauss(-0.02, 0.2)) for client in clients}
    newcomers = set(random.sample(sorted(bought), NEW))
    return {number: 0 if number in newcomers else round(cents) for number, cents in bought.items()}


def _margin(revenue: int, random: Random) -> int:
    """The largest clients have negotiated their prices."""
    return round(revenue * (random.uniform(0.27, 0.39) - (0.07 if revenue > 60_000_00 else 0)))


def _hours(revenue: int, random: Random) -> float:
    """Today everyone is treated nearly alike: six to eleven hours, hardly more for a large client."""
    return round(random.uniform(6, 11) + (max(0, revenue) / 100) ** 0.5 / 70) if revenue > 0 else 1.5


def _dress(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, CLIENTS, 11)
    for column, width in enumerate((10, 34, 14, 14, 17, 12, 15, 15, 15, 15, 10, 13)):
        sheet.set_column(column, column, width)


def write_lines(path: Path, lines: list[Line]) -> None:
    """The invoice lines as French Excel saves a csv: semicolons, decimal commas, Windows characters."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(INVOICE_HEADINGS)
        for line in lines:
            what = (f"{line.day:%d/%m/%Y}", line.invoice, line.client.number, line.client.name, line.article)
            writer.writerow((*what, line.quantity, _comma(line.price), _comma(line.amount)))


def _comma(cents: int) -> str:
    return f"{cents / 100:.2f}".replace(".", ",")


if __name__ == "__main__":
    make()
