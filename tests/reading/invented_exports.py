"""Lists as programs export them, invented here, each with its right answer: shops, invoicing, accounts,
banks, pipelines, in several languages."""

from tests.reading.invented import Case

EXPORTS: dict[str, Case] = {
    "a subtotal, delivery and tax make the total": Case(
        "Name,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,"
        "Billing Name\n"
        "#1,paid,2025-03-04,EUR,100.00,10.00,22.00,132.00,0.00,Ann Roy\n"
        "#2,paid,2025-03-05,EUR,50.00,0.00,10.00,60.00,0.00,Bo Lee\n"
        "#3,paid,2025-03-05,EUR,20.00,5.00,5.00,30.00,0.00,Cy Ott\n",
        {"Ann Roy": "100", "Bo Lee": "50", "Cy Ott": "20"},
        ("revenue_column",),
    ),
    "a subtotal with tax in it": Case(
        "Name,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,"
        "Billing Name\n"
        "#1,paid,2025-03-04,EUR,120.00,12.00,22.00,132.00,0.00,Ann Roy\n"
        "#2,paid,2025-03-05,EUR,60.00,0.00,10.00,60.00,0.00,Bo Lee\n"
        "#3,paid,2025-03-05,EUR,24.00,6.00,5.00,30.00,0.00,Cy Ott\n",
        {"Ann Roy": "110", "Bo Lee": "50", "Cy Ott": "25"},
        ("revenue_column",),
    ),
    "orders that wait for a bank transfer": Case(
        "ID;Référence;Nouveau client;Livraison;Client;Total;Paiement;État;Date\n"
        "1;XKBKNABJK;0;France;J. DOE;55,00 €;Virement bancaire;En attente de virement bancaire;"
        "2025-03-14\n"
        "2;OHSATSERP;1;France;A. ROY;30,00 €;Carte;Paiement accepté;2025-03-15\n"
        "3;UOYEVOLI;0;France;J. DOE;20,00 €;Carte;Livré;2025-03-16\n"
        "4;FFATNOMMJ;0;France;A. ROY;99,00 €;Chèque;Annulé;2025-03-17\n"
        "5;KHWLILZLL;0;France;B. LEE;12,00 €;Carte;Erreur de paiement;2025-03-17\n",
        {"A. ROY": "30", "J. DOE": "20"},
        ("pending",),
    ),
    "orders that wait for their payment": Case(
        "Numéro de commande;État de la commande;Date;Client;Total\n"
        "1;En attente de paiement;14/03/2025;Azur;100\n"
        "2;Terminée;15/03/2025;Azur;50\n"
        "3;En cours;16/03/2025;Bleu;40\n",
        {"Azur": "50", "Bleu": "40"},
        ("pending",),
    ),
    "invoices that wait for their payment or for approval": Case(
        "Invoice Number,Contact,Invoice Date,Status,SubTotal,Total Tax,Invoice Amount\n"
        "INV-1,Acme,14 Mar 2025,Awaiting Payment,100.00,20.00,120.00\n"
        "INV-2,Beta,15 Mar 2025,Paid,50.00,10.00,60.00\n"
        "INV-3,Acme,16 Mar 2025,Draft,30.00,6.00,36.00\n"
        "INV-4,Beta,16 Mar 2025,Voided,30.00,6.00,36.00\n"
        "INV-5,Beta,16 Mar 2025,Awaiting Approval,10.00,2.00,12.00\n",
        {"Acme": "100", "Beta": "50"},
        ("pending", "unapproved"),
    ),
    "open items with debits and credits in two columns": Case(
        "Konto;Name;Rechnungsnummer;Datum;Fälligkeit;Betrag Soll;Betrag Haben;Saldo;S/H;Gegenkonto;"
        "Text\n"
        "10001;Müller GmbH;R1001;04.03.2025;18.03.2025;1190,00;0,00;1190,00;S;8400;Rechnung\n"
        "10001;Müller GmbH;R1001;20.03.2025;;0,00;1190,00;0,00;H;1200;Zahlung\n"
        "10002;Schmidt KG;R1002;05.03.2025;19.03.2025;595,00;0,00;595,00;S;8400;Rechnung\n"
        "10002;Schmidt KG;G17;06.03.2025;;0,00;119,00;476,00;H;8400;Gutschrift\n",
        {"Müller GmbH": "1190", "Schmidt KG": "476"},
    ),
    "open items with a sign column": Case(
        "Konto;Kontobezeichnung;Rechnungs-Nr.;Rechnungsdatum;Fällig am;Betrag;S/H-Kennzeichen;"
        "Offener Betrag;Tage überfällig\n"
        "10001;Müller GmbH;R1001;04.03.2025;18.03.2025;1190,00;S;1190,00;12\n"
        "10002;Schmidt KG;R1002;05.03.2025;19.03.2025;595,00;S;200,00;11\n"
        "10002;Schmidt KG;G17;06.03.2025;;119,00;H;-119,00;0\n",
        {"Müller GmbH": "1190", "Schmidt KG": "595"},
        ("credits",),
    ),
    "what is owed by its age": Case(
        "Customer,Current,1 - 30,31 - 60,61 - 90,> 90,Total\n"
        "Acme,100.00,0,50.00,0,0,150.00\n"
        "Beta,0,20.00,0,0,5.00,25.00\n"
        "Total,100.00,20.00,50.00,0,5.00,175.00\n",
        None,
        ("revenue_column",),
    ),
    "what is owed by its age, in French": Case(
        "Client;Solde;Non échu;0-30 j;31-60 j;+60 j\n"
        "Azur;1200,00;1000,00;200,00;0,00;0,00\n"
        "Bleu;350,00;0,00;0,00;350,00;0,00\n",
        None,
        ("revenue_column",),
    ),
    "a rate of exchange on each row": Case(
        "Facture;Date;Client;Devise;Montant HT;Taux de change\n"
        "F1;14/03/2025;Acme;USD;110,00;0,90\n"
        "F2;15/03/2025;Azur;EUR;200,00;1,00\n"
        "F3;16/03/2025;Acme;USD;100,00;0,92\n"
        "F4;17/03/2025;Bern;CHF;50,00;1,04\n",
        {"Azur": "200", "Acme": "191", "Bern": "52"},
        ("rate_side",),
    ),
    "a rate that is what the own currency is worth": Case(
        "Invoice Number,Contact,Date,Currency,Exchange Rate,Net\n"
        "1,Acme,2025-03-14,USD,1.10,110.00\n"
        "2,Azur,2025-03-15,EUR,1.00,200.00\n"
        "3,Acme,2025-03-16,USD,1.25,100.00\n",
        {"Azur": "200", "Acme": "180"},
        ("rate_side",),
    ),
    "a rate beside amounts in the own currency": Case(
        "Invoice,Customer,Date,Currency,Amount,Exchange rate,Amount (EUR)\n"
        "1,Acme,2025-03-14,USD,110.00,1.10,100.00\n"
        "2,Azur,2025-03-15,EUR,200.00,1.00,200.00\n"
        "3,Acme,2025-03-16,USD,100.00,1.25,80.00\n",
        {"Azur": "200", "Acme": "180"},
    ),
    "sub-totals called S/total": Case(
        "Client;Facture;Montant HT\n"
        "Dupont;F1;100\n"
        "Dupont;F2;50\n"
        "S/total;;150\n"
        "Martin;F3;30\n"
        "S/total;;30\n"
        "TOTAL GENERAL;;180\n",
        {"Dupont": "150", "Martin": "30"},
    ),
    "numbered documents below names that stand once": Case(
        "Customer,Invoice,Amount\n"
        "Acme,1,100\n"
        ",2,50\n"
        "Subtotal Acme,,150\n"
        "Beta,3,30\n"
        "Subtotal Beta,,30\n"
        "Grand total,,180\n",
        {"Acme": "150", "Beta": "30"},
    ),
    "a bank statement": Case(
        "Date opération;Date valeur;Libellé;Débit;Crédit;Solde\n"
        "14/03/2025;14/03/2025;VIR RECU DUPONT SA;;1200,00;5000,00\n"
        "15/03/2025;15/03/2025;PRLV EDF;150,00;;4850,00\n"
        "16/03/2025;16/03/2025;VIR RECU MARTIN;;300,00;5150,00\n",
        {"VIR RECU DUPONT SA": "1200", "VIR RECU MARTIN": "300"},
        ("client_unsure", "revenue_unsure"),
    ),
    "subscriptions on trial": Case(
        "Customer,Plan,Status,MRR,Start date\n"
        "Acme,Pro,active,99,2024-01-01\n"
        "Beta,Basic,canceled,29,2024-02-01\n"
        "Cyan,Pro,trialing,99,2025-01-01\n"
        "Dora,Basic,past_due,29,2024-05-01\n",
        {"Acme": "99", "Dora": "29"},
        ("revenue_unsure", "unapproved"),
    ),
    "budget beside actual": Case(
        "Client;Budget 2025;Réalisé 2025;Écart\nAzur;1000;900;-100\nBleu;500;650;150\n",
        {"Azur": "900", "Bleu": "650"},
    ),
    "budget, actual and variance": Case(
        "Customer,Budget,Actual,Variance\nAcme,1000,900,-100\nBeta,500,650,150\n",
        {"Acme": "900", "Beta": "650"},
    ),
    "amounts with tax beside their tax": Case(
        "Client;Date;TVA;Total TTC\nAzur;14/03/2025;20,00;120,00\nBleu;15/03/2025;5,50;105,50\n",
        {"Azur": "100", "Bleu": "100"},
        ("revenue_column",),
    ),
    "bases by rate of tax": Case(
        "Facture;Client;Base HT 20%;Base HT 10%;Base HT 5,5%;TVA;Total TTC\n"
        "F1;Azur;100,00;50,00;0,00;25,00;175,00\n"
        "F2;Bleu;0,00;200,00;0,00;20,00;220,00\n",
        {"Bleu": "200", "Azur": "150"},
        ("revenue_column",),
    ),
    "what is paid and what is left make what was invoiced": Case(
        "Client;Facturé;Payé;Reste dû\nAzur;1000;800;200\nBleu;500;500;0\n",
        {"Azur": "1000", "Bleu": "500"},
    ),
    "codes without figures beside names, and returns among invoices": Case(
        "Type;N° pièce;Date;Tiers;Intitulé;Montant HT;Montant TTC;Soldé\n"
        "Facture comptabilisée;FA001;140325;CAZUR;Azur;100,00;120,00;Oui\n"
        "Facture comptabilisée;FA002;150325;CBLEU;Bleu;50,00;60,00;Non\n"
        "Facture de retour comptabilisée;FR001;160325;CAZUR;Azur;20,00;24,00;Oui\n"
        "Facture d'avoir comptabilisée;AV001;170325;CBLEU;Bleu;10,00;12,00;Non\n",
        {"Azur": "80", "Bleu": "40"},
    ),
    "Dutch": Case(
        "Klant;Factuurdatum;Bedrag excl. btw;Btw;Bedrag incl. btw\n"
        "Jansen;14-03-2025;100,00;21,00;121,00\n"
        "De Vries;15-03-2025;50,00;10,50;60,50\n",
        {"Jansen": "100", "De Vries": "50"},
    ),
    "Portuguese": Case(
        "Cliente;Data;Valor sem IVA;IVA;Valor com IVA\n"
        "Silva;14/03/2025;100,00;23,00;123,00\n"
        "Sousa;15/03/2025;50,00;11,50;61,50\n",
        {"Silva": "100", "Sousa": "50"},
    ),
    "Swedish": Case(
        "Kund;Fakturadatum;Belopp exkl moms;Moms;Belopp inkl moms\n"
        "Alfa AB;2025-03-14;1 000,00;250,00;1 250,00\n"
        "Beta AB;2025-03-15;500,00;125,00;625,00\n",
        {"Alfa AB": "1000", "Beta AB": "500"},
    ),
    "Polish": Case(
        "Klient;Data;Netto;VAT;Brutto\n"
        "Kowalski;2025-03-14;100,00;23,00;123,00\n"
        "Nowak;2025-03-15;50,00;11,50;61,50\n",
        {"Kowalski": "100", "Nowak": "50"},
    ),
    "rent and charges": Case(
        "Locataire;Bien;Loyer HC;Charges;Total\nAnn;A1;700;100;800\nBo;A2;500;50;550\n",
        {"Ann": "800", "Bo": "550"},
        ("revenue_column",),
    ),
    "invoices that are pending in Spanish": Case(
        "Fecha;Num;Cliente;Descripción;Estado;Subtotal;IVA;Total\n"
        "14/03/2025;F25001;García SL;x;Cobrada;100,00;21,00;121,00\n"
        "15/03/2025;F25002;López;y;Pendiente;50,00;10,50;60,50\n"
        "16/03/2025;F25003;López;z;Anulada;70,00;14,70;84,70\n"
        "17/03/2025;R25001;García SL;w;Pendiente;-30,00;-6,30;-36,30\n",
        {"García SL": "70", "López": "50"},
        ("pending",),
    ),
    "kinds of invoices, some abandoned": Case(
        "Réf.;Type;Date facturation;Tiers;Montant HT;État\n"
        "FA2503-0001;Facture standard;14/03/2025;Azur;100,00;Payée\n"
        "AV2503-0001;Avoir;15/03/2025;Azur;-20,00;Payée\n"
        "AC2503-0001;Acompte;15/03/2025;Bleu;30,00;Payée\n"
        "(PROV12);Facture standard;16/03/2025;Bleu;70,00;Brouillon\n"
        "FA2503-0002;Facture de remplacement;16/03/2025;Bleu;60,00;Impayée\n"
        "FA2503-0003;Facture standard;16/03/2025;Bleu;60,00;Abandonnée\n",
        {"Bleu": "90", "Azur": "80"},
        ("deposits",),
    ),
    "a German ledger": Case(
        "Datum;Belegnr;Konto;Kontobezeichnung;Buchungstext;Soll;Haben\n"
        "04.03.2025;R1;10001;Müller GmbH;Rechnung;119,00;\n"
        "04.03.2025;R1;8400;Erlöse 19%;Rechnung;;100,00\n"
        "04.03.2025;R1;1776;USt 19%;Rechnung;;19,00\n"
        "05.03.2025;R2;10002;Schmidt KG;Rechnung;53,50;\n"
        "05.03.2025;R2;8300;Erlöse 7%;Rechnung;;50,00\n"
        "05.03.2025;R2;1771;USt 7%;Rechnung;;3,50\n"
        "20.03.2025;Z1;1200;Bank;Zahlung;119,00;\n"
        "20.03.2025;Z1;10001;Müller GmbH;Zahlung;;119,00\n",
        {"Müller GmbH": "100", "Schmidt KG": "50"},
    ),
    "a total of other amounts": Case(
        "Client;CA export;CA France;CA total\nAzur;10;20;30\nBleu;0;15;15\n",
        {"Azur": "30", "Bleu": "15"},
    ),
    "a value, discount and delivery make the total": Case(
        "Sale Date,Order ID,Full Name,Number of Items,Order Value,Coupon Details,Discount Amount,"
        "Shipping Discount,Shipping,Sales Tax,Order Total,Status\n"
        "03/14/25,1,Ann Roy,1,50.00,,0,0,5.00,0,55.00,\n"
        "03/15/25,2,Bo Lee,2,30.00,X,5.00,0,5.00,0,30.00,\n",
        {"Ann Roy": "55", "Bo Lee": "30"},
        ("revenue_column",),
    ),
    "electronic invoices that were rejected": Case(
        "Tipo documento;Numero;Data;Cliente;Imponibile;Imposta;Totale;Stato\n"
        "TD01;1;14/03/2025;Rossi;100,00;22,00;122,00;Consegnata\n"
        "TD04;2;15/03/2025;Rossi;20,00;4,40;24,40;Consegnata\n"
        "TD01;3;16/03/2025;Verdi;50,00;11,00;61,00;Scartata\n"
        "TD01;4;16/03/2025;Verdi;50,00;11,00;61,00;Consegnata\n",
        {"Rossi": "80", "Verdi": "50"},
    ),
    "refunded in part, nobody knows how much": Case(
        "Invoice,Customer,Status,Amount\n"
        "1,Acme,Partially Paid,100\n"
        "2,Beta,Partially Refunded,50\n"
        "3,Beta,Chargeback,40\n"
        "4,Acme,Disputed,10\n",
        {"Acme": "110", "Beta": "50"},
        ("partly_refunded",),
    ),
    "quotes alone, told by the heading of their numbers": Case(
        "Devis;Client;Date;Total HT;Statut\n"
        "D1;Azur;14/03/2025;100;Signé\n"
        "D2;Bleu;15/03/2025;50;Refusé\n"
        "D3;Bleu;15/03/2025;70;Envoyé\n",
        {"Azur": "100", "Bleu": "70"},
    ),
    "credit notes told by the words before their number": Case(
        "Document;Client;Montant HT\n"
        "Facture n°1;Azur;100\n"
        "Avoir n°1 (facture n°1);Azur;40\n"
        "Facture n°2;Bleu;50\n",
        {"Azur": "60", "Bleu": "50"},
    ),
    "the month's amount beside the one so far": Case(
        "Client;Situation;Cumul HT;Montant du mois HT\nAzur;1;100;100\nAzur;2;250;150\nBleu;1;50;50\n",
        {"Azur": "250", "Bleu": "50"},
    ),
    "double entry without a chart of accounts": Case(
        "Transaction Date,Account Name,Transaction Description,Amount (One column),"
        "Debit Amount (Two Column Approach),Credit Amount (Two Column Approach),Customer,"
        "Invoice Number\n"
        "2025-03-14,Accounts Receivable,Acme invoice 1,120,120,,Acme,1\n"
        "2025-03-14,Sales,Acme invoice 1,100,,100,Acme,1\n"
        "2025-03-14,VAT,Acme invoice 1,20,,20,Acme,1\n"
        "2025-03-15,Accounts Receivable,Beta invoice 2,60,60,,Beta,2\n"
        "2025-03-15,Sales,Beta invoice 2,60,,60,Beta,2\n",
        None,
        ("revenue_unsure",),
    ),
    "lessons that are no rates": Case(
        "Élève;Nb cours;Montant\nAnn;4;100\nBo;5;50\n",
        {"Ann": "100", "Bo": "50"},
    ),
    "clients in capitals beside the title of the work": Case(
        "Client;Intitulé;Montant HT\nDUPONT;Travaux cuisine;100\nMARTIN;Salle de bain;50\n",
        {"DUPONT": "100", "MARTIN": "50"},
    ),
    "clients in capitals beside projects": Case(
        "Client;Nom du projet;Montant HT\nACME;Site web;100\nBETA;Boutique;50\nACME;Logo;20\n",
        {"ACME": "120", "BETA": "50"},
    ),
    "a rate of tax, which is not taken off": Case(
        "Client;Total TTC;Taux TVA\nAzur;120;20\nBleu;105,5;5,5\n",
        {"Azur": "120", "Bleu": "105.5"},
    ),
    "fees and expenses": Case(
        "Client;Honoraires;Frais;Total HT\nAzur;100;5;105\nBleu;50;0;50\n",
        {"Azur": "105", "Bleu": "50"},
        ("revenue_column",),
    ),
    "shops and web": Case(
        "Client;CA magasin;CA web;CA total;Marge\nAzur;10;5;15;4\nBleu;1;1;2;1\n",
        {"Azur": "15", "Bleu": "2"},
    ),
    "orders that wait for their shipment": Case(
        "Order,Customer,Status,Total\n"
        "1,Acme,Awaiting Shipment,100\n"
        "2,Beta,Shipped,50\n"
        "3,Beta,Awaiting Payment,30\n"
        "4,Acme,Cancelled,9\n",
        {"Acme": "100", "Beta": "50"},
        ("pending",),
    ),
    "orders told by the words before their number": Case(
        "Document;Client;Montant HT\nFacture 12;Azur;100\nCommande 7;Azur;100\nFacture 13;Bleu;50\n",
        {"Azur": "100", "Bleu": "50"},
    ),
    "a bank statement in English": Case(
        "Date,Description,Debit,Credit,Balance\n"
        "2025-03-14,Transfer from ACME,,100,100\n"
        "2025-03-15,Card payment Shell,20,,80\n"
        "2025-03-16,Transfer from BETA,,50,130\n",
        {"Transfer from ACME": "100", "Transfer from BETA": "50"},
        ("client_unsure", "revenue_unsure"),
    ),
    "a ledger without a journal": Case(
        "Compte;Tiers;Débit;Crédit;Libellé\n"
        "411000;Azur;120;;Facture 1\n"
        "411000;Bleu;60;;Facture 2\n"
        "512000;;120;;Virement\n"
        "411000;Azur;;120;Virement\n",
        {"Azur": "120", "Bleu": "60"},
    ),
    "amounts with DR and CR behind them": Case(
        'Customer,Amount\nAcme,"1,000.00 DR"\nAcme,200.00 CR\nBeta,500.00 DR\n',
        {"Acme": "800", "Beta": "500"},
    ),
    "a balance of accounts": Case(
        "Compte;Intitulé;Débit;Crédit;Solde débiteur;Solde créditeur\n"
        "411AZU;Azur;1200;1000;200;\n"
        "411BLE;Bleu;600;600;;\n",
        None,
        ("revenue_unsure",),
    ),
    "what is owed by its age, without a word for the sum": Case(
        "Code client;Nom;Échu > 90 j;Échu 60 à 90 j;Échu 30 à 60 j;Échu < 30 j;Non échu;Total dû\n"
        "C1;Azur;0;0;50;0;100;150\n"
        "C2;Bleu;5;0;0;20;0;25\n",
        None,
        ("revenue_unsure",),
    ),
    "open balances alone": Case(
        "Customer,Date,Transaction Type,Num,Due Date,Open Balance\n"
        "Acme,01/14/2025,Invoice,1,02/14/2025,100.00\n"
        "Beta,01/15/2025,Invoice,2,02/15/2025,50.00\n",
        None,
        ("revenue_unsure",),
    ),
    "rates headed with the currency": Case(
        "Client;Montant;Devise;Taux EUR\nAcme;100;GBP;1,17\nAzur;50;EUR;1\nBaku;1000;SEK;0,088\n",
        {"Acme": "117", "Baku": "88", "Azur": "50"},
        ("rate_side",),
    ),
    "gross amounts in German": Case(
        "Kunde;Brutto;MwSt\nMüller;119,00;19,00\nSchmidt;59,50;9,50\n",
        {"Müller": "100", "Schmidt": "50"},
        ("revenue_column",),
    ),
    "tax in two columns": Case(
        "Ticket;Client;TVA 5,5;TVA 20;TTC\n1;Azur;5,5;0;105,5\n2;Bleu;0;10;60\n3;Azur;1,1;4;45,1\n",
        {"Azur": "140", "Bleu": "50"},
        ("revenue_column",),
    ),
    "payments not made yet": Case(
        "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer Email,Customer Name\n"
        "pi_1,2025-03-14,100,0,eur,Paid,a@x.org,Ann\n"
        "pi_2,2025-03-15,50,0,eur,requires_payment_method,b@x.org,Bo\n"
        "pi_3,2025-03-16,70,0,eur,Pending,b@x.org,Bo\n"
        "pi_4,2025-03-17,20,20,eur,Refunded,a@x.org,Ann\n"
        "pi_5,2025-03-18,30,0,eur,Paid,b@x.org,Bo\n",
        {"Ann": "100", "Bo": "30"},
        ("pending", "unapproved"),
    ),
    "a rate of the own currency on each invoice": Case(
        "Number,Partner,Date,Currency,Currency Rate,Untaxed Amount,Total\n"
        "INV1,Acme,2025-03-14,USD,1.08,108,108\n"
        "INV2,Azur,2025-03-15,EUR,1.0,50,60\n"
        "INV3,Acme,2025-03-16,USD,1.10,55,55\n",
        {"Acme": "150", "Azur": "50"},
        ("rate_side",),
    ),
    "two columns of one name": Case(
        "Client;Montant;Montant\nAzur;10;100\nBleu;20;200\n",
        {"Bleu": "20", "Azur": "10"},
        ("revenue_column",),
    ),
    "a running total": Case(
        "Client;CA;% CA;Cumul\nAzur;60;0,6;60\nBleu;40;0,4;100\n",
        {"Azur": "60", "Bleu": "40"},
    ),
    "an amount and a tax that may be in it": Case(
        "Client;Montant;TVA\nAzur;120,00;20,00\nBleu;60,00;10,00\n",
        {"Azur": "120", "Bleu": "60"},
        ("revenue_column",),
    ),
    "deals none of which is won": Case(
        "Opportunité;Compte;Montant;Phase\n"
        "A;Azur;100;Proposition\n"
        "B;Bleu;50;Qualification\n"
        "C;Azur;70;Proposition\n"
        "D;Bleu;20;Qualification\n",
        None,
        ("status_qualification",),
    ),
}
