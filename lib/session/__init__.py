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
from lib.session.frame import draw, navigation, open_page, require_clients, say, show
from lib.session.people import assigned, contact_calendar, people_grid, responsible_editor
from lib.session.profit import budget_proposal, profit_inputs
from lib.session.services import (
    automation_grid,
    catalogue_moves,
    example_choice,
    floor_inputs,
    floor_verdict,
    service_grid,
    services_part,
    undo_button,
)
from lib.session.state import State, result, state
from lib.session.upload import column_choices, import_report, sheet_preview, upload_box
from lib.session.views import client_search, download_plan, metrics, paged

__all__ = [
    "State",
    "assigned",
    "automation_grid",
    "budget_proposal",
    "budget_sliders",
    "catalogue_moves",
    "client_search",
    "column_choices",
    "contact_calendar",
    "download_plan",
    "draw",
    "example_choice",
    "floor_inputs",
    "floor_verdict",
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
    "people_grid",
    "profit_inputs",
    "require_clients",
    "responsible_editor",
    "result",
    "say",
    "service_grid",
    "services_part",
    "sheet_preview",
    "show",
    "state",
    "threshold_sliders",
    "tier_count_slider",
    "ties_toggle",
    "undo_button",
    "upload_box",
]
