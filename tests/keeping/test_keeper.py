"""What is kept of a session while it changes: the newest, within a second, and never what is not its own."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from lib.keeping import keeper as module
from lib.keeping.database import MEMORY, Database
from lib.keeping.keeper import FORGET_AFTER, FORGET_EVERY, TRY_AGAIN, Keeper, Tab
from lib.keeping.model import Contents, Head, Screen
from lib.keeping.store import Store
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from tests.event_loop import apart
from tests.keeping.test_store import CONTENTS, FILE, READING, Clock, bytes_of, with_plan
from tests.lists import list_of


@dataclass
class Session:
    """What a tab shows, set by hand."""

    contents: Contents | None = None
    alive: bool = True
    open: bool = True
    looks: int = 0

    def see(self) -> Contents | None:
        self.looks += 1
        return self.contents if self.alive else None

    def tab(self, store: Store, token: str = "one") -> Tab:
        alive = lambda: self if self.alive else None  # noqa: E731
        return Tab(token, session=alive, see=self.see, is_open=lambda: self.open, store=store)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    database = Database(tmp_path / "work.sqlite")
    yield Store(database, clock=clock)
    database.close()


@pytest.fixture
def keeper(clock: Clock) -> Keeper:
    return Keeper(clock, pause=0.02)


def plan_in(store: Store) -> Plan:
    return store.look(store.works()[0].id)[1].head.plan


def test_nothing_is_kept_without_a_list(store: Store, keeper: Keeper) -> None:
    keeper.keep(Session().tab(store))
    assert not store.database.is_there


def test_changes_are_kept_and_only_changes(store: Store, keeper: Keeper) -> None:
    session = Session(CONTENTS)
    tab = session.tab(store)
    for count in (5, 5, 3, 3):
        session.contents = with_plan(tier_count=count)
        keeper.keep(tab)
        assert plan_in(store).tier_count == count
    assert store.works()[0].version == 2, "two looks that saw nothing new have written nothing"


def test_of_many_steps_the_newest_is_written_within_a_second(store: Store, keeper: Keeper) -> None:
    session = Session(CONTENTS)
    keeper.watch(session.tab(store))
    for minutes in range(1, 200):
        session.contents = with_plan(budget_minutes=minutes)
        time.sleep(0.001)
    end = time.monotonic() + 30
    while time.monotonic() < end and not (store.works() and plan_in(store).budget_minutes == 199):
        time.sleep(0.01)
    assert plan_in(store).budget_minutes == 199
    assert store.works()[0].version < 100, "not every step was written"
    session.alive = False


def test_a_server_that_ends_writes_what_nobody_had_looked_at(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Keeper(clock, pause=3600)
    monkeypatch.setattr(module, "keeper", slow)

    async def life() -> None:
        async with module.everything_kept(None):
            slow.watch(session.tab(store))
            assert not store.database.is_there

    session = Session(CONTENTS)
    apart(life())
    assert plan_in(store) == CONTENTS.head.plan


def test_a_session_that_is_gone_is_watched_no_longer(store: Store, keeper: Keeper) -> None:
    session = Session(CONTENTS)
    keeper.watch(session.tab(store))
    assert keeper.tab_of("one") is not None
    session.alive = False
    end = time.monotonic() + 30
    while keeper.tabs() and time.monotonic() < end:
        time.sleep(0.01)
    assert keeper.tabs() == []
    assert keeper.tab_of("one") is None


def test_another_list_is_another_piece_of_work(store: Store, keeper: Keeper) -> None:
    """The plan of the first stays as it was left; the list of a past year, or files read in another way, are
    the same work."""
    session = Session(CONTENTS)
    tab = session.tab(store)
    keeper.keep(tab)
    read_anew = replace(
        CONTENTS,
        clients=list_of([9, 8]),
        head=replace(CONTENTS.head, reading=replace(READING, locked=True)),
    )
    session.contents = read_anew
    keeper.keep(tab)
    assert len(store.works()) == 1
    session.contents = replace(read_anew, files=(FILE,), head=with_plan(tier_count=2).head)
    keeper.keep(tab)
    by_name = {work.name: store.look(work.id)[1].head.plan.tier_count for work in store.works()}
    assert by_name == {"test.xlsx": 5, "test.xlsx (2)": 2}


def test_a_list_without_files_goes_on_with_a_past_year(store: Store, keeper: Keeper) -> None:
    clients = list_of([3, 2])
    session = Session(Contents(clients, (), Head(Plan())))
    tab = session.tab(store)
    keeper.keep(tab)
    session.contents = Contents(replace(clients, currency="EUR"), (), Head(Plan()))
    keeper.keep(tab)
    assert len(store.works()) == 1
    session.contents = Contents(list_of([3, 2]), (), Head(Plan()))
    keeper.keep(tab)
    assert len(store.works()) == 2


def test_states_are_what_a_person_would_call_one(store: Store, keeper: Keeper, clock: Clock) -> None:
    """A hand that moves a slider makes one state, however many steps; another kind of change makes another;
    so does the same kind ten minutes later. The page that is open makes none."""
    session = Session(CONTENTS)
    tab = session.tab(store)
    keeper.keep(tab)
    head = CONTENTS.head
    for changes in (
        *({"budget_minutes": minutes} for minutes in (10, 20, 30)),
        *({"budget_minutes": 30, "tier_count": count} for count in (2, 3)),
    ):
        head = replace(head, plan=Plan(**changes))
        session.contents = replace(CONTENTS, head=head)
        clock.on(seconds=30)
        keeper.keep(tab)
    for screen in (Screen(page="tiers"), Screen(page="plan")):
        head = replace(head, screen=screen)
        session.contents = replace(CONTENTS, head=head)
        keeper.keep(tab)
    clock.on(minutes=10)
    head = replace(head, plan=replace(head.plan, tier_count=4))
    session.contents = replace(CONTENTS, head=head)
    keeper.keep(tab)
    head = replace(head, scenarios=(Scenario("mine", head.plan),))
    session.contents = replace(CONTENTS, head=head)
    keeper.keep(tab)
    assert tab.held is not None
    states = [(state.cause, state.plan.tier_count) for state in store.states(tab.held.id)]
    assert states == [("scenarios", 4), ("cuts", 4), ("cuts", 3), ("budgets", 5), ("list", 5)]
    assert store.look(tab.held.id)[1].head == head


def test_a_tab_that_lost_its_work_overwrites_nothing(store: Store, keeper: Keeper) -> None:
    first, second = Session(CONTENTS), Session()
    one, two = first.tab(store, "one"), second.tab(store, "two")
    keeper.keep(one)
    assert one.held is not None
    held, contents = store.open(one.held.id, "two", take_over=True)
    second.contents = contents
    two.took(held, contents)
    first.contents = with_plan(tier_count=2)
    second.contents = replace(contents, head=with_plan(tier_count=3).head)
    for tab in (one, two, one):
        keeper.keep(tab)
    assert (one.fault, two.fault) == ("taken", None)
    assert one.lost
    assert plan_in(store).tier_count == 3


def test_a_tab_whose_work_was_deleted_does_not_bring_it_back(store: Store, keeper: Keeper) -> None:
    session = Session(CONTENTS)
    tab = session.tab(store)
    keeper.keep(tab)
    store.forget()
    session.contents = with_plan(tier_count=2)
    for _ in range(3):
        keeper.keep(tab)
    assert tab.fault == "gone"
    assert store.works() == []


def test_a_closed_tab_lets_go_and_finds_its_work_again(store: Store, keeper: Keeper, clock: Clock) -> None:
    session = Session(CONTENTS)
    tab = session.tab(store)
    keeper.keep(tab)
    assert store.works()[0].holder == "one"
    for _ in range(10):
        clock.on(seconds=25)
        keeper.keep(tab)
    assert store.works()[0].holder == "one", "as long as it is open it says so"
    session.open = False
    clock.on(seconds=25)
    keeper.keep(tab)
    assert store.works()[0].holder == ""
    assert store.held_by("one") == store.works()[0].id


def test_a_full_disk_is_said_and_tried_again(store: Store, keeper: Keeper, clock: Clock) -> None:
    session = Session(CONTENTS)
    tab = session.tab(store)
    keeper.keep(tab)
    with store.database.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    large = ("liste.csv", bytes(range(256)) * 4_000)
    session.contents = replace(CONTENTS, files=(large,), clients=list_of(list(range(1, 20_000))))
    keeper.keep(tab)
    assert tab.fault == "full"
    assert len(store.works()) == 1, "all of it or nothing"
    looked = session.looks
    keeper.keep(tab)
    assert session.looks == looked + 1
    with store.database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    keeper.keep(tab)
    assert tab.fault == "full", "not at every look: the disk has to have its time"
    clock.on(seconds=TRY_AGAIN.total_seconds())
    keeper.keep(tab)
    assert tab.fault is None
    assert len(store.works()) == 2


def test_a_damaged_store_is_put_aside_and_work_goes_on(tmp_path: Path, store: Store, keeper: Keeper) -> None:
    session = Session(CONTENTS)
    tab = session.tab(store)
    keeper.keep(tab)
    store.database.close()
    file = tmp_path / "work.sqlite"
    whole = file.read_bytes()
    file.write_bytes(b"no database at all" * 1_000)
    session.contents = with_plan(tier_count=2)
    for _ in range(2):
        keeper.keep(tab)
    assert tab.put_aside
    assert tab.fault is None
    assert plan_in(store).tier_count == 2
    aside = [path for path in tmp_path.iterdir() if "damaged" in path.name]
    assert [path.read_bytes()[:18] for path in aside] == [b"no database at all"]
    assert whole[:6] == b"SQLite"
    assert b"Client 001" in bytes_of(tmp_path)


def test_work_in_memory_is_dropped_an_hour_after_the_last_browser_had_it(clock: Clock) -> None:
    memory = Store(Database(MEMORY), clock=clock)
    keeper = Keeper(clock, pause=0.02, memory=lambda: memory)
    session = Session(contents=CONTENTS)
    tab = session.tab(memory)
    for _ in range(5):
        keeper.keep(tab)
        keeper.forget_unused()
        clock.moment += FORGET_AFTER / 2
    assert memory.works(), "while a browser has it in hand, it stays"
    session.open = False
    keeper.keep(tab)
    clock.moment += FORGET_AFTER - FORGET_EVERY
    keeper.forget_unused()
    assert memory.works()
    clock.moment += 2 * FORGET_EVERY
    keeper.forget_unused()
    assert not memory.works()
    memory.database.close()


def test_a_tab_is_watched_once(store: Store) -> None:
    slow = Keeper(pause=3600)
    tab = Session(CONTENTS).tab(store)
    for _ in range(2):
        slow.watch(tab)
    assert slow.tabs() == [tab]


def test_a_session_that_fails_stops_nobody_else(
    store: Store, keeper: Keeper, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Its own tab says so, and is kept again as soon as it can be; the log says it once."""
    failing, other = Session(CONTENTS), Session()
    failing.contents = replace(CONTENTS, clients=None)  # type: ignore[arg-type]
    tab = failing.tab(store, "failing")
    keeper.watch(tab)
    until(lambda: tab.fault == "unreachable")
    other.contents = with_plan(tier_count=3)
    keeper.watch(other.tab(store, "other"))
    until(lambda: bool(store.works()))
    assert plan_in(store).tier_count == 3
    assert tab.fault == "unreachable"
    looked = failing.looks
    clock.on(seconds=TRY_AGAIN.total_seconds())
    until(lambda: failing.looks > looked + 3)
    assert [line.message for line in caplog.records].count("a piece of work cannot be kept") == 1
    failing.alive = other.alive = False


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


