"""The colours of the tiers, the same on the screen and in Excel.

From strong to quiet, told apart by lightness alone, so that colour-blind readers and black-and-white
prints keep the order.
"""

TIER_COLOURS = ("#164a7f", "#2f7f95", "#6aaa96", "#aec49a", "#d9d0ae", "#ece7da")
"""Fill of tier A, B, C … Six at most."""

TEXT_ON_TIER = ("#ffffff", "#ffffff", "#10222e", "#10222e", "#10222e", "#10222e")
"""The colour of text that is written on the fill of the same place."""

ACCENT = "#c8553d"
"""The one colour that is not a tier: thresholds, and what needs a look."""
