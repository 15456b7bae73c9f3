"""Palmarès: rank your clients, cut the ranking into tiers, give each tier about the same resources."""

from lib.screen.frame import navigation

navigation().run()
