"""What sort of document a row is about, and what became of it: words of type, status and label columns."""

import re
from typing import Literal, get_args

from lib.base.accents import without_accents

Kind = Literal[
    "purchase",
    "credit_note",
    "deposit",
    "payment",
    "quote",
    "order",
    "delivery",
    "pro_forma",
    "opening",
    "invoice",
]
Offer = Literal["order", "delivery", "quote", "pro_forma"]
OFFERS: tuple[Offer, ...] = get_args(Offer)
"""What is no revenue beside invoices; where there are none, the first of these that there is stands for
it."""
Status = Literal[
    "cancelled",
    "draft",
    "abandoned",
    "refused",
    "refunded",
    "partly_refunded",
    "unapproved",
    "pending",
    "won",
    "counts",
]

_WORDS: dict[Kind, str] = {
    "purchase": r"in_(invoice|refund)|(factures?|avoirs?|notes? de credit) (de )?(fournisseurs?|achats?)|"
    r"(vendor|supplier) (bills?|invoices?|credits?( notes?)?|refunds?)|bills?|bill (payments?|credits?)|"
    r"achats?|purchases?( invoices?)?(?! order)|"
    r"expenses?|depenses?|notes? de frais|eingangsrechnung(en)?|lieferantenrechnung(en)?|"
    r"facturas? (de )?(compra|proveedor(es)?)|fatture? (di )?(acquisto|fornitor[ei])",
    "credit_note": r"(factures?|fact?|bons?) (de retour|d.avoir)|"
    r"avoirs?|credit ?[ -]?notes?|credit ?memos?|credits? client|refunds?|remboursements?|"
    r"gutschrift(en)?|storno(rechnung)?|notas? de (credito|abono)|abonos?|facturas? rectificativas?|"
    r"not[ae] di credito|out_refund|factures? d.avoir|factures? rectificatives?|notes? de credit|retours?|"
    r"returns?|"
    r"annulation de facture",
    "deposit": r"(factures?|fact?|fa)( client)?( d| d.|_|-)? ?(un )?acomptes?|acomptes?( client)?|"
    "avances? client|"
    r"(deposit|down[ -]?payment|advance( payment)?|prepayment) ?(invoices?|requests?)?|"
    r"anzahlung(srechnung|en)?|"
    r"abschlagsrechnung|factura de anticipo|anticipos?|fatture? (di|d.)? ?acconto|acconti?o?|"
    r"arrhes",
    "payment": r"reglements?|paiements?|payments?|encaissements?|virements?|virt?|cheques?|chq|"
    "prelevements?|prlv|"
    r"zahlung(en)?|zahlungseingang|pagos?|pagament[io]|remise de cheques?|lettrage|cb|carte bancaire|"
    r"effets?|lcr|payouts?",
    "quote": r"devis|quotes?|quotations?|estimates?|angebot(e)?|presupuestos?|preventiv[io]|proposals?|"
    r"propositions?( commerciales?)?|offres?",
    "delivery": r"bons? de (livraison|sortie)|delivery( notes?| orders?)?|livraisons?|packing slips?|"
    "lieferschein(e)?|"
    r"albaran(es)?|ddt|documenti? di trasporto|expeditions?|shipments?",
    "pro_forma": r"(factures? |invoices? )?pro ?-?formas?( invoices?| rechnung)?|proformas?",
    "order": r"bons? de commande|commandes?( clients?)?|(sales |purchase )?orders?|auftra?e?g(e|"
    "sbestatigung)?|"
    r"bestellung(en)?|pedidos?|ordin[ei]( cliente)?",
    "opening": r"a[ -]?nouveaux?|ran|an|report a nouveau|reports? a nouveaux?|opening( balance)?|"
    r"solde (initial|anterieur)|reouverture",
    "invoice": r"factures?( client| doit| de vente| de solde| finale)?|invoices?|fact?|fa|inv|"
    "sales receipts?|rechnung(en)?|"
    r"facturas?|fatture?a?|vente?s?|out_invoice|tickets?|receipts?|charges?|sales?|note d.honoraires|solde|"
    r"schlussrechnung(en)?|notes? de debit|debit notes?|nota di debito",
}
"""By kind, the words of a simplified text; the first kind that fits counts."""
_CODES: dict[str, Kind] = {
    **dict.fromkeys(
        ("av", "avc", "avo", "avr", "nc", "cn", "cm", "gs", "crn", "rinv", "avoir"), "credit_note"
    ),
    **dict.fromkeys(
        ("fa", "fac", "facc", "fact", "fc", "fv", "ft", "inv", "rg", "fcl", "facture"), "invoice"
    ),
    **dict.fromkeys(("dev", "dv", "qt", "ang", "quo"), "quote"),
    **dict.fromkeys(("bc", "cde", "cmd", "so", "po", "ord"), "order"),
    **dict.fromkeys(("bl", "bdl", "dn", "ls"), "delivery"),
    **dict.fromkeys(("pf", "pro", "prof", "fpf"), "pro_forma"),
    **dict.fromkeys(("fac aco", "faa", "fda", "aco", "fadep"), "deposit"),
    # The codes of electronic invoices: EN 16931 (UNTDID 1001), and Italy's FatturaPA.
    **dict.fromkeys(("380", "384", "389", "td01", "td05", "td06", "td24", "td25"), "invoice"),
    **dict.fromkeys(("381", "261", "396", "td04"), "credit_note"),
    **dict.fromkeys(("386", "td02", "td03"), "deposit"),
    "325": "pro_forma",
}
"""Codes that stand alone in a type column or begin a number."""
_LETTERS: dict[str, Kind] = {
    "f": "invoice",
    "a": "credit_note",
    "d": "quote",
    "i": "invoice",
    "c": "credit_note",
}
"""What one letter at the beginning of a number can mean, beside numbers that begin with F or I."""
_WHOLE = {kind: re.compile(rf"^(?:{words})(?:\b.*)?$") for kind, words in _WORDS.items()}
_WITHIN = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _WORDS.items() if kind != "purchase"}
"""A label may speak of the client's own purchase."""
_FIRST = re.compile(
    r"^\W*(?:avoirs?|credit ?[ -]?notes?|credit ?memos?|facture d.avoir|note de credit|remboursements?|"
    r"refund|gutschrift|"
    r"storno|nota de (?:credito|abono)|nota di credito)\b"
)
MAY_TELL = (
    r"(?i)^[^0-9a-z]*(?:386|a(?:bs|co|cc|dv|nt|nz|rr|v[ao])|cr[eé]d|deposit|down|fa(?:[acdtu]|[^a-z])|fda|"
    r"gutsch|not[ae]|prepay|re(?:mb|fund)|storno|td0)"
)
"""How labels of credit notes and deposits begin, and some others: a pattern that engines evaluate quickly (of
RE2)."""
_BANK = re.compile(
    r"^(vir(ement|t)?|prlv|prelevement|cb|carte|paiement (par )?(cb|carte)|retrait|dab|frais|cotis\w*|"
    r"commission\w*|interets|transfer|card|direct debit|atm|sepa|lastschrift|uberweisung|kartenzahlung|"
    r"gutschrift|transferencia|bonifico|recibo|tarjeta)\b"
)
_SALES = re.compile(
    r"^(v|ve|vt|ven|vte|vte?s|vent|vente?s?|fa|fac|fact|factures?|sales?|fc|fv|vc|vf|verkauf|ventas)\d*$"
)
_STATUSES: tuple[tuple[Status, str], ...] = (
    (
        "partly_refunded",
        r"partiell?e?ment rembourse\w*|rembourse\w* partiell?e?ment|rembourse\w* en partie|"
        r"part(ially|ly|ial)[ _-]?refund\w*|teilweise erstattet",
    ),
    (
        "cancelled",
        r"annul\w*|cancel\w*|void\w*|supprime\w*|deleted|storn\w*|anulad\w*|cancelad\w*|cancellat\w*|"
        r"rembourse et annule|"
        r"reversed|written[ _-]?off|perte",
    ),
    (
        "draft",
        r"brouillons?|drafts?|entw[u]rf\w*|borrador\w*|bozz[ae]|provisoires?|en preparation|"
        r"en cours de (saisie|redaction)|"
        r"a valider|a l.etat de brouillon",
    ),
    (
        "abandoned",
        r"abandon\w*|expired|expire\w*|checkout[ _-]?draft|incomplete( expired)?|incomplet\w*|abgelaufen|"
        r"panier( abandonne)?",
    ),
    (
        "refused",
        r"refus\w*|rejet\w*|reject\w*|fail\w*|echou\w*|echec\w*|declin\w*|denied|blocked|bloque\w*|"
        r"perdue?s?|(closed[ _-]?)?lost|"
        r"scartat\w*|"
        r"abgelehnt|fehlgeschlagen|rechazad\w*|fallid\w*|rifiutat\w*|fallit\w*|non accepte\w*|sans suite|"
        r"paiement (refuse|echoue)|erreur( de paiement)?",
    ),
    (
        "refunded",
        r"(entierement |totalement |fully )?rembourse\w*|(fully[ _-])?refunded|erstattet|reembolsad\w*|"
        r"rimborsat\w*|"
        r"charged?[ _-]?back|retourne\w*|returned",
    ),
    (
        "unapproved",
        r"(en )?attente d[e'] ?(validation|approbation|acceptation|signature|confirmation)|"
        r"soumise?s?|submitted|"
        r"a (approuver|confirmer|signer)|en (cours d.)?approbation|to approve|"
        r"(pending|awaiting|waiting for) (approval|validation|signature|confirmation|review)|"
        r"(zur|in) (freigabe|prufung|genehmigung)|freizugeben|por aprobar|da approvare|"
        r"trial(ing)?|(periode |version )?d?.?essai|testphase|probezeit|en prueba|in prova|"
        r"requires[ _]\w*( \w+)*|authori[sz]ed|autorise\w*|uncaptured",
    ),
    (
        "pending",
        r"(pending|awaiting|waiting for|(en )?attente)(?! (for |de |d.)?(la |l.)?(fulfil|ship|pick|deliver|"
        r"livr|exped|prepar|enlev|retrait|colis|reappro\w* \(?paye))|"
        r"pendiente\w*|pendente\w*|in attesa|ausstehend|wartend|warte(t)? auf|zahlung ausstehend|"
        r"in afwachting|w oczekiwaniu|oczekujac\w*",
    ),
    ("won", r"(closed[ _-]?)?won|gagne\w*|remporte\w*|gewonnen|ganad\w*|vint[aeio]"),
    (
        "counts",
        r"valid\w*|pay[e]\w*|paid|(partiell?e?ment|partially|partly) (paye\w*|paid|regle\w*)|regle\w*|"
        r"solde\w*|comptabilise\w*|"
        r"(pending|awaiting|waiting for|en attente) .*|"
        r"factur\w*|invoiced|billed|emise?s?|envoye\w*|sent|issued|posted|open|ouverte?s?|en cours|"
        r"finali[sz]e\w*|"
        r"complet\w*|terminee?s?|processing|processed|on[ _-]?hold|en retard|echue?s?|overdue|past due|"
        r"due|unpaid|impaye\w*|"
        r"non (paye|regle|echue?)\w*|a (payer|regler|encaisser)|not paid|in payment|livre\w*|expedie\w*|"
        r"delivered|"
        r"shipped|fulfilled|succe\w*|captured|cleared|settled|signee?s?|"
        r"accepte\w*|accepted|approved|"
        r"approuve\w*|closed|clos\w*|cloture\w*|confirme\w*|confirmed|sale|done|bezahlt|offen|gebucht|"
        r"verbucht|uberfallig|"
        r"versendet|abgeschlossen|pagad\w*|cobrad\w*|emitid\w*|vencid\w*|pagat\w*|emess\w*|scadut\w*|"
        r"available|deposited|"
        r"encaisse\w*|lettre\w*|transmise?s?|deposee?s?|rapproche\w*|partiel\w*|imprime\w*|printed|viewed|"
        r"vue?|active|ok|"
        r"(paiement|reglement|payment|zahlung) (accepte\w*|recu\w*|effectue\w*|valide\w*|commence\w*|"
        r"partiel\w*|accepted|received|completed?|made|erhalten|eingegangen)|"
        r"reussi\w*|effectue\w*|traite\w*|recue?s?|received|acquitte\w*|archive\w*|archiviert|enregistre\w*|"
        r"exporte\w*|exported|relance\w*|reminded|en litige|disputed|en recouvrement|contentieux|"
        r"non (pagat|sald|incassat|cobrad)\w*|da (pagare|incassare)|in scadenza|parzialmente pagat\w*|"
        r"saldat\w*|"
        r"incassat\w*|inviat\w*|consegnat\w*|sin (pagar|cobrar)|por cobrar|parcialmente (pagad|cobrad)\w*|"
        r"enviad\w*|entregad\w*|aceptad\w*|confermat\w*|confirmad\w*|"
        r"(nicht |un|teil|teilweise |vollstandig )bezahlt|erledigt|zugestellt|geliefert|fallig|gestellt|"
        r"(an)?gemahnt|mahnung|in mahnung|bestatigt|angenommen|fakturiert|berechnet",
    ),
)
_OPEN = re.compile(
    r"^(?:open|ouverte?s?|en cours|in progress|offen|in bearbeitung|abiert\w*|en curso|apert\w*|in corso|"
    r"active|"
    r"nouve(?:au|lle)s?|new|sent|envoye\w*|processing)(?:\b.*)?$"
)
"""What says of an invoice that it is not paid yet, and of a deal that it is not won."""
_BILLABLE = re.compile(r"^(is )?(billable|facturable|abrechenbar|fatturabile)s?( ?\?)?$")
YES = frozenset(
    ("oui", "yes", "ja", "si", "true", "vrai", "wahr", "verdadero", "vero", "1", "x", "o", "y", "✓", "✔")
)
NO = frozenset(("non", "no", "nein", "false", "faux", "falsch", "falso", "0", "n", "", "✗", "✘"))
_STATUS = tuple((status, re.compile(rf"^(?:{words})(?:\b.*)?$")) for status, words in _STATUSES)
_NOT = re.compile(r"^(?:non|pas|not|un|nicht|no) (?:annul|cancel|rembours|refund|rejet|storn|anulad)")
SERIES = r"^[^0-9A-Za-z]*(?:\d{2,4}[\s_/.-]+)?(?P<part>[A-Za-z]{1,8}(?:[ _/.-][A-Za-z]{1,6})?)[\s_/.-]*\d"
"""The letters with which a document number begins: AV of AV2025-001 (a pattern of RE2)."""


