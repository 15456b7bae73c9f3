"""Headings as the usual programs write them, with lines of their own kind; the expectation is which columns a
bookkeeper would take."""

import pytest

from lib.reading.opening import open_source
from lib.reading.proposal import propose
from tests.reading import files

Cells = list[str | float | None]
CASES: dict[str, tuple[list[Cells], dict[str, str | None]]] = {
    "Sage 100 (lignes)": (
        [
            [
                "DO_Date",
                "DO_Piece",
                "CT_Num",
                "CT_Intitule",
                "AR_Ref",
                "DL_Design",
                "DL_Qte",
                "DL_PrixUnitaire",
                "DL_MontantHT",
                "DL_MontantTTC",
            ],
            ["2025-03-04", "FA00012", "CBOUTIQUE", "Boutique Léa", "A12", "Chaise", 2, 45.5, 91, 109.2],
            ["2025-03-05", "FA00013", "CDURAND", "Durand SA", "A13", "Table", 1, 300, 300, 360],
        ],
        {"client": "CT_Intitule", "number": "CT_Num", "revenue": "DL_MontantHT", "date": "DO_Date"},
    ),
    "Sage (statistiques clients)": (
        [
            ["N° compte", "Intitulé", "CA HT Brut", "Remise", "CA HT Net", "Marge", "% marge"],
            ["411DUR", "Durand SA", 1000, 50, 950, 300, 31.6],
            ["411PET", "Petit SARL", 500, 0, 500, 100, 20],
        ],
        {"client": "Intitulé", "number": "N° compte", "revenue": "CA HT Net"},
    ),
    "EBP": (
        [
            [
                "Code client",
                "Nom du client",
                "Numéro du document",
                "Date du document",
                "Total HT net",
                "Total TTC",
                "Solde dû",
            ],
            ["CL0001", "Durand", "FA1", "04/03/2025", 950.5, 1140.6, 0],
            ["CL0002", "Petit", "FA2", "15/03/2025", 500, 600, 600],
        ],
        {
            "client": "Nom du client",
            "number": "Code client",
            "revenue": "Total HT net",
            "date": "Date du document",
        },
    ),
    "Ciel": (
        [
            ["N° pièce", "Date", "Code client", "Nom", "Montant HT", "Montant TTC", "Reste dû"],
            ["F1", "04/03/2025", "DUR", "Durand", 950.5, 1140.6, 0],
            ["F2", "15/03/2025", "PET", "Petit", 500, 600, 600],
        ],
        {"client": "Nom", "number": "Code client", "revenue": "Montant HT"},
    ),
    "Cegid": (
        [
            ["Tiers", "Raison sociale", "Nature pièce", "Date pièce", "Total HT", "Total TTC"],
            ["C0001", "Durand", "FAC", "04/03/2025", 950.5, 1140.6],
            ["C0002", "Petit", "AVC", "15/03/2025", 500, 600],
        ],
        {"client": "Raison sociale", "revenue": "Total HT", "date": "Date pièce"},
    ),
    "Pennylane": (
        [
            [
                "Date d'émission",
                "Échéance",
                "Client",
                "Numéro de facture",
                "Montant HT",
                "TVA",
                "Montant TTC",
                "Statut",
                "Devise",
            ],
            ["2025-03-04", "2025-04-04", "Durand", "F-1", "950,50", "190,10", "1140,60", "Payée", "EUR"],
            ["2025-03-14", "2025-04-14", "Petit", "F-2", "500,00", "100,00", "600,00", "En retard", "EUR"],
        ],
        {"client": "Client", "revenue": "Montant HT", "date": "Date d'émission"},
    ),
    "QuickBooks": (
        [
            [
                "Date",
                "Transaction Type",
                "Num",
                "Customer",
                "Memo/Description",
                "Qty",
                "Sales Price",
                "Amount",
                "Balance",
            ],
            ["03/14/2025", "Invoice", 1001, "Amy's Bird Sanctuary", "Pest control", 2, 50, 100, 100],
            ["03/15/2025", "Credit Memo", 1002, "Bill's Windsurf Shop", "Refund", 1, 35, -35, 65],
        ],
        {"client": "Customer", "revenue": "Amount", "date": "Date"},
    ),
    "Odoo": (
        [
            [
                "Number",
                "Invoice Partner Display Name",
                "Invoice/Bill Date",
                "Due Date",
                "Untaxed Amount Signed",
                "Total Signed",
                "Amount Due Signed",
                "Status",
            ],
            ["INV/2025/1", "Azure Interior", "2025-03-04", "2025-04-04", 950.5, 1140.6, 0, "posted"],
            ["INV/2025/2", "Deco Addict", "2025-03-05", "2025-04-05", 500, 600, 600, "posted"],
        ],
        {"client": "Invoice Partner Display Name", "revenue": "Untaxed Amount Signed"},
    ),
    "Dolibarr": (
        [
            [
                "Réf. facture",
                "Date facturation",
                "Tiers",
                "Code client",
                "Total HT",
                "Montant TVA",
                "Total TTC",
                "Reste à payer",
            ],
            ["FA2501-0001", "2025-01-03", "Durand", "CU2501-00001", 950.5, 190.1, 1140.6, 0],
            ["FA2501-0002", "2025-01-04", "Petit", "CU2501-00002", 500, 100, 600, 0],
        ],
        {"client": "Tiers", "number": "Code client", "revenue": "Total HT", "date": "Date facturation"},
    ),
    "Axonaut": (
        [
            ["Numéro", "Date", "Société", "Contact", "Montant HT", "Montant TTC", "Responsable"],
            ["F1", "03/01/2025", "Durand", "Léa Petit", 950.5, 1140.6, "Paul"],
            ["F2", "14/01/2025", "Petit", "Max Roy", 500, 600, "Paul"],
        ],
        {"client": "Société", "revenue": "Montant HT", "account_manager": "Responsable"},
    ),
    "Sellsy": (
        [
            ["Numéro", "Société / Contact", "Date", "Objet", "Montant HT", "Montant TTC", "Propriétaire"],
            ["F1", "Durand", "03/01/2025", "Conseil", 950.5, 1140.6, "Paul"],
            ["F2", "Petit", "14/01/2025", "Conseil", 500, 600, "Paul"],
        ],
        {"client": "Société / Contact", "revenue": "Montant HT"},
    ),
    "Zoho Invoice": (
        [
            [
                "Invoice Date",
                "Invoice Number",
                "Customer Name",
                "Customer ID",
                "SubTotal",
                "Total",
                "Balance",
                "Currency Code",
            ],
            ["2025-03-04", "INV-1", "Durand", "98700001", 950.5, 1140.6, 0, "EUR"],
            ["2025-03-05", "INV-2", "Petit", "98700002", 500, 600, 0, "EUR"],
        ],
        {"client": "Customer Name", "number": "Customer ID", "revenue": "SubTotal"},
    ),
    "HubSpot (deals)": (
        [
            [
                "Record ID",
                "Deal Name",
                "Deal Stage",
                "Close Date",
                "Deal owner",
                "Amount",
                "Associated Company",
            ],
            [1, "Big deal", "Closed won", "2025-03-04 10:00", "Paul Roy", 950.5, "Durand"],
            [2, "Small deal", "Closed won", "2025-03-05 11:00", "Léa Roy", 500, "Petit"],
        ],
        {"client": "Associated Company", "revenue": "Amount", "account_manager": "Deal owner"},
    ),
    "Salesforce": (
        [
            [
                "Opportunity Owner",
                "Account Name",
                "Opportunity Name",
                "Stage",
                "Close Date",
                "Amount",
                "Probability (%)",
            ],
            ["Paul Roy", "Durand", "Big", "Closed Won", "04/03/2025", 950.5, 100],
            ["Léa Roy", "Petit", "Small", "Closed Won", "15/03/2025", 500, 100],
        ],
        {"client": "Account Name", "revenue": "Amount", "account_manager": "Opportunity Owner"},
    ),
    "Shopify (orders)": (
        [
            [
                "Name",
                "Email",
                "Financial Status",
                "Paid at",
                "Currency",
                "Subtotal",
                "Shipping",
                "Taxes",
                "Total",
                "Billing Name",
            ],
            [
                "#1001",
                "a@example.com",
                "paid",
                "2025-03-04 10:00:00 +0100",
                "EUR",
                95.5,
                5,
                19,
                119.5,
                "Anna Durand",
            ],
            [
                "#1002",
                "b@example.com",
                "paid",
                "2025-03-05 10:00:00 +0100",
                "EUR",
                50,
                5,
                10,
                65,
                "Max Petit",
            ],
        ],
        {"client": "Billing Name", "revenue": "Subtotal"},
    ),
    "Stripe (payments)": (
        [
            [
                "id",
                "Created (UTC)",
                "Amount",
                "Amount Refunded",
                "Currency",
                "Fee",
                "Customer ID",
                "Customer Description",
                "Customer Email",
            ],
            ["ch_1", "2025-03-04 10:00", 95.5, 0, "eur", 1.2, "cus_A", "Anna Durand", "a@example.com"],
            ["ch_2", "2025-03-05 10:00", 50, 0, "eur", 0.9, "cus_B", "Max Petit", "b@example.com"],
        ],
        {"client": "Customer Description", "number": "Customer ID", "revenue": "Amount"},
    ),
    "FEC": (
        [
            [
                "JournalCode",
                "JournalLib",
                "EcritureNum",
                "EcritureDate",
                "CompteNum",
                "CompteLib",
                "CompAuxNum",
                "CompAuxLib",
                "PieceRef",
                "EcritureLib",
                "Debit",
                "Credit",
            ],
            [
                "VE",
                "Ventes",
                1,
                "20250304",
                "411000",
                "Clients",
                "DUR",
                "Durand",
                "F1",
                "Facture F1",
                "1140,60",
                "0,00",
            ],
            [
                "VE",
                "Ventes",
                1,
                "20250304",
                "706000",
                "Prestations",
                "",
                "",
                "F1",
                "Facture F1",
                "0,00",
                "950,50",
            ],
            [
                "BQ",
                "Banque",
                2,
                "20250404",
                "411000",
                "Clients",
                "DUR",
                "Durand",
                "F1",
                "Virement",
                "0,00",
                "1140,60",
            ],
        ],
        {
            "client": "CompAuxLib",
            "number": "CompAuxNum",
            "debit": "Debit",
            "credit": "Credit",
            "account": "CompteNum",
        },
    ),
    "German": (
        [
            ["Kundennr.", "Firma", "Rechnungsdatum", "Nettobetrag", "MwSt", "Bruttobetrag"],
            ["10001", "Müller GmbH", "04.03.2025", "950,50", "180,60", "1.131,10"],
            ["10002", "Schmidt KG", "15.03.2025", "500,00", "95,00", "595,00"],
        ],
        {"client": "Firma", "number": "Kundennr.", "revenue": "Nettobetrag"},
    ),
    "Spanish": (
        [
            ["Código cliente", "Razón social", "Fecha factura", "Base imponible", "IVA", "Importe total"],
            ["C1", "García SL", "04/03/2025", "950,50", "199,60", "1.150,10"],
            ["C2", "López SA", "15/03/2025", "500,00", "105,00", "605,00"],
        ],
        {"client": "Razón social", "number": "Código cliente", "revenue": "Base imponible"},
    ),
    "Italian": (
        [
            ["Cod. cliente", "Ragione sociale", "Data fattura", "Imponibile", "IVA", "Totale"],
            ["C1", "Rossi SRL", "04/03/2025", "950,50", "209,11", "1.159,61"],
            ["C2", "Bianchi SPA", "15/03/2025", "500,00", "110,00", "610,00"],
        ],
        {"client": "Ragione sociale", "number": "Cod. cliente", "revenue": "Imponibile"},
    ),
    "kept by hand": (
        [
            ["Clients", "C.A. 2025 (k€)", "tél"],
            ["Durand", "12,5", "06 00"],
            ["Petit", 3, "06 01"],
        ],
        {"client": "Clients", "revenue": "C.A. 2025 (k€)"},
    ),
    "accountancy (hours)": (
        [
            ["Dossier", "Collaborateur", "Heures passées", "Honoraires facturés HT", "Secteur"],
            ["Durand", "Léa", 12.5, 3000, "BTP"],
            ["Petit", "Max", 3, 500, "Commerce"],
        ],
        {
            "client": "Dossier",
            "hours": "Heures passées",
            "revenue": "Honoraires facturés HT",
            "account_manager": "Collaborateur",
            "segment": "Secteur",
        },
    ),
}


@pytest.mark.parametrize("program", CASES)
def test_the_columns_of_the_usual_programs(program: str) -> None:
    rows, expected = CASES[program]
    proposal = propose(open_source(files.xlsx(rows), "a.xlsx"))
    found = {role: getattr(proposal.choices, role) for role in expected}
    assert found == expected
    assert proposal.complete
