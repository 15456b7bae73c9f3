"""What is known of what clients could buy, beside what the file says, and what that does to the time."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from lib.base.bounds import Bounds, Length
from lib.base.money import UNIT
from lib.plan.errors import check, check_fields
from lib.plan.placements import LONGEST_TEXT

PotentialMark = Literal["A", "B", "C", "P"]
"""A', B', C' of the matrice ABC croisée, and P for a prospect."""
POTENTIAL_MARKS: tuple[PotentialMark, ...] = get_args(PotentialMark)
CLASSES: tuple[PotentialMark, ...] = POTENTIAL_MARKS[:3]
"""The classes of potential, the largest first."""
USUAL_WEIGHT = 100
"""Weights are counted in hundredths: this is 1."""
Amount = Annotated[int, Bounds(0, 10**12 * UNIT, UNIT)]


@dataclass(frozen=True)
class TypedPotential:
    """What was typed for one client, which goes before what the file says: what it could buy in a year
    (ten-thousandths), or a mark, or both; neither says that nothing is known of it."""

    client: Annotated[str, Length(1, LONGEST_TEXT)]
    """The client's key (`keys.key_of`)."""
    amount: Amount | None = None
    mark: PotentialMark | None = None


@dataclass(frozen=True)
class TypedProspect:
    """Somebody who has bought nothing yet and is not on the list."""

    name: Annotated[str, Length(1, 200)]
    amount: Amount | None = None
    mark: PotentialMark | None = None


@dataclass(frozen=True)
class PotentialSettings:
    """Checked on creation: raises `PlanError`.

    `per_head` is what a client could buy a year for each of its employees (ten-thousandths), where the file
    has their number and no potential; 0 uses it not. `weights` are those of the classes A', B', C' in
    hundredths, none of them for the article's rule: within a tier every client gets the same. `prospects`
    are typed, those of the file come on top; `prospect_budget` is their percent of the whole budget.
    """

    typed: Annotated[tuple[TypedPotential, ...], Length(0, 5_000)] = ()
    prospects: Annotated[tuple[TypedProspect, ...], Length(0, 500)] = ()
    per_head: Annotated[int, Bounds(0, 10**9 * UNIT, UNIT)] = 0
    weights: Annotated[tuple[Annotated[int, Bounds(0, 1_000, USUAL_WEIGHT)], ...], Length(0, 3)] = ()
    prospect_budget: Annotated[int, Bounds(0, 50)] = 0

    def __post_init__(self) -> None:
        check_fields(self)
        check(len(self.weights) in (0, len(CLASSES)), "potential_weights")
        for name, known in (
            ("potential_twice", [typed.client for typed in self.typed]),
            ("prospect_twice", [prospect.name.casefold() for prospect in self.prospects]),
        ):
            check(len(set(known)) == len(known), name)

    def weight(self, potential_class: int) -> int:
        """The weight of a class, counted from 0, in hundredths; that of clients of whom nothing is known
        is 1."""
        return self.weights[potential_class] if potential_class < len(self.weights) else USUAL_WEIGHT

    @property
    def is_weighted(self) -> bool:
        """Whether clients of one tier may get more than others."""
        return any(weight != USUAL_WEIGHT for weight in self.weights)

    def with_typed(self, changed: "tuple[TypedPotential, ...]") -> "PotentialSettings":
        """A copy with what was typed for these clients in place of what was said of them before."""
        again = {typed.client for typed in changed}
        kept = tuple(typed for typed in self.typed if typed.client not in again)
        return replace(self, typed=(*kept, *changed))


NO_POTENTIAL = PotentialSettings()
