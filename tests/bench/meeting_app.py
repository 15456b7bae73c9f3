"""The app with a list of so many made-up clients already loaded, a list of its own for every visitor.

The benchmark puts it beside copies of `pages/` and `lib/`, where it is started in the place of `app.py`.
"""

import os

import numpy as np

from lib.screen.frame import run_page
from lib.screen.state import Loaded, state
from tests.lists import list_of

if state().clients is None:
    revenue = np.random.default_rng(1).lognormal(9, 1.7, int(os.environ["BENCH_CLIENTS"]))
    state().loaded = Loaded(list_of((revenue.astype(int) + 1).tolist()))
run_page()
