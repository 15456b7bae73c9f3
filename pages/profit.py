"""Does it pay: who pays the fixed costs, who takes money back, and what does the plan change?"""

from lib.method.widgets.explained import how_it_came
from lib.profit.profit import profit_of
from lib.profit.sentences import missing_sentences
from lib.profit.widgets.inputs import finer_inputs, profit_inputs
from lib.profit.widgets.parts import (
    better_budgets,
    loss_makers,
    more_figures,
    profit_part,
    ways_of_treating,
    who_pays,
    who_takes_back,
)
from lib.screen.frame import open_page, require_clients, tell
from lib.screen.next_step import next_step
from lib.screen.state import current_result

texts = open_page("profit")
clients = require_clients(texts)
result = current_result(clients)
profit = profit_of(result)

tell(texts, missing_sentences(profit, texts))
profit_inputs(texts, profit)
part = profit_part(texts)
if part == "pay":
    who_pays(texts, profit)
if part == "alike":
    ways_of_treating(texts, profit)
if part == "whale":
    who_takes_back(texts, profit)
if part == "budgets":
    better_budgets(texts, result)
next_step(texts, "profit")
if part == "pay":
    more_figures(texts, profit)
if part == "whale":
    loss_makers(texts, profit)
finer_inputs(texts, profit)
how_it_came(texts, result, "profit")
