"""The colours of the tiers, the same on the screen and in Excel.

From strong to quiet, told apart by lightness alone, so that colour-blind readers and black-and-white
prints keep the order.
"""

from typing import Literal, NamedTuple, get_args

Palette = Literal["sea", "ember", "violet", "slate"]
"""A sequence of tier colours to choose from."""
PALETTE_NAMES: tuple[Palette, ...] = get_args(Palette)
DEFAULT_PALETTE: Palette = "sea"

_LIGHT, _DARK = "#ffffff", "#10222e"
_INKS = (_LIGHT, _LIGHT, _DARK, _DARK, _DARK, _DARK)


class Colour(NamedTuple):
    """The fill of a tier, and the ink of what is written on it."""

    fill: str
    ink: str


def _colours(*fills: str) -> tuple[Colour, ...]:
    return tuple(Colour(fill, ink) for fill, ink in zip(fills, _INKS, strict=True))


PALETTES: dict[Palette, tuple[Colour, ...]] = {
    "sea": _colours("#164a7f", "#2f7f95", "#6aaa96", "#aec49a", "#d9d0ae", "#ece7da"),
    "ember": _colours("#6b1d2a", "#a8443a", "#d0794a", "#e0a064", "#ecc590", "#f5ebdb"),
    "violet": _colours("#3f2a6d", "#6a5796", "#a08fc0", "#c2b4d8", "#d9d0e6", "#ece8f0"),
    "slate": _colours("#23303b", "#4f5f6c", "#8c99a4", "#b0bac2", "#ccd3d8", "#e6e9eb"),
}
"""Six colours each, for tier A, B, C …"""

TIER_COLOURS = tuple(colour.fill for colour in PALETTES[DEFAULT_PALETTE])
"""The fills of the usual palette."""

ACCENT = "#c8553d"
"""The one colour that is not a tier: thresholds, and what needs a look."""


def blended(under: str, over: str, share: float) -> str:
    """The colour that is seen where a share (0–1) of one lies over another."""
    pairs = zip(_channels(under), _channels(over), strict=True)
    return "#" + "".join(f"{round(below + (above - below) * share):02x}" for below, above in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.lstrip("#")))
