"""Profit against the method's figures, hand-made cases and laws."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT, Amounts
from lib.clients.model import ClientList, client_list
from lib.plan.budgets import WHOLE
from lib.plan.compute import PlanResult, compute
from lib.plan.hour_costs import hour_cost
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.profit.curves import reaches, thinned, whale
from lib.profit.profit import profit_of
