"""The front page: upload, questions, corrections that are remembered, doubles, passwords, and what stays."""

import io
import json
import re
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from streamlit.testing.v1 import AppTest

from lib.base.money import to_text
from lib.exports.own import workbook as own_workbook
from lib.reading.widgets.opening import Opening, Origin
from tests.pages.app import first_visit, open_app, state_of, words
from tests.reading import files

HEAD = ["Client", "Montant"]
ANY = "application/octet-stream"


def upload(app: AppTest, *uploaded: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, data, ANY) for name, data in uploaded]).run()
    assert not app.exception
    return app


def totals(app: AppTest) -> dict[str, str]:
    clients = state_of(app).clients
    assert clients is not None
    return {name: to_text(int(revenue)) for name, revenue in clients.ranked[["client", "revenue"]].to_numpy()}


def test_an_example_in_one_click() -> None:
    app = open_app()
    app.button(key="example").click().run()
    assert not app.exception
    assert "180 lignes sur 180" in app.header[0].value
    assert any(caption.value.replace("\\", "").endswith("clients_fr.xlsx") for caption in app.caption)
    assert "titre connu · sûr à 100" in words(app)


def test_a_bad_file_leaves_what_was_loaded() -> None:
    app = upload(open_app(), ("a.xlsx", files.xlsx([HEAD, ["A", 10]])))
    upload(app, ("b.pdf", b"%PDF-1.4 nothing"))
    assert "ni un classeur" in app.error[0].value.replace("\\", "")
    assert "reste" in words(app)
    assert totals(app) == {"A": "10"}


def test_a_file_without_clients_can_be_put_right_by_hand() -> None:
    rows = [["A", "B"], [1, 2], [3, 4]]
    app = upload(open_app(), ("a.xlsx", files.xlsx(rows)))
    assert app.error
    app.selectbox(key="choice_client").select("A").run()
    app.selectbox(key="choice_revenue").select("B").run()
    assert not app.error
    assert totals(app) == {"3": "4", "1": "2"}


def test_a_correction_is_remembered_for_files_with_the_same_headings(elsewhere: Path) -> None:
    rows = [["Client", "Montant HT", "Montant livré"], ["Secret SARL", 10, 7], ["B", 5, 9]]
    app = upload(open_app(), ("a.xlsx", files.xlsx(rows)))
    assert totals(app)["B"] == "5"
    app.selectbox(key="choice_revenue").select("Montant livré").run()
    assert totals(app)["B"] == "9"
    upload(app, ("b.xlsx", files.xlsx([*rows, ["C", 1, 2]])))
    assert totals(app)["C"] == "2"
    kept = elsewhere.read_text("utf-8")
    assert "Montant livré" in kept
    assert "Secret" not in kept
    later = first_visit()
    upload(later, ("c.xlsx", files.xlsx(rows)))
    assert totals(later)["B"] == "9"


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', json.dumps({"a": {"revenue": "x"}})])
def test_a_damaged_memory_is_no_hindrance(elsewhere: Path, content: str) -> None:
    elsewhere.write_text(content, "utf-8")
    app = first_visit()
    assert totals(upload(app, ("a.xlsx", files.xlsx([HEAD, ["A", 10]])))) == {"A": "10"}


def test_mixed_currencies_are_asked_about() -> None:
    rows = [["Client", "Montant", "Devise"], ["A", 10, "EUR"], ["A", 1000, "CHF"], ["B", 7, "EUR"]]
    app = upload(open_app(), ("a.xlsx", files.xlsx(rows)))
    assert "plusieurs devises" in words(app)
    app.radio(key="answer_currency_mixed").set_value("CHF").run()
    assert totals(app) == {"A": "1000"}


def test_files_of_two_years_are_read_together_and_can_be_parted() -> None:
    first, second = files.xlsx([HEAD, ["A", 10]]), files.xlsx([HEAD, ["A", 20]])
    app = upload(open_app(), ("2024.xlsx", first), ("2025.xlsx", second))
    assert totals(app) == {"A": "30"}
    app.multiselect(key="choice_also").set_value([]).run()
    assert totals(app)["A"] in {"10", "20"}


