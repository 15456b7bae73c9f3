"""What a heading means: its role, how sure that is, and why."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from rapidfuzz import fuzz

from lib.base.accents import without_accents
from lib.clients.model import Role

SYNONYMS = Path(__file__).with_name("synonyms.toml")
ROLES: tuple[Role, ...] = get_args(Role)
CLOSE = 88
"""Headings this alike (of 100) are the same but for a slip of the hand."""

_WITHOUT_TAX = (
    *("ht", "h t", "htva", "hors taxes", "hors taxe", "hors tva", "untaxed", "excl", "excluded", "excluding"),
    *("ex tax", "ex vat", "without tax", "before tax", "imponibile", "sin iva", "senza iva", "sem iva"),
    *("ohne mwst", "ohne ust", "zzgl", "exkl", "eksl", "ekskl", "bez vat", "bez dph", "neto", "hors taxe"),
    "hors btw",
)
_WITH_TAX = (
    *("ttc", "t t c", "tvac", "toutes taxes comprises", "tva comprise", "incl", "included", "including"),
    *("gross", "brut", "con iva", "com iva", "inkl", "mit mwst", "mit ust", "z vat", "s dph", "a payer"),
    "tva incluse",
)
_TAX_IN_AMOUNT = re.compile(
    r"\b(?:hors|toutes|sans|without|before|with|ex|excl\w*|incl\w*|ohne|mit|inkl|exkl|ekskl|eksl|zzgl|sin|"
    r"con|senza|sem|com|bez|z)(?: de)? (?:taxe?s?|tva|vat|mwst|ust|iva|btw|moms|dph)\b|"
    r"\b(?:taxe?s?|tva|vat|mwst|ust|iva|btw|moms|dph) (?:excl\w*|incl\w*|comprises?)\b"
)
"""What says that an amount is with or without tax, and is not itself about the tax."""
_PERCENT = re.compile(r"(?<!\d)(?<!\d )%")
"""A share of something; 20 % in a heading is the rate of a tax."""
_ARTICLE = re.compile(r"\bdu (?=(?!ht\b|ttc\b|au\b|le\b|en\b|a\b|eur)[a-z])")
_TAX = (
    *("tva", "taxe", "taxes", "tax", "vat", "mwst", "mw st", "ust", "iva", "igic", "gst", "hst", "steuer"),
    *("mehrwertsteuer", "umsatzsteuer", "btw", "moms", "mva", "dph", "alv"),
)
_GROSS = ("brut", "gross", "brutto", "avant remise")
_INVOICES = re.compile(r"invoice|factur(?!able)|rechnung|fattur|faktur(?!a[bl])|fatura")
_DISCOUNT = ("discount", "remise", "rabatt", "rabais", "coupon", "descuento", "sconto", "korting")
_QUOTES = ("devis", "quote", "quotation", "angebot", "presupuesto", "preventiv", "estimate", "offerte")
_DEALS = ("opportunit", "deal", "pipeline", "probabilit", "wahrscheinlichkeit", "oportunidad", "trattativ")
_ADDED = (
    *("shipping", "delivery", "freight", "handling", "livraison", "port", "transport", "frais", "charges"),
    *("versand", "porto", "fracht", "envio", "gastos", "spedizione", "trasporto", "verzend", "frakt", "tip"),
    *("tips", "pourboire", "trinkgeld", "propina", "emballage", "ecotaxe", "nebenkosten"),
)
"""How words begin that name what comes on top of an amount."""
_THOUSANDS = re.compile(
    r"(?i)(?<![a-z])"
    r"(k ?€|k ?eur|keuros?|milliers|thousands?|teur|t ?€|tsd|k ?\$|k ?£|miles|migliaia)(?![a-z])"
)
_MILLIONS = re.compile(r"(?i)(?<![a-z])(m ?€|m ?eur|millions?|mio|meur)(?![a-z])")


@dataclass(frozen=True)
class Meaning:
    """One role a heading may have. `rank` orders headings of equal confidence, the lower the better."""

    role: Role
    confidence: float
    reason: str
    rank: int


@dataclass(frozen=True)
class _Entry:
    """The synonyms of one role, simplified."""

    names: dict[str, int]
    words: tuple[str, ...]
    never: tuple[str, ...]


def simple(text: str) -> str:
    """A heading without case, accents, punctuation and needless blanks; camelCase is parted."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    letters = without_accents(parted.replace("°", " ").replace("º", " "))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters.casefold()).split())


@cache
def _synonyms() -> dict[str, _Entry]:
    with SYNONYMS.open("rb") as file:
        table = tomllib.load(file)
    return {role: _entry(table[role]) for role in [*ROLES, "ignored"]}


