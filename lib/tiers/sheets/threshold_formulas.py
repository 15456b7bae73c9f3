"""Thresholds as a spreadsheet can follow them: doubles that cut where the plan cuts; the rule as formulas."""

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.plan.cuts import apart, positions

Places = npt.NDArray[np.int64]


def shared_places(clients: ClientList) -> Places:
    """By rank − 1: the client's place where clients of equal revenue share one, 1, 2, 3 …

    A cut lies only between two places. Where equals may be parted, every client's rank is its place.
    """
    return np.searchsorted(clients.tie_ends, np.arange(1, clients.count + 1)).astype(np.int64) + 1


def parts_ties(result: PlanResult) -> bool:
    """Whether tiers may end between clients of equal revenue: the plan or its method wants it, or there are
    fewer revenues than tiers."""
    allowed = positions(result.clients, len(result.tiers), keeps_ties(result))
    return len(allowed) == result.clients.count


def places(result: PlanResult) -> Places:
    """By rank − 1: the client's place that cuts go by."""
    if parts_ties(result):
        return np.arange(1, result.clients.count + 1, dtype=np.int64)
    return shared_places(result.clients)


def keeps_ties(result: PlanResult) -> bool:
    """Whether the plan keeps equals together, and its method does too."""
    counted = result.plan.method == "count" and not result.plan.thresholds
    return result.plan.keep_ties and not counted


def cumulative_shares(clients: ClientList) -> npt.NDArray[np.float64]:
    """The cumulative share (0–1) of every rank as it is written into its cell."""
    return np.asarray(clients.cumulative[1:] / clients.total, dtype=np.float64)


def entered_thresholds(result: PlanResult) -> tuple[float, ...]:
    """The thresholds for the cells (0–1): those of the plan where they cut in doubles as they do exactly,
    or else numbers that cut there and read like the share that is reached."""
    clients = result.clients
    shares, client_places = cumulative_shares(clients), places(result)
    if result.plan.thresholds and len(result.plan.thresholds) == len(result.cuts):
        wished = tuple(float(share) for share in result.plan.thresholds)
        if _cuts(wished, shares, client_places) == result.cuts:
            return wished
    starts = np.searchsorted(client_places, client_places[np.asarray(result.cuts, dtype=np.int64) - 1])
    return tuple(
        _just_reached(float(shares[start - 1]) if start else 0.0, float(shares[cut - 1]))
        for start, cut in zip(starts.tolist(), result.cuts, strict=True)
    )


def threshold_written(thresholds: tuple[float, ...], index: int) -> float | str:
    """What the cell of a tier's threshold holds: the last tier ends with the list, those after it are not
    used."""
    if index < len(thresholds):
        return thresholds[index]
    return 1.0 if index == len(thresholds) else ""


def crossed_places(
    thresholds: tuple[float, ...], shares: npt.NDArray[np.float64], client_places: Places
) -> tuple[int, ...]:
    """The place of the client that crosses each threshold; the last one beyond the last."""
    firsts = np.searchsorted(shares, thresholds).clip(max=len(client_places) - 1)
    return tuple(client_places[firsts].tolist())


def _cuts(
    thresholds: tuple[float, ...], shares: npt.NDArray[np.float64], client_places: Places
) -> tuple[int, ...]:
    """What the formulas make of thresholds."""
    settled = apart(crossed_places(thresholds, shares, client_places), int(client_places[-1])).settled
    return tuple(int(np.searchsorted(client_places, last, side="right")) for last in settled)


class Ranges(NamedTuple):
    """What the formulas call the places and the cumulative shares of the clients."""

    places: str = "client_places"
    cumulative: str = "client_cumulative"


class CutFormulas(NamedTuple):
    """The rule of `plan.cuts` for one tier, step by step: the place that crosses the threshold, at least one
    after the cut above it, at least one before what follows, and the last rank at that place."""

    crossed: str
    pushed_down: str
    settled: str
    last_rank: str


def cut_formulas(
    line: int, is_first: bool, columns: tuple[str, str, str, str], ranges: Ranges
) -> CutFormulas:
    """The formulas of one row; the tiers stand one below the other, the last one's cells end the list.

    `columns` are the letters of threshold, crossed, pushed down and settled.
    """
    threshold, crossed, down, settled = columns
    places, cumulative = ranges
    return CutFormulas(
        crossed=f"=SUMPRODUCT(MIN({places}+({cumulative}<{threshold}{line})*1E9))",
        pushed_down=f"={crossed}{line}" if is_first else f"=MAX({crossed}{line},{down}{line - 1}+1)",
        settled=f"=MIN({down}{line},{settled}{line + 1}-1)",
        last_rank=f'=COUNTIF({places},"<="&{settled}{line})',
    )


def _just_reached(above: float, up_to: float) -> float:
    """The number with the fewest digits that is more than one and less than another and reads like the latter
    as a percentage with one decimal; that itself where there is none."""
    for digits in range(3, 16):
        shortened = float(Decimal(up_to).quantize(Decimal(1).scaleb(-digits), ROUND_FLOOR))
        if above < shortened < up_to and f"{shortened:.1%}" == f"{up_to:.1%}":
            return shortened
    return up_to
