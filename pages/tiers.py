"""Where do we cut the ranking, and how much time does each tier get?"""

from lib.potential.widgets.weights import weights_panel
from lib.screen.frame import open_page, require_clients
from lib.tiers.widgets.meeting import meeting

texts = open_page("tiers")
clients = require_clients(texts)
meeting(texts, clients, (weights_panel,))
