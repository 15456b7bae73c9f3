"""What a purchase is worth: the Gamma-Gamma model.

The amounts of one client scatter about a mean of its own, and the means scatter over the clients; a client
with few purchases is drawn towards the mean of all. It takes the amounts to be independent of how often a
client buys. Source: Fader & Hardie, The Gamma-Gamma Model of Monetary Value (2013).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln

from lib.tomorrow.forecast.fitting import maximise
from lib.tomorrow.forecast.histories import Floats, Histories

_LEAST_SHAPE = 2.05
"""Below 2 the scatter of a mean has no bound: clients with that little known of them count with this."""


@dataclass(frozen=True)
class ValueModel:
    """The parameters p, q and v (currency units), and the log-likelihood."""

    p: float
    q: float
    v: float
    log_likelihood: float

    def mean_value(self, histories: Histories) -> Floats:
        """The expected amount of a purchase, in currency units."""
        shape, scale = self._posterior(histories)
        return self.p * scale / (shape - 1)

    def mean_square(self, histories: Histories) -> tuple[Floats, Floats]:
        """The expected square of a client's mean amount, and the expected square deviation of one purchase
        from it."""
        shape, scale = self._posterior(histories)
        squared = scale**2 / ((shape - 1) * (shape - 2))
        return self.p**2 * squared, self.p * squared

    def _posterior(self, histories: Histories) -> tuple[Floats, Floats]:
        shape = self.p * histories.repeats + self.q
        return np.maximum(shape, _LEAST_SHAPE), self.v + histories.repeats * histories.value


def fit_value(histories: Histories) -> ValueModel:
    """The model of largest likelihood, from the clients with at least one repeat.

    Raises `NoFitError` when there is none.
    """
    buyers = histories.only((histories.repeats > 0) & (histories.value > 0))
    x, mean = buyers.repeats.astype(np.float64), buyers.value
    unit = float(np.median(mean)) if len(mean) else 1.0
    mean = mean / unit
    log_mean, log_x = np.log(mean), np.log(x)

    def likelihood(values: Floats) -> tuple[float, Floats]:
        p, q, v = values
        total = np.log(v + x * mean)
        height = (
            gammaln(p * x + q)
            - gammaln(p * x)
            - gammaln(q)
            + q * np.log(v)
            + (p * x - 1) * log_mean
            + p * x * log_x
            - (p * x + q) * total
        )
        both = digamma(p * x + q)
        slope = np.array(
            [
                (x * (both - digamma(p * x) + log_mean + log_x - total)).sum(),
                (both - digamma(q) + np.log(v) - total).sum(),
                (q / v - (p * x + q) / (v + x * mean)).sum(),
            ]
        )
        return float(height.sum()), slope

    (p, q, v), height = maximise(likelihood, [(1.0, 2.0, 1.0), (6.0, 4.0, 0.5)], max(1.0, len(x)))
    return ValueModel(float(p), float(q), float(v * unit), height - len(x) * float(np.log(unit)))
