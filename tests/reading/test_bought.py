"""What a list says of what was bought and of groups of companies, from its bytes."""

import pytest

from lib.clients.model import ClientList
from lib.reading.clients_from_rows import read_file

ROWS = """Client;SIRET;Région;Maison mère;Famille;Article;CA HT
Alpha;73282932000074;Nord;Holding;Vin;Rouge;100
Beta;73282932000066;Sud;;Bière;Blonde;50
Alpha;73282932000074;Nord;Autre;vin;Blanc;70
Alpha;73282932000074;Nord;Autre;Bière;Blonde;-20
"""


def read(rows: str) -> ClientList:
    return read_file(rows.encode(), "lines.csv")


def test_columns_of_groups_regions_and_numbers_are_read() -> None:
    clients = read(ROWS)
    (alpha, beta) = clients.ranked.to_dict("records")
    assert (alpha["region"], alpha["group"], beta["region"], beta["group"]) == ("Nord", "Autre", "Sud", "")
    # The only number that there is is the client's own.
    assert (alpha["number"], beta["number"]) == ("73282932000074", "73282932000066")
    numbered = ROWS.replace("Client;", "Code client;").replace("Alpha;", "1;").replace("Beta;", "2;")
    beside = read(numbered)
    assert beside.ranked["company_number"].tolist() == ["73282932000074", "73282932000066"]


def test_a_client_in_two_groups_is_told() -> None:
    (remark,) = [remark for remark in read(ROWS).report.remarks if remark.code == "two_groups"]
    assert remark.details == {"column": "Maison mère", "count": 1}


@pytest.mark.parametrize(("heading", "kind"), [("Famille", "family"), ("Sous-code", "article")])
def test_families_go_before_articles(heading: str, kind: str) -> None:
    purchases = read(ROWS.replace("Famille", heading)).purchases
    assert purchases is not None
    assert purchases.kind == kind
    told = {
        (int(client), purchases.items[item]): int(amount) // 10_000
        for client, item, amount in zip(purchases.client, purchases.item, purchases.amount, strict=True)
    }
    by_family = {(0, "Vin"): 170, (0, "Bière"): -20, (1, "Bière"): 50}
    by_article = {(0, "Rouge"): 100, (0, "Blanc"): 70, (0, "Blonde"): -20, (1, "Blonde"): 50}
    assert told == (by_family if kind == "family" else by_article)


def test_a_list_without_articles_has_no_purchases() -> None:
    assert read("Client;CA\nAlpha;5\nBeta;3\n").purchases is None