def test_doubles_are_merged_and_parted_with_a_click() -> None:
    rows = [HEAD, ["Durand SARL", 10], ["DURAND", 5], ["Petit", 12], ["petit", 1]]
    app = upload(open_app(), ("a.xlsx", files.xlsx(rows)))
    assert len(totals(app)) == 4
    app.button(key="merge_0").click().run()
    assert totals(app) == {"Durand SARL": "15", "Petit": "12", "petit": "1"}
    app.button(key="refuse_0").click().run()
    assert "Des clients en double" not in words(app)
    app.button(key="unmerge").click().run()
    assert len(totals(app)) == 4


def test_a_locked_workbook_asks_for_its_password() -> None:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(files.xlsx([HEAD, ["A", 10]]))).encrypt("sésame", locked)
    app = upload(open_app(), ("a.xlsx", locked.getvalue()))
    assert "mot de passe" in app.error[0].value
    app.text_input(key="password").set_value("wrong").run()
    assert "n’ouvre pas" in app.error[0].value
    app.text_input(key="password").set_value("sésame").run()
    assert not app.error
    assert totals(app) == {"A": "10"}


def locked(password: str, *rows: tuple[str, int]) -> bytes:
    """A workbook that opens with a password."""
    file = io.BytesIO()
    OOXMLFile(io.BytesIO(files.xlsx([HEAD, *rows]))).encrypt(password, file)
    return file.getvalue()


def test_passwords_stay_only_while_another_file_waits_for_its_own() -> None:
    app = upload(open_app(), ("a.xlsx", locked("un", ("A", 10))), ("b.xlsx", locked("deux", ("A", 5))))
    reading = state_of(app).part(Opening)
    app.text_input(key="password").set_value("un").run()
    assert reading.passwords == {"a.xlsx": "un"}
    app.text_input(key="password").set_value("faux").run()
    assert reading.passwords == {"a.xlsx": "un"}
    app.text_input(key="password").set_value("deux").run()
    assert totals(app) == {"A": "15"}
    assert reading.passwords == {}
    loaded = state_of(app).loaded
    assert loaded is not None
    assert isinstance(loaded.origin, Origin)
    assert loaded.origin.locked
    assert not {"'un'", "'deux'"} & set(re.findall(r"'\w*'", str(app.session_state)))


@pytest.mark.parametrize("then", ["damaged", "taken_back", "without_clients"])
def test_passwords_do_not_outlive_files_that_give_no_list(then: str) -> None:
    others = {"damaged": b"%PDF-1.4", "without_clients": files.xlsx([["A", "B"], [1, 2]])}
    app = upload(open_app(), ("a.xlsx", locked("un", ("A", 10))), ("b.xlsx", locked("deux", ("A", 5))))
    app.text_input(key="password").set_value("un").run()
    later = (
        [("a.xlsx", locked("un", ("A", 10)), ANY), ("c.xlsx", others[then], ANY)] if then in others else []
    )
    app.file_uploader[0].set_value(later).run()
    assert state_of(app).part(Opening).passwords == {}


def test_a_file_that_is_refused_leaves_the_file_to_give_back(monkeypatch: pytest.MonkeyPatch) -> None:
    good = files.xlsx([HEAD, ["A", 10], ["B", 5]])
    refused = {"other.xlsx": files.xlsx([["A", "B"], [1, 2], [3, 4]]), "third.pdf": b"%PDF-1.4 nothing"}
    offered: list[bytes] = []

    def tried(data: bytes, *others: object) -> own_workbook.Look:
        offered.append(data)
        return own_workbook.Look()

    monkeypatch.setattr(own_workbook, "look", tried)
    app = upload(open_app(), ("good.xlsx", good))
    for name, data in refused.items():
        upload(app, (name, data))
        assert app.error
        app.switch_page("pages/plan.py")
        app.session_state["own"] = True
        app.run()
        assert not app.exception
        assert totals(app) == {"A": "10", "B": "5"}
        origin = state_of(app).loaded.origin  # type: ignore[union-attr]
        assert isinstance(origin, Origin)
        assert origin.upload == ("good.xlsx", good)
        app.switch_page("pages/clients.py").run()
    assert offered == [good], "tried once a list"


def test_what_disagrees_is_pointed_out() -> None:
    app = upload(open_app(), ("a.xlsx", files.xlsx([HEAD, ["A", 10], ["B", 5], ["Total", 16]])))
    assert "n’est pas la somme" in app.warning[0].value
    upload(app, ("b.xlsx", files.xlsx([HEAD, ["A", 10], ["B", 5], ["Total", 15]])))
    assert "c’est le total du fichier" in app.header[0].value
    assert not app.warning
