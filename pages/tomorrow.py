"""Who came, who left, who climbs: are tomorrow's large clients on their way?"""

import streamlit as st

from lib.lakes.widgets import with_days, with_purchases
from lib.method.widgets.explained import how_it_came
from lib.mix.widgets import what_is_bought, whom_to_call
from lib.screen.frame import open_page, require_clients
from lib.screen.next_step import next_step
from lib.screen.state import current_result
from lib.tomorrow.movement.movements import movement
from lib.tomorrow.widgets.ahead import what_ifs, years_to_come
from lib.tomorrow.widgets.candidates import fading_clients, rising
from lib.tomorrow.widgets.earlier import earlier_list
from lib.tomorrow.widgets.forecast import expected_purchases, purchases
from lib.tomorrow.widgets.movement import (
    from_tier_to_tier,
    movers,
    period_choice,
    tomorrow_part,
    what_moved,
    what_wore_away,
)

texts = open_page("tomorrow")
require_clients(texts)
part = tomorrow_part(texts)
if part == "mix":
    told = with_purchases(texts)
    result = current_result(require_clients(texts))
    if told:
        what_is_bought(texts, result)
    next_step(texts, "tomorrow")
    if told:
        whom_to_call(texts, result)
    st.stop()
with_days(texts)
clients = require_clients(texts)
result = current_result(clients)
if part == "purchases":
    purchases(texts, result)
    next_step(texts, "tomorrow")
    expected_purchases(texts, result)
    st.stop()
pair = period_choice(texts, clients)

moves = movement(result, pair) if pair is not None else None
if part == "movement" and moves is not None:
    what_moved(texts, result, moves)
if part == "tiers" and moves is not None:
    from_tier_to_tier(texts, result, moves)
if part == "wear" and moves is not None:
    what_wore_away(texts, result, moves)
if part == "what_if":
    what_ifs(texts, result)
if part == "candidates" and pair is not None:
    rising(texts, result, pair)
next_step(texts, "tomorrow")

if part == "tiers" and moves is not None:
    movers(texts, result, moves)
if part == "wear" and pair is not None:
    years_to_come(texts, result, pair)
if part == "candidates" and pair is not None:
    fading_clients(texts, result, pair)
if part == "movement" or (pair is None and part != "what_if"):
    earlier_list(texts, clients, wanted=pair is None)
how_it_came(texts, result, "tomorrow")
