"""Blocks below each other, tables side by side, and every row of a sheet accounted for."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib.clients.model import ClientList
from lib.reading.clients_from_rows import read_clients
from lib.reading.effects import effects
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from tests.reading import files
from tests.reading.test_columns import Rows, asked, read
from tests.reading.test_shapes import ranking

BLOCKS: dict[str, Rows] = {
    "the same headings": [
        ["Direction A", None, None],
        ["Structure", "Projet", "Montant"],
        ["A", "x", 1],
        ["B", "y", 2],
        [None, None, None],
        ["Direction B", None, None],
        ["Structure", "Projet", "Montant"],
        ["A", "z", 4],
    ],
    "another order of columns": [
        ["Structure", "Projet", "Montant"],
        ["A", "x", 1],
        ["B", "y", 2],
        ["Montant", "Structure", "Projet"],
        [4, "A", "z"],
    ],
    "other headings": [
        ["Client", "CA", None],
        ["A", 1, None],
        ["B", 2, None],
        [None, None, None],
        ["Association", "Ville", "Montant HT"],
        ["A", "Lyon", 4],
    ],
    "headings known less, first": [
        ["Truc", "CA", None],
        ["A", 1, None],
        ["B", 2, None],
        ["Client", "CA", "Ville"],
        ["A", 4, "Lyon"],
    ],
}


def test_every_block_is_read() -> None:
    for rows in BLOCKS.values():
        for as_csv in (False, True):
            clients = read(rows, as_csv)
            assert ranking(clients) == [("A", "5"), ("B", "2")]
            assert clients.report.set_aside == ()


def test_a_block_about_something_else_is_set_aside() -> None:
    clients = read([["Client", "CA"], ["A", 1], ["B", 2], ["Client", "Heures"], ["A", 40]])
    assert ranking(clients) == [("B", "2"), ("A", "1")]
    assert sum(group.rows for group in clients.report.set_aside) >= 1


PERIODS: Rows = [
    ["Client", "CA 2025", None, "Client", "CA 2024"],
    ["A", 1, None, "C", 8],
    ["B", 2, None, "A", 4],
]
CONTINUED: Rows = [["Client", "CA", "Client", "CA"], ["A", 1, "C", 4], ["B", 2, "D", 8]]
REPEATED: Rows = [["Client", "CA", None, "Client", "CA"], ["A", 1, None, "C", 8], ["B", 2, None, "A", 4]]


def by_answer(rows: Rows) -> dict[str, tuple[int, int]]:
    source = open_source(files.xlsx(rows), "a.xlsx")
    proposal = propose(source)
    question = next(one for one in proposal.questions if one.code == "side_by_side")
    found = effects(source, proposal.choices, question)
    return {answer: (effect.clients, effect.total // 10_000) for answer, effect in found.items()}


def test_tables_of_two_periods_are_one_list_with_a_history() -> None:
    clients = read(PERIODS)
    assert asked(clients) == ["side_by_side"]
    assert ranking(clients) == [("B", "2"), ("A", "1")]
    assert clients.set_apart["client"].tolist() == ["C"]
    assert by_answer(PERIODS) == {"left": (2, 3), "right": (2, 12), "both": (2, 3)}


def test_a_list_that_goes_on_to_the_right_is_read_whole() -> None:
    assert ranking(read(CONTINUED)) == [("D", "8"), ("C", "4"), ("B", "2"), ("A", "1")]
    assert by_answer(CONTINUED) == {"left": (2, 3), "right": (2, 12), "both": (4, 15)}


def test_tables_with_clients_in_common_are_not_added_up_unasked() -> None:
    clients = read(REPEATED)
    assert (ranking(clients), asked(clients)) == ([("B", "2"), ("A", "1")], ["side_by_side"])


def test_the_examples_of_the_second_table_name_its_rows() -> None:
    rows: Rows = [["Client", "CA", "Client", "CA"], ["A", 1, "C", 4], ["B", 2, "D", "abc"]]
    examples = [group.examples[0].row for group in read(rows).report.set_aside]
    assert examples == [3]


def test_one_table_is_not_taken_for_two() -> None:
    assert (
        asked(
            read(
                [
                    ["Customer", "Sales", None, "Customer", "Margin"],
                    ["A", 1, None, "A", 3],
                    ["B", 2, None, "B", 4],
                ]
            )
        )
        == []
    )
    assert (
        asked(read([["Client", "CA", None, "Ville"], ["A", 1, None, "Lyon"], ["B", 2, None, "Brest"]])) == []
    )


def accounted(clients: ClientList) -> int:
    """The rows of the report that hold anything."""
    report = clients.report
    others = sum(group.rows for group in report.not_counted if group.reason != "blank")
    return report.rows_used + sum(group.rows for group in report.set_aside) + others


NAMES = st.sampled_from(
    ["Alpha", "Beta", "Gamma", "Total", "Total Alpha", "Sous-total", "Note : à revoir", ""]
)
CELLS = st.one_of(
    st.integers(-50, 50).map(float), st.sampled_from(["", "abc", "12,5 €", "voir Sylvie", "#N/A"])
)
DATA = st.tuples(NAMES, CELLS).map(list)
OTHER = st.sampled_from([["Client", "CA HT"], ["", ""], ["Direction B", ""], ["CA HT", "Client"]])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["Ventes 2025", "", "Édité le 3"]), max_size=3),
    st.lists(st.one_of(DATA, OTHER), max_size=14),
)
def test_every_row_of_the_sheet_is_accounted_for(titles: list[str], lines: list[list[str | float]]) -> None:
    rows: Rows = [
        *([title, None] for title in titles),
        ["Client", "CA HT"],
        ["Zeta", 7],
        *([*line] for line in lines),
    ]
    source = open_source(files.csv(rows), "a.csv")
    proposal = propose(source)
    assume(proposal.complete)
    clients = read_clients(source, proposal.choices)
    filled = sum(any(cell is not None and str(cell).strip() for cell in row) for row in rows)
    assert accounted(clients) == filled - source.sheets[0].layout.heading_rows
