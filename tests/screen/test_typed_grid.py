"""What a browser sends of a grid is a proposal, and each move is taken once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.plan.services import Service, ServiceCatalogue
from lib.screen.typed_grid.moves import LONGEST, Move, new_moves
from tests.lists import list_of
from tests.pages.app import TypedGrid, open_app, state_of

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=12,
)
CELLS = st.lists(st.tuples(ANYTHING, ANYTHING, ANYTHING).map(list) | ANYTHING, max_size=3)
TOLD = st.tuples(ANYTHING, st.sampled_from(["set", "delete", "x"]), CELLS).map(list)


@given(ANYTHING | st.lists(TOLD, max_size=4), st.integers(-2, 5))
def test_whatever_is_sent_each_move_is_new_and_well_formed(sent: object, answered: int) -> None:
    numbers = [answered]
    for move in new_moves(sent, answered):
        numbers.append(move.number)
        assert all(isinstance(key, str) for key in move.deleted)
        for row, column, value in move.cells:
            assert isinstance(row, str)
            assert isinstance(column, str)
            assert isinstance(value, bool) or (len(value) <= LONGEST and "\n" not in value)
    assert numbers == sorted(set(numbers))


def test_a_text_is_one_line_of_some_length() -> None:
    sent = [[1, "set", [["1", "name", "a\tb\r\nc\x00\ud800" + "x" * 9_999], ["1", "pinned", True]]]]
    ((row, column, text), ticked) = next(new_moves(sent, 0)).cells
    assert (row, column, ticked) == ("1", "name", ("1", "pinned", True))
    assert text.startswith("a b c xxx")
    assert len(text) <= LONGEST


def test_moves_are_taken_in_their_order_and_once() -> None:
    sent = [[1, "set", []], [2, "delete", ["3"]], [2, "delete", ["4"]]]
    assert list(new_moves(sent, 0)) == [Move(1), Move(2, deleted=("3",))]
    assert list(new_moves(sent, 1)) == [Move(2, deleted=("3",))]
    assert list(new_moves(sent, 2)) == []


def catalogue() -> TypedGrid:
    app = open_app("services", HUNDRED)
    app.button(key="firm_trade").click().run()
    return TypedGrid(app, "grid_services")


def grid_now(grid: TypedGrid) -> TypedGrid:
    return TypedGrid(grid.app, "grid_services")


def test_what_is_typed_enters_the_plan_as_one_step_and_undo_takes_it_back() -> None:
    grid = catalogue()
    first = next(iter(grid.rows))
    before = state_of(grid.app).plan
    grid.set(first, "times_0", "7,5")
    assert state_of(grid.app).plan.services.services[0].times[0] == 750
    assert grid_now(grid).told["answered"] == 1
    grid.app.button(key="undo_here").click().run()
    assert state_of(grid.app).plan == before
    assert grid_now(grid).rows == grid.rows


def test_what_is_automated_is_typed_once_its_part_is_open() -> None:
    app = catalogue().app
    with pytest.raises(KeyError):
        TypedGrid(app, "grid_automation")
    app.session_state["automated"] = True
    app.run()
    grid = TypedGrid(app, "grid_automation")
    assert grid.told["made"] is None
    first, second, *_ = grid.rows
    grid.set(second, "automated_1", "40")
    assert state_of(app).plan.services.services[1].automated[1] == 40
    TypedGrid(app, "grid_automation").set(first, "automated_0", "140")
    assert "100" in TypedGrid(app, "grid_automation").faults[first, "automated_0"]


def test_a_move_that_comes_again_is_not_made_again() -> None:
    grid = catalogue()
    first, second, *_ = grid.rows
    grid.send([1, "delete", [first]])
    grid.send([1, "delete", [second]], [2, "set", [["-1", "name", "Salon"]]])
    assert list(grid_now(grid).rows) == [*list(grid.rows)[1:], "-1"]
    assert [one.name for one in state_of(grid.app).plan.services.services][-1] == "Salon"


def test_a_wrong_cell_is_answered_in_its_row_and_keeps_what_was_typed() -> None:
    grid = catalogue()
    _, second, *_ = grid.rows
    plan = state_of(grid.app).plan
    grid.set(second, "times_0", "souvent")
    now = grid_now(grid)
    assert now.rows[second]["times_0"] == "souvent"
    assert "n’est pas un nombre" in now.faults[second, "times_0"]
    assert state_of(grid.app).plan == plan
    now.set(second, "times_0", "8,25")
    assert grid_now(grid).faults == {}


def test_what_was_typed_while_the_catalogue_was_fitted_is_kept() -> None:
    """The browser names the row, not its place: the run that was under way changed every row."""
    grid = catalogue()
    first = next(iter(grid.rows))
    grid.app.button(key="fit").click().run()
    fitted = state_of(grid.app).plan.services
    grid.send([1, "set", [[first, "minutes", "33"]]])
    now = state_of(grid.app).plan.services
    assert now.services[0].minutes == 33
    assert now.services[1:] == fitted.services[1:]


def test_a_pasted_block_is_one_step() -> None:
    grid = catalogue()
    steps = len(state_of(grid.app).steps)
    grid.send([1, "set", [["-1", "name", "Salon"], ["-1", "minutes", "1 200"], ["-2", "name", "Foire"]]])
    mine = state_of(grid.app)
    assert [(one.name, one.minutes) for one in mine.plan.services.services[-2:]] == [
        ("Salon", 1200),
        ("Foire", 0),
    ]
    assert len(mine.steps) == steps + 1
    assert grid_now(grid).told["made"] == 2


def test_figures_are_written_as_their_reader_writes_them() -> None:
    visit = Service("Visite", 1200, "owner", 12_345_500, (50,) * 5, (0,) * 5)
    for language, figures in (
        ("fr", ["1\u202f200", "1\u202f234,55", "0,5"]),
        ("en", ["1,200", "1,234.55", "0.5"]),
    ):
        app = open_app("services", HUNDRED, language)  # type: ignore[arg-type]
        state_of(app).change_with(services=ServiceCatalogue((visit,)))
        app.run()
        grid = TypedGrid(app, "grid_services")
        ((key, row),) = grid.rows.items()
        assert [row["minutes"], row["direct_cost"], row["times_0"]] == figures
        grid.set(key, "name", "Visit")
        assert state_of(app).plan.services.services == (replace(visit, name="Visit"),)