def plain(text: str) -> str:
    """Small letters without accents and without needless blanks; the signs of a code become blanks."""
    return " ".join(without_accents(text.casefold().replace("’", "'")).split())


def kind_of(text: str) -> Kind | None:
    """The sort of document that a cell of a type column names; None for none that is known."""
    bare = plain(text)
    if not bare:
        return None
    named = _CODES.get(re.sub(r"[\s_.-]+", " ", bare).strip())
    return named or next((kind for kind, pattern in _WHOLE.items() if pattern.match(bare)), None)


def kind_in(label: str) -> Kind | None:
    """The sort of document that the label of an accounting entry speaks of; None where it does not."""
    bare = plain(label)
    return next((kind for kind, pattern in _WITHIN.items() if pattern.search(bare)), None)


def begins_with_credit_note(label: str) -> bool:
    """Whether a label says, first of all, that it is about a credit note."""
    return bool(label) and bool(_FIRST.match(plain(label)))


def is_bank_movement(label: str) -> bool:
    """Whether a label is one of a bank's statement."""
    return bool(_BANK.match(plain(label)))


def is_sales_journal(code: str) -> bool:
    """Whether a journal of an accounting ledger is the one of sales."""
    return bool(_SALES.match(plain(code)))


def status_of(text: str) -> Status | None:
    """What a cell of a status column says of its document; None for words that are not known."""
    bare = re.sub(r"[_\s]+", " ", plain(text)).strip(" .!:;-–✓✔✗❌✅").removeprefix("wc-")
    if not bare:
        return None
    if _NOT.match(bare):
        return "counts"
    return next((status for status, pattern in _STATUS if pattern.match(bare)), None)


