"""What counts as revenue: invented lists of every kind, and the lists that are known to mislead, each with
its answer."""

import json
from decimal import Decimal
from typing import Any

import pytest

from lib.base.money import to_text
from lib.clients.model import ClientList, ImportReport
from lib.command_line.commands import main
from lib.reading.clients_from_rows import read_clients
from lib.reading.effects import effects
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.remembered import remembered_choices, to_remember
from tests.reading.invented import CASES
from tests.reading.invented_exports import EXPORTS
from tests.shared_data import SHARED, shared


def read(text: str, **answers: str) -> ClientList:
    """The clients of a text file, with some questions answered."""
    source = open_source(text.encode(), "list.csv")
    choices = propose(source).choices
    for code, value in answers.items():
        choices = choices.answered(code, value)
    return read_clients(source, choices)


def ranking(clients: ClientList) -> dict[str, str]:
    return {name: to_text(int(revenue)) for name, revenue in clients.ranked[["client", "revenue"]].to_numpy()}


def asked(report: ImportReport) -> tuple[str, ...]:
    return tuple(question.code for question in report.questions)


def assumed(report: ImportReport) -> dict[str, tuple[int, str]]:
    return {one.code: (one.rows, to_text(one.amount)) for one in report.assumed}


LISTS = CASES | EXPORTS


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_every_kind(name: str) -> None:
    case = LISTS[name]
    clients = read(case.text)
    if case.ranked is not None:
        assert ranking(clients) == case.ranked
        assert list(ranking(clients)) == list(case.ranked)
    if case.asked is not None:
        assert asked(clients.report) == case.asked


ODD: list[dict[str, Any]] = (
    json.loads((SHARED / "odd" / "expected.json").read_text("utf-8")) if SHARED.exists() else []
)


@pytest.mark.parametrize("wanted", ODD, ids=[one["file"] for one in ODD])
def test_the_lists_that_mislead(capsys: pytest.CaptureFixture[str], wanted: dict[str, Any]) -> None:
    assert main(["inspect", str(shared(f"odd/{wanted['file']}")), "--json", "--clients"]) == 0
    found = json.loads(capsys.readouterr().out)
    ranked = {row["client"]: Decimal(row["revenue"]) for row in found["ranking"]}
    if "ranked" in wanted:
        assert ranked == {name: Decimal(revenue) for name, revenue in wanted["ranked"].items()}
    elif "ask" in wanted:
        assert found["questions"]
    if "set_aside_amount" in wanted:
        amounts = [Decimal(group["amount"]) for group in found["rows_set_aside"]]
        assert sum(amounts) == Decimal(wanted["set_aside_amount"])
    if "set_aside_rows" in wanted:
        assert sum(group["rows"] for group in found["rows_set_aside"]) == wanted["set_aside_rows"]
    for key in ("clients", "currency", "days"):
        if key in wanted:
            assert found[key] == wanted[key]
    if "total" in wanted:
        assert found["total_ranked"] == wanted["total"]
    pairs = {frozenset(names) for names in found["duplicates"]}
    assert {frozenset(names) for names in wanted.get("proposals", [])} <= pairs


def test_every_question_says_what_each_answer_would_give() -> None:
    text = (
        "Type;Client;Date;Montant HT\nFacture d'acompte;A;13/02/2025;30\nFacture;A;14/02/2025;100\n"
        "Facture;B;14/02/2025;50\n"
    )
    source = open_source(text.encode(), "list.csv")
    choices = propose(source).choices
    question = read_clients(source, choices).report.questions[0]
    found = effects(source, choices, question)
    assert {value: (one.clients, to_text(one.total), one.first) for value, one in found.items()} == {
        "beside": (2, "180", ("A", "B")),
        "within": (2, "150", ("A", "B")),
    }
    answered = read_clients(source, choices.answered("deposits", "within"))
    assert ranking(answered) == {"A": "100", "B": "50"}
    assert answered.report.questions[0].chosen == "within"


@pytest.mark.parametrize(
    ("name", "answers", "ranked"),
    [
        ("rinv", {"series_RINV": "invoice"}, {"A": "130", "B": "50"}),
        ("quote series", {"series_DEV": "invoice"}, {"A": "200", "B": "50"}),
        ("pivot flat", {"pivot_level": "2"}, {"Chaise": "800", "Table": "700"}),
        ("pivot reps", {"pivot_level": "1"}, {"Paul": "1000", "Léa": "500"}),
        (
            "total client last",
            {"total_client": "client"},
            {"Dupont": "1000", "Total": "900", "Martin": "500"},
        ),
        ("mixed in cells", {"rate_MXN": "0,05"}, {"A": "100", "B": "60", "C": "50"}),
        ("mixed in cells", {"rate_MXN": "nonsense"}, {"A": "100", "C": "50"}),
        (
            "mixed in cells",
            {"currency_mixed": "MXN", "rate_EUR": "20"},
            {"A": "2000", "B": "1200", "C": "1000"},
        ),
        ("en status", {"cancelled": "off"}, {"Acme": "150", "Beta": "30"}),
        ("fec tab", {"ledger_revenue": "off"}, {"Alpha": "120", "Beta": "60"}),
        ("quickbooks", {"offer": "off"}, {"Bill": "540", "Amy": "90"}),
        ("groups leaf blank", {"deposits": "within"}, {"Dupont": "300", "Martin": "50"}),
        (
            "a subtotal with tax in it",
            {"revenue_column": "Subtotal"},
            {"Ann Roy": "120", "Bo Lee": "60", "Cy Ott": "24"},
        ),
        (
            "a subtotal, delivery and tax make the total",
            {"revenue_column": "Total − Taxes"},
            {"Ann Roy": "110", "Bo Lee": "50", "Cy Ott": "25"},
        ),
        ("orders that wait for their payment", {"pending": "counted"}, {"Azur": "150", "Bleu": "40"}),
        ("invoices that wait for their payment or for approval", {"pending": "aside"}, {"Beta": "50"}),
        (
            "a rate of exchange on each row",
            {"rate_side": "divided"},
            {"Acme": "230.9179", "Azur": "200", "Bern": "48.0769"},
        ),
        (
            "open items with a sign column",
            {"credits": "credit_note"},
            {"Müller GmbH": "1190", "Schmidt KG": "476"},
        ),
        (
            "amounts with tax beside their tax",
            {"revenue_column": "Total TTC"},
            {"Azur": "120", "Bleu": "105.5"},
        ),
        (
            "an amount and a tax that may be in it",
            {"revenue_column": "Montant − TVA"},
            {"Azur": "100", "Bleu": "50"},
        ),
        ("refunded in part, nobody knows how much", {"partly_refunded": "aside"}, {"Acme": "110"}),
    ],
)
def test_an_answer_counts_and_a_rule_can_be_switched_off(
    name: str, answers: dict[str, str], ranked: dict[str, str]
) -> None:
    assert ranking(read(LISTS[name].text, **answers)) == ranked


