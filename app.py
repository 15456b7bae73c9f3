"""Palmarès: rank your clients, cut the ranking into tiers, give each tier about the same resources."""

from lib import session

session.navigation().run()
