"""Lists of kinds that are seldom met, and answers that are seldom given: each with what it must come to, by
hand, and with what is said of it."""

import csv
import io
import re
from dataclasses import dataclass, field

import pytest

from lib.base.money import to_text
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from tests.reading import files
from tests.reading.test_revenue import LISTS as USUAL
from tests.reading.test_revenue import asked, assumed, ranking, read

ABOVE = (
    "Client;Article;Montant\nA;Bureau;600\n;Chaise;1\n;Lampe;2\n;Bureau;3\n;Chaise;4\n"
    "B;Bureau;500\n;Chaise;5\n;Lampe;1\n;Pied;1\n;Bureau;9\n"
)
TOWNS = (
    "Date;Client;Ville;Montant HT\n13/01/2025;Garage;Lyon;100\n14/01/2025;Garage;Brest;200\n"
    "15/01/2025;Petit;Lyon;50\n16/01/2025;Garage;LYON;5\n"
)
FLAGS = (
    "N° facture;Client;Montant HT;Statut;Annulée\nF1;A;100;Payée;Non\nF2;A;70;Annulée;Non\n"
    "F3;B;40;Payée;Oui\nF4;B;7;Payée;Non\n"
)
WORDS = "".join(
    f"F{row};C{row % 3};2025-03-{10 + row};{100 - row};Zorg{'abcdefghi'[row % 9]}\n" for row in range(18)
)
STATUSES = f"N° facture;Client;Date;Montant HT;Statut\n{WORDS}F99;C0;2025-03-30;5;Payée\n"
"""Nine words of which none is known, each on two rows, the first with the most money."""


