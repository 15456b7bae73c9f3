"""The widgets of the page about tomorrow: two periods held against each other, and what follows."""

from lib.session.outlook.ahead import what_ifs, years_to_come
from lib.session.outlook.candidates import fading_clients, rising
from lib.session.outlook.earlier import earlier_list
from lib.session.outlook.movement import (
    client_moves,
    migration_picture,
    outlook_part,
    period_choice,
)
from lib.session.outlook.purchases import purchases

__all__ = [
    "client_moves",
    "earlier_list",
    "fading_clients",
    "migration_picture",
    "outlook_part",
    "period_choice",
    "purchases",
    "rising",
    "what_ifs",
    "years_to_come",
]
