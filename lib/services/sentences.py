"""What the catalogue, the people and their hours come to, in words: (key, values) pairs in reading order."""

from lib.plan.compute import PlanResult
from lib.plan.roles import STAFF_ROLES
from lib.plan.services import EXACT, Load, floor_breaks
from lib.plan.team import Team
from lib.services.fit import Overload, role_overloads, tier_overloads
from lib.texts import Texts
from lib.texts.wording import Sentences

UNUSED = 0.1
"""A tier that leaves more than this part of its budget unused is named."""


def load_sentences(result: PlanResult, loads: Load, texts: Texts) -> Sentences:
    """What the catalogue asks for against the whole budget."""
    budget = result.tier_budget
    values = {
        "hours": texts.hours(loads.total / EXACT),
        "budget": texts.hours(budget),
        "share": texts.percent(loads.total / EXACT / budget) if budget else "–",
    }
    over = "over" if loads.total > budget * EXACT else "within"
    return [(f"services.load_{over}", values)]


def tier_remedies(result: PlanResult, loads: Load, texts: Texts) -> Sentences:
    """One sentence a tier over its budget, with the remedy; one for the tiers that leave time unused."""
    minutes = [tier.minutes for tier in result.tiers]
    sentences: Sentences = []
    for index, over in tier_overloads(loads, minutes).items():
        kind = "tier" if over.automate is not None else "tier_more"
        move, share = _from_elsewhere(index, over, loads, result, texts)
        values = _overload_values(over, loads, result, texts)
        sentences.append(
            (f"services.over_{kind}.{move}", {"tier": result.tiers[index].name, **values, **share})
        )
    unused = {
        tier.name: texts.hours(tier.minutes - load / EXACT)
        for tier, load in zip(result.tiers, loads.by_tier.tolist(), strict=True)
        if tier.minutes * EXACT - load > UNUSED * tier.minutes * EXACT
    }
    return [*sentences, *([("services.unused", {"tiers": texts.listing(unused)})] if unused else [])]


def _overload_values(over: Overload, loads: Load, result: PlanResult, texts: Texts) -> dict[str, str]:
    """How much too much, and the service to automate and how much of it."""
    return {
        "over": texts.hours(over.minutes),
        "service": loads.catalogue.services[over.service].name,
        "part": texts.percent(1 if over.automate is None else _up(over.automate)),
        "in_tier": result.tiers[over.tier].name,
    }


def _from_elsewhere(
    tier: int, over: Overload, loads: Load, result: PlanResult, texts: Texts
) -> tuple[str, dict[str, str]]:
    """The tier that could give up part of its budget ("move"), or that there is none ("add")."""
    spare = [
        planned.minutes - load / EXACT
        for planned, load in zip(result.tiers, loads.by_tier.tolist(), strict=True)
    ]
    giver = max(range(len(spare)), key=lambda index: spare[index])
    if giver == tier or spare[giver] < over.minutes:
        return "add", {}
    share = _up(over.minutes / result.tier_budget)
    return "move", {"giver": result.tiers[giver].name, "share": texts.percent(share)}


def role_remedies(result: PlanResult, loads: Load, team: Team, texts: Texts) -> Sentences:
    """One sentence a role that has too much to do, or work and nobody to do it."""
    if not team.people:
        return []
    sentences: Sentences = []
    for role, over in role_overloads(loads, team.capacity()).items():
        kind = "role" if over.automate is not None else "role_more"
        values = _overload_values(over, loads, result, texts)
        sentences.append((f"services.over_{kind}", {"role": texts(f"services.for_role.{role}"), **values}))
    for role in STAFF_ROLES:
        work = int(loads.by_role(role).sum())
        if work and role not in team.capacity():
            values = {"role": texts(f"services.for_role.{role}"), "hours": texts.hours(work / EXACT)}
            sentences.append(("services.no_role", values))
    return sentences


def floor_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """One sentence a tier below the floor, with what would mend it."""
    catalogue = result.plan.services
    return [
        (
            "services.floor_broken",
            {
                "tier": result.tiers[broken.tier].name,
                "minutes": texts.hours(broken.minutes),
                "contacts": contacts_text(broken.contacts, texts),
                "floor": texts.hours(catalogue.floor_minutes),
                "floor_contacts": texts.integer(catalogue.floor_contacts),
                "missing": _missing(broken.missing_minutes, broken.missing_contacts, texts),
                "hours": texts.hours(broken.tier_minutes),
            },
        )
        for broken in floor_breaks(catalogue, [tier.clients for tier in result.tiers])
    ]


def _missing(minutes: float, contacts: int, texts: Texts) -> str:
    """What each client lacks: time, contacts or both."""
    parts = [texts.hours(minutes)] if minutes else []
    if contacts:
        parts.append(contacts_text(contacts, texts))
    return texts("services.and").join(parts)


def contacts_text(contacts: int, texts: Texts) -> str:
    """A number of contacts, given in ten-thousandths: "2 contacts", "0.5 contact"."""
    whole, rest = divmod(contacts, EXACT)
    number = texts.number(contacts / EXACT, 1) if rest else texts.integer(whole)
    return texts.plural("count.contacts", whole + bool(rest), contacts=number)


def _up(share: float) -> float:
    """Rounded up to whole percent."""
    return -(-share * 100 // 1) / 100