def is_open(text: str) -> bool:
    """Whether a word is that of a deal which is not won yet, beside deals that are."""
    return bool(_OPEN.match(re.sub(r"[_\s]+", " ", plain(text))))


def is_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().casefold() in YES


def is_no(text: str) -> bool:
    """Whether a cell says no, in a word or figure."""
    return bool(text.strip()) and text.strip().casefold() in NO


def is_billable(heading: str) -> bool:
    """Whether a heading asks if something can be billed."""
    return bool(_BILLABLE.match(plain(heading)))


def is_yes_or_no(text: str) -> bool:
    """Whether a cell says yes or no, and nothing else."""
    bare = text.strip().casefold()
    return bare in YES or bare in NO


def kind_of_series(series: str) -> Kind | None:
    """The sort of documents that a series of numbers usually is; of a series in two parts, either tells."""
    bare = re.sub(r"[\s_/.-]+", " ", series.casefold())
    parts = [_CODES.get(bare), _LETTERS.get(bare), *(_CODES.get(part) for part in bare.split()[::-1])]
    return next((kind for kind in parts if kind), None)


def is_direction(text: str) -> bool:
    """Whether a cell says debit or credit, beside a column of amounts."""
    return is_debit(text) or is_credit(text)


def is_debit(text: str) -> bool:
    """Whether a cell says that its amount is a debit."""
    return plain(text) in ("d", "debit", "db", "dt", "dr", "s", "soll", "debe", "dare", "+", "debiteur")


def is_credit(text: str) -> bool:
    """Whether a cell says that its amount is a credit."""
    return plain(text) in ("c", "credit", "cr", "ct", "h", "haben", "haber", "avere", "-", "crediteur")
