"""Where do we cut the ranking, and how much time does each tier get?"""

from lib import session

texts = session.open_page("tiers")
clients = session.require_clients(texts)
session.meeting(texts, clients)