def test_what_was_decided_is_said_with_rows_and_amount() -> None:
    assert assumed(read(CASES["en status"].text).report) == {"cancelled": (1, "50"), "draft": (1, "20")}
    assert ranking(read(CASES["unknown status"].text, status_zorglub="aside")) == {"A": "10"}
    assert assumed(read(CASES["orders alone"].text).report)["order_alone"] == (2, "150")
    assert assumed(read(CASES["fec pipe padded"].text).report) == {"ledger_revenue": (2, "150")}
    assert assumed(read(CASES["fec unbalanced"].text).report)["unbalanced"] == (1, "20")
    assert assumed(read(CASES["sens words"].text).report) == {"ledger_with_tax": (2, "180")}
    assert assumed(read(CASES["free mix"].text).report) == {
        "no_cents": (2, "1300"),
        "free": (1, "0"),
        "approximate": (2, "250"),
    }
    converted = read(CASES["mixed in cells"].text, rate_MXN="0.05").report
    assert assumed(converted) == {"converted": (1, "60")}


def test_a_rate_is_asked_for_each_other_currency_and_its_rows_stay_aside() -> None:
    text = "Client;Devise;Montant HT\nA;EUR;100\nB;MXN;2000\nC;THB;10\n"
    report = read(text).report
    assert asked(report) == ("currency_mixed", "rate_MXN", "rate_THB")
    assert [(group.reason, group.rows) for group in report.set_aside] == [("other_currency", 2)]
    one = read(text, rate_MXN="0.05").report
    assert [(group.reason, group.rows) for group in one.set_aside] == [("other_currency", 1)]


def test_the_command_line_asks_in_words_and_takes_answers(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CASES["rinv"].text, "utf-8")
    assert main(["inspect", str(path), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "Are the documents whose number begins with RINV (1) credit notes?" in said
    assert "→ yes, to be taken off (--answer series_RINV=credit_note): 2 clients, 120.00" in said
    assert "no, invoices (--answer series_RINV=invoice): 2 clients, 180.00" in said
    words = ["inspect", str(path), "--json", "--clients", "--answer"]
    assert main([*words, "series_RINV=invoice"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["questions"][0]["chosen"] == "invoice"
    assert found["ranking"][0] == {"rank": 1, "client": "A", "number": "", "revenue": "130"}
    assert found["days"] == ["2025-01-02", "2025-01-03", "2025-01-04"]
    for wrong in ("series_RINV", "series_RINV=maybe", "nonsense=yes"):
        assert main([*words, wrong]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("answer", "total"), [("Total TTC − TVA", "200"), ("Total TTC", "225.5")], ids=["without", "with"]
)
def test_whether_tax_is_taken_off_is_remembered_for_the_next_file(answer: str, total: str) -> None:
    source = open_source(EXPORTS["amounts with tax beside their tax"].text.encode(), "list.csv")
    proposed = propose(source).choices
    known = to_remember({}, source.sheets[0], proposed.answered("revenue_column", answer))
    again = remembered_choices(known, source.sheets[0], proposed)
    assert to_text(read_clients(source, again).total) == total


def test_an_answer_with_blanks_is_shown_as_it_is_typed(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(EXPORTS["amounts with tax beside their tax"].text, "utf-8")
    assert main(["inspect", str(path), "--language", "fr"]) == 0
    said = capsys.readouterr().out
    assert '(--answer "revenue_column=Total TTC")\u00a0: 2 clients, 225,50' in said
    assert "est déduite de 2 montants\u00a0: 25,50" in said
    assert main(["inspect", str(path), "--json", "--answer", "revenue_column=Total TTC"]) == 0
    assert json.loads(capsys.readouterr().out)["total_ranked"] == "225.5"
    assert main(["inspect", str(path), "--json", "--revenue", "Total TTC"]) == 0
    assert json.loads(capsys.readouterr().out)["total_ranked"] == "225.5"


def test_a_rule_is_switched_off_on_the_command_line_as_well(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CASES["en status"].text, "utf-8")
    assert main(["inspect", str(path), "--json", "--answer", "cancelled=off"]) == 0
    assert json.loads(capsys.readouterr().out)["total_ranked"] == "180"


def test_addresses_are_shown_shortened(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Client;CA HT\nanna.durand@example.org;10\nB;5\n", "utf-8")
    assert main(["inspect", str(path), "--json", "--clients"]) == 0
    assert "anna" not in capsys.readouterr().out
