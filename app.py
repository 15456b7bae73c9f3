"""Palmarès: rank your clients, cut the ranking into tiers, give each tier about the same resources.

Streamlit runs this file as a script for every visitor, and imports it once as the server.
"""

from starlette.middleware import Middleware
from streamlit.starlette import App

from lib.exports.widgets.download import plan_at_hand
from lib.keeping.keeper import everything_kept
from lib.keeping.widgets.account import account_menu, sign_in_first
from lib.keeping.widgets.banner import keeping_words
from lib.keeping.widgets.session import come_back
from lib.lakes.widgets import large_uploads
from lib.reading.copies import COPIES
from lib.reading.widgets.upload import read_waiting
from lib.screen.faults import keep_data_out_of_logs, say_fault
from lib.screen.frame import run_page
from lib.screen.server import Guard
from lib.slices.widgets import slice_filter, view_words

if __name__ == "__main__":
    run_page(
        above=(come_back, large_uploads, sign_in_first, keeping_words),
        beside_title=(slice_filter, plan_at_hand, account_menu),
        below_title=(read_waiting, view_words),
    )
else:
    keep_data_out_of_logs()
    COPIES.start()
    app = App(__file__, lifespan=everything_kept, middleware=[Middleware(Guard)], on_script_error=say_fault)
