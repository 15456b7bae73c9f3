"""Small lists of the kinds that programs write, invented here, each with its right answer worked out by
hand."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """A list as text, who is ranked with what, and the codes of what is asked (None: it does not matter)."""

    text: str
    ranked: dict[str, str] | None
    asked: tuple[str, ...] | None = field(default=())


FEC = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]
Line = tuple[str, str, str, str, str, str, str, str, str, str]


def fec(*lines: Line, mark: str = "|", width: int = 0) -> str:
    """A file of accounting entries with its 22 columns less the four that are rare: journal, number, day,
    account, client's code and name, document, label, debit, credit."""
    rows = [FEC]
    for journal, number, day, account, code, name, document, label, debit, credit in lines:
        cells = [
            journal,
            journal,
            number,
            day,
            account,
            "lib",
            code,
            name,
            document,
            day,
            label,
            debit,
            credit,
        ]
        rows.append([*cells, "", "", day, "", ""])
    return "".join(mark.join(cell.ljust(width) for cell in row) + "\n" for row in rows)


SALES: tuple[Line, ...] = (
    ("VE", "1", "20250110", "411000", "A", "Alpha", "F1", "Facture", "120,00", "0,00"),
    ("VE", "1", "20250110", "707000", "", "", "F1", "Facture", "0,00", "100,00"),
    ("VE", "1", "20250110", "445710", "", "", "F1", "Facture", "0,00", "20,00"),
    ("VE", "2", "20250111", "411000", "B", "Beta", "F2", "Facture", "60,00", "0,00"),
    ("VE", "2", "20250111", "707000", "", "", "F2", "Facture", "0,00", "50,00"),
    ("VE", "2", "20250111", "445710", "", "", "F2", "Facture", "0,00", "10,00"),
    ("BQ", "3", "20250112", "512000", "", "", "F1", "Virement", "120,00", "0,00"),
    ("BQ", "3", "20250112", "411000", "A", "Alpha", "F1", "Virement", "0,00", "120,00"),
)