def test_memory_that_holds_nothing_is_said_to_be_full(clock: Clock, keeper: Keeper) -> None:
    memory = Store(Database(MEMORY, most_memory=0), clock=clock)
    with memory.database._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    tab = Session(CONTENTS).tab(memory)
    keeper.keep(tab)
    assert tab.fault == "full"
    memory.database.close()


def test_memory_holds_no_more_than_its_share(clock: Clock, keeper: Keeper) -> None:
    """What closed tabs have left makes room; what is in hand stays, and who finds no room is told."""
    memory = Store(Database(MEMORY, most_memory=1), clock=clock)

    def visit(number: int, closes: bool) -> Tab:
        file = (f"{number}.csv", random.Random(number).randbytes(200_000))
        session = Session(replace(CONTENTS, files=(file,)))
        tab = session.tab(memory, f"visitor {number}")
        keeper.keep(tab)
        keeper.keep(tab)
        if closes and tab.held is not None:
            memory.release(tab.held, tab.token)
            clock.on(seconds=1)
        return tab

    assert [visit(number, closes=True).fault for number in range(30)] == [None] * 30
    assert 1 <= len(memory.works()) <= 5
    held = [visit(number, closes=False) for number in range(30, 40)]
    assert [tab.fault for tab in held].count("full") >= 5
    kept = [tab for tab in held if tab.fault is None]
    assert {tab.held.id for tab in kept if tab.held} == {work.id for work in memory.works()}
    memory.database.close()
