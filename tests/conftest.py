"""How many examples properties are tried on: few and without a deadline, the same ones at every run in CI."""

import os

from hypothesis import settings

settings.register_profile("palmares", max_examples=60, deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("palmares")
