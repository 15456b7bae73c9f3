"""What the catalogue, the people and their hours come to, in words: (key, values) pairs in reading order."""

from lib.people.assignment import Assignment
from lib.plan.compute import PlanResult
from lib.plan.services import EXACT, STAFF_ROLES, Load, floor_breaks
from lib.plan.team import Team
from lib.screen.typed_table import Fault
from lib.services.fit import Overload, role_overloads, tier_overloads
from lib.texts import Texts
from lib.tiers.sentences import Sentences

UNUSED = 0.1
"""A tier that leaves more than this part of its budget unused is named."""
MOVES_NAMED = 8
"""How many changes of hands are told one by one."""


def load_sentences(result: PlanResult, loads: Load, texts: Texts) -> Sentences:
    """What the catalogue asks for against the whole budget."""
    budget = result.plan.budget_minutes
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
    found: Sentences = []
    for place, over in tier_overloads(loads, minutes).items():
        kind = "tier" if over.automate is not None else "tier_more"
        move, share = _from_elsewhere(place, over, loads, result, texts)
        values = _overload_values(over, loads, result, texts)
        found.append((f"services.over_{kind}.{move}", {"tier": result.tiers[place].name, **values, **share}))
    unused = {
        tier.name: texts.hours(tier.minutes - load / EXACT)
        for tier, load in zip(result.tiers, loads.by_tier.tolist(), strict=True)
        if tier.minutes * EXACT - load > UNUSED * tier.minutes * EXACT
    }
    return [*found, *([("services.unused", {"tiers": texts.listing(unused)})] if unused else [])]


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
        one.minutes - load / EXACT for one, load in zip(result.tiers, loads.by_tier.tolist(), strict=True)
    ]
    giver = max(range(len(spare)), key=lambda place: spare[place])
    if giver == tier or spare[giver] < over.minutes:
        return "add", {}
    share = _up(over.minutes / result.plan.budget_minutes)
    return "move", {"giver": result.tiers[giver].name, "share": texts.percent(share)}


def role_remedies(result: PlanResult, loads: Load, team: Team, texts: Texts) -> Sentences:
    """One sentence a role that has too much to do, or work and nobody to do it."""
    if not team.people:
        return []
    sentences: Sentences = []
    for role, over in role_overloads(loads, team.capacity()).items():
        kind = "role" if over.automate is not None else "role_more"
        values = _overload_values(over, loads, result, texts)
        sentences.append((f"services.over_{kind}", {"role": texts(f"services.role.{role}"), **values}))
    for role in STAFF_ROLES:
        work = int(loads.by_role(role).sum())
        if work and role not in team.capacity():
            values = {"role": texts(f"services.role.{role}"), "hours": texts.hours(work / EXACT)}
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


def fault_sentences(faults: list[Fault], tiers: list[str], texts: Texts) -> Sentences:
    """One sentence a cell that cannot be read, naming its row and its column."""
    return [
        (
            f"services.fault.{fault.code}",
            {
                "row": texts.integer(fault.row),
                "column": column_title(fault.column, tiers, texts),
                "value": fault.value,
            },
        )
        for fault in faults
    ]


def column_title(column: str, tiers: list[str], texts: Texts) -> str:
    """The heading of a column of a grid."""
    key, _, tier = column.rpartition("_")
    if key in {"times", "automated"}:
        return tiers[int(tier)]
    return texts(f"services.column.{column}")


def assignment_sentences(found: Assignment, texts: Texts) -> Sentences:
    """How many clients have whom, how many stay, and what does not fit."""
    given = sum(found.clients)
    sentences: Sentences = [
        (
            "people.assigned",
            {
                "clients": texts.plural("count.clients", given),
                "people": texts.plural("count.people", sum(1 for count in found.clients if count)),
            },
        )
    ]
    if found.kept or found.moves:
        moved = sum(move.clients for move in found.moves)
        values = {"kept": texts.integer(found.kept), "moved": texts.plural("people.moved", moved)}
        sentences.append(("people.kept" if moved else "people.all_kept", values))
    if found.unassigned:
        sentences.append(("people.unassigned", {"clients": texts.plural("count.clients", found.unassigned)}))
    if idle := [person.name for person in found.team.people if not person.minutes]:
        sentences.append(("people.no_hours", {"people": ", ".join(idle)}))
    for place in found.over_capacity():
        person = found.team.people[place]
        over = found.loads[place] / EXACT - person.minutes
        sentences.append(("people.over", {"person": person.name, "over": texts.hours(over)}))
    return sentences


def move_sentences(found: Assignment, texts: Texts) -> Sentences:
    """Who hands over to whom, and why: the largest changes one by one."""
    sentences: Sentences = [
        (
            f"people.move.{move.reason}",
            {
                "clients": texts.plural("count.clients", move.clients),
                "before": move.before,
                "after": found.team.people[move.after].name,
            },
        )
        for move in found.moves[:MOVES_NAMED]
    ]
    rest = sum(move.clients for move in found.moves[MOVES_NAMED:])
    return [
        *sentences,
        *([("people.more_moves", {"clients": texts.plural("count.clients", rest)})] if rest else []),
    ]


def _up(share: float) -> float:
    """Rounded up to whole percent."""
    return -(-share * 100 // 1) / 100
