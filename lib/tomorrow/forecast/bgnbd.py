"""When clients buy and when they stop: the BG/NBD model.

While active, a client buys at random at a rate of its own; after each purchase it may stop for good, with a
probability of its own. Rates are Gamma distributed over the clients, the probabilities Beta distributed.
Source: Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005), 275–284.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, expit, gammaln

from lib.tomorrow.forecast.fitting import Likelihood, maximise
from lib.tomorrow.forecast.histories import Floats, Histories, Ints

_LEAST_CHANCE = 1e-9
"""Further purchases that are less likely than this for everybody are left out."""
_MOST_PURCHASES = 5_000
_NEVER = 1e-3
"""A mean probability of stopping after a purchase that is as good as none."""
_SAMPLE = 5_000
"""Kinds of clients that a long list is first fitted on."""


@dataclass(frozen=True)
class BuyingModel:
    """The parameters r and α of the rates (per week), a and b of the stopping, and the log-likelihood."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    @property
    def sees_nobody_leave(self) -> bool:
        """Whether the fit came to rest where no client ever stops: a → 0, or b → ∞."""
        return self.a / (self.a + self.b) < _NEVER

    def chance_active(self, histories: Histories) -> Floats:
        """The probability that each client has not stopped (0–1). Without a repeat it is 1, by definition."""
        x = histories.repeats
        odds = (
            np.log(self.a)
            - np.log(self.b + np.maximum(x, 1) - 1)
            + (self.r + x) * (np.log(self.alpha + histories.age) - np.log(self.alpha + histories.recency))
        )
        return np.where(x > 0, expit(-odds), 1.0)

    def chances(self, histories: Histories, weeks: float) -> Iterator[Floats]:
        """The probability of at least 1, 2, 3 … purchases in the weeks to come, until nobody has any.

        At least y purchases are made when the client is active, would have bought y times by then, and has
        not stopped after any of the first y − 1. What it would have bought is negative binomial with the
        parameters that its own past has updated; so is the Beta distribution of its stopping.
        """
        active = self.chance_active(histories)
        shape, rate = self.r + histories.repeats, self.alpha + histories.age
        b = self.b + histories.repeats
        none, some = np.log(rate) - np.log(rate + weeks), np.log(weeks) - np.log(rate + weeks)
        log_mass = shape * none
        fewer = np.exp(log_mass)
        going = np.ones(len(histories))
        for bought in range(1, _MOST_PURCHASES):
            chance = active * going * np.clip(1 - fewer, 0, 1)
            if not (chance > _LEAST_CHANCE).any():
                return
            yield chance
            going = going * (b + bought - 1) / (self.a + b + bought - 1)
            log_mass = log_mass + np.log(shape + bought - 1) - np.log(bought) + some
            fewer = fewer + np.exp(log_mass)


def fit_buying(histories: Histories) -> BuyingModel:
    """The model of largest likelihood. Clients that look the same are counted once.

    Raises `NoFitError` when there is none.
    """
    table, counts = np.unique(
        np.column_stack([histories.repeats, histories.recency, histories.age]), axis=0, return_counts=True
    )
    middle = float(np.average(table[:, 2], weights=counts)) or 1.0
    starts = [[1.0, middle, 1.0, 3.0], [0.25, middle / 8, 0.5, 2.0]]
    if len(table) > 2 * _SAMPLE:
        # A part of a long list leads near the top at a fraction of the price.
        some = np.linspace(0, len(table) - 1, _SAMPLE).astype(np.int64)
        near, _ = maximise(_likelihood_of(table[some], counts[some]), starts, float(counts[some].sum()))
        starts = [near.tolist()]
    (r, alpha, a, b), height = maximise(_likelihood_of(table, counts), starts, float(counts.sum()))
    return BuyingModel(float(r), float(alpha), float(a), float(b), height)


def _likelihood_of(table: Floats, counts: Ints) -> Likelihood:
    """The likelihood of so many clients of each kind (repeats, recency, age)."""
    x, recency, age = table[:, 0].astype(np.int64), table[:, 1], table[:, 2]
    again, back = np.unique(x, return_inverse=True)
    shares = np.bincount(back, counts).astype(np.float64)
    return lambda values: _log_likelihood(values, (x, recency, age), counts, again, shares)


def _log_likelihood(
    values: Floats, seen: tuple[Ints, Floats, Floats], counts: Ints, again: Ints, shares: Floats
) -> tuple[float, Floats]:
    """Equation (6) of the paper in logarithms, and its derivatives; what depends on the number of repeats
    alone is worked out once for each number (`again`, of which there are `shares`)."""
    r, alpha, a, b = values
    x, recency, age = seen
    repeated = x > 0
    late, lately = np.log(alpha + age), np.log(alpha + recency)
    still = -(r + x) * late
    stopped = np.where(repeated, np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * lately, -np.inf)
    either = np.logaddexp(still, stopped)
    of_still, of_stopped = np.exp(still - either), np.exp(stopped - either)
    rates = gammaln(r + again) - gammaln(r) + r * np.log(alpha)
    stops = gammaln(a + b) - gammaln(a + b + again) + gammaln(b + again) - gammaln(b)
    height = float(counts @ either + shares @ (rates + stops))
    common = digamma(a + b) - digamma(a + b + again)
    slope = np.array(
        [
            shares @ (digamma(r + again) - digamma(r) + np.log(alpha))
            - counts @ (of_still * late + of_stopped * lately),
            shares.sum() * r / alpha
            - counts @ ((r + x) * (of_still / (alpha + age) + of_stopped / (alpha + recency))),
            shares @ common + counts @ of_stopped / a,
            shares @ (common + digamma(b + again) - digamma(b))
            - counts @ (of_stopped / (b + np.maximum(x, 1) - 1)),
        ]
    )
    return height, slope
