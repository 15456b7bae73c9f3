"""Budgets: near-equal resources for each tier, shares that always add up, minutes that add up exactly."""

from collections.abc import Sequence

from lib.base.money import split

Shares = tuple[int, ...]

WHOLE = 6_000_000
"""Shares of the budget are whole parts of this; it divides by 2, 3, 4, 5 and 6, so equal is exactly equal."""


def equal_shares(tiers: int) -> Shares:
    """The method's default: the same share for each tier."""
    return _shares(WHOLE, [1] * tiers)


def move_share(shares: Shares, locked: Sequence[bool], index: int, wanted: int) -> Shares:
    """Set one tier's share; the unlocked others follow in proportion, so that the sum stays `WHOLE`.

    Locked tiers do not move, the moved one included. A move that the locks make impossible stops at
    the bound: the result then differs from `wanted`. Others that are all at zero grow alike.
    """
    others = [i for i in range(len(shares)) if i != index and not locked[i]]
    if locked[index] or not others:
        return shares
    held = sum(share for i, share in enumerate(shares) if i != index and locked[i])
    moved = min(max(wanted, 0), WHOLE - held)
    rest = _shares(WHOLE - held - moved, [shares[i] for i in others])
    result = list(shares)
    result[index] = moved
    for i, share in zip(others, rest, strict=True):
        result[i] = share
    return tuple(result)


def room(shares: Shares, locked: Sequence[bool], index: int) -> int:
    """The largest share a tier can be given beside the locked ones."""
    return WHOLE - sum(share for i, share in enumerate(shares) if i != index and locked[i])


def share_rest(shares: Shares, locked: Sequence[bool], weights: Sequence[int]) -> Shares:
    """Share out in proportion to weights what the locked tiers leave; those keep their share.

    Weights that are all zero count as equal.
    """
    free = [i for i in range(len(shares)) if not locked[i]]
    if not free:
        return shares
    left = WHOLE - sum(share for share, held in zip(shares, locked, strict=True) if held)
    result = list(shares)
    for i, share in zip(free, _shares(left, [weights[i] for i in free]), strict=True):
        result[i] = share
    return tuple(result)


def mixed_weights(mix: int, amounts: Sequence[int]) -> list[int]:
    """Weights between equal (mix 0) and in proportion to amounts (mix 100), exact."""
    each, tiers = sum(amounts), len(amounts)
    return [(100 - mix) * each + mix * tiers * amount for amount in amounts]


def nearest_mix(shares: Shares, amounts: Sequence[int]) -> int:
    """The mix (0–100) whose shares come closest to these: the least sum of squared distances."""
    equal = WHOLE / len(shares)
    towards = [WHOLE * amount / sum(amounts) - equal for amount in amounts]
    length = sum(step * step for step in towards)
    along = sum((share - equal) * step for share, step in zip(shares, towards, strict=True))
    return min(100, max(0, round(100 * along / length))) if length else 0


def shares_from_percents(percents: Sequence[float]) -> Shares:
    """Shares in proportion to percentages; they need not add up to 100."""
    return _shares(WHOLE, [round(percent * 1_000_000) for percent in percents])


def tier_minutes(budget_minutes: int, shares: Shares) -> tuple[int, ...]:
    """The budget cut into whole minutes per tier that add up to it (largest remainder)."""
    return tuple(int(minutes) for minutes in split(budget_minutes, shares))


def _shares(total: int, weights: Sequence[int]) -> Shares:
    return tuple(int(part) for part in split(total, weights))