def _entry(lists: dict[str, list[str]]) -> _Entry:
    names: dict[str, int] = {}
    for rank, name in enumerate(lists["names"]):
        names.setdefault(simple(name).replace(" ", ""), rank)
    words, never = (tuple(simple(word) for word in lists[key]) for key in ("words", "never"))
    return _Entry(names, words, never)


@cache
def meanings(heading: str) -> tuple[Meaning, ...]:
    """Every role the heading may have, the surest first; none for what is not kept, such as an e-mail."""
    plain = without_period(simple(heading))
    if not plain or is_ignored(plain):
        return ()
    roles = [role for role in ROLES if role != "revenue" or not _PERCENT.search(heading)]
    possible = [meaning for role in roles if (meaning := _meaning(plain, role))]
    return tuple(sorted(possible, key=lambda meaning: (-meaning.confidence, meaning.rank)))


def may_mean(heading: str, role: Role) -> bool:
    """Whether a heading may have the role."""
    return any(meaning.role == role for meaning in meanings(heading))


def mean_the_same(left: str, right: str) -> bool:
    """Whether two headings most likely have the same role."""
    left_meanings, right_meanings = meanings(left), meanings(right)
    return bool(left_meanings and right_meanings) and left_meanings[0].role == right_meanings[0].role


@cache
def is_ignored(heading: str) -> bool:
    """Whether the column holds what the app does not keep: e-mail, telephone, address, bank account."""
    plain = simple(heading)
    return plain.replace(" ", "") in _synonyms()["ignored"].names or _has(plain, _synonyms()["ignored"].words)


@cache
def is_email_heading(heading: str) -> bool:
    """Whether the column holds e-mail addresses, by its heading."""
    return _has(simple(heading), ("email", "e mail", "mail", "courriel", "correo", "emailadresse"))


@cache
def is_never(heading: str, role: Role) -> bool:
    """Whether a word of the heading says that the column has not that role."""
    return _has(_without_tax_words(simple(heading)), _synonyms()[role].never)


def _without_tax_words(plain: str) -> str:
    """A heading without what says that tax is in or out, and without the article in "montant du mois", which
    is written like what is due."""
    return _ARTICLE.sub(" ", _TAX_IN_AMOUNT.sub(" ", plain))


def without_period(plain: str) -> str:
    """A simplified heading without a year and without the unit of its amounts."""
    return (
        " ".join(
            word
            for word in plain.split()
            if not re.fullmatch(
                r"(19|20)\d\d|eur|euros?|usd|gbp|chf|cad|aud|mad|xof|xaf|fcfa|sek|nok|dkk|pln|jpy|czk|huf|ron|keur|k",
                word,
            )
        )
        or plain
    )


_PLANNED = (
    *("budget", "prevision", "previsionnel", "objectif", "forecast", "target", "estime", "estimation"),
    *("estimated", "devis", "quote", "encours", "plafond", "enveloppe", "limit"),
)


def _meaning(plain: str, role: Role) -> Meaning | None:
    entry = _synonyms()[role]
    compact = plain.replace(" ", "")
    if compact in entry.names:
        return Meaning(role, 1.0, "synonym", entry.names[compact])
    if _has(_without_tax_words(plain), entry.never):
        return None
    for rank, word in enumerate(entry.words):
        if f" {word} " in f" {plain} ":
            return Meaning(role, 0.8, "word", rank)
    if role in ("client", "number") and (of_party := _of_party(plain, role)):
        return of_party
    for name, rank in entry.names.items():
        if len(compact) > 4 and fuzz.ratio(compact, name) >= CLOSE:
            return Meaning(role, 0.7, "close", rank)
    return None


def _of_party(plain: str, role: Role) -> Meaning | None:
    """What a heading of a party and a word for a name or number means: BUYER_NAME, idBeneficiaire."""
    kind = "number_of" if role == "number" else "name_of"
    rest = [word for word in plain.split() if word not in (*_words("buyer"), *_words("seller"), *_ATTACHED)]
    if not rest and role == "client" and party(plain) == "buyer":
        return Meaning(role, 0.9, "word", 0)
    named = party(plain) != "" and bool(rest) and all(word in _words(kind) for word in rest)
    return Meaning(role, 0.9, "word", 0) if named else None


def _has(plain: str, words: tuple[str, ...]) -> bool:
    padded = f" {plain} "
    return any(f" {word} " in padded for word in words)


def tax(heading: str) -> int:
    """0 for an amount without tax, 2 for one with tax, 1 where the heading does not say or where a discount
    is still to be taken off."""
    plain = simple(heading)
    words = plain.split()
    if _has(plain, _WITHOUT_TAX) or plain.endswith("ht") or any(word.startswith("netto") for word in words):
        return 1 if _has(plain, _GROSS) else 0
    with_tax = _has(plain, _WITH_TAX) or any(word.startswith("brutto") for word in words)
    return 2 if with_tax else 1


