"""What the purchase model says, in words: (key, values) pairs in reading order."""

from datetime import date

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult, tier_index
from lib.texts import Texts
from lib.texts.wording import NAMED, Sentences, and_others
from lib.tomorrow.forecast.forecast import (
    FEWEST_CLIENTS,
    FEWEST_REPEATING,
    TIED,
    Check,
    Fit,
    Reason,
    Total,
    check,
    expected,
)

OLD = 92
"""Days since the last line from which the page says that its year begins there, not today."""
EVEN = 0.5
"""Below this chance a client is more likely gone than not."""


def missing_sentences(reason: Reason, texts: Texts) -> Sentences:
    """Why the list does not carry the model, and what it would need."""
    values = {"clients": texts.integer(FEWEST_CLIENTS), "repeating": texts.integer(FEWEST_REPEATING)}
    return [(f"forecast.why.{reason}", values), ("forecast.needs", values)]


def total_sentences(clients: ClientList, model: Fit, total: Total, today: date, texts: Texts) -> Sentences:
    """What the clients of today should bring in the next twelve months, beside the last twelve. A model that
    was wrong on the firm's own past is not asked."""
    proof = check(clients, today)
    if proof is not None and not proof.holds:
        return [("forecast.not_trusted", _held_against(proof, model, texts))]
    values = {
        "end": texts.date(model.end),
        "orders": texts.integer(round(total.orders)),
        "revenue": texts.money(total.revenue, clients.currency),
        "low": texts.money(total.low, clients.currency),
        "high": texts.money(total.high, clients.currency),
        "before": texts.money(total.before, clients.currency),
    }
    fewer = total.revenue < total.before
    said: Sentences = [("forecast.total" if fewer else "forecast.total_more", values)]
    if (today - model.end).days > OLD:
        said.append(("forecast.old", values))
    return said


def quiet_sentences(result: PlanResult, model: Fit, today: date, texts: Texts) -> Sentences:
    """Who of the first tier has gone quiet for longer than its own rhythm allows."""
    clients = result.clients
    table = expected(clients, today)
    first = table[tier_index(result)[table["place"].to_numpy()] == 0]
    quiet = first[first["chance"] < EVEN].sort_values("chance")
    values = {"tier": result.plan.tier_name(0), "end": texts.date(model.end)}
    if quiet.empty:
        return [("forecast.none_quiet", values)]
    names = and_others(list(quiet["client"].head(NAMED)), len(quiet), texts)
    return [
        (
            "forecast.quiet",
            {**values, "quiet": texts.plural("forecast.quiet_clients", len(quiet)), "names": names},
        )
    ]


def _held_against(proof: Check, model: Fit, texts: Texts) -> dict[str, str]:
    return {
        "cut": texts.date(proof.cut),
        "end": texts.date(model.end),
        "expected": texts.integer(round(proof.expected)),
        "actual": texts.integer(proof.actual),
    }


def check_sentences(proof: Check | None, model: Fit, texts: Texts) -> Sentences:
    """The verdict, before any forecast: how the model has done on the firm's own past, and what it is blind
    to."""
    if proof is None:
        return [("forecast.no_check", {})]
    values = _held_against(proof, model, texts)
    if not proof.actual:
        return [("forecast.check_none", values), ("forecast.check_nothing", {})]
    verdict = "forecast.check_good" if proof.holds else "forecast.check_bad"
    return [("forecast.check", values), (verdict, {"error": texts.percent(abs(proof.error))})]


def doubt_sentences(model: Fit) -> Sentences:
    """What the forecast of a model that has stood its test is still to be taken with."""
    said: Sentences = [("forecast.nobody_leaves", {})] if model.buying.sees_nobody_leave else []
    if abs(model.tied) > TIED:
        said.append(("forecast.tied_more" if model.tied > 0 else "forecast.tied_less", {}))
    return said
