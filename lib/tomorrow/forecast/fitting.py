"""Maximum likelihood for a few positive parameters."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize

from lib.tomorrow.forecast.histories import Floats

Likelihood = Callable[[Floats], tuple[float, Floats]]
"""From the parameters to the log-likelihood and its derivative by each of them."""

LEAST, MOST = 1e-4, 1e6
"""Where a parameter that the data does not pin down comes to rest."""
_TOLERANCE = 1e-12


class NoFitError(Exception):
    """The likelihood has no maximum that could be found."""


def maximise(
    likelihood: Likelihood, starts: Sequence[Sequence[float]], weight: float
) -> tuple[Floats, float]:
    """The parameters with the largest likelihood over the starts, and the log-likelihood there.

    `weight` is the number of observations: it makes the steps alike for short and for long lists. Raises
    `NoFitError` when no start leads anywhere.
    """

    def downhill(logs: Floats) -> tuple[float, Floats]:
        values = np.exp(logs)
        height, slope = likelihood(values)
        return -height / weight, -slope * values / weight

    results = [
        minimize(
            downhill,
            np.log(start),
            jac=True,
            method="L-BFGS-B",
            bounds=[(np.log(LEAST), np.log(MOST))] * len(start),
            options={"ftol": _TOLERANCE, "gtol": 1e-7, "maxiter": 300},
        )
        for start in starts
    ]
    sound = [result for result in results if np.isfinite(result.fun)]
    if not sound:
        raise NoFitError
    best = min(sound, key=lambda result: result.fun)
    return np.exp(best.x), float(-best.fun * weight)
