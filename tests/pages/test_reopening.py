"""An exported plan dropped on the front page: it opens, says what Excel changed, and compares lists."""

from openpyxl.workbook import Workbook

from lib.clients.model import client_list
from lib.exports.plan_workbook import write_plan
from lib.plan.compare import Scenario
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from tests.exports.test_reopen import spoil
from tests.exports.test_what_if import changed, put
from tests.lists import TOY, list_of
from tests.office import DAY
from tests.pages.app import open_app, state_of, words
from tests.pages.test_clients_page import upload

CLIENTS = list_of(TOY)
PLAN = Plan(tier_count=3, budget_minutes=60_000)


def exported(language: str = "fr") -> bytes:
    kept = (Scenario("Prudent", Plan(tier_count=2), "note"),)
    return write_plan(compute(CLIENTS, PLAN), Texts(language), DAY, kept)  # type: ignore[arg-type]


def test_a_plan_opens_with_its_list_and_scenarios() -> None:
    app = upload(open_app(), ("plan.xlsx", exported()))
    state = state_of(app)
    assert state.plan == PLAN
    assert [one.name for one in state.scenarios] == ["Prudent"]
    assert state.clients is not None
    assert state.clients.count == 10
    assert "Le plan du 3 mars 2026 est rouvert" in words(app)
    assert "Personne n’y a rien changé" in words(app)
    app.switch_page("pages/tiers.py").run()
    assert not app.exception


def test_what_was_changed_in_excel_is_said() -> None:
    data = changed(exported(), lambda book: put(book, "budget_hours", 800))
    app = upload(open_app(), ("plan.xlsx", data))
    (switch,) = app.checkbox
    assert "1\u202f000\u00a0h → 800\u00a0h" in switch.label
    assert state_of(app).plan.budget_minutes == 48_000


def test_each_change_is_accepted_or_refused() -> None:
    def change(book: Workbook) -> None:
        put(book, "budget_hours", 800)
        put(book, "tier_names", "Or*")
        put(book, "thresholds", "many", 1)

    app = upload(open_app(), ("plan.xlsx", changed(exported(), change)))
    hours, name = app.checkbox
    assert name.label.endswith("A → Or\\*"), "what was typed is no Markdown"
    assert "→ many" in words(app)
    assert "non repris" in words(app)
    hours.uncheck().run()
    assert (state_of(app).plan.budget_minutes, state_of(app).plan.tier_name(0)) == (60_000, "Or*")
    app.checkbox[1].uncheck().run()
    assert state_of(app).plan == PLAN
    app.checkbox[0].check().run()
    assert state_of(app).plan.budget_minutes == 48_000
    state_of(app).change_with(keep_ties=False)
    app.run()
    assert all(switch.disabled for switch in app.checkbox), "the plan has moved on"


def test_amounts_names_and_rows_changed_in_the_list_are_said() -> None:
    def change(book: Workbook) -> None:
        sheet = book["Clients"]
        sheet["C3"].value = 999_999.5
        sheet["B4"].value = "Else & Co"
        sheet.delete_rows(5)

    app = upload(open_app(), ("plan.xlsx", changed(exported(), change)))
    said = words(app)
    assert "diffère de la liste sur 3 points" in said
    assert "999\u202f999,50" in said
    assert "«\u00a0Else & Co\u00a0» dans le classeur" in said
    assert "effacé du classeur" in said
    assert "Personne n’a changé ses réglages" in said
    assert state_of(app).plan == PLAN


def test_this_years_list_stays_and_is_compared() -> None:
    table = CLIENTS.ranked.assign(revenue=CLIENTS.ranked["revenue"].to_numpy()[::-1])
    this_year = client_list(table.iloc[:9], CLIENTS.report)
    app = upload(open_app(clients=this_year), ("plan.xlsx", exported()))
    assert state_of(app).clients is this_year
    assert "ont changé de groupe" in words(app)
    assert "Nouveaux : 0 ; partis : 1" in words(app)
    app.button(key="own_list").click().run()
    assert not app.exception
    clients = state_of(app).clients
    assert clients is not None
    assert clients.count == 10


def test_a_damaged_plan_is_said_and_changes_nothing() -> None:
    app = upload(open_app(clients=CLIENTS), ("plan.xlsx", changed(exported(), spoil("x"))))
    assert "abîmé" in app.error[0].value
    assert state_of(app).plan == Plan()