@dataclass(frozen=True)
class Seldom:
    """A list, what is answered, who is ranked with what, and what is asked, set aside and assumed."""

    text: str
    ranked: dict[str, str]
    asked: tuple[str, ...] = ()
    aside: dict[str, tuple[int, str]] = field(default_factory=dict)
    assumed: dict[str, tuple[int, str]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


LISTS = {
    "names alone above the lines of accounts": Seldom(
        "Date;Libellé;Débit;Crédit\nGarage Été;;;\n13/01/2025;Facture F1;120,00;\n"
        "14/01/2025;Virement;;120,00\nLac;;;\n15/01/2025;Facture F2;300,00;\n",
        {"Lac": "300", "Garage Été": "120"},
        aside={"payment": (1, "-120")},
        assumed={"ledger_with_tax": (2, "420")},
    ),
    "lines above the first name belong to nobody": Seldom(
        "Date;Libellé;Débit;Crédit\n13/01/2025;Facture F1;120,00;\n411002 Lac;;;\n"
        "15/01/2025;Facture F2;300,00;\n411003 Mer;;;\n15/01/2025;Facture F3;30,00;\n",
        {"Facture F2": "300", "Facture F1": "120", "Facture F3": "30"},
        ("client_unsure", "revenue_unsure"),
    ),
    "taxes and their sum count once": Seldom(
        "Client;TPS;TVQ;Taxes;Total\nA;5,00;9,98;14,98;114,98\nB;10,00;19,95;29,95;229,95\n"
        "C;2,50;4,99;7,49;57,49\nD;0;0;0;40,00\n",
        {"B": "200", "A": "100", "C": "50", "D": "40"},
        ("revenue_column",),
        assumed={"tax_taken_off": (3, "52.42")},
    ),
    "a discount of 1 under a heading with a percent sign is one percent": Seldom(
        "Client;Quantité;Prix unitaire;Remise %\nA;2;100;1\nB;1;50;0,5\nC;1;10;\n",
        {"A": "198", "B": "49.75", "C": "10"},
    ),
    "a discount of 1 without one is all of it": Seldom(
        "Client;Quantité;Prix unitaire;Remise\nA;2;100;1\nB;1;50;0,5\nC;1;10;\n",
        {"B": "25", "C": "10"},
    ),
    "names above their rows that no total proves": Seldom(
        ABOVE, {"A": "610", "B": "516"}, ("names_above",), assumed={"continued": (8, "0")}
    ),
    "rows below a name that are not its own": Seldom(
        ABOVE,
        {"A": "600", "B": "500"},
        ("names_above",),
        {"no_client": (8, "26")},
        answers={"names_above": "aside"},
    ),
    "one name in two towns that are two clients": Seldom(
        TOWNS,
        {"Garage (Brest)": "200", "Garage (Lyon)": "105", "Petit": "50"},
        ("homonyms",),
        answers={"homonyms": "apart"},
    ),
    "a running total of the amounts is no rival": Seldom(
        "Client;Montant HT;Total HT\nA;100;100\nB;50;150\nC;20;170\n", {"A": "100", "B": "50", "C": "20"}
    ),
    "amounts that are all nothing give way": Seldom(
        "Client;CA HT;Montant\nA;0;100\nB;0;50\nC;0;20\n", {"A": "100", "B": "50", "C": "20"}
    ),
    "of two columns of amounts the one that is quantity times price": Seldom(
        "Client;Quantité;Prix unitaire;CA;Montant\nA;2;10;25;20\nB;3;5;18;15\nC;1;7;9;7\n",
        {"A": "20", "B": "15", "C": "7"},
    ),
    "companies that are mostly blank give way to the people": Seldom(
        "Client;Nom acheteur;CA HT\n;Dupont;100\n;Martin;50\n;Roy;20\nAzur;Noir;5\n",
        {"Dupont": "100", "Martin": "50", "Roy": "20", "Noir": "5"},
    ),
    "days in English words": Seldom(
        'Customer,Date,Amount\nA,"March 4, 2025",10\nB,Feb 28 2025,5\n', {"A": "10", "B": "5"}
    ),
    "what is not cancelled counts": Seldom(
        "N° facture;Client;Statut;Montant HT\nF1;A;Non annulée;10\nF2;B;not cancelled;5\nF3;B;Annulée;3\n"
        "F4;B;Payée;7\n",
        {"B": "12", "A": "10"},
        aside={"cancelled": (1, "3")},
        assumed={"cancelled": (1, "3")},
    ),
    "suppliers' bills alone": Seldom(
        "name,partner,date,move_type,amount_untaxed\nI1,A,2025-01-03,in_invoice,100\n"
        "B1,B,2025-01-04,in_invoice,900\n",
        {"B": "900", "A": "100"},
        assumed={"purchases_alone": (2, "1000")},
    ),
    "a ledger with neither numbers nor labels": Seldom(
        "Compte;Date;Débit;Crédit\n411A;10/01/2025;120,00;0\n707;10/01/2025;0;100,00\n4457;10/01/2025;0;20,00\n"
        "411B;11/01/2025;60,00;0\n707;11/01/2025;0;50,00\n4457;11/01/2025;0;10,00\n",
        {"A": "100", "B": "50"},
        assumed={"ledger_revenue": (2, "150")},
    ),
    "a ledger of clients' accounts alone": Seldom(
        "Compte;Libellé;Date;Débit;Crédit\n411A;Facture 1;10/01/2025;120,00;0\n"
        "411B;Facture 2;11/01/2025;60,00;0\n411A;Chèque;12/01/2025;0;120\n",
        {"A": "120", "B": "60"},
        aside={"payment": (1, "-120")},
        assumed={"ledger_with_tax": (2, "180")},
    ),
    "a year beside its months": Seldom(
        "Client;CA 2024;Janvier 2024;Février 2024\nA;30;10;20\nB;3;1;2\n", {"A": "30", "B": "3"}
    ),
    "quarters": Seldom("Client;T1 2025;T2 2025;T3 2025\nA;10;20;30\nB;1;2;3\n", {"A": "60", "B": "6"}),
    "what is owed by age, without a sum": Seldom(
        "Client;0-30;31-60;61-90;> 90\nA;1;2;3;4\nB;5;0;0;1\n", {"A": "4", "B": "1"}, ("revenue_column",)
    ),
    "what is paid and one of two that are left": Seldom(
        "Client;Payé;Acompte payé;Restant;Colonne\nA;60;5;40;100\nB;50;5;0;50\n", {"A": "100", "B": "50"}
    ),
    "rates of one": Seldom(
        "Client;Devise;Montant HT;Taux de change\nA;EUR;50;1\nB;EUR;60;1\n", {"B": "60", "A": "50"}
    ),
    "a rate on a row in the firm's own currency": Seldom(
        "Client;Devise;Montant HT;Taux de change\nA;EUR;50;1\nB;EUR;60;0,5\n", {"B": "60", "A": "50"}
    ),
    "rates without currencies": Seldom(
        "Client;Montant HT;Taux de change\nA;50;1\nB;60;0,5\n",
        {"A": "50", "B": "30"},
        ("rate_side",),
        assumed={"converted_by_rates": (1, "30")},
    ),
    "rates in a currency that says nothing of its worth": Seldom(
        "Client;Devise;Montant HT;Taux de change\nA;MXN;50;1\nB;USD;60;18,5\n",
        {"B": "1110", "A": "50"},
        ("rate_side",),
        assumed={"converted_by_rates": (1, "1110")},
    ),
    "nothing given back": Seldom(
        "Order ID,Customer,Total,Refunded Amount\n1,A,10,0\n2,B,5,0.00\n", {"A": "10", "B": "5"}
    ),
    "cancelled by a status and by a column of yes and no": Seldom(
        FLAGS,
        {"A": "100", "B": "7"},
        aside={"cancelled": (2, "110")},
        assumed={"cancelled": (2, "110")},
    ),
    "both count where that is switched off": Seldom(
        FLAGS, {"A": "170", "B": "47"}, answers={"cancelled": "off"}
    ),
    "the total of a document on lines that add up to it": Seldom(
        "Facture;Client;Article;Quantité;Prix unitaire;Montant\nF1;A;x;2;10;50\nF1;A;y;3;10;50\n"
        "F2;B;x;1;10;10\nF3;C;x;1;5;25\nF3;C;z;2;10;25\n",
        {"A": "50", "C": "25", "B": "10"},
        assumed={"repeated_total": (2, "75")},
    ),
    "equal amounts on lines that do not add up to them": Seldom(
        "Facture;Client;Article;Quantité;Prix unitaire;Montant\nF1;A;x;2;10;50\nF1;A;y;2;10;50\n"
        "F2;B;x;1;10;10\nF3;C;x;1;5;25\nF3;C;z;1;10;25\n",
        {"A": "100", "C": "50", "B": "10"},
    ),
    "two tables of one year": Seldom(
        "2024;;;2024;\nClient;Montant;;Client;Montant\nA;10;;B;20\nB;5;;A;7\nC;1;;D;3\n",
        {"A": "10", "B": "5", "C": "1"},
        ("side_by_side",),
    ),
    "of two tables the later one, on the right": Seldom(
        "CA 2023;;;CA 2024;\nClient;Montant;;Client;Montant\nA;10;;A;20\nB;5;;B;7\nC;1;;D;3\n",
        {"A": "20", "B": "7", "D": "3"},
        ("side_by_side",),
    ),
    "of two tables the later one, on the left": Seldom(
        "CA 2024;;;CA 2023;\nClient;Montant;;Client;Montant\nA;10;;A;20\nB;5;;B;7\nC;1;;D;3\n",
        {"A": "10", "B": "5", "C": "1"},
        ("side_by_side",),
    ),
    "groups of columns over their years": Seldom(
        "Client;CA;;Ville\n;2024;2025;\nA;10;20;Lyon\nB;5;7;Brest\n", {"A": "20", "B": "7"}
    ),
    "blank rows and totals between names above their lines name nobody": Seldom(
        "Date;Libellé;Débit;Crédit\nGarage Été;;;\n13/01/2025;Facture F1;120,00;\nTotal Garage Été;;;\n;;;\n"
        "Lac;;;\n15/01/2025;Facture F2;300,00;\n16/01/2025;Virement;;300,00\n",
        {"Lac": "300", "Garage Été": "120"},
        aside={"payment": (1, "-300")},
        assumed={"ledger_with_tax": (2, "420")},
    ),
    "debits and credits of clients by journal": Seldom(
        "Date;Journal;Nom;Débit;Crédit\n13/02/2025;VE;Alpha;120;\n15/02/2025;VE;Beta;60;\n16/02/2025;VE;Beta;;10\n",
        {"Alpha": "120", "Beta": "50"},
        assumed={"ledger_with_tax": (3, "170")},
    ),
    "a side of the ledger without an amount": Seldom(
        "Client;Sens;Quantité;Prix unitaire\nA;D;2;10\nB;C;1;5\n", {"A": "20", "B": "5"}
    ),
    "what is paid and nothing that is left": Seldom(
        "Client;Payé;Restant;Total x\nA;60;40;90\nB;50;0;50\n", {"A": "90", "B": "50"}
    ),
    "a title with a day": Seldom(
        "Édité le 15/03/2025;15/03/2025\nClient;CA HT\nA;10\nB;5\n", {"A": "10", "B": "5"}
    ),
    "a tax on one row alone tells no net from gross": Seldom(
        "Client;Montant;TVA;Total\nA;100;20;120\nB;50;0;50\nC;30;0;30\n",
        {"A": "100", "B": "50", "C": "30"},
        ("revenue_column",),
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_that_are_seldom_met(name: str) -> None:
    case = LISTS[name]
    clients = read(case.text, **case.answers)
    assert ranking(clients) == case.ranked
    assert asked(clients.report) == case.asked
    aside = {group.reason: (group.rows, to_text(group.amount)) for group in clients.report.set_aside}
    assert aside == case.aside
    assert assumed(clients.report) == case.assumed


QUOTES = [
    "N° devis",
    "Numéro de devis",
    "Devis n°",
    "Quote number",
    "Estimate #",
    "Angebotsnummer",
    "Nº presupuesto",
]


@pytest.mark.parametrize("heading", QUOTES)
def test_quotes_that_are_known_by_the_heading_of_their_numbers_are_ranked_and_that_is_said(
    heading: str,
) -> None:
    clients = read(f"{heading};Client;Date;Montant HT\nX1;A;13/02/2025;100\nX2;B;14/02/2025;50\n")
    assert ranking(clients) == {"A": "100", "B": "50"}
    assert assumed(clients.report) == {"quote_alone": (2, "150")}


@pytest.mark.parametrize("heading", QUOTES)
def test_an_invoice_that_names_its_quote_is_an_invoice(heading: str) -> None:
    clients = read(f"{heading};N° facture;Client;Montant HT\nX1;F1;A;100\nX2;F2;B;50\n")
    assert ranking(clients) == {"A": "100", "B": "50"}
    assert assumed(clients.report) == {}


@pytest.mark.parametrize("answer", ["counted", "aside"])
def test_of_many_unknown_words_the_ones_with_the_least_money_are_asked_about_together(answer: str) -> None:
    clients = read(STATUSES, status_others=answer)
    assert asked(clients.report) == ("status_zorga", "status_zorgb", "status_zorgc", "status_others")
    others = sum(100 - row for row in range(18) if row % 9 > 2)
    everything = sum(100 - row for row in range(18)) + 5
    left = everything if answer == "counted" else everything - others
    assert to_text(clients.total) == str(left)


ALL = {
    **{name: Seldom(case.text, case.ranked) for name, case in USUAL.items() if case.ranked is not None},
    **LISTS,
}


@pytest.mark.parametrize("name", ALL)
def test_a_workbook_that_stores_numbers_as_numbers_gives_the_same(name: str) -> None:
    source = open_source(files.excel(stored(ALL[name].text)), "list.xlsx")
    choices = propose(source).choices
    for code, value in ALL[name].answers.items():
        choices = choices.answered(code, value)
    assert ranking(read_clients(source, choices)) == ALL[name].ranked


def stored(text: str) -> files.Rows:
    """The cells of a text file as a spreadsheet keeps them."""
    mark = max(";,\t|", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    width = max(map(len, rows))
    return [[*map(_stored, row), *[None] * (width - len(row))] for row in rows]


def _stored(cell: str) -> str | float | None:
    bare = cell.strip()
    is_number = re.fullmatch(r"-?(0|[1-9]\d{0,8})([.,]\d{1,2})?", bare)
    return float(bare.replace(",", ".")) if is_number else bare or None
