"""Where do we cut the ranking, and how much time does each tier get?"""

from lib.method.widgets.explained import how_it_came
from lib.potential.widgets.weights import weights_panel
from lib.screen.frame import open_page, require_clients
from lib.tiers.widgets.meeting import meeting

texts = open_page("tiers")
clients = require_clients(texts)
meeting(
    texts,
    clients,
    lambda result: weights_panel(texts, result),
    lambda result: how_it_came(texts, result, "tiers"),
)