@cache
def is_tax_heading(heading: str) -> bool:
    """Whether a column holds amounts of tax, by its heading."""
    return _has(_TAX_IN_AMOUNT.sub(" ", simple(heading)), _TAX)


@cache
def is_discount(heading: str) -> bool:
    """Whether a column holds discounts, by its heading."""
    return any(word.startswith(_DISCOUNT) for word in simple(heading).split())


@cache
def names_deals(heading: str) -> bool:
    """Whether a heading speaks of deals that may still be open: Opportunité, Deal stage, Probability."""
    return any(word.startswith(_DEALS) for word in simple(heading).split())


@cache
def names_quotes(heading: str) -> bool:
    """Whether a heading speaks of quotes: N° devis, Quote number."""
    return any(word.startswith(_QUOTES) for word in simple(heading).split())


@cache
def is_rate(heading: str) -> bool:
    """Whether a column holds rates and no amounts, by its heading."""
    words = (
        "taux",
        "rate",
        "satz",
        "pct",
        "pourcent",
        "pourcentage",
        "percent",
        "code",
        "tipo",
        "aliquota",
        "n",
        "no",
        "number",
        "id",
    )
    return _has(simple(heading), words)


@cache
def is_added(heading: str) -> bool:
    """Whether a heading is about what comes on top of an amount: delivery, charges, a tip."""
    return any(word.startswith(_ADDED) for word in simple(heading).split())


@cache
def says_total(heading: str) -> bool:
    """Whether a heading says that its amounts are what was to be paid in all."""
    return _has(
        simple(heading),
        ("total", "totaux", "gesamt", "gesamtbetrag", "totale", "grand total", "totaal", "summe"),
    )


@cache
def is_price_of_time(heading: str) -> bool:
    """Whether a unit price is that of an hour."""
    return _has(
        simple(heading), ("horaire", "hourly", "hour", "heure", "stundensatz", "hora", "orario", "rate")
    )


@cache
def is_planned(heading: str) -> bool:
    """Whether a heading is about amounts that are only planned, or not owed yet."""
    return _has(simple(heading), _PLANNED)


@cache
def names_invoices(heading: str) -> bool:
    """Whether a heading speaks of invoices: Invoice number, Date facture."""
    return any(bool(_INVOICES.match(word)) for word in simple(heading).split())


def is_continental(headings: tuple[str, ...]) -> bool:
    """Whether headings are in a language of the continent of Europe, by words that English has not."""
    words = {word for heading in headings for word in simple(heading).split()}
    return not words.isdisjoint(_words("continental"))


@cache
def party(heading: str) -> str:
    """Which side of a sale a heading names: "buyer", "seller", or "" for neither. The client buys."""
    plain = simple(heading)
    if _has(plain, _words("buyer")):
        return "buyer"
    return "seller" if _has(plain, _words("seller")) else ""


@cache
def names_party(heading: str) -> bool:
    """Whether a heading says that its cells are the names of firms: Raison sociale, Intitulé."""
    return _has(
        simple(heading),
        ("raison sociale", "denomination", "intitule", "name", "razon social", "ragione sociale"),
    )


def is_general_number(heading: str) -> bool:
    """Whether a heading of a number does not say what it numbers, such as Code."""
    plain = simple(heading)
    reference = _has(plain, ("ref", "reference"))
    return reference or (party(heading) == "" and not _has(plain, _COMPANY_NUMBERS))


_COMPANY_NUMBERS = ("siret", "siren", "nif", "cif", "partita iva", "tva", "vat")


@cache
def is_surname(heading: str) -> bool:
    """Whether a heading may mean surnames, to which a first name belongs."""
    return _is_named(simple(heading), _words("surname"))


@cache
def is_first_name_heading(heading: str) -> bool:
    """Whether a heading means first names."""
    return _is_named(simple(heading), _words("first_name"))


@cache
def is_town(heading: str) -> bool:
    """Whether a heading means the place where a client is."""
    return _is_named(simple(heading), _words("town"))


def _is_named(plain: str, names: tuple[str, ...]) -> bool:
    """Whether a heading is one of the names, but for the word of the party it belongs to."""
    bare = [word for word in plain.split() if word not in (*_words("buyer"), *_ATTACHED)]
    return plain in names or " ".join(bare) in names


_ATTACHED = ("billing", "facturation", "de", "du", "of", "contact", "invoice", "bill", "to")


@cache
def _words(name: str) -> tuple[str, ...]:
    with SYNONYMS.open("rb") as file:
        return tuple(simple(word) for word in tomllib.load(file)[name]["words"])


def unit_of(heading: str) -> int:
    """How many currency units one unit of the column is: 1000 for `CA (k€)`."""
    if _THOUSANDS.search(heading):
        return 1000
    return 1_000_000 if _MILLIONS.search(heading) else 1
