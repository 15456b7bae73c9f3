"""What the potential of the clients comes to, in words: (key, values) pairs in reading order."""

from lib.plan.compute import PlanResult
from lib.plan.potential_settings import CLASSES, USUAL_WEIGHT
from lib.plan.potentials import UNKNOWN_AMOUNT
from lib.potential.matrix import hidden_giants, known_of, members, wallet
from lib.texts import Texts
from lib.texts.wording import NAMED, Sentences, and_others, shortened


def class_name(potential_class: int, texts: Texts) -> str:
    """A', B', C', or the word for those of whom nothing is known."""
    if potential_class < len(CLASSES):
        return f"{CLASSES[potential_class]}′"
    return texts("potential.unknown")


def wallet_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """Of how many clients a potential is known, what they could still buy, and where most of that is."""
    clients, known = result.clients, wallet(result)
    if not known.known:
        return [("potential.marks_only", {})] if known_of(result).any else []
    sentences: Sentences = [
        (
            "potential.known",
            {
                "known": texts.plural("count.clients", known.known),
                "all": texts.integer(clients.count),
                "share": texts.percent(known.share),
                "headroom": texts.money(known.headroom, clients.currency),
            },
        )
    ]
    table = members(result)
    largest = table[table["rank"] > 0].sort_values("headroom", ascending=False, kind="stable")
    largest = largest[largest["headroom"] > 0].head(NAMED)
    if len(largest):
        named = zip(largest["client"], largest["headroom"].tolist(), strict=True)
        amounts = {shortened(name): f"({texts.short_money(room, clients.currency)})" for name, room in named}
        sentences.append(("potential.largest", {"names": texts.listing(amounts)}))
    if known.below:
        sentences.append(("potential.below", {"below": texts.plural("count.clients", known.below)}))
    return sentences


def giant_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """Who is small here and large elsewhere: what the matrix is drawn for."""
    giants = hidden_giants(result)
    if giants.empty:
        return []
    names = and_others([shortened(name) for name in giants["client"].head(NAMED)], len(giants), texts)
    room = texts.money(int(giants["headroom"].sum()), result.clients.currency)
    values = {"clients": texts.plural("count.clients", len(giants)), "names": names, "headroom": room}
    return [("potential.giants" if giants["headroom"].any() else "potential.giants_marked", values)]


def prospect_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """How many prospects there are, what they could buy, and what time is kept for them."""
    table = known_of(result).prospects
    if table.empty:
        return [("potential.prospects.none", {})]
    amounts = table["amount"].to_numpy()
    known = int(amounts[amounts != UNKNOWN_AMOUNT].sum())
    count = texts.plural("count.prospects", len(table))
    sentences: Sentences = [
        (
            "potential.prospects.worth" if known else "potential.prospects.there",
            {"prospects": count, "potential": texts.money(known, result.clients.currency)},
        )
    ]
    minutes = result.prospect_minutes
    if not minutes:
        return [*sentences, ("potential.prospects.no_time", {})]
    values = {
        "hours": texts.hours(minutes),
        "share": texts.percent(minutes / result.budget_minutes),
        "each": texts.hours(minutes / len(table)),
    }
    return [*sentences, ("potential.prospects.time", values)]


def weight_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """Whether potential changes the time of a client, and how."""
    settings = result.plan.potential
    if not settings.is_weighted:
        return [("potential.weights.equal", {})]
    weights = {
        class_name(index, texts): texts.number(settings.weight(index) / USUAL_WEIGHT, 2)
        for index in range(len(CLASSES))
    }
    return [("potential.weights.own", {"weights": texts.listing(weights)})]
