"""What the look ahead is asked: which periods, and what the user knows of single clients."""

from dataclasses import dataclass

from lib.plan.services import ServiceError, whole

MOST_TOLERANCE, DEFAULT_TOLERANCE = 50, 10
"""Percent of change up to which a client counts as stable."""
MOST_POTENTIAL = 3
MOST_MARKED = 5_000
"""Clients that are pinned, dismissed or marked."""
LONGEST_KEY = 2_000


@dataclass(frozen=True)
class TomorrowSettings:
    """Checked on creation: raises `ServiceError`.

    `periods` is the key of a pair of periods, "" for the one that is proposed; `tolerance` in percent.
    Clients are named by their key (`placements.key_of`): those `pinned` as tomorrow's, those `dismissed`
    from the candidates, and the user's own mark of `potentials`, 1 to 3.
    """

    periods: str = ""
    tolerance: int = DEFAULT_TOLERANCE
    pinned: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    potentials: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        _check(len(self.periods) <= 24, "outlook")
        _check(0 <= self.tolerance <= MOST_TOLERANCE, "outlook")
        marked = [client for client, _ in self.potentials]
        for clients in (self.pinned, self.dismissed, marked):
            _check(len(clients) <= MOST_MARKED and len(set(clients)) == len(clients), "outlook")
            _check(all(0 < len(client) <= LONGEST_KEY for client in clients), "outlook")
        _check(not set(self.pinned) & set(self.dismissed), "outlook")
        _check(all(1 <= mark <= MOST_POTENTIAL for _, mark in self.potentials), "outlook")

    def potential(self, client: str) -> int:
        """The mark of a client by its key; 0 without one."""
        return dict(self.potentials).get(client, 0)

    def to_json(self) -> dict[str, object]:
        """Plain JSON values."""
        return {
            "periods": self.periods,
            "tolerance": self.tolerance,
            "pinned": list(self.pinned),
            "dismissed": list(self.dismissed),
            "potentials": [list(one) for one in self.potentials],
        }

    @classmethod
    def from_json(cls, values: dict[str, object]) -> "TomorrowSettings":
        """The settings of `to_json`. Raises TypeError, KeyError or `ServiceError` for other values."""
        return cls(
            periods=_text(values["periods"]),
            tolerance=whole(values["tolerance"]),
            pinned=tuple(_text(one) for one in _listed(values["pinned"])),
            dismissed=tuple(_text(one) for one in _listed(values["dismissed"])),
            potentials=tuple(_marked(one) for one in _listed(values["potentials"])),
        )


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("outlook")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("outlook")
    return value


def _marked(value: object) -> tuple[str, int]:
    pair = _listed(value)
    if len(pair) != 2:
        raise TypeError("outlook")
    return _text(pair[0]), whole(pair[1])


def _check(holds: bool, code: str) -> None:
    if not holds:
        raise ServiceError(code)
