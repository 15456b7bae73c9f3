"""The one place that touches Streamlit's session: what a visitor has loaded and chosen, the frame of
every page, and the widgets that pages share. Pages call `session.…` and hold no state of their own.
"""

from lib.session.budgets import budget_rules, budget_sliders, budget_total
from lib.session.columns import column_choices, sheet_preview
from lib.session.controls import (
    method_choice,
    method_values,
    mode_choices,
    moves,
    tier_count_slider,
    ties_toggle,
)
from lib.session.curve import pareto_curve
from lib.session.frame import draw, navigation, open_page, require_clients, say, show
from lib.session.keys import meeting_keys
from lib.session.meaning import what_it_means, who_moves
from lib.session.people import assigned, contact_calendar, people_grid, responsible_editor
from lib.session.placing import tier_editor
from lib.session.profit import budget_proposal, profit_inputs
from lib.session.projector import project, projecting, projector_button
from lib.session.report import duplicate_proposals, import_report
from lib.session.scenarios import scenarios
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
from lib.session.state import State, reference_result, result, state
from lib.session.thresholds import threshold_sliders, threshold_unit
from lib.session.upload import upload_box
from lib.session.views import client_search, download_plan, method_comparison, metrics, paged

__all__ = [
    "State",
    "assigned",
    "automation_grid",
    "budget_proposal",
    "budget_rules",
    "budget_sliders",
    "budget_total",
    "catalogue_moves",
    "client_search",
    "column_choices",
    "contact_calendar",
    "download_plan",
    "draw",
    "duplicate_proposals",
    "example_choice",
    "floor_inputs",
    "floor_verdict",
    "import_report",
    "meeting_keys",
    "method_choice",
    "method_comparison",
    "method_values",
    "metrics",
    "mode_choices",
    "moves",
    "navigation",
    "open_page",
    "paged",
    "pareto_curve",
    "people_grid",
    "profit_inputs",
    "project",
    "projecting",
    "projector_button",
    "reference_result",
    "require_clients",
    "responsible_editor",
    "result",
    "say",
    "scenarios",
    "service_grid",
    "services_part",
    "sheet_preview",
    "show",
    "state",
    "threshold_sliders",
    "threshold_unit",
    "tier_count_slider",
    "tier_editor",
    "ties_toggle",
    "undo_button",
    "upload_box",
    "what_it_means",
    "who_moves",
]
