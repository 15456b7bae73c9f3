"""The one place that touches Streamlit's session: what a visitor has loaded and chosen, the frame of
every page, and the widgets that pages share. Pages call `session.…` and hold no state of their own.
"""

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
from lib.session.curve import pareto_curve
from lib.session.frame import draw, navigation, open_page, require_clients, say, show
from lib.session.keys import meeting_keys
from lib.session.projector import project, projecting, projector_button
from lib.session.state import State, result, state
from lib.session.upload import column_choices, import_report, sheet_preview, upload_box
from lib.session.views import client_search, download_plan, metrics, paged

__all__ = [
    "State",
    "budget_sliders",
    "client_search",
    "column_choices",
    "download_plan",
    "draw",
    "hours_input",
    "import_report",
    "meeting_keys",
    "method_choice",
    "method_values",
    "metrics",
    "mode_choices",
    "moves",
    "navigation",
    "open_page",
    "paged",
    "pareto_curve",
    "project",
    "projecting",
    "projector_button",
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
