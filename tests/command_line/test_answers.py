"""Questions without a screen: every answer makes the list that was promised for it; others are refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.command_line.commands import main
from lib.texts import LANGUAGES

LISTS = {
    "two columns and two currencies": (
        "Client;Date;Amount;Revenue;Currency;Status\n"
        "Dupont;04/03/2025;1200;1100;EUR;Paid\nDurand;05/03/2025;800;900;EUR;Cancelled\n"
        "Dupond;31/03/2025;300;200;CHF;Paid\nMartin;06/04/2025;700;650;EUR;Paid\n"
    ),
    "addresses instead of names": (
        "E-mail;Montant HT;Montant TTC\nalice.roy@example.org;100;120\nbob@example.org;50;60\n"
    ),
}
Run = Callable[..., dict[str, object]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """What a command says of one of the lists, as JSON or as it is printed."""

    def run(name: str, *words: str, command: str = "inspect") -> dict[str, object]:
        path = tmp_path / "list.csv"
        path.write_text(LISTS[name], "utf-8")
        assert main([command, str(path), "--json", "--language", "en", *words]) == 0
        said: dict[str, object] = json.loads(capsys.readouterr().out)
        return said

    return run


def questions(said: dict[str, object]) -> dict[str, dict[str, object]]:
    asked: list[dict[str, object]] = said["questions"]  # type: ignore[assignment]
    return {str(question["code"]): question for question in asked}


@pytest.mark.parametrize("name", LISTS)
def test_every_answer_makes_the_list_that_was_promised(run: Run, name: str) -> None:
    asked = questions(run(name))
    assert asked
    for code, question in asked.items():
        effects: dict[str, dict[str, object]] = question["effect"]  # type: ignore[assignment]
        assert list(effects) == question["choices"]
        for option, effect in effects.items():
            said = run(name, "--answer", f" {code} = {option} ", "--clients")
            assert (said["clients"], said["total_ranked"]) == (effect["clients"], effect["total"])
            ranking: list[dict[str, object]] = said["ranking"]  # type: ignore[assignment]
            first: list[str] = effect["first"]  # type: ignore[assignment]
            assert [client["client"] for client in ranking][: len(first)] == first
            assert questions(said)[code]["chosen"] in (option, None)


def test_a_question_that_is_answered_by_a_number(run: Run) -> None:
    """2 francs a euro, or half a euro a franc, as the question asks: 200 CHF at 0.5 are 100 EUR."""
    name = "two columns and two currencies"
    assert questions(run(name))["rate_CHF"]["choices"] == []
    before, after = run(name), run(name, "--answer", "rate_CHF=0.5")
    assert float(str(after["total_ranked"])) - float(str(before["total_ranked"])) == 100


def test_a_rule_that_is_applied_without_asking_can_be_switched_off(run: Run) -> None:
    name = "two columns and two currencies"
    assert run(name)["clients"] == 2
    off = run(name, "--answer", "cancelled=off")
    assert (off["clients"], off["total_ranked"]) == (3, "2650")


@pytest.mark.parametrize(
    "word", ["", "cancelled", "=", "nothing=x", "cancelled=on", "currency_mixed=GBP", "revenue_column="]
)
def test_an_answer_that_is_none_is_one_sentence(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LISTS["two columns and two currencies"], "utf-8")
    for language in LANGUAGES:
        assert main(["inspect", str(path), "--language", language, "--answer", word]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("\n") == 1


def test_an_answer_to_a_list_that_asks_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("Client;CA\nA;100\nB;50\n")
    assert main(["inspect", str(path), "--language", "en", "--answer", "revenue_column=CA"]) == 2
    assert capsys.readouterr().err.rstrip().endswith("–.")


@pytest.mark.parametrize("name", LISTS)
def test_a_reader_is_told_what_to_type(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every answer stands in a line with what to type for it; where the code has blanks, in quotes."""
    path = tmp_path / "list.csv"
    path.write_text(LISTS[name], "utf-8")
    assert main(["inspect", str(path), "--json"]) == 0
    asked = questions(json.loads(capsys.readouterr().out))
    for language in LANGUAGES:
        assert main(["inspect", str(path), "--language", language]) == 0
        printed = capsys.readouterr().out
        for code, question in asked.items():
            options: list[str] = question["choices"]  # type: ignore[assignment]
            for word in [f"{code}={option}" for option in options] or [f"{code}=…"]:
                assert f"--answer {chr(34) + word + chr(34) if ' ' in word else word}" in printed


def test_no_address_is_printed_whole(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run("addresses instead of names", "--clients")
    assert "a…@example.org" in json.dumps(said, ensure_ascii=False)
    assert main(["plan", str(tmp_path / "list.csv")]) == 0
    assert "alice.roy" not in json.dumps(said) + capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Client;Date;CA\nA;04/03/2025;1\nB;06/04/2025;2\nA;06/04/2025;3\n", ["2025-03-04", "2025-04-06"]),
        ("Client;janv. 2025;févr. 2025\nA;1;2\nB;3;4\n", None),
        ("Client;CA\nA;1\nB;2\n", None),
    ],
)
def test_the_days_of_sales_are_told_where_they_are_known(
    text: str, days: list[str] | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    assert main(["inspect", str(path), "--json", "--clients"]) == 0
    assert json.loads(capsys.readouterr().out).get("days") == days


def test_a_file_without_names_knows_its_clients_by_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("N° client;CA\nC001;100\nC002;50\n", "utf-8")
    assert main(["inspect", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["columns"]["client"] == "N° client"


SLICED = "Client;Région;Groupe;CA\nA;Nord;Grand Groupe;100\nB;Sud;Grand Groupe;60\nC;Nord;;50\nD;;;10\n"


@pytest.mark.parametrize(
    ("words", "clients", "total"),
    [
        ((), 4, "220"),
        (("--by", "group"), 3, "220"),
        (("--slice", "Région=nord"), 2, "150"),
        (("--slice", " region = Nord "), 2, "150"),
        (("--slice", "region="), 1, "10"),
        (("--slice", "region=Sud", "--static"), 1, "60"),
    ],
)
def test_groups_and_slices(
    words: tuple[str, ...], clients: int, total: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(SLICED, "utf-8")
    assert main(["plan", str(path), "--json", "--tiers", "2", *words]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["clients"], said["total_ranked"]) == (clients, total)
    assert said["groups"]["as_one"] == ("--by" in words)
    sliced = said["slice"]
    assert (sliced is None) == ("--slice" not in words)
    assert sliced is None or sliced["static"] == ("--static" in words)
    for language in LANGUAGES:
        assert main(["plan", str(path), "--language", language, *words]) == 0
        assert ("Grand Groupe" in capsys.readouterr().out) == ("--by" in words)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--by", "Region"), "Region"),
        (("--slice", "Nord"), "Nord"),
        (("--slice", "Ville=Paris"), "region"),
        (("--slice", "segment=x"), "region"),
        (("--slice", "region=Ouest"), "Nord"),
        (("--slice", "region=Ouest"), '""'),
    ],
)
def test_a_slice_that_is_none_is_one_sentence_that_names_those_there_are(
    words: tuple[str, ...], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(SLICED, "utf-8")
    for language in LANGUAGES:
        assert main(["plan", str(path), "--language", language, *words]) == 2
        printed = capsys.readouterr().err
        assert printed.count("\n") == 1
        assert named in printed
