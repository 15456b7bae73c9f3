"""What headings are called: each means one role, and none is claimed by two."""

import tomllib
from collections import defaultdict

import pytest

from lib.reading.headings import SYNONYMS, meanings, simple

CASES = {
    "Raison sociale": "client",
    "Customer name": "client",
    "Kundenname": "client",
    "N° client": "number",
    "Account no": "number",
    "CA HT": "revenue",
    "Umsatz": "revenue",
    "Qty": "quantity",
    "Prix unitaire HT": "unit_price",
    "Remise %": "discount",
    "Date de facture": "date",
    "Marge": "margin",
    "Heures": "hours",
    "Secteur": "segment",
    "Région": "region",
    "Sales territory": "region",
    "Maison mère": "group",
    "Parent account": "group",
    "Famille d’articles": "family",
    "Product category": "family",
    "SIRET de l’établissement": "company_number",
    "Devise": "currency",
    "Potentiel": "potential",
    "CA potentiel": "potential",
    "Budget client": "potential",
    "Wallet": "potential",
    "Potential revenue": "potential",
    "Effectif": "headcount",
    "Number of employees": "headcount",
}
"""Headings as files have them, and the role that each must have before all others."""

OF_BOTH = {"soldto", "account", "accountnumber", "ncompte", "numerodecompte"}
"""A name or a number, the account of a client or of a ledger: what else the table holds decides."""


@pytest.mark.parametrize(("heading", "role"), CASES.items(), ids=list(CASES))
def test_a_heading_means_its_role_first(heading: str, role: str) -> None:
    assert [meaning.role for meaning in meanings(heading)][:1] == [role]


def test_no_name_is_claimed_by_two_roles() -> None:
    roles = defaultdict(set)
    for role, synonyms in tomllib.loads(SYNONYMS.read_text("utf-8")).items():
        for name in synonyms.get("names", ()):
            roles[simple(name).replace(" ", "")].add(role)
    assert {name for name, claimed in roles.items() if len(claimed) > 1} - OF_BOTH == set()
