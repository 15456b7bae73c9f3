"""Which column is what, by what it holds: lists of many programs, with the ranking that a bookkeeper would
give."""

import pytest

from lib.clients.model import ClientList
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from tests.reading import files
from tests.reading.test_shapes import ranking

Rows = list[list[str | float | None]]


def read(rows: Rows, as_csv: bool = False) -> ClientList:
    data, name = (files.csv(rows), "a.csv") if as_csv else (files.xlsx(rows), "a.xlsx")
    source = open_source(data, name)
    return read_clients(source, propose(source).choices)


def asked(clients: ClientList) -> list[str]:
    return [question.code for question in clients.report.questions]


CASES: dict[str, tuple[Rows, list[tuple[str, str]]]] = {
    "seller after buyer": (
        [
            ["Facture", "Acheteur", "Vendeur", "Montant"],
            ["F1", "Alpha", "Nord", 100],
            ["F2", "Beta", "Nord", 300],
            ["F3", "Alpha", "Sud", 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "supplier before customer": (
        [
            ["Supplier Name", "Supplier ID", "Customer Name", "Customer ID", "Invoice Amount"],
            ["Nord", "S1", "Alpha", "C1", 100],
            ["Nord", "S1", "Beta", "C2", 300],
            ["Sud", "S2", "Alpha", "C1", 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "German seller and buyer": (
        [
            ["Verkäufer", "Käufer", "Betrag"],
            ["Nord", "Alpha", 100],
            ["Nord", "Beta", 300],
            ["Sud", "Alpha", 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "Italian supplier and client": (
        [
            ["Fornitore", "Cliente", "Importo"],
            ["Nord", "Alpha", 100],
            ["Nord", "Beta", 300],
            ["Sud", "Alpha", 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "merchant and payer": (
        [
            ["Merchant", "Transaction ID", "Payer", "Currency", "Amount"],
            ["My shop", "T1", "Alpha", "EUR", 100],
            ["My shop", "T2", "Beta", "EUR", 300],
            ["My shop", "T3", "Alpha", "EUR", 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "grants of a French town (SCDL)": (
        [
            [
                "nomAttribuant",
                "idAttribuant",
                "dateConvention",
                "nomBeneficiaire",
                "idBeneficiaire",
                "objet",
                "montant",
            ],
            ["Ville", "21340172201787", "2024-03-01", "Club de voile", "39131000000016", "Régate", 200],
            ["Ville", "21340172201787", "2024-03-02", "Amis du livre", "39132000000024", "Salon", 100],
            ["Ville", "21340172201787", "2024-04-02", "Amis du livre", "39132000000024", "Ateliers", 150],
        ],
        [("Amis du livre", "250"), ("Club de voile", "200")],
    ),
    "beneficiary beside its project": (
        [
            ["Projet", "Organisme", "Direction", "Subvention demandée", "Subvention accordée"],
            ["Salon", "Amis du livre", "Culture", 500, 100],
            ["Régate", "Club de voile", "Sport", 900, 200],
            ["Ateliers", "Amis du livre", "Culture", 70, 50],
        ],
        [("Club de voile", "200"), ("Amis du livre", "150")],
    ),
    "a document number that sounds like money": (
        [
            ["Invoiced", "Client", "Quantity", "Price"],
            [489434, "Alpha", 2, 1.5],
            [489434, "Beta", 3, 2],
            [489435, "Alpha", 1, 10],
            [489436, "Beta", 1, 1],
        ],
        [("Alpha", "13"), ("Beta", "7")],
    ),
    "a document number called Total": (
        [
            ["Total", "Client", "Qté", "PU"],
            [20251001, "Alpha", 2, 1.5],
            [20251002, "Beta", 3, 2],
            [20251003, "Alpha", 1, 10],
            [20251004, "Beta", 1, 1],
        ],
        [("Alpha", "13"), ("Beta", "7")],
    ),
    "no heading says what is what": (
        [
            ["A", "B", "C"],
            [10001, "Alpha", 12.5],
            [10002, "Beta", 7.25],
            [10003, "Alpha", 3.1],
        ],
        [("Alpha", "15.6"), ("Beta", "7.25")],
    ),
    "Shopify": (
        [
            [
                "Name",
                "Email",
                "Financial Status",
                "Subtotal",
                "Shipping",
                "Taxes",
                "Total",
                "Billing Name",
                "Vendor",
            ],
            ["#1001", "a@example.org", "paid", 50, 5, 10, 65, "Anna Alpha", "My shop"],
            ["#1002", "b@example.org", "paid", 70, 5, 10, 85, "Bo Beta", "My shop"],
            ["#1003", "a@example.org", "paid", 30, 5, 10, 45, "Anna Alpha", "My shop"],
        ],
        [("Anna Alpha", "80"), ("Bo Beta", "70")],
    ),
    "WooCommerce": (
        [
            [
                "Order Number",
                "Order Date",
                "First Name (Billing)",
                "Last Name (Billing)",
                "Company (Billing)",
                "Email (Billing)",
                "Order Total Amount",
            ],
            [3001, "2025-03-01", "Anna", "Alpha", None, "a@example.org", 65],
            [3002, "2025-03-02", "Bo", "Beta", None, "b@example.org", 85],
            [3003, "2025-03-03", "Anna", "Alpha", None, "a@example.org", 45],
        ],
        [("Anna Alpha", "110"), ("Bo Beta", "85")],
    ),
    "PrestaShop": (
        [
            ["ID", "Référence", "Nouveau client", "Livraison", "Client", "Total", "Paiement", "État", "Date"],
            [1, "XKBKNABJK", 1, "France", "A. Alpha", 65, "Chèque", "Livré", "01/03/2025"],
            [2, "OHSATSERP", 0, "France", "B. Beta", 85, "Virement", "Livré", "13/03/2025"],
            [3, "UOYEVOLI", 0, "France", "A. Alpha", 45, "Chèque", "Livré", "14/03/2025"],
        ],
        [("A. Alpha", "110"), ("B. Beta", "85")],
    ),
    "PayPal": (
        [
            ["Date", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net", "Transaction ID"],
            ["01/03/2025", "Anna Alpha", "Website Payment", "Completed", "EUR", 100, -3, 97, "7HX"],
            ["13/03/2025", "Bo Beta", "Website Payment", "Completed", "EUR", 300, -9, 291, "7HY"],
            ["14/03/2025", "Anna Alpha", "Website Payment", "Completed", "EUR", 50, -2, 48, "7HZ"],
        ],
        [("Bo Beta", "300"), ("Anna Alpha", "150")],
    ),
    "Stripe": (
        [
            [
                "id",
                "Description",
                "Created (UTC)",
                "Amount",
                "Fee",
                "Net",
                "Currency",
                "Customer ID",
                "Customer Email",
                "Status",
            ],
            ["ch_1", "x", "2025-03-01 10:00", 100, 3, 97, "eur", "cus_A", "a@example.org", "Paid"],
            ["ch_2", "x", "2025-03-02 10:00", 300, 9, 291, "eur", "cus_B", "b@example.org", "Paid"],
            ["ch_3", "x", "2025-03-03 10:00", 50, 2, 48, "eur", "cus_A", "a@example.org", "Paid"],
        ],
        [("cus_B", "300"), ("cus_A", "150")],
    ),
    "QuickBooks": (
        [
            [
                "Date",
                "Transaction Type",
                "Num",
                "Customer",
                "Memo/Description",
                "Due Date",
                "Amount",
                "Open Balance",
            ],
            ["01/03/2025", "Invoice", 1037, "Alpha", "x", "30/03/2025", 100, 0],
            ["13/03/2025", "Invoice", 1038, "Beta", "y", "30/03/2025", 300, 300],
            ["14/03/2025", "Invoice", 1039, "Alpha", "z", "30/03/2025", 50, 0],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "Xero": (
        [
            [
                "ContactName",
                "EmailAddress",
                "InvoiceNumber",
                "InvoiceDate",
                "Total",
                "TaxTotal",
                "InvoiceAmountDue",
                "Quantity",
                "UnitAmount",
                "LineAmount",
            ],
            ["Alpha", "a@example.org", "INV-0001", "2025-03-01", 120, 20, 0, 2, 50, 100],
            ["Beta", "b@example.org", "INV-0002", "2025-03-02", 360, 60, 0, 3, 100, 300],
            ["Alpha", "a@example.org", "INV-0003", "2025-03-03", 60, 10, 0, 1, 50, 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "Odoo": (
        [
            [
                "Numéro",
                "Partenaire",
                "Société",
                "Vendeur",
                "Date de facturation",
                "Montant HT signé",
                "Total signé",
                "Statut",
            ],
            ["INV/2025/0001", "Alpha", "My firm", "Zoé", "2025-03-01", 100, 120, "Comptabilisé"],
            ["INV/2025/0002", "Beta", "My firm", "Zoé", "2025-03-02", 300, 360, "Comptabilisé"],
            ["INV/2025/0003", "Alpha", "My firm", "Max", "2025-03-03", 50, 60, "Comptabilisé"],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "Salesforce": (
        [
            [
                "Opportunity Name",
                "Account Name",
                "Opportunity Owner",
                "Stage",
                "Amount",
                "Expected Revenue",
                "Close Date",
            ],
            ["Big deal", "Alpha", "Zoé", "Closed Won", 100, 100, "01/03/2025"],
            ["Other", "Beta", "Max", "Closed Won", 300, 300, "13/03/2025"],
            ["Third", "Alpha", "Zoé", "Closed Won", 50, 50, "14/03/2025"],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "HubSpot": (
        [
            [
                "Record ID",
                "Deal Name",
                "Deal Stage",
                "Close Date",
                "Deal owner",
                "Amount",
                "Associated Company",
                "Associated Contact",
            ],
            [91234, "Big deal", "Closed won", "2025-03-01", "Zoé", 100, "Alpha", "Ann"],
            [91877, "Other", "Closed won", "2025-03-02", "Max", 300, "Beta", "Bob"],
            [92001, "Third", "Closed won", "2025-03-03", "Zoé", 50, "Alpha", "Cid"],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "ERPNext": (
        [
            [
                "ID",
                "Customer",
                "Customer Name",
                "Company",
                "Posting Date",
                "Net Total",
                "Grand Total",
                "Outstanding Amount",
                "Status",
            ],
            ["SINV-0001", "C-01", "Alpha", "My firm", "2025-03-01", 100, 120, 0, "Paid"],
            ["SINV-0002", "C-02", "Beta", "My firm", "2025-03-02", 300, 360, 0, "Paid"],
            ["SINV-0003", "C-01", "Alpha", "My firm", "2025-03-03", 50, 60, 0, "Paid"],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "SAP": (
        [
            [
                "Billing Document",
                "Billing Date",
                "Sold-To Party",
                "Name 1",
                "Material",
                "Net Value",
                "Document Currency",
            ],
            [90000001, "2025-03-01", 10023, "Alpha", "M1", 100, "EUR"],
            [90000002, "2025-03-02", 10077, "Beta", "M2", 300, "EUR"],
            [90000003, "2025-03-03", 10023, "Alpha", "M1", 50, "EUR"],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "Dolibarr": (
        [
            [
                "Réf.",
                "Réf. client",
                "Date facturation",
                "Tiers",
                "Ville",
                "Montant HT",
                "Montant TTC",
                "État",
            ],
            ["FA2501-0001", "PO 17", "01/03/2025", "Alpha", "Lyon", 100, 120, "Payée"],
            ["FA2501-0002", "PO 18", "13/03/2025", "Beta", "Brest", 300, 360, "Payée"],
            ["FA2501-0003", "PO 19", "14/03/2025", "Alpha", "Lyon", 50, 60, "Payée"],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "Axonaut": (
        [
            ["Numéro", "Date", "Société", "Nom du contact", "Total HT", "Total TTC", "Statut"],
            ["F1", "01/03/2025", "Alpha", "Ann", 100, 120, "Payée"],
            ["F2", "13/03/2025", "Beta", "Bob", 300, 360, "Payée"],
            ["F3", "14/03/2025", "Alpha", "Cid", 50, 60, "Payée"],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "Pennylane": (
        [
            [
                "Numéro de facture",
                "Date",
                "Échéance",
                "Client",
                "Montant HT",
                "TVA",
                "Montant TTC",
                "Restant dû",
            ],
            ["F-001", "01/03/2025", "31/03/2025", "Alpha", 100, 20, 120, 0],
            ["F-002", "13/03/2025", "31/03/2025", "Beta", 300, 60, 360, 0],
            ["F-003", "14/03/2025", "31/03/2025", "Alpha", 50, 10, 60, 0],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "codes and a name that no heading names": (
        [
            ["Client", "Désignation du client", "Montant"],
            ["C01", "Alpha", 100],
            ["C02", "Beta", 300],
            ["C01", "Alpha", 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "a code that numbers articles": (
        [
            ["Code", "Client", "Montant"],
            ["X1", "Alpha", 100],
            ["X1", "Beta", 300],
            ["X2", "Alpha", 50],
            ["X2", "Beta", 1],
        ],
        [("Beta", "301"), ("Alpha", "150")],
    ),
    "codes that some rows lack": (
        [
            ["Code client", "Client", "Montant"],
            ["C01", "Alpha", 100],
            [None, "Beta", 300],
            [None, "Alpha", 50],
        ],
        [("Beta", "300"), ("Alpha", "150")],
    ),
    "surname before first name": (
        [["Prénom", "Nom", "CA"], ["Paul", "Martin", 100], ["Anne", "Martin", 200], ["Léa", "Petit", 50]],
        [("Anne Martin", "200"), ("Paul Martin", "100"), ("Léa Petit", "50")],
    ),
    "German first names": (
        [
            ["Nachname", "Vorname", "Umsatz"],
            ["Martin", "Paul", 100],
            ["Martin", "Anne", 200],
            ["Klein", "Lea", 50],
        ],
        [("Anne Martin", "200"), ("Paul Martin", "100"), ("Lea Klein", "50")],
    ),
    "English first names": (
        [
            ["First name", "Last name", "Amount"],
            ["Paul", "Martin", 100],
            ["Anne", "Martin", 200],
            ["Lea", "Small", 50],
        ],
        [("Anne Martin", "200"), ("Paul Martin", "100"), ("Lea Small", "50")],
    ),
    "Spanish first names": (
        [
            ["Nombre", "Apellidos", "Importe"],
            ["Paul", "Martin", 100],
            ["Anne", "Martin", 200],
            ["Lea", "Chico", 50],
        ],
        [("Anne Martin", "200"), ("Paul Martin", "100"), ("Lea Chico", "50")],
    ),
    "companies, and people where there is none": (
        [
            ["Société", "Nom", "Prénom", "Montant HT"],
            ["Alpha", "Martin", "Paul", 100],
            [None, "Petit", "Léa", 300],
            ["Alpha", "Durand", "Zoé", 50],
        ],
        [("Léa Petit", "300"), ("Alpha", "150")],
    ),
    "numbers that a spreadsheet has rounded": (
        [
            ["SIREN", "Raison sociale", "CA"],
            ["1.23457E+13", "Alpha", 100],
            ["1.23457E+13", "Beta", 300],
            ["9.1E+12", "Gamma", 50],
        ],
        [("Beta", "300"), ("Alpha", "100"), ("Gamma", "50")],
    ),
    "one number for all": (
        [
            ["N° compte", "Client", "CA"],
            ["411000", "Alpha", 100],
            ["411000", "Beta", 300],
            ["411000", "Gamma", 50],
        ],
        [("Beta", "300"), ("Alpha", "100"), ("Gamma", "50")],
    ),
    "this year and last year": (
        [["Client", "Exercice précédent", "Exercice en cours"], ["Alpha", 10, 100], ["Beta", 900, 300]],
        [("Beta", "300"), ("Alpha", "100")],
    ),
    "N-1 before N": (
        [["Client", "CA N-1", "CA N", "Écart"], ["Alpha", 10, 100, 90], ["Beta", 900, 300, -600]],
        [("Beta", "300"), ("Alpha", "100")],
    ),
    "this year in English": (
        [["Customer", "Sales this year", "Sales last year"], ["Alpha", 100, 10], ["Beta", 300, 900]],
        [("Beta", "300"), ("Alpha", "100")],
    ),
    "ceilings and ranges": (
        [
            ["Marché", "Titulaire", "Montant HT"],
            ["a", "Alpha", "12 000,00 €"],
            ["b", "Beta", "entre 10 000 et 40 000 €"],
            ["c", "Alpha", "3 500"],
            ["d", "Gamma", "8 000 € maximum"],
        ],
        [("Alpha", "15500")],
    ),
}


@pytest.mark.parametrize("as_csv", [False, True], ids=["xlsx", "csv"])
@pytest.mark.parametrize("name", CASES)
def test_the_ranking_of_each_kind(name: str, as_csv: bool) -> None:
    rows, expected = CASES[name]
    assert ranking(read(rows, as_csv)) == expected


UNSURE = {"no heading says what is what", "Shopify", "Xero"}
"""Where a question is in place: two amounts, or headings that say nothing."""


@pytest.mark.parametrize("name", sorted(CASES.keys() - UNSURE))
def test_nothing_is_asked_where_nothing_is_unsure(name: str) -> None:
    assert asked(read(CASES[name][0])) == []


def with_column(rows: Rows, heading: str, cells: list[str | float | None]) -> Rows:
    return [[heading, *rows[0]], *([cell, *row] for cell, row in zip(cells, rows[1:], strict=True))]


@pytest.mark.parametrize("name", CASES)
def test_the_order_of_the_columns_changes_nothing(name: str) -> None:
    rows, expected = CASES[name]
    assert ranking(read([row[::-1] for row in rows])) == expected


@pytest.mark.parametrize("name", CASES)
def test_a_column_that_numbers_the_rows_changes_nothing(name: str) -> None:
    rows, expected = CASES[name]
    for heading, first in (("ID", 1), ("Numéro", 70001), ("Ligne", 1), ("Document", 5000)):
        numbered = with_column(rows, heading, [float(first + place) for place in range(len(rows) - 1)])
        assert ranking(read(numbered)) == expected, heading


FIRST_NAMES = ["Zoé", "Max", "Lou", "Ida", "Tom", "Eva"]


@pytest.mark.parametrize("name", [name for name, (rows, _) in CASES.items() if "Client" in rows[0]])
def test_the_first_names_of_contacts_change_nothing(name: str) -> None:
    rows, expected = CASES[name]
    assert ranking(read(with_column(rows, "Prénom", [*FIRST_NAMES[: len(rows) - 1]]))) == expected


RENAMED = {
    "Client": [
        "Customer",
        "Kunde",
        "Cliente",
        "Nom du client",
        "Raison sociale",
        "Tiers",
        "Buyer",
        "Acheteur",
    ],
    "Montant": ["Amount", "Betrag", "Importe", "Importo", "Montant HT", "CA", "Total HT", "Net amount"],
}


@pytest.mark.parametrize(
    ("heading", "other"), [(one, other) for one, others in RENAMED.items() for other in others]
)
def test_other_words_for_the_headings_change_nothing(heading: str, other: str) -> None:
    rows: Rows = [["Client", "Montant"], ["Alpha", 100], ["Beta", 300], ["Alpha", 50]]
    renamed = [[other if cell == heading else cell for cell in row] for row in rows]
    clients = read(renamed)
    assert (ranking(clients), asked(clients)) == ([("Beta", "300"), ("Alpha", "150")], [])


def test_each_answer_about_close_columns_reads_its_column() -> None:
    rows: Rows = [
        ["Client facturé", "Client livré", "Montant", "Total"],
        ["Alpha", "Gamma", 1, 16],
        ["Beta", "Gamma", 2, 32],
        ["Alpha", "Delta", 4, 64],
        ["Beta", "Delta", 8, 128],
    ]
    source = open_source(files.xlsx(rows), "a.xlsx")
    proposal = propose(source)
    assert [question.code for question in proposal.questions] == ["client_column", "revenue_column"]
    choices = proposal.choices.answered("client_column", "Client livré").answered("revenue_column", "Total")
    assert ranking(read_clients(source, choices)) == [("Delta", "192"), ("Gamma", "48")]
    assert ranking(read_clients(source, proposal.choices)) == [("Beta", "10"), ("Alpha", "5")]
