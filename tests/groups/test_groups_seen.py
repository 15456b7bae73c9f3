"""Groups of companies as they are seen: on the pages, in the workbook, on slides, on the command line."""

import io
import json
from datetime import date

import openpyxl
import pytest
from pptx import Presentation

from lib.clients.model import ClientList
from lib.clients.search import matching
from lib.command_line.commands import main
from lib.exports.plan_workbook import plan_file
from lib.exports.reopen import reopened
from lib.exports.slides import slides
from lib.groups.tables import BELOW, with_members
from lib.people.assignment import assign, people_of
from lib.plan.compute import client_plan, compute
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.team import Person, Team
from lib.reading.clients_from_rows import read_file
from lib.reading.opening import open_source
from lib.texts import LANGUAGES, Texts
from tests.pages.app import open_app, state_of, words

ROWS = """Client;Code client;SIRET;Maison mère;Commercial;CA HT
Nord SA;C1;73282932000074;Nord;Marie;12
Nord Est;C2;;Nord;;10
Nord Ouest;C3;;Nord;Paul;9
Alpha;C4;;;Paul;15
Zeta;C5;123;;Paul;4
""" + "".join(f"Petit {i};D{i};;;Marie;5\n" for i in range(10))
BY_GROUP = Plan(tier_count=3, groups=GroupSettings(as_one=True))
DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def clients() -> ClientList:
    return read_file(ROWS.encode(), "list.csv")


def test_the_switch_counts_groups_on_every_page_and_undo_takes_it_back(clients: ClientList) -> None:
    app = open_app("ranking", clients)
    assert "Votre premier client, Alpha, pèse 15,0\u202f%" in words(app)
    assert "Nord, pèse 31,0\u202f%, et non 15,0\u202f%" in words(app)
    app.toggle(key="groups_as_one").set_value(True).run()
    assert "Votre premier client, Nord, pèse 31,0\u202f%" in words(app)
    shown = app.dataframe[-1].value
    assert shown["Client"].tolist()[:5] == [
        "Nord", f"{BELOW}Nord SA", f"{BELOW}Nord Est", f"{BELOW}Nord Ouest", "Alpha",
    ]  # fmt: skip
    for page in ("tiers", "services", "profit", "tomorrow", "plan", "clients"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
    assert state_of(app).clients is clients
    state_of(app).undo()
    app.switch_page("pages/ranking.py").run()
    assert "Votre premier client, Alpha, pèse 15,0\u202f%" in words(app)


def test_groups_are_made_joined_and_let_go_by_hand(clients: ClientList) -> None:
    app = open_app("ranking", clients)
    app.session_state["groups"] = True
    app.run()
    app.text_input(key="group_search").set_value("petit").run()
    app.multiselect(key="group_clients").set_value(["D0", "D1"]).run()
    app.text_input(key="group_name").set_value("nord").run()
    app.button(key="group_make").click().run()
    assert not app.exception
    # They join the group of the list that has this name.
    assert "Nord, pèse 41,0\u202f%" in words(app) or "nord, pèse 41,0\u202f%" in words(app)
    app.text_input(key="group_search").set_value("alpha").run()
    app.multiselect(key="group_clients").set_value(["C4"]).run()
    app.button(key="group_make").click().run()
    assert "au moins deux clients" in "".join(warning.value for warning in app.warning)
    app.button(key="group_let_go_0").click().run()
    assert "Nord, pèse 31,0\u202f%" in words(app)


def test_a_member_is_found_and_stands_below_its_group(clients: ClientList) -> None:
    result = compute(clients, BY_GROUP)
    table = client_plan(result)
    assert (
        matching(table, "nord ou")["client"].tolist() == matching(table, "c3")["client"].tolist() == ["Nord"]
    )
    rows = with_members(table.iloc[:1], result.clients)
    assert rows["revenue"].tolist() == [310_000, 120_000, 100_000, 90_000]
    assert rows["minutes"].isna().tolist() == [False, True, True, True]
    assert with_members(table.iloc[1:], result.clients) is not None
    assert client_plan(compute(clients, Plan())).columns.tolist() == [c for c in table if c != "members"]


def test_a_group_has_one_person(clients: ClientList) -> None:
    team = Team((Person("Marie", minutes=60 * 2000), Person("Paul", minutes=60 * 2000)))
    result = compute(clients, Plan(tier_count=3, groups=GroupSettings(as_one=True), team=team))
    people = people_of(result, assign(result))
    assert people.iloc[0][["person", "before"]].tolist() == ["Marie", "Marie"]
    assert len(people) == 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_opens_groups_and_comes_back(clients: ClientList, language: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type]
    file = plan_file(clients, BY_GROUP, texts, DAY, ())
    sheet = openpyxl.load_workbook(io.BytesIO(file))[texts("workbook.sheet.groups")]
    assert [sheet.cell(row, 2).value for row in range(3, 7)] == ["Nord", "Nord SA", "Nord Est", "Nord Ouest"]
    assert [sheet.cell(row, 4).value for row in range(3, 7)] == [31, 12, 10, 9]
    assert [sheet.row_dimensions[row].outlineLevel for row in range(3, 7)] == [0, 1, 1, 1]
    back = reopened(open_source(file, "plan.xlsx"))
    assert back is not None
    assert back.plan == BY_GROUP
    assert back.changes == back.differences == ()
    assert back.clients is not None
    assert back.clients.ranked.equals(clients.ranked)
    without = openpyxl.load_workbook(io.BytesIO(plan_file(clients, Plan(), texts, DAY, ())))
    assert texts("workbook.sheet.groups") not in without.sheetnames


def test_the_slides_say_what_a_group_weighs(clients: ClientList) -> None:
    deck = Presentation(io.BytesIO(slides(compute(clients, BY_GROUP), Texts("en"), DAY)))
    said = " ".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
    assert "Counted by group, your first client, Nord, is 31.0%, not 15.0%." in said


def test_the_command_line_counts_by_group(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.csv"  # type: ignore[operator]
    file.write_text(ROWS)
    assert main(["plan", str(file), "--by", "group", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["clients"] == 13
    assert told["groups"]["largest_share"] == {"by_client": 0.15, "counted": 0.31}
    (group,) = told["groups"]["groups"]
    assert group == {
        "name": "Nord", "known_by": "column", "members": ["Nord SA", "Nord Est", "Nord Ouest"],
        "revenue": "31", "share": 0.31,
    }  # fmt: skip
    assert main(["plan", str(file), "--json"]) == 0
    alone = json.loads(capsys.readouterr().out)
    assert (alone["clients"], alone["groups"]["as_one"]) == (15, False)
    assert main(["plan", str(file), "--by", "region"]) == 2
    assert "group" in capsys.readouterr().err
