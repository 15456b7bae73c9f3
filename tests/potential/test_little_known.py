"""Potential where little of it is known: no headroom, no prospects, one tier; and what is typed wrongly."""

import pytest

from lib.base.bounds import length_of
from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedProspect
from lib.potential import sheet as potential_sheet
from lib.potential.matrix import hidden_giants, members
from lib.potential.sentences import giant_sentences, prospect_sentences, wallet_sentences
from lib.potential.tables import members_table
from lib.potential.typed_potential import prospects_typed, read_prospects_typed
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import list_of
from tests.office import DAY, load
from tests.pages.app import TypedGrid, number_in, open_app, state_of, words
from tests.plan.test_potentials import with_potential
from tests.potential.test_matrix import CLIENTS

BOTH = pytest.mark.parametrize("language", LANGUAGES)
FULL = with_potential([40, 30, 20], [40, 30, 10])
"""Whose clients buy all that they could, or more."""


def plain(line: str) -> str:
    return line.replace("**", "").replace("\u202f", " ").replace("\xa0", " ")


@BOTH
def test_with_nothing_to_be_won_nobody_is_named(language: Language) -> None:
    texts = Texts(language)
    lines = wallet_sentences(compute(FULL, Plan(tier_count=2)), texts)
    assert [plain(texts(key, **values)) for key, values in lines] == {
        "fr": [
            "Potentiel connu : 3 clients sur 3. Vous en avez 100 % ; il reste 0 € à conquérir.",
            "Potentiel inférieur au chiffre d’affaires : 1 client. Rien à y conquérir, mais le chiffre est "
            "sans doute ancien : reposez la question.",
        ],
        "en": [
            "Potential known: 3 clients of 3. You have 100% of it; €0 is still to be won.",
            "Potential below the revenue: 1 client. Nothing to be won there, but the figure is probably old: "
            "ask again.",
        ],
    }[language]  # fmt: skip


@BOTH
def test_without_a_prospect_the_page_says_who_would_be_one(language: Language) -> None:
    texts = Texts(language)
    assert prospect_sentences(compute(FULL, Plan(tier_count=2)), texts) == [("potential.prospects.none", {})]
    app = open_app("potential", FULL, language)
    app.button_group(key="potential_part").set_value("prospects").run()
    assert not app.exception
    assert plain(texts("potential.prospects.none")) in plain(words(app))
    assert not app.dataframe


def test_in_one_tier_nobody_is_small() -> None:
    one_tier = compute(list_like(1), Plan(tier_count=2))
    assert len(one_tier.tiers) == 1
    assert hidden_giants(one_tier).empty
    assert giant_sentences(one_tier, Texts("fr")) == []


def list_like(clients: int) -> ClientList:
    return with_potential([10] * clients, [900] * clients)


@pytest.mark.parametrize("numbered", [False, True])
def test_numbers_are_shown_where_there_are_any(numbered: bool) -> None:
    texts = Texts("en")
    table = CLIENTS.ranked.assign(
        number=[f"N{rank}" if numbered else "" for rank in range(len(CLIENTS.ranked))]
    )
    clients = client_list(table, CLIENTS.report, CLIENTS.currency)
    result = compute(clients, Plan(tier_count=2))
    shown = members_table(members(result), result, texts).data
    assert (texts("column.number") in shown.columns) is numbered


