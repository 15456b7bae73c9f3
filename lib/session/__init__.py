"""The one place that touches Streamlit's session: what a visitor has loaded and chosen, the frame of
every page, and the widgets that pages share. Pages call `session.…` and hold no state of their own.
"""

from lib.session.columns import column_choices, sheet_preview
from lib.session.controls import (
    budget_sliders,
    hours_input,
    method_choice,
    method_values,
    mode_choices,
    moves,
    threshold_sliders,
    tier_count_slider,
    ties_toggle,
)
from lib.session.frame import draw, navigation, open_page, require_clients, say, show
from lib.session.report import duplicate_proposals, import_report
from lib.session.state import State, result, state
from lib.session.upload import upload_box
from lib.session.views import client_search, download_plan, metrics, paged

__all__ = [
    "State",
    "budget_sliders",
    "client_search",
    "column_choices",
    "download_plan",
    "draw",
    "duplicate_proposals",
    "hours_input",
    "import_report",
    "method_choice",
    "method_values",
    "metrics",
    "mode_choices",
    "moves",
    "navigation",
    "open_page",
    "paged",
    "require_clients",
    "result",
    "say",
    "sheet_preview",
    "show",
    "state",
    "threshold_sliders",
    "tier_count_slider",
    "ties_toggle",
    "upload_box",
]
