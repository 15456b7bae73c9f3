"""The one place that touches Streamlit's session: what a visitor has loaded and chosen, the frame of
every page, and the widgets that pages share. Pages call `session.…` and hold no state of their own.
"""

import gc

from lib.session.columns import column_choices, sheet_preview
from lib.session.controls import mode_choices
from lib.session.frame import draw, navigation, open_page, require_clients, say, show
from lib.session.handouts import other_files, own_file
from lib.session.meeting import meeting
from lib.session.outlook import (
    client_moves,
    earlier_list,
    fading_clients,
    migration_picture,
    outlook_part,
    period_choice,
    purchases,
    rising,
    what_ifs,
    years_to_come,
)
from lib.session.people import assigned, contact_calendar, people_grid, responsible_editor
from lib.session.placing import tier_editor
from lib.session.profit import budget_proposal, profit_inputs
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
from lib.session.state import State, result, state
from lib.session.upload import upload_box
from lib.session.views import client_search, download_plan, metrics, paged

__all__ = [
    "State",
    "assigned",
    "automation_grid",
    "budget_proposal",
    "catalogue_moves",
    "client_moves",
    "client_search",
    "column_choices",
    "contact_calendar",
    "download_plan",
    "draw",
    "duplicate_proposals",
    "earlier_list",
    "example_choice",
    "fading_clients",
    "floor_inputs",
    "floor_verdict",
    "import_report",
    "meeting",
    "metrics",
    "migration_picture",
    "mode_choices",
    "navigation",
    "open_page",
    "other_files",
    "outlook_part",
    "own_file",
    "paged",
    "people_grid",
    "period_choice",
    "profit_inputs",
    "purchases",
    "require_clients",
    "responsible_editor",
    "result",
    "rising",
    "say",
    "scenarios",
    "service_grid",
    "services_part",
    "sheet_preview",
    "show",
    "state",
    "tier_editor",
    "undo_button",
    "upload_box",
    "what_ifs",
    "years_to_come",
]

# What the modules hold stays to the end. A full collection that looks through all of it each time would
# stop every visitor for a seventh of a second.
gc.collect()
gc.freeze()
