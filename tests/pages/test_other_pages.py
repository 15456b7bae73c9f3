"""The ranking and the plan, and what a page says to a visitor without a list."""

import pytest

from lib.plan.team import Person, Team
from lib.reading.clients_from_rows import read_file
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.widgets.opening import Origin
from lib.screen.frame import PAGES
from lib.screen.state import Loaded
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of, words
from tests.reading import files


@pytest.mark.parametrize("page", [name for name in PAGES if name != "clients"])
def test_without_a_list_a_page_says_where_to_get_one(page: str) -> None:
    app = open_app(page)
    assert "Chargez d’abord" in words(app)


def test_the_ranking_in_words() -> None:
    app = open_app("ranking", list_of(TOY))
    said = words(app)
    assert "50\u202f% de vos clients (5 clients) font 80\u202f%" in said
    assert "Votre propre loi est 30/70" in said
    assert app.metric[0].value == "40,0\u202f%"
    assert "Indice de Gini : 0,52." in said.replace("\u00a0", " ")
    assert "Clients effectifs : 4,4." in said.replace("\u00a0", " ")
    assert list(app.dataframe[0].value["Client"])[:2] == ["Client 001", "Client 002"]


def test_a_client_name_is_never_markdown() -> None:
    clients = list_of([900, 10, 10, 10])
    clients.ranked.loc[0, "client"] = "**A**:red[x] $y$ <b> [z](http://z)"
    app = open_app("ranking", clients)
    shown = "\n".join(str(element.value) for element in app.markdown)
    assert "\\*\\*A\\*\\*\\:red\\[x\\] \\$y\\$ \\<b\\> \\[z\\]\\(http\\:\u2060//z\\)" in shown


def test_search_and_filter_on_the_plan() -> None:
    app = open_app("plan", list_of(TOY))
    assert len(app.dataframe[0].value) == 10
    app.text_input(key="search").set_value("client 00").run()
    assert len(app.dataframe[0].value) == 9
    app.button_group(key="tier_filter").set_value(["A"]).run()
    assert set(app.dataframe[0].value["Groupe"]) == {"A"}
    app.text_input(key="search").set_value("nobody").run()
    assert "Aucun client" in words(app)


def test_who_serves_a_tier_can_be_changed() -> None:
    app = open_app("plan", list_of(TOY))
    assert app.selectbox(key="mode_0").value == "owner"
    app.selectbox(key="mode_1").select("owner").run()
    assert not app.exception
    assert list(app.dataframe[0].value["Qui s’en occupe"])[1] == "owner"


def test_the_files_own_account_manager_is_responsible_from_the_start() -> None:
    content = b"Client;CA;Commercial\nA;500;Ann\nB;300;\nC;200;Olga\n"
    app = open_app("plan", read_file(content, "ventes.csv"))
    assert list(app.dataframe[0].value["Responsable"]) == ["Ann", "", "Olga"]
    state_of(app).change_with(team=Team((Person("Bo", "owner", 200_000),)))
    app.run()
    assert not app.exception
    assert list(app.dataframe[0].value["Responsable"]) == ["Bo"] * 3
    assert "Responsable" not in open_app("plan", list_of(TOY)).dataframe[0].value


def test_a_list_is_one_table_and_a_very_long_one_has_pages() -> None:
    app = open_app("ranking", list_of(list(range(1, 251))))
    assert len(app.dataframe[1].value) == 250
    assert "250 clients" in words(app)
    assert app.dataframe[0].value["Rang"].to_list() == [1, 2, 3, 4, 5]
    app = open_app("ranking", list_of(list(range(1, 20_002))))
    assert len(app.dataframe[1].value) == 10_000
    app.text_input(key="page_3").set_value("3").run()
    assert app.dataframe[1].value["Rang"].to_list() == [20_001]


def test_the_uploaded_workbook_can_be_had_back_and_another_file_as_a_new_one() -> None:
    data = files.xlsx([["Client", "Montant HT"], ["A", 5], ["B", 3]])
    for name, content, said in (
        ("ventes.xlsx", data, "with four more columns"),
        ("ventes.csv", b"Client;Montant HT\nA;5\nB;3\n", "as a new Excel workbook"),
    ):
        app = open_app("plan", read_file(content, name), "en")
        source = open_source(content, name)
        origin = Origin(source, propose(source).choices, (name, content))
        state_of(app).loaded = Loaded(read_file(content, name), origin)
        app.session_state["own"] = True
        app.run()
        assert not app.exception
        assert said in words(app)