CASES: dict[str, Case] = {
    "en status": Case(
        "Invoice,Customer,Date,Status,Amount\n"
        "INV-1,Acme,2025-01-02,Paid,100\n"
        "INV-2,Acme,2025-01-03,Void,50\n"
        "INV-3,Beta,2025-01-04,Overdue,30\n"
        "INV-4,Beta,2025-01-05,Draft,20\n",
        {"Acme": "100", "Beta": "30"},
    ),
    "woo": Case(
        "Order ID,Order Date,Customer,Order Status,Order Total\n"
        "1,2025-01-02,Ann,wc-completed,10\n"
        "2,2025-01-03,Bo,wc-cancelled,20\n"
        "3,2025-01-03,Bo,wc-processing,5\n"
        "4,2025-01-03,Cy,wc-failed,7\n"
        "5,2025-01-04,Cy,wc-refunded,9\n"
        "6,2025-01-04,Cy,wc-on-hold,3\n",
        {"Ann": "10", "Bo": "5", "Cy": "3"},
    ),
    "de status": Case(
        "Rechnungsnr;Kunde;Rechnungsdatum;Status;Nettobetrag\n"
        "R1;Müller;04.03.2025;Bezahlt;100,00\n"
        "R2;Müller;14.03.2025;Storniert;50,00\n"
        "R3;Schmidt;15.03.2025;Offen;70,00\n"
        "R4;Schmidt;16.03.2025;Entwurf;10,00\n",
        {"Müller": "100", "Schmidt": "70"},
    ),
    "shopify": Case(
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Refunded Amount,"
        "Lineitem quantity,Lineitem name,Lineitem price,Billing Name\n"
        "#1,a@example.org,paid,2025-03-04 10:00:00 +0100,EUR,50.00,5,0,55.00,0.00,1,Mug,20.00,Ann Roy\n"
        "#1,a@example.org,,,,,,,,,1,Pen,30.00,\n"
        "#2,b@example.org,partially_refunded,2025-03-05 10:00:00 +0100,EUR,40.00,0,0,40.00,10.00,1,"
        "Mug,40.00,Bo Lee\n"
        "#3,b@example.org,voided,2025-03-06 10:00:00 +0100,EUR,99.00,0,0,99.00,0.00,1,Mug,99.00,Bo Lee\n",
        {"Ann Roy": "50", "Bo Lee": "30"},
        ("revenue_column",),
    ),
    "unknown status": Case(
        "Client;Statut;Montant HT\nA;Payée;10\nB;Zorglub;5\nC;Annulée;3\n",
        {"A": "10", "B": "5"},
        ("status_zorglub",),
    ),
    "paypal": Case(
        "Date,Name,Type,Status,Currency,Gross,Fee,Net\n"
        "02/01/2025,Ann,Express Checkout Payment,Completed,EUR,100.00,-3.00,97.00\n"
        "13/01/2025,Bo,Express Checkout Payment,Completed,EUR,50.00,-2.00,48.00\n"
        "14/01/2025,Ann,Payment Refund,Completed,EUR,-20.00,0.50,-19.50\n"
        "15/01/2025,Bo,Express Checkout Payment,Denied,EUR,70.00,0.00,70.00\n"
        "16/01/2025,,General Withdrawal,Completed,EUR,-120.00,0.00,-120.00\n",
        {"Ann": "80", "Bo": "50"},
        None,
    ),
    "odoo": Case(
        "Number;Partner;Invoice Date;Type;State;Untaxed Amount\n"
        "INV/1;Azur;2025-03-04;out_invoice;posted;100\n"
        "INV/2;Azur;2025-03-04;out_invoice;draft;40\n"
        "RINV/1;Azur;2025-03-05;out_refund;posted;30\n"
        "INV/3;Deco;2025-03-05;out_invoice;posted;60\n"
        "INV/4;Deco;2025-03-05;out_invoice;cancel;500\n",
        {"Azur": "70", "Deco": "60"},
    ),
    "quickbooks": Case(
        "Date,Transaction Type,Num,Customer,Amount\n"
        "01/13/2025,Invoice,1,Amy,100\n"
        "01/14/2025,Credit Memo,2,Amy,-10\n"
        "01/15/2025,Payment,3,Amy,-90\n"
        "01/16/2025,Estimate,4,Bill,500\n"
        "01/17/2025,Sales Receipt,5,Bill,40\n",
        {"Amy": "90", "Bill": "40"},
    ),
    "orders alone": Case(
        "Type;N° pièce;Client;Date;Total HT\n"
        "Commande;BC1;A;13/02/2025;100\n"
        "Commande;BC2;B;14/02/2025;50\n"
        "Devis;D1;B;15/02/2025;900\n",
        {"A": "100", "B": "50"},
    ),
    "delivery": Case(
        "Nature;Numéro;Client;Date;Total HT\n"
        "Facture;F1;A;13/02/2025;100\n"
        "Bon de livraison;BL1;A;12/02/2025;100\n"
        "Facture;F2;B;14/02/2025;50\n",
        {"A": "100", "B": "50"},
    ),
    "label avoir": Case(
        "Date;Client;Libellé;Montant HT\n"
        "13/02/2025;A;Facture 12;100\n"
        "14/02/2025;A;Avoir sur facture 12;30\n"
        "15/02/2025;B;Prestation avec un avoir à venir;50\n",
        {"A": "70", "B": "50"},
    ),
    "rinv": Case(
        "Number,Customer,Date,Amount\n"
        "INV/2025/0001,A,2025-01-02,100\n"
        "RINV/2025/0001,A,2025-01-03,30\n"
        "INV/2025/0002,B,2025-01-04,50\n",
        {"A": "70", "B": "50"},
        ("series_RINV",),
    ),
    "cn signed": Case(
        "Invoice number,Customer,Date,Amount\n"
        "INV-1,A,2025-01-02,100\n"
        "CN-1,A,2025-01-03,-30\n"
        "INV-2,B,2025-01-04,50\n",
        {"A": "70", "B": "50"},
    ),
    "quote series": Case(
        "Numéro;Client;Date;Montant HT\n"
        "FA-1;A;13/02/2025;100\n"
        "DEV-1;A;10/02/2025;100\n"
        "FA-2;B;14/02/2025;50\n",
        {"A": "100", "B": "50"},
        ("series_DEV",),
    ),
    "credit lines by document": Case(
        "Facture;Type;Client;Date;Montant HT\n"
        "F1;Facture;A;13/02/2025;100\n"
        "AV1;Avoir;A;14/02/2025;50\n"
        "AV1;Avoir;A;14/02/2025;-10\n"
        "F2;Facture;B;14/02/2025;80\n",
        {"B": "80", "A": "60"},
    ),
    "fec pipe padded": Case(
        fec(*SALES, width=20),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec tab": Case(
        fec(*SALES, mark="\t"),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec semicolon": Case(
        fec(*SALES, mark=";"),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec piece": Case(
        fec(*((*line[:1], "", *line[2:]) for line in SALES)),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec nothing": Case(
        fec(*((*line[:1], "", *line[2:6], "", *line[7:]) for line in SALES)),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec several clients": Case(
        fec(
            ("VE", "1", "20250110", "411000", "A", "Alpha", "", "Fact", "120,00", "0"),
            ("VE", "1", "20250110", "411000", "B", "Beta", "", "Fact", "240,00", "0"),
            ("VE", "1", "20250110", "707000", "", "", "", "Fact", "0", "300,01"),
            ("VE", "1", "20250110", "445710", "", "", "", "Fact", "0", "59,99"),
        ),
        {"Beta": "200.0067", "Alpha": "100.0033"},
    ),
    "fec reset": Case(
        fec(*SALES[:3], *(("VE", "1", "20250210", *line[3:]) for line in SALES[3:6])),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec paid at once": Case(
        fec(
            ("CA", "1", "20250110", "411000", "A", "Alpha", "", "T", "120,00", "0"),
            ("CA", "1", "20250110", "707000", "", "", "", "T", "0", "100"),
            ("CA", "1", "20250110", "445710", "", "", "", "T", "0", "20"),
            ("CA", "1", "20250110", "530000", "", "", "", "T", "120", "0"),
            ("CA", "1", "20250110", "411000", "A", "Alpha", "", "T", "0", "120"),
            *SALES[3:6],
        ),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec deposit 4191": Case(
        fec(
            ("VE", "9", "20250110", "411000", "A", "Alpha", "F9", "Acompte", "120,00", "0"),
            ("VE", "9", "20250110", "419100", "", "", "F9", "Acompte", "0", "100"),
            ("VE", "9", "20250110", "445710", "", "", "F9", "Acompte", "0", "20"),
            *SALES,
        ),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec cash sale": Case(
        fec(
            ("CA", "9", "20250110", "530000", "", "", "Z", "Caisse", "120,00", "0"),
            ("CA", "9", "20250110", "707000", "", "", "Z", "Caisse", "0", "100"),
            ("CA", "9", "20250110", "445710", "", "", "Z", "Caisse", "0", "20"),
            *SALES,
        ),
        {"Alpha": "100", "Beta": "50"},
    ),
    "fec unbalanced": Case(
        fec(*SALES[:2], *SALES[3:]),
        {"Alpha": "100", "Beta": "50"},
    ),
    "belgian": Case(
        "Journal;Date;N° pièce;Compte;Nom du client;Débit;Crédit\n"
        "VEN;13/02/2025;1;400000;Alpha;121;\n"
        "VEN;13/02/2025;1;700000;;;100\n"
        "VEN;13/02/2025;1;451000;;;21\n"
        "VEN;14/02/2025;2;400000;Beta;60,50;\n"
        "VEN;14/02/2025;2;700000;;;50\n"
        "VEN;14/02/2025;2;451000;;;10,50\n",
        {"Alpha": "100", "Beta": "50"},
    ),
    "ledger 411 numbers": Case(
        "Date;Journal;Compte;Libellé compte;Libellé;Débit;Crédit\n"
        "13/02/2025;VT;4110001;Dupont SA;Facture 1;120;\n"
        "13/02/2025;VT;7060000;Prestations;Facture 1;;100\n"
        "13/02/2025;VT;4457100;TVA;Facture 1;;20\n"
        "14/02/2025;BQ;5120000;Banque;Vir;120;\n"
        "14/02/2025;BQ;4110001;Dupont SA;Vir;;120\n"
        "15/02/2025;VT;4110002;Roy;Facture 2;60;\n"
        "15/02/2025;VT;7060000;Prestations;Facture 2;;50\n"
        "15/02/2025;VT;4457100;TVA;Facture 2;;10\n",
        {"Dupont SA": "100", "Roy": "50"},
    ),
    "sens words": Case(
        "Date;Compte;Client;Libellé;Montant;Sens\n"
        "13/02/2025;411A;A;Facture 1;120;Débit\n"
        "14/02/2025;411A;A;Virement;120;Crédit\n"
        "15/02/2025;411B;B;Facture 2;60;Débit\n",
        {"A": "120", "B": "60"},
    ),
    "groups leaf blank": Case(
        "Client;Facture;Montant HT\nDupont (2);;300\n;F1;100\n;F2;200\nMartin (1);;50\n;F3;50\n",
        {"Dupont": "300", "Martin": "50"},
        None,
    ),
    "groups nested": Case(
        "Client;Date;Montant HT\n"
        "Dupont (3);;600\n"
        "  janvier 2025 (2);;300\n"
        "Dupont;13/01/2025;100\n"
        "Dupont;14/01/2025;200\n"
        "  février 2025 (1);;300\n"
        "Dupont;13/02/2025;300\n"
        "Martin (1);;50\n"
        "  février 2025 (1);;50\n"
        "Martin;14/02/2025;50\n",
        {"Dupont": "600", "Martin": "50"},
        None,
    ),
    "groups folded": Case(
        "Client;Montant HT\nDupont (2);300\nMartin (1);50\n",
        {"Dupont": "300", "Martin": "50"},
    ),
    "pivot flat": Case(
        "Étiquettes de lignes;Somme de CA\n"
        "Dupont;1000\n"
        "Chaise;600\n"
        "Table;400\n"
        "Martin;500\n"
        "Chaise;200\n"
        "Table;300\n"
        "Total général;1500\n",
        {"Dupont": "1000", "Martin": "500"},
        ("pivot_level",),
    ),
    "pivot reps": Case(
        "Row Labels;Sum of Sales\n"
        "Paul;1000\n"
        " Acme;600\n"
        " Beta;400\n"
        "Léa;500\n"
        " Gamma;200\n"
        " Delta;300\n"
        "Grand Total;1500\n",
        {"Acme": "600", "Beta": "400", "Delta": "300", "Gamma": "200"},
        ("pivot_level",),
    ),
    "plain equal amounts": Case(
        "Client;CA HT\nA;10\nB;10\nC;10\nD;10\n",
        {"A": "10", "B": "10", "C": "10", "D": "10"},
    ),
    "total each line": Case(
        "Invoice,Customer,Item,Invoice Total\n1,A,x,50\n1,A,y,50\n2,B,x,30\n2,B,z,30\n3,A,x,5\n",
        {"A": "55", "B": "30"},
        None,
    ),
    "lines equal amounts": Case(
        "Facture;Client;Article;Montant HT\nF1;A;x;10\nF1;A;y;10\nF2;B;x;10\nF2;B;y;10\n",
        {"A": "20", "B": "20"},
    ),
    "continued by number": Case(
        "Facture;Client;Article;Montant HT\nF1;Dupont;A;100\nF1;;B;50\nF2;Martin;A;30\nF2;;C;20\n",
        {"Dupont": "150", "Martin": "50"},
    ),
    "continued by blank": Case(
        "Facture;Date;Client;Article;Montant HT\n"
        "F1;13/02/2025;Dupont;A;100\n"
        ";;;B;50\n"
        "F2;14/02/2025;Martin;A;30\n"
        ";;;C;20\n",
        {"Dupont": "150", "Martin": "50"},
    ),
    "no client not continued": Case(
        "Facture;Date;Client;Montant HT\n"
        "F1;13/02/2025;Dupont;100\n"
        "F2;14/02/2025;;50\n"
        "F3;15/02/2025;Martin;30\n",
        {"Dupont": "100", "Martin": "30"},
    ),
    "mixed in cells": Case(
        "Client;Montant\nA;100 EUR\nB;1200 MXN\nC;50 EUR\n",
        {"A": "100", "C": "50"},
        (
            "currency_mixed",
            "rate_MXN",
        ),
    ),
    "local currency": Case(
        "Client;Devise;Montant HT;Montant HT devise société\nA;USD;110;100\nB;EUR;50;50\n",
        {"A": "100", "B": "50"},
    ),
    "free mix": Case(
        "Client;CA HT\nA;100,-\nB;gratuit\nC;environ 200\nD;~50\nE;CHF 1'200.--\nF;2'000.50\n",
        {"F": "2000.5", "E": "1200", "C": "200", "A": "100", "D": "50"},
    ),
    "ranges": Case(
        "Client;Montant HT\nA;1000\nB;500 à 800 €\nC;< 300\nD;jusqu'à 5000\nE;200\n",
        {"A": "1000", "E": "200"},
    ),
    "total client last": Case(
        "Client;CA HT\nDupont;1000\nMartin;500\nTotal;900\n",
        None,
        ("total_client",),
    ),
    "total proven": Case(
        "Client;CA HT\nDupont;1000\nMartin;500\nTotal;1500\n",
        {"Dupont": "1000", "Martin": "500"},
    ),
    "deposit": Case(
        "Type;Client;Date;Montant HT\nAcompte;A;13/02/2025;30\nFacture;A;14/02/2025;100\n",
        {"A": "130"},
        ("deposits",),
    ),
    "crm": Case(
        "Deal Name,Deal Stage,Close Date,Amount,Associated Company\n"
        "x,Closed Won,2025-03-04,100,Acme\n"
        "y,Closed Lost,2025-03-05,900,Acme\n"
        "z,Closed Won,2025-03-06,50,Beta\n",
        {"Acme": "100", "Beta": "50"},
    ),
    "stripe types": Case(
        "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Customer Description\n"
        "txn_1,charge,ch_1,100.00,3,97,eur,2025-03-01 10:00,Ann\n"
        "txn_2,refund,re_1,-40.00,0,-40,eur,2025-03-02 10:00,Ann\n"
        "txn_3,charge,ch_2,30.00,1,29,eur,2025-03-03 10:00,Bo\n"
        "txn_4,payout,po_1,-80.00,0,-80,eur,2025-03-04 10:00,\n",
        {"Ann": "60", "Bo": "30"},
    ),
    "class column": Case(
        "Client;Type;CA HT\nA;A;10\nB;B;20\nC;C;30\n",
        {"C": "30", "B": "20", "A": "10"},
    ),
    "us states": Case(
        "Customer,State,Sales\nA,CA,10\nB,NY,20\n",
        {"B": "20", "A": "10"},
    ),
    "active": Case(
        "Client;Statut;CA HT\nA;Actif;10\nB;Inactif;20\nC;Prospect;5\n",
        {"B": "20", "A": "10", "C": "5"},
    ),
    "fec account per client": Case(
        fec(
            ("VE", "1", "20250110", "411DUPONT", "", "", "F1", "Facture", "120,00", "0"),
            ("VE", "1", "20250110", "707000", "", "", "F1", "Facture", "0", "100"),
            ("VE", "1", "20250110", "445710", "", "", "F1", "Facture", "0", "20"),
            ("VE", "2", "20250111", "411ROY", "", "", "F2", "Facture", "60,00", "0"),
            ("VE", "2", "20250111", "707000", "", "", "F2", "Facture", "0", "50"),
            ("VE", "2", "20250111", "445710", "", "", "F2", "Facture", "0", "10"),
        ),
        {"DUPONT": "100", "ROY": "50"},
    ),
    "deal open": Case(
        "Deal Name,Deal Stage,Close Date,Amount,Company\n"
        "x,Won,2025-03-04,100,Acme\n"
        "y,Negotiation,2025-03-05,900,Acme\n"
        "z,Won,2025-03-06,50,Beta\n",
        {"Acme": "100", "Beta": "50"},
        ("open_deals",),
    ),
    "solde label": Case(
        "Numéro;Date;Client;Libellé;Montant HT\n"
        "F1;13/02/2025;A;Facture d'acompte 30 %;30\n"
        "F2;14/02/2025;A;Solde après acompte;70\n"
        "F3;15/02/2025;B;Remboursement frais;50\n",
        {"A": "100", "B": "50"},
        ("deposits",),
    ),
    "grand livre client": Case(
        "Date;Nom;Libellé;Débit;Crédit\n"
        "13/02/2025;Alpha;Facture 12;120;\n"
        "14/02/2025;Alpha;Chèque 123;;120\n"
        "15/02/2025;Beta;Facture 13;60;\n"
        "16/02/2025;Beta;Avoir 14;;10\n",
        {"Alpha": "120", "Beta": "50"},
    ),
    "bounced": Case(
        "Date;Compte;Nom;Libellé;Débit;Crédit\n"
        "13/02/2025;411A;Alpha;Facture 12;120;\n"
        "14/02/2025;411A;Alpha;Prélèvement;;120\n"
        "15/02/2025;411A;Alpha;Rejet prélèvement impayé;120;\n"
        "16/02/2025;411B;Beta;Facture 13;60;\n",
        {"Alpha": "120", "Beta": "60"},
    ),
    "ES": Case(
        "Tipo;Número;Cliente;Fecha;Estado;Base imponible\n"
        "Factura;F1;García;13/02/2025;Pagada;100\n"
        "Factura;F2;García;14/02/2025;Anulada;50\n"
        "Factura rectificativa;R1;García;15/02/2025;Emitida;20\n"
        "Presupuesto;P1;López;15/02/2025;Emitida;900\n"
        "Factura;F3;López;16/02/2025;Borrador;7\n"
        "Factura;F4;López;17/02/2025;Pagada;30\n",
        {"García": "80", "López": "30"},
    ),
    "IT": Case(
        "Tipo documento;Numero;Cliente;Data;Stato;Imponibile\n"
        "Fattura;1;Rossi;13/02/2025;Pagata;100\n"
        "Nota di credito;2;Rossi;14/02/2025;Emessa;30\n"
        "Preventivo;3;Bianchi;15/02/2025;Emesso;900\n"
        "Fattura;4;Bianchi;16/02/2025;Annullata;7\n"
        "Fattura;5;Bianchi;17/02/2025;Pagata;40\n",
        {"Rossi": "70", "Bianchi": "40"},
    ),
    "DE kinds": Case(
        "Belegart;Belegnummer;Kunde;Datum;Nettobetrag\n"
        "Rechnung;R1;Müller;13.02.2025;100,00\n"
        "Gutschrift;G1;Müller;14.02.2025;30,00\n"
        "Angebot;A1;Müller;15.02.2025;900,00\n"
        "Lieferschein;L1;Schmidt;15.02.2025;50,00\n"
        "Rechnung;R2;Schmidt;16.02.2025;50,00\n",
        {"Müller": "70", "Schmidt": "50"},
    ),
    "proforma status": Case(
        "Invoice #,Customer,Date,Status,Type,Total\n"
        "INV1,A,2025-02-13,Sent,Invoice,100\n"
        "PF1,A,2025-02-14,Sent,Pro-forma,100\n"
        "INV2,B,2025-02-14,Partially paid,Invoice,40\n",
        {"A": "100", "B": "40"},
    ),
    "stripe status": Case(
        "id,Created (UTC),Amount,Amount Refunded,Currency,Captured,Status,Customer Description\n"
        "ch_1,2025-03-01 10:00,100.00,100.00,eur,true,Refunded,Ann\n"
        "ch_2,2025-03-02 10:00,50.00,0.00,eur,true,Paid,Ann\n"
        "ch_3,2025-03-02 10:00,70.00,10.00,eur,true,Paid,Bo\n"
        "ch_4,2025-03-02 10:00,70.00,0.00,eur,false,Failed,Bo\n",
        {"Bo": "60", "Ann": "50"},
    ),
    "swiss ttc": Case(
        "Client;Montant CHF\nA;1'200.-\nB;CHF 80.50\nC;Fr. 99.-\n",
        {"A": "1200", "C": "99", "B": "80.5"},
    ),
    "negative swiss dash": Case(
        "Client;CA\nA;500.-\nB;-200.-\nC;300-\nD;100.-\n",
        {"A": "500", "D": "100"},
    ),
    "subtotals by client name": Case(
        "Client;Facture;Montant HT\n"
        "Dupont;F1;100\n"
        "Dupont;F2;50\n"
        "Total Dupont;;150\n"
        "Martin;F3;30\n"
        "Total Martin;;30\n"
        "Total général;;180\n",
        {"Dupont": "150", "Martin": "30"},
    ),
    "months time": Case(
        "Client;Date;Montant HT\nA;mardi 4 mars 2025 à 10h15;100\nB;5 mars 2025, 23:59;200\n",
        {"B": "200", "A": "100"},
    ),
    "documents below counted groups": Case(
        "Client;Montant HT\nAzur (2);300\nFAC/0001;100\nFAC/0002;200\nDécor (1);50\nFAC/0003;50\n",
        {"Azur": "300", "Décor": "50"},
    ),
    "price of the whole": Case(
        "Order;Seller;Customer;Price\n1;Us;Beta;100\n2;Us;Alpha;50\n3;Us;Beta;30\n",
        {"Beta": "130", "Alpha": "50"},
        None,
    ),
    "net of fees": Case(
        "Nom;Devise;Avant commission;Commission;Net\nAna;EUR;100,00;-3,00;97,00\nBo;EUR;50,00;-1,50;48,50\n",
        {"Ana": "100", "Bo": "50"},
        None,
    ),
    "a column of kinds called Typ": Case(
        "Typ;Nummer;Kunde;Betrag\nRechnung;1;Alfa;1000,00\nGutschrift;2;Alfa;200,00\nRechnung;3;Beta;400,00\n",
        {"Alfa": "800", "Beta": "400"},
    ),
    "net and gross told by a column of tax": Case(
        "Date;Client;Libellé;Somme;TVA;Total\n13/01/2025;A;x;100,00;20,00;120,00\n"
        "14/01/2025;B;y;200,00;11,00;211,00\n15/01/2025;B;z;50,00;10,00;60,00\n",
        {"B": "250", "A": "100"},
        None,
    ),
    "bare HT and TTC": Case(
        "Client;HT;TVA;TTC\nA;100,00;20,00;120,00\nB;110,00;6,05;116,05\n", {"B": "110", "A": "100"}
    ),
    "hors taxes in words beside a total": Case(
        "Numéro,Partenaire,Date de facturation,Montant hors taxes signé,Total signé\n"
        "F1,A,2025-01-02,100.0,120.0\nF2,B,2025-01-03,110.0,110.0\n",
        {"B": "110", "A": "100"},
    ),
    "netto and brutto in one word": Case(
        "Kunde;Nettobetrag;Bruttobetrag\nAbel;100,00;119,00\nBorn;110,00;110,00\n",
        {"Born": "110", "Abel": "100"},
    ),
    "orders and quotes told by their status": Case(
        "Référence,Date,Client,Total,Statut\nS1,2025-01-03,A,100,Bon de commande\n"
        "S2,2025-01-04,A,70,Devis envoyé\nS3,2025-01-05,B,40,Bon de commande\nS4,2025-01-06,B,9,Annulé\n",
        {"A": "100", "B": "40"},
    ),
    "cancelled with yes and no": Case(
        "N° facture;Client;Montant HT;Annulée\nF1;A;100;Non\nF2;A;70;Oui\nF3;B;40;non\n",
        {"A": "100", "B": "40"},
    ),
    "draft with a cross": Case(
        "Client;CA HT;Brouillon\nA;100;\nB;70;x\nC;40;\n",
        {"A": "100", "C": "40"},
    ),
    "suppliers' bills beside invoices": Case(
        "name,partner,date,move_type,amount_untaxed\nI1,A,2025-01-03,out_invoice,100\n"
        "B1,Wholesaler,2025-01-04,in_invoice,900\nR1,A,2025-01-05,out_refund,30\n",
        {"A": "70"},
    ),
    "codes of electronic invoices": Case(
        "Numéro;Type;Client;Total HT\nF1;380;A;100\nF2;381;A;30\nF3;380;B;60\n",
        {"A": "70", "B": "60"},
    ),
    "a status of figures": Case(
        "Ref;Client;Date;Total HT;Statut\nF1;A;2025-01-03;100;2\nF2;B;2025-01-04;70;3\nF3;B;2025-01-05;4;2\n",
        {"A": "100", "B": "74"},
        ("status_2", "status_3"),
    ),
    "open deals beside won ones": Case(
        "Deal,Company,Value,Status\nD1,A,100,Won\nD2,A,70,Open\nD3,B,40,Won\nD4,B,9,Lost\n",
        {"A": "100", "B": "40"},
        ("open_deals",),
    ),
    "hours at a rate, some not billable": Case(
        "Client;Collaborateur;Heures;Taux horaire;Facturable\nA;Léa;2,5;100;oui\nA;Max;4;80;oui\n"
        "B;Léa;3;100;oui\nB;Max;5;80;non\n",
        {"A": "570", "B": "300"},
    ),
    "a price a month and months": Case(
        "Client;MRR;Mois actifs\nA;99;12\nB;29;6\n",
        {"A": "1188", "B": "174"},
    ),
    "a budget with ranges": Case(
        "Opération;Client;Budget\nSalon;A;10 - 20 k€\nVoirie;B;15 000\nPlan;A;1 000 €\nÉtude;B;> 3 000 €\n",
        {"B": "15000", "A": "1000"},
        ("revenue_unsure",),
    ),
    "a deposit by the label": Case(
        "N°;Client;Objet;Montant HT\nF1;A;Acompte cuisine;300\nF2;A;Solde cuisine;1000\nF3;B;Dépannage;500\n",
        {"A": "1300", "B": "500"},
        ("deposits",),
    ),
    "a document twice": Case(
        "N° facture;Client;Date;Montant HT\nF1;A;2025-01-03;100\nF2;B;2025-01-04;50\n"
        "F1;A;2025-01-03;100\n"
        "F3;C;2025-01-05;20\n",
        {"A": "100", "B": "50", "C": "20"},
        ("copied_rows",),
    ),
    "names above their rows in a pivot table": Case(
        "Client;Article;Montant\nA;Bureau;600\n;Chaise;400\nTotal A;;1000\nB;Bureau;500\n;Lampe;5\n"
        "Total B;;505\nTotal général;;1505\n",
        {"A": "1000", "B": "505"},
    ),
    "three levels without indents": Case(
        "Étiquettes de lignes;Somme\n2024;900\nA;500\nx;500\nB;400\nx;100\ny;300\n2025;670\n"
        "A;600\ny;600\nC;70\n"
        "y;70\n",
        {"A": "1100", "B": "400", "C": "70"},
        None,
    ),
    "accounts above their lines": Case(
        "Date;Journal;Pièce;Libellé;Débit;Crédit\nCompte : 411001 - Garage Été;;;;;\n"
        "03/01/2025;VT;F1;Facture F1;120,00;\n"
        "05/02/2025;BQ;;Chèque;;120,00\n;;;Total 411001;120,00;120,00\nCompte : 411002 - Lac;;;;;\n"
        "09/01/2025;VT;F2;Facture F2;300,00;\n;;;Total 411002;300,00;0,00\n",
        {"Lac": "300", "Garage Été": "120"},
    ),
    "names above the lines of a ledger": Case(
        "Date;Libellé;Débit;Crédit\n411DUPONT;DUPONT SA;;\n"
        "13/01/2025;Facture F1;1200;\n14/01/2025;Virement;;1200\n"
        "Total 411DUPONT;;1200;1200\n411MARTIN;MARTIN;;\n15/01/2025;Facture F2;300;\n"
        "Total 411MARTIN;;300;0\n",
        {"DUPONT SA": "1200", "MARTIN": "300"},
    ),
    "one name in two towns among invoices": Case(
        "Date;Client;Ville;Montant HT\n13/01/2025;Garage;Lyon;100\n14/01/2025;Garage;Brest;200\n"
        "15/01/2025;Petit;Lyon;50\n16/01/2025;Garage;Lyon;5\n",
        {"Garage": "305", "Petit": "50"},
        ("homonyms",),
    ),
    "francs of Africa": Case(
        "Client;Montant\nA;1 250 000 FCFA\nB;75 500 FCFA\n", {"A": "1250000", "B": "75500"}
    ),
    "days that could be months, where months never come first": Case(
        "Client;Date;Montant HT\nA;03/02/2025;10\nB;05/04/2025;5\n", {"A": "10", "B": "5"}
    ),
    "days that could be months": Case(
        "Customer,Date,Amount\nA,03/02/2025,10\nB,05/04/2025,5\n", {"A": "10", "B": "5"}, ("date_order",)
    ),
}
