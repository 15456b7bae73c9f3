"""The app with a list of so many made-up clients already loaded, another for every visitor, kept or not.

The benchmark puts it beside copies of `pages/` and `lib/`, where it is started in the place of `app.py`.
"""

import os

import numpy as np

from lib.keeping.widgets.banner import keeping_words
from lib.keeping.widgets.session import come_back
from lib.screen.frame import run_page
from lib.screen.state import Loaded, state
from tests.lists import list_of

if state().clients is None:
    revenue = np.random.default_rng(1).lognormal(9, 1.7, int(os.environ["BENCH_CLIENTS"]))
    state().loaded = Loaded(list_of((revenue.astype(int) + 1).tolist()))
if "BENCH_KEEP" in os.environ:
    run_page(above=(come_back, keeping_words))
else:
    run_page()
