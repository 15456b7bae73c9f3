"""From a file to a client list: open it apart, recognise its columns, add up its rows, account for all.

source = open_source(data, "clients.xlsx")
choices = propose(source).choices
clients = read_clients(source, choices)
"""

from lib.reading.choices import Choices, Proposal, propose
from lib.reading.errors import ReadingError, sentence
from lib.reading.listing import read_clients, read_file
from lib.reading.source import Limits, Sheet, Source, open_source

__all__ = [
    "Choices",
    "Limits",
    "Proposal",
    "ReadingError",
    "Sheet",
    "Source",
    "open_source",
    "propose",
    "read_clients",
    "read_file",
    "sentence",
]
