"""Who looks after whom, against every possibility of small cases and laws of larger ones."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.clients.model import ClientList, client_list
from lib.people.assignment import Assignment, assign, people_of
from lib.plan.compute import PlanResult, client_minutes, compute
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedPotential
from lib.plan.roles import StaffRole
from lib.plan.services import EXACT, Service, ServiceCatalogue
from lib.plan.team import Person, Team, team_of
from tests.lists import list_of

DISTANCE = {"owner": (0, 0, 1), "manager": (2, 0, 1), "team": (2, 1, 0)}
ROLES = ("owner", "manager", "team")


def list_with(managers: list[str]) -> ClientList:
    """Clients of 100, 99, 98 … with those account managers."""
    plain = list_of([100 - place for place in range(len(managers))])
    return client_list(plain.ranked.assign(account_manager=managers), plain.report)


def planned(
    managers: list[str], people: list[Person], modes: tuple[StaffRole, StaffRole], **choices: object
) -> tuple[ClientList, PlanResult, Assignment]:
    """Two tiers, the first of three clients: 2 h a client in A, half an hour in B."""
    clients = list_with(managers)
    shares = 360, 30 * (len(managers) - 3)
    whole = 6_000_000 * shares[0] // sum(shares)
    plan = Plan(
        method="count", tier_count=2, counts=(3,), budget_minutes=sum(shares),
        budget_shares=(whole, 6_000_000 - whole), modes=modes, team=Team(tuple(people)), **choices,  # type: ignore[arg-type]
    )  # fmt: skip
    result = compute(clients, plan)
    return clients, result, assign(result)


def names(found: Assignment) -> list[str]:
    return ["" if place < 0 else found.team.people[place].name for place in found.person]


def test_the_owner_takes_the_top_as_far_as_his_hours_go() -> None:
    people = [Person("Olga", "owner", 250), Person("Max", "manager", 600), Person("Tom", "team", 600)]
    _, _, found = planned(["Max"] * 5, people, ("owner", "team"))
    assert names(found) == ["Olga", "Olga", "Max", "Max", "Max"]
    assert [(move.before, move.reason, move.clients) for move in found.moves] == [("Max", "owner", 2)]
    assert found.kept == 3
    assert found.loads == (240 * EXACT, 180 * EXACT, 0)


def test_relations_are_kept_and_the_rest_is_balanced() -> None:
    people = [Person("Ann", "manager", 600), Person("Bob", "manager", 600)]
    _, _, found = planned(["bob ", "Ann", "", "", "", "", "Zoe"], people, ("manager", "manager"))
    assert names(found)[:2] == ["Bob", "Ann"]
    assert abs(found.loads[0] - found.loads[1]) <= 60 * EXACT
    assert [(move.before, move.reason) for move in found.moves] == [("Zoe", "left")]


def test_hours_that_do_not_suffice_leave_the_last_unassigned() -> None:
    people = [Person("Ann", "manager", 270)]
    _, _, found = planned(["Ann"] * 6, people, ("manager", "manager"))
    assert names(found) == ["Ann", "Ann", "", "Ann", "", ""]
    assert found.unassigned == 3
    assert found.over_capacity() == []


def test_what_was_given_by_hand_stays_even_over_capacity() -> None:
    people = [Person("Ann", "manager", 120), Person("Bob", "manager", 600)]
    clients, result, _ = planned(["Bob"] * 5, people, ("manager", "manager"))
    team = replace(result.plan.team, by_hand=(("Client 001", "", "Ann"), ("Client 005", "", "Ann"),
                                              ("Client 002", "", "Nobody"), ("Gone", "", "Ann")))  # fmt: skip
    found = assign(compute(clients, replace(result.plan, team=team)))
    assert names(found) == ["Ann", "Bob", "Bob", "Bob", "Ann"]
    assert found.over_capacity() == [0]
    assert {move.reason for move in found.moves} == {"by_hand"}


def test_a_person_without_hours_gets_nobody_and_no_team_leaves_all_open() -> None:
    people = [Person("Ann", "manager", 0), Person("Bob", "manager", 600)]
    assert "Ann" not in names(planned(["Ann"] * 4, people, ("manager", "manager"))[2])
    assert planned(["Ann"] * 4, [Person("Ann", "manager", 0)], ("manager", "team"))[2].unassigned == 4
    empty = planned([""] * 4, [], ("manager", "team"))[2]
    assert (empty.unassigned, empty.loads) == (4, ())


def test_with_a_catalogue_the_manager_is_the_responsible_person_and_the_team_shares_its_work() -> None:
    """A: 3 × 60 min by the manager; all 6 clients 20 min by the team, whose hours are 1 : 2."""
    visit = Service("Visit", 60, "manager", 0, (100, 0), (0, 0))
    call = Service("Call", 20, "team", 0, (100, 100), (0, 0))
    people = [Person("Ann", "manager", 600), Person("Tom", "team", 100), Person("Tim", "team", 200)]
    _, _, found = planned([""] * 6, people, ("manager", "team"), services=ServiceCatalogue((visit, call)))
    assert found.loads == (180 * EXACT, 40 * EXACT, 80 * EXACT)
    assert found.unassigned == 0
    assert sum(found.loads) == (180 + 120) * EXACT


def test_the_team_is_read_from_the_file_until_it_is_written() -> None:
    clients = list_with(["Ann", "Bob", "ann ", "", "Ann"])
    assert [person.name for person in team_of(clients, Team()).people] == ["Ann", "Bob"]
    own = Team((Person("Eve"),))
    assert team_of(clients, own) == own
    assert team_of(list_of([3, 2]), Team()) == Team()


def aims(
    chosen: tuple[int, ...], people: list[Person], before: list[int], modes: tuple[StaffRole, StaffRole]
) -> tuple[int, int, int] | None:
    """Open work, moves and misfits of one possibility; None where somebody has too little time."""
    loads, open_work, moved, misfit = [0] * len(people), 0, 0, 0
    for place, person in enumerate(chosen):
        tier = 0 if place < 3 else 1
        minutes = (120, 30)[tier]
        if person < 0:
            open_work += (minutes + 1) * (2 - tier)
            continue
        loads[person] += minutes
        moved += before[place] >= 0 and before[place] != person
        misfit += DISTANCE[modes[tier]][ROLES.index(people[person].role)]
    if any(done > one.minutes for done, one in zip(loads, people, strict=True)):
        return None
    return open_work, moved, misfit


@settings(max_examples=40)
@given(
    before=st.lists(st.integers(-1, 2), min_size=4, max_size=7),
    hours=st.lists(st.sampled_from([30, 60, 125, 150, 240, 360, 500]), min_size=2, max_size=3),
    roles=st.tuples(*[st.sampled_from(["manager", "team"])] * 3),
    modes=st.tuples(st.sampled_from(["manager", "team"]), st.sampled_from(["manager", "team"])),
)
def test_no_other_assignment_is_better(
    before: list[int], hours: list[int], roles: tuple[StaffRole, ...], modes: tuple[StaffRole, StaffRole]
) -> None:
    people = [Person(f"P{p}", role, m) for p, (m, role) in enumerate(zip(hours, roles, strict=False))]
    managers = [f"P{p}" if 0 <= p < len(people) else "" for p in before]
    known = [p if p < len(people) else -1 for p in before]
    _, _, found = planned(managers, people, modes)
    ours = aims(tuple(int(p) for p in found.person), people, known, modes)
    every = product(range(-1, len(people)), repeat=len(before))
    best = min(one for chosen in every if (one := aims(chosen, people, known, modes)) is not None)
    assert ours == best


@settings(max_examples=40)
@given(
    managers=st.lists(st.sampled_from(["P0", "P1", "P2", "Gone", ""]), min_size=4, max_size=60),
    hours=st.lists(st.integers(0, 2000), min_size=1, max_size=4),
    roles=st.tuples(*[st.sampled_from(ROLES)] * 4),
    hand=st.lists(st.tuples(st.integers(1, 60), st.integers(0, 4)), max_size=4),
)
def test_everyone_has_one_person_within_hours_or_is_listed(
    managers: list[str], hours: list[int], roles: tuple[StaffRole, ...], hand: list[tuple[int, int]]
) -> None:
    people = [Person(f"P{p}", role, m) for p, (m, role) in enumerate(zip(hours, roles, strict=False))]
    clients, result, _ = planned(managers, people, ("owner", "team"))
    entries = {f"Client {rank:03d}": f"P{p}" for rank, p in hand}
    team = Team(tuple(people), tuple((client, "", name) for client, name in entries.items()))
    result = compute(clients, replace(result.plan, team=team))
    found = assign(result)
    table = people_of(result, found)
    for client, name in entries.items():
        if name in {person.name for person in people}:
            assert set(table["person"][table["client"] == client]) <= {name}
    for place, person in enumerate(people):
        own = table[(table["person"] == person.name)]
        load = sum({"A": 120, "B": 30}[tier] for tier in own["tier"]) * EXACT
        assert load == pytest.approx(found.loads[place], abs=len(table) * 2 * EXACT)
        assert found.loads[place] <= person.minutes * EXACT or person.name in set(entries.values())
        assert found.clients[place] == len(own)
    assert found.unassigned == int((table["person"] == "").sum())


def test_a_hundred_thousand_clients_are_given_out() -> None:
    plain = list_of([10**9 // rank + 1 for rank in range(1, 100_001)], unit=1)
    managers = [f"P{place % 23}" for place in range(100_000)]
    clients = client_list(plain.ranked.assign(account_manager=managers), plain.report)
    team = Team(tuple(Person(f"P{p}", "team" if p > 9 else "manager", 2000 * 60) for p in range(20)))
    result = compute(clients, Plan(budget_minutes=30_000 * 60, team=team))
    found = assign(result)
    assert found.unassigned == 0
    assert found.over_capacity() == []
    assert sum(found.clients) == 100_000
    assert assign(result) is found


def test_loads_are_those_of_the_clients_where_potential_weighs() -> None:
    """Ann and Bob have two clients of B each; 120 minutes, Ann's first weighs 3, the others 1."""
    people = [Person("Ann", "manager", 600), Person("Bob", "manager", 600)]
    marked = PotentialSettings(typed=(TypedPotential("Client 004", mark="A"),), weights=(300, 100, 100))
    managers = ["Ann", "Ann", "Bob", "Ann", "Bob", "Bob", "Ann"]
    _, result, assignment = planned(managers, people, ("manager", "manager"), potential=marked)
    assert names(assignment) == managers
    assert client_minutes(result).tolist() == [120, 120, 120, 60, 20, 20, 20]
    assert assignment.loads == (320 * EXACT, 160 * EXACT)
