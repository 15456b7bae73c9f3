"""What sort of document a row is about: an invoice, a credit note, a payment, or none that counts."""

import re
from typing import Literal

from lib.base.accents import without_accents

Kind = Literal["invoice", "credit_note", "payment", "offer", "opening"]

_WORDS: dict[Kind, str] = {
    "credit_note": r"avoirs?|credit ?notes?|credit ?memos?|credits? client|refunds?|remboursements?|"
    r"gutschrift(en)?|notas? de (credito|abono)|abonos?|note? di credito|out_refund|facture d.avoir|retours?",
    "payment": r"reglements?|paiements?|payments?|encaissements?|virements?|virt?|cheques?|chq|prelevements?|"
    r"zahlung(en)?|pagos?|pagament[io]|remise de cheques?|acomptes?|lettrage|cb|carte bancaire|effets?|lcr",
    "offer": r"devis|quotes?|quotations?|estimates?|bons? de commande|commandes?|(sales )?orders?|"
    r"bons? de livraison|proforma|pro forma|angebot(e)?|presupuestos?|preventiv[io]|proposals?",
    "opening": r"a ?nouveaux?|ran|an|report a nouveau|opening( balance)?|"
    r"solde (initial|anterieur)|reouverture",
    "invoice": r"factures?( client| doit)?|invoices?|fact?|fa|sales receipts?|rechnung(en)?|facturas?|"
    r"fatture?|vente?s?|out_invoice|tickets?|receipts?|charges?|sales?",
}
_WHOLE = {kind: re.compile(rf"^(?:{words})(?:\b.*)?$") for kind, words in _WORDS.items()}
_WITHIN = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _WORDS.items()}
_SALES = re.compile(
    r"^(v|ve|vt|ven|vte|vte?s|vent|vente?s?|fa|fac|fact|factures?|sales?|fc|fv|verkauf|ventas)\d*$"
)


def _plain(text: str) -> str:
    return without_accents(text.strip().casefold().replace("’", "'"))


def kind_of(text: str) -> Kind | None:
    """The sort of document that a cell of a type column names; None for none that is known."""
    plain = _plain(text)
    return next((kind for kind, pattern in _WHOLE.items() if pattern.match(plain)), None)


def kind_in(label: str) -> Kind | None:
    """The sort of document that the label of an accounting entry speaks of; None where it does not."""
    plain = _plain(label)
    return next((kind for kind, pattern in _WITHIN.items() if pattern.search(plain)), None)


def is_sales_journal(code: str) -> bool:
    """Whether a journal of an accounting ledger is the one of sales."""
    return bool(_SALES.match(_plain(code)))
