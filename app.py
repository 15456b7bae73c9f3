"""Palmarès: rank your clients, cut the ranking into tiers, give each tier about the same resources."""

from lib.screen.frame import run_page

run_page()
