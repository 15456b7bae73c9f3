"""Palmarès: rank your clients, cut the ranking into tiers, give each tier about the same resources.

Streamlit runs this file as a script for every visitor, and imports it once as the server.
"""

from starlette.middleware import Middleware
from streamlit.starlette import App

from lib.keeping.widgets.banner import keeping_words
from lib.keeping.widgets.session import come_back
from lib.screen.faults import keep_data_out_of_logs, say_fault
from lib.screen.frame import run_page
from lib.screen.server import Guard

if __name__ == "__main__":
    run_page(come_back, keeping_words)
else:
    keep_data_out_of_logs()
    app = App(__file__, middleware=[Middleware(Guard)], on_script_error=say_fault)
