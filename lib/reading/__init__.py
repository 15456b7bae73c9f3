"""From a file to a client list: open it apart, recognise its columns, add up its rows, account for all.

source = open_source(data, "clients.xlsx")
choices = propose(source).choices
clients = read_clients(source, choices)
"""

from lib.clients import Question
from lib.reading.choices import COLUMN_QUESTIONS, Choices, Proposal
from lib.reading.duplicates import Duplicate, duplicates
from lib.reading.effects import Effect, effects
from lib.reading.errors import ReadingError, sentence
from lib.reading.listing import read_clients, read_file, rows_of_clients
from lib.reading.process import DEFAULT, Limits
from lib.reading.proposal import alike_sheets, propose
from lib.reading.remembered import Remembered, is_remembered, remembered_choices, to_remember
from lib.reading.source import Sheet, Source, combined, open_source

__all__ = [
    "COLUMN_QUESTIONS",
    "DEFAULT",
    "Choices",
    "Duplicate",
    "Effect",
    "Limits",
    "Proposal",
    "Question",
    "ReadingError",
    "Remembered",
    "Sheet",
    "Source",
    "alike_sheets",
    "combined",
    "duplicates",
    "effects",
    "is_remembered",
    "open_source",
    "propose",
    "read_clients",
    "read_file",
    "remembered_choices",
    "rows_of_clients",
    "sentence",
    "to_remember",
]