def test_a_list_of_several_sheets_has_figures_without_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formulas add up one sheet alone; so they give way to the figures, which stay the same."""
    result = compute(CLIENTS, Plan(tier_count=2))
    live = load(write_plan(result, Texts("fr"), DAY), values=True)
    monkeypatch.setattr(potential_sheet, "MOST_ROWS", 4)
    dead = load(write_plan(result, Texts("fr"), DAY), values=True)
    formulas = load(write_plan(result, Texts("fr"), DAY))
    assert [[cell.value for cell in row] for row in dead["Potentiel"].iter_rows(min_row=4)] == [
        [cell.value for cell in row] for row in live["Potentiel"].iter_rows(min_row=4)
    ]
    figures = [cell for row in formulas["Potentiel"].iter_rows(min_row=4, min_col=2) for cell in row]
    assert not [cell for cell in figures if cell.data_type == "f"]
    names = [name for name in dead.sheetnames if name.startswith("Potentiel par client")]
    listed = [row[1].value for name in names for row in dead[name].iter_rows(min_row=3)]
    assert len(names) == 2
    assert [name for name in listed if name] == [
        name for name in (row[1].value for row in live["Potentiel par client"].iter_rows(min_row=3)) if name
    ]


MOST = length_of(PotentialSettings, "prospects").most


@pytest.mark.parametrize("count", [MOST, MOST + 1])
def test_more_prospects_than_a_plan_holds_are_refused_whole(count: int) -> None:
    texts, before = Texts("en"), PotentialSettings(prospects=(TypedProspect("Bo"),))
    table = prospects_typed(PotentialSettings(prospects=(TypedProspect("Zoé"),)), texts)
    table = table.loc[[0] * count].reset_index(drop=True)
    table["prospect"] = [f"Prospect {place}" for place in range(count)]
    settings, faults = read_prospects_typed(table, before, texts)
    if count > MOST:
        assert settings is before
        assert [(fault.code, fault.row) for fault in faults] == [("too_many", MOST + 1)]
    else:
        assert (len(settings.prospects), faults) == (MOST, [])


@pytest.mark.parametrize(("name", "amount"), [("", "5"), ("Bo", "much"), ("Bo", "-1"), ("Bo", "5")])
def test_a_prospect_that_cannot_be_one_leaves_the_plan_as_it_was(name: str, amount: str) -> None:
    """Without a name there is nobody; a second of the same name, or an amount that is none, is told."""
    texts, before = Texts("en"), PotentialSettings()
    two = (TypedProspect("Bo", UNIT), TypedProspect("Zoé", UNIT))
    table = prospects_typed(PotentialSettings(prospects=two), texts)
    table.loc[1, ["prospect", "potential"]] = [name, amount]
    settings, faults = read_prospects_typed(table, before, texts)
    assert faults
    assert settings is before


def test_what_is_typed_on_the_page_goes_into_the_plan_or_is_told() -> None:
    app = open_app("potential", CLIENTS, "en")
    app.button_group(key="potential_part").set_value("typed").run()
    assert not app.exception
    assert not [field for field in app.text_input if field.key == "per_head"]
    ids = [part.proto.id for part in app.get("bidi_component")]
    (key,) = [identity.rsplit("-", 1)[-1] for identity in ids if "grid_potential_" in identity]
    row = next(row for row, cells in TypedGrid(app, key).rows.items() if cells["client"] == "Client 003")
    TypedGrid(app, key).set(row, "potential", "much")
    assert not app.exception
    assert state_of(app).plan.potential == PotentialSettings()
    assert (row, "potential") in TypedGrid(app, key).faults
    TypedGrid(app, key).set(row, "potential", "750")
    assert [(one.client, one.amount) for one in state_of(app).plan.potential.typed] == [
        ("Client 003", 750 * UNIT)
    ]


def test_a_prospect_is_typed_on_the_page_or_what_is_wrong_is_told() -> None:
    app = open_app("potential", list_of([5, 4, 3]), "en")
    state_of(app).change_with(potential=PotentialSettings(prospects=(TypedProspect("Bo", UNIT),)))
    app.run()
    app.button_group(key="potential_part").set_value("prospects").run()
    row = next(iter(TypedGrid(app, "grid_prospects").rows))
    TypedGrid(app, "grid_prospects").set(row, "potential", "much")
    assert not app.exception
    assert state_of(app).plan.potential.prospects == (TypedProspect("Bo", UNIT),)
    assert (row, "potential") in TypedGrid(app, "grid_prospects").faults
    TypedGrid(app, "grid_prospects").set(row, "potential", "12")
    assert state_of(app).plan.potential.prospects == (TypedProspect("Bo", 12 * UNIT),)


def test_where_the_file_counts_heads_a_potential_a_head_can_be_told() -> None:
    table = list_of([50, 40, 30]).ranked.assign(headcount=[10, 2, 1])
    app = open_app("potential", client_list(table, CLIENTS.report), "en")
    app.text_input(key="per_head").set_value("20").run()
    assert not app.exception
    assert state_of(app).plan.potential.per_head == 20 * UNIT
    known = members(compute(client_list(table, CLIENTS.report), state_of(app).plan))
    assert (known["potential"] // UNIT).tolist() == [200, 40, 20]
    app.button_group(key="potential_part").set_value("typed").run()
    assert number_in(app, "per_head") == 20
