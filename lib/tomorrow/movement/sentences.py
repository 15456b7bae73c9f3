"""What has moved between two periods, in words: (key, values) pairs in reading order."""

from datetime import date

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.texts.wording import NAMED, Sentences, shortened
from lib.tomorrow.movement.movements import (
    LOST,
    NEW,
    Movement,
    bridge,
    client_moves,
    migration,
    retention,
    retention_in_all,
)
from lib.tomorrow.periods import Pair, Period, amounts_in, future_lines, span


def period_name(period: Period, texts: Texts) -> str:
    """A period in few words: 2025; janv.–avr. 2025; mai 2024–avr. 2025."""
    if period.is_year:
        return str(period.start.year)
    start, end = (texts.month(day.month) for day in (period.start, period.end))
    if period.start.year != period.end.year:
        return f"{start} {period.start.year}–{end} {period.end.year}"
    months = start if period.months == 1 else f"{start}–{end}"
    return f"{months} {period.end.year}"


def pair_name(pair: Pair, texts: Texts) -> str:
    """A choice of two periods in a few words."""
    return texts("tomorrow.pair", now=period_name(pair.now, texts), then=period_name(pair.then, texts))


def missing_sentences(clients: ClientList, today: date, texts: Texts) -> Sentences:
    """Why there are no two periods, and what the page needs."""
    covered = span(clients, today)
    if clients.sales is None:
        return [("tomorrow.no_dates", {}), ("tomorrow.needs", {})]
    if covered is None:
        return [*future_sentences(clients, today, texts), ("tomorrow.no_month", {}), ("tomorrow.needs", {})]
    values = {"period": period_name(covered, texts)}
    return [*future_sentences(clients, today, texts), ("tomorrow.one_period", values), ("tomorrow.needs", {})]


def period_sentences(clients: ClientList, pair: Pair, today: date, texts: Texts) -> Sentences:
    """Which periods are compared and why, and what of the file is in neither of them."""
    values = {
        "now": period_name(pair.now, texts),
        "then": period_name(pair.then, texts),
        "year": str(pair.now.end.year),
    }
    assert clients.sales is not None
    key = "columns" if clients.sales.grain == "year" else str(pair.kind)
    if pair.earlier:
        key = "earlier"
    said: Sentences = [(f"tomorrow.period.{key}", values)]
    for name, period in (("now", pair.now), ("then", pair.then)):
        if not (amounts_in(clients, period) > 0).any():
            said.append(("tomorrow.empty_period", {"period": values[name]}))
    if pair.now.is_year and clients.sales.grain == "year" and pair.now.end.year == today.year:
        said.append(("tomorrow.year_runs", values))
    if clients.sales.undated:
        said.append(("tomorrow.undated", {"lines": texts.plural("tomorrow.lines", clients.sales.undated)}))
    return [*said, *future_sentences(clients, today, texts)]


def future_sentences(clients: ClientList, today: date, texts: Texts) -> Sentences:
    """Lines dated later than today."""
    lines, amount = future_lines(clients, today)
    values = {"lines": texts.plural("tomorrow.lines", lines), "amount": texts.money(amount, clients.currency)}
    return [("tomorrow.future", values)] if lines else []


def bridge_sentences(clients: ClientList, moves: Movement, texts: Texts) -> Sentences:
    """How much was kept, and what came and went."""
    steps, kept = bridge(moves), retention_in_all(moves)
    if kept is None:
        return [("tomorrow.all_new", {"clients": texts.plural("count.clients", moves.count(NEW))})]
    values = {
        "then": period_name(moves.pair.then, texts),
        "gross": texts.percent(kept.gross),
        "erosion": _money(steps.lost + steps.shrunk, clients, texts),
        "lost": texts.plural(
            "tomorrow.lost_clients", moves.count(LOST), amount=_money(steps.lost, clients, texts)
        ),
        "shrunk_amount": _money(steps.shrunk, clients, texts),
        "new": texts.plural(
            "tomorrow.new_clients", moves.count(NEW), amount=_money(steps.new, clients, texts)
        ),
        "grown_amount": _money(steps.grown, clients, texts),
        "gained": _money(steps.new + steps.grown, clients, texts),
    }
    change = steps.now - steps.then
    balance = "grew" if change > 0 else "shrank" if change else "even"
    said: Sentences = [
        ("tomorrow.kept", values),
        ("tomorrow.gone", values),
        (f"tomorrow.{balance}", values | {"change": _money(abs(change), clients, texts)}),
    ]
    credit = moves.credit_then + moves.credit_now
    return [*said, ("tomorrow.credit", {"amount": _money(credit, clients, texts)})] if credit else said


def name_sentences(result: PlanResult, pair: Pair, texts: Texts) -> Sentences:
    """The largest losses and the largest gains by name."""
    clients = result.clients
    table = client_moves(result, pair)
    said: Sentences = []
    for key, rows in (("losses", table[table["change"] < 0]), ("gains", table[table["change"] > 0])):
        first = rows.head(NAMED)
        named = [
            texts(
                f"tomorrow.named.{status}",
                client=shortened(client),
                change=("+" if change > 0 else "") + _money(change, clients, texts),
            )
            for client, change, status in zip(first["client"], first["change"], first["status"], strict=True)
        ]
        if named:
            said.append((f"tomorrow.{key}", {"names": " · ".join(named)}))
    return said


def migration_sentences(result: PlanResult, moves: Movement, texts: Texts) -> Sentences:
    """Who climbed and who fell, and what became of the first tier."""
    counts = migration(moves).clients
    tiers = moves.tiers
    stayed = [int(counts[tier, tier]) for tier in range(tiers)]
    ups = sum(int(counts[row, :row].sum()) for row in range(tiers))
    downs = sum(int(counts[row, row + 1 : tiers].sum()) for row in range(tiers))
    first = int(counts[0].sum())
    values = {
        "ups": texts.plural("tomorrow.climbed", ups),
        "downs": texts.plural("tomorrow.fell", downs),
        "stayed": texts.plural("tomorrow.stayed", sum(stayed)),
        "tier": result.plan.tier_name(0),
        "first": texts.plural("count.clients", first),
        "still": texts.integer(stayed[0]),
        "down": texts.integer(int(counts[0, 1:tiers].sum())),
        "lost": texts.integer(int(counts[0, tiers])),
        "then": period_name(moves.pair.then, texts),
    }
    said: Sentences = [("tomorrow.moved", values)]
    if first:
        said.append(("tomorrow.first_tier", values))
    return said if moves.is_list else [*said, ("tomorrow.own_ranking", {})]


def retention_sentences(result: PlanResult, moves: Movement, texts: Texts) -> Sentences:
    """How much the first tier wears away, and which one most."""
    clients = result.clients
    retained = retention(moves)
    if not retained:
        return []
    tier, first = retained[0]
    worst, worn = max(retained, key=lambda tier_retained: tier_retained[1].erosion)
    values = {
        "tier": result.plan.tier_name(tier),
        "erosion": texts.percent(first.erosion, 1),
        "amount": _money(first.then - first.kept, clients, texts),
        "worst": result.plan.tier_name(worst),
        "worst_erosion": texts.percent(worn.erosion, 1),
    }
    nothing = texts.percent(0, 1)
    if values["worst_erosion"] == nothing:
        return [("tomorrow.erosion_nowhere", {})]
    if worst == tier:
        return [("tomorrow.erosion_first", values)]
    return [("tomorrow.erosion_none" if values["erosion"] == nothing else "tomorrow.erosion", values)]


def _money(amount: int, clients: ClientList, texts: Texts) -> str:
    return texts.money(amount, clients.currency)
