"""What counting by group changes, in words: whole sentences in both languages; and groups made by hand."""

import pytest

from lib.clients.groups import by_group, grouping
from lib.clients.model import ClientList
from lib.groups.sentences import first_client_sentence, group_sentences, odd_sentences
from lib.plan.group_settings import GroupSettings
from lib.reading.clients_from_rows import read_file
from lib.texts import Language, Texts
from tests.groups.test_groups_seen import ROWS
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of, words

BOTH = pytest.mark.parametrize("language", ["fr", "en"])


def listed(*rows: str) -> ClientList:
    """Clients with their parents: name;number;parent;revenue."""
    return read_file("\n".join(["Client;Code client;Maison mère;CA HT", *rows]).encode(), "list.csv")


def plain(line: str) -> str:
    return line.replace("**", "").replace("\u202f", " ").replace("\xa0", " ")


FIRST: list[tuple[ClientList, dict[str, list[str]]]] = [
    (
        listed("Big;1;;40", "North;2;Nord;30", "South;3;Nord;20", "Small;4;;10"),
        {
            "fr": [
                "Compté par groupe de sociétés, votre premier client, Nord, pèse 50,0 %, et non 40,0 %.",
            ],
            "en": ["Counted by group, your first client, Nord, is 50.0%, not 40.0%."],
        },
    ),
    (
        listed("Big;1;;60", "North;2;Nord;15", "South;3;Nord;15", "Small;4;;10"),
        {
            "fr": [
                "Comptés par groupe de sociétés ou un à un, vos clients ont le même premier : Big, "
                "avec 60,0 %."
            ],
            "en": ["Counted by group or one by one, your clients have the same first: Big, with 60.0%."],
        },
    ),
    # Who stands alone weighs more where a group falls below nothing as a whole, or out of the ranking.
    (
        listed("Big;1;;60", "North;2;Nord;30", "South;3;Nord;-50", "Small;4;;10"),
        {
            "fr": [
                "Compté par groupe de sociétés, votre premier client est Big, avec 85,7 % ; client par "
                "client, le premier pèse 60,0 %."
            ],
            "en": [
                "Counted by group, your first client is Big with 85.7%; client by client, the first is 60.0%."
            ],
        },
    ),
]


@BOTH
@pytest.mark.parametrize(("clients", "told"), FIRST)
def test_what_the_first_client_weighs_by_group(
    clients: ClientList, told: dict[str, list[str]], language: Language
) -> None:
    texts = Texts(language)
    lines = [texts(key, **values) for key, values in first_client_sentence(by_group(clients, ()), texts)]
    assert [plain(line) for line in lines] == told[language]
    assert first_client_sentence(clients, texts) == []


@BOTH
def test_parents_that_lead_round_are_named(language: Language) -> None:
    """A is of B, B of C and C of A: one group, and the list is odd."""
    clients = listed("Alpha;1;2;40", "Beta;2;3;30", "Gamma;3;1;20", "Small;4;;10")
    texts = Texts(language)
    groups = grouping(clients, ())
    (line,) = [texts(key, **values) for key, values in odd_sentences(groups, texts)]
    told = {
        "fr": ("Les maisons mères tournent en rond : ", "Ces clients comptent pour un seul groupe."),
        "en": ("The parent companies lead round in a circle: ", "These clients count as one group."),
    }[language]
    assert plain(line).startswith(told[0])
    assert plain(line).endswith(told[1])
    for name in ("Alpha", "Beta", "Gamma"):
        assert name in line
    assert "Small" not in line
    assert by_group(clients, ()).count == 2
    assert "groups.circle" in [key for key, _ in group_sentences(clients, GroupSettings(), texts)]


@BOTH
def test_without_a_group_the_page_says_how_they_become_known(language: Language) -> None:
    app = open_app("ranking", list_of(TOY), language)
    texts = Texts(language)
    assert plain(texts("groups.none")) in plain(words(app))
    assert "groups_as_one" not in [toggle.key for toggle in app.toggle]


def chosen(clients: ClientList, *keys: str) -> object:
    app = open_app("ranking", clients)
    app.session_state["groups"] = True
    app.run()
    app.text_input(key="group_search").set_value("petit").run()
    return app.multiselect(key="group_clients").set_value(list(keys)).run()


def test_a_group_without_a_name_has_that_of_its_largest_client() -> None:
    app = chosen(read_file(ROWS.encode(), "list.csv"), "D3", "D1")
    app.button(key="group_make").click().run()  # type: ignore[attr-defined]
    assert not app.exception  # type: ignore[attr-defined]
    assert state_of(app).plan.groups == GroupSettings(  # type: ignore[arg-type]
        as_one=True, by_hand=(("D3", "Petit 1"), ("D1", "Petit 1"))
    )


def test_clients_taken_out_count_alone_and_say_so_until_they_are_let_go() -> None:
    clients = read_file(ROWS.encode(), "list.csv")
    app = open_app("ranking", clients)
    app.session_state["groups"] = True
    app.run()
    app.text_input(key="group_search").set_value("nord").run()
    app.multiselect(key="group_clients").set_value(["C1", "C2"]).run()
    app.button(key="group_out").click().run()
    assert not app.exception
    assert state_of(app).plan.groups.by_hand == (("C1", ""), ("C2", ""))
    assert plain(Texts("fr")("groups.taken_out", clients="Nord SA, Nord Est")) in plain(words(app))
    app.button(key="group_let_go_0").click().run()
    assert state_of(app).plan.groups.by_hand == ()


def test_a_client_of_no_list_is_shown_by_its_key() -> None:
    """A plan that was made for another list."""
    app = open_app("ranking", read_file(ROWS.encode(), "list.csv"))
    state_of(app).change_with(groups=GroupSettings(as_one=True, by_hand=(("X9", "Nord"), ("X8", "Nord"))))
    app.session_state["groups"] = True
    app.run()
    assert not app.exception
    assert plain(Texts("fr")("groups.made", group="Nord", clients="X9, X8")) in plain(words(app))
