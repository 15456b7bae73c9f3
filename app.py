"""Palmarès: rank your clients, cut the ranking into tiers, give each tier about the same resources."""

from lib.keeping.widgets.banner import keeping_words
from lib.keeping.widgets.session import come_back
from lib.screen.frame import run_page

run_page(come_back, keeping_words)
