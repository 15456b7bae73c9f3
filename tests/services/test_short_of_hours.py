"""Roles with too much to do, in whole sentences of both languages; more services than a plan holds."""

import pytest

from lib.base.bounds import length_of
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.services import Service, ServiceCatalogue, load, received
from lib.plan.team import Person, Team
from lib.services.fit import fit
from lib.services.sentences import role_remedies
from lib.services.typed_catalogue import read_services, service_table
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of

VISIT = Service("Visite", 60, "manager", 0, (1_000, 100), (0, 0))
CALL = Service("Appel", 15, "team", 0, (400, 400), (0, 0))
CATALOGUE = ServiceCatalogue((VISIT, CALL))
"""Two clients in A, eight in B: 2 × 10 + 8 × 1 = 28 h of visits, 2 × 4 + 8 × 4 = 40 calls, 10 h."""


def remedies(team: Team, texts: Texts) -> list[str]:
    plan = Plan(method="count", tier_count=2, counts=(2,), services=CATALOGUE, team=team)
    result = compute(list_of(TOY), plan)
    loads = load(CATALOGUE, (2, 8))
    lines = [texts(key, **values) for key, values in role_remedies(result, loads, team, texts)]
    return [line.replace("**", "").replace("\u202f", " ").replace("\xa0", " ") for line in lines]


ANN_AND_TOM = (("manager", 60 * 40), ("team", 60 * 40))
CASES: list[tuple[tuple[tuple[str, int], ...], dict[str, list[str]]]] = [
    ((), {"fr": [], "en": []}),
    (ANN_AND_TOM, {"fr": [], "en": []}),
    # 28 h against 23: five of the twenty in A are a quarter.
    (
        (("manager", 60 * 23), ("team", 60 * 40)),
        {
            "fr": [
                "Il manque 5 h {manager} : automatisez 25 % de « Visite » dans le groupe A, ou confiez-le à "
                "quelqu’un d’autre."
            ],
            "en": [
                "Short of hours: {manager}, by 5 h. Automate 25% of “Visite” in tier A, or let somebody else "
                "do it."
            ],
        },
    ),
    # 28 h against 3: twenty-five are more than all of the twenty in A.
    (
        (("manager", 60 * 3), ("team", 60 * 40)),
        {
            "fr": [
                "Il manque 25 h {manager} : automatiser tout « Visite » dans le groupe A (100 %) ne "
                "suffirait pas. Baissez les fréquences ou ajoutez des heures."
            ],
            "en": [
                "Short of hours: {manager}, by 25 h. Automating all of “Visite” in tier A (100%) would not "
                "be enough. Lower the frequencies or add hours."
            ],
        },
    ),
    (
        (("manager", 60 * 40),),
        {
            "fr": ["10 h par an reviennent {team}, mais personne dans l’équipe n’a ce rôle."],
            "en": ["Work of 10 h a year falls to {team}, but nobody among the people has that role."],
        },
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("people", "told"), CASES)
def test_a_role_that_has_too_much_to_do_is_told_with_a_remedy(
    people: tuple[tuple[str, int], ...], told: dict[str, list[str]], language: Language
) -> None:
    texts = Texts(language)
    roles = {role: texts(f"services.for_role.{role}") for role in ("manager", "team")}
    team = Team(tuple(Person(f"P{place}", role, hours) for place, (role, hours) in enumerate(people)))  # type: ignore[arg-type]
    assert remedies(team, texts) == [line.format(**roles) for line in told[language]]


MOST = length_of(ServiceCatalogue, "services").most


@pytest.mark.parametrize("count", [MOST, MOST + 1])
def test_more_services_than_a_plan_holds_are_refused_whole(count: int) -> None:
    texts = Texts("en")
    table = service_table(ServiceCatalogue((VISIT,)), 2, texts)
    table = table.loc[[0] * count].reset_index(drop=True)
    table["name"] = [f"Service {place}" for place in range(count)]
    catalogue, faults = read_services(table, CATALOGUE, 2, texts)
    if count > MOST:
        assert catalogue is CATALOGUE
        assert [(fault.code, fault.row) for fault in faults] == [("too_many", MOST + 1)]
    else:
        assert (len(catalogue.services), faults) == (MOST, [])


@pytest.mark.parametrize("service", [CALL, Service("Lettre", 0, "automatic", 0, (400, 400), (0, 0))])
def test_a_floor_that_no_service_can_reach_leaves_times_as_they_are(service: Service) -> None:
    """All of it is automated: however often, no time of a person is in it."""
    automated = Service(service.name, service.minutes, service.performer, 0, (400, 400), (100, 100))
    catalogue = ServiceCatalogue((automated,), floor_minutes=30, floor_contacts=2)
    fitted = fit(catalogue, (2, 8), (600, 600))
    assert received(fitted, 0) == (0, 0)
    assert all(time >= 0 for one in fitted.services for time in one.times)
    assert [one.name for one in fitted.services] == [service.name]
