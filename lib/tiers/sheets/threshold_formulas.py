"""Thresholds as a spreadsheet can follow them: doubles that cut where the plan cuts."""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.plan.cuts import positions

Places = npt.NDArray[np.int64]


def places(result: PlanResult) -> Places:
    """By rank − 1: the client's place where clients of equal revenue share one, 1, 2, 3 …

    A cut lies only between two places. Where the plan parts equals, every client has a place of its own.
    """
    clients = result.clients
    allowed = positions(clients, len(result.tiers), keeps_ties(result))
    return np.searchsorted(allowed, np.arange(1, clients.count + 1)).astype(np.int64) + 1


def keeps_ties(result: PlanResult) -> bool:
    """Whether the plan keeps equals together, and its method does too."""
    counted = result.plan.method == "count" and not result.plan.thresholds
    return result.plan.keep_ties and not counted


def cumulative_shares(clients: ClientList) -> npt.NDArray[np.float64]:
    """The cumulative share (0–1) of every rank as it is written into its cell."""
    return np.asarray(clients.cumulative[1:] / clients.total, dtype=np.float64)


def entered_thresholds(result: PlanResult) -> tuple[float, ...]:
    """The thresholds for the cells (0–1): those of the plan where they cut in doubles as they do exactly,
    or else the shortest number that cuts there."""
    clients = result.clients
    shares, place = cumulative_shares(clients), places(result)
    if result.plan.thresholds and len(result.plan.thresholds) == len(result.cuts):
        wished = tuple(float(share) for share in result.plan.thresholds)
        if _cuts(wished, shares, place) == result.cuts:
            return wished
    starts = np.searchsorted(place, place[np.asarray(result.cuts, dtype=np.int64) - 1])
    return tuple(
        _shortest(float(shares[start - 1]) if start else 0.0, float(shares[cut - 1]))
        for start, cut in zip(starts.tolist(), result.cuts, strict=True)
    )


def _cuts(thresholds: tuple[float, ...], shares: npt.NDArray[np.float64], place: Places) -> tuple[int, ...]:
    """What the formulas make of thresholds: see `lib.tiers.sheets.workings`."""
    wanted: list[int] = []
    for threshold in thresholds:
        first = min(int(np.searchsorted(shares, threshold)), len(place) - 1)
        wanted.append(max(int(place[first]), wanted[-1] + 1 if wanted else 1))
    last = int(place[-1])
    for index in range(len(wanted) - 1, -1, -1):
        last -= 1
        wanted[index] = last = min(wanted[index], last)
    return tuple(int(np.searchsorted(place, one, side="right")) for one in wanted)


def _shortest(above: float, up_to: float) -> float:
    """The number with the fewest digits that is more than one and at most another, well inside if it can."""
    for digits in range(2, 16):
        step = Decimal(1).scaleb(-digits)
        middle = float(((Decimal(above) + Decimal(up_to)) / 2).quantize(step))
        if above < middle < up_to:
            return middle
    return up_to
