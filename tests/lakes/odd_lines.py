"""Lines of invoices with whatever firms' databases hold: statuses, credit notes of several lines, currencies,
amounts as text, lines without a client, days that are none. The same seed gives the same lines."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pyarrow as pa

NAMES = (
    "Dupont & Fils",
    "Établissements Müller",
    "O'Brien  SARL",
    "Ça Va Bien",
    "Total Location",
    "Łódź Sp.",
)
STATUSES = ("Payée", "Payée", "Payée", "Validée", "Annulée", "Brouillon", "Remboursée", "En attente", "zzz")
KINDS = ("Facture", "Facture", "Facture", "Facture", "Avoir", "Devis", "Acompte")
ARTICLES = (
    "Avoir sur stylo",
    "Stylo",
    "Stylo",
    "Stylo",
    "STYLO",
    " Agrafe  ",
    "Agrafe",
    "Règle 30 cm",
    "1001",
    None,
    "",
)
ODD_AMOUNTS = (
    *("1 234,50 €", "1\u202f234,50", "2.345,60", "(12,00)", "12 500.-", "gratuit", "12,5 k€", "env. 500"),
    *(
        "abc",
        "10 à 20",
        "#DIV/0!",
        "",
        "-",
        "n/a",
        "45,10-",
        "99,--",
        "7",
        "0,00",
        "1 000 000,05",
        "=SUM(A1)",
    ),
)


@dataclass(frozen=True)
class Oddities:
    """Which columns there are besides client, number, date and amount."""

    texts: bool = False
    """Amounts as texts."""
    kinds: bool = False
    statuses: bool = False
    currencies: bool = False
    refunds: bool = False
    flags: bool = False
    """A column that says yes for credit notes."""
    product: bool = False
    """Quantity, price and discount in the place of the amount."""
    articles: bool = False
    """What was bought, written in several ways, or not told."""
    families: bool = False


def odd_lines(seed: int, oddities: Oddities, lines: int = 600) -> pa.Table:
    """Lines with these oddities."""
    random, bought = Random(seed), Random(f"bought {seed}")
    clients = [(f"C{place:04d}", f"{random.choice(NAMES)} {place}") for place in range(40)]
    columns: dict[str, list[object]] = {name: [] for name in _headings(oddities)}
    document, kind, left, client, status, currency = 0, "Facture", 0, clients[0], "", ""
    for _ in range(lines):
        if not left:
            document, left = document + 1, random.choice((1, 1, 2, 3))
            kind, client = random.choice(KINDS), random.choice((*clients, (None, None)))
            status, currency = random.choice(STATUSES), random.choice(("EUR", "EUR", "EUR", "USD", "CHF"))
        left -= 1
        number, name = client
        cells: dict[str, object] = {
            "Code client": random.choice((number, number, number, None)) if name else None,
            "Client": random.choice((name, name, f" {name} ", name.upper())) if name else None,
            "Facture": f"{'AV' if kind == 'Avoir' else 'FA'}2025-{document:05d}",
            "Date facture": date(2024, 1, 1) + timedelta(days=random.randrange(700)),
            "Commercial": random.choice(("Anne", "Bob", "Bob", None)),
            "Type": kind,
            "Statut": status,
            "Devise": currency,
            "Avoir": "Oui" if kind == "Avoir" else "Non",
            "Quantité": random.choice((1, 2, 3, -1, 12)),
            "Prix unitaire": round(random.uniform(0, 900), random.choice((0, 2, 4))),
            "Remise": random.choice((0.0, 0.0, 0.05, 0.125, 0.2)),
            "Article": bought.choice(ARTICLES),
            "Famille": bought.choice(("Bureau", "Bureau", "BUREAU", "Atelier", "Livres", "")),
            "Montant HT": _amount(random, oddities, kind),
            "Montant remboursé": random.choice((0.0, 0.0, 0.0, 12.5, 5000.0)),
        }
        for heading, values in columns.items():
            values.append(cells[heading])
    return pa.table(columns)


def _headings(oddities: Oddities) -> list[str]:
    wanted = {
        "Type": oddities.kinds,
        "Statut": oddities.statuses,
        "Devise": oddities.currencies,
        "Avoir": oddities.flags,
        "Montant remboursé": oddities.refunds,
        "Article": oddities.articles,
        "Famille": oddities.families,
    }
    amounts = ["Quantité", "Prix unitaire", "Remise"] if oddities.product else ["Montant HT"]
    return [
        *("Code client", "Client", "Facture", "Date facture", "Commercial"),
        *(heading for heading, there in wanted.items() if there),
        *amounts,
    ]


def _amount(random: Random, oddities: Oddities, kind: str) -> object:
    value = round(random.uniform(-200, 3000), random.choice((0, 2, 2, 2, 4)))
    if kind == "Avoir" and random.random() < 0.2:
        value = -value
    if not oddities.texts:
        return random.choice((value,) * 12 + (None,))
    if random.random() < 0.2:
        return random.choice(ODD_AMOUNTS)
    return f"{value:,.2f}".replace(",", " ").replace(".", ",")
